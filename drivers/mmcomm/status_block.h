/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The status block of a Standalone MM core, and the record that leads to it: as
 * EDK2's MdeModulePkg and Project Mu define them. Pure: knows bytes only.
 */
#ifndef _MMCOMM_STATUS_BLOCK_H
#define _MMCOMM_STATUS_BLOCK_H

#include <linux/bits.h>
#include <linux/types.h>

#include "firmware_memory.h"
#include "region_table.h"

/* Layouts of a status block. */
#define MMCOMM_STATUS_BLOCK_EDK2	BIT(0)	/* MM_COMM_BUFFER_STATUS, 24 bytes */
#define MMCOMM_STATUS_BLOCK_MU		BIT(1)	/* the same packed, 18 bytes */

/** define MMCOMM_STATUS_BLOCK_LEN - bytes of the longer layout */
#define MMCOMM_STATUS_BLOCK_LEN		24

/** define MMCOMM_STATUS_BLOCK_MU_LEN - bytes of the packed layout */
#define MMCOMM_STATUS_BLOCK_MU_LEN	18

/** define MMCOMM_COMM_RECORD_LEN - bytes of MM_COMM_BUFFER */
#define MMCOMM_COMM_RECORD_LEN		24

/**
 * struct mmcomm_record_search - what a record has to name
 * @start: physical address of the communicate buffer
 * @virt: virtual address that firmware was told to use for it, or @start
 * @length: bytes of the communicate buffer
 * @map: the runtime services' memory map
 */
struct mmcomm_record_search {
	u64 start;
	u64 virt;
	u64 length;
	const struct mmcomm_memory_map *map;
};

void mmcomm_record_search_init(struct mmcomm_record_search *search,
			       const struct mmcomm_region_entry *entry,
			       const struct mmcomm_memory_map *map);
u64 mmcomm_record_next(const struct mmcomm_record_search *search,
		       const void *block, u64 length, u64 from);
const char *mmcomm_record_refusal(const struct mmcomm_record_search *search,
				  const void *at, u64 *status);
const char *mmcomm_status_block_refusal(const void *at, u64 buffer_len,
					u32 *layouts);

#endif /* _MMCOMM_STATUS_BLOCK_H */
