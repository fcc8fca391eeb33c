// SPDX-License-Identifier: GPL-2.0
/*
 * What info, buffers and probe print: the text to the letter, and every key of the
 * JSON with its type.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "fake_device.h"
#include "print.h"
#include "test.h"

static const struct options text_output;
static const struct options json_output = { .output = OUTPUT_JSON };

static int set_up(void **state)
{
	(void)state;
	fake_reset();
	return 0;
}

static const char *info_text(void)
{
	capture_begin();
	print_info(&text_output, &fake.info);
	return capture_end();
}

static void info_of_firmware(void **state)
{
	(void)state;
	assert_string_equal(info_text(),
			    "Messages         can be sent\n"
			    "Bare triggers    can be raised\n"
			    "Executor         fake (real firmware)\n"
			    "Mailbox          0x1e6d6140\n"
			    "Trigger          I/O port 0xb2 for the command, 0xb3 for the data\n"
			    "Message command  0x00\n"
			    "Platform         bench, vouches for the trigger\n"
			    "Buffers          2, borrowed for each call\n"
			    "Longest message  16360 bytes\n"
			    "Headers          V1\n"
			    "Timeout          100 ms\n"
			    "MMI counter      yes\n"
			    "WSMT             no such table, or none that is whole\n"
			    "Since loading    3 MMIs raised, machine stopped 4 times\n"
			    "ABI version      1 (this tool: 1)\n");
}

static void info_of_a_simulated_mm(void **state)
{
	(void)state;
	fake_simulate();
	fake.info.mmis_raised = 1;
	fake.info.machine_stops = 1;
	assert_string_equal(info_text(),
			    "SIMULATED        MM is simulated by a kernel module: no answer is firmware's\n"
			    "Messages         can be sent, to the simulated MM\n"
			    "Bare triggers    cannot be raised\n"
			    "Executor         sim (simulated: not firmware)\n"
			    "Trigger          none: the simulated MM is called directly\n"
			    "Platform         none known\n"
			    "Buffers          2\n"
			    "Longest message  16360 bytes\n"
			    "Headers          V1, V3\n"
			    "Timeout          100 ms\n"
			    "MMI counter      no\n"
			    "WSMT             no such table, or none that is whole\n"
			    "Since loading    1 MMI raised, machine stopped 1 time\n"
			    "ABI version      1 (this tool: 1)\n");
}

static void info_of_nothing(void **state)
{
	(void)state;
	memset(&fake.info, 0, sizeof(fake.info));
	assert_string_equal(info_text(),
			    "Messages         cannot be sent: there is no mailbox\n"
			    "Bare triggers    cannot be raised\n"
			    "Executor         none\n"
			    "Trigger          none\n"
			    "Platform         none known\n"
			    "Buffers          0\n"
			    "Longest message  0 bytes\n"
			    "Headers          none\n"
			    "Timeout          0 ms\n"
			    "MMI counter      no\n"
			    "WSMT             no such table, or none that is whole\n"
			    "Since loading    0 MMIs raised, machine stopped 0 times\n"
			    "ABI version      0 (this tool: 1)\n");
}

static void info_at_its_limits(void **state)
{
	const char *text;

	(void)state;
	memset(&fake.info, 0xff, sizeof(fake.info));
	fake.info.mmi_port_type = MMCOMM_MMI_PORT_SMI;
	memset(fake.info.executor, 'e', MMCOMM_NAME_LEN - 1);
	fake.info.executor[MMCOMM_NAME_LEN - 1] = '\0';
	set_text(fake.info.platform, "%s", "\033[2Jbad\n");
	text = info_text();
	assert_field(text, "Executor", "%.31s (simulated: not firmware)",
		     "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
	assert_field(text, "Mailbox", "0xffffffffffffffff");
	assert_field(text, "Longest message", "18446744073709551615 bytes");
	assert_field(text, "Since loading", "%s MMIs raised, machine stopped %s times",
		     "18446744073709551615", "18446744073709551615");
	assert_field(text, "Timeout", "4294967295 ms");
	assert_field(text, "ABI version", "4294967295 (this tool: 1)");
	assert_field(text, "WSMT", "0xffffffff: %s, %s, %s", "FIXED_COMM_BUFFERS",
		     "COMM_BUFFER_NESTED_PTR_PROTECTION", "SYSTEM_RESOURCE_PROTECTION");
	assert_field(text, "Messages", "refused by kernel lockdown");
	assert_field(text, "Bare triggers", "refused by kernel lockdown");
	assert_field(text, "Probe only", "yes: loaded with probe_only=1, raises no MMI");
	assert_field(text, "Sleeping", "yes: suspend or reboot is under way");
	assert_field(text, "Evidence", "on: a console line before each call");
	/* What a name holds does not reach the terminal. */
	assert_null(strchr(text, '\033'));
	assert_non_null(strstr(text, "Platform         ?[2Jbad"));
}

/* What a message takes is not what a bare trigger takes. */
static void info_of_an_invocation_register(void **state)
{
	const char *text;

	(void)state;
	fake.info.flags |= MMCOMM_INFO_BY_REGISTER;
	text = info_text();
	assert_field(text, "Trigger", "I/O port 0xb2 for the command, 0xb3 for the data");
	assert_field(text, "Message trigger", "the message's address, to the invocation register");
	assert_null(strstr(text, "Message command"));
	fake.info.mmi_port_type = MMCOMM_MMI_PORT_NONE;
	text = info_text();
	assert_field(text, "Trigger", "none");
	assert_field(text, "Message trigger", "the message's address, to the invocation register");
	fake.info.flags = MMCOMM_INFO_BY_REGISTER;
	assert_string_equal(messages_text(&fake.info),
			    "cannot be sent: see 'mmcomm-cli probe'");
	capture_begin();
	print_info(&json_output, &fake.info);
	capture_end();
	assert_json("flags.by_register", "true");
	capture_begin();
	print_discovery(&json_output, &fake.info, NULL, 0, false);
	capture_end();
	assert_json("trigger_found", "true");
	assert_json("mailbox_found", "false");
}

static void info_says_why_not(void **state)
{
	struct mmcomm_info *info = &fake.info;

	(void)state;
	info->flags = MMCOMM_INFO_PROBE_ONLY;
	assert_string_equal(messages_text(info),
			    "cannot be sent: the module is loaded with probe_only=1");
	info->flags = 0;
	info->mmi_port_type = MMCOMM_MMI_PORT_NONE;
	assert_string_equal(messages_text(info),
			    "cannot be sent: nothing raises an MMI here");
	info->buffer_count = 0;
	assert_string_equal(messages_text(info), "cannot be sent: there is no buffer");
	info->buffer_count = 1;
	info->mmi_port_type = MMCOMM_MMI_PORT_SMC;
	assert_string_equal(messages_text(info), "cannot be sent: see 'mmcomm-cli probe'");
	info->mmi_port_type = MMCOMM_MMI_PORT_NONE;
	info->flags = MMCOMM_INFO_SIMULATED;
	assert_string_equal(messages_text(info), "cannot be sent: see 'mmcomm-cli probe'");
	assert_false(can_send(info));
	info->flags = MMCOMM_INFO_CAN_COMMUNICATE;
	assert_true(can_send(info));
	info->flags |= MMCOMM_INFO_LOCKED_COMMUNICATE;
	assert_false(can_send(info));

	info->mmi_port_type = MMCOMM_MMI_PORT_SMC;
	info->cmd_port = 0xc4000041;
	assert_field(info_text(), "Trigger", "SMC 0xc4000041");
	info->flags = MMCOMM_INFO_WSMT_PRESENT;
	assert_field(info_text(), "WSMT", "0x0");
	info->wsmt_flags = 5;
	assert_field(info_text(), "WSMT", "0x5: FIXED_COMM_BUFFERS, SYSTEM_RESOURCE_PROTECTION");
	assert_field(info_text(), "Platform", "bench, does not vouch for the trigger");
}

/* Where the call itself says that MM is done, nothing is timed or counted. */
static void info_of_secure_monitor_calls(void **state)
{
	struct mmcomm_info *info = &fake.info;

	(void)state;
	info->mmi_port_type = MMCOMM_MMI_PORT_SMC;
	info->cmd_port = 0xc4000041;
	info->flags = MMCOMM_INFO_CAN_COMMUNICATE;
	assert_field(info_text(), "Timeout", "none: an SMC returns when MM is done");
	assert_field(info_text(), "MMI counter", "none: the return of an SMC proves it");
	assert_field(info_text(), "Since loading",
		     "3 messages sent by SMC, machine stopped 4 times");
	info->mmis_raised = 1;
	assert_field(info_text(), "Since loading",
		     "1 message sent by SMC, machine stopped 4 times");
	/* Programs find everything where it was. */
	capture_begin();
	print_info(&json_output, info);
	capture_end();
	assert_json("timeout_ms", "100");
	assert_json("mmis_raised", "1");
	assert_json("mmi_port_type", "\"smc\"");
	/* Others are waited for there, too. */
	info->flags = MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_SIMULATED;
	assert_field(info_text(), "Timeout", "100 ms");
	info->flags = MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_BY_REGISTER;
	assert_field(info_text(), "Timeout", "100 ms");
}

#define INFO_SHAPE \
	"{abi_version:int,flags:{can_communicate:boolean,can_trigger:boolean," \
	"simulated:boolean,probe_only:boolean,smi_counter:boolean,borrowed:boolean," \
	"sleeping:boolean,locked_communicate:boolean,locked_trigger:boolean," \
	"platform_vouched:boolean,wsmt_present:boolean,evidence:boolean," \
	"by_register:boolean}," \
	"executor:string,simulated:boolean,platform:string,mmi_port_type:string," \
	"cmd_port:string,data_port:string,message_command:string," \
	"mailbox_address:string,header_versions:[int],buffer_count:int," \
	"max_message_len:int,timeout_ms:int,wsmt_flags:%s,machine_stops:int," \
	"mmis_raised:int}"

static void info_as_json(void **state)
{
	char shape[1024];

	(void)state;
	fake.info.flags |= MMCOMM_INFO_WSMT_PRESENT;
	fake.info.wsmt_flags = 0xffffffff;
	fake.info.mmis_raised = UINT64_MAX;
	fake.info.machine_stops = 1ULL << 63;
	fake.info.max_message_len = 1ULL << 32;
	fake.info.timeout_ms = UINT32_MAX;
	fake.info.mailbox_address = UINT64_MAX;
	set_text(fake.info.platform, "%s", "a\033\"\\\xff");
	capture_begin();
	print_info(&json_output, &fake.info);
	capture_end();
	snprintf(shape, sizeof(shape), INFO_SHAPE, "string");
	assert_string_equal(json_shape(captured_json()), shape);
	assert_json("mmis_raised", "18446744073709551615");
	assert_json("machine_stops", "9223372036854775808");
	assert_json("max_message_len", "4294967296");
	assert_json("timeout_ms", "4294967295");
	assert_json("mailbox_address", "\"0xffffffffffffffff\"");
	assert_json("wsmt_flags", "\"0xffffffff\"");
	assert_json("platform", "\"a\\u001b\\\"\\\\\xef\xbf\xbd\"");
	assert_json("simulated", "false");
	assert_json("flags.simulated", "false");
	assert_json("flags.can_communicate", "true");
	assert_json("flags.sleeping", "false");
	assert_json("mmi_port_type", "\"smi\"");

	fake_simulate();
	fake.info.header_versions = 0;
	capture_begin();
	print_info(&json_output, &fake.info);
	capture_end();
	assert_json("simulated", "true");
	assert_json("flags.simulated", "true");
	assert_json("executor", "\"sim\"");
	assert_json("wsmt_flags", "null");
	assert_json("header_versions", "[]");
	assert_json("mmi_port_type", "\"none\"");
}

static const struct mmcomm_buffer_entry odd_buffers[] = {
	{ 0, MMCOMM_SOURCE_BORROWED, MMCOMM_BUFFER_ENABLED, 0, 0x1e4ee000, 0x4000, 16360 },
	{ 1, MMCOMM_SOURCE_REGION_TABLE, MMCOMM_BUFFER_RETIRED, 0, 0x7ffff000, 0x1000, 4072 },
	{ 2, MMCOMM_SOURCE_SIMULATED, MMCOMM_BUFFER_LOST, 0, 1ULL << 52, 1ULL << 32,
	  (1ULL << 32) - 24 },
	{ 0xfffffffe, MMCOMM_SOURCE_UPDATE, MMCOMM_BUFFER_DISABLED, 0, 0xfffffffffffff000,
	  1ULL << 63, (1ULL << 63) - 24 },
	{ 4, 99, 99, 0, 0, 0, 0 },
};

static void buffers_as_text(void **state)
{
	(void)state;
	capture_begin();
	print_buffers(&text_output, odd_buffers, 1);
	assert_string_equal(capture_end(),
			    "ID    ADDRESS LENGTH LONGEST MESSAGE SOURCE   STATE\n"
			    " 0 0x1e4ee000  16384           16360 borrowed enabled\n");
	capture_begin();
	print_buffers(&text_output, odd_buffers, ARRAY_SIZE(odd_buffers));
	assert_string_equal(capture_end(),
			    "        ID            ADDRESS              LENGTH     LONGEST MESSAGE SOURCE       STATE\n"
			    "         0         0x1e4ee000               16384               16360 borrowed     enabled\n"
			    "         1         0x7ffff000                4096                4072 region-table retired\n"
			    "         2   0x10000000000000          4294967296          4294967272 simulated    lost\n"
			    "4294967294 0xfffffffffffff000 9223372036854775808 9223372036854775784 update       disabled\n"
			    "         4                0x0                   0                   0 unknown      unknown\n");
	capture_begin();
	print_buffers(&text_output, NULL, 0);
	assert_string_equal(capture_end(), "There is no communicate buffer.\n");
}

static void buffers_as_json(void **state)
{
	(void)state;
	capture_begin();
	print_buffers(&json_output, odd_buffers, ARRAY_SIZE(odd_buffers));
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "[{id:int,address:string,length:int,message_capacity:int,source:string,state:string}]");
	assert_int_equal(json_object_array_length(captured_json()), ARRAY_SIZE(odd_buffers));
	assert_json("1.state", "\"retired\"");
	assert_json("2.state", "\"lost\"");
	assert_json("2.address", "\"0x10000000000000\"");
	assert_json("3.id", "4294967294");
	assert_json("3.length", "9223372036854775808");
	assert_json("3.state", "\"disabled\"");
	assert_json("4.source", "\"unknown\"");
	capture_begin();
	print_buffers(&json_output, NULL, 0);
	capture_end();
	assert_string_equal(json_text(captured_json(), ""), "[]");
}

static const struct mmcomm_discovery_entry places[] = {
	{ MMCOMM_SUBJECT_TRIGGER, MMCOMM_VERDICT_USED, 0, "ACPI FADT",
	  "SMI_CMD is port 0xb2, a port" },
	{ MMCOMM_SUBJECT_PLATFORM, MMCOMM_VERDICT_ABSENT, 0, "none", "no hook knows it" },
	{ MMCOMM_SUBJECT_MAILBOX, MMCOMM_VERDICT_USABLE, UINT64_MAX, "smmc", "whole" },
	{ MMCOMM_SUBJECT_BUFFER, MMCOMM_VERDICT_REFUSED, 0x1000, "borrowed", "" },
	{ 77, 88, 0, "", "a\033]0;title\007 b" },
};

static const char *discovery_text(const struct mmcomm_discovery_entry *entries, size_t count,
				  bool brought)
{
	capture_begin();
	print_discovery(&text_output, &fake.info, entries, count, brought);
	return capture_end();
}

static void discovery_as_text(void **state)
{
	(void)state;
	fake.info.flags = 0;
	fake.info.max_message_len = 0;
	assert_string_equal(discovery_text(places, ARRAY_SIZE(places), false),
			    "LOOKED FOR PLACE                ADDRESS VERDICT REASON\n"
			    "trigger    ACPI FADT                  - used    SMI_CMD is port 0xb2, a port\n"
			    "platform   none                       - absent  no hook knows it\n"
			    "mailbox    smmc      0xffffffffffffffff usable  whole\n"
			    "buffer     borrowed              0x1000 refused\x20\n"
			    "unknown                               - unknown a\\x1b]0;title\\x07 b\n"
			    "\n"
			    "A message to MM cannot be sent here; not found: buffer.\n");
	assert_string_equal(discovery_text(NULL, 0, true),
			    "\n"
			    "A message to MM cannot be sent here; not found: trigger, mailbox, buffer.\n"
			    "For this look the module was loaded with probe_only=1; it raised no MMI and\n"
			    "has been unloaded again.\n");
	fake.info.flags = MMCOMM_INFO_PROBE_ONLY;
	assert_string_equal(discovery_text(NULL, 0, false),
			    "\n"
			    "A message to MM cannot be sent here; not found: trigger, mailbox, buffer.\n"
			    "The module is loaded with probe_only=1 and raises no MMI.\n");
	fake_simulate();
	assert_string_equal(discovery_text(NULL, 0, false),
			    "\n"
			    "SIMULATED: the executor sim stands in for MM; nothing here is firmware's.\n"
			    "A message to MM cannot be sent here; not found: mailbox, buffer.\n");
}

static void print_places(void)
{
	print_discovery(&text_output, &fake.info, places, ARRAY_SIZE(places), false);
}

static void discovery_on_a_narrow_terminal(void **state)
{
	(void)state;
	unsetenv("COLUMNS");
	assert_non_null(strstr(on_terminal(80, print_places),
			       "- used    SMI_CMD is port 0xb2, a port\r\n"));
	assert_non_null(strstr(on_terminal(72, print_places),
			       "- used    SMI_CMD is port 0xb2, a\r\n"));
}

/* Each part found or not, and what the sentence makes of it. */
static void discovery_says_what_is_missing(void **state)
{
	static const char *const missing[] = {
		"trigger, mailbox, buffer", "mailbox, buffer", "trigger, buffer", "buffer",
		"trigger, mailbox", "mailbox", "trigger", NULL,
	};
	static const __u32 subjects[] = {
		MMCOMM_SUBJECT_TRIGGER, MMCOMM_SUBJECT_MAILBOX, MMCOMM_SUBJECT_BUFFER
	};

	(void)state;
	fake.info.flags = 0;
	fake.info.max_message_len = 0;
	for (size_t found = 0; found < ARRAY_SIZE(missing); found++) {
		struct mmcomm_discovery_entry entries[3] = { 0 };
		char sentence[128];
		const char *text;

		for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
			entries[i].subject = subjects[i];
			entries[i].verdict = found & 1U << i ? MMCOMM_VERDICT_USED :
							       MMCOMM_VERDICT_ABSENT;
		}
		if (missing[found])
			snprintf(sentence, sizeof(sentence),
				 "A message to MM cannot be sent here; not found: %s.",
				 missing[found]);
		else
			snprintf(sentence, sizeof(sentence),
				 "Everything that a message to MM needs was found.");
		text = discovery_text(entries, ARRAY_SIZE(entries), false);
		assert_line(text, sentence);
	}
}

/* What would have to be there, where the reasons alone do not say. */
static void discovery_on_arm_says_what_would_help(void **state)
{
	struct mmcomm_discovery_entry entries[] = {
		{ .subject = MMCOMM_SUBJECT_TRIGGER, .verdict = MMCOMM_VERDICT_ABSENT,
		  .place = PLACE_CONDUIT },
		{ .subject = MMCOMM_SUBJECT_MAILBOX, .verdict = MMCOMM_VERDICT_SKIPPED,
		  .place = PLACE_MM_VERSION },
		{ .subject = MMCOMM_SUBJECT_BUFFER, .verdict = MMCOMM_VERDICT_ABSENT,
		  .place = "device tree mmcomm,spm-mm" },
	};
	const char *text;

	(void)state;
	fake.info.flags = 0;
	fake.info.max_message_len = 0;
	assert_non_null(strstr(discovery_text(entries, 3, false),
			       "not found: trigger, mailbox, buffer.\n" HINT_NO_CONDUIT "\n"));
	entries[0].verdict = MMCOMM_VERDICT_USABLE;
	entries[1].verdict = MMCOMM_VERDICT_ABSENT;
	assert_non_null(strstr(discovery_text(entries, 3, false),
			       "not found: mailbox, buffer.\n" HINT_NO_SPM_MM "\n"));
	/* Another version says so itself. */
	entries[1].verdict = MMCOMM_VERDICT_REFUSED;
	assert_null(strstr(discovery_text(entries, 3, false), "On Arm"));
	entries[0].verdict = MMCOMM_VERDICT_USED;
	entries[1].verdict = MMCOMM_VERDICT_USED;
	assert_non_null(strstr(discovery_text(entries, 3, false),
			       "not found: buffer.\n" HINT_NO_SHARED_MEMORY "\n"));
	entries[2].verdict = MMCOMM_VERDICT_USED;
	text = discovery_text(entries, 3, false);
	assert_line(text, "Everything that a message to MM needs was found.");
	assert_null(strstr(text, "must be told"));
}

/* As info has it: a buffer that is occupied is free again in a moment. */
static void occupied_buffers_are_found(void **state)
{
	static const struct mmcomm_discovery_entry entries[] = {
		{ .subject = MMCOMM_SUBJECT_TRIGGER, .verdict = MMCOMM_VERDICT_USED },
		{ .subject = MMCOMM_SUBJECT_MAILBOX, .verdict = MMCOMM_VERDICT_USED },
		{ .subject = MMCOMM_SUBJECT_BUFFER, .verdict = MMCOMM_VERDICT_SKIPPED },
	};

	(void)state;
	assert_string_equal(messages_text(&fake.info), "can be sent");
	assert_line(discovery_text(entries, ARRAY_SIZE(entries), false),
		    "Everything that a message to MM needs was found.");
	capture_begin();
	print_discovery(&json_output, &fake.info, entries, ARRAY_SIZE(entries), false);
	capture_end();
	assert_json("buffer_found", "true");
	fake.info.max_message_len = 0;
	assert_line(discovery_text(entries, ARRAY_SIZE(entries), false),
		    "A message to MM cannot be sent here; not found: buffer.");
}

/* What executor= names has not come: whatever else was found stays unused. */
static void an_executor_is_waited_for(void **state)
{
	struct mmcomm_discovery_entry entries[] = {
		{ .subject = MMCOMM_SUBJECT_TRIGGER, .verdict = MMCOMM_VERDICT_USED },
		{ .subject = MMCOMM_SUBJECT_MAILBOX, .verdict = MMCOMM_VERDICT_USABLE },
		{ .subject = MMCOMM_SUBJECT_BUFFER, .verdict = MMCOMM_VERDICT_USABLE },
	};

	(void)state;
	assert_line(discovery_text(entries, ARRAY_SIZE(entries), false),
		    "Everything that a message to MM needs was found.");
	fake.info.executor[0] = '\0';
	assert_line(discovery_text(entries, ARRAY_SIZE(entries), false),
		    "Everything that a message to MM needs was found, and is not in use: the module");
	entries[1].verdict = MMCOMM_VERDICT_USED;
	assert_line(discovery_text(entries, ARRAY_SIZE(entries), false),
		    "Everything that a message to MM needs was found.");
}

static void a_platform_hook_forbids_the_trigger(void **state)
{
	static const struct mmcomm_discovery_entry entries[] = {
		{ .subject = MMCOMM_SUBJECT_TRIGGER, .verdict = MMCOMM_VERDICT_USED },
		{ .subject = MMCOMM_SUBJECT_PLATFORM, .verdict = MMCOMM_VERDICT_REFUSED },
		{ .subject = MMCOMM_SUBJECT_MAILBOX, .verdict = MMCOMM_VERDICT_USED },
		{ .subject = MMCOMM_SUBJECT_BUFFER, .verdict = MMCOMM_VERDICT_USABLE },
	};
	const char *text;

	(void)state;
	fake.info.flags = 0;
	text = discovery_text(entries, ARRAY_SIZE(entries), false);
	assert_line(text, "A message to MM cannot be sent here; not found: trigger.");
	fake.info.flags = MMCOMM_INFO_BY_REGISTER;
	text = discovery_text(entries, ARRAY_SIZE(entries), false);
	assert_line(text, "A message to MM cannot be sent here; not found: trigger.");
	/* A simulated MM needs none. */
	fake_simulate();
	text = discovery_text(entries, ARRAY_SIZE(entries), false);
	assert_line(text, "Everything that a message to MM needs was found.");
}

static void discovery_as_json(void **state)
{
	char shape[1536];

	(void)state;
	fake.info.flags = 0;
	fake.info.max_message_len = 0;
	capture_begin();
	print_discovery(&json_output, &fake.info, places, ARRAY_SIZE(places), true);
	capture_end();
	snprintf(shape, sizeof(shape),
		 "{places:[{subject:string,place:string,address:null,verdict:string,reason:string}],simulated:boolean,trigger_found:boolean,mailbox_found:boolean,buffer_found:boolean,loaded_for_this_look:boolean,info:"
		 INFO_SHAPE "}", "null");
	assert_string_equal(json_shape(captured_json()), shape);
	assert_json("places.2.address", "\"0xffffffffffffffff\"");
	assert_json("places.4.reason", "\"a\\u001b]0;title\\u0007 b\"");
	assert_json("places.4.subject", "\"unknown\"");
	assert_json("trigger_found", "true");
	assert_json("mailbox_found", "true");
	assert_json("buffer_found", "false");
	assert_json("loaded_for_this_look", "true");
	assert_json("simulated", "false");
	capture_begin();
	print_discovery(&json_output, &fake.info, NULL, 0, false);
	capture_end();
	assert_json("places", "[]");
	assert_json("trigger_found", "false");
	fake_simulate();
	capture_begin();
	print_discovery(&json_output, &fake.info, NULL, 0, false);
	capture_end();
	assert_json("simulated", "true");
	assert_json("info.simulated", "true");
	assert_json("trigger_found", "true");
	assert_json("mailbox_found", "false");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup(info_of_firmware, set_up),
		cmocka_unit_test_setup(info_of_a_simulated_mm, set_up),
		cmocka_unit_test_setup(info_of_nothing, set_up),
		cmocka_unit_test_setup(info_at_its_limits, set_up),
		cmocka_unit_test_setup(info_of_an_invocation_register, set_up),
		cmocka_unit_test_setup(info_says_why_not, set_up),
		cmocka_unit_test_setup(info_of_secure_monitor_calls, set_up),
		cmocka_unit_test_setup(info_as_json, set_up),
		cmocka_unit_test_setup(buffers_as_text, set_up),
		cmocka_unit_test_setup(buffers_as_json, set_up),
		cmocka_unit_test_setup(discovery_as_text, set_up),
		cmocka_unit_test_setup(discovery_on_a_narrow_terminal, set_up),
		cmocka_unit_test_setup(discovery_says_what_is_missing, set_up),
		cmocka_unit_test_setup(discovery_on_arm_says_what_would_help, set_up),
		cmocka_unit_test_setup(occupied_buffers_are_found, set_up),
		cmocka_unit_test_setup(an_executor_is_waited_for, set_up),
		cmocka_unit_test_setup(a_platform_hook_forbids_the_trigger, set_up),
		cmocka_unit_test_setup(discovery_as_json, set_up),
	};

	return run_all("print_device", tests);
}
