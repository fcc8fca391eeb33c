/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The PI SMM communication region table: memory that firmware offers for
 * messages to MM, as EDK2's MdeModulePkg defines it, and the claim to one of
 * its entries. Pure: knows bytes only.
 */
#ifndef _MMCOMM_REGION_TABLE_H
#define _MMCOMM_REGION_TABLE_H

#include <linux/types.h>

/** define MMCOMM_REGION_TABLE_HEADER_LEN - bytes in front of its entries */
#define MMCOMM_REGION_TABLE_HEADER_LEN	16

/** define MMCOMM_MAX_REGIONS - entries that a table may have */
#define MMCOMM_MAX_REGIONS	64

/** define MMCOMM_REGION_FREE - type of an entry that nobody uses: EfiConventionalMemory */
#define MMCOMM_REGION_FREE	7

/** define MMCOMM_REGION_CLAIMED - type of an entry in use here: EfiRuntimeServicesData */
#define MMCOMM_REGION_CLAIMED	6

/**
 * struct mmcomm_region_entry - memory that firmware offers for messages
 * @start: physical address, 4 KiB aligned
 * @length: bytes, a multiple of 4096, at least one
 * @type: MMCOMM_REGION_FREE, or any other type while somebody uses the entry
 * @type_offset: where in the table the 32-bit type stands, 8-byte aligned
 */
struct mmcomm_region_entry {
	u64 start;
	u64 length;
	u32 type;
	u32 type_offset;
};

/**
 * struct mmcomm_region_table - a region table, parsed
 * @address: physical address of the table
 * @length: bytes of the table itself, 0 where there is none
 * @entries: the entries; no two overlap, none overlaps the table
 * @count: how many
 */
struct mmcomm_region_table {
	u64 address;
	u64 length;
	struct mmcomm_region_entry entries[MMCOMM_MAX_REGIONS];
	u32 count;
};

const char *mmcomm_region_table_len(const void *header, u64 *length);
const char *mmcomm_region_table_parse(const void *at, u64 length, u64 address,
				      struct mmcomm_region_table *table);
bool mmcomm_region_table_overlaps(const struct mmcomm_region_table *table,
				  u64 start, u64 length);
const struct mmcomm_region_entry *
mmcomm_region_table_entry_of(const struct mmcomm_region_table *table, u64 start,
			     u64 length);
const char *mmcomm_region_table_refusal(const struct mmcomm_region_table *table,
					bool fixed_buffers, u64 start, u64 length);
bool mmcomm_region_is_free(const __le32 *type);
bool mmcomm_region_claim(__le32 *type);
void mmcomm_region_give_back(__le32 *type);

#endif /* _MMCOMM_REGION_TABLE_H */
