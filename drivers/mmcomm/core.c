// SPDX-License-Identifier: GPL-2.0
/*
 * Load, unload and the order of bring-up: trigger, platform, mailbox, buffers.
 * Holds the one communicator and everything that feeds it, and serves other
 * kernel modules.
 */
#define pr_fmt(fmt) "mmcomm: " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mmcomm.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/suspend.h>

#include "communicator.h"
#include "compat.h"
#include "config.h"
#include "core.h"
#include "discovery.h"
#include "executor_smmc.h"
#include "firmware.h"
#include "platform.h"

/**
 * struct core - what bring-up fills and calls use
 * @communicator: its lock guards everything here
 * @discovery: verdicts of the last bring-up
 * @fadt: what ACPI said
 * @platform: what the platform hook said
 * @controls: registered platform hooks
 * @access: how physical memory is reached, NULL where it cannot be
 * @smmc: context of the traditional mailbox's executor
 * @mailbox: its physical address, 0 where it is not in use
 * @registered: executor that another module registered, NULL for none
 */
static struct core {
	struct mmcomm_communicator communicator;
	struct mmcomm_discovery discovery;
	struct mmcomm_fadt fadt;
	struct mmcomm_platform_verdict platform;
	struct list_head controls;
	const struct mmcomm_physical_access *access;
	struct mmcomm_smmc_context smmc;
	u64 mailbox;
	const struct mmcomm_executor *registered;
} core = {
	.communicator.lock = __MUTEX_INITIALIZER(core.communicator.lock),
	.controls = LIST_HEAD_INIT(core.controls),
};

/**
 * mmcomm_core_communicator - the communicator behind the device
 *
 * Return: it; valid as long as the module is loaded.
 */
struct mmcomm_communicator *mmcomm_core_communicator(void)
{
	return &core.communicator;
}

static void find_trigger(void)
{
	struct mmcomm_sw_mmi *mmi = &core.communicator.mmi;
	const char *place = "ACPI FADT SMI_CMD", *refusal = NULL;
	u32 i;

	memset(&core.fadt, 0, sizeof(core.fadt));
	mmcomm_acpi_read(&core.fadt);

	mmi->ports = &mmcomm_real_ports;
	mmi->cmd.type = MMCOMM_MMI_PORT_NONE;
	mmi->data.type = MMCOMM_MMI_PORT_NONE;
	mmi->reserved_count = 0;
	for (i = 0; i < ARRAY_SIZE(core.fadt.reserved_commands); i++)
		mmcomm_sw_mmi_reserve_command(mmi, core.fadt.reserved_commands[i]);

	if (!core.fadt.present)
		refusal = "there is no FADT";
	else if (core.fadt.hardware_reduced)
		refusal = "hardware-reduced ACPI has no SMI_CMD";
	else if (!core.fadt.smi_command)
		refusal = "SMI_CMD is 0";
	else if (core.fadt.smi_command >= U16_MAX)
		refusal = "SMI_CMD is not an I/O port";
	if (refusal) {
		mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_TRIGGER,
				      MMCOMM_VERDICT_ABSENT, 0, place, "%s", refusal);
		return;
	}
	mmi->cmd.type = MMCOMM_MMI_PORT_SMI;
	mmi->cmd.smi = core.fadt.smi_command;
	mmi->data.type = MMCOMM_MMI_PORT_SMI;
	mmi->data.smi = core.fadt.smi_command + 1;
	mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_TRIGGER,
			      MMCOMM_VERDICT_USED, 0, place,
			      "command port 0x%x, data port 0x%x; proves nothing about MM",
			      mmi->cmd.smi, mmi->data.smi);
}

static void ask_platform(void)
{
	struct mmcomm_platform_verdict *platform = &core.platform;

	mmcomm_platform_ask(&core.controls, &core.fadt.acpi_base, platform);
	if (!platform->control) {
		mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_PLATFORM,
				      MMCOMM_VERDICT_ABSENT, 0, "platform hooks",
				      "no hook knows this machine");
		return;
	}
	mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_PLATFORM,
			      platform->forbidden ? MMCOMM_VERDICT_REFUSED :
						    MMCOMM_VERDICT_USED,
			      0, platform->control->name, "%s",
			      platform->report.reason);
	if (platform->forbidden)
		core.communicator.mmi.cmd.type = MMCOMM_MMI_PORT_NONE;
}

static void find_mm(struct mmcomm_firmware *firmware,
		    struct mmcomm_findings *findings,
		    const struct mmcomm_range *retired, u32 retired_count)
{
	mmcomm_firmware_read(firmware);
	core.access = firmware->access;
	if (firmware->refusal) {
		mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_ENVIRONMENT,
				      MMCOMM_VERDICT_REFUSED, 0, "EFI memory map",
				      "%s", firmware->refusal);
		return;
	}
	mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_ENVIRONMENT,
			      firmware->no_boot_map ? MMCOMM_VERDICT_ABSENT :
						      MMCOMM_VERDICT_USED,
			      0, "boot memory map", "%s",
			      firmware->no_boot_map ?: "the firmware's whole memory map");
	mmcomm_discover_mailbox(&mmcomm_config, firmware, &core.discovery, findings);
	mmcomm_discover_buffers(&mmcomm_config, firmware, retired, retired_count,
				&core.discovery, findings);
}

/* What an executor of another module brings along. */
static void use_registered(struct mmcomm_findings *findings)
{
	const struct mmcomm_executor *executor = core.registered;
	u32 i;

	mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_MAILBOX,
			      MMCOMM_VERDICT_USED, 0, executor->ops->name,
			      "registered by another module%s",
			      executor->ops->simulated ? ", simulated: not firmware" : "");
	for (i = 0; i < executor->buffer_count; i++) {
		const struct mmcomm_provided_buffer *provided = &executor->buffers[i];

		if (findings->buffer_count == MMCOMM_MAX_BUFFERS)
			break;
		if (!mmcomm_buffer_init(&findings->buffers[findings->buffer_count],
					findings->buffer_count,
					MMCOMM_SOURCE_SIMULATED, provided->virt,
					provided->address, provided->length))
			findings->buffer_count++;
	}
	mmcomm_discovery_note(&core.discovery, MMCOMM_SUBJECT_BUFFER,
			      MMCOMM_VERDICT_USED, 0, executor->ops->name,
			      "%u buffers of the executor's own",
			      findings->buffer_count);
}

static void unmap_buffer(struct mmcomm_buffer *buffer)
{
	if (buffer->mapped)
		core.access->unmap(buffer->virt);
	buffer->mapped = false;
	buffer->virt = NULL;
}

static void drop_mailbox(void)
{
	if (core.smmc.mailbox)
		core.access->unmap(core.smmc.mailbox);
	core.smmc.mailbox = NULL;
	core.mailbox = 0;
	core.communicator.executor = NULL;
}

static void unmap_all(void)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++)
		unmap_buffer(&communicator->buffers[i]);
	communicator->buffer_count = 0;
	drop_mailbox();
}

/*
 * Buffers that outlive a bring-up: retired ones, which a late MM handler may
 * still write, and one that another module moved.
 */
static bool outlives(const struct mmcomm_buffer *buffer)
{
	return buffer->state == MMCOMM_BUFFER_RETIRED ||
	       (buffer->state == MMCOMM_BUFFER_ENABLED &&
		buffer->source == MMCOMM_SOURCE_UPDATE);
}

static u32 drop_old_buffers(struct mmcomm_range *retired)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	u32 i, kept = 0;

	for (i = 0; i < communicator->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (!outlives(buffer)) {
			unmap_buffer(buffer);
			continue;
		}
		retired[kept].start = buffer->address;
		retired[kept].length = buffer->length;
		communicator->buffers[kept++] = *buffer;
	}
	communicator->buffer_count = kept;
	return kept;
}

static bool id_taken(u32 id)
{
	const struct mmcomm_communicator *communicator = &core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++)
		if (communicator->buffers[i].id == id)
			return true;
	return false;
}

static bool overlaps_buffer(u64 address, u64 length)
{
	const struct mmcomm_communicator *communicator = &core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++) {
		const struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (buffer->state != MMCOMM_BUFFER_DISABLED &&
		    mmcomm_ranges_overlap(address, length, buffer->address,
					  buffer->length))
			return true;
	}
	return false;
}

static void add_new_buffers(struct mmcomm_findings *findings)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	u32 i;

	for (i = 0; i < findings->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &findings->buffers[i];

		if (communicator->buffer_count == MMCOMM_MAX_BUFFERS ||
		    overlaps_buffer(buffer->address, buffer->length)) {
			unmap_buffer(buffer);
			continue;
		}
		while (id_taken(buffer->id))
			buffer->id++;
		communicator->buffers[communicator->buffer_count++] = *buffer;
	}
}

static void zero_buffer(void *buffer)
{
	mmcomm_buffer_zero(buffer);
}

/* What is the driver's alone is zeroed when it is found, what is borrowed not. */
static void zero_own_buffers(void)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	u64 stopped_ns;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (!buffer->borrowed && buffer->state == MMCOMM_BUFFER_ENABLED &&
		    mmcomm_exclusive(&communicator->exclusion, zero_buffer,
				     buffer, &stopped_ns))
			buffer->state = MMCOMM_BUFFER_DISABLED;
	}
}

static void use_mailbox(u64 mailbox)
{
	core.smmc.mailbox = core.access->map(mailbox, sizeof(*core.smmc.mailbox));
	if (!core.smmc.mailbox)
		return;
	core.mailbox = mailbox;
	core.communicator.executor = &mmcomm_executor_smmc;
	core.communicator.executor_context = &core.smmc;
}

/*
 * A platform hook sees that software MMIs are set up, not by whom: without UEFI
 * it may be a BIOS with an SMM of its own, which is not Management Mode.
 */
static bool trigger_allowed(const struct mmcomm_firmware *firmware)
{
	if (!IS_ENABLED(CONFIG_MMCOMM_TRIGGER) || core.registered ||
	    !mmcomm_sw_mmi_available(&core.communicator.mmi))
		return false;
	return (core.platform.control && !firmware->refusal) || core.mailbox ||
	       mmcomm_config.allow_blind_trigger;
}

/**
 * bring_up - look for MM and make it ready
 * @communicator: the communicator, locked
 *
 * Return: 0 whatever was found, -ENOMEM.
 */
static int bring_up(struct mmcomm_communicator *communicator)
{
	struct mmcomm_range kept[MMCOMM_MAX_BUFFERS];
	struct mmcomm_findings *findings;
	struct mmcomm_firmware *firmware;
	u32 kept_count;

	findings = kvzalloc(sizeof(*findings), GFP_KERNEL);
	firmware = kvzalloc(sizeof(*firmware), GFP_KERNEL);
	if (!findings || !firmware) {
		kvfree(findings);
		kvfree(firmware);
		return -ENOMEM;
	}

	drop_mailbox();
	core.discovery.count = 0;
	kept_count = drop_old_buffers(kept);

	find_trigger();
	ask_platform();
	if (core.registered) {
		use_registered(findings);
		communicator->executor = core.registered->ops;
		communicator->executor_context = core.registered->context;
	} else {
		find_mm(firmware, findings, kept, kept_count);
		if (findings->mailbox)
			use_mailbox(findings->mailbox);
	}
	add_new_buffers(findings);
	communicator->trigger_allowed = trigger_allowed(firmware);
	if (!communicator->probe_only && communicator->executor)
		zero_own_buffers();

	mmcomm_firmware_free(firmware);
	kvfree(firmware);
	kvfree(findings);
	return 0;
}

/**
 * mmcomm_core_info - what was found and what is allowed
 * @info: out: everything but size and the lockdown flags
 *
 * Return: 0, -EINTR.
 */
int mmcomm_core_info(struct mmcomm_info *info)
{
	struct mmcomm_communicator *communicator = &core.communicator;
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
	}
	info->message_command = communicator->command;
	info->timeout_ms = communicator->timeout_ms;
	info->wsmt_flags = core.fadt.wsmt_flags;
	info->max_message_len = mmcomm_communicator_max_message(communicator);
	info->mailbox_address = core.mailbox;
	info->machine_stops = communicator->exclusion.stops;
	info->mmis_raised = communicator->mmi.raised;

	if (executor) {
		info->header_versions = executor->header_versions;
		strscpy(info->executor, executor->name, sizeof(info->executor));
		if (executor->simulated)
			info->flags |= MMCOMM_INFO_SIMULATED;
		if (info->max_message_len && !communicator->probe_only &&
		    (executor->raise || mmcomm_sw_mmi_available(&communicator->mmi)))
			info->flags |= MMCOMM_INFO_CAN_COMMUNICATE;
	}
	if (core.platform.control) {
		strscpy(info->platform, core.platform.control->name,
			sizeof(info->platform));
		if (!core.platform.forbidden)
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
	if (core.fadt.wsmt_present)
		info->flags |= MMCOMM_INFO_WSMT_PRESENT;
	mutex_unlock(&communicator->lock);
	return 0;
}

static void describe_buffer(const struct mmcomm_buffer *buffer,
			    struct mmcomm_buffer_entry *entry)
{
	*entry = (struct mmcomm_buffer_entry) {
		.id = buffer->id,
		.source = buffer->source,
		.state = buffer->state,
		.address = buffer->address,
		.length = buffer->length,
		.message_capacity = mmcomm_buffer_capacity(buffer,
							   MMCOMM_HEADER_V1),
	};
}

/**
 * mmcomm_core_buffers - every communicate buffer
 * @snapshot: out: array of struct mmcomm_buffer_entry, the caller's to kvfree()
 *
 * Return: 0, -EINTR, -ENOMEM.
 */
int mmcomm_core_buffers(struct mmcomm_snapshot *snapshot)
{
	struct mmcomm_communicator *communicator = &core.communicator;
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

/**
 * mmcomm_core_discovery - every place that was looked at
 * @snapshot: out: array of struct mmcomm_discovery_entry, the caller's to
 *	kvfree()
 *
 * Return: 0, -EINTR, -ENOMEM.
 */
int mmcomm_core_discovery(struct mmcomm_snapshot *snapshot)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	struct mmcomm_discovery_entry *entries;

	entries = kvcalloc(MMCOMM_MAX_PLACES, sizeof(*entries), GFP_KERNEL);
	if (!entries)
		return -ENOMEM;
	if (mutex_lock_killable(&communicator->lock)) {
		kvfree(entries);
		return -EINTR;
	}
	memcpy(entries, core.discovery.places,
	       core.discovery.count * sizeof(*entries));
	snapshot->entries = entries;
	snapshot->entry_size = sizeof(*entries);
	snapshot->count = core.discovery.count;
	mutex_unlock(&communicator->lock);
	return 0;
}

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
	return mmcomm_communicator_call(&core.communicator, message, result);
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
 * Return: 0, or -EINTR, -EBUSY, -EOPNOTSUPP, -EINVAL (the FADT gives @command
 * another meaning), -EIO (no MMI was counted).
 */
int mmcomm_trigger_sw_mmi(u8 command, u8 data,
			  struct mmcomm_trigger_result *result)
{
	return mmcomm_communicator_trigger(&core.communicator, command, data,
					   result);
}
EXPORT_SYMBOL_GPL(mmcomm_trigger_sw_mmi);

static struct mmcomm_buffer *enabled_buffer(u32 id)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (buffer->id == id && buffer->state == MMCOMM_BUFFER_ENABLED)
			return buffer;
	}
	return NULL;
}

/* A buffer that was moved away before makes room, or there is room at the end. */
static struct mmcomm_buffer *free_slot(void)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++)
		if (communicator->buffers[i].state == MMCOMM_BUFFER_DISABLED)
			return &communicator->buffers[i];
	if (communicator->buffer_count == MMCOMM_MAX_BUFFERS)
		return NULL;
	return &communicator->buffers[communicator->buffer_count];
}

static const char *update_refusal(u64 address, u64 length)
{
	struct mmcomm_firmware *firmware;
	const char *refusal;

	if (mmcomm_buffer_check_shape(address, length))
		return "not whole pages";
	if (overlaps_buffer(address, length))
		return "overlaps another communicate buffer";
	firmware = kvzalloc(sizeof(*firmware), GFP_KERNEL);
	if (!firmware)
		return "no memory";
	mmcomm_firmware_read(firmware);
	refusal = firmware->refusal ?:
		  mmcomm_buffer_refusal(firmware, core.mailbox, address, length);
	mmcomm_firmware_free(firmware);
	kvfree(firmware);
	return refusal;
}

static int update_locked(u32 buffer_id, u64 address, u64 length)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	struct mmcomm_buffer *old, *slot, updated;
	const char *refusal;
	u64 stopped_ns;
	void *virt;
	int ret;

	if (!communicator->updates_enabled || core.registered)
		return -EOPNOTSUPP;
	if (buffer_id != communicator->updatable_buffer_id)
		return -EPERM;
	old = enabled_buffer(buffer_id);
	if (!old)
		return -ENOENT;
	slot = free_slot();
	if (!slot)
		return -ENOSPC;
	refusal = update_refusal(address, length);
	if (refusal) {
		pr_info("buffer %u is not moved to 0x%llx: %s\n", buffer_id,
			address, refusal);
		return -EINVAL;
	}
	virt = core.access->map(address, length);
	if (!virt)
		return -ENOMEM;
	ret = mmcomm_buffer_init(&updated, buffer_id, MMCOMM_SOURCE_UPDATE, virt,
				 address, length);
	if (!ret)
		ret = mmcomm_exclusive(&communicator->exclusion, zero_buffer,
				       &updated, &stopped_ns);
	if (ret) {
		core.access->unmap(virt);
		return ret;
	}
	updated.mapped = true;

	unmap_buffer(old);
	old->state = MMCOMM_BUFFER_DISABLED;
	if (slot == &communicator->buffers[communicator->buffer_count])
		communicator->buffer_count++;
	*slot = updated;
	return 0;
}

/**
 * mmcomm_update_comm_buffer - move a communicate buffer
 * @buffer_id: the buffer; parameter updatable_buffer_id= names the one that may
 *	be moved
 * @address: physical address of the new memory, which the caller owns
 * @length: its bytes
 *
 * The old buffer is disabled and the new one, which is checked by the rules for
 * every buffer and zeroed, is used from the next call on. Sleeps.
 *
 * Return: 0, -EOPNOTSUPP where enable_comm_buffer_updates=1 was not given or
 * another module's executor is in use, -EPERM for a buffer that may not be
 * moved, -ENOENT where it is not enabled, -ENOSPC, -EINVAL where the memory
 * breaks a rule (the log says which), -ENOMEM.
 */
int mmcomm_update_comm_buffer(u32 buffer_id, phys_addr_t address, u64 length)
{
	int ret;

	mutex_lock(&core.communicator.lock);
	ret = update_locked(buffer_id, address, length);
	mutex_unlock(&core.communicator.lock);
	return ret;
}
EXPORT_SYMBOL_GPL(mmcomm_update_comm_buffer);

/**
 * mmcomm_register_platform_control - add a platform hook and look again
 * @control: the hook; stays with mmcomm until it is unregistered
 *
 * Return: 0, -EINVAL for a hook without a name or an operation, -ENOMEM.
 */
int mmcomm_register_platform_control(struct mmcomm_platform_control *control)
{
	int ret;

	if (!control->name || !control->matches || !control->init)
		return -EINVAL;
	mutex_lock(&core.communicator.lock);
	list_add(&control->list, &core.controls);
	ret = bring_up(&core.communicator);
	if (ret)
		list_del(&control->list);
	mutex_unlock(&core.communicator.lock);
	return ret;
}
EXPORT_SYMBOL_GPL(mmcomm_register_platform_control);

/**
 * mmcomm_unregister_platform_control - take a platform hook away and look again
 * @control: a registered hook; not used any more when this returns
 */
void mmcomm_unregister_platform_control(struct mmcomm_platform_control *control)
{
	mutex_lock(&core.communicator.lock);
	list_del(&control->list);
	if (core.platform.control == control)
		core.platform = (struct mmcomm_platform_verdict) {};
	if (bring_up(&core.communicator))
		core.communicator.stale = true;
	mutex_unlock(&core.communicator.lock);
}
EXPORT_SYMBOL_GPL(mmcomm_unregister_platform_control);

/* A simulated MM must not take a real one's place unless it was asked for. */
static int check_executor(const struct mmcomm_executor *executor)
{
	const struct mmcomm_executor_ops *ops = executor->ops;

	if (!ops || !ops->name || !ops->arm || !ops->done || !ops->collect ||
	    !ops->disarm || !executor->buffers || !executor->buffer_count)
		return -EINVAL;
	if (core.registered)
		return -EBUSY;
	if (mmcomm_config.executor)
		return strcmp(mmcomm_config.executor, ops->name) ? -EPERM : 0;
	return core.mailbox ? -EBUSY : 0;
}

/**
 * mmcomm_register_executor - stand in for the firmware's MM
 * @executor: the executor; stays with mmcomm until it is unregistered
 *
 * Return: 0, -EINVAL for an executor that lacks something, -EBUSY where another
 * one is registered or real MM is in use, -EPERM where executor= names another
 * one, -ENOMEM.
 */
int mmcomm_register_executor(const struct mmcomm_executor *executor)
{
	int ret;

	mutex_lock(&core.communicator.lock);
	ret = check_executor(executor);
	if (!ret) {
		core.registered = executor;
		ret = bring_up(&core.communicator);
		if (ret)
			core.registered = NULL;
		else
			core.communicator.provider_gone = false;
	}
	mutex_unlock(&core.communicator.lock);
	if (!ret)
		pr_info("executor %s registered%s\n", executor->ops->name,
			executor->ops->simulated ? ": simulated, not firmware" : "");
	return ret;
}
EXPORT_SYMBOL_GPL(mmcomm_register_executor);

/**
 * mmcomm_unregister_executor - stop standing in for the firmware's MM
 * @executor: a registered executor; waits for the call under way, later ones
 *	get -ENODEV
 */
void mmcomm_unregister_executor(const struct mmcomm_executor *executor)
{
	struct mmcomm_communicator *communicator = &core.communicator;

	mutex_lock(&communicator->lock);
	if (core.registered == executor) {
		core.registered = NULL;
		unmap_all();
		communicator->provider_gone = true;
	}
	mutex_unlock(&communicator->lock);
}
EXPORT_SYMBOL_GPL(mmcomm_unregister_executor);

static void set_sleeping(bool sleeping)
{
	mutex_lock(&core.communicator.lock);
	core.communicator.sleeping = sleeping;
	core.communicator.stale = true;
	mutex_unlock(&core.communicator.lock);
}

static int on_pm(struct notifier_block *block, unsigned long event, void *data)
{
	switch (event) {
	case PM_SUSPEND_PREPARE:
	case PM_HIBERNATION_PREPARE:
	case PM_RESTORE_PREPARE:
		set_sleeping(true);
		break;
	case PM_POST_SUSPEND:
	case PM_POST_HIBERNATION:
	case PM_POST_RESTORE:
		set_sleeping(false);
		break;
	}
	return NOTIFY_DONE;
}

static int on_reboot(struct notifier_block *block, unsigned long event, void *data)
{
	set_sleeping(true);
	return NOTIFY_DONE;
}

static struct notifier_block pm_notifier = { .notifier_call = on_pm };
static struct notifier_block reboot_notifier = { .notifier_call = on_reboot };

static void log_discovery(void)
{
	u32 i;

	for (i = 0; i < core.discovery.count; i++) {
		const struct mmcomm_discovery_entry *entry = &core.discovery.places[i];

		if (entry->address)
			pr_info("%s at 0x%llx: %s\n", entry->place,
				(u64)entry->address, entry->reason);
		else
			pr_info("%s: %s\n", entry->place, entry->reason);
	}
}

static bool waits_for_executor(void)
{
	return mmcomm_config.executor && strcmp(mmcomm_config.executor, "smmc");
}

static int decide(void)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	bool available = mmcomm_sw_mmi_available(&communicator->mmi);

	if (mmcomm_sw_mmi_command_reserved(&communicator->mmi,
					   mmcomm_config.command)) {
		pr_err("command=0x%02x would switch the machine's mode: the FADT gives it another meaning\n",
		       mmcomm_config.command);
		return -EINVAL;
	}
	if (communicator->probe_only || waits_for_executor())
		return 0;
	if ((communicator->executor && available) || communicator->trigger_allowed)
		return 0;
	return -ENODEV;
}

static void log_ready(void)
{
	const struct mmcomm_communicator *communicator = &core.communicator;

	if (communicator->probe_only)
		pr_info("looked only, no MMI will be raised\n");
	else if (communicator->executor)
		pr_info("mailbox %s at 0x%llx, communicate buffers: %u, MMIs through port 0x%x\n",
			communicator->executor->name, core.mailbox,
			communicator->buffer_count, communicator->mmi.cmd.smi);
	else if (waits_for_executor())
		pr_info("waiting for executor %s\n", mmcomm_config.executor);
	else
		pr_info("no mailbox: bare MMIs alone, through port 0x%x\n",
			communicator->mmi.cmd.smi);
}

static int __init start(void)
{
	struct mmcomm_communicator *communicator = &core.communicator;
	int ret;

	communicator->command = mmcomm_config.command;
	communicator->timeout_ms = mmcomm_config.timeout_ms;
	communicator->probe_only = mmcomm_config.probe_only;
	communicator->evidence = mmcomm_config.evidence;
	communicator->updates_enabled = mmcomm_config.enable_comm_buffer_updates;
	communicator->updatable_buffer_id = mmcomm_config.updatable_buffer_id;
	communicator->exclusion.first_cpu_only = IS_ENABLED(CONFIG_X86);
	communicator->refresh = bring_up;
#if IS_ENABLED(CONFIG_X86) && IS_ENABLED(CONFIG_PCI)
	list_add_tail(&mmcomm_platform_q35.list, &core.controls);
#endif

	mutex_lock(&communicator->lock);
	ret = bring_up(communicator);
	if (!ret)
		ret = decide();
	mutex_unlock(&communicator->lock);
	return ret;
}

static void stop(void)
{
	mutex_lock(&core.communicator.lock);
	unmap_all();
	mutex_unlock(&core.communicator.lock);
}

static int __init mmcomm_init(void)
{
	const char *refusal = mmcomm_config_load();
	int ret;

	if (refusal) {
		pr_err("%s\n", refusal);
		return -EINVAL;
	}
	ret = start();
	if (ret == -ENODEV) {
		pr_err("no Management Mode that can be talked to was found:\n");
		log_discovery();
	}
	if (ret)
		goto err_stop;

	ret = register_pm_notifier(&pm_notifier);
	if (ret)
		goto err_stop;
	ret = register_reboot_notifier(&reboot_notifier);
	if (ret)
		goto err_pm;
	ret = mmcomm_chardev_register();
	if (ret)
		goto err_reboot;
	log_ready();
	return 0;

err_reboot:
	unregister_reboot_notifier(&reboot_notifier);
err_pm:
	unregister_pm_notifier(&pm_notifier);
err_stop:
	stop();
	return ret;
}
module_init(mmcomm_init);

static void __exit mmcomm_exit(void)
{
	mmcomm_chardev_unregister();
	unregister_reboot_notifier(&reboot_notifier);
	unregister_pm_notifier(&pm_notifier);
	stop();
}
module_exit(mmcomm_exit);

MODULE_DESCRIPTION("Management Mode communication");
MODULE_AUTHOR("mmcomm maintainers");
MODULE_LICENSE("GPL");
