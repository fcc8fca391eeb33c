// SPDX-License-Identifier: GPL-2.0
/*
 * Looks for the traditional mailbox: where mailbox= says that it is, or in all of
 * the runtime services' memory.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "compat.h"
#include "discovery_mailbox.h"
#include "executor_smmc.h"

/* Rejected candidates that are listed one by one. */
#define MAX_REJECTED	8

static const char mailbox_parameter[] = "parameter mailbox=";
static const char runtime_memory[] = "smmc in runtime memory";

/*
 * The mailbox is a variable of the SMM IPL's image, and so in runtime-services
 * code. What looks like one in runtime-services data may have been put there by
 * anybody who can write a UEFI variable.
 */
static const char in_data[] = "looks whole, but lies in runtime data, where variables are kept";

static struct mmcomm_discovery_entry *note(struct mmcomm_mailbox_search *search,
					   enum mmcomm_discovery_verdict verdict,
					   u64 address, const char *place,
					   const char *reason)
{
	return mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX, verdict,
				     address, place, "%s", reason);
}

static void found(struct mmcomm_mailbox_search *search,
		  const struct mmcomm_smmc *mailbox, u64 address, const char *place)
{
	struct mmcomm_mailboxes *mailboxes = &search->findings->mailboxes;

	mmcomm_smmc_mmram(mailbox, mmcomm_firmware_map(search->firmware), &mailboxes->mmram);
	mmcomm_keep_clear(mailboxes, address, sizeof(*mailbox));
	search->found[MMCOMM_MAILBOX_SMMC] = (struct mmcomm_mailbox) {
		.kind = MMCOMM_MAILBOX_SMMC,
		.address = address,
	};
	search->verdicts[MMCOMM_MAILBOX_SMMC] =
		note(search, MMCOMM_VERDICT_USABLE, address, place,
		     "a whole traditional mailbox");
}

static void check_parameter(struct mmcomm_mailbox_search *search)
{
	const char *refusal = "does not lie inside one region of runtime memory";
	const struct mmcomm_firmware *firmware = search->firmware;
	u64 address = search->config->mailbox;
	struct mmcomm_smmc candidate;
	void *virt;

	if (address % sizeof(u64)) {
		refusal = "is not 8-byte aligned";
	} else if (mmcomm_memory_region_of(&firmware->runtime_map, address,
					   sizeof(candidate))) {
		virt = firmware->access->map(address, sizeof(candidate));
		refusal = "cannot be mapped";
		if (virt) {
			memcpy(&candidate, virt, sizeof(candidate));
			firmware->access->unmap(virt);
			refusal = mmcomm_smmc_refusal(&candidate, firmware);
		}
	}
	if (refusal) {
		note(search, MMCOMM_VERDICT_REFUSED, address, mailbox_parameter, refusal);
		search->findings->parameter_refused = true;
	} else {
		found(search, &candidate, address, mailbox_parameter);
	}
}

/* What a scan for mailboxes has met so far. */
struct mailbox_scan {
	struct mmcomm_mailbox_search *search;
	struct mmcomm_smmc first;
	u64 matches[2];
	u32 match_count;
	u32 rejected;
};

static void look_at_candidate(struct mailbox_scan *scan,
			      const struct mmcomm_memory_region *region,
			      const struct mmcomm_smmc *at, u64 address)
{
	struct mmcomm_smmc candidate;
	const char *refusal;

	memcpy(&candidate, at, sizeof(candidate));
	refusal = mmcomm_smmc_refusal(&candidate, scan->search->firmware);
	if (!refusal && region->type != MMCOMM_MEMORY_RUNTIME_CODE)
		refusal = in_data;
	if (!refusal) {
		if (!scan->match_count)
			scan->first = candidate;
		if (scan->match_count < ARRAY_SIZE(scan->matches))
			scan->matches[scan->match_count] = address;
		scan->match_count++;
	} else if (scan->rejected++ < MAX_REJECTED) {
		note(scan->search, MMCOMM_VERDICT_REFUSED, address, runtime_memory,
		     refusal);
	}
}

static void scan_region(struct mailbox_scan *scan,
			const struct mmcomm_memory_region *region)
{
	const struct mmcomm_physical_access *access = scan->search->firmware->access;
	u64 offset, room;
	const __le64 *word;
	void *virt;

	if (region->length < sizeof(struct mmcomm_smmc))
		return;
	virt = access->map(region->start, region->length);
	if (!virt) {
		note(scan->search, MMCOMM_VERDICT_SKIPPED, region->start,
		     runtime_memory, "cannot be mapped");
		return;
	}
	room = region->length - sizeof(struct mmcomm_smmc);
	for (offset = 0; offset <= room; offset += sizeof(u64)) {
		word = virt + offset;
		if (READ_ONCE(*word) == cpu_to_le64(MMCOMM_SMMC_SIGNATURE))
			look_at_candidate(scan, region, virt + offset,
					  region->start + offset);
		if (!(offset % MMCOMM_RESCHEDULE_LEN))
			cond_resched();
	}
	access->unmap(virt);
}

static void scan_for_mailbox(struct mmcomm_mailbox_search *search)
{
	const struct mmcomm_memory_map *map = &search->firmware->runtime_map;
	struct mailbox_scan scan = { .search = search };
	u32 i;

	for (i = 0; i < map->count; i++)
		if (map->regions[i].type == MMCOMM_MEMORY_RUNTIME_CODE ||
		    map->regions[i].type == MMCOMM_MEMORY_RUNTIME_DATA)
			scan_region(&scan, &map->regions[i]);
	if (scan.rejected > MAX_REJECTED)
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, 0, runtime_memory,
				      "%u more lone signatures",
				      scan.rejected - MAX_REJECTED);

	switch (scan.match_count) {
	case 0:
		note(search, MMCOMM_VERDICT_ABSENT, 0, runtime_memory,
		     "no mailbox in runtime-services code or data");
		break;
	case 1:
		found(search, &scan.first, scan.matches[0], runtime_memory);
		break;
	default:
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, scan.matches[0],
				      runtime_memory,
				      "%u whole mailboxes, here and at 0x%llx: mailbox= picks one",
				      scan.match_count, scan.matches[1]);
	}
}

/**
 * mmcomm_find_smmc - look for the traditional mailbox
 * @search: the search
 */
void mmcomm_find_smmc(struct mmcomm_mailbox_search *search)
{
	const struct mmcomm_config *config = search->config;

	if (config->executor && !mmcomm_mailbox_executor(config->executor)) {
		note(search, MMCOMM_VERDICT_SKIPPED, 0, runtime_memory,
		     "executor= asks for one that another module provides");
	} else if (config->mailbox) {
		check_parameter(search);
		note(search, MMCOMM_VERDICT_SKIPPED, 0, runtime_memory,
		     "mailbox= was given");
	} else {
		scan_for_mailbox(search);
	}
}
