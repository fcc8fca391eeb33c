/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A mailbox as discovery finds it: how MM is told where a message is, and the
 * memory that is taken up by it.
 */
#ifndef _MMCOMM_MAILBOX_H
#define _MMCOMM_MAILBOX_H

#include <linux/types.h>

#include "acpi_uefi_table.h"
#include "firmware_memory.h"

/**
 * enum mmcomm_mailbox_kind - how MM is told where a message is
 * @MMCOMM_MAILBOX_NONE: it cannot be told
 * @MMCOMM_MAILBOX_ACPI_REGISTER: the ACPI UEFI table's invocation register
 * @MMCOMM_MAILBOX_STATUS_BLOCK: the status block of a Standalone MM core
 * @MMCOMM_MAILBOX_SMMC: the traditional mailbox
 * @MMCOMM_MAILBOX_ACPI_POINTER: the ACPI UEFI table's buffer pointer
 * @MMCOMM_MAILBOX_SPM_MM: a secure monitor call that names the message
 *
 * Whichever answers best comes first.
 */
enum mmcomm_mailbox_kind {
	MMCOMM_MAILBOX_NONE,
	MMCOMM_MAILBOX_ACPI_REGISTER,
	MMCOMM_MAILBOX_STATUS_BLOCK,
	MMCOMM_MAILBOX_SMMC,
	MMCOMM_MAILBOX_ACPI_POINTER,
	MMCOMM_MAILBOX_SPM_MM,
};

/** define MMCOMM_MAILBOX_KINDS - for arrays by kind */
#define MMCOMM_MAILBOX_KINDS	6

/**
 * struct mmcomm_mailbox - a mailbox
 * @kind: what it is
 * @address: physical address; 0 where an invocation register is an I/O port, and
 *	for a secure monitor call
 * @table: what the ACPI UEFI table says, for the two kinds from there
 * @layouts: MMCOMM_STATUS_BLOCK_*, for a status block
 * @buffer: the one communicate buffer that a status block goes with
 */
struct mmcomm_mailbox {
	enum mmcomm_mailbox_kind kind;
	u64 address;
	struct mmcomm_acpi_uefi_table table;
	u32 layouts;
	struct mmcomm_range buffer;
};

/** define MMCOMM_MAX_MAILBOX_RANGES - ranges that are kept clear of messages */
#define MMCOMM_MAX_MAILBOX_RANGES	24

/**
 * struct mmcomm_mailboxes - every mailbox of a machine, used or not
 * @ranges: where they lie; no message may
 * @range_count: entries of @ranges
 * @mmram: memory of MM's own, where the traditional mailbox tells
 */
struct mmcomm_mailboxes {
	struct mmcomm_range ranges[MMCOMM_MAX_MAILBOX_RANGES];
	u32 range_count;
	struct mmcomm_range mmram;
};

bool mmcomm_mailbox_executor(const char *name);

#endif /* _MMCOMM_MAILBOX_H */
