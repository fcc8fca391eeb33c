// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/comm_header.c: the bytes in front of a message, and that a
 * change of any of them is seen.
 */
#include <kunit/test.h>
#include <linux/bits.h>
#include <linux/string.h>
#include <linux/uuid.h>
#include <uapi/linux/mmcomm.h>

#include "comm_header.h"

/* More than any header, so that writing too much shows. */
#define ROOM	96
#define UNTOUCHED 0x5a

static const guid_t recipient =
	GUID_INIT(0x01020304, 0x0506, 0x0708,
		  0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10);

#define MESSAGE_LEN 0x1122334455667788ULL

/* As they stand in memory on every machine. */
static const u8 v1_bytes[] = {
	0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07,
	0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10,
	0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
};

static const u8 v3_bytes[] = {
	/* 68e8c853-2ba9-4dd7-9ac0-91e16155c935 */
	0x53, 0xc8, 0xe8, 0x68, 0xa9, 0x2b, 0xd7, 0x4d,
	0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35,
	/* with the header's own 56 bytes */
	0xc0, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07,
	0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10,
	0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
};

struct header {
	const char *name;
	u32 version;
	const u8 *bytes;
	u32 len;
	/* Where in the header the recipient stands, and lengths and what is reserved. */
	u64 recipient_bytes;
	u64 length_bytes;
};

static const struct header headers[] = {
	{
		.name = "V1",
		.version = MMCOMM_HEADER_V1,
		.bytes = v1_bytes,
		.len = 24,
		.recipient_bytes = GENMASK_ULL(15, 0),
		.length_bytes = GENMASK_ULL(23, 16),
	},
	{
		.name = "V3",
		.version = MMCOMM_HEADER_V3,
		.bytes = v3_bytes,
		.len = 56,
		.recipient_bytes = GENMASK_ULL(15, 0) | GENMASK_ULL(47, 32),
		.length_bytes = GENMASK_ULL(31, 16) | GENMASK_ULL(55, 48),
	},
};

static void header_desc(const struct header *header, char *desc)
{
	strscpy(desc, header->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(header, headers, header_desc);

static void len_test(struct kunit *test)
{
	const struct header *header = test->param_value;

	KUNIT_EXPECT_EQ(test, mmcomm_header_len(header->version), header->len);
}

static void unknown_len_test(struct kunit *test)
{
	static const u32 unknown[] = { 0, 2, 4, 24, 56, U32_MAX };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unknown); i++)
		KUNIT_EXPECT_EQ_MSG(test, mmcomm_header_len(unknown[i]), 0,
				    "version %u", unknown[i]);
}

static void best_test(struct kunit *test)
{
	const u32 v1 = BIT(MMCOMM_HEADER_V1), v3 = BIT(MMCOMM_HEADER_V3);

	KUNIT_EXPECT_EQ(test, mmcomm_header_best(v1), MMCOMM_HEADER_V1);
	KUNIT_EXPECT_EQ(test, mmcomm_header_best(v3), MMCOMM_HEADER_V3);
	KUNIT_EXPECT_EQ(test, mmcomm_header_best(v1 | v3), MMCOMM_HEADER_V3);
	KUNIT_EXPECT_EQ(test, mmcomm_header_best(0), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_header_best(~(v1 | v3)), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_header_best(~v3), MMCOMM_HEADER_V1);
}

/* Sent as a recipient, it would make MM look for one inside the message. */
static void marker_test(struct kunit *test)
{
	guid_t marker, almost;

	memcpy(&marker, v3_bytes, sizeof(marker));
	almost = marker;
	almost.b[15] ^= 1;
	KUNIT_EXPECT_TRUE(test, mmcomm_header_is_marker(&marker));
	KUNIT_EXPECT_FALSE(test, mmcomm_header_is_marker(&almost));
	KUNIT_EXPECT_FALSE(test, mmcomm_header_is_marker(&recipient));
	KUNIT_EXPECT_FALSE(test, mmcomm_header_is_marker(&guid_null));
}

static void write_test(struct kunit *test)
{
	const struct header *header = test->param_value;
	u8 memory[ROOM];
	u32 shift;

	/* The memory need not be aligned. */
	for (shift = 0; shift < 8; shift++) {
		memset(memory, UNTOUCHED, sizeof(memory));
		mmcomm_header_write(memory + shift, header->version, &recipient,
				    MESSAGE_LEN);
		KUNIT_EXPECT_MEMEQ(test, memory + shift, header->bytes, header->len);
		KUNIT_EXPECT_NULL(test, memchr_inv(memory, UNTOUCHED, shift));
		KUNIT_EXPECT_NULL(test, memchr_inv(memory + shift + header->len,
						   UNTOUCHED,
						   ROOM - shift - header->len));
	}
}

static void unchanged_test(struct kunit *test)
{
	static const u64 lengths[] = { 1, 0xff, 0x100, U32_MAX, MESSAGE_LEN };
	const struct header *header = test->param_value;
	u8 memory[ROOM];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		mmcomm_header_write(memory, header->version, &recipient, lengths[i]);
		KUNIT_EXPECT_TRUE(test, mmcomm_header_recipient_is(memory,
								   header->version,
								   &recipient));
		KUNIT_EXPECT_TRUE(test, mmcomm_header_length_is(memory,
								header->version,
								lengths[i]));
		KUNIT_EXPECT_FALSE(test, mmcomm_header_length_is(memory,
								 header->version,
								 lengths[i] + 1));
		KUNIT_EXPECT_FALSE(test, mmcomm_header_recipient_is(memory,
								    header->version,
								    &guid_null));
	}
}

/* Every single byte that changes is seen, as what it is. */
static void changed_byte_test(struct kunit *test)
{
	const struct header *header = test->param_value;
	u8 memory[ROOM];
	u32 at;

	for (at = 0; at < header->len; at++) {
		bool is_recipient = header->recipient_bytes & BIT_ULL(at);
		bool is_length = header->length_bytes & BIT_ULL(at);

		mmcomm_header_write(memory, header->version, &recipient, MESSAGE_LEN);
		memory[at] ^= 0x80;
		KUNIT_EXPECT_EQ_MSG(test, !is_recipient,
				    mmcomm_header_recipient_is(memory, header->version,
							       &recipient),
				    "byte %u", at);
		KUNIT_EXPECT_EQ_MSG(test, !is_length,
				    mmcomm_header_length_is(memory, header->version,
							    MESSAGE_LEN),
				    "byte %u", at);
	}
}

/* Whatever MM wrote there is read, and judged by whoever asked. */
static void answer_len_test(struct kunit *test)
{
	static const u64 lengths[] = { 0, 1, MESSAGE_LEN, U32_MAX, U64_MAX };
	u8 memory[ROOM] __aligned(8);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		mmcomm_header_write(memory, MMCOMM_HEADER_V1, &recipient, lengths[i]);
		KUNIT_EXPECT_EQ(test, mmcomm_header_answer_len(memory), lengths[i]);
	}
}

static struct kunit_case comm_header_cases[] = {
	KUNIT_CASE_PARAM(len_test, header_gen_params),
	KUNIT_CASE(unknown_len_test),
	KUNIT_CASE(best_test),
	KUNIT_CASE(marker_test),
	KUNIT_CASE_PARAM(write_test, header_gen_params),
	KUNIT_CASE_PARAM(unchanged_test, header_gen_params),
	KUNIT_CASE_PARAM(changed_byte_test, header_gen_params),
	KUNIT_CASE(answer_len_test),
	{}
};

static struct kunit_suite comm_header_suite = {
	.name = "comm_header",
	.test_cases = comm_header_cases,
};

kunit_test_suite(comm_header_suite);
