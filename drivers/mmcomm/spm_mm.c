// SPDX-License-Identifier: GPL-2.0
/*
 * What the calls into Management Mode over SMC return.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <uapi/linux/mmcomm.h>

#include "compat.h"
#include "spm_mm.h"

#define EFI_ERROR(number)	(BIT_ULL(63) | (number))

static const struct mmcomm_spm_mm_verdict success = { .code = 0 };

/*
 * All but the last one are given before a handler is looked for. Memory may also
 * be what MM finds damaged when a handler is done.
 */
static const struct mmcomm_spm_mm_verdict failures[] = {
	{
		.code = -1,
		.error = -EOPNOTSUPP,
		.reason = MMCOMM_REASON_SMC_UNSUPPORTED,
		.mm_status = EFI_ERROR(3), /* EFI_UNSUPPORTED */
	}, {
		.code = -2,
		.error = -EIO,
		.reason = MMCOMM_REASON_SMC_INVALID,
		.mm_status = EFI_ERROR(2), /* EFI_INVALID_PARAMETER */
	}, {
		.code = -3,
		.error = -EIO,
		.reason = MMCOMM_REASON_SMC_DENIED,
		.mm_status = EFI_ERROR(15), /* EFI_ACCESS_DENIED */
	}, {
		.code = -5,
		.error = -ENOMEM,
		.reason = MMCOMM_REASON_SMC_NO_MEMORY,
		.mm_status = EFI_ERROR(9), /* EFI_OUT_OF_RESOURCES */
		.may_have_run = true,
	},
};

/* No specification gives these codes a meaning, and so nobody knows what happened. */
static const struct mmcomm_spm_mm_verdict other = {
	.error = -EIO,
	.reason = MMCOMM_REASON_SMC_OTHER,
	.mm_status = EFI_ERROR(7), /* EFI_DEVICE_ERROR */
	.may_have_run = true,
};

/**
 * mmcomm_spm_mm_code - the return code in a register
 * @x0: what the call left in x0
 *
 * Codes are 32 bits wide: firmware that does not extend the sign is understood
 * all the same.
 *
 * Return: the code; all 64 bits where the upper half of @x0 is not zero.
 */
s64 mmcomm_spm_mm_code(u64 x0)
{
	return upper_32_bits(x0) ? (s64)x0 : (s64)(s32)x0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_spm_mm_code);

/**
 * mmcomm_spm_mm_verdict - what a return code of MM_COMMUNICATE means
 * @code: see mmcomm_spm_mm_code()
 *
 * Return: the verdict; for a code that nobody defined one whose code is 0.
 */
const struct mmcomm_spm_mm_verdict *mmcomm_spm_mm_verdict(s64 code)
{
	u32 i;

	if (!code)
		return &success;
	for (i = 0; i < ARRAY_SIZE(failures); i++)
		if (failures[i].code == code)
			return &failures[i];
	return &other;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_spm_mm_verdict);

/**
 * mmcomm_spm_mm_version_refusal - why an answer to MM_VERSION is not good enough
 * @answer: the lower half of what the call left in x0, which is all of it
 * @major: out: major version, 0 where the answer holds none
 * @minor: out: minor version
 *
 * A version fills 31 bits; the one above tells an error from it. A minor version
 * adds to what the ones before it offer.
 *
 * Return: one sentence, NULL where messages may be sent.
 */
const char *mmcomm_spm_mm_version_refusal(s32 answer, u32 *major, u32 *minor)
{
	*major = 0;
	*minor = 0;
	if (answer == -1)
		return "the firmware knows no such call: it is built without SPM_MM";
	if (answer < 0)
		return "the firmware answers with an error";
	*major = answer >> 16;
	*minor = answer & 0xffff;
	if (*major != MMCOMM_SPM_MM_MAJOR)
		return "MM speaks another major version of the calls than 1";
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_spm_mm_version_refusal);
