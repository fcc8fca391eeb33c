// SPDX-License-Identifier: GPL-2.0
/*
 * What watch prints, and what it says where it cannot.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "print.h"
#include "watch.h"

#include "test.h"

static const struct options text = { .output = OUTPUT_TEXT };
static const struct options json = { .output = OUTPUT_JSON };

static struct watch_call message(void)
{
	struct watch_call call = {
		.time_ns = 412034567890ULL,
		.thread = 231,
		.process = "mmcomm-cli",
		.requested = true,
		.raised = true,
		.decided = true,
		.request = {
			.buffer_id = MMCOMM_BUFFER_ANY,
			.request_len = 24,
			.message_len = 4040,
			.window_len = 5000,
		},
		.mmi = { .command = 0x0a, .data = 0xff, .counted = true, .count = 1 },
		.verdict = {
			.progress = MMCOMM_PROGRESS_RAN,
			.buffer_id = 0,
			.mmi_count = 1,
			.result_flags = MMCOMM_RESULT_STATUS_VALID,
			.response_len = 1,
			.stopped_ns = 76000,
			.duration_ns = 146000,
		},
	};

	mmcomm_guid_parse("variable", call.recipient);
	return call;
}

static const char *line(const struct watch_call *call)
{
	capture_begin();
	print_watch_call(&text, call);
	return capture_end();
}

/* One object a line. */
static json_object *object(const struct watch_call *call)
{
	const char *printed;

	capture_begin();
	print_watch_call(&json, call);
	printed = capture_end();
	assert_ptr_equal(strchr(printed, '\n'), printed + strlen(printed) - 1);
	return captured_json();
}

static void a_message(void **state)
{
	struct watch_call call = message();

	(void)state;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] variable: 4040 bytes -> EFI_SUCCESS (0x0), 1 byte back, buffer 0, MMI 0x0a/0xff counted 1, stopped 76 us, took 146 us\n");
	call.mmi.counted = false;
	call.recipient[0]++;
	call.request.message_len = 0;
	call.verdict.mm_status = MMCOMM_EFI_NOT_FOUND;
	call.verdict.response_len = 4040;
	*call.process = '\0';
	assert_string_equal(line(&call),
			    "  412.034567 ?[231] ed32d534-99e6-4209-9cc0-2d72cdd998a7: 24 bytes -> EFI_NOT_FOUND (0x800000000000000e), 4040 bytes back, buffer 0, MMI 0x0a/0xff not counted, stopped 76 us, took 146 us\n");
}

static void a_message_as_json(void **state)
{
	struct watch_call call = message();

	(void)state;
	assert_string_equal(json_shape(object(&call)),
			    "{event:string,time_ns:int,process:string,thread:int,recipient:string,recipient_name:string,request:{buffer_id:null,request_len:int,message_len:int,window_len:int},verdict:{errno:null,reason:string,progress:string,mm_status:{code:string,name:string,error:boolean},response_len:int,buffer_id:int,mmi_count:int,stopped_ns:int,duration_ns:int},mmi:{command:string,data:string,count:int,stopped_ns:int},smc:null}");
	assert_json("event", "\"message\"");
	assert_json("time_ns", "412034567890");
	assert_json("process", "\"mmcomm-cli\"");
	assert_json("thread", "231");
	assert_json("recipient", "\"ed32d533-99e6-4209-9cc0-2d72cdd998a7\"");
	assert_json("recipient_name", "\"variable\"");
	assert_json("request.request_len", "24");
	assert_json("request.message_len", "4040");
	assert_json("request.window_len", "5000");
	assert_json("verdict.reason", "\"none\"");
	assert_json("verdict.progress", "\"ran\"");
	assert_json("verdict.response_len", "1");
	assert_json("verdict.stopped_ns", "76000");
	assert_json("verdict.duration_ns", "146000");
	assert_json("mmi.command", "\"0xa\"");
	assert_json("mmi.count", "1");
	call.mmi.counted = false;
	call.recipient[0]++;
	*call.process = '\0';
	object(&call);
	assert_json("mmi.count", "null");
	assert_json("recipient_name", "null");
	assert_json("process", "null");
}

static struct watch_call by_smc(__s64 code)
{
	struct watch_call call = message();

	call.raised = false;
	call.called = true;
	call.smc.function = 0xc4000041;
	call.smc.address = 0x7fe00000;
	call.smc.code = code;
	call.smc.stopped_ns = 76000;
	call.verdict.result_flags = 0;
	return call;
}

/* The secure monitor call stands where the MMI does on x86. */
static void a_secure_monitor_call(void **state)
{
	struct watch_call call = by_smc(0);

	(void)state;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] variable: 4040 bytes -> no status, ran, 1 byte back, buffer 0, SMC 0xc4000041 returned 0 (SUCCESS), stopped 76 us, took 146 us\n");
	assert_string_equal(json_shape(object(&call)),
			    "{event:string,time_ns:int,process:string,thread:int,recipient:string,recipient_name:string,request:{buffer_id:null,request_len:int,message_len:int,window_len:int},verdict:{errno:null,reason:string,progress:string,mm_status:null,response_len:int,buffer_id:int,mmi_count:int,stopped_ns:int,duration_ns:int},mmi:null,smc:{function:string,address:string,code:string,name:string,stopped_ns:int}}");
	assert_json("event", "\"message\"");
	assert_json("smc.function", "\"0xc4000041\"");
	assert_json("smc.address", "\"0x7fe00000\"");
	assert_json("smc.code", "\"0x0\"");
	assert_json("smc.name", "\"SUCCESS\"");
	assert_json("smc.stopped_ns", "76000");
	call = by_smc(-3);
	call.verdict.error = EIO;
	call.verdict.reason = MMCOMM_REASON_SMC_DENIED;
	call.verdict.progress = MMCOMM_PROGRESS_NOT_SENT;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] variable: 4040 bytes -> EIO (smc-denied), not-sent, buffer 0, SMC 0xc4000041 returned -3 (DENIED), stopped 76 us, took 146 us\n");
	object(&call);
	assert_json("smc.code", "\"0xfffffffffffffffd\"");
	assert_json("smc.name", "\"DENIED\"");
	/* No specification has this one. */
	call = by_smc(-77);
	assert_non_null(strstr(line(&call), ", SMC 0xc4000041 returned -77 (0xffffffffffffffb3),"));
	object(&call);
	assert_json("smc.name", "null");
}

/* What it belonged to was lost. */
static void a_lone_secure_monitor_call(void **state)
{
	struct watch_call call = by_smc(-5);

	(void)state;
	call.requested = false;
	call.decided = false;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] SMC 0xc4000041 returned -5 (NO_MEMORY), stopped 76 us\n");
	object(&call);
	assert_json("event", "\"smc\"");
	assert_json("recipient", "missing");
	assert_json("mmi", "null");
	assert_json("smc.name", "\"NO_MEMORY\"");
}

static void a_refusal(void **state)
{
	struct watch_call call = message();

	(void)state;
	call.requested = false;
	call.raised = false;
	call.verdict = (struct watch_verdict){
		.error = ENOENT,
		.reason = MMCOMM_REASON_NO_SUCH_BUFFER,
		.progress = MMCOMM_PROGRESS_NOT_SENT,
		.buffer_id = MMCOMM_BUFFER_ANY,
	};
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] variable: ENOENT (no-such-buffer), not-sent\n");
	object(&call);
	assert_json("request", "null");
	assert_json("mmi", "null");
	assert_json("verdict.errno", "\"ENOENT\"");
	assert_json("verdict.reason", "\"no-such-buffer\"");
	assert_json("verdict.progress", "\"not-sent\"");
	assert_json("verdict.mm_status", "null");
	assert_json("verdict.buffer_id", "null");
}

static void a_broken_answer(void **state)
{
	struct watch_call call = message();

	(void)state;
	call.raised = false;
	call.verdict.error = EBADMSG;
	call.verdict.reason = MMCOMM_REASON_GUARD_CHANGED;
	call.verdict.mm_status = MMCOMM_EFI_ERROR_BIT | 7;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] variable: 4040 bytes -> EBADMSG (guard-changed), ran, EFI_DEVICE_ERROR (0x8000000000000007), buffer 0, stopped 76 us, took 146 us\n");
}

/* MM gave none; where it leaves no mark either, nobody knows whether it is done. */
static void no_status(void **state)
{
	struct watch_call call = message();

	(void)state;
	call.verdict.result_flags = MMCOMM_RESULT_MMI_COUNTED;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] variable: 4040 bytes -> no status, ran, 1 byte back, buffer 0, MMI 0x0a/0xff counted 1, stopped 76 us, took 146 us\n");
	object(&call);
	assert_json("verdict.mm_status", "null");
	call.verdict.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] variable: 4040 bytes -> no status, may-have-run, 1 byte back, buffer 0, MMI 0x0a/0xff counted 1, stopped 76 us, took 146 us\n");
	object(&call);
	assert_json("verdict.mm_status", "null");
}

static void without_a_verdict(void **state)
{
	struct watch_call call = message();

	(void)state;
	call.decided = false;
	call.raised = false;
	call.time_ns = 1;
	assert_string_equal(line(&call),
			    "    0.000000 mmcomm-cli[231] variable: 4040 bytes -> no verdict seen\n");
	object(&call);
	assert_json("verdict", "null");
}

static void a_bare_mmi(void **state)
{
	struct watch_call call = message();

	(void)state;
	call.requested = false;
	call.decided = false;
	call.mmi.stopped_ns = 20000000;
	assert_string_equal(line(&call),
			    "  412.034567 mmcomm-cli[231] MMI 0x0a/0xff counted 1, stopped 20 ms\n");
	object(&call);
	assert_json("event", "\"mmi\"");
	assert_json("recipient", "missing");
	assert_json("mmi.data", "\"0xff\"");
}

/* A process may call itself anything. */
static void a_name_that_steers(void **state)
{
	struct watch_call call = message();

	(void)state;
	set_text(call.process, "\033[2J\n\377");
	assert_begins(line(&call), "  412.034567 ?[2J");
	object(&call);
	assert_json("process", "\"\\u001b[2J\\n\357\277\275\"");
}

static void what_is_lost(void **state)
{
	(void)state;
	capture_begin();
	print_watch_lost(&text, 1);
	print_watch_lost(&text, 2);
	print_watch_lost(&text, 0);
	assert_string_equal(capture_end(), "");
	assert_string_equal(captured_errors(),
			    "1 event was lost: the kernel's buffer was full.\n"
			    "2 events were lost: the kernel's buffer was full.\n"
			    "Events were lost: the kernel's buffer was full.\n");
	capture_begin();
	print_watch_lost(&json, 7);
	print_watch_lost(&json, 0);
	assert_string_equal(capture_end(),
			    "{\"event\":\"lost\",\"count\":7}\n{\"event\":\"lost\",\"count\":null}\n");
}

static void the_module(void **state)
{
	(void)state;
	capture_begin();
	print_watch_module(&text, false);
	print_watch_module(&text, true);
	assert_string_equal(capture_end(), "");
	assert_string_equal(captured_errors(),
			    "The module was unloaded; waiting for it.\n"
			    "The module is loaded again, and watched.\n");
	capture_begin();
	print_watch_module(&json, false);
	print_watch_module(&json, true);
	assert_string_equal(capture_end(), "{\"event\":\"unloaded\"}\n{\"event\":\"loaded\"}\n");
}

static void failures(void **state)
{
	static const struct {
		struct watch_failure failure;
		int code;
		const char *problem;
		const char *way_out;
	} cases[] = {
		{ { .step = WATCH_STEP_LIBRARY, .what = "libtracefs.so.1: gone" }, EXIT_OTHER,
		  "libtraceevent: libtracefs.so.1: gone.", "libtracefs1" },
		{ { .step = WATCH_STEP_LOCKDOWN, .error = EPERM, .what = "confidentiality" },
		  EXIT_ACCESS, "lockdown (confidentiality) refuses tracing", "lockdown=integrity" },
		{ { .step = WATCH_STEP_TRACEFS, .error = ENOENT, .what = "/sys/kernel/tracing" },
		  EXIT_OTHER, "not mounted", "mount -t tracefs nodev /sys/kernel/tracing." },
		{ { .step = WATCH_STEP_EVENTS, .error = ENOENT, .what = "/t/events" },
		  EXIT_TRANSPORT, "module mmcomm is not loaded", "mmcomm-cli module load" },
		{ { .step = WATCH_STEP_EVENTS, .error = ENOENT, .loaded = true, .what = "/t/ev" },
		  EXIT_OTHER, "is loaded, and there is no /t/ev", "without trace events" },
		{ { .step = WATCH_STEP_SET_UP, .error = EACCES, .what = "/t" },
		  EXIT_ACCESS, "/t: Permission denied", "as root" },
		{ { .step = WATCH_STEP_INSTANCE, .error = EPERM, .what = "mmcomm-cli-7" },
		  EXIT_ACCESS, "not permitted", "lockdown" },
		{ { .step = WATCH_STEP_INSTANCE, .error = ENOMEM, .what = "mmcomm-cli-7" },
		  EXIT_OTHER, "mmcomm-cli-7 cannot be created: Cannot allocate", "free some" },
		{ { .step = WATCH_STEP_INSTANCE, .error = EBUSY, .what = "mmcomm-cli-7" },
		  EXIT_OTHER, "busy", "" },
		{ { .step = WATCH_STEP_SET_UP, .what = "/t/trace_clock" }, EXIT_OTHER,
		  "set up: /t/trace_clock: it cannot be written", "" },
		{ { .step = WATCH_STEP_READ, .error = EIO, .what = "/t" }, EXIT_OTHER,
		  "/t cannot be read: Input/output error", "" },
		{ { .step = WATCH_STEP_REMOVE, .error = EPERM, .what = "/t/i" }, EXIT_OTHER,
		  "stays behind: /t/i: ", "rmdir /t/i" },
		{ { .step = WATCH_STEP_MEMORY, .error = ENOMEM }, EXIT_OTHER, "out of memory", "" },
	};
	struct mmcomm_explanation explanation;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(watch_explain(&cases[i].failure, &explanation), cases[i].code);
		assert_non_null(strstr(explanation.problem, cases[i].problem));
		assert_non_null(strstr(explanation.way_out, cases[i].way_out));
		assert_int_equal(!*explanation.way_out, !*cases[i].way_out);
		capture_begin();
		print_watch_failure(&json, &cases[i].failure, &explanation);
		capture_end();
		assert_begins(captured_errors(), "mmcomm-cli: ");
		assert_string_not_equal(json_text(captured_json(), "error.problem"), "missing");
		assert_string_not_equal(json_text(captured_json(), "error.way_out"), "missing");
	}
	capture_begin();
	print_watch_failure(&text, &cases[3].failure, &explanation);
	assert_string_equal(capture_end(), "");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(a_message),
		cmocka_unit_test(a_message_as_json),
		cmocka_unit_test(a_secure_monitor_call),
		cmocka_unit_test(a_lone_secure_monitor_call),
		cmocka_unit_test(a_refusal),
		cmocka_unit_test(a_broken_answer),
		cmocka_unit_test(no_status),
		cmocka_unit_test(without_a_verdict),
		cmocka_unit_test(a_bare_mmi),
		cmocka_unit_test(a_name_that_steers),
		cmocka_unit_test(what_is_lost),
		cmocka_unit_test(the_module),
		cmocka_unit_test(failures),
	};

	return run_all("print_watch", tests);
}
