// SPDX-License-Identifier: GPL-2.0
/*
 * Executor for the traditional SMM mailbox, and how one is recognised.
 *
 * The MM core looks at the mailbox on every MMI, whoever raised it: an armed
 * pointer that is left behind would be eaten by the next unrelated one. When it
 * is done with a message it clears the pointer, then writes the status, and
 * clears in_mm last, after every asynchronous handler has run.
 */
#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <asm/barrier.h>

#include "compat.h"
#include "executor_smmc.h"

/* Ranges of MMRAM that a machine has at most. */
#define MAX_MMRAM_RANGES	64

/* The largest image that an MM core could be. */
#define MAX_CORE_IMAGE		0x10000000ULL

/* No EFI_STATUS: the MM core writes SUCCESS, NOT_FOUND or ACCESS_DENIED. */
#define STATUS_SENTINEL		0x6d6d636f6d6d3f3fULL

static bool inside_core(const struct mmcomm_smmc *candidate, __le64 address)
{
	return le64_to_cpu(address) - le64_to_cpu(candidate->core_image_base) <
	       le64_to_cpu(candidate->core_image_size);
}

static bool core_image_plausible(const struct mmcomm_smmc *candidate,
				 const struct mmcomm_firmware *firmware)
{
	u64 base = le64_to_cpu(candidate->core_image_base);
	u64 size = le64_to_cpu(candidate->core_image_size);

	return base && !(base % MMCOMM_MM_PAGE_SIZE) && size &&
	       size <= MAX_CORE_IMAGE && base + size > base &&
	       !firmware->access->is_system_ram(base, size) &&
	       !mmcomm_memory_region_of(&firmware->runtime_map, base, 1);
}

/**
 * mmcomm_smmc_refusal - why a place with the signature is not a mailbox
 * @candidate: a copy of what stands there
 * @firmware: what is known of the firmware
 *
 * A signature alone means nothing: the same four bytes stand in the code that
 * compares them. Each neighbour must hold what the MM core leaves in it.
 *
 * Return: NULL for a mailbox, otherwise one sentence.
 */
const char *mmcomm_smmc_refusal(const struct mmcomm_smmc *candidate,
				const struct mmcomm_firmware *firmware)
{
	u64 ranges = le64_to_cpu(candidate->mmram_range_count);

	if (le64_to_cpu(candidate->signature) != MMCOMM_SMMC_SIGNATURE)
		return "no signature";
	if (!candidate->ipl_image_handle)
		return "a lone signature: no image handle";
	if (!ranges || ranges > MAX_MMRAM_RANGES || !candidate->mmram_ranges)
		return "a lone signature: no plausible list of MMRAM ranges";
	if (candidate->entry_point_registered > 1 || candidate->in_mm > 1)
		return "a lone signature: flags that are neither 0 nor 1";
	if (!core_image_plausible(candidate, firmware))
		return "the MM core's image is not where MMRAM could be";
	if (!inside_core(candidate, candidate->entry_point) ||
	    !inside_core(candidate, candidate->core_entry_point))
		return "the entry point is outside the MM core's image";
	if (!inside_core(candidate, candidate->mmst))
		return "the MM system table is outside the MM core's image";
	if (!candidate->entry_point_registered)
		return "the MM core never registered its entry point";
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_smmc_refusal);

/**
 * mmcomm_smmc_mmram - the memory that MM's core lies in
 * @mailbox: a recognised mailbox
 * @map: the firmware's memory map
 * @mmram: out: the map's region around the core, or the core's image where the
 *	map does not list MMRAM
 */
void mmcomm_smmc_mmram(const struct mmcomm_smmc *mailbox,
		       const struct mmcomm_memory_map *map,
		       struct mmcomm_range *mmram)
{
	u64 base = le64_to_cpu(mailbox->core_image_base);
	const struct mmcomm_memory_region *region =
		mmcomm_memory_region_of(map, base, 1);

	if (region) {
		mmram->start = region->start;
		mmram->length = region->length;
	} else {
		mmram->start = base;
		mmram->length = le64_to_cpu(mailbox->core_image_size);
	}
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_smmc_mmram);

static int smmc_arm(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_smmc_context *smmc = context;
	struct mmcomm_smmc *mailbox = smmc->mailbox;

	if (READ_ONCE(mailbox->communication_buffer) || READ_ONCE(mailbox->in_mm))
		return -EBUSY;
	smmc->old_status = READ_ONCE(mailbox->return_status);
	smmc->old_size = READ_ONCE(mailbox->buffer_size);
	WRITE_ONCE(mailbox->return_status, cpu_to_le64(STATUS_SENTINEL));
	WRITE_ONCE(mailbox->buffer_size, cpu_to_le64(transfer->total_len));
	/* The pointer arms the mailbox: everything else must be there before. */
	wmb();
	WRITE_ONCE(mailbox->communication_buffer, cpu_to_le64(transfer->address));
	/* The MMI must see it. */
	wmb();
	return 0;
}

static bool smmc_done(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_smmc_context *smmc = context;
	struct mmcomm_smmc *mailbox = smmc->mailbox;

	return !READ_ONCE(mailbox->communication_buffer) &&
	       READ_ONCE(mailbox->return_status) != cpu_to_le64(STATUS_SENTINEL) &&
	       !READ_ONCE(mailbox->in_mm);
}

static void smmc_collect(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_smmc_context *smmc = context;
	struct mmcomm_smmc *mailbox = smmc->mailbox;

	/* in_mm was cleared last: nothing below may be read before it was. */
	rmb();
	transfer->raw_status = le64_to_cpu(READ_ONCE(mailbox->return_status));
	transfer->mm_status = transfer->raw_status;
	transfer->returned_len = le64_to_cpu(READ_ONCE(mailbox->buffer_size));
	transfer->status_valid = true;
}

/*
 * An MMI cannot split the exchange: either it saw the pointer or we took it. A
 * core that left another mark was here all the same.
 */
static enum mmcomm_disarmed smmc_disarm(void *context,
					struct mmcomm_transfer *transfer)
{
	struct mmcomm_smmc_context *smmc = context;
	struct mmcomm_smmc *mailbox = smmc->mailbox;
	__le64 ours = cpu_to_le64(transfer->address);

	if (cmpxchg(&mailbox->communication_buffer, ours, 0) != ours ||
	    READ_ONCE(mailbox->return_status) != cpu_to_le64(STATUS_SENTINEL) ||
	    READ_ONCE(mailbox->in_mm))
		return MMCOMM_DISARMED_TAKEN;
	WRITE_ONCE(mailbox->return_status, smmc->old_status);
	WRITE_ONCE(mailbox->buffer_size, smmc->old_size);
	return MMCOMM_DISARMED_NOT_TAKEN;
}

const struct mmcomm_executor_ops mmcomm_executor_smmc = {
	.name = "smmc",
	.owner = THIS_MODULE,
	.header_versions = BIT(MMCOMM_HEADER_V1),
	.arm = smmc_arm,
	.done = smmc_done,
	.collect = smmc_collect,
	.disarm = smmc_disarm,
};
EXPORT_SYMBOL_GPL(mmcomm_executor_smmc);
