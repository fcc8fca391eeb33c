// SPDX-License-Identifier: GPL-2.0
/*
 * The CPU that MMIs must be raised on is offline: stop_machine() runs nothing
 * then. Nothing is sent, nothing is written, and the next try may work.
 */
#include <kunit/static_stub.h>
#include <kunit/test.h>
#include <linux/string.h>

#include "core_fixture.h"
#include "exclusion.h"

#define PAGE	MMCOMM_MM_PAGE_SIZE

static struct mmcomm_communicator *const communicator = &mmcomm_core.communicator;

static int run_nothing(struct mmcomm_exclusion *exclusion, void (*work)(void *argument),
		       void *argument, u64 *stopped_ns)
{
	*stopped_ns = 0;
	return -EOPNOTSUPP;
}

static void go_offline(struct kunit *test)
{
	kunit_activate_static_stub(test, mmcomm_exclusive, run_nothing);
}

static void come_online(struct kunit *test)
{
	kunit_deactivate_static_stub(test, mmcomm_exclusive);
}

static int offline_init(struct kunit *test)
{
	core_fixture_init(test);
	core_fixture_add_mm(test);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	return 0;
}

static int send(struct mmcomm_result *result)
{
	static u8 request[8] = "request";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
	};

	return mmcomm_communicate(&message, result);
}

static void message_test(struct kunit *test)
{
	struct mmcomm_result result;

	go_offline(test);
	KUNIT_EXPECT_EQ(test, send(&result), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_CPU);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	KUNIT_EXPECT_EQ(test, communicator->exclusion.stops, 0);
	come_online(test);
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_EQ(test, communicator->exclusion.stops, 1);
}

static void trigger_test(struct kunit *test)
{
	struct mmcomm_trigger_result result;

	go_offline(test);
	KUNIT_EXPECT_EQ(test, mmcomm_trigger_sw_mmi(0x10, 0, &result), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_CPU);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	come_online(test);
	KUNIT_EXPECT_EQ(test, mmcomm_trigger_sw_mmi(0x10, 0, &result), 0);
}

/* A buffer that cannot be zeroed is not used; the next call looks for it again. */
static void new_buffer_test(struct kunit *test)
{
	struct mmcomm_provided_buffer provided = { .address = RESERVED, .length = PAGE };
	struct mmcomm_executor executor = {
		.ops = &mock_mm_own_ops, .context = &mock_mm,
		.buffers = &provided, .buffer_count = 1,
	};
	struct mmcomm_result result;
	u8 *memory = fake_memory_at(RESERVED);

	memset(memory, 0xd1, PAGE);
	provided.virt = memory;
	mmcomm_core.registered = &executor;
	go_offline(test);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	KUNIT_EXPECT_TRUE(test, communicator->stale);
	KUNIT_EXPECT_EQ(test, send(&result), -ENODEV);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_BUFFER);
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, 0xd1, PAGE));
	come_online(test);
	KUNIT_EXPECT_EQ(test, send(&result), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, 0, PAGE));
	mmcomm_core.registered = NULL;
}

static void move_test(struct kunit *test)
{
	memset(fake_memory_at(RESERVED), 0xd1, PAGE);
	communicator->updates_enabled = true;
	go_offline(test);
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(0, RESERVED, PAGE), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, BORROWED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(RESERVED), 0xd1, PAGE));
	/* Mailbox and buffer; the new one is not mapped any more. */
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 2);
	come_online(test);
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(0, RESERVED, PAGE), 0);
}

static struct kunit_case offline_cases[] = {
	KUNIT_CASE(message_test),
	KUNIT_CASE(trigger_test),
	KUNIT_CASE(new_buffer_test),
	KUNIT_CASE(move_test),
	{}
};

static struct kunit_suite offline_suite = {
	.name = "offline",
	.init = offline_init,
	.exit = core_fixture_exit,
	.test_cases = offline_cases,
};

kunit_test_suite(offline_suite);
