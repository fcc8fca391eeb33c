// SPDX-License-Identifier: GPL-2.0
/*
 * region_table.c: a u64, the table's address, and the table.
 */
#include <stdlib.h>

#include <asm/unaligned.h>
#include <linux/compiler.h>
#include <linux/mmcomm.h>

#include "firmware_memory.h"
#include "harness.h"
#include "region_table.h"

#ifndef FAULT
#define FAULT 0
#endif

static const int fault = FAULT;
static int number = 0x7fffffff;
static void *kept;

/*
 * The parser, or one that is broken on purpose: whoever runs the targets makes
 * sure that each of these is noticed.
 */
static const char *parse(const u8 *at, u64 length, u64 address,
			 struct mmcomm_region_table *table)
{
	const char *refusal = mmcomm_region_table_parse(at, length, address, table);

	switch (READ_ONCE(fault)) {
	case 1:	/* reads one byte past the table */
		WRITE_ONCE(number, at[length]);
		break;
	case 2:	/* writes past the last entry */
		WRITE_ONCE(table->entries[MMCOMM_MAX_REGIONS + !!length].start, 0);
		break;
	case 3:	/* overflows */
		WRITE_ONCE(number, READ_ONCE(number) + (int)length);
		break;
	case 4:	/* forgets memory */
		WRITE_ONCE(kept, malloc(length + 1));
		WRITE_ONCE(kept, NULL);
		break;
	case 5:	/* takes what it should refuse */
		return NULL;
	case 6:	/* does not end */
		while (READ_ONCE(fault))
			WRITE_ONCE(number, 0);
	}
	return refusal;
}

static void check_entries(const struct mmcomm_region_table *table, const u8 *at,
			  u64 length, u64 address)
{
	u32 i, j, size;
	u64 table_len;

	require(length >= MMCOMM_REGION_TABLE_HEADER_LEN);
	size = get_unaligned_le32(at + 8);
	table_len = 16 + (u64)table->count * size;
	require(table->count == get_unaligned_le32(at + 4));
	require(table->count && table->count <= MMCOMM_MAX_REGIONS);
	require(table_len <= length && address + table_len > address);
	require(!(address % 8));
	for (i = 0; i < table->count; i++) {
		const struct mmcomm_region_entry *entry = &table->entries[i];
		u64 end = entry->start + entry->length;

		require(entry->type_offset == 16 + i * size && !(entry->type_offset % 8));
		require(entry->type_offset + 40 <= length);
		require(entry->type == get_unaligned_le32(at + entry->type_offset));
		require(entry->start == get_unaligned_le64(at + entry->type_offset + 8));
		require(entry->length / 4096 ==
			get_unaligned_le64(at + entry->type_offset + 24));
		require(!(entry->start % 4096) && !(entry->length % 4096));
		require(end > entry->start);
		require(end <= address || entry->start >= address + table_len);
		for (j = 0; j < i; j++)
			require(end <= table->entries[j].start ||
				entry->start >= table->entries[j].start +
						table->entries[j].length);
		require(mmcomm_region_table_overlaps(table, end - 1, 1));
		require(mmcomm_region_table_entry_of(table, entry->start,
						     entry->length) == entry);
		require(mmcomm_region_table_entry_of(table, end - 1, 1) == entry);
		require(!mmcomm_region_table_refusal(table, true, end - 1, 1));
	}
	require(table->address == address);
}

void fuzz(struct input *input)
{
	struct mmcomm_region_table *table = malloc(sizeof(*table));
	u64 address = take_u64(input);
	u64 length = input->left;
	u8 *at = take_block(input, length);
	const char *refusal, *header_refusal;
	u64 said = 0;

	if (!table)
		abort();
	table->count = 1;
	refusal = parse(at, length, address, table);
	if (refusal) {
		require_sentence(refusal);
		require(!table->count);
	} else {
		accepted();
		check_entries(table, at, length, address);
	}
	if (length >= MMCOMM_REGION_TABLE_HEADER_LEN) {
		struct input again = { at, MMCOMM_REGION_TABLE_HEADER_LEN };
		u8 *header = take_block(&again, MMCOMM_REGION_TABLE_HEADER_LEN);

		header_refusal = mmcomm_region_table_len(header, &said);
		if (header_refusal)
			require_sentence(header_refusal);
		else
			require(said > 16 && said <= 16 + 64 * 1024);
		require(header_refusal || said <= length || refusal);
		require(refusal || !header_refusal);
		free(header);
	}
	free(at);
	free(table);
}
