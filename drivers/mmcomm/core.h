/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one instance of everything: what bring-up fills, and calls, services and
 * reports use.
 */
#ifndef _MMCOMM_CORE_H
#define _MMCOMM_CORE_H

#include <linux/list.h>
#include <linux/mmcomm.h>
#include <linux/notifier.h>

#include "communicator.h"
#include "discovery.h"
#include "executor_acpi_uefi.h"
#include "executor_smmc.h"
#include "executor_spm_mm.h"
#include "executor_status_block.h"
#include "firmware.h"
#include "platform.h"

/**
 * struct mmcomm_machine - where knowledge of the machine comes from
 * @read_firmware: see mmcomm_firmware_read()
 * @read_acpi: see mmcomm_acpi_read()
 * @ports: the machine's ports
 * @smc: the machine's secure monitor
 */
struct mmcomm_machine {
	void (*read_firmware)(struct mmcomm_firmware *firmware);
	void (*read_acpi)(struct mmcomm_fadt *fadt);
	const struct mmcomm_port_ops *ports;
	const struct mmcomm_smc_ops *smc;
};

/**
 * union mmcomm_contexts - what the executor in use needs
 * @smmc: see struct mmcomm_smmc_context
 * @acpi_uefi: see struct mmcomm_acpi_uefi_context
 * @status_block: see struct mmcomm_status_block_context
 * @spm_mm: see struct mmcomm_spm_mm_context
 */
union mmcomm_contexts {
	struct mmcomm_smmc_context smmc;
	struct mmcomm_acpi_uefi_context acpi_uefi;
	struct mmcomm_status_block_context status_block;
	struct mmcomm_spm_mm_context spm_mm;
};

/**
 * struct mmcomm_core - what bring-up fills and calls use
 * @communicator: its lock guards everything here
 * @machine: the machine, the real one but in tests
 * @discovery: verdicts of the last bring-up
 * @fadt: what ACPI said
 * @platform: what the platform hook said
 * @controls: registered platform hooks
 * @access: how physical memory is reached, NULL where it cannot be
 * @contexts: context of the mailbox's executor
 * @mailbox_virt: the mailbox, mapped; NULL where it is not in memory
 * @mailbox: the mailbox in use, MMCOMM_MAILBOX_NONE where there is none
 * @mailboxes: where mailboxes lie, used or not
 * @regions: the communication region table, no entry where there is none
 * @registered: executor that another module registered, NULL for none
 * @parameter_refused: a module parameter named a place that breaks a rule
 * @ready: the module is loaded: others may register with it
 */
struct mmcomm_core {
	struct mmcomm_communicator communicator;
	const struct mmcomm_machine *machine;
	struct mmcomm_discovery discovery;
	struct mmcomm_fadt fadt;
	struct mmcomm_platform_verdict platform;
	struct list_head controls;
	const struct mmcomm_physical_access *access;
	union mmcomm_contexts contexts;
	void *mailbox_virt;
	struct mmcomm_mailbox mailbox;
	struct mmcomm_mailboxes mailboxes;
	struct mmcomm_region_table regions;
	const struct mmcomm_executor *registered;
	bool parameter_refused;
	bool ready;
};

/* core.c */
extern struct mmcomm_core mmcomm_core;
int mmcomm_core_start(void);
void mmcomm_core_announce(void);

/* bring_up.c */
extern const struct mmcomm_machine mmcomm_real_machine;
int mmcomm_bring_up(struct mmcomm_communicator *communicator);
void mmcomm_take_down(void);
void mmcomm_drop_registered(void);

/* buffer_set.c */
struct mmcomm_buffer *mmcomm_buffers_enabled(u32 id);
bool mmcomm_buffers_overlap(u64 address, u64 length, bool disabled_too);
u32 mmcomm_buffers_drop_old(struct mmcomm_range *kept);
void mmcomm_buffers_add(struct mmcomm_findings *findings);
void mmcomm_buffers_drop_all(void);
int mmcomm_buffers_move(struct mmcomm_buffer *old, u64 address, u64 length);

/* power.c */
extern struct notifier_block mmcomm_pm_notifier;
extern struct notifier_block mmcomm_reboot_notifier;
int mmcomm_power_register(void);
void mmcomm_power_unregister(void);

/* report.c */

/**
 * struct mmcomm_snapshot - a list, copied while nothing could change it
 * @entries: kvmalloc()ed array
 * @entry_size: bytes of one entry
 * @count: entries
 */
struct mmcomm_snapshot {
	void *entries;
	u32 entry_size;
	u32 count;
};

int mmcomm_report_info(struct mmcomm_info *info);
int mmcomm_report_buffers(struct mmcomm_snapshot *snapshot);
int mmcomm_report_discovery(struct mmcomm_snapshot *snapshot);

/* chardev.c */
int mmcomm_chardev_register(void);
void mmcomm_chardev_unregister(void);

#endif /* _MMCOMM_CORE_H */
