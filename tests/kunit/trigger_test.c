// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/trigger.c against a mocked MM: bare software MMIs.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "communicator_fixture.h"

static int trigger(struct fixture *fixture, struct mmcomm_trigger_result *result)
{
	memset(result, 0xff, sizeof(*result));
	mock_mm.history[0] = 0;
	mock_mm.delayed_us = 0;
	return mmcomm_communicator_trigger(&fixture->communicator, 0x10, 0x5a, result);
}

static void change_data_port(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	mm->data_port = 0x99;
}

static void trigger_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_transfer none = {};
	struct mmcomm_trigger_result result;

	mock_mm.handle = change_data_port;
	mock_mm.transfer = &none;
	KUNIT_EXPECT_EQ(test, trigger(fixture, &result), 0);
	KUNIT_EXPECT_STREQ(test, mock_mm.history,
			   "r b3, w b3 5a, w b2 10, r b2, r b3, w b3 77, ");
	KUNIT_EXPECT_EQ(test, result.data_after, 0x99);
	KUNIT_EXPECT_EQ(test, mock_mm.data_port, MOCK_DATA_PORT_VALUE);
	KUNIT_EXPECT_EQ(test, result.mmi_count, 1);
	KUNIT_EXPECT_EQ(test, result.flags, MMCOMM_RESULT_MMI_COUNTED);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, fixture->communicator.exclusion.stops, 1);
	KUNIT_EXPECT_FALSE(test, mock_mm.interruptible);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&fixture->communicator.lock));
}

/* Neither mailbox nor buffer takes part. */
static void trigger_without_mailbox_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_trigger_result result;

	fixture->communicator.executor = NULL;
	fixture->communicator.buffer_count = 0;
	KUNIT_EXPECT_EQ(test, trigger(fixture, &result), 0);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
}

static void trigger_not_counted_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_trigger_result result;

	mock_mm.mmis = 0;
	KUNIT_EXPECT_EQ(test, trigger(fixture, &result), -EIO);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_MMI);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_MAY_HAVE_RUN);
	KUNIT_EXPECT_EQ(test, result.mmi_count, 0);
	KUNIT_EXPECT_EQ(test, result.flags, MMCOMM_RESULT_MMI_COUNTED);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
	KUNIT_EXPECT_EQ(test, mock_mm.delayed_us, TIMEOUT_MS * 1000);
	KUNIT_EXPECT_EQ(test, mock_mm.data_port, MOCK_DATA_PORT_VALUE);
}

static void trigger_without_counter_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_trigger_result result;

	fixture->communicator.mmi.ports = &mock_mm_uncounted_ports;
	KUNIT_EXPECT_EQ(test, trigger(fixture, &result), 0);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_MAY_HAVE_RUN);
	KUNIT_EXPECT_EQ(test, result.mmi_count, 0);
	KUNIT_EXPECT_EQ(test, result.flags, 0);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
}

static void interrupted_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_trigger_result result;
	int error;

	hold_lock(test);
	error = trigger(fixture, &result);
	let_go_of_lock(test);
	KUNIT_EXPECT_EQ(test, error, -EINTR);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_INTERRUPTED);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
	expect_not_sent(test);

	get_killed();
	error = trigger(fixture, &result);
	come_to_life();
	KUNIT_EXPECT_EQ(test, error, -EINTR);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_INTERRUPTED);
	expect_not_sent(test);
}

static void not_allowed(struct fixture *fixture)
{
	fixture->communicator.trigger_allowed = false;
}

static void reserved_command(struct fixture *fixture)
{
	mmcomm_sw_mmi_reserve_command(&fixture->communicator.mmi, 0x10);
}

static const struct refusal trigger_refusals[] = {
	{ "sleeping", sleeping, -EBUSY, MMCOMM_REASON_SLEEPING },
	{ "probe only", probe_only, -EOPNOTSUPP, MMCOMM_REASON_PROBE_ONLY },
	{ "not vouched for", not_allowed, -EOPNOTSUPP, MMCOMM_REASON_NO_TRIGGER },
	{ "no trigger", no_trigger, -EOPNOTSUPP, MMCOMM_REASON_NO_TRIGGER },
	{ "reserved command", reserved_command, -EINVAL, MMCOMM_REASON_RESERVED_COMMAND },
	{ "no memory to look again", refresh_fails, -ENOMEM, MMCOMM_REASON_NO_MEMORY },
};

KUNIT_ARRAY_PARAM(trigger_refusal, trigger_refusals, refusal_desc);

static void refused_trigger_test(struct kunit *test)
{
	const struct refusal *refusal = test->param_value;
	struct fixture *fixture = test->priv;
	struct mmcomm_trigger_result result;

	refusal->prepare(fixture);
	KUNIT_EXPECT_EQ(test, trigger(fixture, &result), refusal->error);
	KUNIT_EXPECT_EQ(test, result.reason, refusal->reason);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, result.mmi_count, 0);
	KUNIT_EXPECT_EQ(test, result.flags, 0);
	expect_not_sent(test);
}

static struct kunit_case trigger_cases[] = {
	KUNIT_CASE(trigger_test),
	KUNIT_CASE(trigger_without_mailbox_test),
	KUNIT_CASE(trigger_not_counted_test),
	KUNIT_CASE(trigger_without_counter_test),
	KUNIT_CASE(interrupted_test),
	KUNIT_CASE_PARAM(refused_trigger_test, trigger_refusal_gen_params),
	{}
};

static struct kunit_suite trigger_suite = {
	.name = "trigger",
	.init = communicator_init,
	.test_cases = trigger_cases,
};

kunit_test_suite(trigger_suite);
