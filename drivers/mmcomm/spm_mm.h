/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The calls into Management Mode over SMC, as Arm's Management Mode interface
 * specification (DEN0060A) defines them: which there are, and what their return
 * codes mean. Pure: knows numbers only.
 */
#ifndef _MMCOMM_SPM_MM_H
#define _MMCOMM_SPM_MM_H

#include <linux/types.h>

/** define MMCOMM_SPM_MM_VERSION - function id of MM_VERSION, which asks EL3 alone */
#define MMCOMM_SPM_MM_VERSION		0x84000040

/** define MMCOMM_SPM_MM_COMMUNICATE - function id of MM_COMMUNICATE, 64 bits */
#define MMCOMM_SPM_MM_COMMUNICATE	0xC4000041

/** define MMCOMM_SPM_MM_COMMUNICATE_32 - the same with 32 bits, which is not called */
#define MMCOMM_SPM_MM_COMMUNICATE_32	0x84000041

/** define MMCOMM_SPM_MM_MAJOR - the major version of the calls that is spoken */
#define MMCOMM_SPM_MM_MAJOR		1

/**
 * define MMCOMM_SPM_MM_HEADER_LEN - what MM wants to fit in front of a message
 *
 * StandaloneMm takes the size of the header's C structure, which has one byte of
 * the message in it: 25 bytes packed, as EDK2 has it, 32 where it is not. It wants
 * room for as much, and copies as much with the message, from it and back to it.
 */
#define MMCOMM_SPM_MM_HEADER_LEN	32

/**
 * struct mmcomm_spm_mm_verdict - what a return code of MM_COMMUNICATE means
 * @code: the code
 * @error: the errno, negative; 0 for success
 * @reason: enum mmcomm_reason
 * @mm_status: the EFI_STATUS that stands for it
 * @may_have_run: a handler may have run
 */
struct mmcomm_spm_mm_verdict {
	s64 code;
	int error;
	u32 reason;
	u64 mm_status;
	bool may_have_run;
};

s64 mmcomm_spm_mm_code(u64 x0);
const struct mmcomm_spm_mm_verdict *mmcomm_spm_mm_verdict(s64 code);
const char *mmcomm_spm_mm_version_refusal(s32 answer, u32 *major, u32 *minor);

#endif /* _MMCOMM_SPM_MM_H */
