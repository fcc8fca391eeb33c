/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A secure monitor that does what a test asks for, and counts the calls.
 */
#ifndef _MOCK_SMC_H
#define _MOCK_SMC_H

#include "sw_mmi.h"

/**
 * struct mock_smc - what the secure monitor does, and what was asked of it
 * @absence: why nothing would answer a call, NULL where something would
 * @refusal: why none may be made all the same, NULL where one may
 * @version: what MM_VERSION leaves in x0
 * @code: what every other call leaves in x0
 * @communicate: what MM does with the message at an address; may be NULL
 * @versions: calls of MM_VERSION
 * @calls: calls of every kind
 * @function: function id of the last call
 * @arguments: what it was given
 * @interruptible: whether interrupts were on then
 */
struct mock_smc {
	const char *absence;
	const char *refusal;
	u64 version;
	u64 code;
	void (*communicate)(u64 address);
	u32 versions;
	u32 calls;
	u32 function;
	u64 arguments[3];
	bool interruptible;
};

extern struct mock_smc mock_smc;
extern const struct mmcomm_smc_ops mock_smc_ops;

/* Of an architecture that has no such call. */
extern const struct mmcomm_smc_ops mock_no_smc_ops;

void mock_smc_init(void);

#endif /* _MOCK_SMC_H */
