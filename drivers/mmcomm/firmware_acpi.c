// SPDX-License-Identifier: GPL-2.0
/*
 * Reads what the ACPI FADT and WSMT say about MMIs, and the ACPI UEFI tables.
 */
#include <linux/acpi.h>
#include <linux/string.h>

#include "firmware.h"

/* ACPI warns of a wrong checksum, and hands the table out all the same. */
static const char *wsmt_refusal(const struct acpi_table_header *header)
{
	if (header->length < sizeof(struct acpi_table_wsmt))
		return "is too short for its flags";
	if (mmcomm_acpi_sum(header, header->length))
		return "the checksum is wrong";
	return NULL;
}

static void read_wsmt(struct mmcomm_fadt *fadt)
{
	struct acpi_table_header *header;

	if (ACPI_FAILURE(acpi_get_table(ACPI_SIG_WSMT, 0, &header)))
		return;
	fadt->wsmt_refusal = wsmt_refusal(header);
	if (!fadt->wsmt_refusal) {
		fadt->wsmt_present = true;
		fadt->wsmt_flags =
			((struct acpi_table_wsmt *)header)->protection_flags;
	}
	acpi_put_table(header);
}

static void read_acpi_base(struct mmcomm_acpi_base *base)
{
	const struct acpi_generic_address *block = &acpi_gbl_FADT.xpm1a_event_block;

	if (block->address && block->space_id == ACPI_ADR_SPACE_SYSTEM_IO &&
	    block->address <= U16_MAX) {
		base->type = MMCOMM_ACPI_BASE_IO;
		base->io = block->address;
	} else if (block->address &&
		   block->space_id == ACPI_ADR_SPACE_SYSTEM_MEMORY) {
		base->type = MMCOMM_ACPI_BASE_MMIO;
		base->mmio = block->address;
	} else if (acpi_gbl_FADT.pm1a_event_block &&
		   acpi_gbl_FADT.pm1a_event_block <= U16_MAX) {
		base->type = MMCOMM_ACPI_BASE_IO;
		base->io = acpi_gbl_FADT.pm1a_event_block;
	}
}

/**
 * mmcomm_acpi_read - read what ACPI says about MMIs
 * @fadt: out: zeroed by the caller
 */
void mmcomm_acpi_read(struct mmcomm_fadt *fadt)
{
	const u8 commands[] = {
		acpi_gbl_FADT.acpi_enable,
		acpi_gbl_FADT.acpi_disable,
		acpi_gbl_FADT.s4_bios_request,
		acpi_gbl_FADT.pstate_control,
		acpi_gbl_FADT.cst_control,
	};

	static_assert(sizeof(commands) == sizeof(fadt->reserved_commands));
	if (acpi_disabled || !acpi_gbl_FADT.header.length)
		return;
	fadt->present = true;
	fadt->hardware_reduced = acpi_gbl_FADT.flags & ACPI_FADT_HW_REDUCED;
	fadt->smi_command = acpi_gbl_FADT.smi_command;
	memcpy(fadt->reserved_commands, commands, sizeof(commands));
	read_acpi_base(&fadt->acpi_base);
	read_wsmt(fadt);
}

/**
 * mmcomm_acpi_read_uefi_tables - read the ACPI UEFI tables
 * @firmware: out: what came of each
 */
void mmcomm_acpi_read_uefi_tables(struct mmcomm_firmware *firmware)
{
	struct mmcomm_uefi_table_verdict *verdict;
	struct acpi_table_header *header;
	acpi_status status;
	u32 i;

	if (acpi_disabled)
		return;
	for (i = 0; i < MMCOMM_MAX_UEFI_TABLES; i++) {
		/* Instances count from 1. */
		status = acpi_get_table(ACPI_SIG_UEFI, i + 1, &header);
		if (status == AE_NOT_FOUND)
			return;
		verdict = &firmware->uefi_tables[firmware->uefi_table_count++];
		if (ACPI_FAILURE(status)) {
			verdict->refusal = "ACPI cannot read it";
			continue;
		}
		/* ACPICA has mapped what the table says that it is long. */
		verdict->refusal = mmcomm_acpi_uefi_parse(header, header->length,
							  IS_ENABLED(CONFIG_ARM64),
							  &verdict->table);
		acpi_put_table(header);
	}
}
