/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The ways into MM that an ACPI UEFI table describes: a pointer to the message
 * with the number of a software SMI, or an invocation register.
 */
#ifndef _MMCOMM_EXECUTOR_ACPI_UEFI_H
#define _MMCOMM_EXECUTOR_ACPI_UEFI_H

#include <linux/mmcomm.h>
#include <linux/types.h>

#include "acpi_uefi_table.h"
#include "sw_mmi.h"

/**
 * struct mmcomm_acpi_uefi_context - what the executors' operations need
 * @pointer: the buffer pointer, mapped; for mmcomm_executor_acpi_uefi
 * @old: what it held before the message under way
 * @invocation: the invocation register; for mmcomm_executor_acpi_register
 * @invocation_virt: the register, mapped, where it lies in memory
 * @ports: access to the machine's ports, where it is one
 */
struct mmcomm_acpi_uefi_context {
	__le64 *pointer;
	__le64 old;
	struct mmcomm_acpi_register invocation;
	void *invocation_virt;
	const struct mmcomm_port_ops *ports;
};

extern const struct mmcomm_executor_ops mmcomm_executor_acpi_uefi;
extern const struct mmcomm_executor_ops mmcomm_executor_acpi_register;

#endif /* _MMCOMM_EXECUTOR_ACPI_UEFI_H */
