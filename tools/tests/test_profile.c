// SPDX-License-Identifier: GPL-2.0
/*
 * The library's side of the SMI handler profile's protocol, against the fake one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fake_device.h"
#include "fake_profile.h"
#include "libmmcomm.h"
#include "test.h"

static struct mmcomm_profile profile;
static struct mmcomm_outcome outcome;

static int set_up(void **state)
{
	struct mmcomm *handle;

	fake_reset();
	memset(&outcome, 0, sizeof(outcome));
	assert_int_equal(mmcomm_open(NULL, &handle), 0);
	*state = handle;
	return 0;
}

static int tear_down(void **state)
{
	mmcomm_profile_release(&profile);
	mmcomm_close(*state);
	return 0;
}

/* Reads it, and compares it with what the firmware has. */
static void read_all_of_it(struct mmcomm *handle)
{
	const struct database *database = database_usual();

	assert_int_equal(mmcomm_profile_read(handle, &profile, &outcome), 0);
	assert_int_equal(profile.size, database->size);
	assert_memory_equal(profile.data, database->bytes, database->size);
	assert_int_equal(profile.image_count, 4);
	assert_int_equal(profile.handler_count, 7);
}

static void reads_it_at_once(void **state)
{
	read_all_of_it(*state);
	assert_int_equal(fake.calls, 2);
	assert_int_equal(outcome.tally.calls, 2);
	assert_int_equal(outcome.tally.mmis, 2);
	/* The handler demands this length, and writes behind the message. */
	assert_int_equal(fake.last.request_len, 40);
	assert_int_equal(fake.last.message_len, 40);
	assert_int_equal(fake.last.window_len, 40 + profile.size);
	assert_int_equal(fake.last.relocation_count, 1);
	assert_int_equal(fake.last.buffer_id, MMCOMM_BUFFER_ANY);
}

static void reads_it_in_pieces(void **state)
{
	const size_t size = database_usual()->size;
	static const size_t rooms[] = { 1, 2, 7, 100 };

	for (size_t i = 0; i < ARRAY_SIZE(rooms); i++) {
		fake.calls = 0;
		fake.info.max_message_len = 40 + rooms[i];
		read_all_of_it(*state);
		assert_int_equal(fake.calls, 1 + (size + rooms[i] - 1) / rooms[i]);
		mmcomm_profile_release(&profile);
	}
	fake.info.max_message_len = 40 + size;
	fake.calls = 0;
	read_all_of_it(*state);
	assert_int_equal(fake.calls, 2);
	mmcomm_profile_release(&profile);
	fake.info.max_message_len = 40 + size - 1;
	fake.calls = 0;
	read_all_of_it(*state);
	assert_int_equal(fake.calls, 3);
}

static void no_room_for_a_byte(void **state)
{
	static const struct mmcomm_profile nothing;

	fake.info.max_message_len = 40;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), -EMSGSIZE);
	assert_int_equal(outcome.last.reason, MMCOMM_REASON_TOO_LONG);
	assert_memory_equal(&profile, &nothing, sizeof(profile));
	fake.info.max_message_len = 20;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), -EMSGSIZE);
}

static void the_first_request_to_the_letter(void **state)
{
	__u32 request_len, message_len;
	__u8 *request;

	(void)state;
	assert_int_equal(mmcomm_profile_request(&request, &request_len, &message_len), 0);
	assert_int_equal(request_len, 24);
	assert_int_equal(message_len, 24);
	assert_memory_equal(request, "\1\0\0\0\x18\0\0\0\xfe\xff\xff\xff\xff\xff\xff\xff"
			    "\0\0\0\0\0\0\0\0", 24);
	free(request);
	assert_int_equal(fake.calls, 0);
}

static void bad_answers_are_told_apart(void **state)
{
	static const struct {
		enum fake_profile how;
		const char *detail;
		int missing;
	} cases[] = {
		{ PROFILE_SILENT, "it is the request, untouched; nobody seems to listen", 1 },
		{ PROFILE_SHORT, "it is shorter than the request", 0 },
		{ PROFILE_OTHER, "it is the answer to another command", 0 },
		{ PROFILE_REFUSES, "the handler knows no such request", 0 },
		{ PROFILE_EMPTY, "the profile is empty", 0 },
		{ PROFILE_HUGE, "the profile is larger than any that makes sense", 0 },
		{ PROFILE_FEWER, "a piece of the profile is not the one asked for", 0 },
		{ PROFILE_OFFSET, "a piece of the profile is not the one asked for", 0 },
		{ PROFILE_BROKEN, "a record has a length that does not fit", 0 },
	};
	static const struct mmcomm_profile nothing;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		fake.profile = cases[i].how;
		assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome),
				 MMCOMM_BAD_ANSWER);
		assert_string_equal(outcome.detail, cases[i].detail);
		assert_memory_equal(&profile, &nothing, sizeof(profile));
		assert_int_equal(!!mmcomm_profile_missing(MMCOMM_BAD_ANSWER, &outcome),
				 cases[i].missing);
	}
}

static void its_own_error(void **state)
{
	fake.profile = PROFILE_FAILS;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), MMCOMM_HANDLER_FAILED);
	assert_true(outcome.handler_status == MMCOMM_EFI_ACCESS_DENIED);
	assert_false(mmcomm_profile_missing(MMCOMM_HANDLER_FAILED, &outcome));
}

static void no_profile(void **state)
{
	fake.profile = PROFILE_ABSENT;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), MMCOMM_MM_FAILED);
	assert_true(mmcomm_profile_missing(MMCOMM_MM_FAILED, &outcome));
	/* The buffer was not accepted: nothing is known about the profile. */
	fake.mm_status = MMCOMM_EFI_ACCESS_DENIED;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), MMCOMM_MM_FAILED);
	assert_false(mmcomm_profile_missing(MMCOMM_MM_FAILED, &outcome));
	fake.mm_status = 0;
	fake.profile = PROFILE_SILENT;
	fake.no_status = true;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), MMCOMM_BAD_ANSWER);
	assert_true(mmcomm_profile_missing(MMCOMM_BAD_ANSWER, &outcome));
	/* The kernel sees that, where MM never gives a status. */
	fake.error[4] = EIO;
	fake.reason = MMCOMM_REASON_NO_HANDLER;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), -EIO);
	assert_true(mmcomm_profile_missing(-EIO, &outcome));
	fake.reason = MMCOMM_REASON_SMC_DENIED;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), -EIO);
	assert_false(mmcomm_profile_missing(-EIO, &outcome));
	fake.error[4] = 0;
	fake.no_status = false;
	fake.profile = PROFILE_ANSWERS;
	read_all_of_it(*state);
	assert_false(mmcomm_profile_missing(0, &outcome));
}

static void transport_errors_pass(void **state)
{
	fake.error[4] = ETIMEDOUT;
	fake.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	fake.reason = MMCOMM_REASON_TIMEOUT;
	assert_int_equal(mmcomm_profile_read(*state, &profile, &outcome), -ETIMEDOUT);
	assert_int_equal(outcome.last.reason, MMCOMM_REASON_TIMEOUT);
	assert_int_equal(outcome.tally.calls, 1);
	assert_false(mmcomm_profile_missing(-ETIMEDOUT, &outcome));
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup_teardown(reads_it_at_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reads_it_in_pieces, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_room_for_a_byte, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_first_request_to_the_letter, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bad_answers_are_told_apart, set_up, tear_down),
		cmocka_unit_test_setup_teardown(its_own_error, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_profile, set_up, tear_down),
		cmocka_unit_test_setup_teardown(transport_errors_pass, set_up, tear_down),
	};

	return run_all("profile", tests);
}
