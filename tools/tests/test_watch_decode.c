// SPDX-License-Identifier: GPL-2.0
/*
 * Records of trace events, in the layout of a kernel and in others.
 */
#include <string.h>

#include "fake_trace.h"
#include "trace_library.h"
#include "watch.h"

#include "test.h"

static const struct fake_verdict verdict = {
	.common = { .type = FAKE_VERDICT_ID, .pid = 4711 },
	.recipient = { 0x33, 0xd5, 0x32, 0xed, 0xe6, 0x99, 0x09, 0x42,
		       0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7 },
	.error = -110,
	.reason = MMCOMM_REASON_TIMEOUT,
	.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN,
	.buffer_id = 3,
	.mmi_count = 2,
	.result_flags = MMCOMM_RESULT_STATUS_VALID | MMCOMM_RESULT_MMI_COUNTED,
	.mm_status = 0x800000000000000eULL,
	.response_len = 0x123456789aULL,
	.stopped_ns = 76000,
	.duration_ns = 146000,
};

static struct tep_handle *formats(const char *format)
{
	struct tep_handle *tep;

	assert_null(trace_library_load());
	tep = trace_library.tep_alloc();
	assert_non_null(tep);
	trace_library.tep_parse_event(tep, format, strlen(format), "mm_comm");
	return tep;
}

static bool decode(const char *format, const void *record, size_t size, struct watch_call *call)
{
	struct tep_handle *tep = formats(format);
	__u8 copy[256];
	bool result;

	memcpy(copy, record, size);
	memset(call, 0x5a, sizeof(*call));
	result = watch_decode(tep, copy, size, call);
	trace_library.tep_free(tep);
	return result;
}

static void a_request(void **state)
{
	struct fake_request record = {
		.common = { .type = FAKE_REQUEST_ID, .pid = 12 },
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request_len = 72,
		.message_len = 4040,
		.window_len = 8192,
	};
	struct watch_call call;

	(void)state;
	memcpy(record.recipient, verdict.recipient, sizeof(record.recipient));
	assert_true(decode(fake_request_format, &record, sizeof(record), &call));
	assert_true(call.requested);
	assert_false(call.raised);
	assert_false(call.decided);
	assert_int_equal(call.thread, 12);
	assert_memory_equal(call.recipient, verdict.recipient, MMCOMM_GUID_LEN);
	assert_int_equal(call.request.buffer_id, MMCOMM_BUFFER_ANY);
	assert_int_equal(call.request.request_len, 72);
	assert_int_equal(call.request.message_len, 4040);
	assert_int_equal(call.request.window_len, 8192);
}

static void assert_is_verdict(const struct watch_call *call)
{
	assert_true(call->decided);
	assert_false(call->requested);
	assert_int_equal(call->thread, 4711);
	assert_memory_equal(call->recipient, verdict.recipient, MMCOMM_GUID_LEN);
	assert_int_equal(call->verdict.error, 110);
	assert_int_equal(call->verdict.reason, MMCOMM_REASON_TIMEOUT);
	assert_int_equal(call->verdict.progress, MMCOMM_PROGRESS_MAY_HAVE_RUN);
	assert_int_equal(call->verdict.buffer_id, 3);
	assert_int_equal(call->verdict.mmi_count, 2);
	assert_int_equal(call->verdict.result_flags,
			 MMCOMM_RESULT_STATUS_VALID | MMCOMM_RESULT_MMI_COUNTED);
	assert_int_equal(call->verdict.mm_status, 0x800000000000000eULL);
	assert_int_equal(call->verdict.response_len, 0x123456789aULL);
	assert_int_equal(call->verdict.stopped_ns, 76000);
	assert_int_equal(call->verdict.duration_ns, 146000);
}

static void a_verdict(void **state)
{
	struct watch_call call;

	(void)state;
	assert_true(decode(fake_verdict_format, &verdict, sizeof(verdict), &call));
	assert_is_verdict(&call);
}

static void an_mmi(void **state)
{
	const struct fake_mmi record = {
		.common = { .type = FAKE_MMI_ID, .pid = 5 },
		.command = 0xca,
		.data = 0xfe,
		.counted = 1,
		.count = 7,
		.stopped_ns = 0x100000001ULL,
	};
	struct watch_call call;

	(void)state;
	assert_true(decode(fake_mmi_format, &record, sizeof(record), &call));
	assert_true(call.raised);
	assert_false(call.requested);
	assert_false(call.decided);
	assert_int_equal(call.mmi.command, 0xca);
	assert_int_equal(call.mmi.data, 0xfe);
	assert_true(call.mmi.counted);
	assert_int_equal(call.mmi.count, 7);
	assert_int_equal(call.mmi.stopped_ns, 0x100000001ULL);
}

static void an_smc(void **state)
{
	const struct fake_smc record = {
		.common = { .type = FAKE_SMC_ID, .pid = 5 },
		.function = 0xc4000041,
		.address = 0x17fe00000ULL,
		.code = -3,
		.stopped_ns = 0x100000001ULL,
	};
	struct watch_call call;

	(void)state;
	assert_true(decode(fake_smc_format, &record, sizeof(record), &call));
	assert_true(call.called);
	assert_false(call.raised);
	assert_false(call.requested);
	assert_false(call.decided);
	assert_int_equal(call.thread, 5);
	assert_int_equal(call.smc.function, 0xc4000041);
	assert_int_equal(call.smc.address, 0x17fe00000ULL);
	assert_int_equal(call.smc.code, -3);
	assert_int_equal(call.smc.stopped_ns, 0x100000001ULL);
}

#define COMMON \
	"name: mm_comm_verdict\nID: 1497\nformat:\n" \
	"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n" \
	"\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"

/* Other places, other sizes, a field that nobody knows, names for numbers. */
static void another_layout(void **state)
{
	static const char format[] = COMMON
		"\tfield:u32 novelty;\toffset:8;\tsize:4;\tsigned:0;\n"
		"\tfield:int error;\toffset:12;\tsize:4;\tsigned:1;\n"
		"\tfield:u8 recipient[sizeof(guid_t)];\toffset:16;\tsize:16;\tsigned:0;\n"
		"\tfield:u8 reason;\toffset:32;\tsize:1;\tsigned:0;\n"
		"\tfield:u8 progress;\toffset:33;\tsize:1;\tsigned:0;\n"
		"\tfield:u16 buffer_id;\toffset:34;\tsize:2;\tsigned:0;\n"
		"\tfield:u64 mm_status;\toffset:40;\tsize:8;\tsigned:0;\n\n"
		"print fmt: \"reason=%s\", __print_symbolic(REC->reason, { 31, \"TIMEOUT\" })\n";
	__u8 record[48] = { 0 };
	struct watch_call call;

	(void)state;
	memcpy(record, &verdict.common, sizeof(verdict.common));
	memcpy(record + 8, "\xff\xff\xff\xff", 4);
	memcpy(record + 12, &verdict.error, 4);
	memcpy(record + 16, verdict.recipient, 16);
	record[32] = MMCOMM_REASON_TIMEOUT;
	record[33] = MMCOMM_PROGRESS_RAN;
	record[34] = 9;
	memcpy(record + 40, &verdict.mm_status, 8);
	assert_true(decode(format, record, sizeof(record), &call));
	assert_int_equal(call.verdict.error, 110);
	assert_memory_equal(call.recipient, verdict.recipient, MMCOMM_GUID_LEN);
	assert_int_equal(call.verdict.reason, MMCOMM_REASON_TIMEOUT);
	assert_int_equal(call.verdict.progress, MMCOMM_PROGRESS_RAN);
	assert_int_equal(call.verdict.buffer_id, 9);
	assert_int_equal(call.verdict.mm_status, verdict.mm_status);
	/* What the format lacks. */
	assert_int_equal(call.verdict.result_flags, 0);
	assert_int_equal(call.verdict.duration_ns, 0);
}

/* Not a byte behind the record is looked at; without a recipient it is nothing. */
static void a_record_that_is_cut(void **state)
{
	struct watch_call call;
	__u8 *exact;

	(void)state;
	for (size_t size = 0; size <= sizeof(verdict); size++) {
		struct tep_handle *tep = formats(fake_verdict_format);

		exact = test_malloc(size + !size);
		memcpy(exact, &verdict, size);
		assert_int_equal(watch_decode(tep, exact, size, &call), size >= 24);
		test_free(exact);
		trace_library.tep_free(tep);
	}
	assert_is_verdict(&call);
}

static void what_is_not_known(void **state)
{
	static const char other[] =
		"name: sched_switch\nID: 1497\nformat:\n"
		"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n\n"
		"print fmt: \"\"\n";
	static const char short_guid[] = COMMON
		"\tfield:u8 recipient[8];\toffset:8;\tsize:8;\tsigned:0;\n\nprint fmt: \"\"\n";
	struct fake_verdict unknown = verdict;
	struct watch_call call;

	(void)state;
	unknown.common.type = 99;
	assert_false(decode(fake_verdict_format, &unknown, sizeof(unknown), &call));
	assert_false(decode(other, &verdict, sizeof(verdict), &call));
	assert_false(decode(short_guid, &verdict, sizeof(verdict), &call));
}

static void names_of_processes(void **state)
{
	static const char saved[] = "12 init\n123 mmcomm-cli\n1234 a name with a blank\n7 last";
	char name[WATCH_PROCESS_LEN];

	(void)state;
	watch_process_name(saved, 123, name);
	assert_string_equal(name, "mmcomm-cli");
	watch_process_name(saved, 1234, name);
	assert_string_equal(name, "a name with a b");
	watch_process_name(saved, 7, name);
	assert_string_equal(name, "last");
	watch_process_name(saved, 1, name);
	assert_string_equal(name, "");
	watch_process_name("", 1, name);
	assert_string_equal(name, "");
	watch_process_name("\n\n5\n6 x\n", 5, name);
	assert_string_equal(name, "");
	watch_process_name("\n\n5\n6 x\n", 6, name);
	assert_string_equal(name, "x");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(a_request),
		cmocka_unit_test(a_verdict),
		cmocka_unit_test(an_mmi),
		cmocka_unit_test(an_smc),
		cmocka_unit_test(another_layout),
		cmocka_unit_test(a_record_that_is_cut),
		cmocka_unit_test(what_is_not_known),
		cmocka_unit_test(names_of_processes),
	};

	return run_all("watch_decode", tests);
}
