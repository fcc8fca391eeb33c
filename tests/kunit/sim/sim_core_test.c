// SPDX-License-Identifier: GPL-2.0
/*
 * The simulated MM core, armed by hand: what the driver never sends.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "comm_header.h"
#include "sim_fixture.h"

#define NOT_FOUND	0x800000000000000eULL
#define ACCESS_DENIED	0x800000000000000fULL

static const struct mmcomm_executor *mm;

static int core_init(struct kunit *test)
{
	sim_init(test);
	mm = mmcomm_core.registered;
	return 0;
}

/* Arms the mailbox and raises an MMI, of which a status is the end. */
static u64 raise(struct kunit *test, u64 address, u64 size)
{
	struct mmcomm_transfer transfer = {
		.address = address,
		.buffer = mm->buffers[0].virt,
		.buffer_len = mm->buffers[0].length,
		.total_len = size,
	};

	KUNIT_EXPECT_EQ(test, mm->ops->arm(mm->context, &transfer), 0);
	KUNIT_EXPECT_FALSE(test, mm->ops->done(mm->context, &transfer));
	KUNIT_EXPECT_EQ(test, mm->ops->raise(mm->context, &transfer), 0);
	KUNIT_EXPECT_TRUE(test, mm->ops->done(mm->context, &transfer));
	mm->ops->collect(mm->context, &transfer);
	KUNIT_EXPECT_TRUE(test, transfer.status_valid);
	KUNIT_EXPECT_EQ(test, transfer.returned_len, size);
	expect_disarmed(test);
	return transfer.mm_status;
}

/* Memory that is not a communicate buffer is refused, and not looked at. */
static void outside_test(struct kunit *test)
{
	const struct mmcomm_provided_buffer *first = &mm->buffers[0];
	const struct mmcomm_provided_buffer *last = &mm->buffers[mm->buffer_count - 1];

	KUNIT_EXPECT_EQ(test, raise(test, 0x1000, 100), ACCESS_DENIED);
	KUNIT_EXPECT_EQ(test, raise(test, first->address - 1, 100), ACCESS_DENIED);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, first->length + 1),
			ACCESS_DENIED);
	KUNIT_EXPECT_EQ(test, raise(test, first->address + first->length, 1),
			ACCESS_DENIED);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, U64_MAX), ACCESS_DENIED);
	KUNIT_EXPECT_EQ(test, raise(test, last->address + last->length, 1),
			ACCESS_DENIED);
	expect_buffers_zero(test);
}

/* What holds no header has no recipient. */
static void no_header_test(struct kunit *test)
{
	const struct mmcomm_provided_buffer *first = &mm->buffers[0];
	struct mmcomm_header_v3 *v3 = first->virt;
	guid_t echo;

	KUNIT_ASSERT_EQ(test, guid_parse(MMCOMM_SIM_ECHO, &echo), 0);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, V1_LEN), NOT_FOUND);
	mmcomm_header_write(v3, MMCOMM_HEADER_V1, &echo, 8);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, V1_LEN + 8), 0);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, V1_LEN - 1), NOT_FOUND);
	mmcomm_header_write(v3, MMCOMM_HEADER_V3, &echo, 8);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, V3_LEN + 8), 0);
	/* A header cut short, or one that contradicts the mailbox. */
	KUNIT_EXPECT_EQ(test, raise(test, first->address, V3_LEN - 1), NOT_FOUND);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, V3_LEN + 7), NOT_FOUND);
	KUNIT_EXPECT_EQ(test, raise(test, first->address, V3_LEN + 9), NOT_FOUND);
	memset(v3, 0, sizeof(*v3));
}

/* A message need not begin where its buffer does; the buffer's end stays. */
static void inside_test(struct kunit *test)
{
	const struct mmcomm_provided_buffer *first = &mm->buffers[0];
	u64 offset = first->length - V1_LEN - 8;
	void *header = first->virt + offset;
	guid_t past_end;

	KUNIT_ASSERT_EQ(test, guid_parse(MMCOMM_SIM_PAST_END, &past_end), 0);
	mmcomm_header_write(header, MMCOMM_HEADER_V1, &past_end, 8);
	KUNIT_EXPECT_EQ(test, raise(test, first->address + offset, V1_LEN + 8), 0);
	KUNIT_EXPECT_EQ(test, raise(test, first->address + offset, V1_LEN + 9),
			ACCESS_DENIED);
	memset(header, 0, V1_LEN);
	expect_buffers_zero(test);
}

/* An MMI that nobody armed the mailbox for leaves everything as it is. */
static void not_armed_test(struct kunit *test)
{
	const struct mmcomm_smmc_context *smmc = mm->context;
	struct mmcomm_transfer nothing = {};
	struct mmcomm_smmc before = *smmc->mailbox;

	KUNIT_EXPECT_EQ(test, mm->ops->raise(mm->context, &nothing), 0);
	KUNIT_EXPECT_MEMEQ(test, smmc->mailbox, &before, sizeof(before));
	expect_buffers_zero(test);
}

static struct kunit_case core_cases[] = {
	KUNIT_CASE(outside_test),
	KUNIT_CASE(no_header_test),
	KUNIT_CASE(inside_test),
	KUNIT_CASE(not_armed_test),
	{}
};

static struct kunit_suite core_suite = {
	.name = "sim_core",
	.init = core_init,
	.test_cases = core_cases,
};

kunit_test_suite(core_suite);
