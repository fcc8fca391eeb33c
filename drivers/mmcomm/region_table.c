// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the PI SMM communication region table.
 *
 * Whoever wants to use an entry changes its type from EfiConventionalMemory to
 * something else, at once for every CPU, and back when done. Nothing here does:
 * a table is read, and refused where it contradicts itself.
 */
#include <linux/align.h>
#include <linux/build_bug.h>
#include <linux/mmcomm.h>
#include <linux/overflow.h>
#include <linux/string.h>

#include "compat.h"
#include "firmware_memory.h"
#include "region_table.h"

#define REGION_TABLE_VERSION	1

/* What a sane table has at most. */
#define MAX_DESCRIPTOR_LEN	1024

struct raw_header {
	__le32 version;
	__le32 count;
	__le32 descriptor_size;
	__le32 reserved;
};

static_assert(sizeof(struct raw_header) == MMCOMM_REGION_TABLE_HEADER_LEN);

/* EFI_MEMORY_DESCRIPTOR, version 1. */
struct raw_entry {
	__le32 type;
	__le32 padding;
	__le64 start;
	__le64 virt;
	__le64 pages;
	__le64 attribute;
};

static_assert(sizeof(struct raw_entry) == 40);

/**
 * mmcomm_region_table_len - how long a region table says that it is
 * @header: its first MMCOMM_REGION_TABLE_HEADER_LEN bytes
 * @length: out: bytes of header and entries, where it is not refused
 *
 * Return: NULL, or one sentence on why there is no such table.
 */
const char *mmcomm_region_table_len(const void *header, u64 *length)
{
	struct raw_header raw;
	u32 descriptor_size;

	memcpy(&raw, header, sizeof(raw));
	if (le32_to_cpu(raw.version) != REGION_TABLE_VERSION)
		return "the version is not 1";
	if (!raw.count)
		return "lists no entry";
	if (le32_to_cpu(raw.count) > MMCOMM_MAX_REGIONS)
		return "lists more than 64 entries";
	descriptor_size = le32_to_cpu(raw.descriptor_size);
	if (descriptor_size < sizeof(struct raw_entry))
		return "has entries of less than 40 bytes";
	if (descriptor_size > MAX_DESCRIPTOR_LEN)
		return "has entries of more than 1024 bytes";
	if (!IS_ALIGNED(descriptor_size, sizeof(u64)))
		return "has entries that are not 8-byte aligned";
	*length = sizeof(raw) + (u64)le32_to_cpu(raw.count) * descriptor_size;
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_table_len);

static const char *parse_entry(struct mmcomm_region_entry *entry, const void *at)
{
	struct raw_entry raw;
	u64 end;

	memcpy(&raw, at, sizeof(raw));
	entry->type = le32_to_cpu(raw.type);
	entry->start = le64_to_cpu(raw.start);
	if (!IS_ALIGNED(entry->start, MMCOMM_MM_PAGE_SIZE))
		return "an entry is not page aligned";
	if (!raw.pages)
		return "an entry has no pages";
	if (check_mul_overflow(le64_to_cpu(raw.pages), (u64)MMCOMM_MM_PAGE_SIZE,
			       &entry->length) ||
	    check_add_overflow(entry->start, entry->length, &end))
		return "an entry wraps around";
	return NULL;
}

/**
 * mmcomm_region_table_parse - read a region table
 * @at: the table
 * @length: bytes that may be read at @at
 * @address: physical address of the table
 * @table: out: its entries, none where it is refused
 *
 * Whether a message may live in an entry is not decided here.
 *
 * Return: NULL, or one sentence on why there is no such table.
 */
const char *mmcomm_region_table_parse(const void *at, u64 length, u64 address,
				      struct mmcomm_region_table *table)
{
	struct mmcomm_region_entry *entry;
	u32 i, count, descriptor_size;
	struct raw_header header;
	const char *refusal;
	u64 table_len, end;

	table->count = 0;
	if (!IS_ALIGNED(address, sizeof(u64)))
		return "is not 8-byte aligned";
	if (length < sizeof(header))
		return "is shorter than its header";
	refusal = mmcomm_region_table_len(at, &table_len);
	if (refusal)
		return refusal;
	if (table_len > length)
		return "is shorter than its entries";
	if (check_add_overflow(address, table_len, &end))
		return "wraps around";

	memcpy(&header, at, sizeof(header));
	count = le32_to_cpu(header.count);
	descriptor_size = le32_to_cpu(header.descriptor_size);
	for (i = 0; i < count; i++) {
		entry = &table->entries[i];
		entry->type_offset = sizeof(header) + i * descriptor_size;
		refusal = parse_entry(entry, at + entry->type_offset);
		if (!refusal && mmcomm_ranges_overlap(address, table_len, entry->start,
						      entry->length))
			refusal = "an entry overlaps the table itself";
		if (!refusal && mmcomm_region_table_overlaps(table, entry->start,
							     entry->length))
			refusal = "two entries overlap";
		if (refusal) {
			table->count = 0;
			return refusal;
		}
		table->count++;
	}
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_table_parse);

/**
 * mmcomm_region_table_free - how many entries nobody uses
 * @table: the table
 *
 * Return: entries of type MMCOMM_REGION_FREE, as they were when it was read.
 */
u32 mmcomm_region_table_free(const struct mmcomm_region_table *table)
{
	u32 i, count = 0;

	for (i = 0; i < table->count; i++)
		count += table->entries[i].type == MMCOMM_REGION_FREE;
	return count;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_table_free);

/**
 * mmcomm_region_table_overlaps - whether memory belongs to some entry
 * @table: the table
 * @start: first byte
 * @length: bytes; the range does not wrap around
 *
 * Return: true where a byte of it lies in an entry, free or not.
 */
bool mmcomm_region_table_overlaps(const struct mmcomm_region_table *table,
				  u64 start, u64 length)
{
	u32 i;

	for (i = 0; i < table->count; i++)
		if (mmcomm_ranges_overlap(start, length, table->entries[i].start,
					  table->entries[i].length))
			return true;
	return false;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_table_overlaps);
