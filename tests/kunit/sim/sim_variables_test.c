// SPDX-License-Identifier: GPL-2.0
/*
 * The simulated variable driver: every function with what it answers to good and
 * bad requests, and a store that fills up and empties.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "sim_fixture.h"

#define VARIABLE "ed32d533-99e6-4209-9cc0-2d72cdd998a7"

#define GET		1
#define NEXT		2
#define SET		3
#define QUERY		4
#define PAYLOAD_SIZE	11

#define INVALID_PARAMETER	0x8000000000000002ULL
#define UNSUPPORTED		0x8000000000000003ULL
#define BUFFER_TOO_SMALL	0x8000000000000005ULL
#define WRITE_PROTECTED		0x8000000000000008ULL
#define OUT_OF_RESOURCES	0x8000000000000009ULL
#define NOT_FOUND		0x800000000000000eULL
#define ACCESS_DENIED		0x800000000000000fULL

/* Attributes. */
#define NV	1
#define BS	2
#define RT	4
#define APPEND	0x40
#define ALL	(NV | BS | RT)

/* Where fields stand in a message. */
#define STATUS		8
#define VENDOR		16
#define DATA_SIZE	32
#define NAME_SIZE	40
#define ATTRIBUTES	48
#define NAME		52
#define NEXT_SIZE	32
#define NEXT_NAME	40

#define ROOM		4000

static const u8 vendor[16] = "a vendor, mine.";
static const u8 global[16] = {
	0x61, 0xdf, 0xe4, 0x8b, 0xca, 0x93, 0xd2, 0x11,
	0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c,
};

/* One message, used again and again. */
static struct exchange *one;

static void drop_all(struct kunit *test);

static int variables_init(struct kunit *test)
{
	sim_init(test);
	one = exchange_to(test, VARIABLE, ROOM);
	drop_all(test);
	return 0;
}

static u8 *begin(u64 function)
{
	u8 *request = request_of(one);

	memset(request, 0, ROOM);
	put_unaligned_le64(function, request);
	put_unaligned_le64(0x5555, request + STATUS);
	return request;
}

/* Sends the first @len bytes; returns the driver's own status. */
static u64 run(struct kunit *test, u32 len)
{
	one->message.request_len = len;
	exchange_run(test, one);
	KUNIT_EXPECT_EQ(test, one->error, 0);
	KUNIT_EXPECT_EQ(test, one->result.mm_status, 0);
	KUNIT_EXPECT_EQ(test, one->result.response_len, len);
	return get_unaligned_le64(response_of(one) + STATUS);
}

static u32 put_name(u8 *at, const char *ascii)
{
	u32 i;

	for (i = 0; ascii[i]; i++)
		put_unaligned_le16(ascii[i], at + 2 * i);
	put_unaligned_le16(0, at + 2 * i);
	return 2 * (i + 1);
}

/* GET or SET of a variable; returns where its data goes. */
static u8 *access(u64 function, const u8 *whose, const char *name, u32 attributes,
		  u64 data_size)
{
	u8 *request = begin(function);
	u32 name_size = put_name(request + NAME, name);

	memcpy(request + VENDOR, whose, 16);
	put_unaligned_le64(data_size, request + DATA_SIZE);
	put_unaligned_le64(name_size, request + NAME_SIZE);
	put_unaligned_le32(attributes, request + ATTRIBUTES);
	return request + NAME + name_size;
}

static u64 set(struct kunit *test, const char *name, u32 attributes, const void *data,
	       u32 data_size)
{
	u8 *to = access(SET, vendor, name, attributes, data_size);

	memcpy(to, data, data_size);
	return run(test, to + data_size - request_of(one));
}

static u64 get(struct kunit *test, const u8 *whose, const char *name, u32 room)
{
	u8 *to = access(GET, whose, name, 0, room);

	return run(test, to + room - request_of(one));
}

static const u8 *got_data(void)
{
	return response_of(one) + NAME + get_unaligned_le64(response_of(one) + NAME_SIZE);
}

static u64 got_size(void)
{
	return get_unaligned_le64(response_of(one) + DATA_SIZE);
}

/* Variables of this suite's that are left over. */
static void drop_all(struct kunit *test)
{
	static const char *const names[] = { "a", "b", "c", "long", "volatile" };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		set(test, names[i], ALL, "", 0);
}

static u64 free_room(struct kunit *test)
{
	begin(QUERY);
	KUNIT_EXPECT_EQ(test, run(test, 16 + 32), 0);
	return get_unaligned_le64(response_of(one) + 16 + 8);
}

static void set_get_test(struct kunit *test)
{
	u64 room = free_room(test);

	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 10), NOT_FOUND);
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL, "data", 4), 0);
	KUNIT_EXPECT_LT(test, free_room(test), room);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 10), 0);
	KUNIT_EXPECT_EQ(test, got_size(), 4);
	KUNIT_EXPECT_MEMEQ(test, got_data(), "data\0\0\0\0\0\0", 10);
	KUNIT_EXPECT_EQ(test, get_unaligned_le32(response_of(one) + ATTRIBUTES), ALL);
	/* Room for just enough, and for one byte less. */
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 4), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 3), BUFFER_TOO_SMALL);
	KUNIT_EXPECT_EQ(test, got_size(), 4);
	/* Of the same name, somebody else's. */
	KUNIT_EXPECT_EQ(test, get(test, global, "a", 10), NOT_FOUND);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "aa", 10), NOT_FOUND);

	KUNIT_EXPECT_EQ(test, set(test, "a", ALL, "other data", 10), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 10), 0);
	KUNIT_EXPECT_MEMEQ(test, got_data(), "other data", 10);
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL, "", 0), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 10), NOT_FOUND);
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL, "", 0), NOT_FOUND);
	KUNIT_EXPECT_EQ(test, free_room(test), room);
	/* No attributes mean the same. */
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL, "data", 4), 0);
	KUNIT_EXPECT_EQ(test, set(test, "a", 0, "data", 4), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 10), NOT_FOUND);
}

static void append_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL | APPEND, "", 0), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 40), NOT_FOUND);
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL | APPEND, "one", 3), 0);
	/* Others stand behind it, and move. */
	KUNIT_EXPECT_EQ(test, set(test, "b", ALL, "behind", 6), 0);
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL | APPEND, " and two", 8), 0);
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL | APPEND, " and much more", 14), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 40), 0);
	KUNIT_EXPECT_EQ(test, got_size(), 25);
	KUNIT_EXPECT_MEMEQ(test, got_data(), "one and two and much more", 25);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "b", 40), 0);
	KUNIT_EXPECT_MEMEQ(test, got_data(), "behind", 6);
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL | APPEND, "", 0), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 40), 0);
	/* Deleting the first moves the second back. */
	KUNIT_EXPECT_EQ(test, set(test, "a", ALL, "", 0), 0);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "b", 40), 0);
	KUNIT_EXPECT_MEMEQ(test, got_data(), "behind", 6);
}

struct attribute_case {
	const char *name;
	const char *variable;
	u32 attributes;
	u64 status;
};

/* "a" is there, with all three attributes. */
static const struct attribute_case attribute_cases[] = {
	{ "as they were", "a", ALL, 0 },
	{ "unknown attribute", "a", ALL | 8, UNSUPPORTED },
	{ "authenticated", "a", ALL | 0x20, UNSUPPORTED },
	{ "highest bit", "a", ALL | 0x80000000, UNSUPPORTED },
	{ "runtime without boot", "a", NV | RT, INVALID_PARAMETER },
	{ "boot without runtime", "a", NV | BS, INVALID_PARAMETER },
	{ "non-volatile alone", "a", NV, INVALID_PARAMETER },
	{ "others than before", "a", BS | RT, INVALID_PARAMETER },
	{ "a new volatile one", "volatile", BS | RT, WRITE_PROTECTED },
	{ "a new one", "b", ALL, 0 },
	{ "none, and nothing to delete", "b", 0, NOT_FOUND },
	{ "no name", "", ALL, INVALID_PARAMETER },
};

static void attribute_desc(const struct attribute_case *attribute, char *desc)
{
	strscpy(desc, attribute->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(attribute, attribute_cases, attribute_desc);

static void attribute_test(struct kunit *test)
{
	const struct attribute_case *attribute = test->param_value;

	KUNIT_ASSERT_EQ(test, set(test, "a", ALL, "before", 6), 0);
	KUNIT_EXPECT_EQ(test, set(test, attribute->variable, attribute->attributes,
				  "after!", 6), attribute->status);
	KUNIT_EXPECT_EQ(test, get(test, vendor, "a", 6), 0);
	KUNIT_EXPECT_MEMEQ(test, got_data(),
			   !attribute->status && *attribute->variable == 'a' ?
			   "after!" : "before", 6);
}

/* What the firmware alone may change. */
static void volatile_test(struct kunit *test)
{
	u8 *to = access(SET, global, "SecureBoot", BS | RT, 1);

	*to = 1;
	KUNIT_EXPECT_EQ(test, run(test, to + 1 - request_of(one)), WRITE_PROTECTED);
	KUNIT_EXPECT_EQ(test, get(test, global, "SecureBoot", 1), 0);
	KUNIT_EXPECT_EQ(test, got_data()[0], 0);
	access(SET, global, "SecureBoot", BS | RT, 0);
	KUNIT_EXPECT_EQ(test, run(test, to - request_of(one)), WRITE_PROTECTED);
}

/* NEXT walks through all of them, each once, in any order. */
static void next_test(struct kunit *test)
{
	u32 count = 0, mine = 0;
	u8 *request, before[600];
	u64 status;

	KUNIT_ASSERT_EQ(test, set(test, "a", ALL, "1", 1), 0);
	KUNIT_ASSERT_EQ(test, set(test, "b", ALL, "2", 1), 0);
	memset(before, 0, sizeof(before));
	while (count < 100) {
		request = begin(NEXT);
		memcpy(request + VENDOR, before, 16);
		put_unaligned_le64(512, request + NEXT_SIZE);
		memcpy(request + NEXT_NAME, before + 24, 512);
		status = run(test, NEXT_NAME + 512);
		if (status)
			break;
		count++;
		memcpy(before, response_of(one) + VENDOR, 24 + 512);
		if (!memcmp(before, vendor, 16))
			mine++;
	}
	KUNIT_EXPECT_EQ(test, status, NOT_FOUND);
	KUNIT_EXPECT_EQ(test, mine, 2);
	KUNIT_EXPECT_EQ(test, count, 8);
}

/* A character may have a byte that is 0, on either side. */
static void wide_name_test(struct kunit *test)
{
	static const u16 names[] = { 0x0100, 0x00ff, 0x0a00 };
	u8 *request;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		access(SET, vendor, "c", ALL, 1);
		request = request_of(one);
		put_unaligned_le16(names[i], request + NAME);
		request[NAME + 4] = i;
		KUNIT_EXPECT_EQ(test, run(test, NAME + 5), 0);
	}
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		access(GET, vendor, "c", 0, 1);
		request = request_of(one);
		put_unaligned_le16(names[i], request + NAME);
		KUNIT_EXPECT_EQ(test, run(test, NAME + 5), 0);
		KUNIT_EXPECT_EQ(test, response_of(one)[NAME + 4], i);

		request = begin(NEXT);
		memcpy(request + VENDOR, vendor, 16);
		put_unaligned_le64(4, request + NEXT_SIZE);
		put_unaligned_le16(names[i], request + NEXT_NAME);
		KUNIT_EXPECT_EQ(test, run(test, NEXT_NAME + 4),
				i + 1 < ARRAY_SIZE(names) ? 0 : NOT_FOUND);
	}
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		access(SET, vendor, "c", ALL, 0);
		put_unaligned_le16(names[i], request_of(one) + NAME);
		KUNIT_EXPECT_EQ(test, run(test, NAME + 4), 0);
	}
}

static void next_refused_test(struct kunit *test)
{
	u8 *request = begin(NEXT);

	/* A room that is not there. */
	put_unaligned_le64(1, request + NEXT_SIZE);
	KUNIT_EXPECT_EQ(test, run(test, NEXT_NAME), ACCESS_DENIED);
	KUNIT_EXPECT_EQ(test, run(test, NEXT_NAME - 1), INVALID_PARAMETER);
	/* A name without its end. */
	request = begin(NEXT);
	put_unaligned_le64(0, request + NEXT_SIZE);
	KUNIT_EXPECT_EQ(test, run(test, NEXT_NAME), INVALID_PARAMETER);
	put_unaligned_le64(4, request + NEXT_SIZE);
	memset(request + NEXT_NAME, 'x', 4);
	KUNIT_EXPECT_EQ(test, run(test, NEXT_NAME + 4), INVALID_PARAMETER);
	/* A name that nobody has. */
	request = begin(NEXT);
	put_unaligned_le64(20, request + NEXT_SIZE);
	put_name(request + NEXT_NAME, "nobody");
	KUNIT_EXPECT_EQ(test, run(test, NEXT_NAME + 20), INVALID_PARAMETER);
	/* Room for the end of a name alone. */
	request = begin(NEXT);
	put_unaligned_le64(2, request + NEXT_SIZE);
	KUNIT_EXPECT_EQ(test, run(test, NEXT_NAME + 2), BUFFER_TOO_SMALL);
	KUNIT_EXPECT_GT(test, get_unaligned_le64(response_of(one) + NEXT_SIZE), 2);
	KUNIT_EXPECT_NULL(test, memchr_inv(response_of(one) + VENDOR, 0, 16));
}

struct malformed {
	const char *name;
	u64 data_size;
	u64 name_size;
	const char *characters;
	u32 len;
	u64 status;
};

/* The characters stand for those of the name, 0 for a NUL. */
static const struct malformed malformeds[] = {
	{ "sound", 4, 4, "a0", NAME + 8, NOT_FOUND },
	{ "shorter than its fields", 0, 2, "0", NAME - 1, INVALID_PARAMETER },
	{ "name too long", 0, 6, "aa0", NAME + 4, ACCESS_DENIED },
	{ "name absurdly long", 0, U64_MAX, "a0", NAME + 4, ACCESS_DENIED },
	{ "data too long", 5, 4, "a0", NAME + 8, ACCESS_DENIED },
	{ "data absurdly long", U64_MAX - 3, 4, "a0", NAME + 8, ACCESS_DENIED },
	{ "no name at all", 0, 0, "", NAME, ACCESS_DENIED },
	{ "half a character", 0, 3, "a0", NAME + 4, ACCESS_DENIED },
	{ "name without an end", 0, 4, "aa", NAME + 4, ACCESS_DENIED },
	{ "name that ends early", 0, 6, "a00", NAME + 6, ACCESS_DENIED },
};

static void malformed_desc(const struct malformed *bad, char *desc)
{
	strscpy(desc, bad->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(malformed, malformeds, malformed_desc);

static void malformed_test(struct kunit *test)
{
	const struct malformed *bad = test->param_value;
	static const u64 functions[] = { GET, SET };
	u32 i, character;

	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		u8 *request = begin(functions[i]);

		memcpy(request + VENDOR, vendor, 16);
		put_unaligned_le64(bad->data_size, request + DATA_SIZE);
		put_unaligned_le64(bad->name_size, request + NAME_SIZE);
		for (character = 0; bad->characters[character]; character++)
			request[NAME + 2 * character] =
				bad->characters[character] == '0' ? 0 : 'a';
		/* Sound, SET finds nothing to delete: it has no attributes. */
		KUNIT_EXPECT_EQ(test, run(test, bad->len), bad->status);
	}
}

static void query_test(struct kunit *test)
{
	begin(QUERY);
	KUNIT_EXPECT_EQ(test, run(test, 16 + 31), INVALID_PARAMETER);
	KUNIT_EXPECT_EQ(test, run(test, 16 + 32), 0);
	KUNIT_EXPECT_EQ(test, get_unaligned_le64(response_of(one) + 16), 64 * 1024);
	KUNIT_EXPECT_LT(test, get_unaligned_le64(response_of(one) + 24), 64 * 1024);
	KUNIT_EXPECT_EQ(test, get_unaligned_le64(response_of(one) + 32),
			get_unaligned_le64(response_of(one) + 24));
}

static void payload_size_test(struct kunit *test)
{
	u64 length = sim_communicator()->buffers[0].length;

	begin(PAYLOAD_SIZE);
	KUNIT_EXPECT_EQ(test, run(test, 16 + 7), INVALID_PARAMETER);
	KUNIT_EXPECT_EQ(test, run(test, 16 + 8), 0);
	KUNIT_EXPECT_EQ(test, get_unaligned_le64(response_of(one) + 16),
			length - V3_LEN - 16);
	one->message.header_version = MMCOMM_HEADER_V1;
	KUNIT_EXPECT_EQ(test, run(test, 16 + 8), 0);
	KUNIT_EXPECT_EQ(test, get_unaligned_le64(response_of(one) + 16),
			length - V1_LEN - 16);
}

static void unknown_function_test(struct kunit *test)
{
	static const u64 unknown[] = { 0, 5, 10, 12, 0x100000001ULL, U64_MAX };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		begin(unknown[i]);
		KUNIT_EXPECT_EQ(test, run(test, 64), UNSUPPORTED);
	}
	/* Too short for a function: left as it is. */
	begin(GET);
	KUNIT_EXPECT_EQ(test, run(test, 15) & 0xffff, 0x5555);
}

/* The store fills up, refuses what does not fit, and is as empty as before. */
static void full_test(struct kunit *test)
{
	static u8 data[1024];
	u64 room = free_room(test), before;
	u32 appended = 0;

	memset(data, 0xd1, sizeof(data));
	KUNIT_ASSERT_EQ(test, set(test, "long", ALL, data, sizeof(data)), 0);
	while (!set(test, "long", ALL | APPEND, data, sizeof(data)))
		appended++;
	KUNIT_EXPECT_GT(test, appended, 50);
	KUNIT_EXPECT_LT(test, free_room(test), sizeof(data));
	KUNIT_EXPECT_EQ(test, set(test, "long", ALL | APPEND, data, sizeof(data)),
			OUT_OF_RESOURCES);
	KUNIT_EXPECT_EQ(test, set(test, "b", ALL, data, sizeof(data)), OUT_OF_RESOURCES);
	/* To the last byte, and then there is no room for another record. */
	KUNIT_EXPECT_EQ(test, set(test, "long", ALL | APPEND, data, free_room(test)), 0);
	before = free_room(test);
	KUNIT_EXPECT_LT(test, before, 64);
	while (!set(test, "long", ALL | APPEND, data, 8))
		;
	KUNIT_EXPECT_EQ(test, free_room(test), 0);
	KUNIT_EXPECT_EQ(test, set(test, "b", ALL, data, 1), OUT_OF_RESOURCES);
	/* One of the same name makes room for itself. */
	KUNIT_EXPECT_EQ(test, set(test, "long", ALL, data, sizeof(data)), 0);
	KUNIT_EXPECT_EQ(test, set(test, "long", ALL, data, 0), 0);
	KUNIT_EXPECT_EQ(test, free_room(test), room);
}

static struct kunit_case variables_cases[] = {
	KUNIT_CASE(set_get_test),
	KUNIT_CASE(append_test),
	KUNIT_CASE_PARAM(attribute_test, attribute_gen_params),
	KUNIT_CASE(volatile_test),
	KUNIT_CASE(next_test),
	KUNIT_CASE(wide_name_test),
	KUNIT_CASE(next_refused_test),
	KUNIT_CASE_PARAM(malformed_test, malformed_gen_params),
	KUNIT_CASE(query_test),
	KUNIT_CASE(payload_size_test),
	KUNIT_CASE(unknown_function_test),
	KUNIT_CASE(full_test),
	{}
};

static struct kunit_suite variables_suite = {
	.name = "sim_variables",
	.init = variables_init,
	.test_cases = variables_cases,
};

kunit_test_suite(variables_suite);
