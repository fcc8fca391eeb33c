// SPDX-License-Identifier: GPL-2.0
/*
 * Many calls, one after the other and at the same time, while hooks and the
 * simulated MM itself come and go.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sim_fixture.h"

#define CALLS		10000
#define THREADS		4
#define THREAD_CALLS	500
#define CHANGES		100
#define PATIENCE	1000000
#define LEN		300

/* One call after the other: any buffer, length and header. */
static void many_calls_test(struct kunit *test)
{
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_ECHO, LEN);
	u64 stops = sim_communicator()->exclusion.stops;
	u32 i;

	for (i = 0; i < CALLS && !test->status; i++) {
		u32 len = 1 + i % LEN;

		exchange->message.buffer_id = i % sim_communicator()->buffer_count;
		exchange->message.header_version = i % 2 ? MMCOMM_HEADER_V1 :
							   MMCOMM_HEADER_V3;
		exchange->message.request_len = len;
		exchange->message.response_capacity = len;
		response_of(exchange)[len] = UNTOUCHED;
		exchange_run(test, exchange);
		expect_echoed(test, exchange);
	}
	KUNIT_EXPECT_EQ(test, i, CALLS);
	KUNIT_EXPECT_EQ(test, sim_communicator()->exclusion.stops, stops + CALLS);
	expect_buffers_zero(test);
	exchange_free(test, exchange);
}

/* Between two good calls each time one that breaks the protocol. */
static void broken_between_test(struct kunit *test)
{
	static const char *const broken[] = {
		MMCOMM_SIM_WRONG_RECIPIENT, MMCOMM_SIM_WRONG_LENGTH,
		MMCOMM_SIM_TOO_LARGE, MMCOMM_SIM_TOO_SMALL, MMCOMM_SIM_PAST_END,
	};
	struct exchange *good = exchange_to(test, MMCOMM_SIM_ECHO, LEN);
	struct exchange *bad[ARRAY_SIZE(broken)];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(broken); i++)
		bad[i] = exchange_to(test, broken[i], LEN);
	for (i = 0; i < CALLS / 10 && !test->status; i++) {
		exchange_run(test, bad[i % ARRAY_SIZE(broken)]);
		KUNIT_EXPECT_EQ(test, bad[i % ARRAY_SIZE(broken)]->error, -EBADMSG);
		exchange_run(test, good);
		expect_echoed(test, good);
	}
	expect_buffers_zero(test);
	exchange_free(test, good);
	for (i = 0; i < ARRAY_SIZE(broken); i++)
		exchange_free(test, bad[i]);
}

/**
 * struct caller - one of many
 * @task: its thread
 * @number: which one it is; its messages hold nothing else
 * @answered: calls that were answered
 * @gone: calls that found no MM
 * @wrong: calls of which anything else came
 * @finished: it has made its calls
 */
struct caller {
	struct task_struct *task;
	u32 number;
	u32 answered;
	u32 gone;
	u32 wrong;
	bool finished;
};

/* They go on beyond THREAD_CALLS until nobody needs them any more. */
static bool enough;

static bool answer_right(const struct mmcomm_message *message,
			 const struct mmcomm_result *result, u8 byte)
{
	return result->progress == MMCOMM_PROGRESS_RAN &&
	       result->reason == MMCOMM_REASON_NONE && !result->mm_status &&
	       result->response_copied == message->request_len &&
	       !memchr_inv(message->response, byte, message->request_len);
}

static bool gone_right(int error, const struct mmcomm_result *result)
{
	return error == -ENODEV && result->progress == MMCOMM_PROGRESS_NOT_SENT &&
	       (result->reason == MMCOMM_REASON_PROVIDER_GONE ||
		result->reason == MMCOMM_REASON_NO_BUFFER ||
		result->reason == MMCOMM_REASON_NO_MAILBOX);
}

static int call_often(void *argument)
{
	struct caller *caller = argument;
	u8 request[LEN], response[LEN];
	struct mmcomm_result result;
	struct mmcomm_message message = {
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.response = response,
		.response_capacity = LEN,
	};
	u8 byte = 0x10 + caller->number;
	u32 i;
	int ret;

	guid_parse(MMCOMM_SIM_ECHO, &message.recipient);
	memset(request, byte, LEN);
	for (i = 0; i < THREAD_CALLS || !READ_ONCE(enough); i++) {
		message.request_len = 1 + (i * 7 + caller->number) % LEN;
		memset(response, 0, LEN);
		ret = mmcomm_communicate(&message, &result);
		if (!ret && answer_right(&message, &result, byte))
			WRITE_ONCE(caller->answered, caller->answered + 1);
		else if (gone_right(ret, &result))
			WRITE_ONCE(caller->gone, caller->gone + 1);
		else
			caller->wrong++;
		cond_resched();
		if (!(i % 16))
			usleep_range(1, 2);
	}
	WRITE_ONCE(caller->finished, true);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static struct caller callers[THREADS];

static void start_callers(struct kunit *test)
{
	u32 i;

	WRITE_ONCE(enough, false);
	memset(callers, 0, sizeof(callers));
	for (i = 0; i < THREADS; i++) {
		callers[i].number = i;
		callers[i].task = kthread_run(call_often, &callers[i], "kunit-caller");
		KUNIT_ASSERT_FALSE(test, IS_ERR(callers[i].task));
	}
}

static bool all_finished(void)
{
	u32 i;

	for (i = 0; i < THREADS; i++)
		if (!READ_ONCE(callers[i].finished))
			return false;
	return true;
}

static void stop_callers(struct kunit *test)
{
	u32 i;

	WRITE_ONCE(enough, true);
	while (!all_finished())
		schedule_timeout_interruptible(1);
	for (i = 0; i < THREADS; i++) {
		KUNIT_EXPECT_EQ(test, kthread_stop(callers[i].task), 0);
		KUNIT_EXPECT_EQ(test, callers[i].wrong, 0);
		KUNIT_EXPECT_GE(test, callers[i].answered + callers[i].gone, THREAD_CALLS);
	}
	expect_disarmed(test);
	expect_buffers_zero(test);
}

/* Nobody sees a byte of anybody else's. */
static void at_once_test(struct kunit *test)
{
	u32 i;

	start_callers(test);
	stop_callers(test);
	for (i = 0; i < THREADS; i++)
		KUNIT_EXPECT_EQ(test, callers[i].gone, 0);
}

static bool matches(void)
{
	return true;
}

static int vouch(const struct mmcomm_acpi_base *acpi_base,
		 struct mmcomm_platform_report *report)
{
	return 0;
}

static struct mmcomm_platform_control hook = {
	.name = "board", .owner = THIS_MODULE, .matches = matches, .init = vouch,
};

static void with_hooks_test(struct kunit *test)
{
	u32 i;

	start_callers(test);
	for (i = 0; i < CHANGES; i++) {
		KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&hook), 0);
		usleep_range(10, 20);
		mmcomm_unregister_platform_control(&hook);
		usleep_range(10, 20);
	}
	stop_callers(test);
	for (i = 0; i < THREADS; i++)
		KUNIT_EXPECT_EQ(test, callers[i].gone, 0);
}

static u32 calls_that(bool found_it)
{
	u32 i, calls = 0;

	for (i = 0; i < THREADS; i++)
		calls += found_it ? READ_ONCE(callers[i].answered) : READ_ONCE(callers[i].gone);
	return calls;
}

/* Until a call has found MM there, or gone, whatever else the machine has to do. */
static void wait_for_call_that(bool found_it)
{
	u32 before = calls_that(found_it);
	u32 i;

	for (i = 0; i < PATIENCE && calls_that(found_it) == before; i++)
		usleep_range(10, 20);
}

static void with_executors_test(struct kunit *test)
{
	const struct mmcomm_executor *executor = mmcomm_core.registered;
	u32 i;

	start_callers(test);
	for (i = 0; i < CHANGES; i++) {
		mmcomm_unregister_executor(executor);
		wait_for_call_that(false);
		KUNIT_EXPECT_EQ(test, mmcomm_register_executor(executor), 0);
		wait_for_call_that(true);
	}
	stop_callers(test);
	KUNIT_EXPECT_GE(test, calls_that(false), CHANGES);
	KUNIT_EXPECT_GE(test, calls_that(true), CHANGES);
}

static struct kunit_case stress_cases[] = {
	KUNIT_CASE_SLOW(many_calls_test),
	KUNIT_CASE_SLOW(broken_between_test),
	KUNIT_CASE_SLOW(at_once_test),
	KUNIT_CASE_SLOW(with_hooks_test),
	KUNIT_CASE_SLOW(with_executors_test),
	{}
};

static struct kunit_suite stress_suite = {
	.name = "sim_stress",
	.init = sim_init,
	.test_cases = stress_cases,
};

kunit_test_suite(stress_suite);
