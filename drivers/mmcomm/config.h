/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the administrator asked for by module parameters.
 */
#ifndef _MMCOMM_CONFIG_H
#define _MMCOMM_CONFIG_H

#include <linux/types.h>

#include "comm_buffer.h"
#include "firmware_memory.h"

/**
 * struct mmcomm_config - the module parameters, parsed
 * @comm_buffers: explicit communicate buffers
 * @comm_buffer_count: entries of @comm_buffers
 * @mailbox: physical address of the traditional mailbox, 0 to look for mailboxes
 * @executor: name of the executor to use, NULL for any
 * @command: command byte of a message
 * @buffers: how many buffers to split borrowed or shared memory into
 * @timeout_ms: how long to wait for MM
 * @allow_borrow: borrow runtime-data pages on machines other than QEMU too
 * @allow_blind_trigger: offer bare MMIs though nothing vouches for MM
 * @probe_only: look, and raise no MMI
 * @evidence: a console line before each MMI
 * @enable_comm_buffer_updates: allow mmcomm_update_comm_buffer()
 * @updatable_buffer_id: the buffer that it may move
 */
struct mmcomm_config {
	struct mmcomm_range comm_buffers[MMCOMM_MAX_BUFFERS];
	u32 comm_buffer_count;
	u64 mailbox;
	const char *executor;
	u32 command;
	u32 buffers;
	u32 timeout_ms;
	bool allow_borrow;
	bool allow_blind_trigger;
	bool probe_only;
	bool evidence;
	bool enable_comm_buffer_updates;
	u32 updatable_buffer_id;
};

extern struct mmcomm_config mmcomm_config;

int mmcomm_config_parse_buffers(struct mmcomm_config *config, const char *text);
const char *mmcomm_config_refusal(const struct mmcomm_config *config);
const char *mmcomm_config_load(void);

#endif /* _MMCOMM_CONFIG_H */
