// SPDX-License-Identifier: GPL-2.0
/*
 * status_block.c: the buffer (u64 address, u16 pages), how much of a block of
 * memory to look through and from where (u8 each, in words), a status block, and
 * the block of memory.
 */
#include <stdlib.h>

#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "harness.h"
#include "status_block.h"

#define DATA		0x7e200000ULL
#define DATA_LEN	0x10000ULL
#define DATA_VIRT	0xfffffffeef200000ULL

static struct mmcomm_memory_region regions[] = {
	{ .start = 0x7e100000, .length = 0x4000, .virt = 0xfffffffeef100000ULL,
	  .type = MMCOMM_MEMORY_RUNTIME_CODE },
	{ .start = DATA, .length = DATA_LEN, .virt = DATA_VIRT,
	  .type = MMCOMM_MEMORY_RUNTIME_DATA },
	{ .start = 0x7e300000, .length = 0x1000, .type = MMCOMM_MEMORY_ACPI_NVS },
};

static const struct mmcomm_memory_map map = {
	.regions = regions,
	.count = ARRAY_SIZE(regions),
};

static bool names_buffer(const struct mmcomm_record_search *search, const u8 *at)
{
	u64 start = get_unaligned_le64(at);

	return (start == search->start || start == search->virt) &&
	       get_unaligned_le64(at + 8) == search->length / 4096;
}

static void check_record(const struct mmcomm_record_search *search, const u8 *at)
{
	struct input again = { at, MMCOMM_COMM_RECORD_LEN };
	u8 *record = take_block(&again, MMCOMM_COMM_RECORD_LEN);
	const char *refusal;
	u64 status = 1, said;

	refusal = mmcomm_record_refusal(search, record, &status);
	if (refusal) {
		require_sentence(refusal);
		require(status == 1);
	} else {
		accepted();
		said = get_unaligned_le64(record + 16);
		require(names_buffer(search, record));
		require(!(status % 8));
		require(status >= DATA && status + 24 <= DATA + DATA_LEN);
		require(said == status || said == status - DATA + DATA_VIRT);
		require(status + 24 <= search->start ||
			status >= search->start + search->length);
	}
	free(record);
}

static void check_block(const u8 *at, u64 buffer_len)
{
	static const u32 status_at[] = { 8, 2 };
	const char *refusal;
	u32 i, layouts = 0xff;

	refusal = mmcomm_status_block_refusal(at, buffer_len, &layouts);
	require(!!refusal == !layouts);
	require(layouts <= (MMCOMM_STATUS_BLOCK_EDK2 | MMCOMM_STATUS_BLOCK_MU));
	if (refusal)
		require_sentence(refusal);
	for (i = 0; i < 2; i++) {
		u64 size = get_unaligned_le64(at + status_at[i] + 8);

		if (layouts & BIT(i)) {
			require(at[0] <= 1 && (!i || at[1] <= 1));
			require(!size || (size >= 24 && size <= buffer_len));
			require((get_unaligned_le64(at + status_at[i]) << 2 >> 2) <= 0xff);
		}
	}
	/* An answer whose size has bits below 64 KiB is in one layout alone. */
	if (get_unaligned_le64(at + 16) & 0xffff && get_unaligned_le64(at + 16) >> 16 == 0)
		require(layouts != (MMCOMM_STATUS_BLOCK_EDK2 | MMCOMM_STATUS_BLOCK_MU));
}

void fuzz(struct input *input)
{
	struct mmcomm_region_entry entry = { .type = MMCOMM_REGION_FREE };
	struct mmcomm_record_search search;
	u64 from, length, next, i;
	u8 *block, *status;

	/* What the region table's parser promises. */
	entry.start = take_u64(input) & ~0xfffULL;
	entry.length = (1 + (u64)take_u16(input)) * 4096;
	if (entry.start + entry.length <= entry.start)
		entry.start = 0;
	mmcomm_record_search_init(&search, &entry, &map);
	require(search.start == entry.start && search.length == entry.length);
	require(search.virt == entry.start ||
		search.virt - entry.start == regions[0].virt - regions[0].start ||
		search.virt - entry.start == DATA_VIRT - DATA);

	length = take_u8(input);
	from = take_u8(input) * 8ULL;
	status = take_block(input, MMCOMM_STATUS_BLOCK_LEN);
	check_block(status, entry.length);
	free(status);

	if (length > input->left)
		length = input->left;
	block = take_block(input, length);
	next = mmcomm_record_next(&search, block, length, from);
	require(next == length || (next >= from && next + 24 <= length && !(next % 8)));
	for (i = from; i + 24 <= next; i += 8)
		require(!names_buffer(&search, block + i));
	if (next < length) {
		require(names_buffer(&search, block + next));
		check_record(&search, block + next);
	}
	if (length >= MMCOMM_COMM_RECORD_LEN)
		check_record(&search, block);
	free(block);
}
