// SPDX-License-Identifier: GPL-2.0
/*
 * The library's side of the MM supervisor's protocol, against the fake one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fake_device.h"
#include "libmmcomm.h"
#include "test.h"

static struct mmcomm_supervisor_version version;
static struct mmcomm_outcome outcome;

static int set_up(void **state)
{
	struct mmcomm *handle;

	fake_reset();
	memset(&outcome, 0, sizeof(outcome));
	memset(&version, 0xaa, sizeof(version));
	assert_int_equal(mmcomm_open(NULL, &handle), 0);
	*state = handle;
	return 0;
}

static int tear_down(void **state)
{
	mmcomm_close(*state);
	return 0;
}

static void reads_the_version(void **state)
{
	fake.version = 0x01020304;
	fake.patch_level = 0xfffffffe;
	fake.max_request_level = 0x8000000000000001;
	assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome), 0);
	assert_int_equal(version.version, 0x01020304);
	assert_int_equal(version.patch_level, 0xfffffffe);
	assert_true(version.max_request_level == 0x8000000000000001);
	assert_int_equal(outcome.handler_status, 0);
	assert_int_equal(outcome.tally.calls, 1);
	assert_int_equal(outcome.tally.mmis, 1);
	/* One message, as long as header and answer together. */
	assert_int_equal(fake.calls, 1);
	assert_int_equal(fake.last.request_len, 24);
	assert_int_equal(fake.last.message_len, 40);
	assert_int_equal(fake.last.response_capacity, 40);
	assert_int_equal(fake.last.buffer_id, MMCOMM_BUFFER_ANY);
	/* A version of zeroes is a version. */
	fake.version = 0;
	fake.patch_level = 0;
	fake.max_request_level = 0;
	assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome), 0);
	assert_int_equal(version.version, 0);
	assert_int_equal(outcome.tally.calls, 2);
}

static void the_request_to_the_letter(void **state)
{
	__u32 request_len, message_len;
	__u8 *request;

	(void)state;
	assert_int_equal(mmcomm_supervisor_request(&request, &request_len, &message_len), 0);
	assert_int_equal(request_len, 24);
	assert_int_equal(message_len, 40);
	assert_memory_equal(request, "MSUP\1\0\0\0\3\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
			    24);
	free(request);
	assert_int_equal(fake.calls, 0);
}

static void bad_answers_are_told_apart(void **state)
{
	static const struct {
		enum fake_supervisor how;
		const char *detail;
	} cases[] = {
		{ SUPERVISOR_SILENT, "it is the request, untouched; nobody seems to listen" },
		{ SUPERVISOR_NO_HEADER, "it is shorter than the supervisor's own header" },
		{ SUPERVISOR_SHORT, "it is too short to hold a version" },
		{ SUPERVISOR_SIGNATURE, "it lacks the signature 'MSUP'" },
		{ SUPERVISOR_REVISION, "its header has another revision" },
		{ SUPERVISOR_OTHER, "it is the answer to another request" },
		{ SUPERVISOR_NO_RESULT, "the result was not filled in" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		fake.supervisor = cases[i].how;
		assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome),
				 MMCOMM_BAD_ANSWER);
		assert_string_equal(outcome.detail, cases[i].detail);
		assert_int_equal(version.version, 0xaaaaaaaa);
	}
}

static void its_own_errors(void **state)
{
	static const struct {
		__u64 result;
		__u64 status;
	} cases[] = {
		{ 0x800000000000000f, 0x800000000000000f },
		{ 21, 0x8000000000000015 },
		{ 1, 0x8000000000000001 },
		{ 0x8000000000000000, 0x8000000000000000 },
		{ 0x7fffffffffffffff, UINT64_MAX },
	};

	fake.supervisor = SUPERVISOR_FAILS;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		fake.supervisor_result = cases[i].result;
		assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome),
				 MMCOMM_HANDLER_FAILED);
		assert_true(outcome.handler_status == cases[i].status);
		assert_int_equal(version.version, 0xaaaaaaaa);
	}
}

static void no_supervisor(void **state)
{
	fake.supervisor = SUPERVISOR_ABSENT;
	assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome),
			 MMCOMM_MM_FAILED);
	assert_true(outcome.last.mm_status == MMCOMM_EFI_NOT_FOUND);
	/* Without a status of the core's own, the untouched message tells. */
	fake.supervisor = SUPERVISOR_SILENT;
	fake.no_status = true;
	assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome),
			 MMCOMM_BAD_ANSWER);
	fake.supervisor = SUPERVISOR_ANSWERS;
	assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome), 0);
}

static void transport_errors_pass(void **state)
{
	fake.error[4] = ETIMEDOUT;
	fake.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	fake.reason = MMCOMM_REASON_TIMEOUT;
	assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome), -ETIMEDOUT);
	assert_int_equal(outcome.last.reason, MMCOMM_REASON_TIMEOUT);
	assert_int_equal(outcome.tally.calls, 1);
	fake.error[4] = EPERM;
	fake.progress = MMCOMM_PROGRESS_NOT_SENT;
	assert_int_equal(mmcomm_supervisor_get_version(*state, &version, &outcome), -EPERM);
	assert_int_equal(outcome.tally.calls, 1);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup_teardown(reads_the_version, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_request_to_the_letter, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bad_answers_are_told_apart, set_up, tear_down),
		cmocka_unit_test_setup_teardown(its_own_errors, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_supervisor, set_up, tear_down),
		cmocka_unit_test_setup_teardown(transport_errors_pass, set_up, tear_down),
	};

	return run_all("supervisor", tests);
}
