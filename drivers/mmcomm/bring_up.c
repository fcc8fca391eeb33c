// SPDX-License-Identifier: GPL-2.0
/*
 * The order of bring-up: trigger, platform, mailbox, buffers. Runs at load time
 * and again whenever something changed.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat.h"
#include "config.h"
#include "core.h"
#include "spm_mm.h"

/** mmcomm_real_machine - the machine that this kernel runs on */
const struct mmcomm_machine mmcomm_real_machine = {
	.read_firmware = mmcomm_firmware_read,
	.read_acpi = mmcomm_acpi_read,
	.ports = &mmcomm_real_ports,
	.smc = &mmcomm_real_smc,
};
EXPORT_SYMBOL_IF_KUNIT(mmcomm_real_machine);

static const char *trigger_refusal(const struct mmcomm_firmware *firmware,
				   const struct mmcomm_fadt *fadt)
{
	if (firmware->encrypted_guest)
		return "a guest with encrypted memory raises no MMIs";
	if (!mmcomm_core.machine->ports->write)
		return "this architecture has no I/O ports";
	if (!fadt->present)
		return "there is no FADT";
	if (fadt->hardware_reduced)
		return "hardware-reduced ACPI has no SMI_CMD";
	if (!fadt->smi_command)
		return "SMI_CMD is 0";
	if (fadt->smi_command >= U16_MAX)
		return "SMI_CMD is not an I/O port";
	return NULL;
}

static void note_trigger(const char *refusal)
{
	const struct mmcomm_sw_mmi *mmi = &mmcomm_core.communicator.mmi;
	const struct mmcomm_platform_verdict *platform = &mmcomm_core.platform;
	const char *place = "ACPI FADT SMI_CMD";

	if (refusal)
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_TRIGGER,
				      MMCOMM_VERDICT_ABSENT, 0, place, "%s", refusal);
	else if (platform->forbidden)
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_TRIGGER,
				      MMCOMM_VERDICT_REFUSED, 0, place,
				      "command port 0x%x, which platform hook %s forbids",
				      mmi->cmd.smi, platform->control->name);
	else
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_TRIGGER,
				      MMCOMM_VERDICT_USED, 0, place,
				      "command port 0x%x, data port 0x%x; proves nothing about MM",
				      mmi->cmd.smi, mmi->data.smi);
}

static void note_platform(void)
{
	const struct mmcomm_platform_verdict *platform = &mmcomm_core.platform;

	if (platform->control)
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_PLATFORM,
				      platform->forbidden ? MMCOMM_VERDICT_REFUSED :
							    MMCOMM_VERDICT_USED,
				      0, platform->control->name, "%s",
				      platform->report.reason);
	else
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_PLATFORM,
				      MMCOMM_VERDICT_ABSENT, 0, "platform hooks",
				      "no hook knows this machine");
}

/* The ports come from the FADT, and the platform hook may forbid them. */
static void find_trigger(const struct mmcomm_firmware *firmware)
{
	struct mmcomm_sw_mmi *mmi = &mmcomm_core.communicator.mmi;
	struct mmcomm_fadt *fadt = &mmcomm_core.fadt;
	const char *refusal;
	u32 i;

	memset(fadt, 0, sizeof(*fadt));
	mmcomm_core.machine->read_acpi(fadt);

	mmi->ports = mmcomm_core.machine->ports;
	mmi->cmd.type = MMCOMM_MMI_PORT_NONE;
	mmi->data.type = MMCOMM_MMI_PORT_NONE;
	mmi->reserved_count = 0;
	for (i = 0; i < ARRAY_SIZE(fadt->reserved_commands); i++)
		mmcomm_sw_mmi_reserve_command(mmi, fadt->reserved_commands[i]);

	refusal = trigger_refusal(firmware, fadt);
	if (!refusal) {
		mmi->cmd.type = MMCOMM_MMI_PORT_SMI;
		mmi->cmd.smi = fadt->smi_command;
		mmi->data.type = MMCOMM_MMI_PORT_SMI;
		mmi->data.smi = fadt->smi_command + 1;
	}
	mmcomm_platform_ask(&mmcomm_core.controls, &fadt->acpi_base,
			    &mmcomm_core.platform);
	note_trigger(refusal);
	note_platform();
	mmi->forbidden = mmcomm_core.platform.forbidden;
	if (mmi->forbidden)
		mmi->cmd.type = MMCOMM_MMI_PORT_NONE;
}

/* What Windows would hold the firmware to. */
static void note_wsmt(void)
{
	const struct mmcomm_fadt *fadt = &mmcomm_core.fadt;
	u32 flags = fadt->wsmt_flags;

	if (fadt->wsmt_refusal)
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_ENVIRONMENT,
				      MMCOMM_VERDICT_REFUSED, 0, "ACPI WSMT", "%s",
				      fadt->wsmt_refusal);
	else if (!fadt->wsmt_present)
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_ENVIRONMENT,
				      MMCOMM_VERDICT_ABSENT, 0, "ACPI WSMT",
				      "ACPI has no such table");
	else
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_ENVIRONMENT,
				      MMCOMM_VERDICT_USED, 0, "ACPI WSMT",
				      "flags 0x%x%s%s%s", flags,
				      flags & MMCOMM_WSMT_FIXED_BUFFERS ?
				      ", FIXED_COMM_BUFFERS" : "",
				      flags & MMCOMM_WSMT_NESTED_POINTERS ?
				      ", COMM_BUFFER_NESTED_PTR_PROTECTION" : "",
				      flags & MMCOMM_WSMT_RESOURCES ?
				      ", SYSTEM_RESOURCE_PROTECTION" : "");
}

/* What is found through UEFI. */
static void find_by_efi(struct mmcomm_firmware *firmware,
			struct mmcomm_findings *findings)
{
	mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_ENVIRONMENT,
			      firmware->no_boot_map ? MMCOMM_VERDICT_ABSENT :
						      MMCOMM_VERDICT_USED,
			      0, "boot memory map", "%s",
			      firmware->no_boot_map ?: "the firmware's whole memory map");
	note_wsmt();
	findings->fixed_buffers = mmcomm_fixed_buffers(&mmcomm_core.fadt);
	mmcomm_discover_tables(firmware, &mmcomm_core.discovery, findings);
	mmcomm_discover_mailbox(&mmcomm_config, firmware, &mmcomm_core.fadt,
				&mmcomm_core.discovery, findings);
}

static void find_mm(struct mmcomm_firmware *firmware,
		    struct mmcomm_findings *findings,
		    const struct mmcomm_range *retired, u32 retired_count)
{
	findings->smc = mmcomm_core.machine->smc;
	findings->no_ports = !mmcomm_core.machine->ports->write;
	if (firmware->refusal)
		mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_ENVIRONMENT,
				      MMCOMM_VERDICT_REFUSED, 0, "EFI memory map",
				      "%s", firmware->refusal);
	else
		find_by_efi(firmware, findings);
	/* Without UEFI the device tree may still tell. */
	mmcomm_discover_spm_mm(&mmcomm_config, firmware, &mmcomm_core.discovery, findings);
	if (firmware->refusal &&
	    (firmware->smc_refusal || !mmcomm_smc_exists(findings->smc)))
		return;
	mmcomm_discover_buffers(&mmcomm_config, firmware, retired, retired_count,
				&mmcomm_core.discovery, findings);
}

/* What an executor of another module brings along. */
static void use_registered(struct mmcomm_findings *findings)
{
	const struct mmcomm_executor *executor = mmcomm_core.registered;
	u32 i;

	mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_MAILBOX,
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
	mmcomm_discovery_note(&mmcomm_core.discovery, MMCOMM_SUBJECT_BUFFER,
			      MMCOMM_VERDICT_USED, 0, executor->ops->name,
			      "%u buffers of the executor's own",
			      findings->buffer_count);
}

static void drop_mailbox(void)
{
	if (mmcomm_core.mailbox_virt)
		mmcomm_core.access->unmap(mmcomm_core.mailbox_virt);
	mmcomm_core.mailbox_virt = NULL;
	memset(&mmcomm_core.contexts, 0, sizeof(mmcomm_core.contexts));
	memset(&mmcomm_core.mailbox, 0, sizeof(mmcomm_core.mailbox));
	memset(&mmcomm_core.mailboxes, 0, sizeof(mmcomm_core.mailboxes));
	mmcomm_core.communicator.executor = NULL;
	mmcomm_core.communicator.command = mmcomm_config.command;
}

/* Bytes that have to be mapped: none where it is an I/O port. */
static u64 mailbox_len(const struct mmcomm_mailbox *mailbox)
{
	const struct mmcomm_acpi_register *reg = &mailbox->table.invocation;

	switch (mailbox->kind) {
	case MMCOMM_MAILBOX_SMMC:
		return sizeof(struct mmcomm_smmc);
	case MMCOMM_MAILBOX_STATUS_BLOCK:
		return MMCOMM_STATUS_BLOCK_LEN;
	case MMCOMM_MAILBOX_ACPI_POINTER:
		return sizeof(__le64);
	case MMCOMM_MAILBOX_ACPI_REGISTER:
		return reg->space == MMCOMM_ACPI_SPACE_MEMORY ?
		       reg->bit_width / 8 : 0;
	default:
		return 0;
	}
}

/* What the executor of a mailbox needs to know. */
static void set_up_executor(const struct mmcomm_mailbox *mailbox, void *virt)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	union mmcomm_contexts *contexts = &mmcomm_core.contexts;

	communicator->executor_context = contexts;
	switch (mailbox->kind) {
	case MMCOMM_MAILBOX_SMMC:
		contexts->smmc.mailbox = virt;
		communicator->executor = &mmcomm_executor_smmc;
		break;
	case MMCOMM_MAILBOX_STATUS_BLOCK:
		contexts->status_block.block = virt;
		contexts->status_block.layouts = mailbox->layouts;
		communicator->executor = &mmcomm_executor_status_block;
		break;
	case MMCOMM_MAILBOX_ACPI_POINTER:
		contexts->acpi_uefi.pointer = virt;
		communicator->command = mailbox->table.sw_smi;
		communicator->executor = &mmcomm_executor_acpi_uefi;
		break;
	case MMCOMM_MAILBOX_ACPI_REGISTER:
		contexts->acpi_uefi.invocation = mailbox->table.invocation;
		contexts->acpi_uefi.invocation_virt = virt;
		contexts->acpi_uefi.ports = mmcomm_core.machine->ports;
		communicator->executor = &mmcomm_executor_acpi_register;
		break;
	case MMCOMM_MAILBOX_SPM_MM:
		contexts->spm_mm.smc = mmcomm_core.machine->smc;
		if (!communicator->mmi.forbidden) {
			communicator->mmi.cmd.type = MMCOMM_MMI_PORT_SMC;
			communicator->mmi.cmd.smc = MMCOMM_SPM_MM_COMMUNICATE;
		}
		communicator->executor = &mmcomm_executor_spm_mm;
		break;
	default:
		break;
	}
}

static void use_mailbox(const struct mmcomm_findings *findings)
{
	const struct mmcomm_mailbox *mailbox = &findings->mailbox;
	u64 length = mailbox_len(mailbox);

	mmcomm_core.mailboxes = findings->mailboxes;
	if (length)
		mmcomm_core.mailbox_virt = mmcomm_core.access->map(mailbox->address, length);
	if (length && !mmcomm_core.mailbox_virt)
		return;
	mmcomm_core.mailbox = *mailbox;
	set_up_executor(mailbox, mmcomm_core.mailbox_virt);
}

/*
 * A platform hook sees that software MMIs are set up, not by whom: without UEFI
 * it may be a BIOS with an SMM of its own, which is not Management Mode.
 */
static bool trigger_allowed(const struct mmcomm_firmware *firmware)
{
	if (!IS_ENABLED(CONFIG_MMCOMM_TRIGGER) || mmcomm_core.registered ||
	    !mmcomm_sw_mmi_available(&mmcomm_core.communicator.mmi))
		return false;
	return (mmcomm_core.platform.control && !firmware->refusal) || mmcomm_core.mailbox.kind ||
	       mmcomm_config.allow_blind_trigger;
}

/*
 * MM may be missing because memory of the firmware's could not be mapped, for which
 * there may be memory the next time: whoever sends next looks again.
 */
static void look_again_later(struct mmcomm_communicator *communicator, bool incomplete)
{
	bool *map_failed = mmcomm_core.access ? mmcomm_core.access->map_failed : NULL;

	if (!map_failed)
		return;
	if (*map_failed &&
	    (incomplete || !(communicator->executor && communicator->buffer_count)))
		communicator->stale = true;
	*map_failed = false;
}

/**
 * mmcomm_bring_up - look for MM and make it ready
 * @communicator: the communicator, locked
 *
 * What was found before is forgotten, but for buffers that must stay. May sleep.
 *
 * Return: 0 whatever was found, -ENOMEM with everything as it was.
 */
int mmcomm_bring_up(struct mmcomm_communicator *communicator)
{
	struct mmcomm_range kept[MMCOMM_MAX_BUFFERS];
	struct mmcomm_findings *findings;
	struct mmcomm_firmware *firmware;
	u32 kept_count;
	int ret = -ENOMEM;

	findings = kvzalloc(sizeof(*findings), GFP_KERNEL);
	firmware = kvzalloc(sizeof(*firmware), GFP_KERNEL);
	if (!findings || !firmware)
		goto out;
	mmcomm_core.machine->read_firmware(firmware);
	if (firmware->no_memory)
		goto out;

	drop_mailbox();
	mmcomm_core.discovery.count = 0;
	kept_count = mmcomm_buffers_drop_old(kept);

	mmcomm_core.access = firmware->access;
	find_trigger(firmware);
	if (mmcomm_core.registered) {
		use_registered(findings);
		communicator->executor = mmcomm_core.registered->ops;
		communicator->executor_context = mmcomm_core.registered->context;
	} else {
		find_mm(firmware, findings, kept, kept_count);
		use_mailbox(findings);
	}
	mmcomm_core.regions = findings->regions;
	mmcomm_buffers_add(findings);
	mmcomm_core.parameter_refused = findings->parameter_refused;
	communicator->trigger_allowed = trigger_allowed(firmware);
	if (communicator->executor)
		communicator->provider_gone = false;
	look_again_later(communicator, findings->incomplete);
	ret = 0;
out:
	if (firmware)
		mmcomm_firmware_free(firmware);
	kvfree(firmware);
	kvfree(findings);
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_bring_up);

/**
 * mmcomm_take_down - forget everything that bring-up found
 *
 * The caller holds the communicator's lock.
 */
void mmcomm_take_down(void)
{
	mmcomm_buffers_drop_all();
	drop_mailbox();
	mmcomm_core.communicator.trigger_allowed = false;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_take_down);

/**
 * mmcomm_drop_registered - forget the executor that another module registered
 *
 * The caller holds the communicator's lock.
 */
void mmcomm_drop_registered(void)
{
	struct mmcomm_range kept[MMCOMM_MAX_BUFFERS];

	mmcomm_core.registered = NULL;
	mmcomm_buffers_drop_old(kept);
	drop_mailbox();
	mmcomm_core.communicator.provider_gone = true;
}
