// SPDX-License-Identifier: GPL-2.0
/*
 * Recognises the status block of a Standalone MM core.
 *
 * The firmware's driver for messages keeps a record of three words: where the
 * communicate buffer is, its pages, and where the status block is. Nothing says
 * where the record is; the region table tells the first two words, and
 * SetVirtualAddressMap() may have turned both addresses into virtual ones.
 */
#include <linux/align.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/mmcomm.h>
#include <linux/string.h>

#include "compat.h"
#include "status_block.h"

/* MM_COMM_BUFFER */
struct raw_record {
	__le64 start;
	__le64 pages;
	__le64 status;
};

static_assert(sizeof(struct raw_record) == MMCOMM_COMM_RECORD_LEN);

struct edk2_block {
	u8 valid;
	u8 reserved[7];
	__le64 status;
	__le64 size;
};

static_assert(sizeof(struct edk2_block) == MMCOMM_STATUS_BLOCK_LEN);

struct mu_block {
	u8 valid;
	u8 to_supervisor;
	__le64 status;
	__le64 size;
} __packed;

static_assert(sizeof(struct mu_block) == MMCOMM_STATUS_BLOCK_MU_LEN);

/* The bits of an EFI_STATUS that tell errors, and those of an OEM, apart. */
#define STATUS_CLASS	(BIT_ULL(63) | BIT_ULL(62))

/* Statuses are numbered from 0 within their class. */
#define MAX_STATUS	0xff

/* An answer has a communicate header. */
#define MIN_SIZE	24

/**
 * mmcomm_record_search_init - prepare to look for the record of a buffer
 * @search: out
 * @entry: entry of the region table that is the buffer
 * @map: the runtime services' memory map; has to stay
 */
void mmcomm_record_search_init(struct mmcomm_record_search *search,
			       const struct mmcomm_region_entry *entry,
			       const struct mmcomm_memory_map *map)
{
	const struct mmcomm_memory_region *region =
		mmcomm_memory_region_of(map, entry->start, entry->length);

	*search = (struct mmcomm_record_search) {
		.start = entry->start,
		.virt = entry->start,
		.length = entry->length,
		.map = map,
	};
	if (region && region->virt)
		search->virt = region->virt + (entry->start - region->start);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_record_search_init);

/**
 * mmcomm_record_next - the next place where a record could stand
 * @search: what it has to name
 * @block: a block of runtime memory, 8-byte aligned
 * @length: bytes that may be read at @block
 * @from: offset to begin at, a multiple of 8
 *
 * Return: offset of the buffer's address with its number of pages behind it and
 * room for a whole record; @length where there is no further one.
 */
u64 mmcomm_record_next(const struct mmcomm_record_search *search,
		       const void *block, u64 length, u64 from)
{
	__le64 pages = cpu_to_le64(search->length / MMCOMM_MM_PAGE_SIZE);
	__le64 start = cpu_to_le64(search->start);
	__le64 virt = cpu_to_le64(search->virt);
	const struct raw_record *record;
	__le64 word;

	for (; from < length && length - from >= sizeof(*record); from += sizeof(u64)) {
		record = block + from;
		word = READ_ONCE(record->start);
		if ((word == start || word == virt) && READ_ONCE(record->pages) == pages)
			return from;
	}
	return length;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_record_next);

/**
 * mmcomm_record_refusal - why a place with the buffer's address is no record
 * @search: what it has to name
 * @at: MMCOMM_COMM_RECORD_LEN readable bytes
 * @status: out: physical address of the status block, whose
 *	MMCOMM_STATUS_BLOCK_LEN bytes lie in one region of runtime data, where
 *	the place is not refused
 *
 * Return: NULL for a record, otherwise one sentence.
 */
const char *mmcomm_record_refusal(const struct mmcomm_record_search *search,
				  const void *at, u64 *status)
{
	const struct mmcomm_memory_region *region;
	struct raw_record raw;
	u64 start, physical;

	memcpy(&raw, at, sizeof(raw));
	start = le64_to_cpu(raw.start);
	if (start != search->start && start != search->virt)
		return "does not name the buffer";
	if (le64_to_cpu(raw.pages) != search->length / MMCOMM_MM_PAGE_SIZE)
		return "does not name the buffer's pages";
	if (!mmcomm_memory_to_physical(search->map, le64_to_cpu(raw.status), &physical))
		return "the status block is not in runtime memory";
	region = mmcomm_memory_region_of(search->map, physical, MMCOMM_STATUS_BLOCK_LEN);
	if (!region || region->type != MMCOMM_MEMORY_RUNTIME_DATA)
		return "the status block does not lie inside one region of runtime data";
	if (!IS_ALIGNED(physical, sizeof(u64)))
		return "the status block is not 8-byte aligned";
	if (mmcomm_ranges_overlap(physical, MMCOMM_STATUS_BLOCK_LEN, search->start,
				  search->length))
		return "the status block lies in the buffer";
	*status = physical;
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_record_refusal);

static bool plausible(u8 valid, u64 status, u64 size, u64 buffer_len)
{
	return valid <= 1 && (status & ~STATUS_CLASS) <= MAX_STATUS &&
	       (!size || (size >= MIN_SIZE && size <= buffer_len));
}

/**
 * mmcomm_status_block_refusal - which layouts a status block can have
 * @at: MMCOMM_STATUS_BLOCK_LEN readable bytes
 * @buffer_len: bytes of the communicate buffer
 * @layouts: out: MMCOMM_STATUS_BLOCK_*; both where the bytes fit either, as
 *	they do before the first answer: its size tells the layouts apart
 *
 * Return: NULL, or one sentence where it is no status block.
 */
const char *mmcomm_status_block_refusal(const void *at, u64 buffer_len,
					u32 *layouts)
{
	struct edk2_block edk2;
	struct mu_block mu;

	memcpy(&edk2, at, sizeof(edk2));
	memcpy(&mu, at, sizeof(mu));
	*layouts = 0;
	if (plausible(edk2.valid, le64_to_cpu(edk2.status), le64_to_cpu(edk2.size),
		      buffer_len))
		*layouts |= MMCOMM_STATUS_BLOCK_EDK2;
	if (mu.to_supervisor <= 1 &&
	    plausible(mu.valid, le64_to_cpu(mu.status), le64_to_cpu(mu.size), buffer_len))
		*layouts |= MMCOMM_STATUS_BLOCK_MU;
	return *layouts ? NULL : "the status block has neither EDK2's layout nor Project Mu's";
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_status_block_refusal);
