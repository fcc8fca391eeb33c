// SPDX-License-Identifier: GPL-2.0
/*
 * The variable handler's protocol, against a handler with EDK2's rules, and
 * against ones that break them.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fake_device.h"
#include "libmmcomm.h"
#include "test.h"

static __u8 global[MMCOMM_GUID_LEN];
static __u8 other[MMCOMM_GUID_LEN];
static struct mmcomm_outcome outcome;
static struct mmcomm_variable variable;

static int set_up(void **state)
{
	struct mmcomm *handle;

	fake_reset();
	memset(&outcome, 0, sizeof(outcome));
	mmcomm_guid_parse(MMCOMM_GLOBAL_VARIABLE, global);
	mmcomm_guid_parse("ddccbbaa-0201-0403-0506-0708090a0b0c", other);
	assert_int_equal(mmcomm_open(NULL, &handle), 0);
	*state = handle;
	return 0;
}

static int tear_down(void **state)
{
	mmcomm_variable_release(&variable);
	mmcomm_close(*state);
	return 0;
}

static void reads_a_small_one_in_one_call(void **state)
{
	assert_int_equal(mmcomm_variable_get(*state, global, "BootOrder", &variable, &outcome), 0);
	assert_int_equal(variable.attributes, 7);
	assert_int_equal(variable.size, 4);
	assert_memory_equal(variable.data, "bbbb", 4);
	assert_int_equal(fake.calls, 1);
	assert_int_equal(outcome.tally.calls, 1);
	assert_int_equal(outcome.tally.mmis, 1);
	assert_int_equal(outcome.handler_status, 0);
	/* With either header the message fits one page. */
	assert_true(fake.last.message_len + 56 <= 4096);
}

static void vendors_are_told_apart(void **state)
{
	assert_int_equal(mmcomm_variable_get(*state, other, "BootOrder", &variable, &outcome), 0);
	assert_int_equal(variable.size, 5);
	assert_memory_equal(variable.data, "ooooo", 5);
}

static void reads_an_empty_one(void **state)
{
	assert_int_equal(mmcomm_variable_get(*state, other, "Empty", &variable, &outcome), 0);
	assert_int_equal(variable.size, 0);
	assert_non_null(variable.data);
}

static void reads_a_large_one_in_two_calls(void **state)
{
	assert_int_equal(mmcomm_variable_get(*state, other, "Big", &variable, &outcome), 0);
	assert_int_equal(variable.size, 5000);
	assert_int_equal(variable.data[4999], 'B');
	assert_int_equal(fake.calls, 2);
	/* The second message is as long as it must be, and no longer. */
	assert_int_equal(fake.last.message_len, 16 + 36 + 8 + 5000);
}

static void reads_every_size_around_the_first_guess(void **state)
{
	for (size_t size = 3960; size < 4000; size++) {
		fake.value_len = size;
		assert_int_equal(mmcomm_variable_get(*state, other, "Big", &variable, &outcome), 0);
		assert_int_equal(variable.size, size);
		mmcomm_variable_release(&variable);
	}
}

static void shrinks_to_a_small_buffer(void **state)
{
	fake.info.max_message_len = 1000;
	assert_int_equal(mmcomm_variable_get(*state, global, "BootOrder", &variable, &outcome), 0);
	assert_int_equal(fake.calls, 1);
	assert_int_equal(fake.last.message_len, 1000);
	/* What was refused was no call. */
	assert_int_equal(outcome.tally.calls, 1);
}

static void says_what_does_not_fit(void **state)
{
	fake.info.max_message_len = 1000;
	assert_int_equal(mmcomm_variable_get(*state, other, "Big", &variable, &outcome), -EMSGSIZE);
	assert_int_equal(outcome.last.reason, MMCOMM_REASON_TOO_LONG);
	assert_int_equal(outcome.last.max_message_len, 1000);
	/* Not even the name fits. */
	fake.info.max_message_len = 60;
	assert_int_equal(mmcomm_variable_get(*state, global, "Lang", &variable, &outcome),
			 -EMSGSIZE);
}

static void a_missing_one_is_the_handlers_answer(void **state)
{
	assert_int_equal(mmcomm_variable_get(*state, global, "Nope", &variable, &outcome),
			 MMCOMM_HANDLER_FAILED);
	assert_int_equal(outcome.handler_status, MMCOMM_EFI_NOT_FOUND);
	assert_int_equal(outcome.last.mm_status, 0);
	assert_null(variable.data);
}

static void refuses_bad_names(void **state)
{
	assert_int_equal(mmcomm_variable_get(*state, global, "", &variable, &outcome), -EINVAL);
	assert_int_equal(mmcomm_variable_get(*state, global, "\xff", &variable, &outcome), -EINVAL);
	assert_int_equal(fake.calls, 0);
}

static void takes_a_very_long_name(void **state)
{
	char name[5001];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(mmcomm_variable_get(*state, global, name, &variable, &outcome),
			 MMCOMM_HANDLER_FAILED);
	assert_int_equal(outcome.handler_status, MMCOMM_EFI_NOT_FOUND);
}

static void mm_core_failures_are_told_apart(void **state)
{
	fake.mm_status = MMCOMM_EFI_ACCESS_DENIED;
	assert_int_equal(mmcomm_variable_get(*state, global, "BootOrder", &variable, &outcome),
			 MMCOMM_MM_FAILED);
	assert_int_equal(outcome.last.mm_status, MMCOMM_EFI_ACCESS_DENIED);
}

static void without_a_core_status_the_handlers_counts(void **state)
{
	fake.no_status = true;
	assert_int_equal(mmcomm_variable_get(*state, global, "BootOrder", &variable, &outcome), 0);
}

static void transport_errors_pass(void **state)
{
	fake.error[4] = ETIMEDOUT;
	fake.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	fake.reason = MMCOMM_REASON_TIMEOUT;
	assert_int_equal(mmcomm_variable_get(*state, global, "BootOrder", &variable, &outcome),
			 -ETIMEDOUT);
	assert_int_equal(outcome.last.reason, MMCOMM_REASON_TIMEOUT);
	/* It may have run, so it counts, and it is not repeated. */
	assert_int_equal(outcome.tally.calls, 1);
}

static void lies_about_values_are_found(void **state)
{
	static const enum fake_lie lies[] = {
		LIE_OTHER_FUNCTION, LIE_NO_STATUS, LIE_SHORT, LIE_SIZE, LIE_OTHER_NAME,
		LIE_ASKS_LESS,
	};

	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		fake.lie = lies[i];
		assert_int_equal(mmcomm_variable_get(*state, global, "BootOrder", &variable,
						     &outcome), MMCOMM_BAD_ANSWER);
		assert_non_null(outcome.detail);
		assert_null(variable.data);
	}
}

static void a_value_that_keeps_growing_ends(void **state)
{
	fake.lie = LIE_GROWS;
	assert_int_equal(mmcomm_variable_get(*state, global, "BootOrder", &variable, &outcome),
			 MMCOMM_HANDLER_FAILED);
	assert_int_equal(outcome.handler_status, MMCOMM_EFI_BUFFER_TOO_SMALL);
	assert_true(fake.calls <= 10);
}

static void walks_over_every_name(void **state)
{
	__u8 vendor[MMCOMM_GUID_LEN] = { 0 };
	char *name = NULL;
	size_t count = 0;

	for (;;) {
		assert_int_equal(mmcomm_variable_next(*state, vendor, &name, &outcome), 0);
		if (!name)
			break;
		count++;
		if (count == 1) {
			assert_string_equal(name, "BootOrder");
			assert_memory_equal(vendor, global, sizeof(vendor));
		}
		if (count == fake_variable_count())
			assert_string_equal(name, "a/slash");
		assert_true(count < 100);
	}
	assert_int_equal(count, fake_variable_count());
	assert_int_equal(fake.calls, count + 1);
	assert_int_equal(outcome.tally.mmis, count + 1);
}

static void walks_through_a_small_buffer(void **state)
{
	__u8 vendor[MMCOMM_GUID_LEN] = { 0 };
	char *name = NULL;
	size_t count = 0;

	/* An odd length, to see the name's end where the handler looks for it. */
	fake.info.max_message_len = 40 + 21;
	while (!mmcomm_variable_next(*state, vendor, &name, &outcome) && name)
		count++;
	assert_null(name);
	assert_int_equal(count, fake_variable_count());
}

static void lies_about_names_are_found(void **state)
{
	static const enum fake_lie lies[] = {
		LIE_OTHER_FUNCTION, LIE_NO_STATUS, LIE_SHORT, LIE_SIZE, LIE_ASKS_LESS,
		LIE_NO_END,
	};

	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		__u8 vendor[MMCOMM_GUID_LEN] = { 0 };
		char *name = NULL;

		fake.lie = lies[i];
		assert_int_equal(mmcomm_variable_next(*state, vendor, &name, &outcome),
				 MMCOMM_BAD_ANSWER);
		assert_null(name);
	}
}

static void a_failed_step_keeps_the_name(void **state)
{
	__u8 vendor[MMCOMM_GUID_LEN];
	char *name = strdup("Gone");

	memcpy(vendor, global, sizeof(vendor));
	assert_int_equal(mmcomm_variable_next(*state, vendor, &name, &outcome),
			 MMCOMM_HANDLER_FAILED);
	assert_int_equal(outcome.handler_status, MMCOMM_EFI_INVALID_PARAMETER);
	assert_string_equal(name, "Gone");
	free(name);
}

static void asks_for_room(void **state)
{
	struct mmcomm_variable_info info;
	__u64 bytes;

	assert_int_equal(mmcomm_variable_query_info(*state, 7, &info, &outcome), 0);
	assert_int_equal(info.maximum_storage, 65536);
	assert_int_equal(info.remaining_storage, 32768);
	assert_int_equal(info.maximum_size, 4096);
	assert_int_equal(mmcomm_variable_query_info(*state, 0, &info, &outcome),
			 MMCOMM_HANDLER_FAILED);
	assert_int_equal(mmcomm_variable_payload_size(*state, &bytes, &outcome), 0);
	assert_int_equal(bytes, 0x3fff4);
}

static void counts_calls_without_an_mmi(void **state)
{
	fake.lost_mmis = 1;
	assert_int_equal(mmcomm_variable_get(*state, other, "Big", &variable, &outcome), 0);
	assert_int_equal(outcome.tally.calls, 2);
	assert_int_equal(outcome.tally.measured, 2);
	assert_int_equal(outcome.tally.mmis, 1);
	assert_int_equal(outcome.tally.unproven, 1);
	fake.count_mmis = false;
	mmcomm_variable_release(&variable);
	assert_int_equal(mmcomm_variable_get(*state, global, "Lang", &variable, &outcome), 0);
	assert_int_equal(outcome.tally.calls, 3);
	assert_int_equal(outcome.tally.measured, 2);
}

static void plans_what_it_sends(void **state)
{
	__u32 request_len, message_len;
	__u8 *request;

	assert_int_equal(mmcomm_variable_request(global, "Lang", &request, &request_len,
						 &message_len), 0);
	assert_int_equal(fake.calls, 0);
	assert_int_equal(request_len, 52 + 10);
	assert_int_equal(request[0], 1);
	assert_memory_equal(request + 16, global, sizeof(global));
	assert_memory_equal(request + 52, "L\0a\0n\0g\0\0", 10);
	free(request);
	assert_int_equal(mmcomm_variable_get(*state, global, "Lang", &variable, &outcome), 0);
	assert_int_equal(fake.last.request_len, request_len);
	assert_int_equal(fake.last.message_len, message_len);

	assert_int_equal(mmcomm_variable_request(global, NULL, &request, &request_len,
						 &message_len), 0);
	assert_int_equal(request[0], 2);
	assert_int_equal(request_len, 42);
	free(request);
	assert_int_equal(mmcomm_variable_request(global, "\xff", &request, &request_len,
						 &message_len), -EINVAL);
}

#define with_device(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	test_case tests[] = {
		with_device(reads_a_small_one_in_one_call),
		with_device(vendors_are_told_apart),
		with_device(reads_an_empty_one),
		with_device(reads_a_large_one_in_two_calls),
		with_device(reads_every_size_around_the_first_guess),
		with_device(shrinks_to_a_small_buffer),
		with_device(says_what_does_not_fit),
		with_device(a_missing_one_is_the_handlers_answer),
		with_device(refuses_bad_names),
		with_device(takes_a_very_long_name),
		with_device(mm_core_failures_are_told_apart),
		with_device(without_a_core_status_the_handlers_counts),
		with_device(transport_errors_pass),
		with_device(lies_about_values_are_found),
		with_device(a_value_that_keeps_growing_ends),
		with_device(walks_over_every_name),
		with_device(walks_through_a_small_buffer),
		with_device(lies_about_names_are_found),
		with_device(a_failed_step_keeps_the_name),
		with_device(asks_for_room),
		with_device(counts_calls_without_an_mmi),
		with_device(plans_what_it_sends),
	};

	return run_all("variable", tests);
}
