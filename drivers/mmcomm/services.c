// SPDX-License-Identifier: GPL-2.0
/*
 * Services for other kernel modules: messages, bare MMIs, buffer updates,
 * platform hooks and executors.
 */
#define pr_fmt(fmt) "mmcomm: " fmt

#include <linux/align.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mmcomm.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "comm_header.h"
#include "config.h"
#include "core.h"

/**
 * mmcomm_communicate - send a message to an MM handler
 * @message: the message
 * @result: out: what came of it, whatever is returned
 *
 * Sleeps, and stops every CPU for the time of the call. Not to be called from a
 * CPU hotplug callback. Waits for other callers; a fatal signal ends the wait.
 *
 * Return: 0 where MM marked the message done, whatever its status (see
 * &mmcomm_result.mm_status), otherwise a negative errno as listed in the DOC
 * comment of uapi/linux/mmcomm.h.
 */
int mmcomm_communicate(const struct mmcomm_message *message,
		       struct mmcomm_result *result)
{
	int ret;

	mmcomm_result_init(result);
	ret = mmcomm_check_message(message, result);
	if (ret)
		return ret;
	if (!message->request || (message->response_capacity && !message->response)) {
		result->reason = message->request ? MMCOMM_REASON_RESPONSE_MEMORY :
						    MMCOMM_REASON_REQUEST_MEMORY;
		return -EFAULT;
	}
	return mmcomm_communicator_call(&mmcomm_core.communicator, message, result);
}
EXPORT_SYMBOL_GPL(mmcomm_communicate);

/**
 * mmcomm_trigger_sw_mmi - raise a bare software MMI
 * @command: byte for the command port
 * @data: byte for the data port
 * @result: out: what came of it, whatever is returned
 *
 * Sleeps, and stops every CPU. What a command does is known to the firmware
 * alone.
 *
 * Return: 0, or -EINTR, -EBUSY, -ENOMEM, -EOPNOTSUPP, -EINVAL (the FADT gives
 * @command another meaning), -EIO (no MMI was counted).
 */
int mmcomm_trigger_sw_mmi(u8 command, u8 data,
			  struct mmcomm_trigger_result *result)
{
	return mmcomm_communicator_trigger(&mmcomm_core.communicator, command, data,
					   result);
}
EXPORT_SYMBOL_GPL(mmcomm_trigger_sw_mmi);

static const char *update_refusal(u64 address, u64 length)
{
	struct mmcomm_firmware *firmware;
	const char *refusal;

	if (mmcomm_buffer_check_shape(address, length))
		return "not whole pages, or longer than 16 MiB";
	/* Where a buffer was before is the caller's to offer again. */
	if (mmcomm_buffers_overlap(address, length, false))
		return "overlaps a communicate buffer";
	firmware = kvzalloc(sizeof(*firmware), GFP_KERNEL);
	if (!firmware)
		return "no memory";
	mmcomm_core.machine->read_firmware(firmware);
	if (mmcomm_core.mailbox.kind == MMCOMM_MAILBOX_SPM_MM &&
	    mmcomm_in_ns_buffer(firmware, address, length))
		refusal = NULL;
	else
		refusal = firmware->refusal ?:
			  mmcomm_buffer_refusal(firmware, &mmcomm_core.mailboxes,
						address, length) ?:
			  mmcomm_region_table_refusal(&mmcomm_core.regions,
						      mmcomm_fixed_buffers(&mmcomm_core.fadt),
						      address, length);
	mmcomm_firmware_free(firmware);
	kvfree(firmware);
	return refusal;
}

static int update_locked(u32 buffer_id, u64 address, u64 length)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	struct mmcomm_buffer *old;
	const char *refusal;
	u32 reason;
	int ret;

	if (!communicator->updates_enabled || mmcomm_core.registered)
		return -EOPNOTSUPP;
	if (buffer_id != communicator->updatable_buffer_id)
		return -EPERM;
	ret = mmcomm_communicator_awake(communicator, &reason);
	if (ret)
		return ret;
	old = mmcomm_buffers_enabled(buffer_id);
	if (!old)
		return -ENOENT;
	refusal = update_refusal(address, length);
	if (refusal) {
		pr_info("buffer %u is not moved to 0x%llx: %s\n", buffer_id,
			address, refusal);
		return -EINVAL;
	}
	return mmcomm_buffers_move(old, address, length);
}

/**
 * mmcomm_update_comm_buffer - move a communicate buffer
 * @buffer_id: the buffer; parameter updatable_buffer_id= names the one that may
 *	be moved
 * @address: physical address of the new memory, which the caller owns, or which
 *	lies in an entry of the region table that the caller did not claim
 * @length: its bytes
 *
 * A call that is under way ends in the old buffer, which is then disabled. The
 * new one is checked by the rules for every buffer, and used from the next call
 * on; it is zeroed, or, in an entry of the region table, claimed for each call. What
 * a secure partition shares is neither.
 * A core that takes messages from one buffer alone has to know of it. Sleeps.
 *
 * Return: 0, -EOPNOTSUPP where enable_comm_buffer_updates=1 was not given,
 * probe_only=1 was, or another module's executor is in use, -EPERM for a buffer
 * that may not be moved, -EBUSY while going to sleep, -ENOENT where it is not
 * enabled, -ENOSPC, -EINVAL where the memory breaks a rule (the log says which),
 * -ENOMEM.
 */
int mmcomm_update_comm_buffer(u32 buffer_id, phys_addr_t address, u64 length)
{
	int ret;

	mutex_lock(&mmcomm_core.communicator.lock);
	ret = update_locked(buffer_id, address, length);
	mutex_unlock(&mmcomm_core.communicator.lock);
	return ret;
}
EXPORT_SYMBOL_GPL(mmcomm_update_comm_buffer);

/* What changed is looked at now, or after the sleep that is under way. */
static int look_again(void)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	int ret = 0;

	communicator->stale = communicator->sleeping;
	if (!communicator->sleeping)
		ret = mmcomm_bring_up(communicator);
	if (ret)
		communicator->stale = true;
	return ret;
}

static bool control_registered(const struct mmcomm_platform_control *control)
{
	struct mmcomm_platform_control *one;

	list_for_each_entry(one, &mmcomm_core.controls, list)
		if (one == control)
			return true;
	return false;
}

static int add_control(struct mmcomm_platform_control *control)
{
	int ret;

	if (!mmcomm_core.ready)
		return -ENODEV;
	if (control_registered(control))
		return -EEXIST;
	list_add(&control->list, &mmcomm_core.controls);
	ret = look_again();
	if (ret)
		list_del(&control->list);
	return ret;
}

/**
 * mmcomm_register_platform_control - add a platform hook and look again
 * @control: the hook; stays with mmcomm until it is unregistered
 *
 * Return: 0, -EINVAL for a hook without a name or an operation, -EEXIST, -ENODEV
 * where mmcomm found nothing to serve, -ENOMEM.
 */
int mmcomm_register_platform_control(struct mmcomm_platform_control *control)
{
	int ret;

	if (!control->name || !control->matches || !control->init)
		return -EINVAL;
	mutex_lock(&mmcomm_core.communicator.lock);
	ret = add_control(control);
	mutex_unlock(&mmcomm_core.communicator.lock);
	return ret;
}
EXPORT_SYMBOL_GPL(mmcomm_register_platform_control);

/**
 * mmcomm_unregister_platform_control - take a platform hook away and look again
 * @control: the hook; not used any more when this returns
 */
void mmcomm_unregister_platform_control(struct mmcomm_platform_control *control)
{
	mutex_lock(&mmcomm_core.communicator.lock);
	if (control_registered(control)) {
		list_del(&control->list);
		if (mmcomm_core.platform.control == control)
			mmcomm_core.platform = (struct mmcomm_platform_verdict) {};
		look_again();
	}
	mutex_unlock(&mmcomm_core.communicator.lock);
}
EXPORT_SYMBOL_GPL(mmcomm_unregister_platform_control);

static bool headers_sound(const struct mmcomm_executor_ops *ops)
{
	u32 known = BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3);
	u32 preferred = ops->preferred_header;

	if (!ops->header_versions || ops->header_versions & ~known)
		return false;
	if (ops->answers_in_place && ops->header_versions != BIT(MMCOMM_HEADER_V1))
		return false;
	if (ops->header_room >= MMCOMM_MM_PAGE_SIZE)
		return false;
	return !preferred || (mmcomm_header_len(preferred) &&
			      ops->header_versions & BIT(preferred));
}

/* Nothing counts what is simulated: it has to leave marks. */
static bool ops_complete(const struct mmcomm_executor_ops *ops)
{
	return ops && ops->name && ops->arm && ops->collect && ops->disarm &&
	       (ops->done || !ops->simulated) && headers_sound(ops);
}

static bool buffers_sound(const struct mmcomm_executor *executor)
{
	u32 i;

	if (!executor->buffers || !executor->buffer_count ||
	    executor->buffer_count > MMCOMM_MAX_BUFFERS)
		return false;
	for (i = 0; i < executor->buffer_count; i++) {
		const struct mmcomm_provided_buffer *buffer = &executor->buffers[i];

		if (!buffer->virt ||
		    !IS_ALIGNED((unsigned long)buffer->virt, MMCOMM_MM_PAGE_SIZE) ||
		    mmcomm_buffer_check_shape(buffer->address, buffer->length))
			return false;
	}
	return true;
}

/* A simulated MM must not take a real one's place unless it was asked for. */
static int check_executor(const struct mmcomm_executor *executor)
{
	if (!ops_complete(executor->ops) || !buffers_sound(executor) ||
	    mmcomm_mailbox_executor(executor->ops->name))
		return -EINVAL;
	if (!mmcomm_core.ready)
		return -ENODEV;
	if (mmcomm_core.registered)
		return -EBUSY;
	if (mmcomm_config.executor)
		return strcmp(mmcomm_config.executor, executor->ops->name) ? -EPERM : 0;
	return mmcomm_core.mailbox.kind ? -EBUSY : 0;
}

/**
 * mmcomm_register_executor - stand in for the firmware's MM
 * @executor: the executor; stays with mmcomm until it is unregistered
 *
 * Return: 0, -EINVAL for an executor that lacks something or a buffer that is
 * not made of whole, aligned pages, -EBUSY where another one is registered or
 * real MM is in use, -EPERM where executor= names another one, -ENODEV where
 * mmcomm is not loaded yet, -ENOMEM.
 */
int mmcomm_register_executor(const struct mmcomm_executor *executor)
{
	int ret;

	mutex_lock(&mmcomm_core.communicator.lock);
	ret = check_executor(executor);
	if (!ret) {
		mmcomm_core.registered = executor;
		ret = look_again();
		if (ret)
			mmcomm_core.registered = NULL;
	}
	mutex_unlock(&mmcomm_core.communicator.lock);
	if (!ret)
		pr_info("executor %s registered%s\n", executor->ops->name,
			executor->ops->simulated ? ": simulated, not firmware" : "");
	return ret;
}
EXPORT_SYMBOL_GPL(mmcomm_register_executor);

/**
 * mmcomm_unregister_executor - stop standing in for the firmware's MM
 * @executor: the executor; waits for the call under way, later ones get -ENODEV
 */
void mmcomm_unregister_executor(const struct mmcomm_executor *executor)
{
	mutex_lock(&mmcomm_core.communicator.lock);
	if (mmcomm_core.registered == executor) {
		mmcomm_drop_registered();
		look_again();
	}
	mutex_unlock(&mmcomm_core.communicator.lock);
}
EXPORT_SYMBOL_GPL(mmcomm_unregister_executor);
