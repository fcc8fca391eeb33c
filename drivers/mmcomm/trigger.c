// SPDX-License-Identifier: GPL-2.0
/*
 * One bare software MMI: a command that the caller chose, without a message.
 */
#define pr_fmt(fmt) "sw_mmi: " fmt

#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/time64.h>

#include "communicator.h"
#include "compat.h"
#include "evidence.h"

/* How long to wait for an MMI where nothing counts them, in microseconds. */
#define UNCOUNTED_US 1000

/* How often the counter is looked at, in microseconds. */
#define POLL_US 1

/* One bare MMI on its way through the stopped machine. */
struct bare_mmi {
	struct mmcomm_communicator *communicator;
	struct mmcomm_trigger_result *result;
	u8 command;
	u8 data;
	int error;
};

static void run_bare_mmi(void *argument)
{
	struct bare_mmi *bare = argument;
	struct mmcomm_communicator *communicator = bare->communicator;
	struct mmcomm_trigger_result *result = bare->result;
	struct mmcomm_sw_mmi *mmi = &communicator->mmi;
	u64 before, after, us;
	bool counted;
	u8 data;

	data = mmcomm_sw_mmi_save_data(mmi);
	counted = mmcomm_sw_mmi_count(mmi, &before);
	bare->error = mmcomm_sw_mmi_raise(mmi, bare->command, bare->data);
	if (bare->error)
		return;
	result->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;

	us = counted ? (u64)communicator->timeout_ms * USEC_PER_MSEC :
		       UNCOUNTED_US;
	for (after = before; us && after == before; us -= POLL_US) {
		mmi->ports->delay_us(POLL_US);
		mmcomm_sw_mmi_count(mmi, &after);
	}
	result->data_after = mmcomm_sw_mmi_save_data(mmi);
	mmcomm_sw_mmi_restore_data(mmi, data);

	if (!counted)
		return;
	result->mmi_count = after - before;
	result->flags |= MMCOMM_RESULT_MMI_COUNTED;
	if (result->mmi_count) {
		result->progress = MMCOMM_PROGRESS_RAN;
	} else {
		result->reason = MMCOMM_REASON_NO_MMI;
		bare->error = -EIO;
	}
}

/* Before the MMI: it may be the last thing that this machine does. */
static void taint_once(u8 command)
{
	static atomic_t tainted;

	if (atomic_xchg(&tainted, 1))
		return;
	pr_warn("%s[%d] raises MMIs by hand (command 0x%02x), the kernel is tainted\n",
		current->comm, task_pid_nr(current), command);
	add_taint(TAINT_USER, LOCKDEP_STILL_OK);
}

static int trigger_locked(struct mmcomm_communicator *communicator, u8 command,
			  u8 data, struct mmcomm_trigger_result *result)
{
	struct bare_mmi bare = {
		.communicator = communicator,
		.result = result,
		.command = command,
		.data = data,
	};

	int ret = mmcomm_communicator_awake(communicator, &result->reason);

	if (ret)
		return ret;
	if (!communicator->trigger_allowed ||
	    !mmcomm_sw_mmi_available(&communicator->mmi)) {
		result->reason = MMCOMM_REASON_NO_TRIGGER;
		return -EOPNOTSUPP;
	}
	if (mmcomm_sw_mmi_command_reserved(&communicator->mmi, command)) {
		result->reason = MMCOMM_REASON_RESERVED_COMMAND;
		return -EINVAL;
	}
	taint_once(command);
	if (communicator->evidence) {
		pr_emerg("raising MMI command 0x%02x data 0x%02x for %s[%d]\n",
			 command, data, current->comm, task_pid_nr(current));
		mmcomm_wait_for_console();
	}
	if (mmcomm_exclusive(&communicator->exclusion, run_bare_mmi, &bare,
			     &result->stopped_ns)) {
		result->reason = MMCOMM_REASON_NO_CPU;
		return -EOPNOTSUPP;
	}
	return bare.error;
}

/**
 * mmcomm_communicator_trigger - one bare software MMI
 * @communicator: the communicator
 * @command: byte for the command port
 * @data: byte for the data port
 * @result: out: what came of it
 *
 * Sleeps; takes the communicator's lock and the CPU hotplug lock, and stops
 * every CPU, since ACPI's own code writes the same two ports.
 *
 * Return: 0, or -EINTR, -EBUSY, -ENOMEM, -EOPNOTSUPP, -EINVAL (a command that the
 * FADT gives another meaning), -EIO (no MMI was counted).
 */
int mmcomm_communicator_trigger(struct mmcomm_communicator *communicator,
				u8 command, u8 data,
				struct mmcomm_trigger_result *result)
{
	int ret;

	*result = (struct mmcomm_trigger_result) {};
	if (mmcomm_communicator_lock(communicator)) {
		result->reason = MMCOMM_REASON_INTERRUPTED;
		return -EINTR;
	}
	ret = trigger_locked(communicator, command, data, result);
	mutex_unlock(&communicator->lock);

	if (result->progress != MMCOMM_PROGRESS_NOT_SENT)
		mmcomm_sw_mmi_note(command, data,
				   result->flags & MMCOMM_RESULT_MMI_COUNTED,
				   result->mmi_count, result->stopped_ns);
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_communicator_trigger);
