/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The firmware's memory map and tables, as plain data, and the rules on where a
 * message may live. Pure: gets at memory through struct mmcomm_physical_access.
 */
#ifndef _MMCOMM_FIRMWARE_MEMORY_H
#define _MMCOMM_FIRMWARE_MEMORY_H

#include <linux/bits.h>
#include <linux/types.h>
#include <linux/uuid.h>

/* Memory types and attributes of UEFI specification 2.10, section 7.2. */
#define MMCOMM_MEMORY_RESERVED		0
#define MMCOMM_MEMORY_RUNTIME_CODE	5
#define MMCOMM_MEMORY_RUNTIME_DATA	6
#define MMCOMM_MEMORY_ACPI_NVS		10
#define MMCOMM_MEMORY_WB		BIT_ULL(3)

/**
 * struct mmcomm_range - a range of physical addresses
 * @start: first byte
 * @length: bytes
 */
struct mmcomm_range {
	u64 start;
	u64 length;
};

/**
 * struct mmcomm_memory_region - one descriptor of the firmware's memory map
 * @start: physical address, 4 KiB aligned
 * @length: bytes, a multiple of 4096
 * @virt: virtual address that the firmware was told to use, or 0
 * @attribute: EFI_MEMORY_* bits
 * @type: EFI memory type
 */
struct mmcomm_memory_region {
	u64 start;
	u64 length;
	u64 virt;
	u64 attribute;
	u32 type;
};

/**
 * struct mmcomm_memory_map - a memory map
 * @regions: the descriptors, kvmalloc()ed
 * @count: how many
 */
struct mmcomm_memory_map {
	struct mmcomm_memory_region *regions;
	u32 count;
};

/**
 * struct mmcomm_physical_access - how physical memory is reached
 * @map: map a range of memory that is not System RAM, cacheable; NULL where
 *	that is not possible. May sleep
 * @unmap: undo @map
 * @is_system_ram: whether any part of a range is memory that Linux manages
 * @map_failed: set by @map where memory that is no System RAM could not be mapped,
 *	which may be for want of memory; NULL where nobody needs to know
 */
struct mmcomm_physical_access {
	void *(*map)(u64 start, u64 length);
	void (*unmap)(void *virt);
	bool (*is_system_ram)(u64 start, u64 length);
	bool *map_failed;
};

/**
 * struct mmcomm_placement - what decides whether a message may live somewhere
 * @map: the firmware's memory map
 * @access: how physical memory is reached
 * @mmram: memory of MM's own
 * @mailboxes: where mailboxes and status blocks lie
 * @mailbox_count: entries of @mailboxes
 */
struct mmcomm_placement {
	const struct mmcomm_memory_map *map;
	const struct mmcomm_physical_access *access;
	struct mmcomm_range mmram;
	const struct mmcomm_range *mailboxes;
	u32 mailbox_count;
};

/**
 * struct mmcomm_system_table - the parts of EFI_SYSTEM_TABLE that matter here
 * @vendor: address of the firmware vendor string
 * @runtime: address of the runtime services table
 * @tables: address of the array of configuration tables
 * @table_count: entries there
 *
 * After SetVirtualAddressMap() the addresses are virtual.
 */
struct mmcomm_system_table {
	u64 vendor;
	u64 runtime;
	u64 tables;
	u64 table_count;
};

/** define MMCOMM_RESCHEDULE_LEN - bytes that are looked through before others may run */
#define MMCOMM_RESCHEDULE_LEN		(1024 * 1024)

/** define MMCOMM_SYSTEM_TABLE_LEN - bytes of a 64-bit EFI_SYSTEM_TABLE */
#define MMCOMM_SYSTEM_TABLE_LEN		120

/**
 * struct mmcomm_config_table - EFI_CONFIGURATION_TABLE on 64-bit firmware
 * @guid: what the table is
 * @address: where it is
 */
struct mmcomm_config_table {
	guid_t guid;
	__le64 address;
};

/** define MMCOMM_BOOT_MAP_HEADER_LEN - bytes in front of its descriptors */
#define MMCOMM_BOOT_MAP_HEADER_LEN	40

bool mmcomm_ranges_overlap(u64 a_start, u64 a_length, u64 b_start, u64 b_length);
void mmcomm_memory_map_free(struct mmcomm_memory_map *map);
u64 mmcomm_memory_map_len(const void *header);
int mmcomm_memory_map_parse(struct mmcomm_memory_map *map, const void *table,
			    u64 length);
const struct mmcomm_memory_region *
mmcomm_memory_region_of(const struct mmcomm_memory_map *map, u64 start, u64 length);
bool mmcomm_memory_to_physical(const struct mmcomm_memory_map *map, u64 address,
			       u64 *physical);
bool mmcomm_system_table_parse(const void *at, struct mmcomm_system_table *table);
const char *mmcomm_placement_refusal(const struct mmcomm_placement *placement,
				     u64 start, u64 length);

#endif /* _MMCOMM_FIRMWARE_MEMORY_H */
