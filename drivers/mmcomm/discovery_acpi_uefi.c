// SPDX-License-Identifier: GPL-2.0
/*
 * Looks for the mailboxes that the ACPI UEFI table describes: an invocation
 * register, or else a buffer pointer and the number of a software SMI.
 */
#include <linux/align.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "compat.h"
#include "discovery_mailbox.h"
#include "executor_smmc.h"

static const char uefi_table[] = "ACPI UEFI table";

/*
 * Below are the devices of every PC, from DMA, interrupt controller, timer, CMOS
 * and SMI_CMD to disks and displays.
 */
#define FIRST_PORT	0x400

/* The pointer that a table gives, and the register, have the rules for memory. */
static const char *memory_refusal(const struct mmcomm_mailbox_search *search,
				  u64 start, u64 length)
{
	const struct mmcomm_findings *findings = search->findings;
	const struct mmcomm_range *mmram = &findings->mailboxes.mmram;
	const struct mmcomm_mailbox *smmc = &search->found[MMCOMM_MAILBOX_SMMC];
	const char *refusal;

	if (!IS_ALIGNED(start, length))
		return "is not aligned";
	refusal = mmcomm_memory_refusal(search->firmware, start, length);
	if (refusal)
		return refusal;
	switch (mmcomm_memory_region_of(mmcomm_firmware_map(search->firmware), start,
					length)->type) {
	case MMCOMM_MEMORY_RESERVED:
	case MMCOMM_MEMORY_RUNTIME_CODE:
	case MMCOMM_MEMORY_RUNTIME_DATA:
	case MMCOMM_MEMORY_ACPI_NVS:
		break;
	default:
		return "is not reserved, ACPI NVS or runtime-services memory";
	}
	if (mmcomm_ranges_overlap(start, length, mmram->start, mmram->length))
		return "lies in MMRAM";
	if (mmcomm_region_table_overlaps(&findings->regions, start, length))
		return "lies in a communicate buffer";
	if (mmcomm_ranges_overlap(start, length, findings->regions.address,
				  findings->regions.length))
		return "lies in the communication region table";
	/* It has been looked for before. */
	if (smmc->kind && mmcomm_ranges_overlap(start, length, smmc->address,
						sizeof(struct mmcomm_smmc)))
		return "lies in the traditional mailbox";
	return NULL;
}

/*
 * Ports that the kernel or the chipset own, where an address would be taken for
 * a command.
 */
static const char *port_refusal(const struct mmcomm_fadt *fadt, u64 port)
{
	static const struct {
		u16 first;
		u16 last;
		const char *refusal;
	} owned[] = {
		{ 0x04d0, 0x04d3, "is a port of the interrupt controller" },
		{ 0x0cf8, 0x0cff, "is a port of PCI configuration or reset" },
	};
	u32 i;

	if (port < FIRST_PORT)
		return "is a port of a device that every PC has";
	for (i = 0; i < ARRAY_SIZE(owned); i++)
		if (port + 3 >= owned[i].first && port <= owned[i].last)
			return owned[i].refusal;
	if (mmcomm_ranges_overlap(port, sizeof(u32), fadt->smi_command, 2))
		return "is SMI_CMD";
	/* Control registers, one of which turns the machine off, stand behind it. */
	if (fadt->acpi_base.type == MMCOMM_ACPI_BASE_IO &&
	    mmcomm_ranges_overlap(port, sizeof(u32), fadt->acpi_base.io, 0x80))
		return "is a port of ACPI power management";
	return NULL;
}

static const char *place_refusal(const struct mmcomm_mailbox_search *search,
				 const struct mmcomm_acpi_register *reg)
{
	if (reg->space == MMCOMM_ACPI_SPACE_MEMORY)
		return memory_refusal(search, reg->address, reg->bit_width / 8);
	if (search->findings->no_ports)
		return "is an I/O port, and this architecture has none";
	return port_refusal(search->fadt, reg->address);
}

static const char *command_refusal(const struct mmcomm_fadt *fadt, u8 command)
{
	if (command && memchr(fadt->reserved_commands, command,
			      sizeof(fadt->reserved_commands)))
		return "has another meaning by the FADT and would switch the machine's mode";
	return NULL;
}

static void refuse(struct mmcomm_mailbox_search *search, u64 address,
		   const char *subject, const char *refusal)
{
	mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
			      MMCOMM_VERDICT_REFUSED, address, uefi_table, "%s%s",
			      subject, refusal);
}

static bool take_register(struct mmcomm_mailbox_search *search,
			  const struct mmcomm_acpi_uefi_table *table,
			  struct mmcomm_mailbox *mailbox)
{
	const struct mmcomm_acpi_register *reg = &table->invocation;
	u64 address = reg->space == MMCOMM_ACPI_SPACE_MEMORY ? reg->address : 0;
	const char *refusal = mmcomm_acpi_register_refusal(reg);
	const char *subject = "";

	if (!refusal) {
		refusal = place_refusal(search, reg);
		subject = "the invocation register ";
	}
	if (refusal) {
		refuse(search, address, subject, refusal);
		return false;
	}
	mailbox->kind = MMCOMM_MAILBOX_ACPI_REGISTER;
	mailbox->address = address;
	mailbox->table = *table;
	return true;
}

static bool take_pointer(struct mmcomm_mailbox_search *search,
			 const struct mmcomm_acpi_uefi_table *table,
			 struct mmcomm_mailbox *mailbox)
{
	const char *refusal = memory_refusal(search, table->buffer_pointer, sizeof(u64));
	const char *subject = "the buffer pointer ";

	if (!refusal) {
		refusal = command_refusal(search->fadt, table->sw_smi);
		subject = "the number of the software SMI ";
	}
	if (refusal) {
		refuse(search, table->buffer_pointer, subject, refusal);
		return false;
	}
	mailbox->kind = MMCOMM_MAILBOX_ACPI_POINTER;
	mailbox->address = table->buffer_pointer;
	mailbox->table = *table;
	return true;
}

static bool same(const struct mmcomm_mailbox *a, const struct mmcomm_mailbox *b)
{
	if (a->kind != b->kind || a->address != b->address)
		return false;
	if (a->kind == MMCOMM_MAILBOX_ACPI_POINTER)
		return a->table.sw_smi == b->table.sw_smi;
	return a->table.invocation.space == b->table.invocation.space &&
	       a->table.invocation.address == b->table.invocation.address &&
	       a->table.invocation.bit_width == b->table.invocation.bit_width;
}

/* Whatever becomes of a whole table, its mailbox is no place for messages. */
static void keep_clear(struct mmcomm_mailbox_search *search,
		       const struct mmcomm_mailbox *mailbox)
{
	const struct mmcomm_acpi_register *reg = &mailbox->table.invocation;

	if (mailbox->kind == MMCOMM_MAILBOX_ACPI_POINTER)
		mmcomm_keep_clear(&search->findings->mailboxes, mailbox->address,
				  sizeof(u64));
	else if (reg->space == MMCOMM_ACPI_SPACE_MEMORY)
		mmcomm_keep_clear(&search->findings->mailboxes, mailbox->address,
				  reg->bit_width / 8);
}

static struct mmcomm_discovery_entry *note(struct mmcomm_mailbox_search *search,
					   const struct mmcomm_mailbox *mailbox)
{
	const struct mmcomm_acpi_register *reg = &mailbox->table.invocation;

	if (mailbox->kind == MMCOMM_MAILBOX_ACPI_POINTER)
		return mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
					     MMCOMM_VERDICT_USABLE, mailbox->address,
					     uefi_table,
					     "a buffer pointer, software SMI 0x%02x",
					     mailbox->table.sw_smi);
	if (reg->space == MMCOMM_ACPI_SPACE_MEMORY)
		return mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
					     MMCOMM_VERDICT_USABLE, mailbox->address,
					     uefi_table,
					     "an invocation register of %u bits",
					     reg->bit_width);
	return mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
				     MMCOMM_VERDICT_USABLE, 0, uefi_table,
				     "an invocation register, I/O port 0x%llx",
				     reg->address);
}

/**
 * mmcomm_find_acpi_uefi - look for what the ACPI UEFI table describes
 * @search: the search
 *
 * The same table twice is one; tables that differ leave none.
 */
void mmcomm_find_acpi_uefi(struct mmcomm_mailbox_search *search)
{
	const struct mmcomm_firmware *firmware = search->firmware;
	struct mmcomm_mailbox first = {}, other = {};
	u32 i;

	for (i = 0; i < firmware->uefi_table_count; i++) {
		const struct mmcomm_uefi_table_verdict *one = &firmware->uefi_tables[i];
		struct mmcomm_mailbox mailbox = {};

		if (one->refusal) {
			refuse(search, 0, "", one->refusal);
			continue;
		}
		if (one->table.invocation.space == MMCOMM_ACPI_SPACE_FIXED) {
			search->findings->table_says_smc = true;
			mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
					      MMCOMM_VERDICT_USABLE, 0, uefi_table,
					      "says that MM is called by SMC, not where a message may lie");
			continue;
		}
		if (!(one->table.invocation.address ?
		      take_register(search, &one->table, &mailbox) :
		      take_pointer(search, &one->table, &mailbox)))
			continue;
		if (first.kind && same(&first, &mailbox))
			continue;
		keep_clear(search, &mailbox);
		if (!first.kind)
			first = mailbox;
		else
			other = mailbox;
	}
	if (first.kind && !other.kind) {
		search->found[first.kind] = first;
		search->verdicts[first.kind] = note(search, &first);
	}
	if (other.kind)
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, first.address, uefi_table,
				      "whole tables that contradict each other, here and at 0x%llx",
				      other.address);
	else if (!firmware->uefi_table_count)
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_ABSENT, 0, uefi_table,
				      "ACPI has no such table");
}
