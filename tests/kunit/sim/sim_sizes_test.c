// SPDX-License-Identifier: GPL-2.0
/*
 * Messages of every length, to the last byte of the buffer, and one more.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "sim_fixture.h"

/* Buffers up to here get a message of each length. */
#define EACH_LENGTH_UP_TO	MMCOMM_MM_PAGE_SIZE

/* In longer ones, so many lengths around each page's end and at both ends. */
#define AROUND	3

static const u32 versions[] = { MMCOMM_HEADER_V1, MMCOMM_HEADER_V3 };

static bool worth_trying(u64 len, u64 capacity, u32 header)
{
	u64 total = len + header;
	u64 in_page = total % MMCOMM_MM_PAGE_SIZE;

	if (len <= AROUND || capacity - len <= AROUND)
		return true;
	if (in_page > AROUND && in_page < MMCOMM_MM_PAGE_SIZE - AROUND)
		return false;
	/* Of many pages those around powers of two. */
	return total < 8 * MMCOMM_MM_PAGE_SIZE ||
	       is_power_of_2((total + AROUND) / MMCOMM_MM_PAGE_SIZE);
}

static u64 next_length(u64 len, u64 capacity, u32 header)
{
	if (capacity + header <= EACH_LENGTH_UP_TO)
		return len + 1;
	do {
		len++;
	} while (len < capacity && !worth_trying(len, capacity, header));
	return len;
}

/* Sends @len bytes, of which the caller gives @given. */
static void send(struct kunit *test, struct exchange *exchange, u64 given, u64 len)
{
	exchange->message.request_len = given;
	exchange->message.message_len = len;
	exchange->message.response_capacity = len;
	response_of(exchange)[len] = UNTOUCHED;
	exchange_run(test, exchange);
	expect_echoed(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->result.used_buffer_id, exchange->message.buffer_id);
}

static void every_length(struct kunit *test, u32 id, u32 version)
{
	u32 header = header_len(version);
	u64 capacity = sim_communicator()->buffers[id].length - header;
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_ECHO, capacity + 1);
	u64 len;

	exchange->message.buffer_id = id;
	exchange->message.header_version = version;
	for (len = 1; len <= capacity && !test->status;
	     len = next_length(len, capacity, header)) {
		send(test, exchange, len, len);
		KUNIT_EXPECT_EQ(test, exchange->result.max_message_len, capacity);
	}
	send(test, exchange, 1, capacity);
	send(test, exchange, capacity - 1, capacity);
	expect_buffers_zero(test);

	exchange->message.request_len = capacity + 1;
	exchange->message.message_len = 0;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, exchange->result.reason, MMCOMM_REASON_TOO_LONG);
	KUNIT_EXPECT_EQ(test, exchange->result.max_message_len, capacity);
	exchange->message.request_len = 1;
	exchange->message.window_len = capacity + 1;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, -EMSGSIZE);
	exchange_free(test, exchange);
}

static void every_length_test(struct kunit *test)
{
	u32 id, i;

	for (id = 0; id < sim_communicator()->buffer_count; id++)
		for (i = 0; i < ARRAY_SIZE(versions); i++)
			every_length(test, id, versions[i]);
}

/* A response shorter than the answer, by any number of bytes. */
static void capacity_test(struct kunit *test)
{
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_ECHO, 100);
	u32 capacity;

	for (capacity = 0; capacity <= 100; capacity++) {
		memset(response_of(exchange), UNTOUCHED, 101);
		exchange->message.response_capacity = capacity;
		exchange_run(test, exchange);
		expect_echoed(test, exchange);
		KUNIT_EXPECT_EQ(test, exchange->result.flags,
				MMCOMM_RESULT_STATUS_VALID |
				(capacity < 100 ? MMCOMM_RESULT_TRUNCATED : 0));
		KUNIT_EXPECT_NULL(test, memchr_inv(response_of(exchange) + capacity,
						   UNTOUCHED, 101 - capacity));
	}
	exchange_free(test, exchange);
}

/* Ids are those of the list, and no others. */
static void ids_test(struct kunit *test)
{
	struct exchange *exchange = exchange_to(test, MMCOMM_SIM_ECHO, 8);
	u32 id;

	for (id = 0; id < MMCOMM_MAX_BUFFERS + 4; id++) {
		exchange->message.buffer_id = id;
		exchange_run(test, exchange);
		if (id < sim_communicator()->buffer_count) {
			expect_echoed(test, exchange);
			KUNIT_EXPECT_EQ(test, exchange->result.used_buffer_id, id);
			continue;
		}
		KUNIT_EXPECT_EQ(test, exchange->error, -ENOENT);
		KUNIT_EXPECT_EQ(test, exchange->result.reason, MMCOMM_REASON_NO_SUCH_BUFFER);
		KUNIT_EXPECT_EQ(test, exchange->result.used_buffer_id, MMCOMM_BUFFER_ANY);
	}
	exchange_free(test, exchange);
}

static struct kunit_case sizes_cases[] = {
	KUNIT_CASE_SLOW(every_length_test),
	KUNIT_CASE(capacity_test),
	KUNIT_CASE(ids_test),
	{}
};

static struct kunit_suite sizes_suite = {
	.name = "sim_sizes",
	.init = sim_init,
	.test_cases = sizes_cases,
};

kunit_test_suite(sizes_suite);
