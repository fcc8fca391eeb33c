/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A Management Mode that does what a test asks for: an executor and ports that
 * write down, in order, what was done to them.
 */
#ifndef _MMCOMM_MOCK_MM_H
#define _MMCOMM_MOCK_MM_H

#include <linux/mmcomm.h>

#include "sw_mmi.h"

#define MOCK_CMD_PORT	0xb2
#define MOCK_DATA_PORT	0xb3

/* What the data port holds before and after everything. */
#define MOCK_DATA_PORT_VALUE	0x77

/**
 * struct mock_mm - what MM does, and what was done to it
 * @handle: what MM does with the message, inside the MMI; may be NULL
 * @core: what MM does inside each MMI, without an executor that shows it the
 *	message; may be NULL
 * @arm_error: what arming returns
 * @raise_error: what the executor's own raise returns
 * @done_after: how often to be asked before saying that the message is done
 * @disarmed: what is found when the message is taken back
 * @status: the MM core's answer
 * @status_valid: whether there is one
 * @returned_len: size that MM returns; 0 means that of the request
 * @mmis: how far one raise moves the counter
 * @counter: the SMI counter
 * @command: command byte of the last MMI
 * @history: arm, raise, done, collect, disarm, w PORT VALUE, r PORT, in order;
 *	repeated polls once
 * @raises: MMIs raised
 * @delayed_us: microseconds waited
 * @interruptible: whether any of it happened with interrupts on
 */
struct mock_mm {
	void (*handle)(struct mock_mm *mm, struct mmcomm_transfer *transfer);
	void (*core)(struct mock_mm *mm);
	int arm_error;
	int raise_error;
	u64 done_after;
	enum mmcomm_disarmed disarmed;
	u64 status;
	bool status_valid;
	u64 returned_len;
	u64 mmis;

	u64 counter;
	u8 command;
	u8 data_port;
	char history[512];
	u32 raises;
	u64 delayed_us;
	u64 asked;
	bool interruptible;
	struct mmcomm_transfer *transfer;
};

extern struct mock_mm mock_mm;
extern const struct mmcomm_executor_ops mock_mm_port_ops;
extern const struct mmcomm_executor_ops mock_mm_own_ops;
extern const struct mmcomm_port_ops mock_mm_ports;
extern const struct mmcomm_port_ops mock_mm_uncounted_ports;

/* Of an architecture that has none. */
extern const struct mmcomm_port_ops mock_mm_no_ports;

void mock_mm_init(void);

#endif /* _MMCOMM_MOCK_MM_H */
