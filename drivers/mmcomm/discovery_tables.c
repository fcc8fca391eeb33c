// SPDX-License-Identifier: GPL-2.0
/*
 * Looks at what firmware publishes for others than itself: the ACPI UEFI table,
 * the PI SMM communication region table, the status block of a Standalone MM
 * core. What is found is told and not used: this version sends no message there.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "compat.h"
#include "discovery.h"
#include "status_block.h"

/* Bytes that are looked through before others may run. */
#define RESCHEDULE_LEN	(1024 * 1024)

/* Entries, and records, that are listed one by one where they break a rule. */
#define MAX_REJECTED	4

static const char uefi_table[] = "ACPI UEFI table";
static const char region_table[] = "communication region table";
static const char status_block[] = "Standalone MM status block";

static const char no_record[] =
	"no record of the region table's buffers in runtime-services code";
static const char no_regions[] = "no region table that would name its buffer";

/* Memory that firmware keeps for itself while Linux runs. */
static const char *memory_refusal(const struct mmcomm_firmware *firmware,
				  u64 start, u64 length)
{
	const struct mmcomm_memory_region *region;

	region = mmcomm_memory_region_of(mmcomm_firmware_map(firmware), start, length);
	if (!region)
		return "does not lie inside one region of the firmware's memory map";
	if (firmware->access->is_system_ram(start, length))
		return "is System RAM, which Linux uses";
	if (!(region->attribute & MMCOMM_MEMORY_WB))
		return "is not write-back cacheable (EFI_MEMORY_WB)";
	return NULL;
}

static void look_at_uefi_table(const struct mmcomm_firmware *firmware,
			       const struct mmcomm_uefi_table_verdict *found,
			       struct mmcomm_discovery *discovery)
{
	const struct mmcomm_acpi_uefi_table *table = &found->table;
	const char *refusal = found->refusal;

	if (refusal) {
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, 0, uefi_table, "%s",
				      refusal);
		return;
	}
	if (table->invocation.address) {
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_UNSUPPORTED,
				      table->invocation.address, uefi_table,
				      "an invocation register; this version sends no message there");
		return;
	}
	refusal = memory_refusal(firmware, table->buffer_pointer, sizeof(u64));
	if (refusal)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, table->buffer_pointer,
				      uefi_table, "the buffer pointer %s", refusal);
	else
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_UNSUPPORTED,
				      table->buffer_pointer, uefi_table,
				      "a buffer pointer, software SMI 0x%02x; this version sends no message there",
				      table->sw_smi);
}

static void look_at_uefi_tables(const struct mmcomm_firmware *firmware,
				struct mmcomm_discovery *discovery)
{
	u32 i;

	for (i = 0; i < firmware->uefi_table_count; i++)
		look_at_uefi_table(firmware, &firmware->uefi_tables[i], discovery);
	if (!firmware->uefi_table_count)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_ABSENT, 0, uefi_table,
				      "ACPI has no such table");
}

static const char *read_region_table(const struct mmcomm_firmware *firmware,
				     struct mmcomm_region_table *regions)
{
	u64 length = MMCOMM_REGION_TABLE_HEADER_LEN;
	u64 address = firmware->region_table;
	const char *refusal;
	void *virt;

	refusal = memory_refusal(firmware, address, length);
	if (refusal)
		return refusal;
	virt = firmware->access->map(address, length);
	if (!virt)
		return "cannot be mapped";
	refusal = mmcomm_region_table_len(virt, &length);
	firmware->access->unmap(virt);
	if (refusal)
		return refusal;

	refusal = memory_refusal(firmware, address, length);
	if (refusal)
		return refusal;
	virt = firmware->access->map(address, length);
	if (!virt)
		return "cannot be mapped";
	refusal = mmcomm_region_table_parse(virt, length, address, regions);
	firmware->access->unmap(virt);
	return refusal;
}

static void look_at_region_table(const struct mmcomm_firmware *firmware,
				 struct mmcomm_discovery *discovery,
				 struct mmcomm_region_table *regions)
{
	u32 i, free = 0, refused = 0;
	const char *refusal;

	if (!firmware->region_table) {
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_ABSENT, 0, region_table,
				      "no configuration table of that kind was found");
		return;
	}
	refusal = read_region_table(firmware, regions);
	if (refusal) {
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_REFUSED, firmware->region_table,
				      region_table, "%s", refusal);
		return;
	}
	for (i = 0; i < regions->count; i++) {
		const struct mmcomm_region_entry *entry = &regions->entries[i];

		refusal = mmcomm_buffer_refusal(firmware, NULL, entry->start,
						entry->length);
		if (!refusal)
			free += entry->type == MMCOMM_REGION_FREE;
		else if (refused++ < MAX_REJECTED)
			mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER,
					      MMCOMM_VERDICT_REFUSED, entry->start,
					      region_table, "an entry %s", refusal);
	}
	mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER,
			      refused == regions->count ? MMCOMM_VERDICT_REFUSED :
							  MMCOMM_VERDICT_UNSUPPORTED,
			      firmware->region_table, region_table,
			      "%u free, %u in use, %u refused; this version sends no message there",
			      free, regions->count - free - refused, refused);
}

/* What a search for records has met so far. */
struct record_scan {
	const struct mmcomm_firmware *firmware;
	struct mmcomm_discovery *discovery;
	struct mmcomm_record_search search;
	struct mmcomm_range buffer;
	u64 status;
	u64 other_status;
	u32 rejected;
};

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
	refusal = mmcomm_record_refusal(&scan->search, record, &status);
	if (!refusal && region->type != MMCOMM_MEMORY_RUNTIME_CODE)
		refusal = "a record in runtime data, where variables are kept, proves nothing";
	if (refusal) {
		if (scan->rejected++ < MAX_REJECTED)
			mmcomm_discovery_note(scan->discovery, MMCOMM_SUBJECT_MAILBOX,
					      MMCOMM_VERDICT_REFUSED, address,
					      status_block, "%s", refusal);
	} else if (!scan->status) {
		scan->status = status;
		scan->buffer.start = scan->search.start;
		scan->buffer.length = scan->search.length;
	} else if (scan->status != status) {
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
	virt = scan->firmware->access->map(region->start, region->length);
	if (!virt)
		return;
	while (from < region->length) {
		end = min_t(u64, region->length, from + RESCHEDULE_LEN);
		next = mmcomm_record_next(&scan->search, virt, end, from);
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
	scan->firmware->access->unmap(virt);
}

static void scan_for_records(struct record_scan *scan)
{
	const struct mmcomm_memory_map *map = &scan->firmware->runtime_map;
	u32 i;

	for (i = 0; i < map->count; i++)
		if (map->regions[i].type == MMCOMM_MEMORY_RUNTIME_CODE ||
		    map->regions[i].type == MMCOMM_MEMORY_RUNTIME_DATA)
			scan_region(scan, &map->regions[i]);
}

static void look_at_status_block(struct record_scan *scan)
{
	const struct mmcomm_physical_access *access = scan->firmware->access;
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
	if (refusal)
		mmcomm_discovery_note(scan->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, scan->status,
				      status_block, "%s", refusal);
	else
		mmcomm_discovery_note(scan->discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_UNSUPPORTED, scan->status,
				      status_block,
				      "%s, for the buffer at 0x%llx; this version sends no message there",
				      names[layouts], scan->buffer.start);
}

static void look_for_status_block(const struct mmcomm_firmware *firmware,
				  struct mmcomm_discovery *discovery,
				  const struct mmcomm_region_table *regions)
{
	struct record_scan scan = {
		.firmware = firmware,
		.discovery = discovery,
	};
	u32 i;

	for (i = 0; i < regions->count; i++) {
		const struct mmcomm_region_entry *entry = &regions->entries[i];

		if (mmcomm_buffer_refusal(firmware, NULL, entry->start, entry->length))
			continue;
		mmcomm_record_search_init(&scan.search, entry, &firmware->runtime_map);
		scan_for_records(&scan);
	}
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
		look_at_status_block(&scan);
	else
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_ABSENT, 0, status_block, "%s",
				      regions->count ? no_record : no_regions);
}

/**
 * mmcomm_discover_tables - look at what firmware publishes
 * @firmware: what is known of the firmware
 * @discovery: verdicts are added here
 * @findings: out: regions
 *
 * Reads memory of the firmware and writes none. May sleep.
 */
void mmcomm_discover_tables(const struct mmcomm_firmware *firmware,
			    struct mmcomm_discovery *discovery,
			    struct mmcomm_findings *findings)
{
	look_at_uefi_tables(firmware, discovery);
	look_at_region_table(firmware, discovery, &findings->regions);
	look_for_status_block(firmware, discovery, &findings->regions);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_discover_tables);
