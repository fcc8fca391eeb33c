/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the operating system knows of the firmware it runs on.
 */
#ifndef _MMCOMM_FIRMWARE_H
#define _MMCOMM_FIRMWARE_H

#include <linux/mmcomm.h>
#include <linux/types.h>

#include "acpi_uefi_table.h"
#include "firmware_memory.h"
#include "ns_buffer.h"

/** define MMCOMM_MAX_KNOWN - addresses of firmware's own that are remembered */
#define MMCOMM_MAX_KNOWN	256

/** define MMCOMM_MAX_UEFI_TABLES - ACPI UEFI tables that are looked at */
#define MMCOMM_MAX_UEFI_TABLES	8

/**
 * struct mmcomm_uefi_table_verdict - what came of one ACPI UEFI table
 * @refusal: why it is no table for messages; NULL where it is one
 * @table: what it says, where it is one
 */
struct mmcomm_uefi_table_verdict {
	const char *refusal;
	struct mmcomm_acpi_uefi_table table;
};

/**
 * struct mmcomm_firmware - what is known of the firmware
 * @access: how physical memory is reached
 * @refusal: why the firmware's memory cannot be looked at; NULL where it can
 * @smc_refusal: why MM must not be called by SMC on this machine, whatever its
 *	conduit; NULL where it may
 * @encrypted_guest: the machine is a guest with encrypted memory
 * @no_memory: a map is missing for want of memory alone
 * @runtime: address of the runtime services table, as the kernel calls it
 * @no_boot_map: why the full memory map is not there; NULL where it is
 * @runtime_map: the runtime services' regions, with virtual addresses
 * @boot_map: the full map as it was at boot; empty where it was not found
 * @region_table: physical address of the PI SMM communication region table, 0
 *	where there is none
 * @uefi_tables: the ACPI UEFI tables
 * @uefi_table_count: entries of @uefi_tables
 * @ns_buffers: memory that a secure partition shares, by what the device tree says
 * @ns_buffer_count: entries of @ns_buffers
 * @known: physical addresses of things that firmware owns
 * @known_count: entries of @known
 * @is_qemu: the machine is QEMU, by DMI
 */
struct mmcomm_firmware {
	const struct mmcomm_physical_access *access;
	const char *refusal;
	const char *smc_refusal;
	const char *no_boot_map;
	bool encrypted_guest;
	bool no_memory;
	u64 runtime;
	struct mmcomm_memory_map runtime_map;
	struct mmcomm_memory_map boot_map;
	u64 region_table;
	struct mmcomm_uefi_table_verdict uefi_tables[MMCOMM_MAX_UEFI_TABLES];
	u32 uefi_table_count;
	struct mmcomm_ns_buffer ns_buffers[MMCOMM_MAX_NS_BUFFERS];
	u32 ns_buffer_count;
	u64 known[MMCOMM_MAX_KNOWN];
	u32 known_count;
	bool is_qemu;
};

/**
 * struct mmcomm_fadt - what the ACPI FADT and WSMT say about MMIs
 * @present: there is a FADT
 * @hardware_reduced: the machine has no ACPI fixed hardware
 * @smi_command: I/O port of SMI_CMD, 0 where there is none
 * @reserved_commands: ACPI_ENABLE, ACPI_DISABLE, S4BIOS_REQ, PSTATE_CNT,
 *	CST_CNT; 0 where not defined
 * @acpi_base: the PM1a event block
 * @wsmt_refusal: why the WSMT that there is cannot be believed, or NULL
 * @wsmt_present: there is a WSMT, and it is whole
 * @wsmt_flags: its protection flags
 */
struct mmcomm_fadt {
	bool present;
	bool hardware_reduced;
	u32 smi_command;
	u8 reserved_commands[5];
	struct mmcomm_acpi_base acpi_base;
	const char *wsmt_refusal;
	bool wsmt_present;
	u32 wsmt_flags;
};

/* Protection flags of the WSMT. */
#define MMCOMM_WSMT_FIXED_BUFFERS	BIT(0)
#define MMCOMM_WSMT_NESTED_POINTERS	BIT(1)
#define MMCOMM_WSMT_RESOURCES		BIT(2)

/**
 * mmcomm_fixed_buffers - whether MM takes messages from fixed memory alone
 * @fadt: what the FADT and WSMT say
 *
 * Return: true where the WSMT says so.
 */
static inline bool mmcomm_fixed_buffers(const struct mmcomm_fadt *fadt)
{
	return fadt->wsmt_present && fadt->wsmt_flags & MMCOMM_WSMT_FIXED_BUFFERS;
}

void mmcomm_firmware_know(struct mmcomm_firmware *firmware, u64 address);
const struct mmcomm_memory_map *
mmcomm_firmware_map(const struct mmcomm_firmware *firmware);
void mmcomm_firmware_find_tables(struct mmcomm_firmware *firmware);
void mmcomm_firmware_free(struct mmcomm_firmware *firmware);

#if IS_ENABLED(CONFIG_X86) || IS_ENABLED(CONFIG_ARM64)
void mmcomm_firmware_read(struct mmcomm_firmware *firmware);
#else
static inline void mmcomm_firmware_read(struct mmcomm_firmware *firmware)
{
	firmware->refusal = "this architecture has no Management Mode";
}
#endif

#if IS_ENABLED(CONFIG_EFI)
void mmcomm_efi_read(struct mmcomm_firmware *firmware);
#else
static inline void mmcomm_efi_read(struct mmcomm_firmware *firmware)
{
	firmware->refusal = "this kernel is built without UEFI support";
}
#endif

#if IS_ENABLED(CONFIG_ARM64) && IS_ENABLED(CONFIG_OF)
void mmcomm_of_read(struct mmcomm_firmware *firmware);
#else
static inline void mmcomm_of_read(struct mmcomm_firmware *firmware)
{
}
#endif

#if IS_ENABLED(CONFIG_ACPI)
void mmcomm_acpi_read(struct mmcomm_fadt *fadt);
void mmcomm_acpi_read_uefi_tables(struct mmcomm_firmware *firmware);
#else
static inline void mmcomm_acpi_read(struct mmcomm_fadt *fadt)
{
}

static inline void mmcomm_acpi_read_uefi_tables(struct mmcomm_firmware *firmware)
{
}
#endif

#endif /* _MMCOMM_FIRMWARE_H */
