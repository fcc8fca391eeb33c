/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the operating system knows of the firmware it runs on.
 */
#ifndef _MMCOMM_FIRMWARE_H
#define _MMCOMM_FIRMWARE_H

#include <linux/mmcomm.h>
#include <linux/types.h>

#include "firmware_memory.h"

/** define MMCOMM_MAX_KNOWN - addresses of firmware's own that are remembered */
#define MMCOMM_MAX_KNOWN	256

/**
 * struct mmcomm_firmware - what is known of the firmware
 * @access: how physical memory is reached
 * @refusal: why the firmware's memory cannot be looked at; NULL where it can
 * @encrypted_guest: the machine is a guest with encrypted memory
 * @no_memory: a map is missing for want of memory alone
 * @runtime: address of the runtime services table, as the kernel calls it
 * @no_boot_map: why the full memory map is not there; NULL where it is
 * @runtime_map: the runtime services' regions, with virtual addresses
 * @boot_map: the full map as it was at boot; empty where it was not found
 * @known: physical addresses of things that firmware owns
 * @known_count: entries of @known
 * @is_qemu: the machine is QEMU, by DMI
 */
struct mmcomm_firmware {
	const struct mmcomm_physical_access *access;
	const char *refusal;
	const char *no_boot_map;
	bool encrypted_guest;
	bool no_memory;
	u64 runtime;
	struct mmcomm_memory_map runtime_map;
	struct mmcomm_memory_map boot_map;
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
 * @wsmt_present: there is a WSMT
 * @wsmt_flags: its protection flags
 */
struct mmcomm_fadt {
	bool present;
	bool hardware_reduced;
	u32 smi_command;
	u8 reserved_commands[5];
	struct mmcomm_acpi_base acpi_base;
	bool wsmt_present;
	u32 wsmt_flags;
};

void mmcomm_firmware_know(struct mmcomm_firmware *firmware, u64 address);
const struct mmcomm_memory_map *
mmcomm_firmware_map(const struct mmcomm_firmware *firmware);
void mmcomm_firmware_find_tables(struct mmcomm_firmware *firmware);
void mmcomm_firmware_free(struct mmcomm_firmware *firmware);

#if IS_ENABLED(CONFIG_X86) && IS_ENABLED(CONFIG_EFI)
void mmcomm_firmware_read(struct mmcomm_firmware *firmware);
#else
static inline void mmcomm_firmware_read(struct mmcomm_firmware *firmware)
{
	firmware->refusal = "this kernel is built without UEFI support";
}
#endif

#if IS_ENABLED(CONFIG_X86) && IS_ENABLED(CONFIG_ACPI)
void mmcomm_acpi_read(struct mmcomm_fadt *fadt);
#else
static inline void mmcomm_acpi_read(struct mmcomm_fadt *fadt)
{
}
#endif

#endif /* _MMCOMM_FIRMWARE_H */
