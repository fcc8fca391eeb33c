/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The mailbox of a Standalone MM core: a status block beside the one buffer that
 * the core takes messages from.
 */
#ifndef _MMCOMM_EXECUTOR_STATUS_BLOCK_H
#define _MMCOMM_EXECUTOR_STATUS_BLOCK_H

#include <linux/mmcomm.h>
#include <linux/types.h>

#include "status_block.h"

/**
 * struct mmcomm_status_block_context - what the executor's operations need
 * @block: the status block, mapped
 * @layouts: MMCOMM_STATUS_BLOCK_* that it can have, at least one; the first
 *	answer leaves one of several
 * @old: the block before the message under way
 * @armed: the block with the message under way armed, but for `valid`
 */
struct mmcomm_status_block_context {
	u8 *block;
	u32 layouts;
	u8 old[MMCOMM_STATUS_BLOCK_LEN];
	u8 armed[MMCOMM_STATUS_BLOCK_LEN];
};

extern const struct mmcomm_executor_ops mmcomm_executor_status_block;

#endif /* _MMCOMM_EXECUTOR_STATUS_BLOCK_H */
