/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where a mailbox and buffers are looked for, and what came of each place.
 */
#ifndef _MMCOMM_DISCOVERY_H
#define _MMCOMM_DISCOVERY_H

#include <linux/mmcomm.h>
#include <linux/types.h>

#include "comm_buffer.h"
#include "config.h"
#include "firmware.h"
#include "mailbox.h"
#include "region_table.h"
#include "sw_mmi.h"

/** define MMCOMM_MAX_PLACES - verdicts that are kept */
#define MMCOMM_MAX_PLACES	64

/**
 * struct mmcomm_discovery - the places looked at, in order
 * @places: the verdicts
 * @count: entries of @places; what comes after the last one is dropped
 */
struct mmcomm_discovery {
	struct mmcomm_discovery_entry places[MMCOMM_MAX_PLACES];
	u32 count;
};

/**
 * struct mmcomm_findings - what discovery found
 * @mailbox: the mailbox to use, MMCOMM_MAILBOX_NONE where there is none
 * @mailboxes: where mailboxes lie, used or not
 * @buffers: communicate buffers, mapped
 * @buffer_count: entries of @buffers
 * @regions: the communication region table, no entry where there is none
 * @smc: in: how secure monitor calls are made, NULL where there are none
 * @no_ports: in: the architecture has no I/O ports
 * @table_says_smc: an ACPI UEFI table says that MM is called by SMC
 * @fixed_buffers: in: the WSMT says that MM takes messages from fixed memory alone
 * @incomplete: memory that the region table leads to could not be mapped
 * @parameter_refused: a module parameter named a place that breaks a rule
 */
struct mmcomm_findings {
	struct mmcomm_mailbox mailbox;
	struct mmcomm_mailboxes mailboxes;
	struct mmcomm_buffer buffers[MMCOMM_MAX_BUFFERS];
	u32 buffer_count;
	struct mmcomm_region_table regions;
	const struct mmcomm_smc_ops *smc;
	bool no_ports;
	bool table_says_smc;
	bool fixed_buffers;
	bool incomplete;
	bool parameter_refused;
};

/**
 * mmcomm_smc_exists - whether the architecture has secure monitor calls at all
 * @smc: how they are made, NULL where there are none
 *
 * Return: true where it has, even where none may be made on this machine.
 */
static inline bool mmcomm_smc_exists(const struct mmcomm_smc_ops *smc)
{
	return smc && smc->call;
}

__printf(6, 7)
struct mmcomm_discovery_entry *
mmcomm_discovery_note(struct mmcomm_discovery *discovery,
		      enum mmcomm_discovery_subject subject,
		      enum mmcomm_discovery_verdict verdict, u64 address,
		      const char *place, const char *reason, ...);
void mmcomm_discover_tables(const struct mmcomm_firmware *firmware,
			    struct mmcomm_discovery *discovery,
			    struct mmcomm_findings *findings);
void mmcomm_discover_mailbox(const struct mmcomm_config *config,
			     const struct mmcomm_firmware *firmware,
			     const struct mmcomm_fadt *fadt,
			     struct mmcomm_discovery *discovery,
			     struct mmcomm_findings *findings);
void mmcomm_discover_spm_mm(const struct mmcomm_config *config,
			    const struct mmcomm_firmware *firmware,
			    struct mmcomm_discovery *discovery,
			    struct mmcomm_findings *findings);
bool mmcomm_in_ns_buffer(const struct mmcomm_firmware *firmware, u64 start, u64 length);
void mmcomm_discover_buffers(const struct mmcomm_config *config,
			     const struct mmcomm_firmware *firmware,
			     const struct mmcomm_range *retired, u32 retired_count,
			     struct mmcomm_discovery *discovery,
			     struct mmcomm_findings *findings);
const char *mmcomm_buffer_refusal(const struct mmcomm_firmware *firmware,
				  const struct mmcomm_mailboxes *mailboxes,
				  u64 start, u64 length);
const char *mmcomm_memory_refusal(const struct mmcomm_firmware *firmware,
				  u64 start, u64 length);

/* discovery_mailbox.c */
void mmcomm_keep_clear(struct mmcomm_mailboxes *mailboxes, u64 start, u64 length);

#endif /* _MMCOMM_DISCOVERY_H */
