// SPDX-License-Identifier: GPL-2.0
/*
 * With evidence=1 the line that names a message or an MMI is in the log when MM
 * runs, and not only afterwards: a hang leaves nothing else.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "communicator_fixture.h"
#include "evidence.h"
#include "kernel_log.h"

static const char message_line[] =
	"sending 100 bytes to ed32d533-99e6-4209-9cc0-2d72cdd998a7 for kunit";
static const char trigger_line[] = "raising MMI command 0x10 data 0x5a for kunit";

/* Lines in the log when MM ran. */
static u32 seen;

static void look_for_message(struct mock_mm *mm)
{
	seen = kernel_log_count(message_line);
}

static void look_for_trigger(struct mock_mm *mm)
{
	seen = kernel_log_count(trigger_line);
}

static int evidence_init(struct kunit *test)
{
	int ret = communicator_init(test);

	seen = U32_MAX;
	kernel_log_mark();
	return ret;
}

static int call(struct fixture *fixture)
{
	mmcomm_result_init(&fixture->result);
	mock_mm.asked = 0;
	return mmcomm_communicator_call(&fixture->communicator, &fixture->message,
					&fixture->result);
}

static void message_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mock_mm.core = look_for_message;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, seen, 0);
	fixture->communicator.evidence = true;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, seen, 1);
	/* What MM is told counts, not what the caller gave. */
	fixture->message.request_len = 10;
	fixture->message.message_len = 100;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, seen, 2);
	KUNIT_EXPECT_EQ(test, kernel_log_count(message_line), 2);
}

/* No line for what is not sent. */
static void refused_message_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->communicator.evidence = true;
	fixture->message.request_len = LARGE_LEN;
	KUNIT_EXPECT_EQ(test, call(fixture), -EMSGSIZE);
	sleeping(fixture);
	KUNIT_EXPECT_EQ(test, call(fixture), -EBUSY);
	KUNIT_EXPECT_EQ(test, kernel_log_count("sending "), 0);
}

static void trigger_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_trigger_result result;

	mock_mm.core = look_for_trigger;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_trigger(&fixture->communicator, 0x10, 0x5a,
							  &result), 0);
	KUNIT_EXPECT_EQ(test, seen, 0);
	fixture->communicator.evidence = true;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_trigger(&fixture->communicator, 0x10, 0x5a,
							  &result), 0);
	KUNIT_EXPECT_EQ(test, seen, 1);
	fixture->communicator.trigger_allowed = false;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_trigger(&fixture->communicator, 0x10, 0x5a,
							  &result), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, kernel_log_count(trigger_line), 1);
}

static struct kunit_case evidence_cases[] = {
	KUNIT_CASE(message_test),
	KUNIT_CASE(refused_message_test),
	KUNIT_CASE(trigger_test),
	{}
};

static struct kunit_suite evidence_suite = {
	.name = "evidence",
	.init = evidence_init,
	.test_cases = evidence_cases,
};

kunit_test_suite(evidence_suite);
