// SPDX-License-Identifier: GPL-2.0
/*
 * What INFO, BUFFERS and DISCOVERY tell.
 */
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat.h"
#include "core.h"

/**
 * mmcomm_report_info - what was found and what is allowed
 * @info: out: everything but size and the lockdown flags
 *
 * Return: 0, -EINTR.
 */
int mmcomm_report_info(struct mmcomm_info *info)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	const struct mmcomm_executor_ops *executor;
	u64 count;
	u32 i;

	if (mutex_lock_killable(&communicator->lock))
		return -EINTR;
	executor = communicator->executor;
	info->abi_version = MMCOMM_ABI_VERSION;
	info->buffer_count = communicator->buffer_count;
	info->mmi_port_type = communicator->mmi.cmd.type;
	if (communicator->mmi.cmd.type == MMCOMM_MMI_PORT_SMI) {
		info->cmd_port = communicator->mmi.cmd.smi;
		info->data_port = communicator->mmi.data.smi;
	} else if (communicator->mmi.cmd.type == MMCOMM_MMI_PORT_SMC) {
		info->cmd_port = communicator->mmi.cmd.smc;
	}
	info->message_command = communicator->command;
	info->timeout_ms = communicator->timeout_ms;
	info->wsmt_flags = mmcomm_core.fadt.wsmt_flags;
	info->max_message_len = mmcomm_communicator_max_message(communicator);
	info->mailbox_address = mmcomm_core.mailbox.address;
	info->machine_stops = communicator->exclusion.stops;
	info->mmis_raised = communicator->mmi.raised;

	if (executor) {
		info->header_versions = executor->header_versions;
		strscpy(info->executor, executor->name, sizeof(info->executor));
		if (executor->simulated)
			info->flags |= MMCOMM_INFO_SIMULATED;
		else if (executor->raise &&
			 communicator->mmi.cmd.type != MMCOMM_MMI_PORT_SMC)
			info->flags |= MMCOMM_INFO_BY_REGISTER;
		if (info->max_message_len && !communicator->probe_only &&
		    mmcomm_communicator_can_raise(communicator))
			info->flags |= MMCOMM_INFO_CAN_COMMUNICATE;
	}
	if (mmcomm_core.platform.control) {
		strscpy(info->platform, mmcomm_core.platform.control->name,
			sizeof(info->platform));
		if (!mmcomm_core.platform.forbidden)
			info->flags |= MMCOMM_INFO_PLATFORM_VOUCHED;
	}
	for (i = 0; i < communicator->buffer_count; i++)
		if (communicator->buffers[i].borrowed)
			info->flags |= MMCOMM_INFO_BORROWED;
	if (communicator->trigger_allowed && !communicator->probe_only)
		info->flags |= MMCOMM_INFO_CAN_TRIGGER;
	if (communicator->probe_only)
		info->flags |= MMCOMM_INFO_PROBE_ONLY;
	if (mmcomm_sw_mmi_count(&communicator->mmi, &count))
		info->flags |= MMCOMM_INFO_SMI_COUNTER;
	if (communicator->sleeping)
		info->flags |= MMCOMM_INFO_SLEEPING;
	if (communicator->evidence)
		info->flags |= MMCOMM_INFO_EVIDENCE;
	if (mmcomm_core.fadt.wsmt_present)
		info->flags |= MMCOMM_INFO_WSMT_PRESENT;
	mutex_unlock(&communicator->lock);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_report_info);

static void describe_buffer(const struct mmcomm_buffer *buffer,
			    struct mmcomm_buffer_entry *entry)
{
	*entry = (struct mmcomm_buffer_entry) {
		.id = buffer->id,
		.source = buffer->source,
		.state = mmcomm_buffer_state_now(buffer),
		.address = buffer->address,
		.length = buffer->length,
		.message_capacity = mmcomm_buffer_capacity(buffer,
							   MMCOMM_HEADER_V1),
	};
}

/**
 * mmcomm_report_buffers - every communicate buffer
 * @snapshot: out: array of struct mmcomm_buffer_entry, the caller's to kvfree()
 *
 * Return: 0, -EINTR, -ENOMEM.
 */
int mmcomm_report_buffers(struct mmcomm_snapshot *snapshot)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	struct mmcomm_buffer_entry *entries;
	u32 i;

	entries = kvcalloc(MMCOMM_MAX_BUFFERS, sizeof(*entries), GFP_KERNEL);
	if (!entries)
		return -ENOMEM;
	if (mutex_lock_killable(&communicator->lock)) {
		kvfree(entries);
		return -EINTR;
	}
	for (i = 0; i < communicator->buffer_count; i++)
		describe_buffer(&communicator->buffers[i], &entries[i]);
	snapshot->entries = entries;
	snapshot->entry_size = sizeof(*entries);
	snapshot->count = communicator->buffer_count;
	mutex_unlock(&communicator->lock);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_report_buffers);

/**
 * mmcomm_report_discovery - every place that was looked at
 * @snapshot: out: array of struct mmcomm_discovery_entry, the caller's to
 *	kvfree()
 *
 * Return: 0, -EINTR, -ENOMEM.
 */
int mmcomm_report_discovery(struct mmcomm_snapshot *snapshot)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	struct mmcomm_discovery_entry *entries;

	entries = kvcalloc(MMCOMM_MAX_PLACES, sizeof(*entries), GFP_KERNEL);
	if (!entries)
		return -ENOMEM;
	if (mutex_lock_killable(&communicator->lock)) {
		kvfree(entries);
		return -EINTR;
	}
	memcpy(entries, mmcomm_core.discovery.places,
	       mmcomm_core.discovery.count * sizeof(*entries));
	snapshot->entries = entries;
	snapshot->entry_size = sizeof(*entries);
	snapshot->count = mmcomm_core.discovery.count;
	mutex_unlock(&communicator->lock);
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_report_discovery);
