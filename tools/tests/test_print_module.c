// SPDX-License-Identifier: GPL-2.0
/*
 * What is printed of the kernel module.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "print.h"
#include "test.h"

static const struct options text_output;
static const struct options json_output = { .output = OUTPUT_JSON };

static const struct module_status absent = {
	.device = "/dev/mmcomm",
	.release = "6.12.0-test",
};

static const struct module_status loaded = {
	.loaded = true,
	.state = "live",
	.references = 1,
	.version = "0.1.0",
	.parameters = "comm_buffers=(null)\nexecutor=sim\nmailbox=18446744073709551615\n"
		      "odd=a=b\033c\nplatform=\n",
	.device_present = true,
	.device = "/dev/mmcomm",
	.release = "6.12.0-test",
	.path = "/lib/modules/6.12.0-test/updates/mmcomm.ko",
	.vermagic = "6.12.0-test SMP preempt mod_unload",
	.users = "mmcomm-cli (process 12)",
};

static const char *status_text(const struct module_status *status)
{
	capture_begin();
	print_module_status(&text_output, status);
	return capture_end();
}

static void status_as_text(void **state)
{
	struct module_status status = loaded;

	(void)state;
	assert_string_equal(status_text(&absent),
			    "Module           not loaded\n"
			    "Device           /dev/mmcomm, not there\n"
			    "Kernel           6.12.0-test\n"
			    "File             none installed for this kernel\n");
	assert_string_equal(status_text(&loaded),
			    "Module           loaded (live), 1 user\n"
			    "Version          0.1.0\n"
			    "Parameters       comm_buffers=not set\n"
			    "                 executor=sim\n"
			    "                 mailbox=0xffffffffffffffff\n"
			    "                 odd=a=b?c\n"
			    "                 platform=\n"
			    "Device open in   mmcomm-cli (process 12)\n"
			    "Device           /dev/mmcomm, present\n"
			    "Kernel           6.12.0-test\n"
			    "File             /lib/modules/6.12.0-test/updates/mmcomm.ko\n"
			    "Built for        6.12.0-test SMP preempt mod_unload\n");
	/* Without parameters, and with one of the longest values. */
	status.references = 0;
	status.parameters[0] = '\0';
	assert_line(status_text(&status), "Module           loaded (live), 0 users");
	assert_null(strstr(status_text(&status), "Parameters"));
	set_text(status.parameters, "comm_buffers=");
	memset(status.parameters + strlen("comm_buffers="), '7', 255);
	memcpy(status.parameters + strlen("comm_buffers=") + 255, "\nlast=1\n", 9);
	assert_line(status_text(&status), "                 last=1");
	assert_int_equal(strspn(strchr(strstr(status_text(&status), "comm_buffers="), '7'), "7"),
			 255);
	/* What has no '=' is shown as it stands. */
	set_text(status.parameters, "nothing\n=\n");
	assert_line(status_text(&status), "Parameters       nothing");
	assert_line(status_text(&status), "                 =");
}

static void status_as_json(void **state)
{
	struct module_status status = loaded;

	(void)state;
	capture_begin();
	print_module_status(&json_output, &absent);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{loaded:boolean,device:string,device_present:boolean,kernel:string,file:null,file_vermagic:null}");
	assert_json("loaded", "false");
	capture_begin();
	print_module_status(&json_output, &loaded);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{loaded:boolean,state:string,references:int,version:string,parameters:{comm_buffers:null,executor:string,mailbox:string,odd:string,platform:string},users:string,device:string,device_present:boolean,kernel:string,file:string,file_vermagic:string}");
	assert_json("parameters.mailbox", "\"0xffffffffffffffff\"");
	assert_json("parameters.odd", "\"a=b\\u001bc\"");
	assert_json("parameters.platform", "\"\"");
	assert_json("references", "1");
	set_text(status.parameters, "nothing\n");
	capture_begin();
	print_module_status(&json_output, &status);
	capture_end();
	assert_json("parameters", "{\"nothing\":\"\"}");
}

static void done(void **state)
{
	(void)state;
	capture_begin();
	print_module_action(&text_output, "loaded", "mmcomm");
	assert_string_equal(capture_end(), "mmcomm is loaded.\n");
	capture_begin();
	print_module_action(&json_output, "unloaded", "mm\"\xff");
	capture_end();
	assert_string_equal(json_text(captured_json(), ""),
			    "{\"module\":\"mm\\\"\xef\xbf\xbd\",\"action\":\"unloaded\"}");
}

static void failure(void **state)
{
	struct module_failure failure = {
		.error = ENODEV,
		.target = "./mmcomm.ko",
		.kernel_log = "mmcomm: no mailbox\nmmcomm: \033[31mred\n",
	};
	const struct module_explanation explanation = {
		.problem = "it found no MM.",
		.way_out = "Look with 'mmcomm-cli probe'.",
	};
	static const struct module_explanation brief = { .problem = "it failed." };

	(void)state;
	capture_begin();
	print_module_failure(&text_output, "load", &failure, &explanation);
	assert_string_equal(capture_end(), "");
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: it found no MM.\n"
			    "The kernel logged:\n"
			    "  mmcomm: no mailbox\n"
			    "  mmcomm: ?[31mred\n"
			    "Look with 'mmcomm-cli probe'.\n");
	capture_begin();
	print_module_failure(&json_output, "load", &failure, &explanation);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{error:{action:string,module:string,errno:string,problem:string,way_out:string,kernel_log:[string]}}");
	assert_json("error.errno", "\"ENODEV\"");
	assert_json("error.kernel_log",
		    "[\"mmcomm: no mailbox\",\"mmcomm: \\u001b[31mred\"]");
	assert_string_equal(strstr(captured_errors(), "mmcomm-cli: it"),
			    captured_errors());
	failure.kernel_log[0] = '\0';
	failure.error = 0;
	capture_begin();
	print_module_failure(&json_output, "unload", &failure, &brief);
	capture_end();
	assert_string_equal(captured_errors(), "mmcomm-cli: it failed.\n");
	assert_json("error.kernel_log", "[]");
	assert_json("error.way_out", "\"\"");
}

/* The kernel's lines are long; none of them may be cut. */
static void long_lines_of_the_log(void **state)
{
	struct module_failure failure = { .error = EINVAL };
	const struct module_explanation explanation = { .problem = "no." };

	(void)state;
	memset(failure.kernel_log, 'x', 500);
	failure.kernel_log[500] = '\n';
	capture_begin();
	print_module_failure(&json_output, "load", &failure, &explanation);
	capture_end();
	assert_int_equal(strlen(json_text(captured_json(), "error.kernel_log.0")), 502);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(status_as_text),
		cmocka_unit_test(status_as_json),
		cmocka_unit_test(done),
		cmocka_unit_test(failure),
		cmocka_unit_test(long_lines_of_the_log),
	};

	return run_all("print_module", tests);
}
