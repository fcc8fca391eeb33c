// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/region_table.c: a table as EDK2 publishes it, everything that a
 * table can have wrong, and what entries of it cover.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "region_table.h"

#define PAGE		4096ULL
#define TABLE		0x7e000018ULL
#define ENTRIES		3
#define ENTRY_LEN	48
#define TABLE_LEN	(16 + ENTRIES * ENTRY_LEN)

/* Where things stand in the table. */
#define VERSION		0
#define COUNT		4
#define SIZE		8
#define RESERVED	12
#define TYPE(n)		(16 + (n) * ENTRY_LEN)
#define START(n)	(TYPE(n) + 8)
#define VIRT(n)		(TYPE(n) + 16)
#define PAGES(n)	(TYPE(n) + 24)
#define ATTRIBUTE(n)	(TYPE(n) + 32)

/* Three entries: free, in use, free. The last two touch. */
static void put_table(u8 *at)
{
	u32 i;

	memset(at, 0, TABLE_LEN);
	put_unaligned_le32(1, at + VERSION);
	put_unaligned_le32(ENTRIES, at + COUNT);
	put_unaligned_le32(ENTRY_LEN, at + SIZE);
	for (i = 0; i < ENTRIES; i++)
		put_unaligned_le32(7, at + TYPE(i));
	put_unaligned_le64(0x7d000000, at + START(0));
	put_unaligned_le64(4, at + PAGES(0));
	put_unaligned_le32(0, at + TYPE(1));
	put_unaligned_le64(0x7d100000, at + START(1));
	put_unaligned_le64(1, at + PAGES(1));
	put_unaligned_le64(0x7d101000, at + START(2));
	put_unaligned_le64(0x10, at + PAGES(2));
}

/* Exactly as long as said, so that KASAN sees who reads further. */
static u8 *table_of(struct kunit *test, u64 length)
{
	u8 whole[TABLE_LEN];
	u8 *at = kunit_kzalloc(test, length, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, at);
	put_table(whole);
	memcpy(at, whole, min_t(u64, length, TABLE_LEN));
	return at;
}

static struct mmcomm_region_table *parsed(struct kunit *test)
{
	struct mmcomm_region_table *table =
		kunit_kzalloc(test, sizeof(*table), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, table);
	return table;
}

static void expect_sentence(struct kunit *test, const char *said, const char *expected)
{
	KUNIT_ASSERT_NOT_NULL(test, said);
	KUNIT_EXPECT_STREQ(test, said, expected);
}

static void parse_test(struct kunit *test)
{
	struct mmcomm_region_table *table = parsed(test);
	u8 *at = table_of(test, TABLE_LEN);
	u64 length = 0;

	KUNIT_EXPECT_NULL(test, mmcomm_region_table_len(at, &length));
	KUNIT_EXPECT_EQ(test, length, TABLE_LEN);
	KUNIT_ASSERT_NULL(test, mmcomm_region_table_parse(at, TABLE_LEN, TABLE, table));
	KUNIT_ASSERT_EQ(test, table->count, ENTRIES);
	KUNIT_EXPECT_EQ(test, table->entries[0].start, 0x7d000000);
	KUNIT_EXPECT_EQ(test, table->entries[0].length, 4 * PAGE);
	KUNIT_EXPECT_EQ(test, table->entries[0].type, MMCOMM_REGION_FREE);
	KUNIT_EXPECT_EQ(test, table->entries[0].type_offset, TYPE(0));
	KUNIT_EXPECT_EQ(test, table->entries[1].start, 0x7d100000);
	KUNIT_EXPECT_EQ(test, table->entries[1].length, PAGE);
	KUNIT_EXPECT_EQ(test, table->entries[1].type, 0);
	KUNIT_EXPECT_EQ(test, table->entries[1].type_offset, TYPE(1));
	KUNIT_EXPECT_EQ(test, table->entries[2].start, 0x7d101000);
	KUNIT_EXPECT_EQ(test, table->entries[2].length, 16 * PAGE);
	KUNIT_EXPECT_EQ(test, table->entries[2].type_offset, TYPE(2));
	KUNIT_EXPECT_EQ(test, table->address, TABLE);
}

/**
 * struct change - one thing that is different in a table
 * @name: of the test
 * @offset: of the field
 * @size: of the field, in bytes
 * @value: what stands there
 * @refusal: what the parser has to say, NULL where it takes the table
 */
struct change {
	const char *name;
	u32 offset;
	u32 size;
	u64 value;
	const char *refusal;
};

static const char not_version_1[] = "the version is not 1";
static const char too_many[] = "lists more than 64 entries";
static const char too_small[] = "has entries of less than 40 bytes";
static const char too_large[] = "has entries of more than 1024 bytes";
static const char odd_size[] = "has entries that are not 8-byte aligned";
static const char not_aligned[] = "an entry is not page aligned";
static const char wraps[] = "an entry wraps around";
static const char overlap[] = "two entries overlap";
static const char over_table[] = "an entry overlaps the table itself";
static const char cut[] = "is shorter than its entries";

static const struct change changes[] = {
	{ "reserved word set", RESERVED, 4, 0xffffffff },
	{ "virtual address set", VIRT(0), 8, U64_MAX },
	{ "attribute set", ATTRIBUTE(0), 8, U64_MAX },
	{ "bytes behind a descriptor", TYPE(0) + 40, 8, U64_MAX },
	{ "another type", TYPE(0), 4, 14 },
	{ "unknown type", TYPE(0), 4, 0xffffffff },
	{ "one entry", COUNT, 4, 1 },
	{ "an entry at address 0", START(0), 8, 0 },
	{ "the last page that there is", START(0), 8, 0xffffffffffff8000ULL },
	{ "just below the next entry", START(0), 8, 0x7d0fc000 },
	{ "just behind the last entry", START(0), 8, 0x7d111000 },
	{ "the page in front of the table's", START(0), 8, 0x7dffc000 },
	{ "the page behind the table's", START(0), 8, 0x7e001000 },

	{ "version 0", VERSION, 4, 0, not_version_1 },
	{ "version 2", VERSION, 4, 2, not_version_1 },
	{ "version 1 and more", VERSION, 4, 0x10001, not_version_1 },
	{ "no entry", COUNT, 4, 0, "lists no entry" },
	{ "one entry more than fit", COUNT, 4, ENTRIES + 1, cut },
	{ "64 entries that do not fit", COUNT, 4, 64, cut },
	{ "65 entries", COUNT, 4, 65, too_many },
	{ "entries whose bytes overflow 32 bits", COUNT, 4, 0x05555556, too_many },
	{ "2^32 - 1 entries", COUNT, 4, 0xffffffff, too_many },
	{ "entries without bytes", SIZE, 4, 0, too_small },
	{ "entries of 39 bytes", SIZE, 4, 39, too_small },
	{ "entries of 41 bytes", SIZE, 4, 41, odd_size },
	{ "entries of 44 bytes", SIZE, 4, 44, odd_size },
	{ "entries of 56 bytes", SIZE, 4, 56, cut },
	{ "entries of 1024 bytes", SIZE, 4, 1024, cut },
	{ "entries of 1032 bytes", SIZE, 4, 1032, too_large },
	{ "entries of 2^32 - 8 bytes", SIZE, 4, 0xfffffff8, too_large },
	{ "not page aligned by 1", START(0), 8, 0x7d000001, not_aligned },
	{ "not page aligned by 2048", START(2), 8, 0x7d101800, not_aligned },
	{ "no pages", PAGES(0), 8, 0, "an entry has no pages" },
	{ "no pages in the last entry", PAGES(2), 8, 0, "an entry has no pages" },
	{ "pages whose bytes overflow", PAGES(0), 8, 1ULL << 52, wraps },
	{ "pages whose bytes overflow to few", PAGES(0), 8, (1ULL << 52) + 1, wraps },
	{ "2^64 - 1 pages", PAGES(0), 8, U64_MAX, wraps },
	{ "up to the end of addresses", START(0), 8, 0xffffffffffffc000ULL, wraps },
	{ "past the end of addresses", START(0), 8, 0xfffffffffffff000ULL, wraps },
	{ "the same twice", START(2), 8, 0x7d100000, overlap },
	{ "one page too long", PAGES(0), 8, 0x101, overlap },
	{ "begins below and ends in another", START(2), 8, 0x7d0f1000, overlap },
	{ "around another", PAGES(0), 8, 0x200, overlap },
	{ "inside another", START(1), 8, 0x7d105000, overlap },
	{ "over the table", START(0), 8, 0x7e000000, over_table },
	{ "around the table", PAGES(0), 8, 0x4000, over_table },
	{ "begins in front and reaches the table", START(0), 8, 0x7dffd000, over_table },
};

static void change_desc(const struct change *change, char *desc)
{
	strscpy(desc, change->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(change, changes, change_desc);

static void change_test(struct kunit *test)
{
	const struct change *change = test->param_value;
	struct mmcomm_region_table *table = parsed(test);
	u8 *at = table_of(test, TABLE_LEN);
	const char *refusal;

	if (change->size == 8)
		put_unaligned_le64(change->value, at + change->offset);
	else
		put_unaligned_le32(change->value, at + change->offset);
	table->count = 17;
	refusal = mmcomm_region_table_parse(at, TABLE_LEN, TABLE, table);
	if (change->refusal) {
		expect_sentence(test, refusal, change->refusal);
		KUNIT_EXPECT_EQ(test, table->count, 0);
	} else {
		KUNIT_EXPECT_NULL_MSG(test, refusal, "%s", refusal);
		KUNIT_EXPECT_EQ(test, table->count, get_unaligned_le32(at + COUNT));
	}
}

/* Cut anywhere, it is refused and nothing is read past the cut. */
static void cut_test(struct kunit *test)
{
	struct mmcomm_region_table *table = parsed(test);
	const char *refusal;
	u64 length;

	for (length = 1; length < TABLE_LEN; length++) {
		refusal = mmcomm_region_table_parse(table_of(test, length), length,
						    TABLE, table);
		expect_sentence(test, refusal,
				length < 16 ? "is shorter than its header" : cut);
		KUNIT_EXPECT_EQ(test, table->count, 0);
	}
	refusal = mmcomm_region_table_parse("", 0, TABLE, table);
	expect_sentence(test, refusal, "is shorter than its header");
}

/* Memory behind the table is not looked at. */
static void longer_memory_test(struct kunit *test)
{
	struct mmcomm_region_table *table = parsed(test);
	u8 *at = table_of(test, TABLE_LEN + 100);

	memset(at + TABLE_LEN, 0xff, 100);
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_parse(at, TABLE_LEN + 100, TABLE,
							  table));
	KUNIT_EXPECT_EQ(test, table->count, ENTRIES);
}

static void address_test(struct kunit *test)
{
	struct mmcomm_region_table *table = parsed(test);
	u8 *at = table_of(test, TABLE_LEN);
	u32 i;

	for (i = 1; i < 8; i++)
		expect_sentence(test, mmcomm_region_table_parse(at, TABLE_LEN, TABLE + i,
								table),
				"is not 8-byte aligned");
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_parse(at, TABLE_LEN, TABLE + 8, table));
	expect_sentence(test, mmcomm_region_table_parse(at, TABLE_LEN, U64_MAX - 7, table),
			"wraps around");
}

/* As many entries as may be, as small as they may be. */
static void full_table_test(struct kunit *test)
{
	const u64 length = 16 + MMCOMM_MAX_REGIONS * 40;
	struct mmcomm_region_table *table = parsed(test);
	u8 *at = kunit_kzalloc(test, length, GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, at);
	put_unaligned_le32(1, at + VERSION);
	put_unaligned_le32(MMCOMM_MAX_REGIONS, at + COUNT);
	put_unaligned_le32(40, at + SIZE);
	for (i = 0; i < MMCOMM_MAX_REGIONS; i++) {
		u8 *entry = at + 16 + i * 40;

		put_unaligned_le32(MMCOMM_REGION_FREE, entry);
		put_unaligned_le64(0x100000 - i * PAGE, entry + 8);
		put_unaligned_le64(1, entry + 24);
	}
	KUNIT_ASSERT_NULL(test, mmcomm_region_table_parse(at, length, TABLE, table));
	KUNIT_EXPECT_EQ(test, table->count, MMCOMM_MAX_REGIONS);
	KUNIT_EXPECT_EQ(test, table->entries[MMCOMM_MAX_REGIONS - 1].start, 0xc1000);

	/* The last against the first: every pair is compared. */
	put_unaligned_le64(0x100000, at + 16 + 63 * 40 + 8);
	expect_sentence(test, mmcomm_region_table_parse(at, length, TABLE, table), overlap);
}

static void overlaps_test(struct kunit *test)
{
	struct mmcomm_region_table *table = parsed(test);

	KUNIT_EXPECT_FALSE(test, mmcomm_region_table_overlaps(table, 0, U64_MAX));
	KUNIT_ASSERT_NULL(test, mmcomm_region_table_parse(table_of(test, TABLE_LEN),
							  TABLE_LEN, TABLE, table));
	KUNIT_EXPECT_TRUE(test, mmcomm_region_table_overlaps(table, 0x7d000000, 1));
	KUNIT_EXPECT_FALSE(test, mmcomm_region_table_overlaps(table, 0x7cffffff, 1));
	KUNIT_EXPECT_TRUE(test, mmcomm_region_table_overlaps(table, 0x7cffffff, 2));
	KUNIT_EXPECT_FALSE(test, mmcomm_region_table_overlaps(table, 0x7d004000, PAGE));
	/* In use, too. */
	KUNIT_EXPECT_TRUE(test, mmcomm_region_table_overlaps(table, 0x7d100000, PAGE));
	KUNIT_EXPECT_TRUE(test, mmcomm_region_table_overlaps(table, 0x7d110fff, 1));
	KUNIT_EXPECT_FALSE(test, mmcomm_region_table_overlaps(table, 0x7d111000, PAGE));
}

/* The whole of a range, in one entry, free or not. */
static void entry_of_test(struct kunit *test)
{
	struct mmcomm_region_table *table = parsed(test);

	KUNIT_EXPECT_NULL(test, mmcomm_region_table_entry_of(table, 0x7d000000, PAGE));
	KUNIT_ASSERT_NULL(test, mmcomm_region_table_parse(table_of(test, TABLE_LEN),
							  TABLE_LEN, TABLE, table));
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_region_table_entry_of(table, 0x7d000000, 4 * PAGE),
			    &table->entries[0]);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_region_table_entry_of(table, 0x7d003fff, 1),
			    &table->entries[0]);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_region_table_entry_of(table, 0x7d100000, PAGE),
			    &table->entries[1]);
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_entry_of(table, 0x7d003fff, 2));
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_entry_of(table, 0x7cffffff, 2));
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_entry_of(table, 0x7d004000, 1));
	/* From the end of one entry into the next. */
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_entry_of(table, 0x7d100000, PAGE + 1));
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_entry_of(table, 0x7d000000, U64_MAX));
}

static void refusal_test(struct kunit *test)
{
	static const char partly[] =
		"lies only partly inside one entry of the communication region table";
	static const char fixed[] =
		"is outside the communication region table, MM's fixed memory by the WSMT";
	struct mmcomm_region_table *table = parsed(test);

	/* Without a table nobody knows what the fixed memory is. */
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_refusal(table, true, 0x7e000000, PAGE));
	KUNIT_ASSERT_NULL(test, mmcomm_region_table_parse(table_of(test, TABLE_LEN),
							  TABLE_LEN, TABLE, table));
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_refusal(table, true, 0x7d001000, PAGE));
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_refusal(table, false, 0x7d001000, PAGE));
	KUNIT_EXPECT_NULL(test, mmcomm_region_table_refusal(table, false, 0x7e000000, PAGE));
	expect_sentence(test, mmcomm_region_table_refusal(table, true, 0x7e000000, PAGE),
			fixed);
	expect_sentence(test, mmcomm_region_table_refusal(table, true, 0x7d003000, 2 * PAGE),
			partly);
	expect_sentence(test, mmcomm_region_table_refusal(table, false, 0x7cfff000, 9 * PAGE),
			partly);
	expect_sentence(test, mmcomm_region_table_refusal(table, false, 0x7d100000, 2 * PAGE),
			partly);
}

/* Whatever else stands there, it is somebody else's. */
static void claim_test(struct kunit *test)
{
	__le32 words[3] = { cpu_to_le32(0x11111111), 0, cpu_to_le32(0x33333333) };
	__le32 *type = &words[1];
	u32 value;

	*type = cpu_to_le32(7);
	KUNIT_EXPECT_TRUE(test, mmcomm_region_is_free(type));
	KUNIT_EXPECT_TRUE(test, mmcomm_region_claim(type));
	KUNIT_EXPECT_EQ(test, le32_to_cpu(*type), 6);
	KUNIT_EXPECT_FALSE(test, mmcomm_region_is_free(type));
	KUNIT_EXPECT_FALSE(test, mmcomm_region_claim(type));
	KUNIT_EXPECT_EQ(test, le32_to_cpu(*type), 6);
	mmcomm_region_give_back(type);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(*type), 7);

	for (value = 0; value < 20; value++) {
		*type = cpu_to_le32(value);
		KUNIT_EXPECT_EQ(test, mmcomm_region_is_free(type), value == 7);
		KUNIT_EXPECT_EQ(test, mmcomm_region_claim(type), value == 7);
		if (value == 6)
			continue;
		if (value == 7)
			*type = cpu_to_le32(value);
		mmcomm_region_give_back(type);
		KUNIT_EXPECT_EQ(test, le32_to_cpu(*type), value);
	}
	KUNIT_EXPECT_EQ(test, le32_to_cpu(words[0]), 0x11111111);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(words[2]), 0x33333333);
}

static struct kunit_case region_table_cases[] = {
	KUNIT_CASE(parse_test),
	KUNIT_CASE_PARAM(change_test, change_gen_params),
	KUNIT_CASE(cut_test),
	KUNIT_CASE(longer_memory_test),
	KUNIT_CASE(address_test),
	KUNIT_CASE(full_table_test),
	KUNIT_CASE(overlaps_test),
	KUNIT_CASE(entry_of_test),
	KUNIT_CASE(refusal_test),
	KUNIT_CASE(claim_test),
	{}
};

static struct kunit_suite region_table_suite = {
	.name = "region_table",
	.test_cases = region_table_cases,
};

kunit_test_suite(region_table_suite);
