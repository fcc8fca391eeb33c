// SPDX-License-Identifier: GPL-2.0
/*
 * What is printed of messages and triggers: planned, answered, failed.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "fake_device.h"
#include "print.h"
#include "test.h"

static const struct options text_output = { .device = MMCOMM_DEVICE_PATH };
static const struct options raw_output = { .output = OUTPUT_RAW };
static const struct options json_output = { .output = OUTPUT_JSON };

static const struct mmcomm_buffer_entry buffer = {
	3, MMCOMM_SOURCE_SIMULATED, MMCOMM_BUFFER_ENABLED, 0, 1ULL << 52, 65536, 65512
};

static const __u8 data[] = { 'd', 'a', 't', 'a', 0, 0xff };
static struct mmcomm_communicate message;
static struct plan plan;

static int set_up(void **state)
{
	(void)state;
	fake_reset();
	plan = (struct plan) {
		.info = fake.info,
		.have_device = true,
		.buffer = &buffer,
		.header_version = MMCOMM_HEADER_V1,
		.request = data,
		.request_len = sizeof(data),
		.message_len = sizeof(data),
	};
	mmcomm_guid_parse("variable", plan.recipient);
	message = (struct mmcomm_communicate) {
		.message_len = sizeof(data),
		.request_len = sizeof(data),
		.response_len = 4,
		.response_copied = 4,
		.stopped_ns = 150000,
		.result_flags = MMCOMM_RESULT_STATUS_VALID | MMCOMM_RESULT_MMI_COUNTED,
		.progress = MMCOMM_PROGRESS_RAN,
		.mmi_count = 1,
		.used_buffer_id = 2,
	};
	mmcomm_guid_parse("variable", message.recipient);
	return 0;
}

static const char *planned(void)
{
	capture_begin();
	print_plan(&text_output, &plan);
	return capture_end();
}

#define PLAN_HEADER \
	"\nHeader:\n" \
	"00000000  33 d5 32 ed e6 99 09 42  9c c0 2d 72 cd d9 98 a7  |3.2....B..-r....|\n"
#define PLAN_DATA \
	"\nData, 6 bytes:\n" \
	"00000000  64 61 74 61 00 ff                                 |data..|\n"

static void plan_as_text(void **state)
{
	(void)state;
	assert_string_equal(planned(),
			    "Dry run: nothing is sent.\n\n"
			    "Recipient        ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable)\n"
			    "Buffer           3 at 0x10000000000000, 65536 bytes (simulated)\n"
			    "Header           V1, 24 bytes\n"
			    "Message          6 bytes\n"
			    "Trigger          0x00 to data port 0xb3, then 0x00 to command port 0xb2\n"
			    PLAN_HEADER
			    "00000010  06 00 00 00 00 00 00 00                           |........|\n"
			    PLAN_DATA);
	plan.message_len = UINT32_MAX;
	plan.buffer = NULL;
	plan.info.flags = 0;
	plan.info.executor[0] = '\0';
	plan.info.mmi_port_type = MMCOMM_MMI_PORT_NONE;
	assert_string_equal(planned(),
			    "Dry run: nothing is sent.\n\n"
			    "Messages         cannot be sent: there is no mailbox\n"
			    "Recipient        ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable)\n"
			    "Buffer           none takes it\n"
			    "Header           V1, 24 bytes\n"
			    "Message          4294967295 bytes, zero behind the data\n"
			    "Trigger          none: an MMI cannot be raised here\n"
			    PLAN_HEADER
			    "00000010  ff ff ff ff 00 00 00 00                           |........|\n"
			    PLAN_DATA);
	plan.info.mmi_port_type = MMCOMM_MMI_PORT_SMC;
	plan.info.cmd_port = 0xc4000041;
	assert_line(planned(), "Trigger          SMC 0xc4000041 with the buffer's address");
	plan.info.mmi_port_type = MMCOMM_MMI_PORT_SMI;
	plan.info.flags = MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_BY_REGISTER;
	assert_line(planned(),
		    "Trigger          the message's address, to the invocation register");
	fake_simulate();
	plan.info = fake.info;
	assert_line(planned(), "Trigger          none: the simulated MM is called directly");
	plan.have_device = false;
	plan.header_version = MMCOMM_HEADER_V3;
	plan.request_len = 1;
	plan.message_len = 1;
	assert_string_equal(planned(),
			    "Dry run: nothing is sent.\n\n"
			    "Recipient        ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable)\n"
			    "Buffer           unknown: the device cannot be asked\n"
			    "Header           V3, 56 bytes\n"
			    "Message          1 byte\n"
			    "Trigger          unknown: the device cannot be asked\n"
			    "\nHeader:\n"
			    "00000000  53 c8 e8 68 a9 2b d7 4d  9a c0 91 e1 61 55 c9 35  |S..h.+.M....aU.5|\n"
			    "00000010  39 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |9...............|\n"
			    "00000020  33 d5 32 ed e6 99 09 42  9c c0 2d 72 cd d9 98 a7  |3.2....B..-r....|\n"
			    "00000030  01 00 00 00 00 00 00 00                           |........|\n"
			    "\nData, 1 byte:\n"
			    "00000000  64                                                |d|\n");
}

#define PLAN_SHAPE \
	"{dry_run:boolean,recipient:string,header_version:int,header:string," \
	"request_len:int,message_len:int,request:string,buffer:%s,can_send:%s," \
	"simulated:%s,trigger:%s}"
#define TRIGGER_SHAPE "{type:string,data_port:string,data:string,cmd_port:string,command:string}"

static void shape_is(const char *buffer_shape, const char *flag, const char *trigger)
{
	char shape[512];

	snprintf(shape, sizeof(shape), PLAN_SHAPE, buffer_shape, flag, flag, trigger);
	assert_string_equal(json_shape(captured_json()), shape);
}

static void plan_as_json(void **state)
{
	(void)state;
	plan.message_len = UINT32_MAX;
	capture_begin();
	print_plan(&json_output, &plan);
	capture_end();
	shape_is("{id:int,address:string,length:int}", "boolean", TRIGGER_SHAPE);
	assert_json("message_len", "4294967295");
	assert_json("buffer.address", "\"0x10000000000000\"");
	assert_json("request", "\"6461746100ff\"");
	assert_json("trigger.type", "\"smi\"");
	assert_json("can_send", "true");
	assert_json("simulated", "false");

	plan.info.flags |= MMCOMM_INFO_BY_REGISTER;
	capture_begin();
	print_plan(&json_output, &plan);
	capture_end();
	shape_is("{id:int,address:string,length:int}", "boolean", "null");

	fake_simulate();
	plan.info = fake.info;
	plan.buffer = NULL;
	capture_begin();
	print_plan(&json_output, &plan);
	capture_end();
	shape_is("null", "boolean", "null");
	assert_json("simulated", "true");

	plan.have_device = false;
	capture_begin();
	print_plan(&json_output, &plan);
	capture_end();
	shape_is("null", "null", "null");
}

static const char *trigger_planned(void)
{
	capture_begin();
	print_trigger_plan(&text_output, &plan.info, 0xff, 0x5a);
	return capture_end();
}

static void trigger_plan(void **state)
{
	(void)state;
	plan.info.size = sizeof(plan.info);
	assert_string_equal(trigger_planned(),
			    "Dry run: no MMI is raised.\n\n"
			    "Trigger          0x5a to data port 0xb3, then 0xff to command port 0xb2\n"
			    "Bare triggers    can be raised\n"
			    "Not checked      whether the FADT reserves command 0xff: the real call looks\n");
	capture_begin();
	print_trigger_plan(&json_output, &plan.info, 0xff, 0x5a);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{dry_run:boolean,trigger:" TRIGGER_SHAPE "}");
	assert_json("trigger.command", "\"0xff\"");
	plan.info.flags = 0;
	assert_line(trigger_planned(), "Bare triggers    cannot be raised");
	/* The FADT has no say in it where there is no command. */
	plan.info.mmi_port_type = MMCOMM_MMI_PORT_SMC;
	assert_string_equal(trigger_planned(),
			    "Dry run: no MMI is raised.\n\n"
			    "Trigger          none: an SMC takes a message, not a command\n"
			    "Bare triggers    cannot be raised\n");
	capture_begin();
	print_trigger_plan(&json_output, &plan.info, 0xff, 0x5a);
	capture_end();
	assert_json("trigger", "null");
	/* No device was asked. */
	memset(&plan.info, 0, sizeof(plan.info));
	assert_string_equal(trigger_planned(),
			    "Dry run: no MMI is raised.\n\n"
			    "Trigger          0x5a as data, then 0xff as command; the device cannot be asked for its ports\n"
			    "Not checked      whether the FADT reserves command 0xff: the real call looks\n");
	capture_begin();
	print_trigger_plan(&json_output, &plan.info, 0xff, 0x5a);
	capture_end();
	assert_json("trigger", "null");
}

static const char *answered(bool diff)
{
	capture_begin();
	print_response(&text_output, &message, data, (const __u8 *)"DATA", diff);
	return capture_end();
}

static void response_as_text(void **state)
{
	(void)state;
	assert_string_equal(answered(false),
			    "Recipient        ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable)\n"
			    "MM core          EFI_SUCCESS (0x0)\n"
			    "Call             buffer 2, 1 MMI counted, machine stopped for 150 us\n"
			    "Answer           4 bytes\n"
			    "\n"
			    "00000000  44 41 54 41                                       |DATA|\n");
	message.result_flags |= MMCOMM_RESULT_TRUNCATED;
	message.response_len = UINT64_MAX;
	message.mm_status = MMCOMM_EFI_NOT_FOUND;
	message.mmi_count = 0;
	message.stopped_ns = UINT64_MAX;
	message.used_buffer_id = UINT32_MAX - 1;
	assert_string_equal(answered(false),
			    "Recipient        ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable)\n"
			    "MM core          EFI_NOT_FOUND (0x800000000000000e)\n"
			    "                 This firmware has no handler for that recipient, or the handler failed.\n"
			    "Call             buffer 4294967294, 0 MMIs counted, machine stopped for 18446744073709 ms\n"
			    "Answer           18446744073709551615 bytes\n"
			    "                 cut to 4 bytes: use a larger --capacity\n"
			    "\n"
			    "00000000  44 41 54 41                                       |DATA|\n");
	message.mm_status = 4;
	assert_field(answered(false), "", "The buffer was too small, the data was cut short.");
	message.mm_status = 0x4000000000000001;
	assert_line(answered(false), "MM core          unknown status (0x4000000000000001)");
	/* An executor without a status, a machine without a counter, an empty answer. */
	message.result_flags = 0;
	message.response_len = 1;
	message.response_copied = 0;
	assert_string_equal(answered(false),
			    "Recipient        ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable)\n"
			    "MM core          gives no status here\n"
			    "Call             buffer 4294967294, MMIs not counted, machine stopped for 18446744073709 ms\n"
			    "Answer           1 byte\n"
			    "\n");
	/* Cut by the message's place, and by what the caller has room for. */
	message.result_flags = MMCOMM_RESULT_TRUNCATED;
	message.message_len = 3;
	message.response_len = 4;
	assert_field(answered(false), "", "cut to 0 bytes: use a larger --message-len");
	message.response_len = 3;
	assert_field(answered(false), "", "cut to 0 bytes: use a larger --capacity");
	message.message_len = 0;
	message.request_len = 2;
	assert_field(answered(false), "", "cut to 0 bytes: use a larger --message-len");
	message.request_len = 0;
	message.result_flags = 0;
	/* And without a mark. */
	message.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	assert_field(answered(false), "Done", "is not known: MM leaves no mark here");
}

static void response_as_difference(void **state)
{
	(void)state;
	assert_non_null(strstr(answered(true),
			       "\n\n- request, + answer:\n"
			       "- 00000000  64 61 74 61 00 ff                                 |data..|\n"
			       "+ 00000000  44 41 54 41                                       |DATA|\n"
			       "6 bytes differ.\n"));
	message.message_len = 1;
	message.response_copied = 1;
	assert_non_null(strstr(answered(true), "\n1 byte differs.\n"));
	message.message_len = 0;
	message.response_copied = 0;
	assert_non_null(strstr(answered(true), "\n- request, + answer:\n0 bytes differ.\n"));
}

static void response_as_raw_bytes(void **state)
{
	(void)state;
	capture_begin();
	print_response(&raw_output, &message, data, data, false);
	assert_string_equal(capture_end(), "data");
	assert_string_equal(captured_errors(), "");
	message.result_flags |= MMCOMM_RESULT_TRUNCATED;
	message.response_len = 5000;
	message.mm_status = MMCOMM_EFI_ACCESS_DENIED;
	capture_begin();
	print_response(&raw_output, &message, data, data, false);
	assert_string_equal(capture_end(), "data");
	assert_string_equal(captured_errors(),
			    "The MM core answered EFI_ACCESS_DENIED (0x800000000000000f).\n"
			    "The answer has 5000 bytes and was cut to 4; use a larger --capacity.\n");
	message.result_flags = 0;
	message.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	capture_begin();
	print_response(&raw_output, &message, data, data, false);
	assert_string_equal(capture_end(), "data");
	assert_string_equal(captured_errors(),
			    "Whether MM is done is not known: it leaves no mark here.\n");
}

static void response_as_json(void **state)
{
	(void)state;
	message.response_len = 1ULL << 63;
	message.result_flags |= MMCOMM_RESULT_TRUNCATED;
	message.raw_status = UINT64_MAX;
	message.mm_status = UINT64_MAX;
	message.mmi_count = UINT32_MAX;
	capture_begin();
	print_response(&json_output, &message, data, data, true);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{recipient:string,progress:string,mm_status:{code:string,name:null,error:boolean},raw_status:string,response_len:int,response_copied:int,truncated:boolean,mmi_count:int,stopped_ns:int,buffer_id:int,request:string,response:string}");
	assert_json("response_len", "9223372036854775808");
	assert_json("response_copied", "4");
	assert_json("truncated", "true");
	assert_json("mmi_count", "4294967295");
	assert_json("mm_status.code", "\"0xffffffffffffffff\"");
	assert_json("mm_status.error", "true");
	assert_json("progress", "\"ran\"");
	assert_json("request", "\"6461746100ff\"");
	assert_json("response", "\"64617461\"");
	message.result_flags = 0;
	message.response_copied = 0;
	capture_begin();
	print_response(&json_output, &message, data, data, false);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{recipient:string,progress:string,mm_status:null,raw_status:null,response_len:int,response_copied:int,truncated:boolean,mmi_count:null,stopped_ns:int,buffer_id:int,response:string}");
	assert_json("response", "\"\"");
	assert_json("truncated", "false");
}

static void trigger(void **state)
{
	struct mmcomm_trigger trigger = {
		.command = 0xff,
		.data = 1,
		.data_after = 0,
		.mmi_count = 2,
		.result_flags = MMCOMM_RESULT_MMI_COUNTED,
		.progress = MMCOMM_PROGRESS_RAN,
		.stopped_ns = 64000,
	};

	(void)state;
	capture_begin();
	print_trigger(&text_output, &trigger);
	assert_string_equal(capture_end(),
			    "Command          0xff with data 0x01\n"
			    "Result           2 MMIs counted, machine stopped for 64 us\n"
			    "Data port        0x00 afterwards\n");
	capture_begin();
	print_trigger(&json_output, &trigger);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{command:string,data:string,data_after:string,mmi_count:int,progress:string,stopped_ns:int}");
	assert_json("command", "\"0xff\"");
	trigger.result_flags = 0;
	capture_begin();
	print_trigger(&json_output, &trigger);
	capture_end();
	assert_json("mmi_count", "null");
}

static void failures_as_json(void **state)
{
	struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_COMMUNICATE,
		.error = EBADMSG,
		.progress = MMCOMM_PROGRESS_RAN,
		.reason = MMCOMM_REASON_GUARD_CHANGED,
	};
	struct mmcomm_explanation explanation;

	(void)state;
	mmcomm_explain(&failure, &explanation);
	capture_begin();
	print_failure_json(&failure, &explanation);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{error:{errno:string,progress:string,reason:string,problem:string,way_out:string}}");
	assert_json("error.errno", "\"EBADMSG\"");
	assert_json("error.progress", "\"ran\"");
	assert_json("error.reason", "\"guard-changed\"");
	/* What MM or the secure monitor said, where it said something. */
	failure.reason = MMCOMM_REASON_SMC_DENIED;
	failure.message = &message;
	message.result_flags = MMCOMM_RESULT_STATUS_VALID;
	message.mm_status = MMCOMM_EFI_ACCESS_DENIED;
	message.raw_status = -3;
	mmcomm_explain(&failure, &explanation);
	capture_begin();
	print_failure_json(&failure, &explanation);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{error:{errno:string,progress:string,reason:string,mm_status:{code:string,name:string,error:boolean},raw_status:string,problem:string,way_out:string}}");
	assert_json("error.raw_status", "\"0xfffffffffffffffd\"");
	assert_json("error.mm_status.name", "\"EFI_ACCESS_DENIED\"");
	failure.message = NULL;
	/* Values that neither the kernel nor this tool has a name for. */
	failure.error = 4000;
	failure.progress = 77;
	failure.reason = UINT32_MAX;
	mmcomm_explain(&failure, &explanation);
	explanation.progress = "?";
	capture_begin();
	print_failure_json(&failure, &explanation);
	capture_end();
	assert_json("error.errno", "\"unknown\"");
	assert_json("error.progress", "\"unknown\"");
	assert_json("error.reason", "\"unknown\"");
	/* Where nothing was to be sent there is no progress. */
	failure.operation = MMCOMM_OPERATION_INFO;
	mmcomm_explain(&failure, &explanation);
	capture_begin();
	print_failure_json(&failure, &explanation);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{error:{errno:string,problem:string,way_out:string}}");
}

static void protocol_failures_as_json(void **state)
{
	struct mmcomm_outcome outcome = {
		.last = message,
		.handler_status = MMCOMM_EFI_ACCESS_DENIED,
		.detail = "it is too short",
	};

	(void)state;
	capture_begin();
	print_protocol_failure_json("reading a\033b", MMCOMM_HANDLER_FAILED, &outcome);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{error:{request:string,recipient:string,progress:string,mm_status:{code:string,name:string,error:boolean},handler_status:{code:string,name:string,error:boolean}}}");
	assert_json("error.request", "\"reading a\\u001bb\"");
	assert_json("error.recipient", "\"ed32d533-99e6-4209-9cc0-2d72cdd998a7\"");
	outcome.last.result_flags = 0;
	capture_begin();
	print_protocol_failure_json("reading", MMCOMM_BAD_ANSWER, &outcome);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{error:{request:string,recipient:string,progress:string,problem:string}}");
	assert_json("error.problem", "\"it is too short\"");
	capture_begin();
	print_protocol_failure_json("reading", MMCOMM_MM_FAILED, &outcome);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{error:{request:string,recipient:string,progress:string}}");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup(plan_as_text, set_up),
		cmocka_unit_test_setup(plan_as_json, set_up),
		cmocka_unit_test_setup(trigger_plan, set_up),
		cmocka_unit_test_setup(response_as_text, set_up),
		cmocka_unit_test_setup(response_as_difference, set_up),
		cmocka_unit_test_setup(response_as_raw_bytes, set_up),
		cmocka_unit_test_setup(response_as_json, set_up),
		cmocka_unit_test_setup(trigger, set_up),
		cmocka_unit_test_setup(failures_as_json, set_up),
		cmocka_unit_test_setup(protocol_failures_as_json, set_up),
	};

	return run_all("print_message", tests);
}
