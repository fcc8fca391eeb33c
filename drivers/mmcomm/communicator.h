/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One request to one response, and one bare MMI.
 */
#ifndef _MMCOMM_COMMUNICATOR_H
#define _MMCOMM_COMMUNICATOR_H

#include <linux/mmcomm.h>
#include <linux/mutex.h>
#include <linux/types.h>

#include "comm_buffer.h"
#include "exclusion.h"
#include "sw_mmi.h"

/**
 * struct mmcomm_communicator - everything that a call needs
 * @lock: one call at a time; guards all fields below and what they point to
 * @executor: how MM is told where a message is; NULL where none was found
 * @executor_context: handed to the executor's operations
 * @buffers: communicate buffers, by id
 * @buffer_count: entries of @buffers
 * @mmi: how an MMI is raised
 * @exclusion: how the machine is stopped
 * @command: command byte of a message
 * @timeout_ms: how long to wait for MM
 * @trigger_allowed: a bare MMI is offered
 * @probe_only: nothing may raise an MMI
 * @evidence: a console line before each MMI
 * @sleeping: suspend or reboot under way
 * @provider_gone: the executor's provider has unregistered
 * @stale: something changed, @refresh has to run before the next call
 * @refresh: looks for MM again; called with @lock held, may sleep. Returns 0
 *	or -ENOMEM
 * @updates_enabled: mmcomm_update_comm_buffer() is allowed
 * @updatable_buffer_id: the buffer that it may move
 */
struct mmcomm_communicator {
	struct mutex lock; /* guards everything below */
	const struct mmcomm_executor_ops *executor;
	void *executor_context;
	struct mmcomm_buffer buffers[MMCOMM_MAX_BUFFERS];
	u32 buffer_count;
	struct mmcomm_sw_mmi mmi;
	struct mmcomm_exclusion exclusion;
	u32 command;
	u32 timeout_ms;
	bool trigger_allowed;
	bool probe_only;
	bool evidence;
	bool sleeping;
	bool provider_gone;
	bool stale;
	int (*refresh)(struct mmcomm_communicator *communicator);
	bool updates_enabled;
	u32 updatable_buffer_id;
};

int mmcomm_communicator_awake(struct mmcomm_communicator *communicator,
			      u32 *reason);
bool mmcomm_communicator_can_raise(const struct mmcomm_communicator *communicator);
void mmcomm_result_init(struct mmcomm_result *result);
int mmcomm_check_message(const struct mmcomm_message *message,
			 struct mmcomm_result *result);
int mmcomm_communicator_lock(struct mmcomm_communicator *communicator);
int mmcomm_communicator_admit(struct mmcomm_communicator *communicator,
			      const struct mmcomm_message *message,
			      struct mmcomm_result *result);
int mmcomm_communicator_call(struct mmcomm_communicator *communicator,
			     const struct mmcomm_message *message,
			     struct mmcomm_result *result);
int mmcomm_communicator_trigger(struct mmcomm_communicator *communicator,
				u8 command, u8 data,
				struct mmcomm_trigger_result *result);
u64 mmcomm_communicator_max_message(const struct mmcomm_communicator *communicator);

#endif /* _MMCOMM_COMMUNICATOR_H */
