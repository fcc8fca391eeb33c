// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/executor_status_block.c: what is written into a status block of
 * either layout, which marks make an answer, and what is taken back.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "executor_status_block.h"

#define EDK2		MMCOMM_STATUS_BLOCK_EDK2
#define MU		MMCOMM_STATUS_BLOCK_MU
#define SUCCESS		0ULL
#define NOT_FOUND	0x800000000000000eULL
#define BEHIND		8

/* The block, and what is somebody else's behind it. */
static u8 bytes[MMCOMM_STATUS_BLOCK_LEN + BEHIND];
static struct mmcomm_status_block_context context;
static struct mmcomm_transfer transfer;
static const struct mmcomm_executor_ops *const ops = &mmcomm_executor_status_block;

/**
 * struct layout - a status block as its core knows it
 * @name: of the test
 * @layouts: what the driver knows
 * @answers: the layout that the core has
 * @status: offset of the status
 * @size: offset of the size
 * @length: bytes of the block
 */
struct layout {
	const char *name;
	u32 layouts;
	u32 answers;
	u32 status;
	u32 size;
	u32 length;
};

static const struct layout layouts[] = {
	{ "EDK2", EDK2, EDK2, 8, 16, 24 },
	{ "Project Mu", MU, MU, 2, 10, 18 },
	{ "either, EDK2 answers", EDK2 | MU, EDK2, 8, 16, 24 },
	{ "either, Project Mu answers", EDK2 | MU, MU, 2, 10, 18 },
};

static void layout_desc(const struct layout *layout, char *desc)
{
	strscpy(desc, layout->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(layout, layouts, layout_desc);

static int status_block_init(struct kunit *test)
{
	memset(bytes, 0, sizeof(bytes));
	memset(bytes + MMCOMM_STATUS_BLOCK_LEN, 0xc3, BEHIND);
	context = (struct mmcomm_status_block_context) { .block = bytes };
	transfer = (struct mmcomm_transfer) {
		.address = 0x7e000000,
		.buffer_len = 0x10000,
		.total_len = 124,
	};
	return 0;
}

static void prepare(struct kunit *test, const struct layout *layout)
{
	status_block_init(test);
	context.layouts = layout->layouts;
	/* What the other layout has no use for. */
	if (layout->layouts == MU)
		memset(bytes + layout->length, 0xc3, sizeof(bytes) - layout->length);
}

static void expect_nothing_behind(struct kunit *test, const struct layout *layout)
{
	u32 end = layout->layouts == MU ? layout->length : MMCOMM_STATUS_BLOCK_LEN;

	KUNIT_EXPECT_NULL(test, memchr_inv(bytes + end, 0xc3, sizeof(bytes) - end));
}

static void answer(const struct layout *layout, u64 status, u64 size)
{
	put_unaligned_le64(status, bytes + layout->status);
	put_unaligned_le64(size, bytes + layout->size);
	bytes[0] = 0;
}

static void arm_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;

	prepare(test, layout);
	KUNIT_EXPECT_EQ(test, ops->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, bytes[0], 1);
	KUNIT_EXPECT_EQ(test, bytes[1], 0);
	KUNIT_EXPECT_FALSE(test, ops->done(&context, &transfer));
	expect_nothing_behind(test, layout);

	/* No core answers with what is written into its fields. */
	KUNIT_EXPECT_NE(test, get_unaligned_le64(bytes + layout->status), SUCCESS);
	bytes[0] = 0;
	KUNIT_EXPECT_FALSE(test, ops->done(&context, &transfer));
}

/* With two layouts possible, a byte that means something else in one is left alone. */
static void arm_either_test(struct kunit *test)
{
	u32 i;

	context.layouts = EDK2 | MU;
	KUNIT_EXPECT_EQ(test, ops->arm(&context, &transfer), 0);
	for (i = 0; i < MMCOMM_STATUS_BLOCK_LEN; i++)
		if (i != 0 && i != 8 && i != 9)
			KUNIT_EXPECT_EQ_MSG(test, bytes[i], 0, "byte %u", i);
}

/* The message is for the handlers of the user's side, whoever was asked before. */
static void to_supervisor_test(struct kunit *test)
{
	context.layouts = MU;
	bytes[1] = 1;
	KUNIT_EXPECT_EQ(test, ops->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, bytes[1], 0);
	KUNIT_EXPECT_EQ(test, ops->disarm(&context, &transfer), MMCOMM_DISARMED_NOT_TAKEN);
	KUNIT_EXPECT_EQ(test, bytes[1], 1);

	/* EDK2 says nothing of that byte. */
	context.layouts = EDK2;
	KUNIT_EXPECT_EQ(test, ops->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, bytes[1], 1);
}

static void busy_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;
	static const u8 busy[] = { 1, 2, 0x80, 0xff };
	u8 before[sizeof(bytes)];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(busy); i++) {
		prepare(test, layout);
		bytes[0] = busy[i];
		memcpy(before, bytes, sizeof(bytes));
		KUNIT_EXPECT_EQ(test, ops->arm(&context, &transfer), -EBUSY);
		KUNIT_EXPECT_MEMEQ(test, bytes, before, sizeof(bytes));
	}
}

/* Done is when all of the core's marks agree, in whatever order it leaves them. */
static void done_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;
	u32 marks;

	for (marks = 0; marks < 8; marks++) {
		bool cleared = marks & 1, status = marks & 2, size = marks & 4;

		prepare(test, layout);
		KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
		if (cleared)
			bytes[0] = 0;
		if (status)
			put_unaligned_le64(NOT_FOUND, bytes + layout->status);
		if (size)
			put_unaligned_le64(124, bytes + layout->size);
		KUNIT_EXPECT_EQ_MSG(test, ops->done(&context, &transfer), marks == 7,
				    "valid %s, status %s, size %s",
				    cleared ? "cleared" : "set",
				    status ? "written" : "not written",
				    size ? "written" : "not written");
	}
}

/* No layout is guessed from values that are no core's. */
static void stray_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;
	static const u8 stray[] = { 1, 2, 3, 0x80, 0xff };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(stray); i++) {
		prepare(test, layout);
		KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
		answer(layout, SUCCESS, 124);
		bytes[0] = stray[i];
		KUNIT_EXPECT_FALSE_MSG(test, ops->done(&context, &transfer),
				       "valid 0x%02x", stray[i]);
		KUNIT_EXPECT_EQ(test, ops->disarm(&context, &transfer),
				MMCOMM_DISARMED_TAKEN);
	}
	if (layout->layouts != (EDK2 | MU))
		return;
	for (i = 0; i < ARRAY_SIZE(stray); i++) {
		prepare(test, layout);
		KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
		memset(bytes + 1, stray[i], MMCOMM_STATUS_BLOCK_LEN - 1);
		bytes[0] = 0;
		KUNIT_EXPECT_FALSE_MSG(test, ops->done(&context, &transfer),
				       "bytes 0x%02x", stray[i]);
		KUNIT_EXPECT_EQ(test, ops->disarm(&context, &transfer),
				MMCOMM_DISARMED_TAKEN);
	}
}

/* The first answer tells the layout, whatever it is. */
static void learn_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;
	static const u64 statuses[] = {
		SUCCESS, 4, 0xff, NOT_FOUND, 0x800000000000000fULL, 0x40000000000000ffULL,
		0xc000000000000001ULL, 0x80000000000000ffULL,
	};
	static const u64 sizes[] = {
		1, 23, 24, 25, 56, 124, 0xff, 0x100, 0xffff, 0x10000, 0x10001, 0xff0000,
		0x1000000, 0x7fffffff, 0x80000017, 0xffffffff,
	};
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(statuses); i++)
		for (j = 0; j < ARRAY_SIZE(sizes); j++) {
			prepare(test, layout);
			KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
			answer(layout, statuses[i], sizes[j]);
			KUNIT_ASSERT_TRUE_MSG(test, ops->done(&context, &transfer),
					      "status 0x%llx, size 0x%llx",
					      statuses[i], sizes[j]);
			ops->collect(&context, &transfer);
			KUNIT_EXPECT_EQ_MSG(test, context.layouts, layout->answers,
					    "status 0x%llx, size 0x%llx",
					    statuses[i], sizes[j]);
			KUNIT_EXPECT_TRUE(test, transfer.status_valid);
			KUNIT_EXPECT_EQ(test, transfer.raw_status, statuses[i]);
			KUNIT_EXPECT_EQ(test, transfer.mm_status, statuses[i]);
			KUNIT_EXPECT_EQ(test, transfer.returned_len, sizes[j]);
		}
}

/* What a broken answer leaves must be a status block to who looks for one. */
static void implausible_test(struct kunit *test)
{
	static const struct { u64 status, size; bool kept; } left[] = {
		{ SUCCESS, 124, true },
		{ NOT_FOUND, 24, true },
		{ SUCCESS, 23, false },
		{ SUCCESS, 0x10001, false },
		{ 0x800000000000fff1ULL, 124, false },
	};
	const struct layout *layout = test->param_value;
	u8 copy[MMCOMM_STATUS_BLOCK_LEN];
	u32 i, possible;

	for (i = 0; i < ARRAY_SIZE(left); i++) {
		prepare(test, layout);
		context.layouts = layout->answers;
		KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
		answer(layout, left[i].status, left[i].size);
		ops->collect(&context, &transfer);
		KUNIT_EXPECT_EQ(test, transfer.raw_status, left[i].status);
		KUNIT_EXPECT_EQ(test, transfer.returned_len, left[i].size);
		KUNIT_EXPECT_EQ(test, get_unaligned_le64(bytes + layout->size),
				left[i].kept ? left[i].size : 0);
		memcpy(copy, bytes, sizeof(copy));
		memset(copy + layout->length, 0, sizeof(copy) - layout->length);
		KUNIT_EXPECT_NULL(test, mmcomm_status_block_refusal(copy, transfer.buffer_len,
								    &possible));
		KUNIT_EXPECT_TRUE(test, possible & layout->answers);
		expect_nothing_behind(test, layout);
	}
}

/* Of what has answered, any size is an answer: it is not the executor's to judge. */
static void any_size_test(struct kunit *test)
{
	static const u64 sizes[] = { 0, 1, 0x100000000ULL, U64_MAX };
	const struct layout *layout = test->param_value;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		prepare(test, layout);
		context.layouts = layout->answers;
		KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
		answer(layout, SUCCESS, sizes[i]);
		KUNIT_ASSERT_TRUE(test, ops->done(&context, &transfer));
		ops->collect(&context, &transfer);
		KUNIT_EXPECT_EQ(test, transfer.returned_len, sizes[i]);
	}
}

/* A message that the core leaves alone, because it is too long, is taken back. */
static void disarm_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;
	u8 before[sizeof(bytes)];

	prepare(test, layout);
	put_unaligned_le64(NOT_FOUND, bytes + layout->status);
	put_unaligned_le64(77, bytes + layout->size);
	memcpy(before, bytes, sizeof(bytes));
	KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, ops->disarm(&context, &transfer), MMCOMM_DISARMED_NOT_TAKEN);
	/* As if nothing had been there. */
	KUNIT_EXPECT_MEMEQ(test, bytes, before, sizeof(bytes));
	KUNIT_EXPECT_EQ(test, context.layouts, layout->layouts);
}

/* A core that was here in any way: nothing is ours to write any more. */
static void disarm_late_test(struct kunit *test)
{
	const struct layout *layout = test->param_value;
	u8 before[sizeof(bytes)];
	u32 marks;

	for (marks = 1; marks < 8; marks++) {
		prepare(test, layout);
		KUNIT_ASSERT_EQ(test, ops->arm(&context, &transfer), 0);
		if (marks & 1)
			bytes[0] = 0;
		if (marks & 2)
			put_unaligned_le64(NOT_FOUND, bytes + layout->status);
		if (marks & 4)
			put_unaligned_le64(124, bytes + layout->size);
		memcpy(before, bytes, sizeof(bytes));
		/* No later MMI shall find the message all the same. */
		before[0] = 0;
		KUNIT_EXPECT_EQ_MSG(test, ops->disarm(&context, &transfer),
				    MMCOMM_DISARMED_TAKEN, "marks %u", marks);
		KUNIT_EXPECT_MEMEQ(test, bytes, before, sizeof(bytes));
	}
}

static void ops_test(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, ops->name, "status_block");
	KUNIT_EXPECT_EQ(test, ops->header_versions,
			BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3));
	KUNIT_EXPECT_EQ(test, ops->preferred_header, MMCOMM_HEADER_V1);
	KUNIT_EXPECT_FALSE(test, ops->simulated);
	KUNIT_EXPECT_NULL(test, ops->raise);
}

static struct kunit_case status_block_cases[] = {
	KUNIT_CASE_PARAM(arm_test, layout_gen_params),
	KUNIT_CASE(arm_either_test),
	KUNIT_CASE(to_supervisor_test),
	KUNIT_CASE_PARAM(busy_test, layout_gen_params),
	KUNIT_CASE_PARAM(done_test, layout_gen_params),
	KUNIT_CASE_PARAM(stray_test, layout_gen_params),
	KUNIT_CASE_PARAM(learn_test, layout_gen_params),
	KUNIT_CASE_PARAM(any_size_test, layout_gen_params),
	KUNIT_CASE_PARAM(implausible_test, layout_gen_params),
	KUNIT_CASE_PARAM(disarm_test, layout_gen_params),
	KUNIT_CASE_PARAM(disarm_late_test, layout_gen_params),
	KUNIT_CASE(ops_test),
	{}
};

static struct kunit_suite status_block_suite = {
	.name = "executor_status_block",
	.init = status_block_init,
	.test_cases = status_block_cases,
};

kunit_test_suite(status_block_suite);
