// SPDX-License-Identifier: GPL-2.0
/*
 * Messages on standard error, and the exit code that belongs to each failure.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "fake_device.h"
#include "format.h"
#include "module.h"
#include "test.h"

static const struct options text_output = { .device = MMCOMM_DEVICE_PATH };
static const struct options json_output = {
	.device = MMCOMM_DEVICE_PATH, .output = OUTPUT_JSON
};

static int set_up(void **state)
{
	(void)state;
	fake_reset();
	unsetenv("COLUMNS");
	return 0;
}

static void say_both(void)
{
	error("'%s' is %d", "this", 1);
	note("See %s", "there");
}

static void say_something_long(void)
{
	error("a sentence that is longer than the terminal is wide");
}

static void to_standard_error_alone(void **state)
{
	(void)state;
	capture_begin();
	say_both();
	say_something_long();
	assert_string_equal(capture_end(), "");
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: 'this' is 1\n"
			    "See there\n"
			    "mmcomm-cli: a sentence that is longer than the terminal is wide\n");
	assert_string_equal(on_terminal(30, say_something_long),
			    "mmcomm-cli: a sentence that is\r\n"
			    "longer than the terminal is\r\n"
			    "wide\r\n");
}

static void say_odd_things(void)
{
	static char longest[6001];

	memset(longest, 'x', sizeof(longest) - 1);
	note("a\033[31mb\033[0m");
	note("%s", longest);
}

static void odd_text(void **state)
{
	const char *text;

	(void)state;
	capture_begin();
	say_odd_things();
	capture_end();
	text = captured_errors();
	assert_null(strchr(text, '\033'));
	assert_line(text, "a?[31mb?[0m");
	/* Cut, and a line none the less. */
	assert_int_equal(text[strlen(text) - 1], '\n');
	assert_true(strlen(text) > 4000);
}

static int failed(const struct options *options, int number, __u32 reason)
{
	const struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_COMMUNICATE,
		.error = number,
		.reason = reason,
		.device = options->device,
	};
	int code;

	capture_begin();
	/* In parentheses it is not the macro of cmocka. */
	code = (fail)(options, &failure);
	capture_end();
	return code;
}

/* Every pair of errno and reason that the kernel documents, and what it means. */
static void exit_codes(void **state)
{
	static const struct {
		int error;
		__u32 reason;
		int code;
	} cases[] = {
		{ ENOTTY, MMCOMM_REASON_NONE, EXIT_TRANSPORT },
		{ E2BIG, MMCOMM_REASON_NONE, EXIT_TRANSPORT },
		{ EINVAL, MMCOMM_REASON_NONE, EXIT_TRANSPORT },
		{ EINVAL, MMCOMM_REASON_FLAGS, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_RESERVED, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_ZERO_GUID, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_EMPTY_REQUEST, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_MESSAGE_LEN, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_WINDOW_LEN, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_RELOCATION, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_HEADER_VERSION, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_OVERLAP, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_COMMAND, EXIT_USAGE },
		{ EINVAL, MMCOMM_REASON_MARKER_GUID, EXIT_USAGE },
		/* This machine's FADT says so. */
		{ EINVAL, MMCOMM_REASON_RESERVED_COMMAND, EXIT_TRANSPORT },
		{ EPERM, MMCOMM_REASON_NONE, EXIT_ACCESS },
		{ EPERM, MMCOMM_REASON_LOCKDOWN, EXIT_ACCESS },
		{ EACCES, MMCOMM_REASON_NONE, EXIT_ACCESS },
		{ ENOMEM, MMCOMM_REASON_NONE, EXIT_OTHER },
		{ ENOMEM, MMCOMM_REASON_NO_MEMORY, EXIT_TRANSPORT },
		{ EFAULT, MMCOMM_REASON_REQUEST_MEMORY, EXIT_TRANSPORT },
		{ EMSGSIZE, MMCOMM_REASON_TOO_LONG, EXIT_TRANSPORT },
		{ ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER, EXIT_TRANSPORT },
		{ ENOENT, MMCOMM_REASON_BUFFER_NOT_ENABLED, EXIT_TRANSPORT },
		{ ENODEV, MMCOMM_REASON_NO_MAILBOX, EXIT_TRANSPORT },
		{ EOPNOTSUPP, MMCOMM_REASON_HEADER_VERSION, EXIT_TRANSPORT },
		{ EOPNOTSUPP, MMCOMM_REASON_PROBE_ONLY, EXIT_TRANSPORT },
		{ EBUSY, MMCOMM_REASON_SLEEPING, EXIT_TRANSPORT },
		{ EIO, MMCOMM_REASON_NOT_TAKEN, EXIT_TRANSPORT },
		{ ETIMEDOUT, MMCOMM_REASON_TIMEOUT, EXIT_TRANSPORT },
		{ EBADMSG, MMCOMM_REASON_GUARD_CHANGED, EXIT_TRANSPORT },
		{ EINTR, MMCOMM_REASON_INTERRUPTED, EXIT_TRANSPORT },
		/* A kernel that knows more than this tool. */
		{ EINVAL, 4000, EXIT_USAGE },
		{ 4000, UINT32_MAX, EXIT_TRANSPORT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int code = failed(&text_output, cases[i].error, cases[i].reason);

		if (code != cases[i].code)
			fail_msg("errno %d, reason %u: exit %d, not %d", cases[i].error,
				 cases[i].reason, code, cases[i].code);
		assert_begins(captured_errors(), "mmcomm-cli: ");
	}
}

static void a_failure_in_full(void **state)
{
	(void)state;
	failed(&text_output, ETIMEDOUT, MMCOMM_REASON_TIMEOUT);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: MM took the message and did not finish it in time.\n"
			    "The buffer is retired until the module is loaded again, an entry of the region table until the machine is reset. For slow handlers load the module with a longer timeout_ms=.\n"
			    "Nothing was sent to MM.\n");
	failed(&json_output, ETIMEDOUT, MMCOMM_REASON_TIMEOUT);
	assert_json("error.errno", "\"ETIMEDOUT\"");
	assert_json("error.reason", "\"timeout\"");
	capture_begin();
	assert_int_equal(fail_simple(&text_output, MMCOMM_OPERATION_OPEN, -ENOENT),
			 EXIT_TRANSPORT);
	capture_end();
	assert_begins(captured_errors(),
		      "mmcomm-cli: /dev/mmcomm is not there: the mmcomm module is not loaded.\n");
	capture_begin();
	assert_int_equal(out_of_memory(), EXIT_OTHER);
	capture_end();
	assert_string_equal(captured_errors(), "mmcomm-cli: out of memory\n");
}

static struct mmcomm_outcome outcome;

static int protocol_failed(const struct options *options, int result)
{
	int code;

	capture_begin();
	code = fail_protocol(options, "reading x\033", result, &outcome);
	capture_end();
	return code;
}

static void failures_of_a_protocol(void **state)
{
	(void)state;
	outcome = (struct mmcomm_outcome) {
		.last = { .mm_status = MMCOMM_EFI_NOT_FOUND, .progress = MMCOMM_PROGRESS_RAN },
		.handler_status = MMCOMM_EFI_ACCESS_DENIED,
		.detail = "it is too short",
	};
	mmcomm_guid_parse("variable", outcome.last.recipient);
	assert_int_equal(protocol_failed(&text_output, MMCOMM_MM_FAILED), EXIT_MM);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: reading x?: the MM core answered EFI_NOT_FOUND (0x800000000000000e).\n"
			    "The item was not found.\n"
			    "The recipient was ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable).\n"
			    "This firmware has no handler for that recipient, or the handler failed.\n");
	assert_int_equal(protocol_failed(&text_output, MMCOMM_HANDLER_FAILED), EXIT_MM);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: reading x?: the variable handler answered EFI_ACCESS_DENIED (0x800000000000000f).\n"
			    "Access was denied.\n");
	assert_int_equal(protocol_failed(&text_output, MMCOMM_BAD_ANSWER), EXIT_MM);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: reading x?: the handler's answer makes no sense: it is too short.\n"
			    "Is the recipient ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable) a handler of another kind or release in this firmware?\n");
	assert_int_equal(protocol_failed(&json_output, MMCOMM_BAD_ANSWER), EXIT_MM);
	assert_json("error.problem", "\"it is too short\"");
	/* A recipient and a status that nobody knows. */
	memset(outcome.last.recipient, 0x11, MMCOMM_GUID_LEN);
	outcome.handler_status = UINT64_MAX;
	protocol_failed(&text_output, MMCOMM_HANDLER_FAILED);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: reading x?: the handler answered an unknown status (0xffffffffffffffff).\n");

	outcome.last.reason = MMCOMM_REASON_LOCKDOWN;
	assert_int_equal(protocol_failed(&text_output, -EPERM), EXIT_ACCESS);
	assert_begins(captured_errors(),
		      "mmcomm-cli: reading x?: Kernel lockdown refuses the operation.\n");
	assert_int_equal(protocol_failed(&text_output, -EINVAL), EXIT_USAGE);
	outcome.last.reason = MMCOMM_REASON_NONE;
	assert_int_equal(protocol_failed(&text_output, -EINVAL), EXIT_USAGE);
	assert_begins(captured_errors(),
		      "mmcomm-cli: reading x\033: no variable can have that name\n");
}

static void failures_of_a_module(void **state)
{
	static const struct {
		int error;
		int code;
	} cases[] = {
		{ EPERM, EXIT_ACCESS }, { EACCES, EXIT_ACCESS },
		{ EKEYREJECTED, EXIT_ACCESS }, { ENOKEY, EXIT_ACCESS },
		{ ENODEV, EXIT_TRANSPORT }, { ENOENT, EXIT_OTHER }, { EEXIST, EXIT_OTHER },
		{ EINVAL, EXIT_OTHER }, { EBUSY, EXIT_OTHER }, { ENOEXEC, EXIT_OTHER },
		{ ENOMEM, EXIT_OTHER }, { 4000, EXIT_OTHER },
	};
	struct module_failure failure = { .target = "mmcomm", .root = true };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		failure.error = cases[i].error;
		for (int unload = 0; unload < 2; unload++) {
			int code;

			capture_begin();
			code = fail_module(&text_output, unload, &failure);
			capture_end();
			assert_int_equal(code, cases[i].code);
			assert_non_null(strstr(captured_errors(), "mmcomm-cli: "));
		}
	}
	for (int unload = 0; unload < 2; unload++) {
		capture_begin();
		fail_module(&json_output, unload, &failure);
		capture_end();
		assert_json("error.action", unload ? "\"unload\"" : "\"load\"");
	}
	failure.error = EINVAL;
	set_text(failure.unknown_parameter, "probe_onli");
	capture_begin();
	assert_int_equal(fail_module(&text_output, false, &failure), EXIT_USAGE);
	capture_end();
	/* Its message is out already. */
	failure.error = ENOPKG;
	capture_begin();
	assert_int_equal(fail_module(&text_output, false, &failure), EXIT_OTHER);
	capture_end();
	assert_string_equal(captured_errors(), "");
}

static void opening_the_device(void **state)
{
	struct mmcomm *handle;

	(void)state;
	assert_int_equal(open_device(&text_output, &handle), EXIT_OK);
	mmcomm_close(handle);
	fake.open_error = EPERM;
	capture_begin();
	assert_int_equal(open_device(&text_output, &handle), EXIT_ACCESS);
	capture_end();
	assert_non_null(strstr(captured_errors(), "CAP_SYS_RAWIO"));
	fake.open_error = ENOMEM;
	capture_begin();
	assert_int_equal(open_device(&text_output, &handle), EXIT_OTHER);
	capture_end();
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup(to_standard_error_alone, set_up),
		cmocka_unit_test_setup(odd_text, set_up),
		cmocka_unit_test_setup(exit_codes, set_up),
		cmocka_unit_test_setup(a_failure_in_full, set_up),
		cmocka_unit_test_setup(failures_of_a_protocol, set_up),
		cmocka_unit_test_setup(failures_of_a_module, set_up),
		cmocka_unit_test_setup(opening_the_device, set_up),
	};

	return run_all("message", tests);
}
