// SPDX-License-Identifier: GPL-2.0
/*
 * Looks for the status block of a Standalone MM core, by the record of it that
 * the firmware's driver for messages keeps.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "compat.h"
#include "discovery_mailbox.h"
#include "status_block.h"

/* Records that are listed one by one where they break a rule. */
#define MAX_REJECTED	4

static const char status_block[] = "Standalone MM status block";

static const char no_record[] =
	"no record of the region table's buffers in runtime-services code";
static const char no_regions[] = "no region table that would name its buffer";

/* What a search for records has met so far. */
struct record_scan {
	struct mmcomm_mailbox_search *search;
	struct mmcomm_record_search record;
	struct mmcomm_range buffer;
	u64 status;
	u64 other_status;
	u32 rejected;
};

/* What MM writes there would be a message, a claim, or an answer of another core's. */
static const char *place_refusal(const struct mmcomm_findings *findings, u64 status)
{
	const struct mmcomm_mailboxes *mailboxes = &findings->mailboxes;
	u32 i;

	if (mmcomm_region_table_overlaps(&findings->regions, status,
					 MMCOMM_STATUS_BLOCK_LEN))
		return "the status block lies in a communicate buffer";
	for (i = 0; i < mailboxes->range_count; i++)
		if (mmcomm_ranges_overlap(status, MMCOMM_STATUS_BLOCK_LEN,
					  mailboxes->ranges[i].start,
					  mailboxes->ranges[i].length))
			return "the status block overlaps a mailbox or the region table";
	return NULL;
}

/*
 * The record is a variable of a driver's image, and so in runtime-services code.
 * Copies of it lead to the same status block.
 */
static void look_at_record(struct record_scan *scan,
			   const struct mmcomm_memory_region *region,
			   const void *at, u64 address)
{
	u8 record[MMCOMM_COMM_RECORD_LEN];
	const char *refusal;
	u64 status;

	memcpy(record, at, sizeof(record));
	refusal = mmcomm_record_refusal(&scan->record, record, &status) ?:
		  place_refusal(scan->search->findings, status);
	if (!refusal && region->type != MMCOMM_MEMORY_RUNTIME_CODE)
		refusal = "a record in runtime data, where variables are kept, proves nothing";
	if (refusal) {
		if (scan->rejected++ < MAX_REJECTED)
			mmcomm_discovery_note(scan->search->discovery, MMCOMM_SUBJECT_MAILBOX,
					      MMCOMM_VERDICT_REFUSED, address,
					      status_block, "%s", refusal);
	} else if (!scan->status) {
		scan->status = status;
		scan->buffer.start = scan->record.start;
		scan->buffer.length = scan->record.length;
	} else if (scan->status != status || scan->buffer.start != scan->record.start) {
		scan->other_status = status;
	}
}

static void scan_region(struct record_scan *scan,
			const struct mmcomm_memory_region *region)
{
	u64 from = 0, end, next;
	void *virt;

	if (region->length < MMCOMM_COMM_RECORD_LEN)
		return;
	virt = scan->search->firmware->access->map(region->start, region->length);
	if (!virt)
		return;
	while (from < region->length) {
		end = min_t(u64, region->length, from + MMCOMM_RESCHEDULE_LEN);
		next = mmcomm_record_next(&scan->record, virt, end, from);
		if (next < end) {
			look_at_record(scan, region, virt + next, region->start + next);
			from = next + sizeof(u64);
		} else if (end < region->length) {
			/* A record may reach across the end of what was looked at. */
			from = end - MMCOMM_COMM_RECORD_LEN + sizeof(u64);
		} else {
			from = end;
		}
		cond_resched();
	}
	scan->search->firmware->access->unmap(virt);
}

static void scan_for_records(struct record_scan *scan)
{
	const struct mmcomm_memory_map *map = &scan->search->firmware->runtime_map;
	u32 i;

	for (i = 0; i < map->count; i++)
		if (map->regions[i].type == MMCOMM_MEMORY_RUNTIME_CODE ||
		    map->regions[i].type == MMCOMM_MEMORY_RUNTIME_DATA)
			scan_region(scan, &map->regions[i]);
}

static void look_at_block(struct record_scan *scan)
{
	struct mmcomm_mailbox_search *search = scan->search;
	const struct mmcomm_physical_access *access = search->firmware->access;
	static const char *const names[] = {
		[MMCOMM_STATUS_BLOCK_EDK2] = "EDK2's layout",
		[MMCOMM_STATUS_BLOCK_MU] = "Project Mu's layout",
		[MMCOMM_STATUS_BLOCK_EDK2 | MMCOMM_STATUS_BLOCK_MU] = "no answer yet",
	};
	u8 block[MMCOMM_STATUS_BLOCK_LEN];
	const char *refusal = "cannot be mapped";
	u32 layouts = 0;
	void *virt;

	virt = access->map(scan->status, sizeof(block));
	if (virt) {
		memcpy(block, virt, sizeof(block));
		access->unmap(virt);
		refusal = mmcomm_status_block_refusal(block, scan->buffer.length,
						      &layouts);
	}
	if (refusal) {
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, scan->status,
				      status_block, "%s", refusal);
		return;
	}
	search->found[MMCOMM_MAILBOX_STATUS_BLOCK] = (struct mmcomm_mailbox) {
		.kind = MMCOMM_MAILBOX_STATUS_BLOCK,
		.address = scan->status,
		.layouts = layouts,
		.buffer = scan->buffer,
	};
	search->verdicts[MMCOMM_MAILBOX_STATUS_BLOCK] =
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_USABLE, scan->status, status_block,
				      "%s, for the buffer at 0x%llx", names[layouts],
				      scan->buffer.start);
}

/* Every buffer that a message may live in may have a record. */
static void scan_for_buffers(struct record_scan *scan)
{
	const struct mmcomm_findings *findings = scan->search->findings;
	const struct mmcomm_firmware *firmware = scan->search->firmware;
	u32 i;

	for (i = 0; i < findings->regions.count; i++) {
		const struct mmcomm_region_entry *entry = &findings->regions.entries[i];

		if (mmcomm_buffer_refusal(firmware, &findings->mailboxes, entry->start,
					  entry->length))
			continue;
		mmcomm_record_search_init(&scan->record, entry, &firmware->runtime_map);
		scan_for_records(scan);
	}
}

/**
 * mmcomm_find_status_block - look for the status block of a Standalone MM core
 * @search: the search
 */
void mmcomm_find_status_block(struct mmcomm_mailbox_search *search)
{
	struct mmcomm_mailboxes *mailboxes = &search->findings->mailboxes;
	struct mmcomm_discovery *discovery = search->discovery;
	struct record_scan scan = { .search = search };

	scan_for_buffers(&scan);
	if (scan.status)
		mmcomm_keep_clear(mailboxes, scan.status, MMCOMM_STATUS_BLOCK_LEN);
	if (scan.other_status)
		mmcomm_keep_clear(mailboxes, scan.other_status, MMCOMM_STATUS_BLOCK_LEN);
	if (scan.rejected > MAX_REJECTED)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, 0, status_block,
				      "%u more records", scan.rejected - MAX_REJECTED);
	if (scan.other_status)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, scan.status, status_block,
				      "more than one, here and at 0x%llx",
				      scan.other_status);
	else if (scan.status)
		look_at_block(&scan);
	else
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_ABSENT, 0, status_block, "%s",
				      search->findings->regions.count ? no_record :
									no_regions);
}
