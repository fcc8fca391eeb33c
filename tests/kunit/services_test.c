// SPDX-License-Identifier: GPL-2.0
/*
 * The services that the loaded module offers to other modules, as one of those
 * uses them. The module is loaded with executor=mock, so that the mocked MM may
 * stand in, and with updates of buffer 1 allowed.
 */
#include <kunit/test.h>
#include <linux/mmcomm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "mock_mm.h"

#define PAGE	MMCOMM_MM_PAGE_SIZE
#define ADDRESS	0x100000000ULL
#define BUFFERS	2
#define LENGTH	(4 * PAGE)

static const guid_t recipient =
	GUID_INIT(0xed32d533, 0x99e6, 0x4209,
		  0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7);

/**
 * struct fixture - an executor and a message for it
 * @executor: raises MMIs by itself
 * @buffers: what comes with it
 * @request: a request
 * @response: its answer
 * @message: the message
 * @result: what came of it
 * @registered: whether the executor is
 */
struct fixture {
	struct mmcomm_executor executor;
	struct mmcomm_provided_buffer buffers[BUFFERS];
	u8 request[32];
	u8 response[32];
	struct mmcomm_message message;
	struct mmcomm_result result;
	bool registered;
};

static void register_mock(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	KUNIT_ASSERT_EQ(test, mmcomm_register_executor(&fixture->executor), 0);
	fixture->registered = true;
}

static void unregister_mock(struct fixture *fixture)
{
	if (fixture->registered)
		mmcomm_unregister_executor(&fixture->executor);
	fixture->registered = false;
}

static int services_init(struct kunit *test)
{
	struct fixture *fixture;
	u32 i;

	mock_mm_init();
	fixture = kunit_kzalloc(test, sizeof(*fixture), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fixture);
	for (i = 0; i < BUFFERS; i++) {
		fixture->buffers[i].virt = kunit_kzalloc(test, LENGTH, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, fixture->buffers[i].virt);
		memset(fixture->buffers[i].virt, 0xd1, LENGTH);
		fixture->buffers[i].address = ADDRESS + i * LENGTH;
		fixture->buffers[i].length = LENGTH;
	}
	fixture->executor = (struct mmcomm_executor) {
		.ops = &mock_mm_own_ops,
		.context = &mock_mm,
		.buffers = fixture->buffers,
		.buffer_count = BUFFERS,
	};
	strscpy(fixture->request, "a request", sizeof(fixture->request));
	fixture->message = (struct mmcomm_message) {
		.recipient = recipient,
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = fixture->request,
		.request_len = sizeof(fixture->request),
		.response = fixture->response,
		.response_capacity = sizeof(fixture->response),
	};
	test->priv = fixture;
	return 0;
}

static void services_exit(struct kunit *test)
{
	if (test->priv)
		unregister_mock(test->priv);
}

static int communicate(struct fixture *fixture)
{
	memset(&fixture->result, 0xff, sizeof(fixture->result));
	mock_mm.history[0] = 0;
	mock_mm.asked = 0;
	return mmcomm_communicate(&fixture->message, &fixture->result);
}

static void communicate_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	register_mock(test);
	KUNIT_EXPECT_EQ(test, communicate(fixture), 0);
	KUNIT_EXPECT_STREQ(test, mock_mm.history, "arm, raise, done?, collect, ");
	KUNIT_EXPECT_STREQ(test, (char *)fixture->response, "a request");
	KUNIT_EXPECT_EQ(test, fixture->result.response_len, sizeof(fixture->request));
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, fixture->result.flags, MMCOMM_RESULT_STATUS_VALID);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 0);
	KUNIT_EXPECT_FALSE(test, mock_mm.interruptible);
}

/* Buffers are zeroed when they are taken, and after each message. */
static void buffers_zeroed_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	register_mock(test);
	for (i = 0; i < BUFFERS; i++)
		KUNIT_EXPECT_NULL(test, memchr_inv(fixture->buffers[i].virt, 0, LENGTH));
	fixture->message.buffer_id = 1;
	KUNIT_EXPECT_EQ(test, communicate(fixture), 0);
	KUNIT_EXPECT_EQ(test, fixture->result.used_buffer_id, 1);
	KUNIT_EXPECT_NULL(test, memchr_inv(fixture->buffers[1].virt, 0, LENGTH));

	fixture->message.buffer_id = 2;
	KUNIT_EXPECT_EQ(test, communicate(fixture), -ENOENT);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_NO_SUCH_BUFFER);
}

static void bad_pointers_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	register_mock(test);
	fixture->message.request = NULL;
	KUNIT_EXPECT_EQ(test, communicate(fixture), -EFAULT);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_REQUEST_MEMORY);
	fixture->message.request = fixture->request;

	fixture->message.response = NULL;
	KUNIT_EXPECT_EQ(test, communicate(fixture), -EFAULT);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_RESPONSE_MEMORY);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);

	fixture->message.recipient = guid_null;
	KUNIT_EXPECT_EQ(test, communicate(fixture), -EINVAL);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_ZERO_GUID);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

/* Nothing answers any more when the provider is gone, and it may come back. */
static void provider_gone_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	register_mock(test);
	unregister_mock(fixture);
	KUNIT_EXPECT_EQ(test, communicate(fixture), -ENODEV);
	KUNIT_EXPECT_EQ(test, fixture->result.reason, MMCOMM_REASON_PROVIDER_GONE);
	KUNIT_EXPECT_EQ(test, fixture->result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);

	register_mock(test);
	KUNIT_EXPECT_EQ(test, communicate(fixture), 0);
}

/* A retired buffer goes with its provider, and not into the next one. */
static void retired_with_provider_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	register_mock(test);
	fixture->message.buffer_id = 0;
	mock_mm.done_after = U64_MAX;
	mock_mm.disarmed = MMCOMM_DISARMED_TAKEN;
	KUNIT_EXPECT_EQ(test, communicate(fixture), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, communicate(fixture), -ENOENT);

	unregister_mock(fixture);
	mock_mm_init();
	register_mock(test);
	KUNIT_EXPECT_EQ(test, communicate(fixture), 0);
}

struct incomplete {
	const char *name;
	void (*prepare)(struct fixture *fixture, struct mmcomm_executor_ops *ops);
	int error;
};

static void nothing_missing(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
}

static void no_name(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->name = NULL;
}

static void another_name(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->name = "another";
}

static void no_arm(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->arm = NULL;
}

static void no_raise(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->raise = NULL;
}

static void no_done(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->done = NULL;
}

static void no_collect(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->collect = NULL;
}

static void no_disarm(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->disarm = NULL;
}

static void no_headers(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->header_versions = 0;
}

static void unknown_header(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->header_versions |= BIT(2);
}

static void preferred_header(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->preferred_header = MMCOMM_HEADER_V1;
}

static void preferred_not_taken(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->header_versions = BIT(MMCOMM_HEADER_V1);
	ops->preferred_header = MMCOMM_HEADER_V3;
}

static void preferred_unknown(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->preferred_header = 33;
}

/* The length of an answer in place stands in a V1 header. */
static void in_place(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->answers_in_place = true;
	ops->header_versions = BIT(MMCOMM_HEADER_V1);
}

static void in_place_with_v3(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->answers_in_place = true;
	ops->header_versions = BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3);
}

static void header_room(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->header_room = MMCOMM_MM_PAGE_SIZE - 1;
}

static void header_room_of_a_page(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->header_room = MMCOMM_MM_PAGE_SIZE;
}

/* Nothing counts the MMIs of something simulated. */
static void no_done_not_simulated(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->done = NULL;
	ops->simulated = false;
}

static void firmwares_name(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->name = "smmc";
}

static void pointers_name(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->name = "acpi_uefi";
}

static void status_blocks_name(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->name = "status_block";
}

static void smcs_name(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	ops->name = "spm_mm";
}

static void no_ops(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	fixture->executor.ops = NULL;
}

static void no_buffer(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	fixture->executor.buffer_count = 0;
}

static void no_list(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	fixture->executor.buffers = NULL;
}

static void buffer_not_aligned(struct fixture *fixture, struct mmcomm_executor_ops *ops)
{
	fixture->buffers[1].address += 8;
}

static void buffer_memory_not_aligned(struct fixture *fixture,
				      struct mmcomm_executor_ops *ops)
{
	fixture->buffers[1].virt += 8;
}

static void buffer_without_memory(struct fixture *fixture,
				  struct mmcomm_executor_ops *ops)
{
	fixture->buffers[1].virt = NULL;
}

static const struct incomplete incompletes[] = {
	{ "nothing missing", nothing_missing, 0 },
	{ "no raise: through the port", no_raise, 0 },
	{ "no operations", no_ops, -EINVAL },
	{ "no name", no_name, -EINVAL },
	{ "another name", another_name, -EPERM },
	{ "no arm", no_arm, -EINVAL },
	{ "no done", no_done, -EINVAL },
	{ "no collect", no_collect, -EINVAL },
	{ "no disarm", no_disarm, -EINVAL },
	{ "no headers", no_headers, -EINVAL },
	{ "unknown header", unknown_header, -EINVAL },
	{ "a preferred header", preferred_header, 0 },
	{ "a preferred header that is not taken", preferred_not_taken, -EINVAL },
	{ "an unknown preferred header", preferred_unknown, -EINVAL },
	{ "answers in place", in_place, 0 },
	{ "answers in place behind V3 headers", in_place_with_v3, -EINVAL },
	{ "room for a header", header_room, 0 },
	{ "a page of room for a header", header_room_of_a_page, -EINVAL },
	{ "no done, and MMIs that count", no_done_not_simulated, 0 },
	{ "name of a mailbox of firmware's", firmwares_name, -EINVAL },
	{ "name of the ACPI table's", pointers_name, -EINVAL },
	{ "name of the status block's", status_blocks_name, -EINVAL },
	{ "name of the secure monitor call's", smcs_name, -EINVAL },
	{ "no buffers", no_buffer, -EINVAL },
	{ "no list of buffers", no_list, -EINVAL },
	{ "a buffer at a bad address", buffer_not_aligned, -EINVAL },
	{ "a buffer in bad memory", buffer_memory_not_aligned, -EINVAL },
	{ "a buffer without memory", buffer_without_memory, -EINVAL },
};

static void incomplete_desc(const struct incomplete *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(incomplete, incompletes, incomplete_desc);

static void register_executor_test(struct kunit *test)
{
	const struct incomplete *one = test->param_value;
	struct mmcomm_executor_ops ops = mock_mm_own_ops;
	struct fixture *fixture = test->priv;
	int error;

	fixture->executor.ops = &ops;
	one->prepare(fixture, &ops);
	error = mmcomm_register_executor(&fixture->executor);
	fixture->registered = !error;
	KUNIT_EXPECT_EQ(test, error, one->error);
	/* Its operations end with this function. */
	unregister_mock(fixture);
}

static void register_twice_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_executor other = fixture->executor;

	register_mock(test);
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&fixture->executor), -EBUSY);
	KUNIT_EXPECT_EQ(test, mmcomm_register_executor(&other), -EBUSY);
	/* Whoever is not registered cannot take away the one that is. */
	mmcomm_unregister_executor(&other);
	KUNIT_EXPECT_EQ(test, communicate(fixture), 0);
}

/* The mocked MM vouches for no port. */
static void trigger_test(struct kunit *test)
{
	struct mmcomm_trigger_result result;

	register_mock(test);
	KUNIT_EXPECT_EQ(test, mmcomm_trigger_sw_mmi(0, 0, &result), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_TRIGGER);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

static void update_refused_test(struct kunit *test)
{
	/* Another module's buffers are not ours to move. */
	register_mock(test);
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(1, ADDRESS, PAGE), -EOPNOTSUPP);
	unregister_mock(test->priv);

	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(0, ADDRESS, PAGE), -EPERM);
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(1, ADDRESS, PAGE), -ENOENT);
}

/* Platform hooks: who is asked, in which order. */

static char asked[64];

static bool newer_matches(void)
{
	strlcat(asked, "newer ", sizeof(asked));
	return true;
}

static bool older_matches(void)
{
	strlcat(asked, "older ", sizeof(asked));
	return true;
}

static int vouch(const struct mmcomm_acpi_base *acpi_base,
		 struct mmcomm_platform_report *report)
{
	strscpy(report->reason, "vouched for", sizeof(report->reason));
	return 0;
}

static struct mmcomm_platform_control older = {
	.name = "older", .owner = THIS_MODULE, .matches = older_matches, .init = vouch,
};

static struct mmcomm_platform_control newer = {
	.name = "newer", .owner = THIS_MODULE, .matches = newer_matches, .init = vouch,
};

static void platform_order_test(struct kunit *test)
{
	asked[0] = 0;
	KUNIT_ASSERT_EQ(test, mmcomm_register_platform_control(&older), 0);
	KUNIT_EXPECT_STREQ(test, asked, "older ");

	/* The hook registered last is asked first, and decides where it matches. */
	asked[0] = 0;
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&newer), 0);
	KUNIT_EXPECT_STREQ(test, asked, "newer ");

	asked[0] = 0;
	mmcomm_unregister_platform_control(&newer);
	KUNIT_EXPECT_STREQ(test, asked, "older ");

	asked[0] = 0;
	mmcomm_unregister_platform_control(&older);
	KUNIT_EXPECT_STREQ(test, asked, "");
}

static void platform_twice_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, mmcomm_register_platform_control(&older), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&older), -EEXIST);
	mmcomm_unregister_platform_control(&older);
	/* Not there any more: nothing happens. */
	mmcomm_unregister_platform_control(&older);
}

static void platform_incomplete_test(struct kunit *test)
{
	struct mmcomm_platform_control control = older;

	control.name = NULL;
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&control), -EINVAL);
	control = older;
	control.matches = NULL;
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&control), -EINVAL);
	control = older;
	control.init = NULL;
	KUNIT_EXPECT_EQ(test, mmcomm_register_platform_control(&control), -EINVAL);
}

static struct kunit_case services_cases[] = {
	KUNIT_CASE(communicate_test),
	KUNIT_CASE(buffers_zeroed_test),
	KUNIT_CASE(bad_pointers_test),
	KUNIT_CASE(provider_gone_test),
	KUNIT_CASE(retired_with_provider_test),
	KUNIT_CASE_PARAM(register_executor_test, incomplete_gen_params),
	KUNIT_CASE(register_twice_test),
	KUNIT_CASE(trigger_test),
	KUNIT_CASE(update_refused_test),
	KUNIT_CASE(platform_order_test),
	KUNIT_CASE(platform_twice_test),
	KUNIT_CASE(platform_incomplete_test),
	{}
};

static struct kunit_suite services_suite = {
	.name = "services",
	.init = services_init,
	.exit = services_exit,
	.test_cases = services_cases,
};

kunit_test_suite(services_suite);
