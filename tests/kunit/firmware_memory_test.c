// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/firmware_memory.c: reading what the firmware left, none of it
 * trusted, and the rules on where a message may live.
 */
#include <kunit/test.h>
#include <linux/crc32.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "fake_memory.h"
#include "firmware_memory.h"

struct overlap {
	u64 a, a_length, b, b_length;
	bool overlaps;
};

static const struct overlap overlaps[] = {
	{ 0x1000, 0x1000, 0x1000, 0x1000, true },
	{ 0x1000, 0x1000, 0x1fff, 1, true },
	{ 0x1000, 0x1000, 0x2000, 1, false },
	{ 0x1000, 0x1000, 0xfff, 1, false },
	{ 0x1000, 0x1000, 0xfff, 2, true },
	{ 0x1000, 0x1000, 0, 0x10000, true },
	{ 0x1000, 0x1000, 0x1800, 0, false },
	{ 0x1800, 0, 0x1000, 0x1000, false },
	{ 0, U64_MAX, 0x1000, 1, true },
	{ 0xfffffffffffff000ULL, 0xfff, 0x1000, 0x1000, false },
};

static void overlap_desc(const struct overlap *overlap, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "0x%llx+0x%llx 0x%llx+0x%llx", overlap->a,
		 overlap->a_length, overlap->b, overlap->b_length);
}

KUNIT_ARRAY_PARAM(overlap, overlaps, overlap_desc);

static void overlap_test(struct kunit *test)
{
	const struct overlap *overlap = test->param_value;

	KUNIT_EXPECT_EQ(test, overlap->overlaps,
			mmcomm_ranges_overlap(overlap->a, overlap->a_length,
					      overlap->b, overlap->b_length));
	KUNIT_EXPECT_EQ(test, overlap->overlaps,
			mmcomm_ranges_overlap(overlap->b, overlap->b_length,
					      overlap->a, overlap->a_length));
}

/*
 * The boot memory map: a header of 40 bytes and descriptors, here of 48 bytes
 * as firmware likes them, longer than the 40 bytes that are defined.
 */

#define HEADER_LEN	40
#define DESCRIPTOR_LEN	48
#define DESCRIPTORS	3
#define TABLE_LEN	(HEADER_LEN + DESCRIPTORS * DESCRIPTOR_LEN)

static void put_header(u8 *table, u64 map_size, u64 descriptor_size, u32 version)
{
	put_unaligned_le64(map_size, table);
	put_unaligned_le64(descriptor_size, table + 8);
	put_unaligned_le32(version, table + 16);
	put_unaligned_le64(0x1234, table + 24);
	put_unaligned_le64(map_size, table + 32);
}

static void put_descriptor(u8 *at, u32 type, u64 start, u64 virt, u64 pages,
			   u64 attribute)
{
	put_unaligned_le32(type, at);
	put_unaligned_le64(start, at + 8);
	put_unaligned_le64(virt, at + 16);
	put_unaligned_le64(pages, at + 24);
	put_unaligned_le64(attribute, at + 32);
	memset(at + 40, 0xee, DESCRIPTOR_LEN - 40);
}

static u8 *good_table(struct kunit *test)
{
	u8 *table = kunit_kzalloc(test, TABLE_LEN, GFP_KERNEL);
	u8 *at;

	KUNIT_ASSERT_NOT_NULL(test, table);
	at = table + HEADER_LEN;
	put_header(table, DESCRIPTORS * DESCRIPTOR_LEN, DESCRIPTOR_LEN, 1);
	put_descriptor(at, 7, 0x1000, 0, 0x9f, 0xf);
	put_descriptor(at + DESCRIPTOR_LEN, MMCOMM_MEMORY_RUNTIME_DATA, 0x7f000000,
		       0xfffffffeef000000ULL, 0x100, 0x800000000000000fULL);
	put_descriptor(at + 2 * DESCRIPTOR_LEN, MMCOMM_MEMORY_RESERVED,
		       0x100000000ULL, 0, 1, 0);
	return table;
}

static void parse_test(struct kunit *test)
{
	struct mmcomm_memory_map map;

	KUNIT_ASSERT_EQ(test, mmcomm_memory_map_parse(&map, good_table(test), TABLE_LEN),
			0);
	KUNIT_ASSERT_EQ(test, map.count, DESCRIPTORS);
	KUNIT_EXPECT_EQ(test, map.regions[0].type, 7);
	KUNIT_EXPECT_EQ(test, map.regions[0].start, 0x1000);
	KUNIT_EXPECT_EQ(test, map.regions[0].length, 0x9f000);
	KUNIT_EXPECT_EQ(test, map.regions[0].virt, 0);
	KUNIT_EXPECT_EQ(test, map.regions[0].attribute, 0xf);
	KUNIT_EXPECT_EQ(test, map.regions[1].type, MMCOMM_MEMORY_RUNTIME_DATA);
	KUNIT_EXPECT_EQ(test, map.regions[1].start, 0x7f000000);
	KUNIT_EXPECT_EQ(test, map.regions[1].length, 0x100000);
	KUNIT_EXPECT_EQ(test, map.regions[1].virt, 0xfffffffeef000000ULL);
	KUNIT_EXPECT_EQ(test, map.regions[1].attribute, 0x800000000000000fULL);
	KUNIT_EXPECT_EQ(test, map.regions[2].type, MMCOMM_MEMORY_RESERVED);
	KUNIT_EXPECT_EQ(test, map.regions[2].start, 0x100000000ULL);
	KUNIT_EXPECT_EQ(test, map.regions[2].length, 0x1000);
	mmcomm_memory_map_free(&map);
	KUNIT_EXPECT_NULL(test, map.regions);
	KUNIT_EXPECT_EQ(test, map.count, 0);
}

/* Memory behind the table may hold anything, also more of it than was said. */
static void parse_longer_memory_test(struct kunit *test)
{
	u8 *table = kunit_kzalloc(test, TABLE_LEN + 1000, GFP_KERNEL);
	struct mmcomm_memory_map map;

	KUNIT_ASSERT_NOT_NULL(test, table);
	memset(table, 0xff, TABLE_LEN + 1000);
	memcpy(table, good_table(test), TABLE_LEN);
	KUNIT_ASSERT_EQ(test, mmcomm_memory_map_parse(&map, table, TABLE_LEN + 1000), 0);
	KUNIT_EXPECT_EQ(test, map.count, DESCRIPTORS);
	mmcomm_memory_map_free(&map);
}

struct bad_table {
	const char *name;
	u64 length;
	u64 map_size;
	u64 descriptor_size;
	u32 version;
	u64 start;
	u64 pages;
	int error;
};

#define MAP_LEN	(DESCRIPTORS * DESCRIPTOR_LEN)

static const struct bad_table bad_tables[] = {
	{ "good", TABLE_LEN, MAP_LEN, DESCRIPTOR_LEN, 1, 0x7f000000, 1, 0 },
	{ "no memory", 0, MAP_LEN, DESCRIPTOR_LEN, 1, 0x7f000000, 1, -EINVAL },
	{ "part of the header", HEADER_LEN - 1, MAP_LEN, DESCRIPTOR_LEN, 1,
	  0x7f000000, 1, -EINVAL },
	{ "header alone", HEADER_LEN, MAP_LEN, DESCRIPTOR_LEN, 1, 0x7f000000, 1, -EINVAL },
	{ "one byte missing", TABLE_LEN - 1, MAP_LEN, DESCRIPTOR_LEN, 1, 0x7f000000, 1, -EINVAL },
	{ "no descriptors", TABLE_LEN, 0, DESCRIPTOR_LEN, 1, 0x7f000000, 1, -EINVAL },
	{ "absurd size", TABLE_LEN, U64_MAX, DESCRIPTOR_LEN, 1, 0x7f000000, 1, -EINVAL },
	{ "part of a descriptor", TABLE_LEN, MAP_LEN - 8, DESCRIPTOR_LEN, 1,
	  0x7f000000, 1, -EINVAL },
	{ "no descriptor size", TABLE_LEN, MAP_LEN, 0, 1, 0x7f000000, 1, -EINVAL },
	{ "descriptors too short", TABLE_LEN, 117, 39, 1, 0x7f000000, 1, -EINVAL },
	{ "descriptors absurdly long", TABLE_LEN, MAP_LEN, U64_MAX, 1, 0x7f000000, 1, -EINVAL },
	{ "other version", TABLE_LEN, MAP_LEN, DESCRIPTOR_LEN, 2, 0x7f000000, 1, -EINVAL },
	{ "no version", TABLE_LEN, MAP_LEN, DESCRIPTOR_LEN, 0, 0x7f000000, 1, -EINVAL },
	{ "not page aligned", TABLE_LEN, MAP_LEN, DESCRIPTOR_LEN, 1,
	  0x7f000800, 1, -EINVAL },
	{ "pages wrap around", TABLE_LEN, MAP_LEN, DESCRIPTOR_LEN, 1,
	  0x1000, 0x10000000000001ULL, -EOVERFLOW },
	{ "region wraps around", TABLE_LEN, MAP_LEN, DESCRIPTOR_LEN, 1,
	  0xfffffffffffff000ULL, 2, -EOVERFLOW },
};

static void bad_table_desc(const struct bad_table *bad, char *desc)
{
	strscpy(desc, bad->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bad_table, bad_tables, bad_table_desc);

static void parse_bad_test(struct kunit *test)
{
	const struct bad_table *bad = test->param_value;
	struct mmcomm_memory_map map = { .count = 9 };
	u8 *table = good_table(test);
	u8 *exact;

	put_header(table, bad->map_size, bad->descriptor_size, bad->version);
	put_descriptor(table + HEADER_LEN + DESCRIPTOR_LEN, MMCOMM_MEMORY_RUNTIME_DATA,
		       bad->start, 0, bad->pages, 0xf);
	/* Exactly as much memory as it is told, so that more cannot be read. */
	exact = kunit_kmalloc(test, max(bad->length, 1ULL), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, exact);
	memcpy(exact, table, bad->length);

	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_parse(&map, exact, bad->length),
			bad->error);
	if (bad->error) {
		KUNIT_EXPECT_NULL(test, map.regions);
		KUNIT_EXPECT_EQ(test, map.count, 0);
	}
	mmcomm_memory_map_free(&map);
}

/* Nothing else is wrong with it: zeroes are descriptors of empty regions. */
static void parse_short_descriptors_test(struct kunit *test)
{
	u8 *table = kunit_kzalloc(test, HEADER_LEN + 80, GFP_KERNEL);
	struct mmcomm_memory_map map;

	KUNIT_ASSERT_NOT_NULL(test, table);
	put_header(table, 80, 40, 1);
	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_parse(&map, table, HEADER_LEN + 80), 0);
	KUNIT_EXPECT_EQ(test, map.count, 2);
	mmcomm_memory_map_free(&map);

	put_header(table, 78, 39, 1);
	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_parse(&map, table, HEADER_LEN + 80),
			-EINVAL);
	put_header(table, 80, 8, 1);
	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_parse(&map, table, HEADER_LEN + 80),
			-EINVAL);
}

static void map_len_test(struct kunit *test)
{
	u8 header[HEADER_LEN] = {};

	KUNIT_EXPECT_EQ(test, MMCOMM_BOOT_MAP_HEADER_LEN, HEADER_LEN);
	put_header(header, 144, 48, 1);
	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_len(header), HEADER_LEN + 144);
	put_header(header, 0, 48, 1);
	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_len(header), 0);
	put_header(header, U64_MAX, 48, 1);
	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_len(header), 0);
	put_header(header, 1ULL << 32, 48, 1);
	KUNIT_EXPECT_EQ(test, mmcomm_memory_map_len(header), 0);
}

static struct mmcomm_memory_region regions[] = {
	{ .start = 0x1000, .length = 0x1000, .type = 7, .attribute = MMCOMM_MEMORY_WB },
	{ .start = 0x10000, .length = 0x4000, .virt = 0xffff0000, .attribute = 0xf,
	  .type = MMCOMM_MEMORY_RUNTIME_DATA },
	{ .start = 0x14000, .length = 0x4000, .attribute = 0xf,
	  .type = MMCOMM_MEMORY_RUNTIME_DATA },
	{ .start = 0x20000, .length = 0x4000, .attribute = 0xf,
	  .type = MMCOMM_MEMORY_RESERVED },
	{ .start = 0x30000, .length = 0x4000, .attribute = 0xf,
	  .type = MMCOMM_MEMORY_ACPI_NVS },
	{ .start = 0x40000, .length = 0x4000, .virt = 0xfffe0000, .attribute = 0xf,
	  .type = MMCOMM_MEMORY_RUNTIME_CODE },
	{ .start = 0x50000, .length = 0x4000, .attribute = 0x7,
	  .type = MMCOMM_MEMORY_RESERVED },
	{ .start = 0x60000, .length = 0x4000, .attribute = 0xf, .type = 9 },
	{ .start = 0x70000, .length = 0x4000, .attribute = 0xf, .type = 4 },
	{ .start = 0x80000, .length = 0, .attribute = 0xf },
	{ .start = 0x90000, .length = 0x4000, .attribute = 0xf, .type = 11 },
	{ .start = 0xfffffffffff00000ULL, .length = 0xff000, .attribute = 0xf },
	{ .start = 0xc0000, .length = 0x4000, .attribute = 0xf,
	  .type = MMCOMM_MEMORY_RESERVED },
	{ .start = 0xc2000, .length = 0x1000, .attribute = 0xf, .type = 7 },
};

static const struct mmcomm_memory_map map = {
	.regions = regions,
	.count = ARRAY_SIZE(regions),
};

struct place {
	u64 start;
	u64 length;
	/* Which region holds it, -1 for none. */
	int region;
};

static const struct place places[] = {
	{ 0x1000, 1, 0 },
	{ 0x1000, 0x1000, 0 },
	{ 0x1fff, 1, 0 },
	{ 0x1fff, 2, -1 },
	{ 0xfff, 1, -1 },
	{ 0x2000, 1, -1 },
	{ 0x10000, 0x4000, 1 },
	{ 0x10000, 0x4001, -1 },
	{ 0x13000, 0x2000, -1 },
	{ 0x14000, 0x1000, 2 },
	{ 0x80000, 1, -1 },
	{ 0xffffffffffffe000ULL, 0x1000, 11 },
	{ 0xffffffffffffe000ULL, 0x2000, -1 },
	{ 0x10000, U64_MAX, -1 },
	{ 0x13fff, U64_MAX, -1 },
};

static void place_desc(const struct place *place, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "0x%llx+0x%llx", place->start,
		 place->length);
}

KUNIT_ARRAY_PARAM(place, places, place_desc);

static void region_of_test(struct kunit *test)
{
	const struct place *place = test->param_value;

	KUNIT_EXPECT_PTR_EQ(test, mmcomm_memory_region_of(&map, place->start,
							  place->length),
			    place->region < 0 ?
			    (const struct mmcomm_memory_region *)NULL :
			    &regions[place->region]);
}

struct translation {
	u64 address;
	bool known;
	u64 physical;
};

static const struct translation translations[] = {
	{ 0xffff0000, true, 0x10000 },
	{ 0xffff3fff, true, 0x13fff },
	{ 0xffff4000, false, 0 },
	{ 0xfffeffff, false, 0 },
	{ 0xfffe0008, true, 0x40008 },
	{ 0x10008, true, 0x10008 },
	{ 0x30000, true, 0x30000 },
	{ 0, false, 0 },
	{ 0x2000, false, 0 },
	{ U64_MAX, false, 0 },
};

static void translation_desc(const struct translation *translation, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "0x%llx", translation->address);
}

KUNIT_ARRAY_PARAM(translation, translations, translation_desc);

static void to_physical_test(struct kunit *test)
{
	const struct translation *translation = test->param_value;
	u64 physical = 0;

	KUNIT_EXPECT_EQ(test, translation->known,
			mmcomm_memory_to_physical(&map, translation->address, &physical));
	KUNIT_EXPECT_EQ(test, physical, translation->physical);
}

/* A system table of 120 bytes, with its CRC32 where @checked. */
static void put_system_table(u8 *at, bool checked)
{
	memset(at, 0, MMCOMM_SYSTEM_TABLE_LEN);
	memcpy(at, "IBI SYST", 8);
	put_unaligned_le32(0x20046, at + 8);
	put_unaligned_le32(MMCOMM_SYSTEM_TABLE_LEN, at + 12);
	put_unaligned_le64(0x7f001000, at + 24);
	put_unaligned_le64(0x7f002000, at + 88);
	put_unaligned_le64(11, at + 104);
	put_unaligned_le64(0x7f003000, at + 112);
	if (checked)
		put_unaligned_le32(~crc32_le(~0, at, MMCOMM_SYSTEM_TABLE_LEN), at + 16);
}

static void system_table_test(struct kunit *test)
{
	struct mmcomm_system_table table;
	u8 at[MMCOMM_SYSTEM_TABLE_LEN];

	put_system_table(at, true);
	KUNIT_ASSERT_TRUE(test, mmcomm_system_table_parse(at, &table));
	KUNIT_EXPECT_EQ(test, table.vendor, 0x7f001000);
	KUNIT_EXPECT_EQ(test, table.runtime, 0x7f002000);
	KUNIT_EXPECT_EQ(test, table.table_count, 11);
	KUNIT_EXPECT_EQ(test, table.tables, 0x7f003000);

	put_system_table(at, false);
	KUNIT_EXPECT_FALSE(test, mmcomm_system_table_parse(at, &table));
}

/* The checksum covers every byte. */
static void system_table_byte_test(struct kunit *test)
{
	struct mmcomm_system_table table;
	u8 at[MMCOMM_SYSTEM_TABLE_LEN];
	u32 i;

	for (i = 0; i < sizeof(at); i++) {
		put_system_table(at, true);
		at[i] ^= 0x20;
		KUNIT_EXPECT_FALSE_MSG(test, mmcomm_system_table_parse(at, &table),
				       "byte %u", i);
	}
}

static void recompute_crc(u8 *at)
{
	put_unaligned_le32(0, at + 16);
	put_unaligned_le32(~crc32_le(~0, at, MMCOMM_SYSTEM_TABLE_LEN), at + 16);
}

/* Nor is a good checksum enough. */
static void system_table_fields_test(struct kunit *test)
{
	struct mmcomm_system_table table;
	u8 at[MMCOMM_SYSTEM_TABLE_LEN];

	put_system_table(at, false);
	at[0] = 'X';
	recompute_crc(at);
	KUNIT_EXPECT_FALSE(test, mmcomm_system_table_parse(at, &table));

	put_system_table(at, false);
	put_unaligned_le32(MMCOMM_SYSTEM_TABLE_LEN - 8, at + 12);
	recompute_crc(at);
	KUNIT_EXPECT_FALSE(test, mmcomm_system_table_parse(at, &table));

	put_system_table(at, false);
	put_unaligned_le64(0, at + 104);
	recompute_crc(at);
	KUNIT_EXPECT_FALSE(test, mmcomm_system_table_parse(at, &table));

	put_system_table(at, false);
	put_unaligned_le64(1ULL << 40, at + 104);
	recompute_crc(at);
	KUNIT_EXPECT_FALSE(test, mmcomm_system_table_parse(at, &table));
}

struct placing {
	const char *name;
	u64 start;
	u64 length;
	/* A part of the refusal, NULL where there is none. */
	const char *refusal;
};

static const struct placing placings[] = {
	{ "runtime data", 0x10000, 0x4000, NULL },
	{ "one page of runtime data", 0x13000, 0x1000, NULL },
	{ "reserved", 0x20000, 0x1000, NULL },
	{ "ACPI NVS", 0x30000, 0x1000, NULL },
	{ "page 0", 0, 0x1000, "page 1" },
	{ "empty", 0x10000, 0, "whole number" },
	{ "not page aligned", 0x10800, 0x1000, "page aligned" },
	{ "part of a page", 0x10000, 0x800, "whole number" },
	{ "wraps around", 0xfffffffffffff000ULL, 0x2000, "wrap" },
	{ "a page too long", 0x1000, 0x1001000, "longer than 16 MiB" },
	{ "System RAM", 0x90000, 0x1000, "System RAM" },
	{ "partly System RAM", 0x22000, 0x2000, "System RAM" },
	{ "not in the map", 0xa0000, 0x1000, "inside one region" },
	{ "two regions", 0x13000, 0x2000, "inside one region" },
	{ "beyond the region", 0x17000, 0x2000, "inside one region" },
	{ "runtime code", 0x40000, 0x1000, "not reserved, ACPI NVS" },
	{ "ACPI reclaim", 0x60000, 0x1000, "not reserved, ACPI NVS" },
	{ "boot services data", 0x70000, 0x1000, "not reserved, ACPI NVS" },
	{ "conventional", 0x1000, 0x1000, "not reserved, ACPI NVS" },
	{ "not write-back", 0x50000, 0x1000, "write-back" },
	{ "beside what is listed twice", 0xc1000, 0x1000, NULL },
	{ "listed twice", 0xc2000, 0x1000, "more than once" },
	{ "partly listed twice", 0xc1000, 0x2000, "more than once" },
	{ "MMRAM", 0x32000, 0x1000, "overlaps MMRAM" },
	{ "edge of MMRAM", 0x31000, 0x2000, "overlaps MMRAM" },
	{ "page before MMRAM", 0x31000, 0x1000, NULL },
	{ "page behind MMRAM", 0x33000, 0x1000, NULL },
	{ "mailbox", 0x16000, 0x1000, "overlaps a mailbox or the region table" },
	{ "last page with the mailbox", 0x14000, 0x3000, "overlaps a mailbox or the region table" },
	{ "page before the mailbox", 0x15000, 0x1000, NULL },
	{ "page behind the mailbox", 0x17000, 0x1000, NULL },
	{ "another mailbox", 0xc0000, 0x2000, "overlaps a mailbox or the region table" },
};

static void placing_desc(const struct placing *placing, char *desc)
{
	strscpy(desc, placing->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(placing, placings, placing_desc);

static void placement_test(struct kunit *test)
{
	const struct placing *placing = test->param_value;
	static const struct mmcomm_range mailboxes[] = {
		{ 0x16f00, 104 }, { 0xc0ff8, 8 },
	};
	struct mmcomm_placement placement = {
		.map = &map,
		.access = &fake_access,
		.mmram = { 0x32000, 0x1000 },
		.mailboxes = mailboxes,
		.mailbox_count = ARRAY_SIZE(mailboxes),
	};
	const char *refusal;

	fake_memory_init();
	fake_memory.system_ram.start = 0x23000;
	fake_memory.system_ram.length = 0x1000;
	if (placing->start == 0x90000)
		fake_memory.system_ram.start = 0x90000;
	refusal = mmcomm_placement_refusal(&placement, placing->start, placing->length);
	if (!placing->refusal) {
		KUNIT_EXPECT_NULL_MSG(test, refusal, "%s", refusal);
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, refusal);
	KUNIT_EXPECT_TRUE_MSG(test, strstr(refusal, placing->refusal), "%s", refusal);
}

static struct kunit_case firmware_memory_cases[] = {
	KUNIT_CASE_PARAM(overlap_test, overlap_gen_params),
	KUNIT_CASE(parse_test),
	KUNIT_CASE(parse_longer_memory_test),
	KUNIT_CASE_PARAM(parse_bad_test, bad_table_gen_params),
	KUNIT_CASE(parse_short_descriptors_test),
	KUNIT_CASE(map_len_test),
	KUNIT_CASE_PARAM(region_of_test, place_gen_params),
	KUNIT_CASE_PARAM(to_physical_test, translation_gen_params),
	KUNIT_CASE(system_table_test),
	KUNIT_CASE(system_table_byte_test),
	KUNIT_CASE(system_table_fields_test),
	KUNIT_CASE_PARAM(placement_test, placing_gen_params),
	{}
};

static struct kunit_suite firmware_memory_suite = {
	.name = "firmware_memory",
	.test_cases = firmware_memory_cases,
};

kunit_test_suite(firmware_memory_suite);
