// SPDX-License-Identifier: GPL-2.0
/*
 * Sentences about failures: there is one for everything, and it names the thing.
 */
#include <assert.h>
#include <errno.h>
#include <string.h>

#include "libmmcomm.h"
#include "test.h"

#define LAST_REASON MMCOMM_REASON_SMC_OTHER

/* UAPI_REASONS is the number of reasons in the uapi header, counted by make. */
static_assert(LAST_REASON + 1 == UAPI_REASONS, "LAST_REASON is behind the uapi header");

static void every_reason_has_sentences(void **state)
{
	(void)state;
	for (__u32 reason = 1; reason <= LAST_REASON; reason++) {
		struct mmcomm_failure failure = {
			.operation = MMCOMM_OPERATION_COMMUNICATE,
			.error = EINVAL,
			.reason = reason,
		};
		struct mmcomm_explanation explanation;
		size_t length;

		mmcomm_explain(&failure, &explanation);
		length = strlen(explanation.problem);
		assert_true(length > 10 && length < sizeof(explanation.problem) - 1);
		assert_int_equal(explanation.problem[length - 1], '.');
		length = strlen(explanation.way_out);
		assert_true(length > 5 && length < sizeof(explanation.way_out) - 1);
		assert_int_equal(explanation.way_out[length - 1], '.');
		assert_true(*explanation.progress);
		assert_string_not_equal(mmcomm_reason_name(reason), "unknown");
		for (__u32 earlier = 0; earlier < reason; earlier++)
			assert_string_not_equal(mmcomm_reason_name(reason),
						mmcomm_reason_name(earlier));
	}
	assert_string_equal(mmcomm_reason_name(LAST_REASON + 1), "unknown");
}

static void every_errno_has_a_sentence(void **state)
{
	static const enum mmcomm_operation operations[] = {
		MMCOMM_OPERATION_OPEN, MMCOMM_OPERATION_INFO, MMCOMM_OPERATION_BUFFERS,
		MMCOMM_OPERATION_DISCOVERY, MMCOMM_OPERATION_COMMUNICATE,
		MMCOMM_OPERATION_TRIGGER,
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(operations); i++) {
		for (int number = 1; number < 134; number++) {
			struct mmcomm_failure failure = {
				.operation = operations[i],
				.error = number,
				.device = "/dev/some-device",
			};
			struct mmcomm_explanation explanation;

			mmcomm_explain(&failure, &explanation);
			assert_true(strlen(explanation.problem) > 10);
		}
	}
}

static void explain(const struct mmcomm_failure *failure, const char *expected)
{
	struct mmcomm_explanation explanation;

	mmcomm_explain(failure, &explanation);
	if (!strstr(explanation.problem, expected))
		fail_msg("'%s' is not in '%s'", expected, explanation.problem);
}

static void numbers_are_named(void **state)
{
	struct mmcomm_communicate message = {
		.request_len = 100,
		.message_len = 90,
		.buffer_id = 7,
		.header_version = 3,
		.max_message_len = 50,
	};
	struct mmcomm_trigger trigger = { .command = 3 };
	struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_COMMUNICATE,
		.error = EINVAL,
		.message = &message,
	};

	(void)state;
	failure.reason = MMCOMM_REASON_MESSAGE_LEN;
	explain(&failure, "90 bytes, is below the request's 100");
	failure.reason = MMCOMM_REASON_NO_SUCH_BUFFER;
	explain(&failure, "id 7");
	failure.reason = MMCOMM_REASON_BUFFER_NOT_ENABLED;
	explain(&failure, "buffer 7");
	failure.reason = MMCOMM_REASON_HEADER_VERSION;
	explain(&failure, "version 3");
	failure.reason = MMCOMM_REASON_TOO_LONG;
	explain(&failure, "90 bytes does not fit; the longest that does has 50");
	message.message_len = 0;
	explain(&failure, "100 bytes does not fit");

	failure.operation = MMCOMM_OPERATION_TRIGGER;
	failure.message = NULL;
	failure.trigger = &trigger;
	failure.reason = MMCOMM_REASON_RESERVED_COMMAND;
	explain(&failure, "0x03");
}

/* What the secure monitor said stands behind what it means, and tells the rest. */
static void codes_of_the_secure_monitor(void **state)
{
	static const struct {
		__u32 reason;
		__s64 code;
		const char *text;
		const char *way_out;
	} cases[] = {
		{ MMCOMM_REASON_SMC_UNSUPPORTED, -1,
		  "not up. The code is -1 (NOT_SUPPORTED, 0xffffffffffffffff).", "own log" },
		{ MMCOMM_REASON_SMC_INVALID, -2,
		  "invalid. The code is -2 (INVALID_PARAMETERS, 0xfffffffffffffffe).", "report" },
		{ MMCOMM_REASON_SMC_DENIED, -3,
		  "too long for it. The code is -3 (DENIED, 0xfffffffffffffffd).",
		  "comm_buffers=" },
		{ MMCOMM_REASON_SMC_NO_MEMORY, -5,
		  "out of memory. The code is -5 (NO_MEMORY, 0xfffffffffffffffb).",
		  "shorter message" },
		{ MMCOMM_REASON_SMC_OTHER, -77,
		  "a meaning. The code is -77 (0xffffffffffffffb3).", "firmware's makers" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct mmcomm_communicate message = {
			.raw_status = cases[i].code,
			.result_flags = MMCOMM_RESULT_STATUS_VALID,
		};
		struct mmcomm_failure failure = {
			.operation = MMCOMM_OPERATION_COMMUNICATE,
			.error = EIO,
			.reason = cases[i].reason,
			.message = &message,
		};
		struct mmcomm_explanation explanation;

		explain(&failure, cases[i].text);
		mmcomm_explain(&failure, &explanation);
		assert_non_null(strstr(explanation.way_out, cases[i].way_out));
		message.result_flags = 0;
		mmcomm_explain(&failure, &explanation);
		assert_null(strstr(explanation.problem, "The code is"));
	}
	assert_string_equal(mmcomm_smc_code_name(0), "SUCCESS");
	assert_null(mmcomm_smc_code_name(-4));
	/* Not extended to 64 bits. */
	assert_null(mmcomm_smc_code_name(0xfffffffdLL));
}

static void no_bare_mmi_over_smc(void **state)
{
	struct mmcomm_trigger trigger = { .command = 3 };
	struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_TRIGGER,
		.error = EOPNOTSUPP,
		.reason = MMCOMM_REASON_NO_TRIGGER,
		.trigger = &trigger,
		.port_type = MMCOMM_MMI_PORT_SMC,
	};
	struct mmcomm_explanation explanation;

	(void)state;
	explain(&failure, "There is no bare MMI over SMC");
	mmcomm_explain(&failure, &explanation);
	assert_non_null(strstr(explanation.way_out, "mmcomm-cli send"));
	/* Loading the module in full would not help. */
	failure.reason = MMCOMM_REASON_PROBE_ONLY;
	explain(&failure, "There is no bare MMI over SMC");
	failure.reason = MMCOMM_REASON_LOCKDOWN;
	explain(&failure, "lockdown");
	failure.reason = MMCOMM_REASON_NO_TRIGGER;
	failure.port_type = MMCOMM_MMI_PORT_SMI;
	explain(&failure, "Nothing was found that raises an MMI here");
}

/* The limit may be the message's own, so that a longer one helps. */
static void an_answer_too_long_is_nobodys_fault(void **state)
{
	struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_COMMUNICATE,
		.error = EBADMSG,
		.reason = MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		.progress = MMCOMM_PROGRESS_RAN,
	};
	struct mmcomm_explanation explanation;

	(void)state;
	explain(&failure, "in a borrowed or claimed one the message's.");
	mmcomm_explain(&failure, &explanation);
	assert_null(strstr(explanation.way_out, "fault"));
	assert_non_null(strstr(explanation.way_out, "longer message length"));
}

static void the_device_is_named(void **state)
{
	struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_OPEN,
		.error = ENOENT,
		.device = "/dev/elsewhere",
	};

	(void)state;
	explain(&failure, "/dev/elsewhere is not there.");
	failure.device = NULL;
	explain(&failure, "/dev/mmcomm is not there: the mmcomm module is not loaded.");
	failure.error = ENOTTY;
	failure.operation = MMCOMM_OPERATION_INFO;
	failure.device = "/dev/elsewhere";
	explain(&failure, "/dev/elsewhere is not an mmcomm device.");
	failure.operation = MMCOMM_OPERATION_TRIGGER;
	explain(&failure, "its module was built without it");
}

static void progress_is_told_where_something_was_sent(void **state)
{
	struct mmcomm_failure failure = { .operation = MMCOMM_OPERATION_INFO, .error = EFAULT };
	struct mmcomm_explanation explanation;

	(void)state;
	mmcomm_explain(&failure, &explanation);
	assert_string_equal(explanation.progress, "");
	failure.operation = MMCOMM_OPERATION_COMMUNICATE;
	mmcomm_explain(&failure, &explanation);
	assert_string_equal(explanation.progress, "Nothing was sent to MM.");
	failure.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	mmcomm_explain(&failure, &explanation);
	assert_non_null(strstr(explanation.progress, "unknown"));
}

static void values_have_names(void **state)
{
	(void)state;
	assert_string_equal(mmcomm_port_type_name(MMCOMM_MMI_PORT_SMC), "smc");
	assert_string_equal(mmcomm_source_name(MMCOMM_SOURCE_UPDATE), "update");
	assert_string_equal(mmcomm_state_name(MMCOMM_BUFFER_LOST), "lost");
	assert_string_equal(mmcomm_state_name(MMCOMM_BUFFER_OCCUPIED), "occupied");
	assert_string_equal(mmcomm_subject_name(MMCOMM_SUBJECT_BUFFER), "buffer");
	assert_string_equal(mmcomm_verdict_name(MMCOMM_VERDICT_SKIPPED), "skipped");
	assert_string_equal(mmcomm_progress_name(MMCOMM_PROGRESS_RAN), "ran");
	assert_string_equal(mmcomm_source_name(0), "unknown");
	assert_string_equal(mmcomm_state_name(6), "unknown");
	assert_string_equal(mmcomm_verdict_name(UINT32_MAX), "unknown");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(every_reason_has_sentences),
		cmocka_unit_test(every_errno_has_a_sentence),
		cmocka_unit_test(numbers_are_named),
		cmocka_unit_test(codes_of_the_secure_monitor),
		cmocka_unit_test(no_bare_mmi_over_smc),
		cmocka_unit_test(an_answer_too_long_is_nobodys_fault),
		cmocka_unit_test(the_device_is_named),
		cmocka_unit_test(progress_is_told_where_something_was_sent),
		cmocka_unit_test(values_have_names),
	};

	return run_all("explain", tests);
}
