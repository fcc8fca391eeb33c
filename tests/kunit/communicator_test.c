// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/communicator.c against a mocked MM: every way that a call can
 * end, what was done on the way there and what is left behind.
 */
#include <kunit/static_stub.h>
#include <kunit/test.h>
#include <linux/irqflags.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include <linux/vmalloc.h>

#include "comm_header.h"
#include "communicator_fixture.h"
#include "region_table.h"

#define V1		24
#define NOT_FOUND	0x800000000000000eULL

static int call(struct fixture *fixture)
{
	mmcomm_result_init(&fixture->result);
	mock_mm.asked = 0;
	mock_mm.history[0] = 0;
	mock_mm.delayed_us = 0;
	return mmcomm_communicator_call(&fixture->communicator, &fixture->message,
					&fixture->result);
}

static u8 *payload_of(struct mmcomm_transfer *transfer)
{
	return transfer->buffer + V1;
}

/* What MM does with a message, in the ways that the outcomes below name. */

static void answer_backwards(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	u8 *payload = payload_of(transfer);
	u64 len = transfer->total_len - V1;
	u64 i;

	for (i = 0; i < len / 2; i++)
		swap(payload[i], payload[len - 1 - i]);
}

static void change_recipient(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	((u8 *)transfer->buffer)[3] ^= 0x10;
}

static void change_length(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	((u8 *)transfer->buffer)[16]++;
}

static void write_behind_window(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	((u8 *)transfer->buffer)[transfer->total_len] = 1;
}

static void write_end_of_guard(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	((u8 *)transfer->buffer)[transfer->total_len + MMCOMM_GUARD_LEN - 1] = 1;
}

static void answer_above_buffer(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	mm->returned_len = transfer->buffer_len + 1;
}

static void answer_absurdly_long(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	mm->returned_len = U64_MAX;
}

static void answer_below_header(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	mm->returned_len = V1 - 1;
}

#define UNTIL_DONE "arm, r b3, w b3 00, w b2 42, r b2, done?, "

/**
 * struct outcome - one way that a call can end
 * @name: of the test
 * @handle: what MM does
 * @arm_error: whether a message of somebody else's is in the mailbox
 * @never_done: MM never says that it is done
 * @disarmed: what is found then
 * @error: what the call returns
 * @reason: and why
 * @progress: how far it got
 * @history: what was done, in order
 * @state: of the buffer afterwards
 */
struct outcome {
	const char *name;
	void (*handle)(struct mock_mm *mm, struct mmcomm_transfer *transfer);
	bool arm_error;
	bool never_done;
	enum mmcomm_disarmed disarmed;
	int error;
	enum mmcomm_reason reason;
	enum mmcomm_progress progress;
	const char *history;
	enum mmcomm_buffer_state state;
};

static const struct outcome outcomes[] = {
	{
		.name = "answered",
		.handle = answer_backwards,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "mailbox busy",
		.arm_error = true,
		.error = -EBUSY,
		.reason = MMCOMM_REASON_MAILBOX_BUSY,
		.progress = MMCOMM_PROGRESS_NOT_SENT,
		.history = "arm, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "not taken",
		.never_done = true,
		.disarmed = MMCOMM_DISARMED_NOT_TAKEN,
		.error = -EIO,
		.reason = MMCOMM_REASON_NOT_TAKEN,
		.progress = MMCOMM_PROGRESS_NOT_SENT,
		.history = UNTIL_DONE "w b3 77, disarm, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "taken and not done in time",
		.handle = answer_backwards,
		.never_done = true,
		.disarmed = MMCOMM_DISARMED_TAKEN,
		.error = -ETIMEDOUT,
		.reason = MMCOMM_REASON_TIMEOUT,
		.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN,
		.history = UNTIL_DONE "w b3 77, disarm, ",
		.state = MMCOMM_BUFFER_RETIRED,
	},
	{
		.name = "not done, and over",
		.handle = answer_backwards,
		.never_done = true,
		.disarmed = MMCOMM_DISARMED_FINISHED,
		.error = -ETIMEDOUT,
		.reason = MMCOMM_REASON_TIMEOUT,
		.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN,
		.history = UNTIL_DONE "w b3 77, disarm, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "recipient changed",
		.handle = change_recipient,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_RECIPIENT_CHANGED,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "length changed",
		.handle = change_length,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_LENGTH_CHANGED,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "size below header",
		.handle = answer_below_header,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_SIZE_BELOW_HEADER,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "size above buffer",
		.handle = answer_above_buffer,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "absurd size",
		.handle = answer_absurdly_long,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "first byte of the guard changed",
		.handle = write_behind_window,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_GUARD_CHANGED,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
	},
	{
		.name = "last byte of the guard changed",
		.handle = write_end_of_guard,
		.error = -EBADMSG,
		.reason = MMCOMM_REASON_GUARD_CHANGED,
		.progress = MMCOMM_PROGRESS_RAN,
		.history = UNTIL_DONE "w b3 77, collect, ",
		.state = MMCOMM_BUFFER_ENABLED,
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
	const struct mmcomm_buffer *buffer = &fixture->communicator.buffers[0];
	bool ran = outcome->progress == MMCOMM_PROGRESS_RAN;

	mock_mm.handle = outcome->handle;
	mock_mm.arm_error = outcome->arm_error ? -EBUSY : 0;
	mock_mm.disarmed = outcome->disarmed;
	mock_mm.done_after = outcome->never_done ? U64_MAX : 3;

	KUNIT_EXPECT_EQ(test, call(fixture), outcome->error);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, outcome->reason);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, outcome->progress);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, outcome->history);
	KUNIT_EXPECT_EQ(test, buffer->state, outcome->state);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 4);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, SMALL_LEN - V1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&fixture->communicator.lock));

	/* Once and never again, with every other CPU stopped. */
	KUNIT_EXPECT_EQ(test, mock_mm.raises, !outcome->arm_error);
	KUNIT_EXPECT_EQ(test, fixture->communicator.exclusion.stops, 1);
	KUNIT_EXPECT_FALSE(test, mock_mm.interruptible);
	KUNIT_EXPECT_EQ(test, mock_mm.data_port, MOCK_DATA_PORT_VALUE);

	/* MM's own answer counts where MM was done, whatever else is wrong. */
	KUNIT_EXPECT_EQ(test, !!(fixture->result.flags & MMCOMM_RESULT_STATUS_VALID), ran);
	if (outcome->error)
		KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response, UNTOUCHED,
						   sizeof(fixture->response)));
	if (outcome->state == MMCOMM_BUFFER_ENABLED)
		expect_clean(test);
}

/* The wait is bounded, in steps of the delay and not in time. */
static void bounded_wait_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mock_mm.done_after = U64_MAX;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_EQ(test, mock_mm.delayed_us, TIMEOUT_MS * 1000);

	/* Done at the very last look. */
	mock_mm.done_after = mock_mm.asked - 1;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, mock_mm.delayed_us, TIMEOUT_MS * 1000);

	/* And nothing is waited for where it is done at once. */
	mock_mm.done_after = 0;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, mock_mm.delayed_us, 0);
}

/* Nobody touches a buffer that a late handler may still write. */
static void retired_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u8 *before = kunit_kzalloc(test, SMALL_LEN, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, before);
	mock_mm.handle = answer_backwards;
	mock_mm.done_after = U64_MAX;
	mock_mm.disarmed = MMCOMM_DISARMED_TAKEN;
	KUNIT_EXPECT_EQ(test, call(fixture), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, fixture->small[V1], 100);
	memcpy(before, fixture->small, SMALL_LEN);

	mock_mm.done_after = 0;
	KUNIT_EXPECT_EQ(test, call(fixture), -ENOENT);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_BUFFER_NOT_ENABLED);
	KUNIT_EXPECT_MEMEQ(test, fixture->small, before, SMALL_LEN);

	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 7);
	KUNIT_EXPECT_MEMEQ(test, fixture->small, before, SMALL_LEN);
}

/* What MM sees when the MMI comes. */
static struct kunit *seen_by;

static void look_at_message(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	struct kunit *test = seen_by;
	struct fixture *fixture = test->priv;
	const struct mmcomm_message *message = &fixture->message;
	u32 told = message->message_len ?: message->request_len;
	u8 *payload = payload_of(transfer);

	KUNIT_EXPECT_EQ(test, transfer->address, SMALL_ADDRESS);
	KUNIT_EXPECT_PTR_EQ(test, transfer->buffer, (void *)fixture->small);
	KUNIT_EXPECT_EQ(test, transfer->buffer_len, SMALL_LEN);
	KUNIT_EXPECT_EQ(test, transfer->total_len, V1 + told);
	KUNIT_EXPECT_TRUE(test, mmcomm_header_recipient_is(transfer->buffer,
							   MMCOMM_HEADER_V1,
							   &recipient));
	KUNIT_EXPECT_TRUE(test, mmcomm_header_length_is(transfer->buffer,
							MMCOMM_HEADER_V1, told));
	KUNIT_EXPECT_MEMEQ(test, payload, fixture->request, message->request_len);
	KUNIT_EXPECT_NULL(test, memchr_inv(payload + message->request_len, 0,
					   SMALL_LEN - V1 - message->request_len));
}

static void message_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	seen_by = test;
	mock_mm.handle = look_at_message;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);

	/* Longer than the request: padded with zeroes, whatever was there. */
	fixture->message.message_len = 3000;
	fixture->message.response_capacity = 3000;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 3000);
	KUNIT_EXPECT_MEMEQ(test, fixture->response, fixture->request, 100);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response + 100, 0, 2900));

	memset(fixture->small, 0xd1, SMALL_LEN);
	fixture->message.message_len = 0;
	fixture->message.window_len = SMALL_LEN - V1;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	expect_clean(test);
}

static void response_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	mock_mm.handle = answer_backwards;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 100);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 100);
	KUNIT_EXPECT_EQ(test, fixture->result.flags & MMCOMM_RESULT_TRUNCATED, 0);
	for (i = 0; i < 100; i++)
		KUNIT_EXPECT_EQ_MSG(test, fixture->response[i], 100 - i, "byte %u", i);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response + 100, UNTOUCHED,
					   sizeof(fixture->response) - 100));
}

/* Request and response may be the same memory. */
static void same_memory_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	mock_mm.handle = answer_backwards;
	fixture->message.response = fixture->request;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	for (i = 0; i < 100; i++)
		KUNIT_EXPECT_EQ_MSG(test, fixture->request[i], 100 - i, "byte %u", i);
}

static void truncated_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.response_capacity = 99;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_TRUE(test, fixture->result.flags & MMCOMM_RESULT_TRUNCATED);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 100);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 99);
	KUNIT_EXPECT_MEMEQ(test, fixture->response, fixture->request, 99);
	KUNIT_EXPECT_EQ(test, fixture->response[99], UNTOUCHED);

	fixture->message.response_capacity = 0;
	fixture->message.response = NULL;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_TRUE(test, fixture->result.flags & MMCOMM_RESULT_TRUNCATED);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 100);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 0);
}

/* An answer may be shorter or longer than the message. */
static void answer_length_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.response_capacity = sizeof(fixture->response);
	mock_mm.returned_len = V1;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 0);
	KUNIT_EXPECT_EQ(test, fixture->result.flags & MMCOMM_RESULT_TRUNCATED, 0);

	mock_mm.returned_len = V1 + 10;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 10);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 10);
	KUNIT_EXPECT_EQ(test, fixture->response[10], UNTOUCHED);

	mock_mm.returned_len = SMALL_LEN;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, SMALL_LEN - V1);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, SMALL_LEN - V1);
	KUNIT_EXPECT_MEMEQ(test, fixture->response, fixture->request, 100);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->response + 100, 0,
					   SMALL_LEN - V1 - 100));
	KUNIT_EXPECT_EQ(test, fixture->response[SMALL_LEN - V1], UNTOUCHED);
	expect_clean(test);
}

static void write_window(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	payload_of(transfer)[4999] = 0xbb;
	mm->returned_len = V1 + 8;
}

/* With a window the response holds all of it, behind whatever MM says. */
static void window_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mock_mm.handle = write_window;
	fixture->message.window_len = 5000;
	fixture->message.response_capacity = sizeof(fixture->response);
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 8);
	KUNIT_EXPECT_EQ(test, fixture->result.response_copied, 5000);
	KUNIT_EXPECT_MEMEQ(test, fixture->response, fixture->request, 100);
	KUNIT_EXPECT_EQ(test, fixture->response[4999], 0xbb);
	KUNIT_EXPECT_EQ(test, fixture->response[5000], UNTOUCHED);
	expect_clean(test);

	fixture->message.window_len = 4999;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBADMSG);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_GUARD_CHANGED);
	expect_clean(test);
}

static void look_at_relocations(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	struct kunit *test = seen_by;

	KUNIT_EXPECT_EQ(test, get_unaligned_le64(payload_of(transfer) + 16),
			SMALL_ADDRESS + V1 + 200);
}

static void relocation_test(struct kunit *test)
{
	static const struct mmcomm_relocation relocation = {
		.payload_offset = 16, .window_offset = 200,
	};
	struct fixture *fixture = test->priv;

	seen_by = test;
	mock_mm.handle = look_at_relocations;
	fixture->message.window_len = 500;
	fixture->message.relocations = &relocation;
	fixture->message.relocation_count = 1;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
}

/* A failing MM is not a failing transport. */
static void mm_status_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mock_mm.status = NOT_FOUND;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.mm_status, NOT_FOUND);
	KUNIT_EXPECT_EQ(test, fixture->result.raw_status, NOT_FOUND);
	KUNIT_EXPECT_TRUE(test, fixture->result.flags & MMCOMM_RESULT_STATUS_VALID);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NONE);

	mock_mm.status_valid = false;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.mm_status, 0);
	KUNIT_EXPECT_EQ(test, fixture->result.raw_status, 0);
	KUNIT_EXPECT_EQ(test, fixture->result.flags & MMCOMM_RESULT_STATUS_VALID, 0);
}

static void count_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mock_mm.mmis = 2;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_TRUE(test, fixture->result.flags & MMCOMM_RESULT_MMI_COUNTED);
	KUNIT_EXPECT_EQ(test, fixture->result.mmi_count, 2);
	KUNIT_EXPECT_EQ(test, fixture->communicator.mmi.raised, 1);

	/* Where none was counted it is no use to ask why MM did not answer. */
	mock_mm.mmis = 0;
	mock_mm.done_after = U64_MAX;
	mock_mm.disarmed = MMCOMM_DISARMED_NOT_TAKEN;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NO_MMI);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	fixture->communicator.mmi.ports = &mock_mm_uncounted_ports;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NOT_TAKEN);
	mock_mm.done_after = 0;

	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.flags & MMCOMM_RESULT_MMI_COUNTED, 0);
	KUNIT_EXPECT_EQ(test, fixture->result.mmi_count, 0);
}

struct length {
	const char *name;
	u32 buffer_id;
	u32 message_len;
	u32 window_len;
	int error;
	u32 used_buffer_id;
	u64 max_message_len;
};

static const struct length lengths[] = {
	{ "fills the buffer", 4, SMALL_LEN - V1, 0, 0, 4, SMALL_LEN - V1 },
	{ "one byte too long", 4, SMALL_LEN - V1 + 1, 0, -EMSGSIZE,
	  MMCOMM_BUFFER_ANY, SMALL_LEN - V1 },
	{ "far too long", 4, U32_MAX, 0, -EMSGSIZE, MMCOMM_BUFFER_ANY, SMALL_LEN - V1 },
	{ "window fills the buffer", 4, 100, SMALL_LEN - V1, 0, 4, SMALL_LEN - V1 },
	{ "window one byte too long", 4, 100, SMALL_LEN - V1 + 1, -EMSGSIZE,
	  MMCOMM_BUFFER_ANY, SMALL_LEN - V1 },
	{ "window far too long", 4, 100, U32_MAX, -EMSGSIZE, MMCOMM_BUFFER_ANY,
	  SMALL_LEN - V1 },
	{ "the first that fits", MMCOMM_BUFFER_ANY, 100, 0, 0, 4, SMALL_LEN - V1 },
	{ "only the second fits", MMCOMM_BUFFER_ANY, SMALL_LEN, 0, 0, 7, LARGE_LEN - V1 },
	{ "fills the second", MMCOMM_BUFFER_ANY, LARGE_LEN - V1, 0, 0, 7, LARGE_LEN - V1 },
	{ "too long for both", MMCOMM_BUFFER_ANY, LARGE_LEN - V1 + 1, 0, -EMSGSIZE,
	  MMCOMM_BUFFER_ANY, LARGE_LEN - V1 },
	{ "the one asked for", 7, 100, 0, 0, 7, LARGE_LEN - V1 },
};

static void length_desc(const struct length *length, char *desc)
{
	strscpy(desc, length->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(length, lengths, length_desc);

static void length_test(struct kunit *test)
{
	const struct length *length = test->param_value;
	struct fixture *fixture = test->priv;

	fixture->message.buffer_id = length->buffer_id;
	fixture->message.message_len = length->message_len;
	fixture->message.window_len = length->window_len;
	fixture->message.response_capacity = sizeof(fixture->response);
	KUNIT_EXPECT_EQ(test, call(fixture), length->error);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, length->used_buffer_id);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, length->max_message_len);
	if (length->error) {
		KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_TOO_LONG);
		expect_not_sent(test);
	}
	expect_clean(test);
}

static void with_own_headers_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_communicator *communicator = &fixture->communicator;

	/* It raises MMIs itself: no port is touched, none is needed. */
	communicator->executor = &mock_mm_own_ops;
	communicator->mmi.cmd.type = MMCOMM_MMI_PORT_NONE;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "arm, raise, done?, collect, ");
	KUNIT_EXPECT_EQ(test, fixture->result.flags & MMCOMM_RESULT_MMI_COUNTED, 0);

	/* The newest header by default, any other that MM takes if asked for. */
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, SMALL_LEN - 56);
	fixture->message.header_version = MMCOMM_HEADER_V1;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, SMALL_LEN - 24);
	fixture->message.header_version = MMCOMM_HEADER_V3;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, SMALL_LEN - 56);
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, 100);
	expect_clean(test);
}

static void raise_error_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->communicator.executor = &mock_mm_own_ops;
	mock_mm.raise_error = -EIO;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NO_TRIGGER);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "arm, raise, disarm, ");
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	expect_clean(test);
}

/* A message must not switch the machine's mode, whatever command= says. */
static void reserved_message_command_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	mmcomm_sw_mmi_reserve_command(&fixture->communicator.mmi, 0x42);
	KUNIT_EXPECT_LT(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	expect_clean(test);
}

static void no_such_buffer(struct fixture *fixture)
{
	fixture->message.buffer_id = 5;
}

static void disabled(struct fixture *fixture)
{
	fixture->communicator.buffers[0].state = MMCOMM_BUFFER_DISABLED;
}

static void retired(struct fixture *fixture)
{
	fixture->communicator.buffers[0].state = MMCOMM_BUFFER_RETIRED;
}

static void lost(struct fixture *fixture)
{
	fixture->communicator.buffers[0].state = MMCOMM_BUFFER_LOST;
}

static __le32 somebody_elses;

static void occupied(struct fixture *fixture)
{
	fixture->communicator.buffers[0].claim = &somebody_elses;
}

static void all_occupied(struct fixture *fixture)
{
	occupied(fixture);
	fixture->communicator.buffers[1].claim = &somebody_elses;
	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
}

static void no_buffers(struct fixture *fixture)
{
	fixture->communicator.buffer_count = 0;
	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
}

static void none_enabled(struct fixture *fixture)
{
	fixture->communicator.buffers[0].state = MMCOMM_BUFFER_RETIRED;
	fixture->communicator.buffers[1].state = MMCOMM_BUFFER_DISABLED;
	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
}

static void no_executor(struct fixture *fixture)
{
	fixture->communicator.executor = NULL;
}

static void provider_gone(struct fixture *fixture)
{
	fixture->communicator.executor = NULL;
	fixture->communicator.provider_gone = true;
}

static void header_not_taken(struct fixture *fixture)
{
	fixture->message.header_version = MMCOMM_HEADER_V3;
}

static const struct refusal refusals[] = {
	{ "no such buffer", no_such_buffer, -ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER },
	{ "disabled buffer", disabled, -ENOENT, MMCOMM_REASON_BUFFER_NOT_ENABLED },
	{ "retired buffer", retired, -ENOENT, MMCOMM_REASON_BUFFER_NOT_ENABLED },
	{ "lost buffer", lost, -ENOENT, MMCOMM_REASON_BUFFER_NOT_ENABLED },
	{ "occupied buffer", occupied, -EBUSY, MMCOMM_REASON_BUFFER_BUSY },
	{ "all occupied", all_occupied, -EBUSY, MMCOMM_REASON_BUFFER_BUSY },
	{ "no buffers", no_buffers, -ENODEV, MMCOMM_REASON_NO_BUFFER },
	{ "no enabled buffer", none_enabled, -ENODEV, MMCOMM_REASON_NO_BUFFER },
	{ "no mailbox", no_executor, -ENODEV, MMCOMM_REASON_NO_MAILBOX },
	{ "provider gone", provider_gone, -ENODEV, MMCOMM_REASON_PROVIDER_GONE },
	{ "probe only", probe_only, -EOPNOTSUPP, MMCOMM_REASON_PROBE_ONLY },
	{ "no trigger", no_trigger, -EOPNOTSUPP, MMCOMM_REASON_NO_TRIGGER },
	{ "sleeping", sleeping, -EBUSY, MMCOMM_REASON_SLEEPING },
	{ "header not taken", header_not_taken, -EOPNOTSUPP, MMCOMM_REASON_HEADER_VERSION },
	{ "no memory to look again", refresh_fails, -ENOMEM, MMCOMM_REASON_NO_MEMORY },
};

KUNIT_ARRAY_PARAM(refusal, refusals, refusal_desc);

static void refused_call_test(struct kunit *test)
{
	const struct refusal *refusal = test->param_value;
	struct fixture *fixture = test->priv;

	refusal->prepare(fixture);
	KUNIT_EXPECT_EQ(test, call(fixture), refusal->error);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, refusal->reason);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, MMCOMM_BUFFER_ANY);
	expect_not_sent(test);
}

/* The same answers, without the message. */
static void refused_admission_test(struct kunit *test)
{
	const struct refusal *refusal = test->param_value;
	struct fixture *fixture = test->priv;

	refusal->prepare(fixture);
	fixture->message.request = NULL;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_admit(&fixture->communicator,
							&fixture->message,
							&fixture->result),
			refusal->error);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, refusal->reason);
	expect_not_sent(test);
}

static void admission_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.request = NULL;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_admit(&fixture->communicator,
							&fixture->message,
							&fixture->result), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 4);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, SMALL_LEN - V1);
	expect_not_sent(test);

	fixture->message.message_len = SMALL_LEN;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_admit(&fixture->communicator,
							&fixture->message,
							&fixture->result),
			-EMSGSIZE);
	expect_not_sent(test);
}

static void interrupted_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	int called, admitted;

	hold_lock(test);
	called = call(fixture);
	admitted = mmcomm_communicator_admit(&fixture->communicator, &fixture->message,
					     &fixture->result);
	let_go_of_lock(test);
	KUNIT_EXPECT_EQ(test, called, -EINTR);
	KUNIT_EXPECT_EQ(test, admitted, -EINTR);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_INTERRUPTED);
	expect_not_sent(test);

	/* Killed while it waited, and then the lock was free all the same. */
	get_killed();
	called = call(fixture);
	come_to_life();
	KUNIT_EXPECT_EQ(test, called, -EINTR);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_INTERRUPTED);
	expect_not_sent(test);
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
}

static void refresh_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->refreshed, 0);

	/* Not while the machine goes to sleep. */
	fixture->communicator.stale = true;
	fixture->communicator.sleeping = true;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBUSY);
	KUNIT_EXPECT_EQ(test, fixture->refreshed, 0);
	KUNIT_EXPECT_TRUE(test, fixture->communicator.stale);

	/* Failing leaves it to be done. */
	fixture->communicator.sleeping = false;
	fixture->refresh_error = -ENOMEM;
	KUNIT_EXPECT_EQ(test, call(fixture), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, fixture->communicator.stale);

	fixture->refresh_error = 0;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->refreshed, 2);
	KUNIT_EXPECT_FALSE(test, fixture->communicator.stale);
}

#define FILL 0xaf

static void borrow(struct mmcomm_buffer *buffer)
{
	buffer->borrowed = true;
	buffer->fill = FILL;
	memset(buffer->virt, FILL, buffer->length);
}

static void borrowed_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	borrow(&fixture->communicator.buffers[0]);
	mock_mm.handle = answer_backwards;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->response[0], 100);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->small, FILL, SMALL_LEN));

	/* Given back where nothing took the message, too. */
	mock_mm.done_after = U64_MAX;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->small, FILL, SMALL_LEN));
	mock_mm.arm_error = -EBUSY;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBUSY);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->small, FILL, SMALL_LEN));
}

/* What MM did to the firmware's memory behind the message is not known. */
static void borrowed_broken_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	borrow(&fixture->communicator.buffers[0]);
	mock_mm.handle = write_behind_window;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBADMSG);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_GUARD_CHANGED);
	KUNIT_EXPECT_EQ(test, fixture->communicator.buffers[0].state,
			MMCOMM_BUFFER_LOST);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->small, FILL, SMALL_LEN));
	/* Other pages are looked for before the next message. */
	KUNIT_EXPECT_TRUE(test, fixture->communicator.stale);
	mock_mm.handle = NULL;
	KUNIT_EXPECT_EQ(test, call(fixture), -ENOENT);
	KUNIT_EXPECT_EQ(test, fixture->refreshed, 1);
}

static void lost_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_buffer *buffer = &fixture->communicator.buffers[0];

	borrow(buffer);
	fixture->small[50] = 1;
	KUNIT_EXPECT_EQ(test, call(fixture), -ENODEV);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_BUFFER_LOST);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, buffer->state, MMCOMM_BUFFER_LOST);
	KUNIT_EXPECT_TRUE(test, fixture->communicator.stale);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "");

	/* Nothing was written into what the firmware owns now. */
	KUNIT_EXPECT_EQ(test, fixture->small[50], 1);
	fixture->small[50] = FILL;
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->small, FILL, SMALL_LEN));
}

/* Whoever does not insist on a buffer gets another one. */
static void lost_any_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	borrow(&fixture->communicator.buffers[0]);
	fixture->small[50] = 1;
	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 7);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
	KUNIT_EXPECT_EQ(test, fixture->refreshed, 1);
	KUNIT_EXPECT_EQ(test, fixture->communicator.buffers[0].state,
			MMCOMM_BUFFER_LOST);

	borrow(&fixture->communicator.buffers[1]);
	fixture->large[50] = 1;
	KUNIT_EXPECT_EQ(test, call(fixture), -ENODEV);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
}

/* The region table's words about both buffers. */
static __le32 types[2];

static void offer(struct fixture *fixture, u32 small, u32 large)
{
	types[0] = cpu_to_le32(small);
	types[1] = cpu_to_le32(large);
	fixture->communicator.buffers[0].claim = &types[0];
	fixture->communicator.buffers[1].claim = &types[1];
}

static void look_at_claims(struct mock_mm *mm, struct mmcomm_transfer *transfer)
{
	mm->status = le32_to_cpu(types[0]) << 8 | le32_to_cpu(types[1]);
}

/* Claimed while MM looks, and nobody's before and after, whatever came of it. */
static void claimed_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	offer(fixture, 7, 7);
	mock_mm.handle = look_at_claims;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.mm_status, 0x607);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 7);
	mock_mm.handle = write_behind_window;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBADMSG);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 7);
	KUNIT_EXPECT_EQ(test, fixture->communicator.buffers[0].state, MMCOMM_BUFFER_ENABLED);
	mock_mm.handle = NULL;
	mock_mm.done_after = U64_MAX;
	KUNIT_EXPECT_EQ(test, call(fixture), -EIO);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 7);
	mock_mm.arm_error = -EBUSY;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBUSY);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 7);
	KUNIT_EXPECT_FALSE(test, fixture->communicator.stale);
	expect_clean(test);
}

/* MM may still write there: nobody else must take the entry. */
static void claimed_retired_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	offer(fixture, 7, 7);
	mock_mm.done_after = U64_MAX;
	mock_mm.disarmed = MMCOMM_DISARMED_TAKEN;
	KUNIT_EXPECT_EQ(test, call(fixture), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 6);
	KUNIT_EXPECT_EQ(test, fixture->communicator.buffers[0].state, MMCOMM_BUFFER_RETIRED);
	mock_mm.done_after = 0;
	KUNIT_EXPECT_EQ(test, call(fixture), -ENOENT);
	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 7);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 6);
}

/* Who does not insist gets the next one that fits, while there is one. */
static void occupied_any_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
	offer(fixture, 0, 7);
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 7);
	KUNIT_EXPECT_EQ(test, types[0], 0);

	/* What does not fit is no help. */
	offer(fixture, 7, 0);
	fixture->message.window_len = LARGE_LEN - V1;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBUSY);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_BUFFER_BUSY);
	KUNIT_EXPECT_EQ(test, fixture->result.max_message_len, LARGE_LEN - V1);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, MMCOMM_BUFFER_ANY);
	fixture->message.window_len++;
	KUNIT_EXPECT_EQ(test, call(fixture), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
	KUNIT_EXPECT_EQ(test, fixture->communicator.exclusion.stops, 1);
}

/* Somebody takes an entry when it was chosen, and the machine not yet stopped. */
static int take_first(struct mmcomm_exclusion *exclusion, void (*work)(void *argument),
		      void *argument, u64 *stopped_ns)
{
	types[0] = cpu_to_le32(MMCOMM_REGION_CLAIMED);
	local_irq_disable();
	work(argument);
	local_irq_enable();
	*stopped_ns = 0;
	return 0;
}

static void changing_hands_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	kunit_activate_static_stub(test, mmcomm_exclusive, take_first);
	offer(fixture, 7, 7);
	KUNIT_EXPECT_EQ(test, call(fixture), -EBUSY);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_BUFFER_BUSY);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 6);

	offer(fixture, 7, 7);
	fixture->message.buffer_id = MMCOMM_BUFFER_ANY;
	KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 7);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[0]), 6);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(types[1]), 7);
	expect_clean(test);
}

/* One stop of the machine a call: exclusion is never left out. */
static void stops_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	int i;

	for (i = 0; i < 10; i++)
		KUNIT_EXPECT_EQ(test, call(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->communicator.exclusion.stops, 10);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 10);
}

static void max_message_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_communicator *communicator = &fixture->communicator;

	mutex_lock(&communicator->lock);
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_max_message(communicator),
			LARGE_LEN - V1);
	communicator->buffers[1].state = MMCOMM_BUFFER_RETIRED;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_max_message(communicator),
			SMALL_LEN - V1);
	communicator->buffers[0].state = MMCOMM_BUFFER_LOST;
	KUNIT_EXPECT_EQ(test, mmcomm_communicator_max_message(communicator), 0);
	mutex_unlock(&communicator->lock);
}

/**
 * struct bad_message - a message that is wrong whatever the machine
 * @name: of the test
 * @header_version: of the message
 * @request_len: of the message
 * @message_len: of the message
 * @window_len: of the message
 * @relocation_count: of the message
 * @relocation: its last relocation
 * @zero_recipient: whether it is for nobody
 * @marker_recipient: whether the recipient is the marker of V3 headers
 * @no_list: whether the relocations have no address
 * @reason: which of its faults is named; none for a good one
 */
struct bad_message {
	const char *name;
	u32 header_version;
	u32 request_len;
	u32 message_len;
	u32 window_len;
	u32 relocation_count;
	struct mmcomm_relocation relocation;
	bool zero_recipient;
	bool marker_recipient;
	bool no_list;
	enum mmcomm_reason reason;
};

static const struct bad_message bad_messages[] = {
	{ .name = "good", .request_len = 1 },
	{ .name = "good, longest", .request_len = U32_MAX },
	{ .name = "good, every length", .request_len = 8, .message_len = 9,
	  .window_len = 10, .header_version = MMCOMM_HEADER_V3 },
	{ .name = "good, message as the request", .request_len = 8, .message_len = 8,
	  .window_len = 8, .header_version = MMCOMM_HEADER_V1 },
	{ .name = "good, relocation at both ends", .request_len = 8, .relocation_count = 1,
	  .relocation = { 0, 7 } },
	{ .name = "good, list full", .request_len = 8,
	  .relocation_count = MMCOMM_MAX_RELOCATIONS },
	{ .name = "zero recipient first of all", .zero_recipient = true,
	  .header_version = 2, .reason = MMCOMM_REASON_ZERO_GUID },
	{ .name = "marker of other headers as recipient", .marker_recipient = true,
	  .header_version = 2, .reason = MMCOMM_REASON_MARKER_GUID },
	{ .name = "header version before lengths", .header_version = 2,
	  .reason = MMCOMM_REASON_HEADER_VERSION },
	{ .name = "header version far off", .request_len = 1, .header_version = U32_MAX,
	  .reason = MMCOMM_REASON_HEADER_VERSION },
	{ .name = "empty request", .reason = MMCOMM_REASON_EMPTY_REQUEST },
	{ .name = "empty request, long message", .message_len = 10,
	  .reason = MMCOMM_REASON_EMPTY_REQUEST },
	{ .name = "message below request", .request_len = 8, .message_len = 7,
	  .window_len = 6, .reason = MMCOMM_REASON_MESSAGE_LEN },
	{ .name = "window below message", .request_len = 8, .message_len = 9,
	  .window_len = 8, .relocation_count = 17, .reason = MMCOMM_REASON_WINDOW_LEN },
	{ .name = "window below request", .request_len = 8, .window_len = 7,
	  .reason = MMCOMM_REASON_WINDOW_LEN },
	{ .name = "too many relocations", .request_len = 8, .relocation_count = 17,
	  .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "absurdly many relocations", .request_len = 8,
	  .relocation_count = U32_MAX, .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "no list", .request_len = 8, .relocation_count = 1, .no_list = true,
	  .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "address behind the message", .request_len = 8, .relocation_count = 1,
	  .relocation = { 1, 0 }, .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "address far behind the message", .request_len = 8,
	  .relocation_count = 1, .relocation = { U32_MAX, 0 },
	  .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "address wraps around", .request_len = 8, .relocation_count = 1,
	  .relocation = { U32_MAX - 6, 0 }, .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "address longer than the message", .request_len = 7,
	  .relocation_count = 1, .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "good, address in the padding", .request_len = 1, .message_len = 8,
	  .relocation_count = 1 },
	{ .name = "address in the window", .request_len = 8, .window_len = 100,
	  .relocation_count = 1, .relocation = { 50, 0 },
	  .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "target behind the window", .request_len = 8, .window_len = 10,
	  .relocation_count = 1, .relocation = { 0, 10 },
	  .reason = MMCOMM_REASON_RELOCATION },
	{ .name = "good, target at the window's end", .request_len = 8, .window_len = 10,
	  .relocation_count = 1, .relocation = { 0, 9 } },
	{ .name = "only the last of the list is wrong", .request_len = 8,
	  .relocation_count = 16, .relocation = { 0, 8 },
	  .reason = MMCOMM_REASON_RELOCATION },
};

static void bad_message_desc(const struct bad_message *bad, char *desc)
{
	strscpy(desc, bad->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bad_message, bad_messages, bad_message_desc);

static const guid_t v3_marker =
	GUID_INIT(0x68e8c853, 0x2ba9, 0x4dd7,
		  0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35);

static void check_message_test(struct kunit *test)
{
	const struct bad_message *bad = test->param_value;
	struct mmcomm_relocation relocations[MMCOMM_MAX_RELOCATIONS] = {};
	struct mmcomm_message message = {
		.recipient = bad->zero_recipient ? guid_null : recipient,
		.header_version = bad->header_version,
		.request_len = bad->request_len,
		.message_len = bad->message_len,
		.window_len = bad->window_len,
		.relocations = bad->no_list ? NULL : relocations,
		.relocation_count = bad->relocation_count,
	};
	struct mmcomm_result result;

	mmcomm_result_init(&result);
	if (bad->marker_recipient)
		message.recipient = v3_marker;
	if (bad->relocation_count && bad->relocation_count <= MMCOMM_MAX_RELOCATIONS)
		relocations[bad->relocation_count - 1] = bad->relocation;
	KUNIT_EXPECT_EQ(test, mmcomm_check_message(&message, &result),
			bad->reason ? -EINVAL : 0);
	KUNIT_EXPECT_EQ(test, result.reason, bad->reason);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
}

/* An executor whose module is being unloaded is not called any more. */
static void leaving_executor_test(struct kunit *test)
{
	static struct module leaving = { .state = MODULE_STATE_GOING };
	struct mmcomm_executor_ops ops = mock_mm_port_ops;
	struct fixture *fixture = test->priv;

	ops.owner = &leaving;
	fixture->communicator.executor = &ops;
	KUNIT_EXPECT_EQ(test, call(fixture), -ENODEV);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_PROVIDER_GONE);
	expect_not_sent(test);
}

/*
 * Memory that shows up twice in a buffer: what is written behind changes what is
 * in front. That is seen before MM is asked.
 */
static void damaged_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_buffer *buffer = &fixture->communicator.buffers[0];
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct page *pages[] = { page, page };
	void *twice;

	KUNIT_ASSERT_NOT_NULL(test, page);
	twice = vmap(pages, ARRAY_SIZE(pages), VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, twice);
	buffer->virt = twice;
	buffer->length = ARRAY_SIZE(pages) * PAGE_SIZE;
	/* The guard begins where memory shows up again, however large a page is. */
	fixture->message.window_len = PAGE_SIZE - V1;
	KUNIT_EXPECT_EQ(test, call(fixture), -EBADMSG);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_BUFFER_DAMAGED);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "");
	KUNIT_EXPECT_NULL(test, memchr_inv(twice, 0, PAGE_SIZE));
	vunmap(twice);
	__free_page(page);
}

static struct kunit_case communicator_cases[] = {
	KUNIT_CASE_PARAM(outcome_test, outcome_gen_params),
	KUNIT_CASE(bounded_wait_test),
	KUNIT_CASE(retired_test),
	KUNIT_CASE(message_test),
	KUNIT_CASE(response_test),
	KUNIT_CASE(same_memory_test),
	KUNIT_CASE(truncated_test),
	KUNIT_CASE(answer_length_test),
	KUNIT_CASE(window_test),
	KUNIT_CASE(relocation_test),
	KUNIT_CASE(mm_status_test),
	KUNIT_CASE(count_test),
	KUNIT_CASE_PARAM(length_test, length_gen_params),
	KUNIT_CASE(with_own_headers_test),
	KUNIT_CASE(raise_error_test),
	KUNIT_CASE(reserved_message_command_test),
	KUNIT_CASE_PARAM(refused_call_test, refusal_gen_params),
	KUNIT_CASE_PARAM(refused_admission_test, refusal_gen_params),
	KUNIT_CASE(admission_test),
	KUNIT_CASE(interrupted_test),
	KUNIT_CASE(refresh_test),
	KUNIT_CASE(borrowed_test),
	KUNIT_CASE(borrowed_broken_test),
	KUNIT_CASE(lost_test),
	KUNIT_CASE(lost_any_test),
	KUNIT_CASE(claimed_test),
	KUNIT_CASE(claimed_retired_test),
	KUNIT_CASE(occupied_any_test),
	KUNIT_CASE(changing_hands_test),
	KUNIT_CASE(stops_test),
	KUNIT_CASE(max_message_test),
	KUNIT_CASE(leaving_executor_test),
	KUNIT_CASE(damaged_test),
	KUNIT_CASE_PARAM(check_message_test, bad_message_gen_params),
	{}
};

static struct kunit_suite communicator_suite = {
	.name = "communicator",
	.init = communicator_init,
	.test_cases = communicator_cases,
};

kunit_test_suite(communicator_suite);
