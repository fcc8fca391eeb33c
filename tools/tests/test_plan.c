// SPDX-License-Identifier: GPL-2.0
/*
 * Dry runs: which header and which buffer would be used, and that nothing is sent.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "fake_device.h"
#include "plan.h"
#include "test.h"

static const struct options json_output = {
	.device = MMCOMM_DEVICE_PATH, .output = OUTPUT_JSON
};

static __u8 data[4] = { 1, 2, 3, 4 };
static struct mmcomm_communicate message;

static int set_up(void **state)
{
	(void)state;
	fake_reset();
	message = (struct mmcomm_communicate) {
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = (uintptr_t)data,
		.request_len = sizeof(data),
	};
	mmcomm_guid_parse("variable", message.recipient);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	assert_int_equal(fake.calls, 0);
	assert_int_equal(fake.triggers, 0);
	return 0;
}

static int planned(void)
{
	int code;

	capture_begin();
	code = plan_message(&json_output, &message);
	capture_end();
	return code;
}

static void headers_have_the_specified_layout(void **state)
{
	__u8 header[HEADER_MAX], marker[MMCOMM_GUID_LEN];

	(void)state;
	mmcomm_guid_parse("68e8c853-2ba9-4dd7-9ac0-91e16155c935", marker);
	assert_int_equal(plan_header(MMCOMM_HEADER_V1, message.recipient, 0x1234, header), 24);
	assert_memory_equal(header, message.recipient, 16);
	assert_memory_equal(header + 16, "\x34\x12\0\0\0\0\0\0", 8);
	assert_int_equal(plan_header(MMCOMM_HEADER_V3, message.recipient, 0x100, header), 56);
	assert_memory_equal(header, marker, 16);
	assert_memory_equal(header + 16, "\x38\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
	assert_memory_equal(header + 32, message.recipient, 16);
	assert_memory_equal(header + 48, "\x00\x01\0\0\0\0\0\0", 8);
	/* All 64 bits of a length. */
	plan_header(MMCOMM_HEADER_V1, message.recipient, UINT64_MAX, header);
	assert_memory_equal(header + 16, "\xff\xff\xff\xff\xff\xff\xff\xff", 8);
	plan_header(MMCOMM_HEADER_V3, message.recipient, UINT32_MAX, header);
	assert_memory_equal(header + 16, "\x37\0\0\0\x01\0\0\0", 8);
}

static void the_first_buffer_that_takes_it(void **state)
{
	(void)state;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("buffer.id", "0");
	assert_json("header_version", "1");
	assert_json("message_len", "4");
	message.message_len = 16360;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("buffer.id", "0");
	message.message_len = 16361;
	assert_int_equal(planned(), EXIT_TRANSPORT);
	assert_json("buffer", "null");
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: no buffer that is enabled and free takes a message of 16361 bytes.\n"
			    "See 'mmcomm-cli buffers' for those there are.\n");
	/* A buffer that is retired takes nothing. */
	message.message_len = 0;
	message.buffer_id = 1;
	assert_int_equal(planned(), EXIT_TRANSPORT);
	assert_non_null(strstr(captured_errors(),
			       "that id that is enabled and free takes a message of 4 bytes."));
	message.buffer_id = 77;
	assert_int_equal(planned(), EXIT_TRANSPORT);
	fake.buffer_count = 0;
	message.buffer_id = MMCOMM_BUFFER_ANY;
	assert_int_equal(planned(), EXIT_TRANSPORT);
	assert_json("buffer", "null");
}

static void the_header_that_mm_takes(void **state)
{
	(void)state;
	fake.info.header_versions = 1 << MMCOMM_HEADER_V1 | 1 << MMCOMM_HEADER_V3;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("header_version", "1");
	fake.info.header_versions = 1 << MMCOMM_HEADER_V3;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("header_version", "3");
	fake_simulate();
	fake.info.header_versions = 1 << MMCOMM_HEADER_V1 | 1 << MMCOMM_HEADER_V3;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("header_version", "3");
	/* The longer header leaves less room. */
	message.message_len = 16360 - 32;
	assert_int_equal(planned(), EXIT_OK);
	message.message_len++;
	assert_int_equal(planned(), EXIT_TRANSPORT);
	message.header_version = MMCOMM_HEADER_V1;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("header_version", "1");
}

static void without_a_device(void **state)
{
	(void)state;
	fake.open_error = ENOENT;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("can_send", "null");
	assert_json("header_version", "1");
	message.header_version = MMCOMM_HEADER_V3;
	assert_int_equal(planned(), EXIT_OK);
	assert_json("header_version", "3");
}

static void a_device_that_fails(void **state)
{
	(void)state;
	fake.error[1] = EINTR;
	assert_int_equal(planned(), EXIT_TRANSPORT);
	assert_json("error.errno", "\"EINTR\"");
	fake.error[1] = 0;
	fake.error[2] = ENOMEM;
	assert_int_equal(planned(), EXIT_OTHER);
	assert_json("error.errno", "\"ENOMEM\"");
	fake.error[2] = EPERM;
	assert_int_equal(planned(), EXIT_ACCESS);
}

static int variable_planned(const char *name)
{
	__u8 vendor[MMCOMM_GUID_LEN];
	int code;

	mmcomm_guid_parse("global", vendor);
	capture_begin();
	code = plan_variable(&json_output, vendor, name);
	capture_end();
	return code;
}

static void requests_for_variables(void **state)
{
	char request[256];

	(void)state;
	assert_int_equal(variable_planned("PK"), EXIT_OK);
	assert_json("recipient", "\"ed32d533-99e6-4209-9cc0-2d72cdd998a7\"");
	assert_json("request_len", "58");
	assert_json("message_len", "4040");
	/* Function 1, the status, the vendor, room for data, size of the name, name. */
	snprintf(request, sizeof(request), "\"%s%s%s%s%s%s%s\"",
		 "0100000000000000", "ffffffffffffffff", "61dfe48bca93d211aa0d00e098032b8c",
		 "8e0f000000000000", "0600000000000000", "00000000", "50004b000000");
	assert_json("request", request);
	assert_int_equal(variable_planned(NULL), EXIT_OK);
	assert_json("request_len", "42");
	assert_int_equal(variable_planned("\xff"), EXIT_USAGE);
	assert_non_null(strstr(captured_errors(), "is no name that a variable can have"));
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup(headers_have_the_specified_layout, set_up),
		cmocka_unit_test_setup_teardown(the_first_buffer_that_takes_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_header_that_mm_takes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(without_a_device, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_device_that_fails, set_up, tear_down),
		cmocka_unit_test_setup_teardown(requests_for_variables, set_up, tear_down),
	};

	return run_all("plan", tests);
}
