// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/answer_in_place.c: what counts as an answer that stands in the
 * message's place, and what as none.
 */
#include <kunit/test.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "comm_buffer.h"

#define LENGTH		(4 * MMCOMM_MM_PAGE_SIZE)
#define ADDRESS		0x7fe00000ULL
#define V1		24
#define REQUEST_LEN	50
#define TOLD		100

/**
 * struct in_place - a message in a buffer
 * @buffer: the buffer
 * @message: 50 bytes, 100 that MM is told
 * @relocations: room for its relocations
 * @request: 1, 2, 3...
 * @told: bytes that MM is told
 */
struct in_place {
	struct mmcomm_buffer buffer;
	struct mmcomm_message message;
	struct mmcomm_relocation relocations[MMCOMM_MAX_RELOCATIONS];
	u8 request[256];
	u32 told;
};

static int answer_in_place_init(struct kunit *test)
{
	struct in_place *in_place = kunit_kzalloc(test, sizeof(*in_place), GFP_KERNEL);
	void *memory = kunit_kzalloc(test, LENGTH, GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, in_place);
	KUNIT_ASSERT_NOT_NULL(test, memory);
	KUNIT_ASSERT_EQ(test, mmcomm_buffer_init(&in_place->buffer, 0,
						 MMCOMM_SOURCE_NS_SHARED, memory,
						 ADDRESS, LENGTH), 0);
	for (i = 0; i < sizeof(in_place->request); i++)
		in_place->request[i] = i + 1;
	in_place->message.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
	in_place->message.request = in_place->request;
	in_place->message.request_len = REQUEST_LEN;
	in_place->message.relocations = in_place->relocations;
	in_place->told = TOLD;
	test->priv = in_place;
	return 0;
}

static void send(struct kunit *test, u64 window_len)
{
	struct in_place *in_place = test->priv;

	KUNIT_ASSERT_EQ(test, mmcomm_buffer_acquire(&in_place->buffer, MMCOMM_HEADER_V1,
						    window_len),
			MMCOMM_REASON_NONE);
	mmcomm_buffer_fill(&in_place->buffer, &in_place->message, in_place->told);
}

static u8 *at(struct kunit *test, u64 offset)
{
	struct in_place *in_place = test->priv;

	return in_place->buffer.virt + offset;
}

static void expect(struct kunit *test, enum mmcomm_reason reason, u64 returned_len)
{
	struct in_place *in_place = test->priv;
	u64 returned = 99;

	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_in_place(&in_place->buffer,
							    &in_place->message,
							    &returned), reason);
	KUNIT_EXPECT_EQ(test, returned, returned_len);
}

static void untouched_test(struct kunit *test)
{
	send(test, TOLD);
	expect(test, MMCOMM_REASON_NO_HANDLER, V1 + TOLD);
}

/* One byte is enough of an answer, wherever it stands. */
static void every_byte_test(struct kunit *test)
{
	u32 i;

	send(test, 2 * TOLD);
	for (i = 0; i < 2 * TOLD; i++) {
		*at(test, V1 + i) ^= 0x80;
		expect(test, MMCOMM_REASON_NONE, V1 + TOLD);
		*at(test, V1 + i) ^= 0x80;
	}
	expect(test, MMCOMM_REASON_NO_HANDLER, V1 + TOLD);
}

/* Every address is compared with what the kernel wrote, not with the request. */
static void relocations_test(struct kunit *test)
{
	struct in_place *in_place = test->priv;
	u32 i;

	/* At both ends, over the request's end, over each other, twice in one place. */
	in_place->relocations[0] = (struct mmcomm_relocation) { 0, 3 };
	in_place->relocations[1] = (struct mmcomm_relocation) { REQUEST_LEN - 3, 5 };
	in_place->relocations[2] = (struct mmcomm_relocation) { REQUEST_LEN - 7, 7 };
	in_place->relocations[3] = (struct mmcomm_relocation) { 20, 1 };
	in_place->relocations[4] = (struct mmcomm_relocation) { 20, 2 };
	in_place->relocations[5] = (struct mmcomm_relocation) { 30, 2 };
	in_place->relocations[6] = (struct mmcomm_relocation) { 33, 9 };
	in_place->relocations[7] = (struct mmcomm_relocation) { TOLD - 8, 0 };
	in_place->message.relocation_count = 8;
	send(test, TOLD);
	KUNIT_EXPECT_EQ(test, get_unaligned_le64(at(test, V1 + 20)), ADDRESS + V1 + 2);
	expect(test, MMCOMM_REASON_NO_HANDLER, V1 + TOLD);
	for (i = 0; i < TOLD; i++) {
		*at(test, V1 + i) ^= 1;
		expect(test, MMCOMM_REASON_NONE, V1 + TOLD);
		*at(test, V1 + i) ^= 1;
	}
	/* The request as the caller gave it, put back by MM, is a change, too. */
	memcpy(at(test, V1), in_place->request, 8);
	expect(test, MMCOMM_REASON_NONE, V1 + TOLD);
}

static void whole_request_test(struct kunit *test)
{
	struct in_place *in_place = test->priv;

	in_place->told = REQUEST_LEN;
	send(test, REQUEST_LEN);
	expect(test, MMCOMM_REASON_NO_HANDLER, V1 + REQUEST_LEN);
	*at(test, V1 + REQUEST_LEN - 1) += 1;
	expect(test, MMCOMM_REASON_NONE, V1 + REQUEST_LEN);

	/* Nothing that MM is told follows the request, but a window does. */
	send(test, 2 * REQUEST_LEN);
	expect(test, MMCOMM_REASON_NO_HANDLER, V1 + REQUEST_LEN);
	*at(test, V1 + REQUEST_LEN) = 1;
	expect(test, MMCOMM_REASON_NONE, V1 + REQUEST_LEN);
}

/**
 * struct length - a length that MM leaves in the header
 * @name: of the test
 * @answer_len: the length
 * @reason: what is said of it
 * @returned_len: with the header
 */
struct length {
	const char *name;
	u64 answer_len;
	enum mmcomm_reason reason;
	u64 returned_len;
};

static const struct length lengths[] = {
	{ "none", 0, MMCOMM_REASON_NONE, V1 },
	{ "one", 1, MMCOMM_REASON_NONE, V1 + 1 },
	{ "one less", TOLD - 1, MMCOMM_REASON_NONE, V1 + TOLD - 1 },
	{ "one more", TOLD + 1, MMCOMM_REASON_NONE, V1 + TOLD + 1 },
	{ "end of the buffer", LENGTH - V1, MMCOMM_REASON_NONE, LENGTH },
	{ "behind the buffer", LENGTH - V1 + 1, MMCOMM_REASON_SIZE_ABOVE_BUFFER,
	  LENGTH + 1 },
	{ "32 bits", U32_MAX, MMCOMM_REASON_SIZE_ABOVE_BUFFER, (u64)U32_MAX + V1 },
	{ "sign", 1ULL << 63, MMCOMM_REASON_SIZE_ABOVE_BUFFER, (1ULL << 63) + V1 },
	{ "just no overflow", U64_MAX - V1, MMCOMM_REASON_SIZE_ABOVE_BUFFER, U64_MAX },
	{ "just an overflow", U64_MAX - V1 + 1, MMCOMM_REASON_SIZE_ABOVE_BUFFER, U64_MAX },
	{ "all bits", U64_MAX, MMCOMM_REASON_SIZE_ABOVE_BUFFER, U64_MAX },
};

static void length_desc(const struct length *length, char *desc)
{
	strscpy(desc, length->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(length, lengths, length_desc);

static void length_test(struct kunit *test)
{
	const struct length *length = test->param_value;

	send(test, TOLD);
	put_unaligned_le64(length->answer_len, at(test, 16));
	expect(test, length->reason, length->returned_len);
}

/* The recipient comes first: where it has changed nothing in there means anything. */
static void recipient_test(struct kunit *test)
{
	u32 i;

	send(test, TOLD);
	put_unaligned_le64(U64_MAX, at(test, 16));
	for (i = 0; i < 16; i++) {
		*at(test, i) ^= 0x10;
		expect(test, MMCOMM_REASON_RECIPIENT_CHANGED, 0);
		*at(test, i) ^= 0x10;
	}
}

/* MM was told where to stop: a length that it says does not move the guard. */
static void guard_test(struct kunit *test)
{
	u64 window_end = V1 + 2 * TOLD;

	send(test, 2 * TOLD);
	*at(test, window_end - 1) = 1;
	*at(test, window_end + MMCOMM_GUARD_LEN) = 1;
	*at(test, V1) = 77;
	expect(test, MMCOMM_REASON_NONE, V1 + TOLD);
	put_unaligned_le64(3 * TOLD, at(test, 16));
	expect(test, MMCOMM_REASON_NONE, V1 + 3 * TOLD);
	*at(test, window_end) = 1;
	expect(test, MMCOMM_REASON_GUARD_CHANGED, V1 + 3 * TOLD);
	*at(test, window_end) = 0;
	*at(test, window_end + MMCOMM_GUARD_LEN - 1) = 1;
	expect(test, MMCOMM_REASON_GUARD_CHANGED, V1 + 3 * TOLD);
}

/* Room that MM wants in front of a message is kept free, and is a guard here. */
static void header_room_test(struct kunit *test)
{
	struct in_place *in_place = test->priv;
	u64 capacity;

	in_place->buffer.header_room = 32;
	capacity = mmcomm_buffer_capacity(&in_place->buffer, MMCOMM_HEADER_V1);
	KUNIT_EXPECT_EQ(test, capacity, LENGTH - 32);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_capacity(&in_place->buffer, MMCOMM_HEADER_V3),
			LENGTH - 56);
	in_place->told = capacity;
	send(test, capacity);
	expect(test, MMCOMM_REASON_NO_HANDLER, V1 + capacity);
	*at(test, V1) = 77;
	expect(test, MMCOMM_REASON_NONE, V1 + capacity);
	put_unaligned_le64(capacity + 8, at(test, 16));
	expect(test, MMCOMM_REASON_NONE, LENGTH);
	put_unaligned_le64(capacity + 9, at(test, 16));
	expect(test, MMCOMM_REASON_SIZE_ABOVE_BUFFER, LENGTH + 1);
	put_unaligned_le64(capacity, at(test, 16));
	*at(test, LENGTH - 1) = 1;
	expect(test, MMCOMM_REASON_GUARD_CHANGED, V1 + capacity);
	*at(test, LENGTH - 1) = 0;
	*at(test, LENGTH - 8) = 1;
	expect(test, MMCOMM_REASON_GUARD_CHANGED, V1 + capacity);
}

static struct kunit_case answer_in_place_cases[] = {
	KUNIT_CASE(untouched_test),
	KUNIT_CASE(every_byte_test),
	KUNIT_CASE(relocations_test),
	KUNIT_CASE(whole_request_test),
	KUNIT_CASE_PARAM(length_test, length_gen_params),
	KUNIT_CASE(recipient_test),
	KUNIT_CASE(guard_test),
	KUNIT_CASE(header_room_test),
	{}
};

static struct kunit_suite answer_in_place_suite = {
	.name = "answer_in_place",
	.init = answer_in_place_init,
	.test_cases = answer_in_place_cases,
};

kunit_test_suite(answer_in_place_suite);
