// SPDX-License-Identifier: GPL-2.0
/*
 * Looks for every mailbox of the machine and chooses one of them.
 */
#include <linux/string.h>

#include "compat.h"
#include "discovery_mailbox.h"

/* By kind: what executor= calls it. */
static const char *const executors[MMCOMM_MAILBOX_KINDS] = {
	[MMCOMM_MAILBOX_ACPI_REGISTER] = "acpi_uefi",
	[MMCOMM_MAILBOX_STATUS_BLOCK] = "status_block",
	[MMCOMM_MAILBOX_SMMC] = "smmc",
	[MMCOMM_MAILBOX_ACPI_POINTER] = "acpi_uefi",
	[MMCOMM_MAILBOX_SPM_MM] = "spm_mm",
};

/**
 * mmcomm_mailbox_executor - whether a name is that of a mailbox's executor
 * @name: of an executor
 *
 * Return: true where it is, false where another module has to provide it.
 */
bool mmcomm_mailbox_executor(const char *name)
{
	u32 kind;

	for (kind = MMCOMM_MAILBOX_NONE + 1; kind < MMCOMM_MAILBOX_KINDS; kind++)
		if (!strcmp(name, executors[kind]))
			return true;
	return false;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_mailbox_executor);

/**
 * mmcomm_keep_clear - remember memory that no message may lie in
 * @mailboxes: where mailboxes lie
 * @start: physical address
 * @length: bytes
 */
void mmcomm_keep_clear(struct mmcomm_mailboxes *mailboxes, u64 start, u64 length)
{
	struct mmcomm_range *range = &mailboxes->ranges[mailboxes->range_count];

	if (mailboxes->range_count == MMCOMM_MAX_MAILBOX_RANGES)
		return;
	range->start = start;
	range->length = length;
	mailboxes->range_count++;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_keep_clear);

static bool wanted(const struct mmcomm_config *config, enum mmcomm_mailbox_kind kind)
{
	if (config->executor && strcmp(config->executor, executors[kind]))
		return false;
	/* An address is that of the traditional mailbox, and no other will do. */
	return !config->mailbox || kind == MMCOMM_MAILBOX_SMMC;
}

/* All but a register need a software MMI to make MM look. */
static bool within_reach(const struct mmcomm_findings *findings,
			 enum mmcomm_mailbox_kind kind)
{
	return !findings->no_ports || kind == MMCOMM_MAILBOX_ACPI_REGISTER;
}

/**
 * mmcomm_discover_mailbox - look for mailboxes and choose one
 * @config: the module parameters
 * @firmware: what is known of the firmware
 * @fadt: what ACPI says about MMIs
 * @discovery: verdicts are added here
 * @findings: in: regions, no_ports; out: mailbox, mailboxes, table_says_smc
 *
 * All but that behind SMC, see mmcomm_discover_spm_mm().
 * Those that are not wanted are looked for as well: no message may lie in them.
 * The traditional one comes first, since it tells where MMRAM is. Reads memory
 * of the firmware and writes none. May sleep.
 */
void mmcomm_discover_mailbox(const struct mmcomm_config *config,
			     const struct mmcomm_firmware *firmware,
			     const struct mmcomm_fadt *fadt,
			     struct mmcomm_discovery *discovery,
			     struct mmcomm_findings *findings)
{
	struct mmcomm_mailbox_search search = {
		.config = config,
		.firmware = firmware,
		.fadt = fadt,
		.discovery = discovery,
		.findings = findings,
	};
	u32 kind;

	mmcomm_find_smmc(&search);
	mmcomm_find_acpi_uefi(&search);
	mmcomm_find_status_block(&search);

	for (kind = MMCOMM_MAILBOX_NONE + 1; kind < MMCOMM_MAILBOX_KINDS; kind++) {
		if (!search.found[kind].kind)
			continue;
		if (!within_reach(findings, kind)) {
			if (search.verdicts[kind])
				search.verdicts[kind]->verdict = MMCOMM_VERDICT_UNSUPPORTED;
			continue;
		}
		if (wanted(config, kind))
			break;
	}
	if (kind == MMCOMM_MAILBOX_KINDS)
		return;
	findings->mailbox = search.found[kind];
	if (search.verdicts[kind])
		search.verdicts[kind]->verdict = MMCOMM_VERDICT_USED;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_discover_mailbox);
