// SPDX-License-Identifier: GPL-2.0
/*
 * A mailbox as the MM core leaves it, and what can be wrong with one.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "smmc_fixture.h"

static const struct smmc_fault faults[] = {
	{ "nothing wrong", SMMC_IN_MM, 1, 0, true },
	{ "in the middle of an MMI", SMMC_IN_MM, 1, 1, true },
	{ "a message is armed", SMMC_POINTER, 8, 0x7e000000, true },
	{ "one range of MMRAM", SMMC_RANGE_COUNT, 8, 1, true },
	{ "entry point first in the image", SMMC_ENTRY_POINT, 8, SMMC_CORE_BASE, true },
	{ "entry point last in the image", SMMC_ENTRY_POINT, 8,
	  SMMC_CORE_BASE + SMMC_CORE_LEN - 1, true },
	{ "no signature", SMMC_SIGNATURE, 8, 0 },
	{ "another signature", SMMC_SIGNATURE, 1, 't' },
	{ "last byte of the signature", SMMC_SIGNATURE + 3, 1, 'd' },
	{ "more behind the signature", SMMC_SIGNATURE + 4, 1, 1 },
	{ "no image handle", SMMC_IMAGE_HANDLE, 8, 0 },
	{ "no range of MMRAM", SMMC_RANGE_COUNT, 8, 0 },
	{ "65 ranges of MMRAM", SMMC_RANGE_COUNT, 8, 65 },
	{ "absurdly many ranges", SMMC_RANGE_COUNT, 8, U64_MAX },
	{ "no list of ranges", SMMC_RANGES, 8, 0 },
	{ "no entry point", SMMC_ENTRY_POINT, 8, 0 },
	{ "entry point below the image", SMMC_ENTRY_POINT, 8, SMMC_CORE_BASE - 1 },
	{ "entry point behind the image", SMMC_ENTRY_POINT, 8,
	  SMMC_CORE_BASE + SMMC_CORE_LEN },
	{ "not registered", SMMC_REGISTERED, 1, 0 },
	{ "registered twice", SMMC_REGISTERED, 1, 2 },
	{ "registered, no boolean", SMMC_REGISTERED, 1, 0xff },
	{ "in MM twice", SMMC_IN_MM, 1, 2 },
	{ "in MM, no boolean", SMMC_IN_MM, 1, 0xff },
	{ "no MM system table", SMMC_MMST, 8, 0 },
	{ "MM system table behind the image", SMMC_MMST, 8,
	  SMMC_CORE_BASE + SMMC_CORE_LEN },
	{ "no image", SMMC_IMAGE_BASE, 8, 0 },
	{ "image not page aligned", SMMC_IMAGE_BASE, 8, SMMC_CORE_BASE + 8 },
	{ "image elsewhere", SMMC_IMAGE_BASE, 8, SMMC_CORE_BASE + 0x100000 },
	{ "image without length", SMMC_IMAGE_SIZE, 8, 0 },
	{ "image too short for the entry point", SMMC_IMAGE_SIZE, 8, 0x1000 },
	{ "image absurdly long", SMMC_IMAGE_SIZE, 8, 0x100000000ULL },
	{ "image wraps around", SMMC_IMAGE_SIZE, 8, U64_MAX },
	{ "no core entry point", SMMC_CORE_ENTRY, 8, 0 },
	{ "core entry point below the image", SMMC_CORE_ENTRY, 8, SMMC_CORE_BASE - 1 },
	{ "core entry point behind the image", SMMC_CORE_ENTRY, 8,
	  SMMC_CORE_BASE + SMMC_CORE_LEN },
};

static void fault_desc(const struct smmc_fault *fault, char *desc)
{
	strscpy(desc, fault->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(fault, faults, fault_desc);

/**
 * smmc_fault_gen_params - each thing that can be wrong, in turn
 * @previous: the last one, NULL at first
 * @desc: out: its name
 *
 * Return: the next one, NULL at the end.
 */
const void *smmc_fault_gen_params(const void *previous, char *desc)
{
	return fault_gen_params(previous, desc);
}

/**
 * smmc_put - write a mailbox that nothing is wrong with
 * @at: SMMC_LEN bytes
 */
void smmc_put(u8 *at)
{
	memset(at, 0, SMMC_LEN);
	memcpy(at + SMMC_SIGNATURE, "smmc", 4);
	put_unaligned_le64(0x7e9a1b18, at + SMMC_IMAGE_HANDLE);
	put_unaligned_le64(2, at + SMMC_RANGE_COUNT);
	put_unaligned_le64(0x7e9a0018, at + SMMC_RANGES);
	put_unaligned_le64(SMMC_CORE_BASE + 0x6d30, at + SMMC_ENTRY_POINT);
	at[SMMC_REGISTERED] = 1;
	memset(at + SMMC_IN_MM + 1, 0xaf, 6);
	put_unaligned_le64(SMMC_CORE_BASE + 0x14e40, at + SMMC_MMST);
	put_unaligned_le64(SMMC_CORE_BASE, at + SMMC_IMAGE_BASE);
	put_unaligned_le64(SMMC_CORE_LEN, at + SMMC_IMAGE_SIZE);
	put_unaligned_le64(SMMC_CORE_BASE + 0x5140, at + SMMC_CORE_ENTRY);
}

/**
 * smmc_put_faulty - write a mailbox with one thing wrong
 * @at: SMMC_LEN bytes
 * @fault: what is wrong
 */
void smmc_put_faulty(u8 *at, const struct smmc_fault *fault)
{
	smmc_put(at);
	if (fault->size == 8)
		put_unaligned_le64(fault->value, at + fault->offset);
	else
		at[fault->offset] = fault->value;
}
