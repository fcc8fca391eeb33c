// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/communicator.c with the executor for SMC and a mocked secure
 * monitor: every way that a message can end whose answer stands in its own place.
 */
#include <kunit/test.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "communicator_fixture.h"
#include "executor_spm_mm.h"
#include "mock_smc.h"
#include "spm_mm.h"

#define V1	24
#define TOLD	100

static struct mmcomm_spm_mm_context context;
static struct fixture *current_fixture;

static int in_place_init(struct kunit *test)
{
	struct mmcomm_communicator *communicator;
	int ret = communicator_init(test);
	u32 i;

	if (ret)
		return ret;
	current_fixture = test->priv;
	mock_smc_init();
	context = (struct mmcomm_spm_mm_context) { .smc = &mock_smc_ops };
	communicator = &current_fixture->communicator;
	communicator->executor = &mmcomm_executor_spm_mm;
	communicator->executor_context = &context;
	communicator->mmi.ports = &mock_mm_uncounted_ports;
	communicator->mmi.cmd.type = MMCOMM_MMI_PORT_SMC;
	communicator->mmi.cmd.smc = MMCOMM_SPM_MM_COMMUNICATE;
	communicator->mmi.data.type = MMCOMM_MMI_PORT_NONE;
	communicator->trigger_allowed = false;
	for (i = 0; i < communicator->buffer_count; i++)
		communicator->buffers[i].header_room = mmcomm_executor_spm_mm.header_room;
	return 0;
}

static int call(struct fixture *fixture)
{
	mmcomm_result_init(&fixture->result);
	return mmcomm_communicator_call(&fixture->communicator, &fixture->message,
					&fixture->result);
}

/* What MM does with a message, in the ways that the outcomes below name. */

static void say_length(u64 length)
{
	put_unaligned_le64(length, current_fixture->small + 16);
}

static void invert(u64 address)
{
	u32 i;

	for (i = 0; i < TOLD; i++)
		current_fixture->small[V1 + i] ^= 0xff;
}

static void shrink(u64 address)
{
	invert(address);
	say_length(TOLD / 2);
}

static void shrink_to_nothing(u64 address)
{
	say_length(0);
}

static void grow(u64 address)
{
	invert(address);
	say_length(TOLD + 1);
}

static void grow_to_buffer(u64 address)
{
	say_length(SMALL_LEN - V1);
}

static void grow_past_buffer(u64 address)
{
	invert(address);
	say_length(SMALL_LEN - V1 + 1);
}

static void say_absurd_length(u64 address)
{
	say_length(U64_MAX);
}

static void say_length_that_wraps(u64 address)
{
	say_length(U64_MAX - V1 + 1);
}

static void change_recipient(u64 address)
{
	invert(address);
	current_fixture->small[7] ^= 1;
}

static void write_behind(u64 address)
{
	invert(address);
	current_fixture->small[V1 + TOLD] = 1;
}

static void write_far_behind(u64 address)
{
	invert(address);
	current_fixture->small[V1 + TOLD + MMCOMM_GUARD_LEN - 1] = 1;
	current_fixture->small[SMALL_LEN - 1] = 1;
}

/**
 * struct outcome - one way that a message can end
 * @name: of the test
 * @handle: what MM does
 * @x0: what the call returns
 * @error: what the message's sender is told
 * @reason: and why
 * @progress: how far it got
 * @flags: MMCOMM_RESULT_*
 * @response_len: bytes of the answer as MM says
 * @copied: bytes of it that are there
 * @mm_status: EFI_STATUS
 */
struct outcome {
	const char *name;
	void (*handle)(u64 address);
	s64 x0;
	int error;
	enum mmcomm_reason reason;
	enum mmcomm_progress progress;
	u32 flags;
	u64 response_len;
	u32 copied;
	u64 mm_status;
};

static const struct outcome outcomes[] = {
	{
		.name = "answered",
		.handle = invert,
		.progress = MMCOMM_PROGRESS_RAN,
		.response_len = TOLD,
		.copied = TOLD,
	},
	{
		.name = "untouched",
		.error = -EIO,
		.reason = MMCOMM_REASON_NO_HANDLER,
		.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN,
	},
	{
		.name = "shorter",
		.handle = shrink,
		.progress = MMCOMM_PROGRESS_RAN,
		.response_len = TOLD / 2,
		.copied = TOLD / 2,
	},
	{
		.name = "empty",
		.handle = shrink_to_nothing,
		.progress = MMCOMM_PROGRESS_RAN,
	},
	{
		.name = "longer than the message",
		.handle = grow,
		.progress = MMCOMM_PROGRESS_RAN,
		.flags = MMCOMM_RESULT_TRUNCATED,
		.response_len = TOLD + 1,
		.copied = TOLD,
	},
	{
		.name = "as long as the buffer",
		.handle = grow_to_buffer,
		.progress = MMCOMM_PROGRESS_RAN,
		.flags = MMCOMM_RESULT_TRUNCATED,
		.response_len = SMALL_LEN - V1,
		.copied = TOLD,
	},
	{
		.name = "longer than the buffer",
		.handle = grow_past_buffer,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		.progress = MMCOMM_PROGRESS_RAN,
	},
	{
		.name = "absurd length",
		.handle = say_absurd_length,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		.progress = MMCOMM_PROGRESS_RAN,
	},
	{
		.name = "length that wraps",
		.handle = say_length_that_wraps,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		.progress = MMCOMM_PROGRESS_RAN,
	},
	{
		.name = "recipient changed",
		.handle = change_recipient,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_RECIPIENT_CHANGED,
		.progress = MMCOMM_PROGRESS_RAN,
	},
	{
		.name = "first byte of the guard",
		.handle = write_behind,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_GUARD_CHANGED,
		.progress = MMCOMM_PROGRESS_RAN,
	},
	{
		.name = "last byte of the guard",
		.handle = write_far_behind,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_GUARD_CHANGED,
		.progress = MMCOMM_PROGRESS_RAN,
	},
	{
		.name = "unsupported",
		.x0 = -1,
		.error = -EOPNOTSUPP,
		.reason = MMCOMM_REASON_SMC_UNSUPPORTED,
		.flags = MMCOMM_RESULT_STATUS_VALID,
		.mm_status = 0x8000000000000003ULL,
	},
	{
		.name = "invalid",
		.x0 = -2,
		.error = -EIO,
		.reason = MMCOMM_REASON_SMC_INVALID,
		.flags = MMCOMM_RESULT_STATUS_VALID,
		.mm_status = 0x8000000000000002ULL,
	},
	{
		.name = "denied",
		.x0 = -3,
		.error = -EIO,
		.reason = MMCOMM_REASON_SMC_DENIED,
		.flags = MMCOMM_RESULT_STATUS_VALID,
		.mm_status = 0x800000000000000fULL,
	},
	{
		.name = "no memory",
		.x0 = -5,
		.error = -ENOMEM,
		.reason = MMCOMM_REASON_SMC_NO_MEMORY,
		.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN,
		.flags = MMCOMM_RESULT_STATUS_VALID,
		.mm_status = 0x8000000000000009ULL,
	},
	{
		.name = "other, and written all over",
		.handle = write_far_behind,
		.x0 = -77,
		.error = -EIO,
		.reason = MMCOMM_REASON_SMC_OTHER,
		.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN,
		.flags = MMCOMM_RESULT_STATUS_VALID,
		.mm_status = 0x8000000000000007ULL,
	},
};

static void outcome_desc(const struct outcome *outcome, char *desc)
{
	strscpy(desc, outcome->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(outcome, outcomes, outcome_desc);

static void outcome_test(struct kunit *test)
{
	const struct outcome *outcome = test->param_value;
	struct fixture *fixture = test->priv;
	struct mmcomm_result *result = &fixture->result;
	struct mmcomm_communicator *communicator = &fixture->communicator;
	u32 i;

	mock_smc.communicate = outcome->handle;
	mock_smc.code = outcome->x0;
	KUNIT_EXPECT_EQ(test, call(fixture), outcome->error);
	KUNIT_EXPECT_EQ(test, result->reason, outcome->reason);
	KUNIT_EXPECT_EQ(test, result->progress, outcome->progress);
	KUNIT_EXPECT_EQ(test, result->flags, outcome->flags);
	KUNIT_EXPECT_EQ(test, result->response_len, outcome->response_len);
	KUNIT_EXPECT_EQ(test, result->response_copied, outcome->copied);
	KUNIT_EXPECT_EQ(test, result->mm_status, outcome->mm_status);
	KUNIT_EXPECT_EQ(test, result->raw_status, (u64)outcome->x0);
	KUNIT_EXPECT_EQ(test, result->mmi_count, 0);
	KUNIT_EXPECT_EQ(test, result->used_buffer_id, 4);
	KUNIT_EXPECT_EQ(test, result->max_message_len, SMALL_LEN - 32);

	/* Once and never again, in a stopped machine, without a wait. */
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 1);
	KUNIT_EXPECT_EQ(test, mock_smc.arguments[1], SMALL_ADDRESS);
	KUNIT_EXPECT_FALSE(test, mock_smc.interruptible);
	KUNIT_EXPECT_EQ(test, mock_mm.delayed_us, 0);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "");
	KUNIT_EXPECT_EQ(test, communicator->exclusion.stops, 1);
	KUNIT_EXPECT_EQ(test, communicator->mmi.raised, 1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&communicator->lock));

	/* The call was synchronous: nothing is retired, and nothing left behind. */
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].state, MMCOMM_BUFFER_ENABLED);
	expect_clean(test);
	for (i = 0; i < outcome->copied; i++)
		if (outcome->handle == grow_to_buffer)
			KUNIT_EXPECT_EQ(test, fixture->response[i], fixture->request[i]);
		else
			KUNIT_EXPECT_EQ(test, fixture->response[i],
					(u8)~fixture->request[i]);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response + outcome->copied, UNTOUCHED,
					   sizeof(fixture->response) - outcome->copied));

	/* And the next one goes its way. */
	mock_smc.communicate = invert;
	mock_smc.code = 0;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, communicator->mmi.raised, 2);
}

/* A message that fills the buffer leaves the room that MM wants in front of it. */
static void longest_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mock_smc.communicate = invert;
	fixture->message.message_len = SMALL_LEN - 32;
	fixture->message.response_capacity = sizeof(fixture->response);
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, SMALL_LEN - 32);
	expect_clean(test);

	fixture->message.message_len++;
	KUNIT_EXPECT_EQ(test, call(fixture), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_TOO_LONG);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, SMALL_LEN - 32);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 1);
}

/* Who asks for less gets less, whatever MM says. */
static void capacity_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.response_capacity = 10;
	mock_smc.communicate = grow;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, TOLD + 1);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 10);
	KUNIT_EXPECT_EQ(test, fixture->result.flags, MMCOMM_RESULT_TRUNCATED);

	mock_smc.communicate = shrink_to_nothing;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 0);
	KUNIT_EXPECT_EQ(test, fixture->result.flags, 0);
}

static void write_window(u64 address)
{
	invert(address);
	current_fixture->small[V1 + 2 * TOLD - 1] = 0xee;
}

static void write_window_and_grow(u64 address)
{
	write_window(address);
	say_length(TOLD + 5);
}

/* The window comes back whole; an answer that MM cut is told of all the same. */
static void window_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.window_len = 2 * TOLD;
	fixture->message.response_capacity = sizeof(fixture->response);
	mock_smc.communicate = write_window;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, TOLD);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 2 * TOLD);
	KUNIT_EXPECT_EQ(test, fixture->result.flags, 0);
	KUNIT_EXPECT_EQ(test, fixture->response[2 * TOLD - 1], 0xee);

	mock_smc.communicate = write_window_and_grow;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, TOLD + 5);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 2 * TOLD);
	KUNIT_EXPECT_EQ(test, fixture->result.flags, MMCOMM_RESULT_TRUNCATED);
	expect_clean(test);

	/* Longer than the window, too: the response holds the window and no more. */
	mock_smc.communicate = grow_to_buffer;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 2 * TOLD);
	KUNIT_EXPECT_EQ(test, fixture->result.flags, MMCOMM_RESULT_TRUNCATED);
}

/* Request and response in one place: what is compared with is still the request. */
static void same_memory_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.response = fixture->request;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NO_HANDLER);
	KUNIT_EXPECT_EQ(test, fixture->request[0], 1);
	mock_smc.communicate = invert;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->request[0], 0xfe);
}

/* The same answer twice: that of the message before is not what it is compared with. */
static void answer_like_the_last_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mock_smc.communicate = invert;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	memcpy(fixture->request, fixture->response, TOLD);
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	mock_smc.communicate = NULL;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
}

static void v3_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.header_version = MMCOMM_HEADER_V3;
	KUNIT_EXPECT_EQ(test, call(fixture), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_HEADER_VERSION);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
}

/* A bare MMI has no meaning over SMC. */
static void trigger_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_trigger_result result;

	fixture->communicator.trigger_allowed = true;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_trigger(&fixture->communicator, 1, 0,
							  &result), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_TRIGGER);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
	KUNIT_EXPECT_EQ(test, fixture->communicator.exclusion.stops, 0);
}

static void forbidden_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->communicator.mmi.forbidden = true;
	KUNIT_EXPECT_EQ(test, call(fixture), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NO_TRIGGER);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
}

/* Whoever waits for another call's end can be killed, and nothing was sent. */
static void killed_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	hold_lock(test);
	KUNIT_EXPECT_EQ(test, call(fixture), -EINTR);
	let_go_of_lock(test);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_INTERRUPTED);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
}

static struct kunit_case in_place_cases[] = {
	KUNIT_CASE_PARAM(outcome_test, outcome_gen_params),
	KUNIT_CASE(longest_test),
	KUNIT_CASE(capacity_test),
	KUNIT_CASE(window_test),
	KUNIT_CASE(same_memory_test),
	KUNIT_CASE(answer_like_the_last_test),
	KUNIT_CASE(v3_test),
	KUNIT_CASE(trigger_test),
	KUNIT_CASE(forbidden_test),
	KUNIT_CASE(killed_test),
	{}
};

static struct kunit_suite in_place_suite = {
	.name = "communicator_in_place",
	.init = in_place_init,
	.test_cases = in_place_cases,
};

kunit_test_suite(in_place_suite);
