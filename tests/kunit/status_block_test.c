// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/status_block.c: the record that leads to a status block, found
 * in a block of memory and judged, and the two layouts told apart.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "status_block.h"

#define PAGE		4096ULL
#define CODE		0x7e100000ULL
#define DATA		0x7e200000ULL
#define DATA_LEN	(16 * PAGE)
#define DATA_VIRT	0xfffffffeef200000ULL
#define BUFFER		(DATA + 4 * PAGE)
#define BUFFER_VIRT	(DATA_VIRT + 4 * PAGE)
#define BUFFER_PAGES	4
#define BUFFER_LEN	(BUFFER_PAGES * PAGE)
#define STATUS		(DATA + 2 * PAGE)
#define STATUS_VIRT	(DATA_VIRT + 2 * PAGE)
#define NVS		0x7e300000ULL

static struct mmcomm_memory_region regions[] = {
	{ .start = CODE, .length = 4 * PAGE, .virt = 0xfffffffeef100000ULL,
	  .type = MMCOMM_MEMORY_RUNTIME_CODE },
	{ .start = DATA, .length = DATA_LEN, .virt = DATA_VIRT,
	  .type = MMCOMM_MEMORY_RUNTIME_DATA },
	{ .start = DATA + DATA_LEN, .length = PAGE, .virt = DATA_VIRT + 0x80000,
	  .type = MMCOMM_MEMORY_RUNTIME_DATA },
	{ .start = NVS, .length = PAGE, .type = MMCOMM_MEMORY_ACPI_NVS },
};

static const struct mmcomm_memory_map map = {
	.regions = regions,
	.count = ARRAY_SIZE(regions),
};

static const struct mmcomm_region_entry entry = {
	.start = BUFFER,
	.length = BUFFER_LEN,
	.type = MMCOMM_REGION_FREE,
};

static void put_record(void *at, u64 start, u64 pages, u64 status)
{
	put_unaligned_le64(start, at);
	put_unaligned_le64(pages, at + 8);
	put_unaligned_le64(status, at + 16);
}

static void search_init_test(struct kunit *test)
{
	struct mmcomm_region_entry elsewhere = { .start = 0x7f000000, .length = PAGE };
	struct mmcomm_region_entry physical = { .start = NVS, .length = PAGE };
	struct mmcomm_region_entry across = { .start = DATA + DATA_LEN - PAGE,
					      .length = 2 * PAGE };
	struct mmcomm_record_search search;

	mmcomm_record_search_init(&search, &entry, &map);
	KUNIT_EXPECT_EQ(test, search.start, BUFFER);
	KUNIT_EXPECT_EQ(test, search.virt, BUFFER_VIRT);
	KUNIT_EXPECT_EQ(test, search.length, BUFFER_LEN);
	KUNIT_EXPECT_PTR_EQ(test, search.map, &map);

	/* Without a virtual address of its own: the physical one alone. */
	mmcomm_record_search_init(&search, &elsewhere, &map);
	KUNIT_EXPECT_EQ(test, search.virt, 0x7f000000);
	mmcomm_record_search_init(&search, &physical, &map);
	KUNIT_EXPECT_EQ(test, search.virt, NVS);
	mmcomm_record_search_init(&search, &across, &map);
	KUNIT_EXPECT_EQ(test, search.virt, DATA + DATA_LEN - PAGE);
}

#define BLOCK_LEN	256

static void next_test(struct kunit *test)
{
	struct mmcomm_record_search search;
	u8 *block = kunit_kzalloc(test, BLOCK_LEN, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, block);
	mmcomm_record_search_init(&search, &entry, &map);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, 0), BLOCK_LEN);

	put_record(block + 40, BUFFER, BUFFER_PAGES, STATUS);
	put_record(block + 104, BUFFER_VIRT, BUFFER_PAGES, STATUS_VIRT);
	/* Neither an address alone nor one that is not aligned. */
	put_unaligned_le64(BUFFER, block + 8);
	put_record(block + 140, BUFFER, BUFFER_PAGES, STATUS);
	put_record(block + 176, BUFFER, BUFFER_PAGES + 1, STATUS);
	put_record(block + BLOCK_LEN - 24, BUFFER, BUFFER_PAGES, 0);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, 0), 40);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, 40), 40);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, 48), 104);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, 112),
			BLOCK_LEN - 24);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, BLOCK_LEN - 16),
			BLOCK_LEN);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, BLOCK_LEN),
			BLOCK_LEN);
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, BLOCK_LEN, BLOCK_LEN + 8),
			BLOCK_LEN);
}

/* In blocks of every length nothing is read past the end. */
static void next_at_the_end_test(struct kunit *test)
{
	struct mmcomm_record_search search;
	u8 record[24];
	u32 length;

	mmcomm_record_search_init(&search, &entry, &map);
	put_record(record, BUFFER, BUFFER_PAGES, STATUS);
	for (length = 1; length <= 32; length++) {
		u8 *block = kunit_kzalloc(test, length, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, block);
		memcpy(block, record, min_t(u32, length, 24));
		KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, length, 0),
				length < 24 ? length : 0);
		KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, block, length, 8),
				length);
	}
	KUNIT_EXPECT_EQ(test, mmcomm_record_next(&search, record, 0, 0), 0);
}

/**
 * struct record - a record and what is to be said about it
 * @name: of the test
 * @start: its first word
 * @pages: its second word
 * @status: its third word
 * @physical: address of the status block that is found
 * @refusal: what has to be said, NULL where it is a record
 */
struct record {
	const char *name;
	u64 start;
	u64 pages;
	u64 status;
	u64 physical;
	const char *refusal;
};

static const char other_buffer[] = "does not name the buffer";
static const char other_pages[] = "does not name the buffer's pages";
static const char nowhere[] = "the status block is not in runtime memory";
static const char not_data[] =
	"the status block does not lie inside one region of runtime data";
static const char odd[] = "the status block is not 8-byte aligned";
static const char inside[] = "the status block lies in the buffer";

static const struct record records[] = {
	{ "physical", BUFFER, BUFFER_PAGES, STATUS, STATUS },
	{ "virtual", BUFFER_VIRT, BUFFER_PAGES, STATUS_VIRT, STATUS },
	{ "virtual buffer alone", BUFFER_VIRT, BUFFER_PAGES, STATUS, STATUS },
	{ "virtual status block alone", BUFFER, BUFFER_PAGES, STATUS_VIRT, STATUS },
	{ "first in its region", BUFFER, BUFFER_PAGES, DATA, DATA },
	{ "last in its region", BUFFER, BUFFER_PAGES, DATA_VIRT + DATA_LEN - 24,
	  DATA + DATA_LEN - 24 },
	{ "last in front of the buffer", BUFFER, BUFFER_PAGES, BUFFER - 24, BUFFER - 24 },
	{ "first behind the buffer", BUFFER, BUFFER_PAGES, BUFFER + BUFFER_LEN,
	  BUFFER + BUFFER_LEN },

	{ "another buffer", BUFFER + PAGE, BUFFER_PAGES, STATUS, 0, other_buffer },
	{ "no buffer", 0, BUFFER_PAGES, STATUS, 0, other_buffer },
	{ "one page more", BUFFER, BUFFER_PAGES + 1, STATUS, 0, other_pages },
	{ "no pages", BUFFER, 0, STATUS, 0, other_pages },
	{ "bytes for pages", BUFFER, BUFFER_LEN, STATUS, 0, other_pages },
	{ "pages that overflow to the same bytes", BUFFER,
	  (1ULL << 52) + BUFFER_PAGES, STATUS, 0, other_pages },
	{ "no status block", BUFFER, BUFFER_PAGES, 0, 0, nowhere },
	{ "status block outside the map", BUFFER, BUFFER_PAGES, 0x1000, 0, nowhere },
	{ "status block at the end of addresses", BUFFER, BUFFER_PAGES, U64_MAX - 7, 0,
	  nowhere },
	{ "status block in code", BUFFER, BUFFER_PAGES, CODE, 0, not_data },
	{ "status block in ACPI NVS", BUFFER, BUFFER_PAGES, NVS, 0, not_data },
	{ "status block across regions", BUFFER, BUFFER_PAGES, DATA + DATA_LEN - 16, 0,
	  not_data },
	{ "status block past all regions", BUFFER, BUFFER_PAGES,
	  DATA + DATA_LEN + PAGE - 16, 0, not_data },
	{ "status block not aligned", BUFFER, BUFFER_PAGES, STATUS + 4, 0, odd },
	{ "status block first in the buffer", BUFFER, BUFFER_PAGES, BUFFER, 0, inside },
	{ "status block last in the buffer", BUFFER, BUFFER_PAGES,
	  BUFFER_VIRT + BUFFER_LEN - 8, 0, inside },
	{ "status block reaches into the buffer", BUFFER, BUFFER_PAGES, BUFFER - 16, 0,
	  inside },
};

static void record_desc(const struct record *record, char *desc)
{
	strscpy(desc, record->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(record, records, record_desc);

static void record_test(struct kunit *test)
{
	const struct record *record = test->param_value;
	u8 *at = kunit_kzalloc(test, MMCOMM_COMM_RECORD_LEN, GFP_KERNEL);
	struct mmcomm_record_search search;
	u64 status = 0x1234;
	const char *refusal;

	KUNIT_ASSERT_NOT_NULL(test, at);
	mmcomm_record_search_init(&search, &entry, &map);
	put_record(at, record->start, record->pages, record->status);
	refusal = mmcomm_record_refusal(&search, at, &status);
	if (record->refusal) {
		KUNIT_ASSERT_NOT_NULL(test, refusal);
		KUNIT_EXPECT_STREQ(test, refusal, record->refusal);
		KUNIT_EXPECT_EQ(test, status, 0x1234);
	} else {
		KUNIT_EXPECT_NULL_MSG(test, refusal, "%s", refusal);
		KUNIT_EXPECT_EQ(test, status, record->physical);
	}
}

#define EDK2		MMCOMM_STATUS_BLOCK_EDK2
#define MU		MMCOMM_STATUS_BLOCK_MU
#define NOT_FOUND	0x800000000000000eULL

/**
 * struct block - a status block and the layouts that it may have
 * @name: of the test
 * @mu: written in Project Mu's layout, not EDK2's
 * @valid: whether a message waits
 * @second: the byte behind it: reserved, or whether the supervisor is meant
 * @status: EFI_STATUS
 * @size: bytes of the answer
 * @layouts: MMCOMM_STATUS_BLOCK_*, 0 where it is none
 */
struct block {
	const char *name;
	bool mu;
	u8 valid;
	u8 second;
	u64 status;
	u64 size;
	u32 layouts;
};

static const struct block blocks[] = {
	{ "nothing yet", false, 0, 0, 0, 0, EDK2 | MU },
	{ "first message waits", false, 1, 0, 0, 0, EDK2 | MU },
	{ "EDK2: answer", false, 0, 0, 0, 42, EDK2 },
	{ "EDK2: header alone", false, 0, 0, 0, 24, EDK2 },
	{ "EDK2: full buffer", false, 1, 0, 0, BUFFER_LEN, EDK2 },
	{ "EDK2: error", false, 0, 0, NOT_FOUND, 0, EDK2 },
	{ "EDK2: error and size", false, 0, 0, NOT_FOUND, 100, EDK2 },
	{ "EDK2: warning", false, 0, 0, 2, 100, EDK2 },
	{ "EDK2: reserved byte set", false, 0, 0xaf, 0, 42, EDK2 },
	{ "EDK2: OEM's error", false, 0, 0, 0xc000000000000001ULL, 42, EDK2 },
	{ "Mu: answer", true, 0, 0, 0, 42, MU },
	{ "Mu: answer of the supervisor", true, 0, 1, 0, 42, MU },
	{ "Mu: full buffer", true, 1, 1, 0, BUFFER_LEN, MU },
	{ "Mu: error", true, 0, 0, NOT_FOUND, 0, MU },
	{ "Mu: error and size", true, 0, 1, NOT_FOUND, 100, MU },
	{ "Mu: neither user nor supervisor", true, 0, 2, 0, 42, 0 },
	{ "valid is no boolean", false, 2, 0, 0, 42, 0 },
	{ "Mu: valid is no boolean", true, 0xff, 0, 0, 42, 0 },
	{ "size below a header", false, 0, 0, 0, 23, 0 },
	{ "Mu: size below a header", true, 0, 0, 0, 23, 0 },
	{ "size above the buffer", false, 0, 0, 0, BUFFER_LEN + 1, 0 },
	{ "Mu: size above the buffer", true, 0, 0, 0, BUFFER_LEN + 1, 0 },
	{ "size 2^64 - 1", false, 0, 0, 0, U64_MAX, 0 },
	{ "no status", false, 0, 0, 0x100, 42, 0 },
	{ "no error", false, 0, 0, 0x8000000000000100ULL, 42, 0 },
	{ "Mu: no status", true, 0, 0, 0x6d6d636f6d6d3f3fULL, 42, 0 },
};

static void block_desc(const struct block *block, char *desc)
{
	strscpy(desc, block->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(block, blocks, block_desc);

static void block_test(struct kunit *test)
{
	const struct block *block = test->param_value;
	u8 *at = kunit_kzalloc(test, MMCOMM_STATUS_BLOCK_LEN, GFP_KERNEL);
	u32 status = block->mu ? 2 : 8;
	u32 layouts = 0xffff;
	const char *refusal;

	KUNIT_ASSERT_NOT_NULL(test, at);
	at[0] = block->valid;
	at[1] = block->second;
	put_unaligned_le64(block->status, at + status);
	put_unaligned_le64(block->size, at + status + 8);
	refusal = mmcomm_status_block_refusal(at, BUFFER_LEN, &layouts);
	KUNIT_EXPECT_EQ(test, layouts, block->layouts);
	if (block->layouts)
		KUNIT_EXPECT_NULL(test, refusal);
	else
		KUNIT_EXPECT_STREQ(test, refusal,
				   "the status block has neither EDK2's layout nor Project Mu's");
}

/* What firmware filled and never used is no status block. */
static void filled_block_test(struct kunit *test)
{
	u8 *at = kunit_kzalloc(test, MMCOMM_STATUS_BLOCK_LEN, GFP_KERNEL);
	u32 layouts;

	KUNIT_ASSERT_NOT_NULL(test, at);
	memset(at, 0xaf, MMCOMM_STATUS_BLOCK_LEN);
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_status_block_refusal(at, BUFFER_LEN, &layouts));
	memset(at, 0xff, MMCOMM_STATUS_BLOCK_LEN);
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_status_block_refusal(at, BUFFER_LEN, &layouts));
}

/* An answer of whole 64 KiB has all its bits where the other layout has none. */
static void ambiguous_block_test(struct kunit *test)
{
	u8 *at = kunit_kzalloc(test, MMCOMM_STATUS_BLOCK_LEN, GFP_KERNEL);
	u32 layouts;

	KUNIT_ASSERT_NOT_NULL(test, at);
	put_unaligned_le64(0x10000, at + 16);
	KUNIT_EXPECT_NULL(test, mmcomm_status_block_refusal(at, 0x20000, &layouts));
	KUNIT_EXPECT_EQ(test, layouts, EDK2 | MU);
}

static struct kunit_case status_block_cases[] = {
	KUNIT_CASE(search_init_test),
	KUNIT_CASE(next_test),
	KUNIT_CASE(next_at_the_end_test),
	KUNIT_CASE_PARAM(record_test, record_gen_params),
	KUNIT_CASE_PARAM(block_test, block_gen_params),
	KUNIT_CASE(filled_block_test),
	KUNIT_CASE(ambiguous_block_test),
	{}
};

static struct kunit_suite status_block_suite = {
	.name = "status_block",
	.test_cases = status_block_cases,
};

kunit_test_suite(status_block_suite);
