// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/executor_smmc.c: what is taken for a mailbox and what not, and
 * what is done to one.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "executor_smmc.h"
#include "fake_memory.h"
#include "smmc_fixture.h"

#define ADDRESS		0x7e000000ULL
#define SUCCESS		0ULL
#define NOT_FOUND	0x800000000000000eULL

static struct mmcomm_smmc mailbox;
static u8 *const bytes = (u8 *)&mailbox;
static struct mmcomm_smmc_context context = { .mailbox = &mailbox };
static struct mmcomm_firmware firmware;
static struct mmcomm_transfer transfer;
static const struct mmcomm_executor_ops *const smmc = &mmcomm_executor_smmc;

static int smmc_init(struct kunit *test)
{
	fake_memory_init();
	smmc_put(bytes);
	firmware = (struct mmcomm_firmware) { .access = &fake_access };
	transfer = (struct mmcomm_transfer) {
		.address = ADDRESS,
		.buffer_len = 0x10000,
		.total_len = 124,
	};
	return 0;
}

static u64 field(u32 offset)
{
	return get_unaligned_le64(bytes + offset);
}

static void layout_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, sizeof(struct mmcomm_smmc), SMMC_LEN);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, ipl_image_handle),
			SMMC_IMAGE_HANDLE);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, mmram_range_count),
			SMMC_RANGE_COUNT);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, mmram_ranges), SMMC_RANGES);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, entry_point), SMMC_ENTRY_POINT);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, entry_point_registered),
			SMMC_REGISTERED);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, in_mm), SMMC_IN_MM);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, mmst), SMMC_MMST);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, communication_buffer),
			SMMC_POINTER);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, buffer_size), SMMC_SIZE);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, return_status), SMMC_STATUS);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, core_image_base),
			SMMC_IMAGE_BASE);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, core_image_size),
			SMMC_IMAGE_SIZE);
	KUNIT_EXPECT_EQ(test, offsetof(struct mmcomm_smmc, core_entry_point),
			SMMC_CORE_ENTRY);
}

static void refusal_test(struct kunit *test)
{
	const struct smmc_fault *fault = test->param_value;
	const char *refusal;

	smmc_put_faulty(bytes, fault);
	refusal = mmcomm_smmc_refusal(&mailbox, &firmware);
	if (fault->good)
		KUNIT_EXPECT_NULL_MSG(test, refusal, "%s", refusal);
	else
		KUNIT_EXPECT_NOT_NULL(test, refusal);
}

/* Four bytes that happen to stand somewhere are no mailbox. */
static void lone_signature_test(struct kunit *test)
{
	static const u8 around[] = { 0x00, 0xaf, 0xff, 0x01 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(around); i++) {
		memset(bytes, around[i], SMMC_LEN);
		put_unaligned_le64(MMCOMM_SMMC_SIGNATURE, bytes);
		KUNIT_EXPECT_NOT_NULL_MSG(test, mmcomm_smmc_refusal(&mailbox, &firmware),
					  "in bytes 0x%02x", around[i]);
	}
}

/* MMRAM is neither System RAM nor memory of the runtime services. */
static void core_outside_mmram_test(struct kunit *test)
{
	fake_memory.system_ram.start = SMMC_CORE_BASE + SMMC_CORE_LEN - 1;
	fake_memory.system_ram.length = 1;
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
	fake_memory.system_ram.start += 1;
	KUNIT_EXPECT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));

	fake_region(test, &firmware.runtime_map, MMCOMM_MEMORY_RUNTIME_DATA,
		    SMMC_CORE_BASE - 0x1000, 0x2000);
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
}

/* All that points into the image moves with it. */
static void put_core(u64 base, u64 len)
{
	put_unaligned_le64(base, bytes + SMMC_IMAGE_BASE);
	put_unaligned_le64(len, bytes + SMMC_IMAGE_SIZE);
	put_unaligned_le64(base + 0x100, bytes + SMMC_ENTRY_POINT);
	put_unaligned_le64(base + 0x200, bytes + SMMC_CORE_ENTRY);
	put_unaligned_le64(base + 0x300, bytes + SMMC_MMST);
}

static void core_moved_test(struct kunit *test)
{
	put_core(0x1000, 0x1000);
	KUNIT_EXPECT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
	put_core(0, 0x1000);
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
	put_core(0xfffffffffffff000ULL, 0x2000);
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
	put_core(0x1008, 0x1000);
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
	put_core(0x1000, 0x10000000);
	KUNIT_EXPECT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
	put_core(0x1000, 0x10000001);
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_smmc_refusal(&mailbox, &firmware));
}

static void mmram_test(struct kunit *test)
{
	struct mmcomm_memory_map map = {};
	struct mmcomm_range mmram;

	mmcomm_smmc_mmram(&mailbox, &map, &mmram);
	KUNIT_EXPECT_EQ(test, mmram.start, SMMC_CORE_BASE);
	KUNIT_EXPECT_EQ(test, mmram.length, SMMC_CORE_LEN);

	fake_region(test, &map, MMCOMM_MEMORY_RESERVED, 0x7f000000, 0x1000000);
	mmcomm_smmc_mmram(&mailbox, &map, &mmram);
	KUNIT_EXPECT_EQ(test, mmram.start, 0x7f000000);
	KUNIT_EXPECT_EQ(test, mmram.length, 0x1000000);
}

static void arm_test(struct kunit *test)
{
	u8 before[SMMC_LEN];

	memcpy(before, bytes, SMMC_LEN);
	KUNIT_EXPECT_EQ(test, smmc->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, field(SMMC_POINTER), ADDRESS);
	KUNIT_EXPECT_EQ(test, field(SMMC_SIZE), 124);
	/* A sentinel that no MM core answers with. */
	KUNIT_EXPECT_NE(test, field(SMMC_STATUS), SUCCESS);
	KUNIT_EXPECT_EQ(test, field(SMMC_STATUS) >> 63, 0);
	/* Nothing else is the driver's to write. */
	KUNIT_EXPECT_MEMEQ(test, bytes, before, SMMC_POINTER);
	KUNIT_EXPECT_MEMEQ(test, bytes + SMMC_IMAGE_BASE, before + SMMC_IMAGE_BASE,
			   SMMC_LEN - SMMC_IMAGE_BASE);
}

static void arm_busy_test(struct kunit *test)
{
	u8 before[SMMC_LEN];

	put_unaligned_le64(0x7d000000, bytes + SMMC_POINTER);
	memcpy(before, bytes, SMMC_LEN);
	KUNIT_EXPECT_EQ(test, smmc->arm(&context, &transfer), -EBUSY);
	KUNIT_EXPECT_MEMEQ(test, bytes, before, SMMC_LEN);

	smmc_put(bytes);
	bytes[SMMC_IN_MM] = 1;
	memcpy(before, bytes, SMMC_LEN);
	KUNIT_EXPECT_EQ(test, smmc->arm(&context, &transfer), -EBUSY);
	KUNIT_EXPECT_MEMEQ(test, bytes, before, SMMC_LEN);
}

/* Done is when all of MM's marks agree, and not before. */
static void done_test(struct kunit *test)
{
	u32 marks;

	KUNIT_ASSERT_EQ(test, smmc->arm(&context, &transfer), 0);
	for (marks = 0; marks < 8; marks++) {
		bool cleared = marks & 1, answered = marks & 2, left = marks & 4;

		smmc_put(bytes);
		KUNIT_ASSERT_EQ(test, smmc->arm(&context, &transfer), 0);
		if (cleared)
			put_unaligned_le64(0, bytes + SMMC_POINTER);
		if (answered)
			put_unaligned_le64(SUCCESS, bytes + SMMC_STATUS);
		if (!left)
			bytes[SMMC_IN_MM] = 1;
		KUNIT_EXPECT_EQ_MSG(test, smmc->done(&context, &transfer), marks == 7,
				    "pointer %s, status %s, MM %s",
				    cleared ? "cleared" : "armed",
				    answered ? "written" : "not written",
				    left ? "left" : "entered");
	}
}

static void collect_test(struct kunit *test)
{
	put_unaligned_le64(NOT_FOUND, bytes + SMMC_STATUS);
	put_unaligned_le64(0x123456789aULL, bytes + SMMC_SIZE);
	smmc->collect(&context, &transfer);
	KUNIT_EXPECT_TRUE(test, transfer.status_valid);
	KUNIT_EXPECT_EQ(test, transfer.raw_status, NOT_FOUND);
	KUNIT_EXPECT_EQ(test, transfer.mm_status, NOT_FOUND);
	KUNIT_EXPECT_EQ(test, transfer.returned_len, 0x123456789aULL);
}

/* An armed pointer left behind would be eaten by the next MMI of anybody. */
static void disarm_test(struct kunit *test)
{
	u8 before[SMMC_LEN];

	put_unaligned_le64(NOT_FOUND, bytes + SMMC_STATUS);
	put_unaligned_le64(77, bytes + SMMC_SIZE);
	memcpy(before, bytes, SMMC_LEN);
	KUNIT_ASSERT_EQ(test, smmc->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, smmc->disarm(&context, &transfer),
			MMCOMM_DISARMED_NOT_TAKEN);
	/* As if nothing had been there. */
	KUNIT_EXPECT_MEMEQ(test, bytes, before, SMMC_LEN);

	/* MM took it in the meantime: nothing is ours to write any more. */
	KUNIT_ASSERT_EQ(test, smmc->arm(&context, &transfer), 0);
	put_unaligned_le64(0, bytes + SMMC_POINTER);
	memcpy(before, bytes, SMMC_LEN);
	KUNIT_EXPECT_EQ(test, smmc->disarm(&context, &transfer), MMCOMM_DISARMED_TAKEN);
	KUNIT_EXPECT_MEMEQ(test, bytes, before, SMMC_LEN);

	/* Somebody else's message is not ours to take back. */
	put_unaligned_le64(0x7d000000, bytes + SMMC_POINTER);
	KUNIT_EXPECT_EQ(test, smmc->disarm(&context, &transfer), MMCOMM_DISARMED_TAKEN);
	KUNIT_EXPECT_EQ(test, field(SMMC_POINTER), 0x7d000000);
}

/* A core that forgets the pointer was there: its buffer may not be used again. */
static void disarm_marks_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, smmc->arm(&context, &transfer), 0);
	put_unaligned_le64(NOT_FOUND, bytes + SMMC_STATUS);
	KUNIT_EXPECT_EQ(test, smmc->disarm(&context, &transfer), MMCOMM_DISARMED_TAKEN);
	/* No later MMI shall find the message all the same. */
	KUNIT_EXPECT_EQ(test, field(SMMC_POINTER), 0);
	KUNIT_EXPECT_EQ(test, field(SMMC_STATUS), NOT_FOUND);

	KUNIT_ASSERT_EQ(test, smmc->arm(&context, &transfer), 0);
	bytes[SMMC_IN_MM] = 1;
	KUNIT_EXPECT_EQ(test, smmc->disarm(&context, &transfer), MMCOMM_DISARMED_TAKEN);
	KUNIT_EXPECT_EQ(test, field(SMMC_POINTER), 0);
}

static void ops_test(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, smmc->name, "smmc");
	KUNIT_EXPECT_EQ(test, smmc->header_versions, BIT(MMCOMM_HEADER_V1));
	KUNIT_EXPECT_FALSE(test, smmc->simulated);
	KUNIT_EXPECT_NULL(test, smmc->raise);
}

static struct kunit_case smmc_cases[] = {
	KUNIT_CASE(layout_test),
	KUNIT_CASE_PARAM(refusal_test, smmc_fault_gen_params),
	KUNIT_CASE(lone_signature_test),
	KUNIT_CASE(core_outside_mmram_test),
	KUNIT_CASE(core_moved_test),
	KUNIT_CASE(mmram_test),
	KUNIT_CASE(arm_test),
	KUNIT_CASE(arm_busy_test),
	KUNIT_CASE(done_test),
	KUNIT_CASE(collect_test),
	KUNIT_CASE(disarm_test),
	KUNIT_CASE(disarm_marks_test),
	KUNIT_CASE(ops_test),
	{}
};

static struct kunit_suite smmc_suite = {
	.name = "executor_smmc",
	.init = smmc_init,
	.test_cases = smmc_cases,
};

kunit_test_suite(smmc_suite);
