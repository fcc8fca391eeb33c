/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the places that memory for messages is looked for in have in common.
 */
#ifndef _MMCOMM_DISCOVERY_BUFFER_H
#define _MMCOMM_DISCOVERY_BUFFER_H

#include "discovery.h"

/** define MMCOMM_MAX_LISTED - entries or regions listed one by one that are no buffer */
#define MMCOMM_MAX_LISTED	4

/**
 * struct mmcomm_buffer_search - a search for memory that messages may live in
 * @config: the module parameters
 * @firmware: what is known of the firmware
 * @retired: memory that was a buffer before and must not become one again
 * @retired_count: entries of @retired
 * @discovery: verdicts are added here
 * @findings: in: smc, mailbox, regions and fixed_buffers; out: buffers
 */
struct mmcomm_buffer_search {
	const struct mmcomm_config *config;
	const struct mmcomm_firmware *firmware;
	const struct mmcomm_range *retired;
	u32 retired_count;
	struct mmcomm_discovery *discovery;
	struct mmcomm_findings *findings;
};

/* discovery.c */
void mmcomm_note_buffer(struct mmcomm_buffer_search *search,
			enum mmcomm_discovery_verdict verdict, u64 address,
			const char *place, const char *reason);
struct mmcomm_buffer *mmcomm_add_buffer(struct mmcomm_buffer_search *search,
					enum mmcomm_buffer_source source,
					u64 start, u64 length);
enum mmcomm_discovery_verdict
mmcomm_good_verdict(const struct mmcomm_buffer_search *search);
const char *mmcomm_retired_refusal(const struct mmcomm_buffer_search *search, u64 start,
				   u64 length);

/* discovery_ns_buffer.c */
void mmcomm_use_ns_buffers(struct mmcomm_buffer_search *search);
void mmcomm_note_ns_candidates(struct mmcomm_buffer_search *search);

#endif /* _MMCOMM_DISCOVERY_BUFFER_H */
