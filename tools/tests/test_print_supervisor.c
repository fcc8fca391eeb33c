// SPDX-License-Identifier: GPL-2.0
/*
 * What is printed of the MM supervisor.
 */
#include <string.h>

#include "capture.h"
#include "fake_device.h"
#include "print.h"
#include "test.h"

static const struct options text_output;
static const struct options json_output = { .output = OUTPUT_JSON };

static const struct mmcomm_supervisor_version usual = { 0x20001, 7, 4 };
static const struct mmcomm_supervisor_version largest = { UINT32_MAX, UINT32_MAX, UINT64_MAX };
static struct mmcomm_outcome outcome;

static int set_up(void **state)
{
	(void)state;
	fake_reset();
	outcome = (struct mmcomm_outcome) { .tally = { 1, 1, 1, 0, 1000 } };
	mmcomm_guid_parse("mm-supervisor", outcome.last.recipient);
	return 0;
}

static void version_as_text(void **state)
{
	(void)state;
	capture_begin();
	print_supervisor_version(&text_output, &fake.info, &usual, &outcome);
	assert_string_equal(capture_end(),
			    "Version          0x20001\n"
			    "Patch level      0x7\n"
			    "Requests         up to number 4\n"
			    "Recipient        8c633b23-1260-4ea6-830f-7ddc97382111 (mm-supervisor)\n"
			    "Took             1 call to the MM supervisor, 1 MMI counted\n");
	fake_simulate();
	outcome.tally.measured = 0;
	capture_begin();
	print_supervisor_version(&text_output, &fake.info, &largest, &outcome);
	assert_string_equal(capture_end(),
			    "SIMULATED        the executor sim answered, no firmware\n"
			    "Version          0xffffffff\n"
			    "Patch level      0xffffffff\n"
			    "Requests         up to number 18446744073709551615\n"
			    "Recipient        8c633b23-1260-4ea6-830f-7ddc97382111 (mm-supervisor)\n"
			    "Took             1 call to the MM supervisor; MMIs cannot be counted here\n");
}

static void version_as_json(void **state)
{
	(void)state;
	capture_begin();
	print_supervisor_version(&json_output, &fake.info, &largest, &outcome);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{recipient:string,executor:string,simulated:boolean,version:int,patch_level:int,max_request_level:string,tally:{calls:int,calls_measured:int,mmis_counted:int,calls_without_mmi:int,stopped_ns:int}}");
	assert_json("version", "4294967295");
	assert_json("patch_level", "4294967295");
	assert_json("max_request_level", "\"0xffffffffffffffff\"");
	assert_json("simulated", "false");
	fake_simulate();
	capture_begin();
	print_supervisor_version(&json_output, &fake.info, &usual, &outcome);
	capture_end();
	assert_json("version", "131073");
	assert_json("simulated", "true");
	assert_json("executor", "\"sim\"");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup(version_as_text, set_up),
		cmocka_unit_test_setup(version_as_json, set_up),
	};

	return run_all("print_supervisor", tests);
}
