// SPDX-License-Identifier: GPL-2.0
/*
 * firmware_memory.c, memory maps: a range (two u64), an address, a choice, and a
 * boot memory map, which then decides whether a message may live in the range.
 */
#include <errno.h>
#include <stdlib.h>

#include <asm/unaligned.h>
#include <linux/mmcomm.h>

#include "firmware_memory.h"
#include "harness.h"

#define RAM_START	0x100000ULL
#define RAM_END		0x7d000000ULL

static bool is_system_ram(u64 start, u64 length)
{
	return mmcomm_ranges_overlap(start, length, RAM_START, RAM_END - RAM_START);
}

static const struct mmcomm_physical_access access = {
	.is_system_ram = is_system_ram,
};

static void check_map(const struct mmcomm_memory_map *map, const u8 *at, u64 length)
{
	u64 map_size = get_unaligned_le64(at), size = get_unaligned_le64(at + 8);
	u32 i;

	require(map->count && map->count <= 4096);
	require(get_unaligned_le32(at + 16) == 1);
	require(size >= 40 && size <= 1024 && map->count * size == map_size);
	require(map_size <= length - MMCOMM_BOOT_MAP_HEADER_LEN);
	require(mmcomm_memory_map_len(at) == map_size + MMCOMM_BOOT_MAP_HEADER_LEN);
	for (i = 0; i < map->count; i++) {
		const struct mmcomm_memory_region *region = &map->regions[i];
		const u8 *raw = at + MMCOMM_BOOT_MAP_HEADER_LEN + i * size;

		require(region->type == get_unaligned_le32(raw));
		require(region->start == get_unaligned_le64(raw + 8));
		require(region->virt == get_unaligned_le64(raw + 16));
		require(region->length / 4096 == get_unaligned_le64(raw + 24));
		require(region->attribute == get_unaligned_le64(raw + 32));
		require(!(region->start % 4096) && !(region->length % 4096));
		require(region->start + region->length >= region->start);
	}
}

static bool inside(const struct mmcomm_memory_region *region, u64 start, u64 length)
{
	return start >= region->start && start - region->start < region->length &&
	       length <= region->length - (start - region->start);
}

/* The first region that holds all of the range, or none of them does. */
static void check_region_of(const struct mmcomm_memory_map *map, u64 start, u64 length)
{
	const struct mmcomm_memory_region *region =
		mmcomm_memory_region_of(map, start, length);
	u32 i, until = region ? region - map->regions : map->count;

	require(until <= map->count && (!region || inside(region, start, length)));
	for (i = 0; i < until; i++)
		require(!inside(&map->regions[i], start, length));
}

static void check_translation(const struct mmcomm_memory_map *map, u64 address)
{
	u64 physical;
	u32 i;

	if (mmcomm_memory_to_physical(map, address, &physical)) {
		require(mmcomm_memory_region_of(map, physical, 1));
		return;
	}
	for (i = 0; i < map->count; i++) {
		const struct mmcomm_memory_region *region = &map->regions[i];

		require(!address || !inside(region, address, 1));
		require(!region->virt || address < region->virt ||
			address - region->virt >= region->length);
	}
}

static void check_placement(const struct mmcomm_placement *placement, u64 start,
			    u64 length)
{
	const char *refusal = mmcomm_placement_refusal(placement, start, length);
	const struct mmcomm_memory_region *region;
	u32 i, touched = 0;

	if (refusal) {
		require_sentence(refusal);
		return;
	}
	require(start && length && !(start % 4096) && !(length % 4096));
	require(start + length > start && length <= 16 * 1024 * 1024);
	require(start >= RAM_END || start + length <= RAM_START);
	region = mmcomm_memory_region_of(placement->map, start, length);
	require(region && region->attribute & MMCOMM_MEMORY_WB);
	require(region->type == MMCOMM_MEMORY_RESERVED ||
		region->type == MMCOMM_MEMORY_RUNTIME_DATA ||
		region->type == MMCOMM_MEMORY_ACPI_NVS);
	for (i = 0; i < placement->map->count; i++) {
		region = &placement->map->regions[i];
		touched += region->length && region->start < start + length &&
			   region->start + region->length > start;
	}
	require(touched == 1);
	for (i = 0; i < placement->mailbox_count; i++) {
		const struct mmcomm_range *mailbox = &placement->mailboxes[i];

		require(mailbox->start >= start + length ||
			mailbox->start + mailbox->length <= start);
	}
	require(!placement->mmram.length || placement->mmram.start >= start + length ||
		placement->mmram.start + placement->mmram.length <= start);
}

void fuzz(struct input *input)
{
	u64 start = take_u64(input), range = take_u64(input);
	u64 address = take_u64(input);
	u8 choice = take_u8(input);
	u64 length = input->left;
	u8 *at = take_block(input, length);
	struct mmcomm_memory_map map;
	struct mmcomm_range mailboxes[] = {
		{ 0x7e001238, 104 },
		{ start & ~7ULL, 8 },
	};
	struct mmcomm_placement placement = {
		.map = &map,
		.access = &access,
		.mailboxes = mailboxes,
		.mailbox_count = choice & 1 && start <= U64_MAX - 8 ? 2 : 1,
		.mmram = { choice & 2 ? start & ~0xfffULL : 0x7f800000, 0x1000 },
	};
	int ret;

	if (placement.mmram.start > U64_MAX - 0x1000)
		placement.mmram.length = 0;
	if (length >= MMCOMM_BOOT_MAP_HEADER_LEN) {
		struct input again = { at, MMCOMM_BOOT_MAP_HEADER_LEN };
		u8 *header = take_block(&again, MMCOMM_BOOT_MAP_HEADER_LEN);
		u64 said = mmcomm_memory_map_len(header);

		require(!said || (said > 40 && said <= 40 + 4096 * 1024));
		free(header);
	}
	ret = mmcomm_memory_map_parse(&map, at, length);
	require(!ret || ret == -EINVAL || ret == -EOVERFLOW);
	if (ret) {
		require(!map.regions && !map.count);
	} else {
		accepted();
		check_map(&map, at, length);
		check_region_of(&map, start, range ? range : 1);
		check_translation(&map, address);
		check_placement(&placement, start, range);
		/* A page of the map's own stands a better chance. */
		check_placement(&placement, map.regions[choice % map.count].start, 4096);
	}
	mmcomm_memory_map_free(&map);
	free(at);
}
