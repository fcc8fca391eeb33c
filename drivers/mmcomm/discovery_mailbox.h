/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the places that a mailbox is looked for in have in common.
 */
#ifndef _MMCOMM_DISCOVERY_MAILBOX_H
#define _MMCOMM_DISCOVERY_MAILBOX_H

#include "discovery.h"

/**
 * struct mmcomm_mailbox_search - a search for mailboxes
 * @config: the module parameters
 * @firmware: what is known of the firmware
 * @fadt: what ACPI says about MMIs
 * @discovery: verdicts are added here
 * @findings: in: regions; out: mailboxes, table_says_smc, parameter_refused
 * @found: the whole mailboxes, by kind
 * @verdicts: what was said about each, NULL where there was no room for it
 */
struct mmcomm_mailbox_search {
	const struct mmcomm_config *config;
	const struct mmcomm_firmware *firmware;
	const struct mmcomm_fadt *fadt;
	struct mmcomm_discovery *discovery;
	struct mmcomm_findings *findings;
	struct mmcomm_mailbox found[MMCOMM_MAILBOX_KINDS];
	struct mmcomm_discovery_entry *verdicts[MMCOMM_MAILBOX_KINDS];
};

/* discovery_smmc.c */
void mmcomm_find_smmc(struct mmcomm_mailbox_search *search);

/* discovery_acpi_uefi.c */
void mmcomm_find_acpi_uefi(struct mmcomm_mailbox_search *search);

/* discovery_status_block.c */
void mmcomm_find_status_block(struct mmcomm_mailbox_search *search);

#endif /* _MMCOMM_DISCOVERY_MAILBOX_H */
