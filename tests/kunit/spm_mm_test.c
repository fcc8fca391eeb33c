// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/spm_mm.c: every return code that a specification knows, some that
 * none does, and versions.
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <uapi/linux/mmcomm.h>

#include "spm_mm.h"

/**
 * struct code - a return code of MM_COMMUNICATE
 * @name: of the test
 * @x0: what stands in the register
 * @code: the code in it
 * @error: what the call returns
 * @reason: and why
 * @mm_status: EFI_STATUS
 * @may_have_run: whether a handler may have run
 */
struct code {
	const char *name;
	u64 x0;
	s64 code;
	int error;
	u32 reason;
	u64 mm_status;
	bool may_have_run;
};

static const struct code codes[] = {
	{ "success", 0, 0, 0, MMCOMM_REASON_NONE, 0, false },
	{ "not supported", -1ULL, -1, -EOPNOTSUPP, MMCOMM_REASON_SMC_UNSUPPORTED,
	  0x8000000000000003ULL, false },
	{ "invalid", -2ULL, -2, -EIO, MMCOMM_REASON_SMC_INVALID,
	  0x8000000000000002ULL, false },
	{ "denied", -3ULL, -3, -EIO, MMCOMM_REASON_SMC_DENIED,
	  0x800000000000000fULL, false },
	{ "no memory", -5ULL, -5, -ENOMEM, MMCOMM_REASON_SMC_NO_MEMORY,
	  0x8000000000000009ULL, true },
	{ "not supported, 32 bits", 0xffffffffULL, -1, -EOPNOTSUPP,
	  MMCOMM_REASON_SMC_UNSUPPORTED, 0x8000000000000003ULL, false },
	{ "no memory, 32 bits", 0xfffffffbULL, -5, -ENOMEM,
	  MMCOMM_REASON_SMC_NO_MEMORY, 0x8000000000000009ULL, true },
	{ "minus four", -4ULL, -4, -EIO, MMCOMM_REASON_SMC_OTHER,
	  0x8000000000000007ULL, true },
	{ "minus six", -6ULL, -6, -EIO, MMCOMM_REASON_SMC_OTHER,
	  0x8000000000000007ULL, true },
	{ "minus 77", -77ULL, -77, -EIO, MMCOMM_REASON_SMC_OTHER,
	  0x8000000000000007ULL, true },
	{ "one", 1, 1, -EIO, MMCOMM_REASON_SMC_OTHER, 0x8000000000000007ULL, true },
	/* Success and an error in the lower half alone are neither. */
	{ "upper half", 1ULL << 32, 1LL << 32, -EIO, MMCOMM_REASON_SMC_OTHER,
	  0x8000000000000007ULL, true },
	{ "half extended", 0xfffffffffffdULL, 0xfffffffffffdLL, -EIO,
	  MMCOMM_REASON_SMC_OTHER, 0x8000000000000007ULL, true },
	{ "lowest", 1ULL << 63, S64_MIN, -EIO, MMCOMM_REASON_SMC_OTHER,
	  0x8000000000000007ULL, true },
};

static void code_desc(const struct code *code, char *desc)
{
	strscpy(desc, code->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(code, codes, code_desc);

static void code_test(struct kunit *test)
{
	const struct code *code = test->param_value;
	const struct mmcomm_spm_mm_verdict *verdict;

	KUNIT_EXPECT_EQ(test, mmcomm_spm_mm_code(code->x0), code->code);
	verdict = mmcomm_spm_mm_verdict(code->code);
	KUNIT_EXPECT_EQ(test, verdict->error, code->error);
	KUNIT_EXPECT_EQ(test, verdict->reason, code->reason);
	KUNIT_EXPECT_EQ(test, verdict->mm_status, code->mm_status);
	KUNIT_EXPECT_EQ(test, verdict->may_have_run, code->may_have_run);
}

/**
 * struct version - an answer to MM_VERSION
 * @name: of the test
 * @answer: what stands in the lower half of the register
 * @refusal: a word of the sentence, NULL where messages may be sent
 * @major: major version
 * @minor: minor version
 */
struct version {
	const char *name;
	s32 answer;
	const char *refusal;
	u32 major;
	u32 minor;
};

static const struct version versions[] = {
	{ "1.0", 0x10000, NULL, 1, 0 },
	{ "1.1", 0x10001, NULL, 1, 1 },
	{ "1.65535", 0x1ffff, NULL, 1, 0xffff },
	{ "0.0", 0, "major", 0, 0 },
	{ "0.9", 9, "major", 0, 9 },
	{ "2.0", 0x20000, "major", 2, 0 },
	{ "highest", 0x7fffffff, "major", 0x7fff, 0xffff },
	{ "unknown", -1, "built without SPM_MM", 0, 0 },
	{ "invalid", -2, "error", 0, 0 },
	{ "bit 31", (s32)0x80010000, "error", 0, 0 },
};

static void version_desc(const struct version *version, char *desc)
{
	strscpy(desc, version->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(version, versions, version_desc);

static void version_test(struct kunit *test)
{
	const struct version *version = test->param_value;
	u32 major = 99, minor = 99;
	const char *refusal;

	refusal = mmcomm_spm_mm_version_refusal(version->answer, &major, &minor);
	KUNIT_EXPECT_EQ(test, major, version->major);
	KUNIT_EXPECT_EQ(test, minor, version->minor);
	KUNIT_ASSERT_EQ(test, !refusal, !version->refusal);
	if (refusal)
		KUNIT_EXPECT_NOT_NULL(test, strstr(refusal, version->refusal));
}

static struct kunit_case spm_mm_cases[] = {
	KUNIT_CASE_PARAM(code_test, code_gen_params),
	KUNIT_CASE_PARAM(version_test, version_gen_params),
	{}
};

static struct kunit_suite spm_mm_suite = {
	.name = "spm_mm",
	.test_cases = spm_mm_cases,
};

kunit_test_suite(spm_mm_suite);
