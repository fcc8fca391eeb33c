/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A mailbox as the MM core leaves it, byte by byte, and everything that one of
 * its fields alone can have wrong.
 */
#ifndef _MMCOMM_SMMC_FIXTURE_H
#define _MMCOMM_SMMC_FIXTURE_H

#include <linux/unaligned.h>

#include "executor_smmc.h"

#define SMMC_LEN		104

/* Where its fields stand in 64-bit firmware. */
#define SMMC_SIGNATURE		0
#define SMMC_IMAGE_HANDLE	8
#define SMMC_RANGE_COUNT	16
#define SMMC_RANGES		24
#define SMMC_ENTRY_POINT	32
#define SMMC_REGISTERED		40
#define SMMC_IN_MM		41
#define SMMC_MMST		48
#define SMMC_POINTER		56
#define SMMC_SIZE		64
#define SMMC_STATUS		72
#define SMMC_IMAGE_BASE		80
#define SMMC_IMAGE_SIZE		88
#define SMMC_CORE_ENTRY		96

#define SMMC_CORE_BASE		0x7ffb2000ULL
#define SMMC_CORE_LEN		0x16000ULL

/**
 * struct smmc_fault - one thing that a mailbox can have wrong
 * @name: of the test
 * @offset: of the field
 * @size: of the field, in bytes
 * @value: what stands there
 * @good: nothing is wrong with that value
 */
struct smmc_fault {
	const char *name;
	u32 offset;
	u32 size;
	u64 value;
	bool good;
};

/* For KUNIT_CASE_PARAM(): each fault in turn. */
const void *smmc_fault_gen_params(const void *previous, char *desc);

void smmc_put(u8 *at);
void smmc_put_faulty(u8 *at, const struct smmc_fault *fault);

#endif /* _MMCOMM_SMMC_FIXTURE_H */
