// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/executor_spm_mm.c by itself: what it asks of the secure monitor,
 * and what it makes of each answer.
 */
#include <kunit/test.h>
#include <linux/bits.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "executor_spm_mm.h"
#include "mock_smc.h"
#include "spm_mm.h"

#define ADDRESS		0x17fe00000ULL

static const struct mmcomm_executor_ops *const ops = &mmcomm_executor_spm_mm;
static struct mmcomm_spm_mm_context context;
static struct mmcomm_transfer transfer;

static int executor_spm_mm_init(struct kunit *test)
{
	mock_smc_init();
	context = (struct mmcomm_spm_mm_context) { .smc = &mock_smc_ops };
	transfer = (struct mmcomm_transfer) {
		.address = ADDRESS,
		.buffer_len = 0x10000,
		.total_len = 124,
	};
	return 0;
}

static void properties_test(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, ops->name, "spm_mm");
	KUNIT_EXPECT_EQ(test, ops->header_versions, BIT(MMCOMM_HEADER_V1));
	KUNIT_EXPECT_EQ(test, ops->header_room, 32);
	KUNIT_EXPECT_TRUE(test, ops->answers_in_place);
	KUNIT_EXPECT_FALSE(test, ops->simulated);
}

/* The call is all there is: nothing of the sort before or after it. */
static void call_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ops->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
	KUNIT_EXPECT_EQ(test, ops->raise(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 1);
	KUNIT_EXPECT_EQ(test, mock_smc.function, 0xC4000041);
	KUNIT_EXPECT_EQ(test, mock_smc.arguments[0], 0);
	KUNIT_EXPECT_EQ(test, mock_smc.arguments[1], ADDRESS);
	KUNIT_EXPECT_EQ(test, mock_smc.arguments[2], 0);

	KUNIT_EXPECT_TRUE(test, ops->done(&context, &transfer));
	ops->collect(&context, &transfer);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 1);
	/* The status of MM's dispatcher is lost. */
	KUNIT_EXPECT_FALSE(test, transfer.status_valid);
	KUNIT_EXPECT_EQ(test, transfer.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, context.code, 0);
}

/**
 * struct failure - a code that is not success
 * @name: of the test
 * @code: what the call returns
 * @error: what raise returns
 * @reason: and why
 * @disarmed: what disarm says
 */
struct failure {
	const char *name;
	s64 code;
	int error;
	u32 reason;
	enum mmcomm_disarmed disarmed;
};

static const struct failure failures[] = {
	{ "unsupported", -1, -EOPNOTSUPP, MMCOMM_REASON_SMC_UNSUPPORTED,
	  MMCOMM_DISARMED_NOT_TAKEN },
	{ "invalid", -2, -EIO, MMCOMM_REASON_SMC_INVALID, MMCOMM_DISARMED_NOT_TAKEN },
	{ "denied", -3, -EIO, MMCOMM_REASON_SMC_DENIED, MMCOMM_DISARMED_NOT_TAKEN },
	{ "no memory", -5, -ENOMEM, MMCOMM_REASON_SMC_NO_MEMORY,
	  MMCOMM_DISARMED_FINISHED },
	{ "other", -77, -EIO, MMCOMM_REASON_SMC_OTHER, MMCOMM_DISARMED_FINISHED },
};

static void failure_desc(const struct failure *failure, char *desc)
{
	strscpy(desc, failure->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(failure, failures, failure_desc);

static void failure_test(struct kunit *test)
{
	const struct failure *failure = test->param_value;

	mock_smc.code = failure->code;
	KUNIT_EXPECT_EQ(test, ops->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, ops->raise(&context, &transfer), failure->error);
	KUNIT_EXPECT_EQ(test, transfer.reason, failure->reason);
	KUNIT_EXPECT_TRUE(test, transfer.status_valid);
	KUNIT_EXPECT_EQ(test, transfer.raw_status, (u64)failure->code);
	KUNIT_EXPECT_EQ(test, transfer.mm_status >> 63, 1);
	KUNIT_EXPECT_EQ(test, ops->disarm(&context, &transfer), failure->disarmed);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 1);
}

static struct kunit_case executor_spm_mm_cases[] = {
	KUNIT_CASE(properties_test),
	KUNIT_CASE(call_test),
	KUNIT_CASE_PARAM(failure_test, failure_gen_params),
	{}
};

static struct kunit_suite executor_spm_mm_suite = {
	.name = "executor_spm_mm",
	.init = executor_spm_mm_init,
	.test_cases = executor_spm_mm_cases,
};

kunit_test_suite(executor_spm_mm_suite);
