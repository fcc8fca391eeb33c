// SPDX-License-Identifier: GPL-2.0
/*
 * Makes up a machine's memory. What an instruction writes may be overwritten by
 * the next one, in part, too: that is how tables come to be broken.
 */
#include <stdlib.h>
#include <string.h>

#include <asm/unaligned.h>
#include <linux/crc32.h>
#include <linux/kernel.h>

#include "world.h"

#define MAX_REGIONS	6
#define MAX_PAGES	4
#define MAX_MAPPED	64
#define MAX_STEPS	256
#define PAGE		4096ULL
#define BASE		0x7e000000ULL
#define DISTANCE	0x100000ULL
#define VIRT		0xfffffffeef000000ULL
#define CORE		0x7ff00000ULL
#define CORE_LEN	0x16000ULL

/* Flags of a region. */
#define HAS_VIRT	BIT(0)
#define NOT_WB		BIT(1)
#define SYSTEM_RAM	BIT(2)
#define UNMAPPABLE	BIT(3)
#define NOT_LISTED	BIT(4)
#define FREE_FILL	BIT(5)

static struct {
	struct mmcomm_memory_region regions[MAX_REGIONS];
	struct mmcomm_memory_region runtime[MAX_REGIONS];
	u8 *bytes[MAX_REGIONS];
	u8 flags[MAX_REGIONS];
	u32 count;
	struct {
		u8 *block;
		u8 *at;
		const u8 *original;
		u64 length;
	} mapped[MAX_MAPPED];
} world;

static bool is_system_ram(u64 start, u64 length)
{
	for (u32 i = 0; i < world.count; i++)
		if (world.flags[i] & SYSTEM_RAM &&
		    start < world.regions[i].start + world.regions[i].length &&
		    (start + length > world.regions[i].start || start + length < start))
			return true;
	return false;
}

static u8 *memory_at(u64 start, u64 length, u8 *flags)
{
	for (u32 i = 0; i < world.count; i++) {
		u64 offset = start - world.regions[i].start;

		if (offset < world.regions[i].length &&
		    length <= world.regions[i].length - offset) {
			*flags = world.flags[i];
			return world.bytes[i] + offset;
		}
	}
	return NULL;
}

/* A copy that ends where the mapping does, aligned as the memory is. */
static void *map(u64 start, u64 length)
{
	u8 flags, *original = memory_at(start, length, &flags);
	u32 i, pad = start % 8;

	require(length);
	if (!original || flags & (SYSTEM_RAM | UNMAPPABLE))
		return NULL;
	for (i = 0; world.mapped[i].block; i++)
		require(i < MAX_MAPPED - 1);
	world.mapped[i].block = malloc(pad + length);
	if (!world.mapped[i].block)
		abort();
	world.mapped[i].at = world.mapped[i].block + pad;
	world.mapped[i].original = original;
	world.mapped[i].length = length;
	memcpy(world.mapped[i].at, original, length);
	return world.mapped[i].at;
}

static void unmap(void *virt)
{
	u32 i;

	for (i = 0; !world.mapped[i].block || world.mapped[i].at != virt; i++)
		require(i < MAX_MAPPED - 1);
	require(!memcmp(virt, world.mapped[i].original, world.mapped[i].length));
	free(world.mapped[i].block);
	world.mapped[i].block = NULL;
}

static const struct mmcomm_physical_access access = {
	.map = map,
	.unmap = unmap,
	.is_system_ram = is_system_ram,
};

u64 world_address(u8 region, u16 offset)
{
	return BASE + region % (MAX_REGIONS + 1) * DISTANCE + offset % (MAX_PAGES * PAGE + 8);
}

static u64 take_address(struct input *input)
{
	u8 region = take_u8(input);
	u64 address = world_address(region & 0x7f, take_u16(input));

	return region & 0x80 ? address - BASE + VIRT : address;
}

/* Writes as much as fits where the instruction says. */
static void put(struct input *input, const void *bytes, u64 length)
{
	u8 region = take_u8(input) % MAX_REGIONS;
	u64 offset = take_u16(input), room;

	if (region >= world.count)
		return;
	offset %= world.regions[region].length;
	room = world.regions[region].length - offset;
	memcpy(world.bytes[region] + offset, bytes, length < room ? length : room);
}

static void put_system_table(struct input *input, u64 runtime)
{
	u8 table[MMCOMM_SYSTEM_TABLE_LEN] = "IBI SYST";

	put_unaligned_le32(MMCOMM_SYSTEM_TABLE_LEN, table + 12);
	put_unaligned_le64(take_address(input), table + 24);
	put_unaligned_le64(runtime + (take_u8(input) == 1), table + 88);
	put_unaligned_le64(take_u8(input), table + 104);
	put_unaligned_le64(take_address(input), table + 112);
	put_unaligned_le32(~crc32_le(~0U, table, sizeof(table)), table + 16);
	put(input, table, sizeof(table));
}

static void put_config_table(struct input *input)
{
	static const u8 guids[][16] = {
		{ 0x3f, 0x68, 0x0f, 0x80, 0x8b, 0xd0, 0x3a, 0x42,
		  0xa2, 0x93, 0x96, 0x5c, 0x3c, 0x6f, 0xe2, 0xb4 },
		{ 0x50, 0xca, 0x28, 0x4e, 0x82, 0xd5, 0xac, 0x44,
		  0xa1, 0x1f, 0xe3, 0xd5, 0x65, 0x26, 0xdb, 0x34 },
		{ 0x71, 0xe8, 0x68, 0x88 },
	};
	u8 table[24];

	memcpy(table, guids[take_u8(input) % ARRAY_SIZE(guids)], 16);
	put_unaligned_le64(take_address(input), table + 16);
	put(input, table, sizeof(table));
}

/* The regions as they are, in a boot memory map of as many as asked for. */
static void put_boot_map(struct input *input)
{
	u8 map[40 + MAX_REGIONS * 48] = { 0 };
	u32 count = take_u8(input) % (MAX_REGIONS + 1);

	if (count > world.count)
		count = world.count;
	put_unaligned_le64(count * 48, map);
	put_unaligned_le64(48, map + 8);
	put_unaligned_le32(1, map + 16);
	for (u32 i = 0; i < count; i++) {
		u8 *at = map + 40 + i * 48;

		put_unaligned_le32(world.regions[i].type, at);
		put_unaligned_le64(world.regions[i].start, at + 8);
		put_unaligned_le64(world.regions[i].length / PAGE, at + 24);
		put_unaligned_le64(world.regions[i].attribute, at + 32);
	}
	put(input, map, 40 + count * 48);
}

static void put_mailbox(struct input *input)
{
	u8 mailbox[104] = "smmc";

	put_unaligned_le64(0x7e9a1b18, mailbox + 8);
	put_unaligned_le64(2, mailbox + 16);
	put_unaligned_le64(0x7e9a0018, mailbox + 24);
	put_unaligned_le64(CORE + 0x6d30, mailbox + 32);
	mailbox[40] = 1;
	put_unaligned_le64(CORE + 0x14e40, mailbox + 48);
	put_unaligned_le64(CORE, mailbox + 80);
	put_unaligned_le64(CORE_LEN, mailbox + 88);
	put_unaligned_le64(CORE + 0x5140, mailbox + 96);
	put(input, mailbox, sizeof(mailbox));
}

static void put_region_table(struct input *input)
{
	u8 table[16 + 4 * 48] = { 1 };
	u32 count = take_u8(input) % 5;

	put_unaligned_le32(count, table + 4);
	put_unaligned_le32(48, table + 8);
	for (u32 i = 0; i < count; i++) {
		u8 *at = table + 16 + i * 48;

		put_unaligned_le32(take_u8(input) % 8, at);
		put_unaligned_le64(take_address(input), at + 8);
		put_unaligned_le64(take_u8(input), at + 24);
	}
	put(input, table, 16 + count * 48);
}

static void put_record(struct input *input)
{
	u8 record[24];

	put_unaligned_le64(take_address(input), record);
	put_unaligned_le64(take_u8(input), record + 8);
	put_unaligned_le64(take_address(input), record + 16);
	put(input, record, sizeof(record));
}

static void add_uefi_table(struct input *input, struct mmcomm_firmware *firmware)
{
	struct mmcomm_uefi_table_verdict verdict = { 0 };
	u8 kind = take_u8(input);

	if (kind & 1)
		verdict.refusal = "is refused";
	if (kind & 2) {
		verdict.table.invocation.address = kind & 16 ? take_u16(input) :
							       take_address(input);
		verdict.table.invocation.space = kind & 16 ? MMCOMM_ACPI_SPACE_IO :
							     MMCOMM_ACPI_SPACE_MEMORY;
		verdict.table.invocation.bit_width = kind & 8 ? 64 : 32;
	}
	verdict.table.buffer_pointer = kind & 4 ? take_u64(input) : take_address(input);
	verdict.table.sw_smi = kind;
	if (firmware->uefi_table_count < MMCOMM_MAX_UEFI_TABLES)
		firmware->uefi_tables[firmware->uefi_table_count++] = verdict;
}

static void step(struct input *input, struct mmcomm_firmware *firmware)
{
	u8 *block, word[8];
	u32 length;

	switch (take_u8(input) % 10) {
	case 0:
		length = take_u8(input) % 64;
		block = take_block(input, length);
		put(input, block, length);
		free(block);
		break;
	case 1:
		put_unaligned_le64(take_address(input), word);
		put(input, word, sizeof(word));
		break;
	case 2:
		put_system_table(input, firmware->runtime);
		break;
	case 3:
		put_config_table(input);
		break;
	case 4:
		put_boot_map(input);
		break;
	case 5:
		put_mailbox(input);
		break;
	case 6:
		put_region_table(input);
		break;
	case 7:
		put_record(input);
		break;
	case 8:
		put_unaligned_le64(1ULL << take_u8(input) % 64, word);
		put(input, word, sizeof(word));
		break;
	case 9:
		add_uefi_table(input, firmware);
		break;
	}
}

static void add_region(struct input *input, struct mmcomm_firmware *firmware)
{
	static const u32 types[] = {
		MMCOMM_MEMORY_RUNTIME_CODE, MMCOMM_MEMORY_RUNTIME_DATA,
		MMCOMM_MEMORY_ACPI_NVS, MMCOMM_MEMORY_RESERVED, 7, 9,
	};
	struct mmcomm_memory_region *region = &world.regions[world.count];
	u8 flags;

	region->start = BASE + world.count * DISTANCE;
	region->type = types[take_u8(input) % ARRAY_SIZE(types)];
	region->length = (1 + take_u8(input) % MAX_PAGES) * PAGE;
	flags = take_u8(input);
	region->virt = flags & HAS_VIRT ? region->start - BASE + VIRT : 0;
	region->attribute = flags & NOT_WB ? 1 : MMCOMM_MEMORY_WB;
	world.flags[world.count] = flags;
	world.bytes[world.count] = malloc(region->length);
	if (!world.bytes[world.count])
		abort();
	memset(world.bytes[world.count], flags & FREE_FILL ? 0xaf : 0, region->length);
	if (!(flags & NOT_LISTED))
		firmware->runtime_map.regions[firmware->runtime_map.count++] = *region;
	world.count++;
}

void world_make(struct input *input, struct mmcomm_firmware *firmware)
{
	u8 choice = take_u8(input);
	u32 steps;

	memset(&world, 0, sizeof(world));
	memset(firmware, 0, sizeof(*firmware));
	firmware->access = &access;
	firmware->runtime = VIRT + DISTANCE + 0x200;
	firmware->is_qemu = choice & 0x80;
	firmware->runtime_map.regions = world.runtime;
	while (world.count < (choice & 0x7f) % (MAX_REGIONS + 1U))
		add_region(input, firmware);
	for (steps = 0; input->left && steps < MAX_STEPS; steps++)
		step(input, firmware);
}

void world_end(struct mmcomm_firmware *firmware)
{
	u32 i;

	/* The runtime map is the world's own. */
	firmware->runtime_map.regions = NULL;
	mmcomm_firmware_free(firmware);
	for (i = 0; i < MAX_MAPPED; i++)
		require(!world.mapped[i].block);
	for (i = 0; i < world.count; i++)
		free(world.bytes[i]);
}
