// SPDX-License-Identifier: GPL-2.0
/*
 * Looks for the memory that a secure partition on Arm shares, by what firmware says
 * of it in the device tree, and makes communicate buffers of it.
 */
#include "compat.h"
#include "discovery_buffer.h"

static const char *refusal(const struct mmcomm_firmware *firmware,
			   const struct mmcomm_ns_buffer *ns)
{
	return ns->refusal ?: mmcomm_ns_buffer_refusal(firmware->access, &ns->range);
}

/**
 * mmcomm_in_ns_buffer - whether firmware says that a secure partition shares memory
 * @firmware: what is known of the firmware
 * @start: physical address
 * @length: bytes
 *
 * Return: true where it says so of all of it, in one place.
 */
bool mmcomm_in_ns_buffer(const struct mmcomm_firmware *firmware, u64 start, u64 length)
{
	u32 i;

	for (i = 0; i < firmware->ns_buffer_count; i++) {
		const struct mmcomm_ns_buffer *ns = &firmware->ns_buffers[i];

		if (!refusal(firmware, ns) && start >= ns->range.start &&
		    start - ns->range.start < ns->range.length &&
		    length <= ns->range.length - (start - ns->range.start))
			return true;
	}
	return false;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_in_ns_buffer);

/* What a secure partition shares is whose call it is, between calls nobody's. */
static void split(struct mmcomm_buffer_search *search, const struct mmcomm_ns_buffer *ns)
{
	const char *place = mmcomm_ns_place_name(ns->place);
	u32 i, count = search->config->buffers;
	u64 length = mmcomm_ns_buffer_split(&ns->range, &count);

	for (i = 0; i < count; i++) {
		u64 start = ns->range.start + i * length;
		const char *reason = mmcomm_retired_refusal(search, start, length);

		if (!reason && !mmcomm_add_buffer(search, MMCOMM_SOURCE_NS_SHARED, start,
						  length))
			reason = "cannot be mapped";
		if (reason)
			mmcomm_note_buffer(search, MMCOMM_VERDICT_REFUSED, start, place,
					   reason);
		else
			mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER,
					      mmcomm_good_verdict(search), start, place,
					      "%llu pages that MM shares",
					      length / MMCOMM_MM_PAGE_SIZE);
	}
}

/* Why shared memory that breaks no rule is not used all the same. */
static const char *why_pass_over(const struct mmcomm_buffer_search *search,
				 const struct mmcomm_range *used,
				 const struct mmcomm_range *range)
{
	const struct mmcomm_mailbox *mailbox = &search->findings->mailbox;

	if (search->config->comm_buffer_count)
		return "comm_buffers= was given";
	if (mailbox->kind && mailbox->kind != MMCOMM_MAILBOX_SPM_MM)
		return "not where the mailbox in use takes messages from";
	if (!used)
		return NULL;
	if (used->start == range->start && used->length == range->length)
		return "the memory that was named before";
	return "not the memory that was named before, and MM shares one buffer alone";
}

/* Returns whether it is used. */
static bool look_at(struct mmcomm_buffer_search *search, const struct mmcomm_range *used,
		    const struct mmcomm_ns_buffer *ns)
{
	const char *refused = refusal(search->firmware, ns);
	const char *reason = refused ?: why_pass_over(search, used, &ns->range);

	if (reason)
		mmcomm_note_buffer(search, refused ? MMCOMM_VERDICT_REFUSED :
						     MMCOMM_VERDICT_SKIPPED,
				   ns->range.start, mmcomm_ns_place_name(ns->place), reason);
	else
		split(search, ns);
	return !reason;
}

/**
 * mmcomm_use_ns_buffers - make buffers of the first memory that is said to be shared
 * @search: the search
 */
void mmcomm_use_ns_buffers(struct mmcomm_buffer_search *search)
{
	const struct mmcomm_firmware *firmware = search->firmware;
	const struct mmcomm_range *used = NULL;
	enum mmcomm_ns_place place;
	u32 i;

	for (place = 0; place < MMCOMM_NS_PLACES; place++) {
		bool there = false;

		for (i = 0; i < firmware->ns_buffer_count; i++) {
			const struct mmcomm_ns_buffer *ns = &firmware->ns_buffers[i];

			if (ns->place != place)
				continue;
			there = true;
			if (look_at(search, used, ns))
				used = &ns->range;
		}
		if (!there)
			mmcomm_note_buffer(search, MMCOMM_VERDICT_ABSENT, 0,
					   mmcomm_ns_place_name(place),
					   "there is no such node");
	}
}

/**
 * mmcomm_note_ns_candidates - list memory that MM may share, and that is not used
 * @search: the search, which has found no buffer
 *
 * EDK2's driver for messages has the memory that MM shares marked so, and is not the
 * only one to mark memory so: which of it is meant takes somebody's word.
 */
void mmcomm_note_ns_candidates(struct mmcomm_buffer_search *search)
{
	const struct mmcomm_memory_map *map = &search->firmware->runtime_map;
	u32 i, listed = 0;

	for (i = 0; i < map->count && listed < MMCOMM_MAX_LISTED; i++) {
		const struct mmcomm_memory_region *region = &map->regions[i];

		if (region->type != MMCOMM_MEMORY_RESERVED ||
		    mmcomm_buffer_refusal(search->firmware, &search->findings->mailboxes,
					  region->start, region->length))
			continue;
		listed++;
		mmcomm_discovery_note(search->discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_SKIPPED, region->start,
				      "EFI memory map",
				      "reserved for runtime drivers; where MM shares it, comm_buffers=0x%llx:0x%llx",
				      region->start, region->length);
	}
}
