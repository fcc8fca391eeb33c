// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/comm_buffer.c: the invariants of a communicate buffer, in
 * memory with a margin on either side that nothing may touch.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "comm_buffer.h"
#include "comm_header.h"
#include "region_table.h"

#define ADDRESS		0x7f000000ULL
#define PAGES		8
#define LENGTH		(PAGES * MMCOMM_MM_PAGE_SIZE)
#define MARGIN		MMCOMM_MM_PAGE_SIZE
#define MARGIN_BYTE	0x5a
#define FILL		0xaf
/* What stands in a buffer's memory where nothing was prepared. */
#define DIRT		0xd1

static const guid_t recipient =
	GUID_INIT(0xed32d533, 0x99e6, 0x4209,
		  0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7);

static u8 *memory;
static u8 *bytes;
static struct mmcomm_buffer buffer;
/* The region table's word about it. */
static __le32 type;

static int comm_buffer_init(struct kunit *test)
{
	memory = kunit_kzalloc(test, LENGTH + 2 * MARGIN, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, memory);
	memset(memory, MARGIN_BYTE, LENGTH + 2 * MARGIN);
	bytes = memory + MARGIN;
	memset(bytes, 0, LENGTH);
	return mmcomm_buffer_init(&buffer, 3, MMCOMM_SOURCE_PARAMETER, bytes,
				  ADDRESS, LENGTH);
}

static void comm_buffer_exit(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, MARGIN_BYTE, MARGIN));
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes + LENGTH, MARGIN_BYTE, MARGIN));
}

static void borrow(void)
{
	buffer.borrowed = true;
	buffer.fill = FILL;
	memset(bytes, FILL, LENGTH);
}

/* An entry of the region table, in which somebody left something. */
static void offer(void)
{
	type = cpu_to_le32(MMCOMM_REGION_FREE);
	buffer.claim = &type;
	memset(bytes, DIRT, LENGTH);
}

/* Puts a request of @len bytes 1, 2, 3... into the buffer. */
static void put_request(struct kunit *test, u32 version, u32 len, u32 message_len,
			u32 window_len)
{
	u8 *request = kunit_kzalloc(test, len, GFP_KERNEL);
	struct mmcomm_message message = {
		.recipient = recipient,
		.request = request,
		.request_len = len,
	};
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, request);
	for (i = 0; i < len; i++)
		request[i] = i + 1;
	KUNIT_ASSERT_EQ(test, mmcomm_buffer_acquire(&buffer, version, window_len),
			MMCOMM_REASON_NONE);
	mmcomm_buffer_fill(&buffer, &message, message_len);
}

struct shape {
	u64 address;
	u64 length;
	int error;
};

static const struct shape shapes[] = {
	{ 0x1000, 0x1000, 0 },
	{ 0x7f000000, 0x10000, 0 },
	{ 0x7f000000, MMCOMM_MAX_BUFFER_LEN, 0 },
	{ 0x7f000000, MMCOMM_MAX_BUFFER_LEN + 0x1000, -EFBIG },
	{ 0xfffffffffffef000ULL, 0x10000, 0 },
	{ 0, 0x1000, -EINVAL },
	{ 0x1000, 0, -EINVAL },
	{ 0, 0, -EINVAL },
	{ 0x1001, 0x1000, -EINVAL },
	{ 0x1800, 0x1000, -EINVAL },
	{ 0x1ff8, 0x1000, -EINVAL },
	{ 0x1000, 0x1001, -EINVAL },
	{ 0x1000, 0xfff, -EINVAL },
	{ 0x1000, 0x1800, -EINVAL },
	{ 0xfffffffffffff000ULL, 0x2000, -EOVERFLOW },
	{ 0x2000, 0xfffffffffffff000ULL, -EOVERFLOW },
};

static void shape_desc(const struct shape *shape, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "0x%llx+0x%llx", shape->address,
		 shape->length);
}

KUNIT_ARRAY_PARAM(shape, shapes, shape_desc);

static void check_shape_test(struct kunit *test)
{
	const struct shape *shape = test->param_value;

	KUNIT_EXPECT_EQ(test, mmcomm_buffer_check_shape(shape->address, shape->length),
			shape->error);
}

static void init_refuses_test(struct kunit *test)
{
	const struct shape *shape = test->param_value;
	struct mmcomm_buffer fresh = {};

	KUNIT_EXPECT_EQ(test, mmcomm_buffer_init(&fresh, 0, MMCOMM_SOURCE_PARAMETER,
						 bytes, shape->address,
						 shape->length),
			shape->error);
	KUNIT_EXPECT_EQ(test, fresh.state,
			shape->error ? 0 : MMCOMM_BUFFER_ENABLED);
}

static void init_test(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, buffer.virt, (void *)bytes);
	KUNIT_EXPECT_EQ(test, buffer.address, ADDRESS);
	KUNIT_EXPECT_EQ(test, buffer.length, LENGTH);
	KUNIT_EXPECT_EQ(test, buffer.id, 3);
	KUNIT_EXPECT_EQ(test, buffer.source, MMCOMM_SOURCE_PARAMETER);
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_FALSE(test, buffer.borrowed);
	KUNIT_EXPECT_FALSE(test, buffer.mapped);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_capacity(&buffer, MMCOMM_HEADER_V1),
			LENGTH - 24);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_capacity(&buffer, MMCOMM_HEADER_V3),
			LENGTH - 56);
}

struct sizes {
	u32 version;
	u32 request_len;
	u32 message_len;
	u32 window_len;
};

static const struct sizes sizes[] = {
	{ MMCOMM_HEADER_V1, 1, 1, 1 },
	{ MMCOMM_HEADER_V1, 100, 100, 100 },
	{ MMCOMM_HEADER_V1, 100, 300, 300 },
	{ MMCOMM_HEADER_V1, 100, 300, 5000 },
	{ MMCOMM_HEADER_V1, 4072, 4072, 4072 },
	{ MMCOMM_HEADER_V1, LENGTH - 24, LENGTH - 24, LENGTH - 24 },
	{ MMCOMM_HEADER_V1, 1, LENGTH - 24, LENGTH - 24 },
	{ MMCOMM_HEADER_V1, 1, 1, LENGTH - 24 },
	{ MMCOMM_HEADER_V3, 1, 1, 1 },
	{ MMCOMM_HEADER_V3, 100, 300, 5000 },
	{ MMCOMM_HEADER_V3, LENGTH - 56, LENGTH - 56, LENGTH - 56 },
};

static void sizes_desc(const struct sizes *size, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "V%u %u/%u/%u", size->version,
		 size->request_len, size->message_len, size->window_len);
}

KUNIT_ARRAY_PARAM(sizes, sizes, sizes_desc);

/* Header and window are prepared, and at least a guard behind them. */
static void expect_prepared(struct kunit *test, const struct sizes *size)
{
	u64 window_end = mmcomm_header_len(size->version) + size->window_len;

	KUNIT_EXPECT_GE(test, buffer.prepared_len,
			min(window_end + MMCOMM_GUARD_LEN, LENGTH));
	KUNIT_EXPECT_LE(test, buffer.prepared_len, LENGTH);
}

static void fill_test(struct kunit *test)
{
	const struct sizes *size = test->param_value;
	u32 header_len = mmcomm_header_len(size->version);
	u8 *payload = bytes + header_len;
	u32 i;

	memset(bytes, DIRT, LENGTH);
	put_request(test, size->version, size->request_len, size->message_len,
		    size->window_len);
	expect_prepared(test, size);

	KUNIT_EXPECT_TRUE(test, mmcomm_header_recipient_is(bytes, size->version,
							   &recipient));
	KUNIT_EXPECT_TRUE(test, mmcomm_header_length_is(bytes, size->version,
							size->message_len));
	for (i = 0; i < size->request_len; i++)
		if (payload[i] != (u8)(i + 1))
			break;
	KUNIT_EXPECT_EQ(test, i, size->request_len);
	KUNIT_EXPECT_NULL(test, memchr_inv(payload + i, 0,
					   buffer.prepared_len - header_len - i));
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes + buffer.prepared_len, DIRT,
					   LENGTH - buffer.prepared_len));
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_buffer_message(&buffer),
			    (const void *)payload);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_header(&buffer),
			MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, header_len +
							  size->message_len),
			MMCOMM_REASON_NONE);
}

/* A whole call on the driver's own memory leaves nothing behind. */
static void release_own_test(struct kunit *test)
{
	const struct sizes *size = test->param_value;

	put_request(test, size->version, size->request_len, size->message_len,
		    size->window_len);
	mmcomm_buffer_release(&buffer, mmcomm_header_len(size->version));
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, 0, LENGTH));
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
}

/* A whole call on borrowed memory leaves it as it was. */
static void release_borrowed_test(struct kunit *test)
{
	const struct sizes *size = test->param_value;

	borrow();
	put_request(test, size->version, size->request_len, size->message_len,
		    size->window_len);
	mmcomm_buffer_release(&buffer, mmcomm_header_len(size->version));
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, FILL, LENGTH));
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
}

/* The firmware may own what lies behind the part that a message needs. */
static void borrowed_rest_test(struct kunit *test)
{
	const struct sizes *size = test->param_value;
	u64 prepared;

	borrow();
	put_request(test, size->version, size->request_len, size->message_len,
		    size->window_len);
	prepared = buffer.prepared_len;
	mmcomm_buffer_release(&buffer, 0);

	memset(bytes + prepared, DIRT, LENGTH - prepared);
	put_request(test, size->version, size->request_len, size->message_len,
		    size->window_len);
	mmcomm_buffer_release(&buffer, prepared);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, FILL, prepared));
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes + prepared, DIRT, LENGTH - prepared));
}

static void acquire_lost_test(struct kunit *test)
{
	const struct sizes *size = test->param_value;
	u64 prepared;
	u64 at[3];
	u32 i;

	borrow();
	KUNIT_ASSERT_EQ(test, mmcomm_buffer_acquire(&buffer, size->version,
						    size->window_len),
			MMCOMM_REASON_NONE);
	prepared = buffer.prepared_len;
	at[0] = 0;
	at[1] = mmcomm_header_len(size->version) + size->window_len - 1;
	at[2] = prepared - 1;
	mmcomm_buffer_release(&buffer, 0);

	for (i = 0; i < ARRAY_SIZE(at); i++) {
		buffer.state = MMCOMM_BUFFER_ENABLED;
		bytes[at[i]] ^= 1;
		KUNIT_EXPECT_EQ_MSG(test, mmcomm_buffer_acquire(&buffer, size->version,
								size->window_len),
				    MMCOMM_REASON_BUFFER_LOST, "byte %llu", at[i]);
		KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_LOST);
		/* Nothing but that one byte differs. */
		bytes[at[i]] ^= 1;
		KUNIT_EXPECT_NULL(test, memchr_inv(bytes, FILL, LENGTH));
	}
}

/* What stands in memory of the driver's own is no sign of another owner. */
static void acquire_own_test(struct kunit *test)
{
	memset(bytes, DIRT, LENGTH);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_acquire(&buffer, MMCOMM_HEADER_V1, 10),
			MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, DIRT, LENGTH));
}

/* Claimed while a message is in it, and nothing is written outside its part. */
static void claim_test(struct kunit *test)
{
	const struct sizes *size = test->param_value;
	u64 prepared;

	offer();
	put_request(test, size->version, size->request_len, size->message_len,
		    size->window_len);
	prepared = buffer.prepared_len;
	KUNIT_EXPECT_EQ(test, le32_to_cpu(type), MMCOMM_REGION_CLAIMED);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer,
							  mmcomm_header_len(size->version)),
			MMCOMM_REASON_NONE);
	mmcomm_buffer_release(&buffer, mmcomm_header_len(size->version));
	KUNIT_EXPECT_EQ(test, le32_to_cpu(type), MMCOMM_REGION_FREE);
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, 0, prepared));
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes + prepared, DIRT, LENGTH - prepared));
}

/* Somebody else's is left alone, and may be free the next time. */
static void acquire_occupied_test(struct kunit *test)
{
	offer();
	type = 0;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_state_now(&buffer), MMCOMM_BUFFER_OCCUPIED);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_acquire(&buffer, MMCOMM_HEADER_V1, 10),
			MMCOMM_REASON_BUFFER_BUSY);
	KUNIT_EXPECT_EQ(test, type, 0);
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, DIRT, LENGTH));

	type = cpu_to_le32(MMCOMM_REGION_FREE);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_state_now(&buffer), MMCOMM_BUFFER_ENABLED);
	put_request(test, MMCOMM_HEADER_V1, 10, 10, 10);
	mmcomm_buffer_release(&buffer, 0);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(type), MMCOMM_REGION_FREE);

	/* What became of a buffer counts more than who is in it. */
	type = 0;
	buffer.state = MMCOMM_BUFFER_RETIRED;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_state_now(&buffer), MMCOMM_BUFFER_RETIRED);
}

static void relocations_test(struct kunit *test)
{
	static const struct mmcomm_relocation relocations[] = {
		{ .payload_offset = 0, .window_offset = 0 },
		{ .payload_offset = 11, .window_offset = 64 },
		{ .payload_offset = 56, .window_offset = 9999 },
	};
	struct mmcomm_message message = {
		.recipient = recipient,
		.request = "only these bytes are a request.",
		.request_len = 32,
		.relocations = relocations,
		.relocation_count = ARRAY_SIZE(relocations),
	};
	u8 expected[64] = {};
	u32 version, i;

	for (version = MMCOMM_HEADER_V1; version <= MMCOMM_HEADER_V3; version += 2) {
		u32 header_len = mmcomm_header_len(version);

		memset(expected, 0, sizeof(expected));
		memcpy(expected, message.request, message.request_len);
		for (i = 0; i < ARRAY_SIZE(relocations); i++)
			put_unaligned_le64(ADDRESS + header_len +
					   relocations[i].window_offset,
					   expected + relocations[i].payload_offset);
		KUNIT_ASSERT_EQ(test, mmcomm_buffer_acquire(&buffer, version, 10000),
				MMCOMM_REASON_NONE);
		mmcomm_buffer_fill(&buffer, &message, 64);
		KUNIT_EXPECT_MEMEQ(test, bytes + header_len, expected, 64);
		KUNIT_EXPECT_NULL(test, memchr_inv(bytes + header_len + 64, 0,
						   LENGTH - header_len - 64));
		mmcomm_buffer_release(&buffer, 0);
	}
}

/* The copies that count are the private ones. */
static void verify_header_test(struct kunit *test)
{
	put_request(test, MMCOMM_HEADER_V1, 10, 10, 10);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_header(&buffer), MMCOMM_REASON_NONE);

	bytes[15] ^= 1;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_header(&buffer),
			MMCOMM_REASON_RECIPIENT_CHANGED);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, 34),
			MMCOMM_REASON_RECIPIENT_CHANGED);
	bytes[15] ^= 1;

	bytes[23] ^= 1;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_header(&buffer),
			MMCOMM_REASON_LENGTH_CHANGED);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, 34),
			MMCOMM_REASON_LENGTH_CHANGED);
	bytes[23] ^= 1;

	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, 34),
			MMCOMM_REASON_NONE);
}

struct answer {
	const char *name;
	bool borrowed;
	u32 window_len;
	u64 returned_len;
	/* Offset of a byte that MM wrote, 0 for none. */
	u64 written;
	enum mmcomm_reason reason;
};

#define V1	24
#define GUARD	MMCOMM_GUARD_LEN
#define LAST	(LENGTH - 1)

static const struct answer answers[] = {
	{ "as long as the message", false, 100, V1 + 100, 0, MMCOMM_REASON_NONE },
	{ "header alone", false, 100, V1, 0, MMCOMM_REASON_NONE },
	{ "nothing", false, 100, 0, 0, MMCOMM_REASON_SIZE_BELOW_HEADER },
	{ "less than a header", false, 100, V1 - 1, 0, MMCOMM_REASON_SIZE_BELOW_HEADER },
	{ "longer than the message", false, 100, V1 + 200, V1 + 199, MMCOMM_REASON_NONE },
	{ "whole buffer", false, 100, LENGTH, LAST, MMCOMM_REASON_NONE },
	{ "beyond the buffer", false, 100, LENGTH + 1, 0, MMCOMM_REASON_SIZE_ABOVE_BUFFER },
	{ "absurdly long", false, 100, U64_MAX, 0, MMCOMM_REASON_SIZE_ABOVE_BUFFER },
	{ "last byte of the window", false, 100, V1 + 1, V1 + 99, MMCOMM_REASON_NONE },
	{ "one byte behind the window", false, 100, V1 + 1, V1 + 100,
	  MMCOMM_REASON_GUARD_CHANGED },
	{ "one byte behind the answer", false, 100, V1 + 200, V1 + 200,
	  MMCOMM_REASON_GUARD_CHANGED },
	{ "last byte of the guard", false, 100, V1 + 100, V1 + 100 + GUARD - 1,
	  MMCOMM_REASON_GUARD_CHANGED },
	{ "last byte behind a long answer", false, 100, V1 + 5000,
	  V1 + 5000 + GUARD - 1, MMCOMM_REASON_GUARD_CHANGED },
	{ "last byte of a guard cut by the end", false, 100, LENGTH - 10, LAST,
	  MMCOMM_REASON_GUARD_CHANGED },
	{ "window up to the end", false, LENGTH - V1, V1 + 1, LAST, MMCOMM_REASON_NONE },
	{ "guard cut by the end", false, LENGTH - V1 - 1, V1 + 1, LAST,
	  MMCOMM_REASON_GUARD_CHANGED },
	{ "borrowed, as long as the message", true, 100, V1 + 100, 0, MMCOMM_REASON_NONE },
	{ "borrowed, header alone", true, 100, V1, 0, MMCOMM_REASON_NONE },
	{ "borrowed, less than a header", true, 100, V1 - 1, 0,
	  MMCOMM_REASON_SIZE_BELOW_HEADER },
	{ "borrowed, longer than the window", true, 100, V1 + 101, 0,
	  MMCOMM_REASON_SIZE_ABOVE_BUFFER },
	{ "borrowed, far beyond the window", true, 100, V1 + 100 + 2 * GUARD, 0,
	  MMCOMM_REASON_SIZE_ABOVE_BUFFER },
	{ "borrowed, beyond the buffer", true, 100, LENGTH + 1, 0,
	  MMCOMM_REASON_SIZE_ABOVE_BUFFER },
	{ "borrowed, behind the window", true, 100, V1 + 100, V1 + 100,
	  MMCOMM_REASON_GUARD_CHANGED },
	{ "borrowed, last byte of the guard", true, 100, V1 + 100, V1 + 100 + GUARD - 1,
	  MMCOMM_REASON_GUARD_CHANGED },
	{ "borrowed, window up to the end", true, LENGTH - V1, LENGTH, LAST,
	  MMCOMM_REASON_NONE },
};

static void answer_desc(const struct answer *answer, char *desc)
{
	strscpy(desc, answer->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(answer, answers, answer_desc);

static void verify_answer_test(struct kunit *test)
{
	const struct answer *answer = test->param_value;

	if (answer->borrowed)
		borrow();
	put_request(test, MMCOMM_HEADER_V1, 10, min(answer->window_len, 100U),
		    answer->window_len);
	if (answer->written)
		bytes[answer->written] = 0xff;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, answer->returned_len),
			answer->reason);
}

static void expect_forgotten(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, guid_is_null(&buffer.recipient));
	KUNIT_EXPECT_EQ(test, buffer.message_len, 0);
	KUNIT_EXPECT_EQ(test, buffer.window_len, 0);
	KUNIT_EXPECT_EQ(test, buffer.prepared_len, 0);
}

/* Whatever came of it, the memory is as it was and the secrets are gone. */
static void release_answer_test(struct kunit *test)
{
	const struct answer *answer = test->param_value;

	if (answer->borrowed)
		borrow();
	put_request(test, MMCOMM_HEADER_V1, 10, min(answer->window_len, 100U),
		    answer->window_len);
	if (answer->written)
		bytes[answer->written] = 0xff;
	if (answer->reason)
		mmcomm_buffer_release_broken(&buffer);
	else
		mmcomm_buffer_release(&buffer, answer->returned_len);

	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, answer->borrowed ? FILL : 0, LENGTH));
	KUNIT_EXPECT_EQ(test, buffer.state,
			answer->borrowed && answer->reason ? MMCOMM_BUFFER_LOST :
							     MMCOMM_BUFFER_ENABLED);
	expect_forgotten(test);
}

/* MM may have written anywhere in memory that is the driver's alone... */
static void release_broken_own_test(struct kunit *test)
{
	put_request(test, MMCOMM_HEADER_V1, 10, 10, 10);
	memset(bytes + LENGTH / 2, 0xff, LENGTH / 2);
	mmcomm_buffer_release_broken(&buffer);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, 0, LENGTH));
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
	expect_forgotten(test);
}

/* ...and what lies behind the message in the firmware's is not ours to write. */
static void release_broken_borrowed_test(struct kunit *test)
{
	u64 prepared;

	borrow();
	put_request(test, MMCOMM_HEADER_V1, 10, 10, 10);
	prepared = buffer.prepared_len;
	memset(bytes + prepared, DIRT, LENGTH - prepared);
	mmcomm_buffer_release_broken(&buffer);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, FILL, prepared));
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes + prepared, DIRT, LENGTH - prepared));
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_LOST);
	expect_forgotten(test);
}

/*
 * Nobody knows what lies behind the guard of an entry: an answer must not reach
 * there, and nothing that was there becomes part of one.
 */
static void claimed_answer_test(struct kunit *test)
{
	offer();
	put_request(test, MMCOMM_HEADER_V1, 10, 100, 100);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, V1 + 100),
			MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, V1 + 101),
			MMCOMM_REASON_SIZE_ABOVE_BUFFER);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, LENGTH),
			MMCOMM_REASON_SIZE_ABOVE_BUFFER);
	bytes[V1 + 100 + GUARD - 1] = 1;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_verify_answer(&buffer, V1 + 100),
			MMCOMM_REASON_GUARD_CHANGED);
	mmcomm_buffer_release_broken(&buffer);
	/* For the length of the call it was the driver's. */
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, 0, LENGTH));
	KUNIT_EXPECT_EQ(test, le32_to_cpu(type), MMCOMM_REGION_FREE);
	KUNIT_EXPECT_EQ(test, buffer.state, MMCOMM_BUFFER_ENABLED);
	expect_forgotten(test);
}

static void zero_claimed_test(struct kunit *test)
{
	offer();
	mmcomm_buffer_zero(&buffer);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, DIRT, LENGTH));
	KUNIT_EXPECT_EQ(test, le32_to_cpu(type), MMCOMM_REGION_FREE);
}

static void zero_test(struct kunit *test)
{
	memset(bytes, DIRT, LENGTH);
	mmcomm_buffer_zero(&buffer);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, 0, LENGTH));
}

static void zero_borrowed_test(struct kunit *test)
{
	borrow();
	mmcomm_buffer_zero(&buffer);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, FILL, LENGTH));
}

/* Between calls a secure partition's memory is nobody's. */
static void zero_shared_test(struct kunit *test)
{
	buffer.shared = true;
	memset(bytes, DIRT, LENGTH);
	mmcomm_buffer_zero(&buffer);
	KUNIT_EXPECT_NULL(test, memchr_inv(bytes, DIRT, LENGTH));
}

/* What is mapped: the buffer's memory, then the word of its entry. */
static struct mmcomm_range maps[2];
static u32 map_count, refused_map;

static void *note_map(u64 start, u64 length)
{
	if (map_count == ARRAY_SIZE(maps) || map_count + 1 == refused_map)
		return NULL;
	maps[map_count].start = start;
	maps[map_count].length = length;
	return map_count++ ? (void *)&type : bytes;
}

static void note_unmap(void *virt)
{
	map_count--;
}

static const struct mmcomm_physical_access access = {
	.map = note_map,
	.unmap = note_unmap,
};

static void map_test(struct kunit *test)
{
	struct mmcomm_region_table *regions =
		kunit_kzalloc(test, sizeof(*regions), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, regions);
	map_count = 0;
	refused_map = 0;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_map(&buffer, 5, MMCOMM_SOURCE_UPDATE, &access,
						regions, ADDRESS, LENGTH), 0);
	KUNIT_EXPECT_EQ(test, map_count, 1);
	KUNIT_EXPECT_EQ(test, maps[0].start, ADDRESS);
	KUNIT_EXPECT_EQ(test, maps[0].length, LENGTH);
	KUNIT_EXPECT_EQ(test, buffer.id, 5);
	KUNIT_EXPECT_EQ(test, buffer.source, MMCOMM_SOURCE_UPDATE);
	KUNIT_EXPECT_PTR_EQ(test, (u8 *)buffer.virt, bytes);
	KUNIT_EXPECT_NULL(test, buffer.claim);
	mmcomm_buffer_unmap(&buffer, &access);
	KUNIT_EXPECT_EQ(test, map_count, 0);
	KUNIT_EXPECT_NULL(test, buffer.virt);
	mmcomm_buffer_unmap(&buffer, &access);
	KUNIT_EXPECT_EQ(test, map_count, 0);

	/* Part of an entry has the entry's word. */
	regions->address = 0x7d000018;
	regions->count = 2;
	regions->entries[1] = (struct mmcomm_region_entry) {
		.start = ADDRESS - MMCOMM_MM_PAGE_SIZE,
		.length = LENGTH + MMCOMM_MM_PAGE_SIZE,
		.type_offset = 64,
	};
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_map(&buffer, 5, MMCOMM_SOURCE_UPDATE, &access,
						regions, ADDRESS, LENGTH), 0);
	KUNIT_EXPECT_EQ(test, map_count, 2);
	KUNIT_EXPECT_EQ(test, maps[1].start, 0x7d000018 + 64);
	KUNIT_EXPECT_EQ(test, maps[1].length, 4);
	KUNIT_EXPECT_PTR_EQ(test, (void *)buffer.claim, (void *)&type);
	mmcomm_buffer_unmap(&buffer, &access);
	KUNIT_EXPECT_NULL(test, buffer.claim);

	for (refused_map = 1; refused_map <= 2; refused_map++) {
		KUNIT_EXPECT_EQ(test, mmcomm_buffer_map(&buffer, 5, MMCOMM_SOURCE_UPDATE,
							&access, regions, ADDRESS, LENGTH),
				-ENOMEM);
		KUNIT_EXPECT_EQ(test, map_count, 0);
		KUNIT_EXPECT_FALSE(test, buffer.mapped);
	}
	refused_map = 0;
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_map(&buffer, 5, MMCOMM_SOURCE_UPDATE, &access,
						regions, ADDRESS + 1, LENGTH), -EINVAL);
	KUNIT_EXPECT_EQ(test, map_count, 0);
}

static struct kunit_case comm_buffer_cases[] = {
	KUNIT_CASE_PARAM(check_shape_test, shape_gen_params),
	KUNIT_CASE_PARAM(init_refuses_test, shape_gen_params),
	KUNIT_CASE(init_test),
	KUNIT_CASE_PARAM(fill_test, sizes_gen_params),
	KUNIT_CASE_PARAM(release_own_test, sizes_gen_params),
	KUNIT_CASE_PARAM(release_borrowed_test, sizes_gen_params),
	KUNIT_CASE_PARAM(borrowed_rest_test, sizes_gen_params),
	KUNIT_CASE_PARAM(acquire_lost_test, sizes_gen_params),
	KUNIT_CASE(acquire_own_test),
	KUNIT_CASE_PARAM(claim_test, sizes_gen_params),
	KUNIT_CASE(acquire_occupied_test),
	KUNIT_CASE(relocations_test),
	KUNIT_CASE(verify_header_test),
	KUNIT_CASE_PARAM(verify_answer_test, answer_gen_params),
	KUNIT_CASE_PARAM(release_answer_test, answer_gen_params),
	KUNIT_CASE(release_broken_own_test),
	KUNIT_CASE(release_broken_borrowed_test),
	KUNIT_CASE(claimed_answer_test),
	KUNIT_CASE(zero_claimed_test),
	KUNIT_CASE(zero_test),
	KUNIT_CASE(zero_borrowed_test),
	KUNIT_CASE(zero_shared_test),
	KUNIT_CASE(map_test),
	{}
};

static struct kunit_suite comm_buffer_suite = {
	.name = "comm_buffer",
	.init = comm_buffer_init,
	.exit = comm_buffer_exit,
	.test_cases = comm_buffer_cases,
};

kunit_test_suite(comm_buffer_suite);
