// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the firmware's memory map and system table, and decides where a message
 * may live.
 */
#include <linux/align.h>
#include <linux/build_bug.h>
#include <linux/crc32.h>
#include <linux/errno.h>
#include <linux/overflow.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "comm_buffer.h"
#include "compat.h"
#include "firmware_memory.h"

/* What a sane memory map has at most. */
#define MAX_DESCRIPTORS		4096
#define MAX_DESCRIPTOR_LEN	1024

/**
 * mmcomm_ranges_overlap - whether two ranges share a byte
 * @a_start: first byte of one
 * @a_length: bytes of one
 * @b_start: first byte of the other
 * @b_length: bytes of the other
 *
 * Neither range may wrap around.
 *
 * Return: true where they do; empty ranges overlap nothing.
 */
bool mmcomm_ranges_overlap(u64 a_start, u64 a_length, u64 b_start, u64 b_length)
{
	return a_length && b_length && a_start < b_start + b_length &&
	       b_start < a_start + a_length;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_ranges_overlap);

/**
 * mmcomm_memory_map_free - free the descriptors of a memory map
 * @map: the map
 */
void mmcomm_memory_map_free(struct mmcomm_memory_map *map)
{
	kvfree(map->regions);
	map->regions = NULL;
	map->count = 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_memory_map_free);

/* The configuration table that Linux' EFI stub leaves behind. */
struct boot_map_header {
	__le64 map_size;
	__le64 descriptor_size;
	__le32 descriptor_version;
	__le32 padding;
	__le64 map_key;
	__le64 buffer_size;
};

static_assert(sizeof(struct boot_map_header) == MMCOMM_BOOT_MAP_HEADER_LEN);

/* EFI_MEMORY_DESCRIPTOR, version 1. */
struct descriptor {
	__le32 type;
	__le32 padding;
	__le64 start;
	__le64 virt;
	__le64 pages;
	__le64 attribute;
};

static int parse_descriptor(struct mmcomm_memory_region *region, const void *at)
{
	struct descriptor raw;
	u64 end;

	memcpy(&raw, at, sizeof(raw));
	region->type = le32_to_cpu(raw.type);
	region->start = le64_to_cpu(raw.start);
	region->virt = le64_to_cpu(raw.virt);
	region->attribute = le64_to_cpu(raw.attribute);
	if (!IS_ALIGNED(region->start, MMCOMM_MM_PAGE_SIZE))
		return -EINVAL;
	if (check_mul_overflow(le64_to_cpu(raw.pages), (u64)MMCOMM_MM_PAGE_SIZE,
			       &region->length) ||
	    check_add_overflow(region->start, region->length, &end))
		return -EOVERFLOW;
	return 0;
}

/**
 * mmcomm_memory_map_len - how long a boot memory map says that it is
 * @header: its first MMCOMM_BOOT_MAP_HEADER_LEN bytes
 *
 * Return: bytes of header and descriptors, 0 where that is not plausible.
 */
u64 mmcomm_memory_map_len(const void *header)
{
	struct boot_map_header raw;
	u64 map_size;

	memcpy(&raw, header, sizeof(raw));
	map_size = le64_to_cpu(raw.map_size);
	if (!map_size || map_size > MAX_DESCRIPTORS * MAX_DESCRIPTOR_LEN)
		return 0;
	return sizeof(raw) + map_size;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_memory_map_len);

/**
 * mmcomm_memory_map_parse - read the boot memory map that Linux' EFI stub left
 * @map: out: the map, to be freed with mmcomm_memory_map_free()
 * @table: struct efi_boot_memmap of a 64-bit kernel
 * @length: bytes that may be read at @table
 *
 * Return: 0, -EINVAL for a table that contradicts itself, -EOVERFLOW for a
 * region that wraps around, -ENOMEM.
 */
int mmcomm_memory_map_parse(struct mmcomm_memory_map *map, const void *table,
			    u64 length)
{
	struct boot_map_header header;
	u64 map_size, descriptor_size;
	u32 i, count;
	int ret;

	*map = (struct mmcomm_memory_map) {};
	if (length < sizeof(header))
		return -EINVAL;
	memcpy(&header, table, sizeof(header));
	map_size = le64_to_cpu(header.map_size);
	descriptor_size = le64_to_cpu(header.descriptor_size);
	if (le32_to_cpu(header.descriptor_version) != 1 ||
	    descriptor_size < sizeof(struct descriptor) || descriptor_size > MAX_DESCRIPTOR_LEN ||
	    !map_size || map_size > length - sizeof(header) ||
	    map_size / descriptor_size > MAX_DESCRIPTORS ||
	    map_size / descriptor_size * descriptor_size != map_size)
		return -EINVAL;

	count = map_size / descriptor_size;
	map->regions = kvcalloc(count, sizeof(*map->regions), GFP_KERNEL);
	if (!map->regions)
		return -ENOMEM;
	map->count = count;
	for (i = 0; i < count; i++) {
		ret = parse_descriptor(&map->regions[i], table + sizeof(header) +
							 i * descriptor_size);
		if (ret) {
			mmcomm_memory_map_free(map);
			return ret;
		}
	}
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_memory_map_parse);

/**
 * mmcomm_memory_region_of - the one region that holds a whole range
 * @map: the map
 * @start: first byte
 * @length: bytes, at least 1
 *
 * Return: the region, NULL where no single region holds all of the range.
 */
const struct mmcomm_memory_region *
mmcomm_memory_region_of(const struct mmcomm_memory_map *map, u64 start, u64 length)
{
	u32 i;

	for (i = 0; i < map->count; i++) {
		const struct mmcomm_memory_region *region = &map->regions[i];

		if (start >= region->start &&
		    start - region->start < region->length &&
		    length <= region->length - (start - region->start))
			return region;
	}
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_memory_region_of);

/**
 * mmcomm_memory_to_physical - translate an address that the firmware wrote
 * @map: memory map with virtual addresses
 * @address: a virtual address of the map, or a physical one in one of its
 *	regions
 * @physical: out: the physical address
 *
 * Return: true where @address lies in a region of the map.
 */
bool mmcomm_memory_to_physical(const struct mmcomm_memory_map *map, u64 address,
			       u64 *physical)
{
	u32 i;

	for (i = 0; i < map->count; i++) {
		const struct mmcomm_memory_region *region = &map->regions[i];

		if (region->virt && address >= region->virt &&
		    address - region->virt < region->length) {
			*physical = region->start + (address - region->virt);
			return true;
		}
	}
	if (!address || !mmcomm_memory_region_of(map, address, 1))
		return false;
	*physical = address;
	return true;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_memory_to_physical);

/* EFI_SYSTEM_TABLE, UEFI specification 2.10, section 4.3. */
struct raw_system_table {
	__le64 signature;
	__le32 revision;
	__le32 header_size;
	__le32 crc32;
	__le32 reserved;
	__le64 vendor;
	__le32 vendor_revision;
	__le32 padding;
	__le64 console[6];
	__le64 runtime;
	__le64 boot_services;
	__le64 table_count;
	__le64 tables;
};

static_assert(sizeof(struct raw_system_table) == MMCOMM_SYSTEM_TABLE_LEN);

#define SYSTEM_TABLE_SIGNATURE	0x5453595320494249ULL	/* "IBI SYST" */

/**
 * mmcomm_system_table_parse - recognise an EFI_SYSTEM_TABLE
 * @at: MMCOMM_SYSTEM_TABLE_LEN readable bytes
 * @table: out: its parts
 *
 * Return: true where signature, header size and CRC32 are right and the number
 * of configuration tables is plausible.
 */
bool mmcomm_system_table_parse(const void *at, struct mmcomm_system_table *table)
{
	struct raw_system_table raw;
	u32 crc;

	if (get_unaligned_le64(at) != SYSTEM_TABLE_SIGNATURE)
		return false;
	memcpy(&raw, at, sizeof(raw));
	if (le32_to_cpu(raw.header_size) != sizeof(raw))
		return false;
	crc = le32_to_cpu(raw.crc32);
	raw.crc32 = 0;
	if ((crc32_le(~0, (const u8 *)&raw, sizeof(raw)) ^ ~0U) != crc)
		return false;
	table->vendor = le64_to_cpu(raw.vendor);
	table->runtime = le64_to_cpu(raw.runtime);
	table->tables = le64_to_cpu(raw.tables);
	table->table_count = le64_to_cpu(raw.table_count);
	return table->table_count && table->table_count <= 1024;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_system_table_parse);

static u32 regions_touched(const struct mmcomm_memory_map *map, u64 start, u64 length)
{
	u32 i, count = 0;

	for (i = 0; i < map->count; i++)
		count += mmcomm_ranges_overlap(start, length, map->regions[i].start,
					       map->regions[i].length);
	return count;
}

static bool type_holds_messages(u32 type)
{
	return type == MMCOMM_MEMORY_RESERVED ||
	       type == MMCOMM_MEMORY_RUNTIME_DATA ||
	       type == MMCOMM_MEMORY_ACPI_NVS;
}

/**
 * mmcomm_placement_refusal - why a message may not live somewhere
 * @placement: what decides
 * @start: physical address
 * @length: bytes
 *
 * Return: NULL where it may, otherwise one sentence that names the rule.
 */
const char *mmcomm_placement_refusal(const struct mmcomm_placement *placement,
				     u64 start, u64 length)
{
	const struct mmcomm_memory_region *region;
	u32 i;

	switch (mmcomm_buffer_check_shape(start, length)) {
	case 0:
		break;
	case -EOVERFLOW:
		return "address and length wrap around";
	case -EFBIG:
		return "is longer than 16 MiB";
	default:
		return "not a whole number of 4 KiB pages, page aligned, from page 1 on";
	}
	if (placement->access->is_system_ram(start, length))
		return "is System RAM, which MM refuses and Linux uses";
	region = mmcomm_memory_region_of(placement->map, start, length);
	if (!region)
		return "does not lie inside one region of the firmware's memory map";
	if (!type_holds_messages(region->type))
		return "is not reserved, ACPI NVS or runtime-services data memory";
	if (!(region->attribute & MMCOMM_MEMORY_WB))
		return "is not write-back cacheable (EFI_MEMORY_WB)";
	if (regions_touched(placement->map, start, length) != 1)
		return "is listed more than once in the firmware's memory map";
	if (mmcomm_ranges_overlap(start, length, placement->mmram.start,
				  placement->mmram.length))
		return "overlaps MMRAM";
	for (i = 0; i < placement->mailbox_count; i++)
		if (mmcomm_ranges_overlap(start, length, placement->mailboxes[i].start,
					  placement->mailboxes[i].length))
			return "overlaps a mailbox or the region table";
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_placement_refusal);
