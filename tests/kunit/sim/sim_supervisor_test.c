// SPDX-License-Identifier: GPL-2.0
/*
 * The simulated MM supervisor: its version, and requests that are none.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "sim_fixture.h"

#define SUPERVISOR "8c633b23-1260-4ea6-830f-7ddc97382111"

#define NOT_FOUND		0x800000000000000eULL
#define UNSUPPORTED		0x8000000000000003ULL
#define INVALID_PARAMETER	0x8000000000000002ULL

#define RESULT	16
#define LEN	40

struct request {
	const char *name;
	u32 signature;
	u32 revision;
	u32 request;
	u32 len;
	u64 mm_status;
	u64 result;
};

static const struct request requests[] = {
	{ "version", 0x5055534d, 1, 3, LEN, 0, 0 },
	{ "version, with more room", 0x5055534d, 1, 3, LEN + 100, 0, 0 },
	{ "no room for the answer", 0x5055534d, 1, 3, LEN - 1, NOT_FOUND, 0x77 },
	{ "header alone", 0x5055534d, 1, 3, 24, NOT_FOUND, 0x77 },
	{ "half a header", 0x5055534d, 1, 3, 23, NOT_FOUND, 0x77 },
	{ "another signature", 0x4d535550, 1, 3, LEN, 0, INVALID_PARAMETER },
	{ "another revision", 0x5055534d, 2, 3, LEN, 0, INVALID_PARAMETER },
	{ "another request", 0x5055534d, 1, 1, LEN, 0, UNSUPPORTED },
	{ "another revision and request", 0x5055534d, 2, 4, LEN, 0, INVALID_PARAMETER },
};

static void request_desc(const struct request *request, char *desc)
{
	strscpy(desc, request->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(request, requests, request_desc);

static void request_test(struct kunit *test)
{
	const struct request *request = test->param_value;
	struct exchange *exchange = exchange_to(test, SUPERVISOR, LEN + 100);
	u8 *bytes = request_of(exchange), *answer = response_of(exchange);

	memset(bytes, 0, LEN + 100);
	put_unaligned_le32(request->signature, bytes);
	put_unaligned_le32(request->revision, bytes + 4);
	put_unaligned_le32(request->request, bytes + 8);
	bytes[RESULT] = 0x77;
	exchange->message.request_len = request->len;
	exchange_run(test, exchange);
	KUNIT_EXPECT_EQ(test, exchange->error, 0);
	KUNIT_EXPECT_EQ(test, exchange->result.mm_status, request->mm_status);
	KUNIT_EXPECT_EQ(test, exchange->result.response_len, request->len);
	if (request->len < 24) {
		KUNIT_EXPECT_MEMEQ(test, answer, bytes, request->len);
	} else {
		KUNIT_EXPECT_EQ(test, get_unaligned_le64(answer + RESULT), request->result);
		KUNIT_EXPECT_MEMEQ(test, answer, bytes, RESULT);
	}
	if (request->len >= LEN) {
		bool told = !request->mm_status && !request->result;

		KUNIT_EXPECT_EQ(test, get_unaligned_le32(answer + 24), told ? 0x10000 : 0);
		KUNIT_EXPECT_EQ(test, get_unaligned_le32(answer + 28), 0);
		KUNIT_EXPECT_EQ(test, get_unaligned_le64(answer + 32), told ? 3 : 0);
	}
	expect_buffers_zero(test);
	exchange_free(test, exchange);
}

static struct kunit_case supervisor_cases[] = {
	KUNIT_CASE_PARAM(request_test, request_gen_params),
	{}
};

static struct kunit_suite supervisor_suite = {
	.name = "sim_supervisor",
	.init = sim_init,
	.test_cases = supervisor_cases,
};

kunit_test_suite(supervisor_suite);
