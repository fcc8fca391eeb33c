// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the PI SMM communication region table, which is refused where it
 * contradicts itself, and claims its entries.
 *
 * Whoever wants to use an entry changes its type from EfiConventionalMemory to
 * something else, at once for every CPU, and back when done.
 */
#include <linux/align.h>
#include <linux/atomic.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
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
	table->length = 0;
	table->address = address;
	if (!IS_ALIGNED(address, sizeof(u64)))
		return "is not 8-byte aligned";
	if (length < sizeof(header))
		return "is shorter than its header";
	/* One copy, checked and used: others may write there meanwhile. */
	memcpy(&header, at, sizeof(header));
	refusal = mmcomm_region_table_len(&header, &table_len);
	if (refusal)
		return refusal;
	if (table_len > length)
		return "is shorter than its entries";
	if (check_add_overflow(address, table_len, &end))
		return "wraps around";

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
	table->length = table_len;
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_table_parse);

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

/**
 * mmcomm_region_table_entry_of - the entry that holds a whole range
 * @table: the table
 * @start: first byte
 * @length: bytes, at least 1
 *
 * Return: the entry, NULL where no single one holds all of the range.
 */
const struct mmcomm_region_entry *
mmcomm_region_table_entry_of(const struct mmcomm_region_table *table, u64 start,
			     u64 length)
{
	u32 i;

	for (i = 0; i < table->count; i++) {
		const struct mmcomm_region_entry *entry = &table->entries[i];

		if (start >= entry->start && start - entry->start < entry->length &&
		    length <= entry->length - (start - entry->start))
			return entry;
	}
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_table_entry_of);

/**
 * mmcomm_region_table_refusal - why a region table keeps a message from somewhere
 * @table: the table; one without entries keeps nothing
 * @fixed_buffers: the WSMT says that MM takes messages from fixed memory alone
 * @start: physical address
 * @length: bytes, at least 1; the range does not wrap around
 *
 * Return: NULL where it does not, otherwise one sentence without a subject.
 */
const char *mmcomm_region_table_refusal(const struct mmcomm_region_table *table,
					bool fixed_buffers, u64 start, u64 length)
{
	if (!table->count || mmcomm_region_table_entry_of(table, start, length))
		return NULL;
	if (mmcomm_region_table_overlaps(table, start, length))
		return "lies only partly inside one entry of the communication region table";
	if (fixed_buffers)
		return "is outside the communication region table, MM's fixed memory by the WSMT";
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_table_refusal);

/**
 * mmcomm_region_is_free - whether nobody uses an entry at the moment
 * @type: the entry's type, 4-byte aligned
 *
 * Return: true where nobody does; the next moment somebody may.
 */
bool mmcomm_region_is_free(const __le32 *type)
{
	return READ_ONCE(*type) == cpu_to_le32(MMCOMM_REGION_FREE);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_is_free);

/* Swaps the type where it is the one expected, at once for every CPU. */
static bool swap_type(__le32 *type, u32 from, u32 to)
{
	u32 old = (__force u32)cpu_to_le32(from);

	return cmpxchg((__force u32 *)type, old, (__force u32)cpu_to_le32(to)) == old;
}

/**
 * mmcomm_region_claim - claim an entry
 * @type: the entry's type, 4-byte aligned
 *
 * Return: false where somebody else uses the entry, which is then left alone.
 */
bool mmcomm_region_claim(__le32 *type)
{
	return swap_type(type, MMCOMM_REGION_FREE, MMCOMM_REGION_CLAIMED);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_claim);

/**
 * mmcomm_region_give_back - undo mmcomm_region_claim()
 * @type: the type of a claimed entry; one that holds something else by now is
 *	not this driver's to change
 */
void mmcomm_region_give_back(__le32 *type)
{
	swap_type(type, MMCOMM_REGION_CLAIMED, MMCOMM_REGION_FREE);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_region_give_back);
