// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/ns_buffer.c: nodes of reserved memory byte by byte, which memory
 * can be shared with a secure partition, and how it is split.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "comm_buffer.h"
#include "fake_memory.h"
#include "ns_buffer.h"

#define PAGE	MMCOMM_MM_PAGE_SIZE
#define START	0x7fe00000ULL
#define LENGTH	0x200000ULL

/* A reg of exactly as many bytes, so that KASAN sees who reads further. */
static struct mmcomm_ns_node node_of(struct kunit *test, u32 address_cells,
				     u32 size_cells, u64 start, u64 length)
{
	struct mmcomm_ns_node node = {
		.reg_len = 4 * (address_cells + size_cells),
		.address_cells = address_cells,
		.size_cells = size_cells,
		.no_map = true,
		.enabled = true,
	};
	u8 *reg = kunit_kzalloc(test, node.reg_len, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, reg);
	node.reg = reg;
	if (address_cells == 1)
		put_unaligned_be32(start, reg);
	else
		put_unaligned_be64(start, reg);
	reg += 4 * address_cells;
	if (size_cells == 1)
		put_unaligned_be32(length, reg);
	else
		put_unaligned_be64(length, reg);
	return node;
}

static void cells_test(struct kunit *test)
{
	u32 address_cells, size_cells;

	for (address_cells = 1; address_cells <= 2; address_cells++)
		for (size_cells = 1; size_cells <= 2; size_cells++) {
			u64 start = address_cells == 2 ? 0x1234567890000ULL : 0x87650000;
			u64 length = size_cells == 2 ? 0x9876543210000ULL : 0xfedc0000;
			struct mmcomm_ns_node node = node_of(test, address_cells, size_cells,
							     start, length);
			struct mmcomm_range range = {};

			KUNIT_EXPECT_NULL(test, mmcomm_ns_node_parse(&node, &range));
			KUNIT_EXPECT_EQ(test, range.start, start);
			KUNIT_EXPECT_EQ(test, range.length, length);
		}
}

static const char bad_cells[] =
	"is below a node that has neither one nor two cells for addresses and sizes";
static const char bad_reg[] = "has a reg that is not one address and one size";

static void expect_refusal(struct kunit *test, const struct mmcomm_ns_node *node,
			   const char *refusal)
{
	struct mmcomm_range range = { .start = 1, .length = 2 };

	KUNIT_EXPECT_STREQ(test, mmcomm_ns_node_parse(node, &range) ?: "", refusal);
	KUNIT_EXPECT_EQ(test, range.start, 1);
	KUNIT_EXPECT_EQ(test, range.length, 2);
}

static void bad_cells_test(struct kunit *test)
{
	static const struct {
		u32 address_cells;
		u32 size_cells;
	} bad[] = {
		{ 0, 2 }, { 2, 0 }, { 0, 0 }, { 3, 1 }, { 1, 3 }, { 3, 3 },
		/* Times four, this is 8 in 32 bits. */
		{ 0x40000002, 1 }, { 1, 0x40000002 }, { U32_MAX, U32_MAX },
	};
	struct mmcomm_ns_node node = node_of(test, 2, 2, START, LENGTH);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		node.address_cells = bad[i].address_cells;
		node.size_cells = bad[i].size_cells;
		expect_refusal(test, &node, bad_cells);
	}
}

/* No byte of a reg is read that is too short, nor a part of one that is too long. */
static void bad_reg_test(struct kunit *test)
{
	struct mmcomm_ns_node node = node_of(test, 2, 2, START, LENGTH);
	u8 reg[64];
	u32 len;

	memcpy(reg, node.reg, node.reg_len);
	for (len = 0; len <= sizeof(reg); len++) {
		if (len == 16)
			continue;
		node.reg = kunit_kzalloc(test, len, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, node.reg);
		node.reg_len = len;
		expect_refusal(test, &node, bad_reg);
	}
	node.reg = NULL;
	node.reg_len = 0;
	expect_refusal(test, &node, "has no reg, and so no place of its own");
}

static void no_map_test(struct kunit *test)
{
	struct mmcomm_ns_node node = node_of(test, 2, 2, START, LENGTH);

	node.no_map = false;
	expect_refusal(test, &node, "lacks no-map: Linux maps the memory too");
}

static void disabled_test(struct kunit *test)
{
	struct mmcomm_ns_node node = node_of(test, 2, 2, START, LENGTH);

	node.enabled = false;
	expect_refusal(test, &node, "is disabled by its status");
}

struct memory {
	const char *name;
	u64 start;
	u64 length;
	const char *refusal;
};

static const char empty[] = "is empty";
static const char bad_pages[] =
	"is not a whole number of 4 KiB pages, page aligned, from page 1 on";
static const char wraps[] = "has an address and a length that wrap around";
static const char huge[] = "is longer than 256 MiB";
static const char system_ram[] = "is System RAM, which Linux uses";

/* Linux' memory ends where the good one begins, and begins again behind it. */
static const struct memory memories[] = {
	{ "good", START, LENGTH },
	{ "one page", START, PAGE },
	{ "one page of 4 KiB that is none of 64 KiB", START + PAGE, 3 * PAGE },
	{ "page 1", PAGE, PAGE },
	{ "across 4 GiB", 0xffff0000, 0x20000 },
	{ "as long as can be", 0x100000000ULL, MMCOMM_MAX_NS_BUFFER_LEN },
	{ "the last but one page there is", 0ULL - 2 * PAGE, PAGE },

	{ "empty", START, 0, empty },
	{ "a hole and Linux' memory behind it", 0x3fff0000, 0x20000, system_ram },
	{ "page 0", 0, PAGE, bad_pages },
	{ "start within a page", START + 0x800, PAGE, bad_pages },
	{ "half a page", START, PAGE / 2, bad_pages },
	{ "a byte too long", START, LENGTH + 1, bad_pages },
	{ "a cell for another", START, LENGTH << 32 | 1, bad_pages },
	{ "wraps around", 0ULL - PAGE, 2 * PAGE, wraps },
	{ "ends with the last page there is", 0ULL - PAGE, PAGE, wraps },
	{ "wraps around to itself", START, 0ULL - PAGE, wraps },
	{ "one page too long", 0x100000000ULL, MMCOMM_MAX_NS_BUFFER_LEN + PAGE, huge },
	{ "an address and a size swapped", LENGTH, START, huge },
	{ "Linux' memory", START - PAGE, PAGE, system_ram },
	{ "reaches into Linux' memory", START - PAGE, 2 * PAGE, system_ram },
};

static void memory_desc(const struct memory *memory, char *desc)
{
	strscpy(desc, memory->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(memory, memories, memory_desc);

static void memory_test(struct kunit *test)
{
	const struct memory *memory = test->param_value;
	struct mmcomm_range range = { .start = memory->start, .length = memory->length };

	fake_memory_init();
	fake_memory.system_ram.start = 0x40000000;
	fake_memory.system_ram.length = START - 0x40000000;
	KUNIT_EXPECT_STREQ(test, mmcomm_ns_buffer_refusal(&fake_access, &range) ?: "",
			   memory->refusal ?: "");
}

struct split {
	u64 length;
	u32 wanted;
	u32 count;
	u64 each;
};

static const struct split splits[] = {
	{ LENGTH, 1, 1, LENGTH },
	{ LENGTH, 2, 2, LENGTH / 2 },
	/* 512 pages: what is left over stays unused. */
	{ LENGTH, 3, 3, 170 * PAGE },
	{ LENGTH, 16, 16, 32 * PAGE },
	{ PAGE, 1, 1, PAGE },
	{ PAGE, 16, 1, PAGE },
	{ 3 * PAGE, 2, 2, PAGE },
	{ 15 * PAGE, 16, 15, PAGE },
	{ MMCOMM_MAX_NS_BUFFER_LEN, 1, 1, MMCOMM_MAX_BUFFER_LEN },
	{ MMCOMM_MAX_NS_BUFFER_LEN, 16, 16, MMCOMM_MAX_BUFFER_LEN },
	{ MMCOMM_MAX_BUFFER_LEN + PAGE, 1, 1, MMCOMM_MAX_BUFFER_LEN },
};

static void split_desc(const struct split *split, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%llu pages in %u", split->length / PAGE,
		 split->wanted);
}

KUNIT_ARRAY_PARAM(split, splits, split_desc);

static void split_test(struct kunit *test)
{
	const struct split *split = test->param_value;
	struct mmcomm_range range = { .start = START, .length = split->length };
	u32 count = split->wanted;

	KUNIT_EXPECT_EQ(test, mmcomm_ns_buffer_split(&range, &count), split->each);
	KUNIT_EXPECT_EQ(test, count, split->count);
	/* A buffer each, and all of them inside. */
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_check_shape(START, split->each), 0);
	KUNIT_EXPECT_LE(test, count * split->each, split->length);
}

static struct kunit_case ns_buffer_cases[] = {
	KUNIT_CASE(cells_test),
	KUNIT_CASE(bad_cells_test),
	KUNIT_CASE(bad_reg_test),
	KUNIT_CASE(no_map_test),
	KUNIT_CASE(disabled_test),
	KUNIT_CASE_PARAM(memory_test, memory_gen_params),
	KUNIT_CASE_PARAM(split_test, split_gen_params),
	{}
};

static struct kunit_suite ns_buffer_suite = {
	.name = "ns_buffer",
	.test_cases = ns_buffer_cases,
};

kunit_test_suite(ns_buffer_suite);
