// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/chardev.c through its real file operations: COMMUNICATE and
 * TRIGGER, every refusal with its errno and reason and in its order, and what is
 * written to the caller's memory and what is not.
 */
#include <kunit/test.h>
#include <linux/cred.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "chardev_fixture.h"
#include "communicator_fixture.h"

#define V1	24
#define CAPACITY	(PROVIDED_LEN - V1)

static const u8 marker[16] = {
	0x53, 0xc8, 0xe8, 0x68, 0xa9, 0x2b, 0xd7, 0x4d,
	0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35,
};

/* 100 bytes to any buffer, with all fields that are written back made dirty. */
static struct mmcomm_communicate a_request(void)
{
	struct mmcomm_communicate request;

	memset(&request, 0xff, sizeof(request));
	request = (struct mmcomm_communicate) {
		.size = sizeof(request),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = chardev.request,
		.request_len = 100,
		.response = chardev.response,
		.response_capacity = 100,
		.mm_status = U64_MAX,
		.raw_status = U64_MAX,
		.response_len = U64_MAX,
		.max_message_len = U64_MAX,
		.stopped_ns = U64_MAX,
		.response_copied = U32_MAX,
		.result_flags = U32_MAX,
		.progress = U32_MAX,
		.reason = U32_MAX,
		.mmi_count = U32_MAX,
		.used_buffer_id = 0xdddd,
	};
	memcpy(request.recipient, &recipient, sizeof(request.recipient));
	return request;
}

static int message_init(struct kunit *test)
{
	static u8 bytes[AREA_LEN];
	u32 i;

	chardev_with_mock_init(test);
	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = i % 251 + 1;
	user_write(test, chardev.request, bytes, sizeof(bytes));
	memset(bytes, USER_FILL, sizeof(bytes));
	user_write(test, chardev.response, bytes, sizeof(bytes));
	return 0;
}

static long communicate(struct kunit *test, struct mmcomm_communicate *request)
{
	return chardev_ioctl(test, MMCOMM_IOC_COMMUNICATE, request, sizeof(*request));
}

static void expect_echo(struct kunit *test, unsigned long at, size_t len)
{
	static u8 sent[AREA_LEN], got[AREA_LEN];

	user_read(test, sent, chardev.request, len);
	user_read(test, got, at, len);
	KUNIT_EXPECT_MEMEQ(test, sent, got, len);
}

static void answered_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();

	mock_mm.status = 0x1234;
	KUNIT_ASSERT_EQ(test, communicate(test, &request), 0);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "arm, raise, done?, collect, ");
	expect_echo(test, chardev.response, 100);
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response + 100, USER_FILL,
					   AREA_LEN - 100));
	KUNIT_EXPECT_EQ(test, request.mm_status, 0x1234);
	KUNIT_EXPECT_EQ(test, request.raw_status, 0x1234);
	KUNIT_EXPECT_EQ(test, request.response_len, 100);
	KUNIT_EXPECT_EQ(test, request.max_message_len, PROVIDED_LEN - 56);
	KUNIT_EXPECT_NE(test, request.stopped_ns, U64_MAX);
	KUNIT_EXPECT_EQ(test, request.response_copied, 100);
	KUNIT_EXPECT_EQ(test, request.result_flags, MMCOMM_RESULT_STATUS_VALID);
	KUNIT_EXPECT_EQ(test, request.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, request.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, request.mmi_count, 0);
	KUNIT_EXPECT_EQ(test, request.used_buffer_id, 0);
	/* What the caller gave is as it was. */
	KUNIT_EXPECT_EQ(test, request.size, sizeof(request));
	KUNIT_EXPECT_EQ(test, request.buffer_id, MMCOMM_BUFFER_ANY);
	KUNIT_EXPECT_EQ(test, request.message_len, 0);
	KUNIT_EXPECT_EQ(test, request.response, chardev.response);
}

static void status_invalid_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();

	mock_mm.status = 0x1234;
	mock_mm.status_valid = false;
	KUNIT_ASSERT_EQ(test, communicate(test, &request), 0);
	KUNIT_EXPECT_EQ(test, request.result_flags, 0);
	KUNIT_EXPECT_EQ(test, request.mm_status, 0);
	KUNIT_EXPECT_EQ(test, request.raw_status, 0);
}

static void in_place_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();

	request.response = request.request;
	request.header_version = MMCOMM_HEADER_V1;
	request.buffer_id = 1;
	KUNIT_ASSERT_EQ(test, communicate(test, &request), 0);
	KUNIT_EXPECT_EQ(test, request.used_buffer_id, 1);
	KUNIT_EXPECT_EQ(test, request.max_message_len, CAPACITY);
	KUNIT_EXPECT_EQ(test, request.response_copied, 100);
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response, USER_FILL, AREA_LEN));
}

static void truncated_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();

	request.response_capacity = 60;
	KUNIT_ASSERT_EQ(test, communicate(test, &request), 0);
	KUNIT_EXPECT_EQ(test, request.response_len, 100);
	KUNIT_EXPECT_EQ(test, request.response_copied, 60);
	KUNIT_EXPECT_EQ(test, request.result_flags,
			MMCOMM_RESULT_STATUS_VALID | MMCOMM_RESULT_TRUNCATED);
	expect_echo(test, chardev.response, 60);
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response + 60, USER_FILL, 100));

	/* No response wanted: its address means nothing. */
	request = a_request();
	request.response_capacity = 0;
	request.response = 0;
	KUNIT_ASSERT_EQ(test, communicate(test, &request), 0);
	KUNIT_EXPECT_EQ(test, request.response_copied, 0);
	KUNIT_EXPECT_TRUE(test, request.result_flags & MMCOMM_RESULT_TRUNCATED);
	request = a_request();
	request.response_capacity = 0;
	request.response = chardev.request + 1;
	KUNIT_EXPECT_EQ(test, communicate(test, &request), 0);
}

/* Room for more than any answer costs nothing and takes no memory. */
static void huge_capacity_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();

	request.response_capacity = U32_MAX;
	KUNIT_ASSERT_EQ(test, communicate(test, &request), 0);
	KUNIT_EXPECT_EQ(test, request.response_copied, 100);
	expect_echo(test, chardev.response, 100);
}

/* A file's memory grows with its messages and is used again by shorter ones. */
static void lengths_test(struct kunit *test)
{
	static const u32 lengths[] = { 1, 100, 4096, 4097, CAPACITY, 3, 5000, CAPACITY - 1 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct mmcomm_communicate request = a_request();

		request.header_version = MMCOMM_HEADER_V1;
		request.request_len = lengths[i];
		request.response_capacity = lengths[i];
		KUNIT_ASSERT_EQ_MSG(test, communicate(test, &request), 0, "%u", lengths[i]);
		KUNIT_EXPECT_EQ(test, request.response_copied, lengths[i]);
		expect_echo(test, chardev.response, lengths[i]);
	}
}

static void window_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();
	u64 address;

	/* Two addresses in the message point into the window behind it. */
	const struct mmcomm_relocation relocations[] = { { 8, 120 }, { 92, 0 } };

	user_write(test, chardev.other, relocations, sizeof(relocations));
	request.relocations = chardev.other;
	request.relocation_count = ARRAY_SIZE(relocations);
	request.header_version = MMCOMM_HEADER_V1;
	request.window_len = 128;
	request.response_capacity = 256;
	KUNIT_ASSERT_EQ(test, communicate(test, &request), 0);
	KUNIT_EXPECT_EQ(test, request.response_len, 100);
	KUNIT_EXPECT_EQ(test, request.response_copied, 128);
	user_read(test, &address, chardev.response + 8, sizeof(address));
	KUNIT_EXPECT_EQ(test, address, PROVIDED + V1 + 120);
	user_read(test, &address, chardev.response + 92, sizeof(address));
	KUNIT_EXPECT_EQ(test, address, PROVIDED + V1);
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response + 100, 0, 28));
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response + 128, USER_FILL, 64));
}

struct bad_request {
	const char *name;
	void (*spoil)(struct kunit *test, struct mmcomm_communicate *request);
	long error;
	enum mmcomm_reason reason;
	/* What is known of the buffer by then. */
	u64 max_message_len;
	u32 used_buffer_id;
};

#define SPOIL(name, ...) \
static void name(struct kunit *test, struct mmcomm_communicate *r) \
{ \
	__VA_ARGS__; \
}

SPOIL(spoil_flags, r->flags = 1)
SPOIL(spoil_flags_high, r->flags = 0x80000000)
SPOIL(spoil_reserved, r->reserved = 1)
SPOIL(spoil_recipient, memset(r->recipient, 0, 16))
SPOIL(spoil_marker, memcpy(r->recipient, marker, 16))
SPOIL(spoil_version, r->header_version = 2)
SPOIL(spoil_version_huge, r->header_version = U32_MAX)
SPOIL(spoil_empty, r->request_len = 0)
SPOIL(spoil_message_len, r->message_len = 99)
SPOIL(spoil_window_len, r->window_len = 99)
SPOIL(spoil_window_message_len, r->message_len = 200; r->window_len = 199)
SPOIL(spoil_relocation_count, r->relocations = chardev.other; r->relocation_count = 17)
SPOIL(spoil_relocations_null, r->relocation_count = 1)
SPOIL(spoil_relocations_hole, r->relocations = chardev.other + AREA_LEN;
	r->relocation_count = 1)

static void spoil_relocation(struct kunit *test, struct mmcomm_communicate *r)
{
	const struct mmcomm_relocation relocation = { 93, 0 };

	user_write(test, chardev.other, &relocation, sizeof(relocation));
	r->relocations = chardev.other;
	r->relocation_count = 1;
}

SPOIL(spoil_overlap_behind, r->response = r->request + 99)
SPOIL(spoil_overlap_before, r->response = r->request - 99)
SPOIL(spoil_unknown_buffer, r->buffer_id = 2)
SPOIL(spoil_disabled_buffer, r->buffer_id = 1;
	mmcomm_core.communicator.buffers[1].state = MMCOMM_BUFFER_DISABLED)
SPOIL(spoil_retired, mmcomm_core.communicator.buffers[0].state = MMCOMM_BUFFER_RETIRED;
	mmcomm_core.communicator.buffers[1].state = MMCOMM_BUFFER_RETIRED)
SPOIL(spoil_too_long, r->request_len = CAPACITY + 1; r->header_version = 1)
SPOIL(spoil_too_long_v3, r->request_len = PROVIDED_LEN - 56 + 1)
SPOIL(spoil_far_too_long, r->request_len = U32_MAX; r->response_capacity = 0)
SPOIL(spoil_long_window, r->window_len = PROVIDED_LEN)
SPOIL(spoil_sleeping, mmcomm_core.communicator.sleeping = true)
SPOIL(spoil_probe_only, mmcomm_core.communicator.probe_only = true)
SPOIL(spoil_mailbox, mmcomm_core.communicator.executor = NULL)
SPOIL(spoil_provider, mmcomm_core.communicator.provider_gone = true)
SPOIL(spoil_port, mmcomm_core.communicator.executor = &mock_mm_port_ops)
SPOIL(spoil_no_version, mmcomm_core.communicator.executor = &mock_mm_port_ops;
	mmcomm_core.communicator.mmi.cmd.type = MMCOMM_MMI_PORT_SMI;
	r->header_version = MMCOMM_HEADER_V3)
SPOIL(spoil_request_hole, r->request = chardev.other + AREA_LEN - 99)
SPOIL(spoil_request_null, r->request = 0)
SPOIL(spoil_arm, mock_mm.arm_error = -EBUSY)
SPOIL(spoil_raise, mock_mm.raise_error = -EOPNOTSUPP)

#define ANY	MMCOMM_BUFFER_ANY
#define V3_CAPACITY	(PROVIDED_LEN - 56)

static const struct bad_request bad_requests[] = {
	{ "flags", spoil_flags, -EINVAL, MMCOMM_REASON_FLAGS, 0, ANY },
	{ "highest flag", spoil_flags_high, -EINVAL, MMCOMM_REASON_FLAGS, 0, ANY },
	{ "reserved", spoil_reserved, -EINVAL, MMCOMM_REASON_RESERVED, 0, ANY },
	{ "zero GUID", spoil_recipient, -EINVAL, MMCOMM_REASON_ZERO_GUID, 0, ANY },
	{ "marker GUID", spoil_marker, -EINVAL, MMCOMM_REASON_MARKER_GUID, 0, ANY },
	{ "header version", spoil_version, -EINVAL, MMCOMM_REASON_HEADER_VERSION, 0, ANY },
	{ "absurd header version", spoil_version_huge, -EINVAL,
	  MMCOMM_REASON_HEADER_VERSION, 0, ANY },
	{ "empty", spoil_empty, -EINVAL, MMCOMM_REASON_EMPTY_REQUEST, 0, ANY },
	{ "message length", spoil_message_len, -EINVAL, MMCOMM_REASON_MESSAGE_LEN, 0, ANY },
	{ "window length", spoil_window_len, -EINVAL, MMCOMM_REASON_WINDOW_LEN, 0, ANY },
	{ "window below message", spoil_window_message_len, -EINVAL,
	  MMCOMM_REASON_WINDOW_LEN, 0, ANY },
	{ "too many relocations", spoil_relocation_count, -EINVAL,
	  MMCOMM_REASON_RELOCATION, 0, ANY },
	{ "relocations nowhere", spoil_relocations_null, -EINVAL,
	  MMCOMM_REASON_RELOCATION, 0, ANY },
	{ "relocations unreadable", spoil_relocations_hole, -EFAULT,
	  MMCOMM_REASON_RELOCATION, 0, ANY },
	{ "relocation outside", spoil_relocation, -EINVAL, MMCOMM_REASON_RELOCATION, 0, ANY },
	{ "overlap behind", spoil_overlap_behind, -EINVAL, MMCOMM_REASON_OVERLAP, 0, ANY },
	{ "overlap before", spoil_overlap_before, -EINVAL, MMCOMM_REASON_OVERLAP, 0, ANY },
	{ "unknown buffer", spoil_unknown_buffer, -ENOENT,
	  MMCOMM_REASON_NO_SUCH_BUFFER, 0, ANY },
	{ "disabled buffer", spoil_disabled_buffer, -ENOENT,
	  MMCOMM_REASON_BUFFER_NOT_ENABLED, 0, ANY },
	{ "every buffer retired", spoil_retired, -ENODEV, MMCOMM_REASON_NO_BUFFER, 0, ANY },
	{ "too long", spoil_too_long, -EMSGSIZE, MMCOMM_REASON_TOO_LONG, CAPACITY, ANY },
	{ "too long behind V3", spoil_too_long_v3, -EMSGSIZE, MMCOMM_REASON_TOO_LONG,
	  V3_CAPACITY, ANY },
	{ "far too long", spoil_far_too_long, -EMSGSIZE, MMCOMM_REASON_TOO_LONG,
	  V3_CAPACITY, ANY },
	{ "window too long", spoil_long_window, -EMSGSIZE, MMCOMM_REASON_TOO_LONG,
	  V3_CAPACITY, ANY },
	{ "sleeping", spoil_sleeping, -EBUSY, MMCOMM_REASON_SLEEPING, 0, ANY },
	{ "probe only", spoil_probe_only, -EOPNOTSUPP, MMCOMM_REASON_PROBE_ONLY, 0, ANY },
	{ "no mailbox", spoil_mailbox, -ENODEV, MMCOMM_REASON_NO_MAILBOX, 0, ANY },
	{ "provider gone", spoil_provider, -ENODEV, MMCOMM_REASON_PROVIDER_GONE, 0, ANY },
	{ "no port", spoil_port, -EOPNOTSUPP, MMCOMM_REASON_NO_TRIGGER, 0, ANY },
	{ "header not taken", spoil_no_version, -EOPNOTSUPP,
	  MMCOMM_REASON_HEADER_VERSION, 0, ANY },
	{ "request unreadable", spoil_request_hole, -EFAULT,
	  MMCOMM_REASON_REQUEST_MEMORY, V3_CAPACITY, 0 },
	{ "request nowhere", spoil_request_null, -EFAULT,
	  MMCOMM_REASON_REQUEST_MEMORY, V3_CAPACITY, 0 },
	{ "mailbox busy", spoil_arm, -EBUSY, MMCOMM_REASON_MAILBOX_BUSY, V3_CAPACITY, 0 },
	{ "not raised", spoil_raise, -EOPNOTSUPP, MMCOMM_REASON_NO_TRIGGER, V3_CAPACITY, 0 },
};

static void bad_request_desc(const struct bad_request *bad, char *desc)
{
	strscpy(desc, bad->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bad_request, bad_requests, bad_request_desc);

/* All that is written back is written, and nothing else. */
static void refused_test(struct kunit *test)
{
	const struct bad_request *bad = test->param_value;
	struct mmcomm_communicate request = a_request(), before;

	bad->spoil(test, &request);
	before = request;
	KUNIT_EXPECT_EQ(test, communicate(test, &request), bad->error);
	KUNIT_EXPECT_EQ(test, request.reason, bad->reason);
	KUNIT_EXPECT_EQ(test, request.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, request.max_message_len, bad->max_message_len);
	KUNIT_EXPECT_EQ(test, request.used_buffer_id, bad->used_buffer_id);
	KUNIT_EXPECT_EQ(test, request.mm_status, 0);
	KUNIT_EXPECT_EQ(test, request.raw_status, 0);
	KUNIT_EXPECT_EQ(test, request.response_len, 0);
	KUNIT_EXPECT_EQ(test, request.response_copied, 0);
	KUNIT_EXPECT_EQ(test, request.result_flags, 0);
	KUNIT_EXPECT_EQ(test, request.mmi_count, 0);
	KUNIT_EXPECT_MEMEQ(test, &request, &before,
			   offsetof(struct mmcomm_communicate, mm_status));
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response, USER_FILL, AREA_LEN));
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&mmcomm_core.communicator.lock));
}

/* Where several things are wrong the first of this list is told. */
static void order_test(struct kunit *test)
{
	static void (*const spoilers[])(struct kunit *, struct mmcomm_communicate *) = {
		spoil_flags, spoil_reserved, spoil_recipient, spoil_version, spoil_empty,
		spoil_relocation_count, spoil_sleeping, spoil_request_null,
	};
	static const enum mmcomm_reason reasons[] = {
		MMCOMM_REASON_FLAGS, MMCOMM_REASON_RESERVED, MMCOMM_REASON_ZERO_GUID,
		MMCOMM_REASON_HEADER_VERSION, MMCOMM_REASON_EMPTY_REQUEST,
		MMCOMM_REASON_RELOCATION, MMCOMM_REASON_SLEEPING,
		MMCOMM_REASON_REQUEST_MEMORY,
	};
	u32 first, i;

	for (first = 0; first < ARRAY_SIZE(spoilers); first++) {
		struct mmcomm_communicate request = a_request();

		mmcomm_core.communicator.sleeping = false;
		for (i = first; i < ARRAY_SIZE(spoilers); i++)
			spoilers[i](test, &request);
		KUNIT_EXPECT_LT(test, communicate(test, &request), 0);
		KUNIT_EXPECT_EQ(test, request.reason, reasons[first]);
	}
}

/* Request and response side by side are no overlap. */
static void neighbours_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();

	request.response = request.request + 100;
	KUNIT_EXPECT_EQ(test, communicate(test, &request), 0);
	request = a_request();
	request.request += 100;
	request.response = request.request - 100;
	KUNIT_EXPECT_EQ(test, communicate(test, &request), 0);
}

/* MM has run, only nobody can be told what it said. */
static void response_memory_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();

	request.response = chardev.other + AREA_LEN - 99;
	KUNIT_EXPECT_EQ(test, communicate(test, &request), -EFAULT);
	KUNIT_EXPECT_EQ(test, request.reason, MMCOMM_REASON_RESPONSE_MEMORY);
	KUNIT_EXPECT_EQ(test, request.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, request.response_copied, 0);
	KUNIT_EXPECT_EQ(test, request.response_len, 100);
	KUNIT_EXPECT_EQ(test, request.result_flags, MMCOMM_RESULT_STATUS_VALID);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 1);
}

static void killed_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();
	long ret;

	user_write(test, chardev.argument, &request, sizeof(request));
	hold_mutex(test, &mmcomm_core.communicator.lock);
	ret = chardev_ioctl_at(MMCOMM_IOC_COMMUNICATE, chardev.argument);
	let_go_of_lock(test);
	user_read(test, &request, chardev.argument, sizeof(request));
	KUNIT_EXPECT_EQ(test, ret, -EINTR);
	KUNIT_EXPECT_EQ(test, request.reason, MMCOMM_REASON_INTERRUPTED);
	KUNIT_EXPECT_EQ(test, request.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

/* Another call through the same file has its staging buffer. */
static void killed_in_file_test(struct kunit *test)
{
	struct mmcomm_communicate request = a_request();
	long ret;

	user_write(test, chardev.argument, &request, sizeof(request));
	/* An open file's state begins with its lock. */
	hold_mutex(test, chardev.file->private_data);
	ret = chardev_ioctl_at(MMCOMM_IOC_COMMUNICATE, chardev.argument);
	let_go_of_lock(test);
	user_read(test, &request, chardev.argument, sizeof(request));
	KUNIT_EXPECT_EQ(test, ret, -EINTR);
	KUNIT_EXPECT_EQ(test, request.reason, MMCOMM_REASON_INTERRUPTED);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	KUNIT_EXPECT_EQ(test, communicate(test, &request), 0);
}

static struct kunit_case message_cases[] = {
	KUNIT_CASE(answered_test),
	KUNIT_CASE(status_invalid_test),
	KUNIT_CASE(in_place_test),
	KUNIT_CASE(truncated_test),
	KUNIT_CASE(huge_capacity_test),
	KUNIT_CASE(lengths_test),
	KUNIT_CASE(window_test),
	KUNIT_CASE_PARAM(refused_test, bad_request_gen_params),
	KUNIT_CASE(order_test),
	KUNIT_CASE(neighbours_test),
	KUNIT_CASE(response_memory_test),
	KUNIT_CASE(killed_test),
	KUNIT_CASE(killed_in_file_test),
	{}
};

static struct kunit_suite message_suite = {
	.name = "chardev_communicate",
	.init = message_init,
	.exit = chardev_exit,
	.test_cases = message_cases,
};

/* TRIGGER, on a machine with MM and ports. */

static int trigger_init(struct kunit *test)
{
	chardev_init(test);
	core_fixture_add_mm(test);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	return 0;
}

static long trigger(struct kunit *test, struct mmcomm_trigger *request)
{
	return chardev_ioctl(test, MMCOMM_IOC_TRIGGER, request, sizeof(*request));
}

static struct mmcomm_trigger a_trigger(void)
{
	return (struct mmcomm_trigger) {
		.size = sizeof(struct mmcomm_trigger),
		.command = 0x10,
		.data = 0x5a,
		.data_after = U32_MAX,
		.mmi_count = U32_MAX,
		.result_flags = U32_MAX,
		.progress = U32_MAX,
		.reason = U32_MAX,
		.stopped_ns = U64_MAX,
	};
}

static void triggered_test(struct kunit *test)
{
	struct mmcomm_trigger request = a_trigger();

	KUNIT_ASSERT_EQ(test, trigger(test, &request), 0);
	KUNIT_EXPECT_STREQ(test, mock_mm.history,
			   "r b3, w b3 5a, w b2 10, r b2, r b3, w b3 77, ");
	KUNIT_EXPECT_EQ(test, request.data_after, 0x5a);
	KUNIT_EXPECT_EQ(test, request.mmi_count, 1);
	KUNIT_EXPECT_EQ(test, request.result_flags, MMCOMM_RESULT_MMI_COUNTED);
	KUNIT_EXPECT_EQ(test, request.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, request.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_NE(test, request.stopped_ns, U64_MAX);
	KUNIT_EXPECT_EQ(test, request.command, 0x10);
	KUNIT_EXPECT_EQ(test, request.data, 0x5a);
}

struct bad_trigger {
	const char *name;
	u32 flags;
	u32 reserved;
	u32 command;
	u32 data;
	bool sleeping;
	long error;
	enum mmcomm_reason reason;
};

static const struct bad_trigger bad_triggers[] = {
	{ "flags", .flags = 1, .error = -EINVAL, .reason = MMCOMM_REASON_FLAGS },
	{ "flags before reserved", .flags = 2, .reserved = 1, .error = -EINVAL,
	  .reason = MMCOMM_REASON_FLAGS },
	{ "reserved", .reserved = 1, .error = -EINVAL, .reason = MMCOMM_REASON_RESERVED },
	{ "reserved before command", .reserved = 1, .command = 0x100, .error = -EINVAL,
	  .reason = MMCOMM_REASON_RESERVED },
	{ "command", .command = 0x100, .error = -EINVAL, .reason = MMCOMM_REASON_COMMAND },
	{ "data", .data = 0x100, .error = -EINVAL, .reason = MMCOMM_REASON_COMMAND },
	{ "command before sleep", .command = 0x100, .sleeping = true, .error = -EINVAL,
	  .reason = MMCOMM_REASON_COMMAND },
	{ "sleeping", .sleeping = true, .error = -EBUSY, .reason = MMCOMM_REASON_SLEEPING },
	{ "ACPI enable", .command = 2, .error = -EINVAL,
	  .reason = MMCOMM_REASON_RESERVED_COMMAND },
	{ "highest", .command = 0xff, .data = 0xff },
	{ "lowest" },
};

static void bad_trigger_desc(const struct bad_trigger *bad, char *desc)
{
	strscpy(desc, bad->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bad_trigger, bad_triggers, bad_trigger_desc);

static void refused_trigger_test(struct kunit *test)
{
	const struct bad_trigger *bad = test->param_value;
	struct mmcomm_trigger request = a_trigger();

	request.flags = bad->flags;
	request.reserved = bad->reserved;
	request.command = bad->command;
	request.data = bad->data;
	mmcomm_core.communicator.sleeping = bad->sleeping;
	KUNIT_EXPECT_EQ(test, trigger(test, &request), bad->error);
	KUNIT_EXPECT_EQ(test, request.reason, bad->reason);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, bad->error ? 0 : 1);
	KUNIT_EXPECT_EQ(test, request.progress,
			bad->error ? MMCOMM_PROGRESS_NOT_SENT : MMCOMM_PROGRESS_RAN);
	if (!bad->error)
		return;
	KUNIT_EXPECT_EQ(test, request.data_after, 0);
	KUNIT_EXPECT_EQ(test, request.mmi_count, 0);
	KUNIT_EXPECT_EQ(test, request.result_flags, 0);
	KUNIT_EXPECT_EQ(test, request.stopped_ns, 0);
}

static struct kunit_case trigger_cases[] = {
	KUNIT_CASE(triggered_test),
	KUNIT_CASE_PARAM(refused_trigger_test, bad_trigger_gen_params),
	{}
};

static struct kunit_suite trigger_suite = {
	.name = "chardev_trigger",
	.init = trigger_init,
	.exit = chardev_exit,
	.test_cases = trigger_cases,
};

kunit_test_suites(&message_suite, &trigger_suite);
