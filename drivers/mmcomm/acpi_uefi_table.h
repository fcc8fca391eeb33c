/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The ACPI UEFI table of a software SMI for messages, as appendix O of the UEFI
 * specification defines it. Pure: knows bytes only.
 */
#ifndef _MMCOMM_ACPI_UEFI_TABLE_H
#define _MMCOMM_ACPI_UEFI_TABLE_H

#include <linux/types.h>

/* Address spaces of an ACPI generic address that a message can be sent through. */
#define MMCOMM_ACPI_SPACE_MEMORY	0
#define MMCOMM_ACPI_SPACE_IO		1

/** define MMCOMM_ACPI_SPACE_FIXED - functional fixed hardware, on Arm by SMC */
#define MMCOMM_ACPI_SPACE_FIXED		0x7f

/**
 * struct mmcomm_acpi_register - an ACPI generic address
 * @space: MMCOMM_ACPI_SPACE_*
 * @bit_width: bits of the register
 * @bit_offset: its first bit
 * @access_size: 0 where the table does not say, 1 for a byte, to 4 for 64 bits
 * @address: where it is
 */
struct mmcomm_acpi_register {
	u8 space;
	u8 bit_width;
	u8 bit_offset;
	u8 access_size;
	u64 address;
};

/**
 * struct mmcomm_acpi_uefi_table - what the table says
 * @invocation: register that takes the address of a message; no address where
 *	there is none, or where it is functional fixed hardware, which is not sent
 *	messages through as the others are. Comes first where there is one
 * @buffer_pointer: physical address of the 64-bit field that takes the address
 *	of a message, 0 where there is none
 * @sw_smi: number of the software SMI that makes MM look there
 *
 * One of @invocation.address and @buffer_pointer is not 0, or the register is
 * functional fixed hardware.
 */
struct mmcomm_acpi_uefi_table {
	struct mmcomm_acpi_register invocation;
	u64 buffer_pointer;
	u8 sw_smi;
};

u8 mmcomm_acpi_sum(const void *at, u32 length);
const char *mmcomm_acpi_uefi_parse(const void *at, u64 length, bool smc,
				   struct mmcomm_acpi_uefi_table *table);
const char *mmcomm_acpi_register_refusal(const struct mmcomm_acpi_register *invocation);

#endif /* _MMCOMM_ACPI_UEFI_TABLE_H */
