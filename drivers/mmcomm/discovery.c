// SPDX-License-Identifier: GPL-2.0
/*
 * Looks for memory that messages may live in. Each place is tried in order, the
 * first whole answer wins, and every verdict is kept.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat.h"
#include "discovery_buffer.h"

/* What EDK2 fills memory with that it freed or never handed out. */
#define FREE_FILL	0xaf

/**
 * mmcomm_discovery_note - keep a verdict
 * @discovery: the list
 * @subject: what was looked for
 * @verdict: what came of it
 * @address: physical address of the candidate, or 0
 * @place: name of the place
 * @reason: printf format of one sentence
 *
 * Return: the verdict, NULL where there is no room for it.
 */
struct mmcomm_discovery_entry *
mmcomm_discovery_note(struct mmcomm_discovery *discovery,
		      enum mmcomm_discovery_subject subject,
		      enum mmcomm_discovery_verdict verdict, u64 address,
		      const char *place, const char *reason, ...)
{
	struct mmcomm_discovery_entry *entry;
	va_list args;

	if (discovery->count == MMCOMM_MAX_PLACES)
		return NULL;
	entry = &discovery->places[discovery->count++];
	memset(entry, 0, sizeof(*entry));
	entry->subject = subject;
	entry->verdict = verdict;
	entry->address = address;
	strscpy(entry->place, place, sizeof(entry->place));
	va_start(args, reason);
	vsnprintf(entry->reason, sizeof(entry->reason), reason, args);
	va_end(args);
	return entry;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_discovery_note);

/**
 * mmcomm_memory_refusal - why memory cannot be the firmware's while Linux runs
 * @firmware: what is known of the firmware
 * @start: physical address
 * @length: bytes
 *
 * Return: NULL where it can, otherwise one sentence without a subject.
 */
const char *mmcomm_memory_refusal(const struct mmcomm_firmware *firmware,
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
EXPORT_SYMBOL_IF_KUNIT(mmcomm_memory_refusal);

/**
 * mmcomm_note_buffer - keep a verdict on memory
 * @search: the search
 * @verdict: what came of it
 * @address: physical address, or 0
 * @place: name of the place
 * @reason: one sentence
 */
void mmcomm_note_buffer(struct mmcomm_buffer_search *search,
			enum mmcomm_discovery_verdict verdict, u64 address,
			const char *place, const char *reason)
{
	mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER, verdict,
			      address, place, "%s", reason);
}

/**
 * mmcomm_buffer_refusal - why a message may not live somewhere
 * @firmware: what is known of the firmware
 * @mailboxes: where mailboxes lie, NULL where none is known
 * @start: physical address
 * @length: bytes
 *
 * Return: NULL where it may, otherwise one sentence that names the rule.
 */
const char *mmcomm_buffer_refusal(const struct mmcomm_firmware *firmware,
				  const struct mmcomm_mailboxes *mailboxes,
				  u64 start, u64 length)
{
	struct mmcomm_placement placement = {
		.map = mmcomm_firmware_map(firmware),
		.access = firmware->access,
	};

	if (mailboxes) {
		placement.mmram = mailboxes->mmram;
		placement.mailboxes = mailboxes->ranges;
		placement.mailbox_count = mailboxes->range_count;
	}
	return mmcomm_placement_refusal(&placement, start, length);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_refusal);

/**
 * mmcomm_add_buffer - make memory one of the communicate buffers
 * @search: the search
 * @source: where it came from
 * @start: physical address
 * @length: bytes
 *
 * Return: the buffer, NULL where it cannot be mapped or there are too many.
 */
struct mmcomm_buffer *mmcomm_add_buffer(struct mmcomm_buffer_search *search,
					enum mmcomm_buffer_source source,
					u64 start, u64 length)
{
	const struct mmcomm_firmware *firmware = search->firmware;
	struct mmcomm_findings *findings = search->findings;
	struct mmcomm_buffer *buffer;

	if (findings->buffer_count == MMCOMM_MAX_BUFFERS)
		return NULL;
	buffer = &findings->buffers[findings->buffer_count];
	if (mmcomm_buffer_map(buffer, findings->buffer_count, source, firmware->access,
			      &findings->regions, start, length))
		return NULL;
	buffer->shared = findings->mailbox.kind == MMCOMM_MAILBOX_SPM_MM;
	findings->buffer_count++;
	return buffer;
}

/* The rules for every machine, and what this one's firmware says besides. */
static const char *refusal_here(const struct mmcomm_buffer_search *search, u64 start,
				u64 length)
{
	const struct mmcomm_firmware *firmware = search->firmware;
	const struct mmcomm_findings *findings = search->findings;
	const struct mmcomm_mailbox *mailbox = &findings->mailbox;
	const char *refusal;

	if (mailbox->kind == MMCOMM_MAILBOX_SPM_MM) {
		if (mmcomm_in_ns_buffer(firmware, start, length))
			return NULL;
		if (firmware->refusal)
			return "is no memory that the firmware says MM shares";
	}
	refusal = mmcomm_buffer_refusal(firmware, &findings->mailboxes, start, length);
	if (refusal)
		return refusal;
	if (mailbox->kind == MMCOMM_MAILBOX_STATUS_BLOCK &&
	    (start != mailbox->buffer.start || length > mailbox->buffer.length))
		return "is not the buffer that the Standalone MM core takes messages from";
	return mmcomm_region_table_refusal(&findings->regions, findings->fixed_buffers,
					   start, length);
}

/**
 * mmcomm_good_verdict - what to say of memory that breaks no rule
 * @search: the search
 *
 * Return: the verdict: without a mailbox nothing can use a buffer.
 */
enum mmcomm_discovery_verdict
mmcomm_good_verdict(const struct mmcomm_buffer_search *search)
{
	return search->findings->mailbox.kind ? MMCOMM_VERDICT_USED : MMCOMM_VERDICT_USABLE;
}

static const char buffer_parameter[] = "parameter comm_buffers=";
static const char region_table[] = "communication region table";
static const char borrowed_pages[] = "unused runtime-data pages";

/**
 * mmcomm_retired_refusal - whether memory was a buffer before and must not be one
 * @search: the search
 * @start: physical address
 * @length: bytes
 *
 * Return: NULL where it may, otherwise one sentence without a subject.
 */
const char *mmcomm_retired_refusal(const struct mmcomm_buffer_search *search, u64 start,
				   u64 length)
{
	u32 i;

	for (i = 0; i < search->retired_count; i++)
		if (mmcomm_ranges_overlap(start, length, search->retired[i].start,
					  search->retired[i].length))
			return "was a communicate buffer before and is not free";
	return NULL;
}

/* What the administrator vouches for, and what not. */
static const char *parameter_word(const struct mmcomm_buffer_search *search,
				  const struct mmcomm_range *range)
{
	if (search->findings->mailbox.kind != MMCOMM_MAILBOX_SPM_MM)
		return "in the firmware's memory; nobody else's, by your word";
	if (mmcomm_in_ns_buffer(search->firmware, range->start, range->length))
		return "in memory that MM shares";
	return "in the firmware's memory; shared by MM, by your word";
}

static void use_buffer_parameters(struct mmcomm_buffer_search *search)
{
	const struct mmcomm_config *config = search->config;
	u32 i;

	for (i = 0; i < config->comm_buffer_count; i++) {
		const struct mmcomm_range *range = &config->comm_buffers[i];
		const char *refusal = refusal_here(search, range->start, range->length) ?:
				      mmcomm_retired_refusal(search, range->start,
							     range->length);

		if (!refusal && !mmcomm_add_buffer(search, MMCOMM_SOURCE_PARAMETER,
						   range->start, range->length))
			refusal = "cannot be mapped";
		if (refusal)
			search->findings->parameter_refused = true;
		mmcomm_note_buffer(search, refusal ? MMCOMM_VERDICT_REFUSED :
						     mmcomm_good_verdict(search),
				   range->start, buffer_parameter,
				   refusal ?: parameter_word(search, range));
	}
}

/* What becomes of the region table's entries. */
struct entry_counts {
	u32 free;
	u32 in_use;
	u32 refused;
	u32 passed_over;
	u32 taken;
};

/* Why an entry that breaks no rule is not a buffer all the same. */
static const char *why_pass_over(const struct mmcomm_buffer_search *search,
				 const struct mmcomm_region_entry *entry)
{
	const struct mmcomm_findings *findings = search->findings;
	const struct mmcomm_mailbox *mailbox = &findings->mailbox;
	const char *refusal;

	if (search->config->comm_buffer_count)
		return "comm_buffers= was given";
	if (findings->buffer_count &&
	    findings->buffers[0].source == MMCOMM_SOURCE_NS_SHARED)
		return "not the memory that MM shares";
	if (mailbox->kind == MMCOMM_MAILBOX_STATUS_BLOCK &&
	    entry->start != mailbox->buffer.start)
		return "not the buffer that the Standalone MM core takes messages from";
	refusal = mmcomm_retired_refusal(search, entry->start, entry->length);
	if (refusal)
		return refusal;
	if (findings->buffer_count == MMCOMM_MAX_BUFFERS)
		return "there are 16 buffers already";
	return NULL;
}

static const char *plural(u64 number)
{
	return number == 1 ? "" : "s";
}

static void take_entry(struct mmcomm_buffer_search *search,
		       const struct mmcomm_region_entry *entry,
		       struct entry_counts *counts)
{
	enum mmcomm_buffer_source source = MMCOMM_SOURCE_REGION_TABLE;
	u64 pages = entry->length / MMCOMM_MM_PAGE_SIZE;

	if (search->findings->mailbox.kind == MMCOMM_MAILBOX_STATUS_BLOCK)
		source = MMCOMM_SOURCE_STATUS_BLOCK;
	if (!mmcomm_add_buffer(search, source, entry->start, entry->length)) {
		search->findings->incomplete = true;
		mmcomm_note_buffer(search, MMCOMM_VERDICT_REFUSED, entry->start,
				   region_table, "an entry cannot be mapped");
		return;
	}
	counts->taken++;
	if (entry->type == MMCOMM_REGION_FREE)
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER,
				      mmcomm_good_verdict(search), entry->start,
				      region_table,
				      "an entry of %llu page%s, to claim for each call",
				      pages, plural(pages));
	else
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_SKIPPED, entry->start, region_table,
				      "an entry of %llu page%s, occupied by somebody else (type %u), left alone",
				      pages, plural(pages), entry->type);
}

static void look_at_entry(struct mmcomm_buffer_search *search,
			  const struct mmcomm_region_entry *entry,
			  struct entry_counts *counts)
{
	const char *reason = mmcomm_buffer_refusal(search->firmware,
						   &search->findings->mailboxes,
						   entry->start, entry->length);

	if (reason) {
		if (counts->refused++ < MMCOMM_MAX_LISTED)
			mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER,
					      MMCOMM_VERDICT_REFUSED, entry->start,
					      region_table, "an entry %s", reason);
		return;
	}
	if (entry->type == MMCOMM_REGION_FREE)
		counts->free++;
	else
		counts->in_use++;
	reason = why_pass_over(search, entry);
	if (!reason)
		take_entry(search, entry, counts);
	else if (counts->passed_over++ < MMCOMM_MAX_LISTED)
		mmcomm_note_buffer(search, MMCOMM_VERDICT_SKIPPED, entry->start,
				   region_table, reason);
}

/* Returns whether firmware offers memory, whoever uses it at the moment. */
static bool use_regions(struct mmcomm_buffer_search *search)
{
	const struct mmcomm_region_table *regions = &search->findings->regions;
	enum mmcomm_discovery_verdict verdict = MMCOMM_VERDICT_USABLE;
	struct entry_counts counts = {};
	u32 i;

	if (!regions->count)
		return false;
	for (i = 0; i < regions->count; i++)
		look_at_entry(search, &regions->entries[i], &counts);
	if (counts.refused == regions->count)
		verdict = MMCOMM_VERDICT_REFUSED;
	else if (counts.taken)
		verdict = mmcomm_good_verdict(search);
	mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER, verdict,
			      regions->address, region_table,
			      "%u free, %u in use, %u refused", counts.free,
			      counts.in_use, counts.refused);
	return counts.refused < regions->count;
}

/* The longest run of free pages met so far. */
struct free_run {
	u64 start;
	u64 pages;
};

static bool near_known(const struct mmcomm_firmware *firmware, u64 page)
{
	u64 from = page - min_t(u64, page, MMCOMM_MM_PAGE_SIZE);
	u32 i;

	for (i = 0; i < firmware->known_count; i++)
		if (firmware->known[i] - from < 3 * MMCOMM_MM_PAGE_SIZE)
			return true;
	return false;
}

static void longest_run(const struct mmcomm_buffer_search *search,
			const struct mmcomm_memory_region *region,
			struct free_run *best)
{
	const struct mmcomm_region_table *regions = &search->findings->regions;
	const struct mmcomm_firmware *firmware = search->firmware;
	u64 offset, run = 0;
	void *virt;

	virt = firmware->access->map(region->start, region->length);
	if (!virt)
		return;
	for (offset = 0; offset < region->length; offset += MMCOMM_MM_PAGE_SIZE) {
		u64 page = region->start + offset;

		if (!(offset % MMCOMM_RESCHEDULE_LEN))
			cond_resched();
		if (memchr_inv(virt + offset, FREE_FILL, MMCOMM_MM_PAGE_SIZE) ||
		    near_known(firmware, page) ||
		    mmcomm_region_table_overlaps(regions, page, MMCOMM_MM_PAGE_SIZE) ||
		    mmcomm_retired_refusal(search, page, MMCOMM_MM_PAGE_SIZE)) {
			run = 0;
			continue;
		}
		if (++run > best->pages) {
			best->pages = run;
			best->start = page - (run - 1) * MMCOMM_MM_PAGE_SIZE;
		}
	}
	firmware->access->unmap(virt);
}

static const char *borrow_refusal(const struct mmcomm_buffer_search *search)
{
	const struct mmcomm_firmware *firmware = search->firmware;
	const struct mmcomm_findings *findings = search->findings;

	if (findings->mailbox.kind == MMCOMM_MAILBOX_SPM_MM)
		return "MM takes messages from memory that it shares alone";
	if (findings->incomplete)
		return "the communication region table cannot be mapped, and is looked for again";
	if (findings->fixed_buffers && firmware->region_table)
		return "WSMT says that MM takes messages from fixed memory alone";
	if (!firmware->is_qemu && !search->config->allow_borrow)
		return "borrowed by default on QEMU alone; read about allow_borrow=1";
	if (firmware->known_count == MMCOMM_MAX_KNOWN)
		return "too many tables to keep clear of what firmware owns";
	return NULL;
}

static void borrow_pages(struct mmcomm_buffer_search *search)
{
	const struct mmcomm_memory_map *map = &search->firmware->runtime_map;
	const char *refusal = borrow_refusal(search);
	u32 wanted = search->config->buffers;
	struct free_run best = {};
	u64 start, length;
	u32 i;

	if (refusal) {
		mmcomm_note_buffer(search, MMCOMM_VERDICT_SKIPPED, 0, borrowed_pages,
				   refusal);
		return;
	}
	for (i = 0; i < map->count; i++) {
		const struct mmcomm_memory_region *region = &map->regions[i];

		if (region->type == MMCOMM_MEMORY_RUNTIME_DATA &&
		    region->attribute & MMCOMM_MEMORY_WB)
			longest_run(search, region, &best);
	}
	/* The pages next to what is in use are left alone. */
	if (best.pages < 2 + wanted) {
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_ABSENT, best.start,
				      borrowed_pages,
				      "longest free run has %llu pages, %u are needed",
				      best.pages, 2 + wanted);
		return;
	}
	start = best.start + MMCOMM_MM_PAGE_SIZE;
	length = min_t(u64, MMCOMM_MAX_BUFFER_LEN,
		       (best.pages - 2) / wanted * MMCOMM_MM_PAGE_SIZE);

	for (i = 0; i < wanted; i++, start += length) {
		struct mmcomm_buffer *buffer = NULL;

		refusal = refusal_here(search, start, length);
		if (!refusal) {
			buffer = mmcomm_add_buffer(search, MMCOMM_SOURCE_BORROWED, start,
						   length);
			refusal = buffer ? NULL : "cannot be mapped";
		}
		if (refusal) {
			mmcomm_note_buffer(search, MMCOMM_VERDICT_REFUSED, start,
					   borrowed_pages, refusal);
			continue;
		}
		buffer->borrowed = true;
		buffer->fill = FREE_FILL;
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER,
				      mmcomm_good_verdict(search), start, borrowed_pages,
				      "%llu page%s filled with 0x%02x, to borrow for each call",
				      length / MMCOMM_MM_PAGE_SIZE,
				      plural(length / MMCOMM_MM_PAGE_SIZE), FREE_FILL);
	}
}

/**
 * mmcomm_discover_buffers - look for memory that messages may live in
 * @config: the module parameters
 * @firmware: what is known of the firmware
 * @retired: memory that was a buffer before and must not become one again
 * @retired_count: entries of @retired
 * @discovery: verdicts are added here
 * @findings: in: smc, mailbox, regions and fixed_buffers; out: buffers, which the
 *	caller unmaps
 *
 * Reads memory of the firmware and writes none. May sleep.
 */
void mmcomm_discover_buffers(const struct mmcomm_config *config,
			     const struct mmcomm_firmware *firmware,
			     const struct mmcomm_range *retired, u32 retired_count,
			     struct mmcomm_discovery *discovery,
			     struct mmcomm_findings *findings)
{
	struct mmcomm_buffer_search search = {
		.config = config,
		.firmware = firmware,
		.retired = retired,
		.retired_count = retired_count,
		.discovery = discovery,
		.findings = findings,
	};
	bool offered;

	if (config->comm_buffer_count)
		use_buffer_parameters(&search);
	if (mmcomm_smc_exists(findings->smc))
		mmcomm_use_ns_buffers(&search);
	if (firmware->refusal)
		return;
	offered = use_regions(&search);
	if (config->comm_buffer_count)
		mmcomm_note_buffer(&search, MMCOMM_VERDICT_SKIPPED, 0, borrowed_pages,
				   "comm_buffers= was given");
	else if (offered)
		mmcomm_note_buffer(&search, MMCOMM_VERDICT_SKIPPED, 0, borrowed_pages,
				   "the communication region table offers memory");
	else
		borrow_pages(&search);
	if (findings->mailbox.kind == MMCOMM_MAILBOX_SPM_MM && !findings->buffer_count)
		mmcomm_note_ns_candidates(&search);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_discover_buffers);
