// SPDX-License-Identifier: GPL-2.0
/*
 * Every handler of the simulated MM, behind each header and in each buffer: what
 * the caller is told, the state of the buffer afterwards, and a next call that
 * works. There must be two buffers: one may be retired.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "sim_fixture.h"

#define LEN 200
#define NOT_FOUND	0x800000000000000eULL

struct outcome {
	const char *name;
	const char *recipient;
	int error;
	enum mmcomm_reason reason;
	enum mmcomm_progress progress;
	enum mmcomm_buffer_state state;
};

#define ANSWERED(name) { #name, MMCOMM_SIM_ ## name, 0, MMCOMM_REASON_NONE, \
	MMCOMM_PROGRESS_RAN, MMCOMM_BUFFER_ENABLED }
#define BROKEN(name, reason) { #name, MMCOMM_SIM_ ## name, -EBADMSG, \
	MMCOMM_REASON_ ## reason, MMCOMM_PROGRESS_RAN, MMCOMM_BUFFER_ENABLED }
#define UNFINISHED(name) { #name, MMCOMM_SIM_ ## name, -ETIMEDOUT, \
	MMCOMM_REASON_TIMEOUT, MMCOMM_PROGRESS_MAY_HAVE_RUN, MMCOMM_BUFFER_RETIRED }

static const struct outcome outcomes[] = {
	ANSWERED(ECHO),
	ANSWERED(SECOND_LOOK),
	BROKEN(WRONG_RECIPIENT, RECIPIENT_CHANGED),
	BROKEN(WRONG_LENGTH, LENGTH_CHANGED),
	BROKEN(TOO_LARGE, SIZE_ABOVE_BUFFER),
	BROKEN(TOO_SMALL, SIZE_BELOW_HEADER),
	BROKEN(PAST_END, GUARD_CHANGED),
	{ "NO_ANSWER", MMCOMM_SIM_NO_ANSWER, -EIO, MMCOMM_REASON_NOT_TAKEN,
	  MMCOMM_PROGRESS_NOT_SENT, MMCOMM_BUFFER_ENABLED },
	UNFINISHED(HANG),
	UNFINISHED(LATE),
	UNFINISHED(POINTER_KEPT),
};

static void outcome_desc(const struct outcome *outcome, char *desc)
{
	strscpy(desc, outcome->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(outcome, outcomes, outcome_desc);

/* The next call in any buffer works and sees nothing of the last one. */
static void expect_next_works(struct kunit *test)
{
	struct exchange *next = exchange_to(test, MMCOMM_SIM_ECHO, LEN / 2);

	next->message.message_len = 2 * LEN;
	exchange_run(test, next);
	expect_echoed(test, next);
	expect_buffers_zero(test);
	exchange_free(test, next);
}

static void run_outcome(struct kunit *test, const struct outcome *outcome, u32 version,
			u32 id)
{
	struct exchange *exchange = exchange_to(test, outcome->recipient, LEN);
	const struct mmcomm_result *result = &exchange->result;

	exchange->message.header_version = version;
	exchange->message.buffer_id = id;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, outcome->error);
	KUNIT_EXPECT_EQ(test, result->reason, outcome->reason);
	KUNIT_EXPECT_EQ(test, result->progress, outcome->progress);
	KUNIT_EXPECT_EQ(test, result->used_buffer_id, id);
	KUNIT_EXPECT_EQ(test, result->mmi_count, 0);
	KUNIT_EXPECT_EQ(test, result->flags, outcome->progress == MMCOMM_PROGRESS_RAN ?
					     MMCOMM_RESULT_STATUS_VALID : 0);
	KUNIT_EXPECT_EQ(test, result->mm_status, 0);
	KUNIT_EXPECT_EQ(test, result->max_message_len,
			sim_communicator()->buffers[id].length - header_len(version));
	KUNIT_EXPECT_EQ(test, sim_communicator()->buffers[id].state, outcome->state);
	if (!outcome->error) {
		expect_echoed(test, exchange);
	} else {
		KUNIT_EXPECT_EQ(test, result->response_copied, 0);
		KUNIT_EXPECT_NULL(test, memchr_inv(response_of(exchange), UNTOUCHED,
						   LEN + 1));
	}
	expect_buffers_zero(test);
	if (outcome->state == MMCOMM_BUFFER_RETIRED) {
		exchange_run(test, exchange);
		KUNIT_EXPECT_EQ(test, exchange->error, -ENOENT);
		KUNIT_EXPECT_EQ(test, result->reason, MMCOMM_REASON_BUFFER_NOT_ENABLED);
		KUNIT_EXPECT_EQ(test, result->progress, MMCOMM_PROGRESS_NOT_SENT);
	}
	expect_next_works(test);
	exchange_free(test, exchange);
}

static void outcome_test(struct kunit *test)
{
	static const u32 versions[] = { MMCOMM_HEADER_V1, MMCOMM_HEADER_V3, 0 };
	u32 id, i;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		for (id = 0; id < sim_communicator()->buffer_count; id++) {
			run_outcome(test, test->param_value, versions[i], id);
			sim_renew(test);
		}
	}
}

/* What a late handler writes goes to memory that nobody uses any more. */
static void late_write_test(struct kunit *test)
{
	struct exchange *late = exchange_to(test, MMCOMM_SIM_LATE, LEN);
	struct exchange *next = exchange_to(test, MMCOMM_SIM_ECHO, LEN);
	const struct mmcomm_buffer *buffer = &sim_communicator()->buffers[0];
	const u8 *message = buffer->virt + V1_LEN;

	KUNIT_ASSERT_GE(test, sim_communicator()->buffer_count, 2);
	late->message.header_version = MMCOMM_HEADER_V1;
	exchange_run(test, late);
	KUNIT_ASSERT_EQ(test, late->error, -ETIMEDOUT);
	/* The request still stands there, untouched. */
	KUNIT_EXPECT_MEMEQ(test, message, late->message.request, LEN);

	exchange_run(test, next);
	expect_echoed(test, next);
	KUNIT_EXPECT_EQ(test, next->result.used_buffer_id, 1);
	KUNIT_EXPECT_NULL(test, memchr_inv(message, 'L', LEN));
	KUNIT_EXPECT_EQ(test, buffer->state, MMCOMM_BUFFER_RETIRED);
	exchange_free(test, late);
	exchange_free(test, next);
}

/* With every buffer retired there is nothing left to send in. */
static void all_retired_test(struct kunit *test)
{
	struct exchange *hang = exchange_to(test, MMCOMM_SIM_HANG, 1);
	u32 i;

	for (i = 0; i < sim_communicator()->buffer_count; i++) {
		exchange_run(test, hang);
		KUNIT_EXPECT_EQ(test, hang->error, -ETIMEDOUT);
		KUNIT_EXPECT_EQ(test, hang->result.used_buffer_id, i);
	}
	exchange_run(test, hang);
	KUNIT_EXPECT_EQ(test, hang->error, -ENODEV);
	KUNIT_EXPECT_EQ(test, hang->result.reason, MMCOMM_REASON_NO_BUFFER);
	KUNIT_EXPECT_EQ(test, hang->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	exchange_free(test, hang);
}

/* A byte behind the message is seen where there is room for one. */
static void past_end_test(struct kunit *test)
{
	u64 capacity = sim_communicator()->buffers[0].length - V1_LEN;
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_PAST_END, capacity);

	exchange->message.header_version = MMCOMM_HEADER_V1;
	exchange_run(test, exchange);
	expect_echoed(test, exchange);
	exchange->message.request_len--;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, -EBADMSG);
	KUNIT_EXPECT_EQ(test, exchange->result.reason, MMCOMM_REASON_GUARD_CHANGED);
	exchange_free(test, exchange);

	/* Inside a window MM may write. */
	exchange = exchange_to(test, MMCOMM_SIM_PAST_END, LEN);
	exchange->message.request_len = LEN - 1;
	exchange->message.window_len = LEN;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, 0);
	KUNIT_EXPECT_EQ(test, exchange->result.response_len, LEN - 1);
	KUNIT_EXPECT_EQ(test, exchange->result.response_copied, LEN);
	KUNIT_EXPECT_EQ(test, response_of(exchange)[LEN - 1], 0xff);
	exchange_free(test, exchange);
}

/* FILL: MM writes through a pointer that the kernel put into the message. */

static struct exchange *fill(struct kunit *test, u64 address, u32 length, u32 value)
{
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_FILL, LEN);
	struct mmcomm_sim_fill message = {
		.address = address,
		.length = length,
		.value = value,
	};

	memcpy(request_of(exchange), &message, sizeof(message));
	exchange->message.request_len = sizeof(message);
	return exchange;
}

static void fill_window_test(struct kunit *test)
{
	static const struct mmcomm_relocation relocation = { 0, 64 };
	static const u32 versions[] = { MMCOMM_HEADER_V1, MMCOMM_HEADER_V3 };
	u32 i, id;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		for (id = 0; id < sim_communicator()->buffer_count; id++) {
			struct exchange *exchange = fill(test, 0, 50, 0xab);
			u64 at = sim_communicator()->buffers[id].address +
				 header_len(versions[i]) + 64;

			exchange->message.header_version = versions[i];
			exchange->message.buffer_id = id;
			exchange->message.window_len = 114;
			exchange->message.relocations = &relocation;
			exchange->message.relocation_count = 1;
			exchange_run(test, exchange);
			KUNIT_EXPECT_EQ(test, exchange->error, 0);
			KUNIT_EXPECT_EQ(test, exchange->result.mm_status, 0);
			KUNIT_EXPECT_EQ(test, exchange->result.response_len, 16);
			KUNIT_EXPECT_EQ(test, exchange->result.response_copied, 114);
			KUNIT_EXPECT_EQ(test, get_unaligned_le64(response_of(exchange)), at);
			KUNIT_EXPECT_NULL(test, memchr_inv(response_of(exchange) + 16, 0, 48));
			KUNIT_EXPECT_NULL(test, memchr_inv(response_of(exchange) + 64, 0xab,
							   50));
			KUNIT_EXPECT_EQ(test, response_of(exchange)[114], UNTOUCHED);
			expect_buffers_zero(test);
			exchange_free(test, exchange);
		}
	}
}

/* One byte more than the window is one too many. */
static void fill_past_window_test(struct kunit *test)
{
	static const struct mmcomm_relocation relocation = { 0, 64 };
	struct exchange *exchange = fill(test, 0, 51, 0xab);

	exchange->message.window_len = 114;
	exchange->message.relocations = &relocation;
	exchange->message.relocation_count = 1;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, -EBADMSG);
	KUNIT_EXPECT_EQ(test, exchange->result.reason, MMCOMM_REASON_GUARD_CHANGED);
	expect_buffers_zero(test);
	exchange_free(test, exchange);
}

struct bad_fill {
	const char *name;
	/* From the start of buffer 0. */
	s64 offset;
	u32 length;
	u32 value;
	u32 request_len;
};

static const struct bad_fill bad_fills[] = {
	{ "below the buffer", -1, 1, 1, 16 },
	{ "page 0", S64_MIN, 1, 1, 16 },
	{ "behind the buffer", 1LL << 24, 1, 1, 16 },
	{ "longer than the buffer", 0, U32_MAX, 1, 16 },
	{ "no byte", 100, 1, 0x100, 16 },
	{ "message too short", 100, 1, 1, 15 },
};

static void bad_fill_desc(const struct bad_fill *bad, char *desc)
{
	strscpy(desc, bad->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bad_fill, bad_fills, bad_fill_desc);

static void bad_fill_test(struct kunit *test)
{
	const struct bad_fill *bad = test->param_value;
	u64 base = sim_communicator()->buffers[0].address;
	struct exchange *exchange = fill(test, bad->offset == S64_MIN ? 0 :
					       base + bad->offset,
					 bad->length, bad->value);

	exchange->message.request_len = bad->request_len;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, 0);
	KUNIT_EXPECT_EQ(test, exchange->result.mm_status, NOT_FOUND);
	KUNIT_EXPECT_EQ(test, exchange->result.raw_status, NOT_FOUND);
	KUNIT_EXPECT_MEMEQ(test, response_of(exchange), exchange->message.request,
			   bad->request_len);
	expect_buffers_zero(test);
	exchange_free(test, exchange);
}

static void status_test(struct kunit *test)
{
	static const u64 statuses[] = { 0, 1, NOT_FOUND, 1ULL << 63, U64_MAX };
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_STATUS, 8);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		put_unaligned_le64(statuses[i], request_of(exchange));
		exchange_run(test, exchange);
		KUNIT_EXPECT_EQ(test, exchange->error, 0);
		KUNIT_EXPECT_EQ(test, exchange->result.mm_status, statuses[i]);
		KUNIT_EXPECT_EQ(test, exchange->result.raw_status, statuses[i]);
		KUNIT_EXPECT_EQ(test, exchange->result.flags, MMCOMM_RESULT_STATUS_VALID);
	}
	exchange->message.request_len = 7;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->result.mm_status, NOT_FOUND);
	exchange_free(test, exchange);
}

static void unknown_recipient_test(struct kunit *test)
{
	struct exchange *exchange =
		exchange_to(test, "6d6d73ff-75e6-4f47-992f-7495b237e2fa", LEN);

	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, 0);
	KUNIT_EXPECT_EQ(test, exchange->result.mm_status, NOT_FOUND);
	KUNIT_EXPECT_EQ(test, exchange->result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, exchange->result.response_len, LEN);
	exchange_free(test, exchange);
}

/* Handlers come and go with the parameter. */
static void groups_test(struct kunit *test)
{
	struct exchange *echo = exchange_to(test, MMCOMM_SIM_ECHO, LEN);
	struct exchange *hang = exchange_to(test, MMCOMM_SIM_HANG, LEN);

	sim_set_parameter(test, "handlers", "behaving,supervisor");
	exchange_run(test, hang);
	KUNIT_EXPECT_EQ(test, hang->error, 0);
	KUNIT_EXPECT_EQ(test, hang->result.mm_status, NOT_FOUND);
	exchange_run(test, echo);
	expect_echoed(test, echo);
	sim_set_parameter(test, "handlers", "misbehaving");
	exchange_run(test, echo);
	KUNIT_EXPECT_EQ(test, echo->result.mm_status, NOT_FOUND);
	exchange_run(test, hang);
	KUNIT_EXPECT_EQ(test, hang->error, -ETIMEDOUT);
	exchange_free(test, echo);
	exchange_free(test, hang);
}

/* MM takes its time: up to the timeout, and not a look longer. */
static void latency_test(struct kunit *test)
{
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_ECHO, LEN);
	struct exchange *second = exchange_to(test, MMCOMM_SIM_SECOND_LOOK, LEN);
	u32 timeout_us = sim_communicator()->timeout_ms * 1000;
	const struct mmcomm_buffer *buffer;
	char value[16];

	snprintf(value, sizeof(value), "%u", timeout_us);
	sim_set_parameter(test, "latency_us", value);
	exchange_run(test, exchange);
	expect_echoed(test, exchange);
	exchange_run(test, second);
	KUNIT_EXPECT_EQ(test, second->error, -ETIMEDOUT);
	sim_renew(test);

	snprintf(value, sizeof(value), "%u", timeout_us - 1);
	sim_set_parameter(test, "latency_us", value);
	exchange_run(test, second);
	expect_echoed(test, second);

	snprintf(value, sizeof(value), "%u", timeout_us + 1);
	sim_set_parameter(test, "latency_us", value);
	exchange->message.header_version = MMCOMM_HEADER_V1;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, exchange->result.reason, MMCOMM_REASON_TIMEOUT);
	sim_set_parameter(test, "latency_us", "0");

	/* Who was too slow still comes to an end, where nobody waits for it. */
	buffer = &sim_communicator()->buffers[exchange->result.used_buffer_id];
	exchange_run(test, second);
	expect_echoed(test, second);
	KUNIT_EXPECT_NULL(test, memchr_inv(buffer->virt + V1_LEN, 'L', LEN));
	exchange_free(test, exchange);
	exchange_free(test, second);
}

/* No MMI of the machine's own is offered beside a simulated MM. */
static void trigger_test(struct kunit *test)
{
	struct mmcomm_trigger_result result;

	KUNIT_EXPECT_EQ(test, mmcomm_trigger_sw_mmi(0x10, 0, &result), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_TRIGGER);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
}

static void info_test(struct kunit *test)
{
	struct mmcomm_info info = {};

	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_STREQ(test, info.executor, MMCOMM_SIM_NAME);
	KUNIT_EXPECT_TRUE(test, info.flags & MMCOMM_INFO_SIMULATED);
	KUNIT_EXPECT_TRUE(test, info.flags & MMCOMM_INFO_CAN_COMMUNICATE);
	KUNIT_EXPECT_FALSE(test, info.flags & MMCOMM_INFO_CAN_TRIGGER);
	KUNIT_EXPECT_EQ(test, info.header_versions,
			BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3));
	KUNIT_EXPECT_EQ(test, info.mailbox_address, 0);
}

static struct kunit_case handlers_cases[] = {
	KUNIT_CASE_PARAM(outcome_test, outcome_gen_params),
	KUNIT_CASE(late_write_test),
	KUNIT_CASE(all_retired_test),
	KUNIT_CASE(past_end_test),
	KUNIT_CASE(fill_window_test),
	KUNIT_CASE(fill_past_window_test),
	KUNIT_CASE_PARAM(bad_fill_test, bad_fill_gen_params),
	KUNIT_CASE(status_test),
	KUNIT_CASE(unknown_recipient_test),
	KUNIT_CASE(groups_test),
	KUNIT_CASE(latency_test),
	KUNIT_CASE(trigger_test),
	KUNIT_CASE(info_test),
	{}
};

static struct kunit_suite handlers_suite = {
	.name = "sim_handlers",
	.init = sim_init,
	.test_cases = handlers_cases,
};

kunit_test_suite(handlers_suite);
