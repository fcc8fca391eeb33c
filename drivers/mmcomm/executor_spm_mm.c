// SPDX-License-Identifier: GPL-2.0
/*
 * The executor for a secure partition that EL3's SPM_MM serves.
 *
 * One call does everything: it gives MM the address of the message and comes
 * back when MM is done. MM copies the message into memory of its own and back,
 * and leaves neither mark nor status nor size outside of it.
 */
#include <linux/bits.h>
#include <linux/export.h>
#include <asm/barrier.h>

#include "executor_spm_mm.h"
#include "spm_mm.h"

/* There is nothing to arm: the call names the message. */
static int spm_mm_arm(void *context, struct mmcomm_transfer *transfer)
{
	return 0;
}

static int spm_mm_raise(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_spm_mm_context *spm_mm = context;
	const struct mmcomm_spm_mm_verdict *verdict;

	/* MM must see the message. */
	wmb();
	spm_mm->code = mmcomm_spm_mm_code(spm_mm->smc->call(MMCOMM_SPM_MM_COMMUNICATE,
							    0, transfer->address, 0));
	/* And what it answers is read after that. */
	mb();
	verdict = mmcomm_spm_mm_verdict(spm_mm->code);
	if (!verdict->error)
		return 0;
	transfer->reason = verdict->reason;
	transfer->raw_status = spm_mm->code;
	transfer->mm_status = verdict->mm_status;
	transfer->status_valid = true;
	return verdict->error;
}

static bool spm_mm_done(void *context, struct mmcomm_transfer *transfer)
{
	return true;
}

/*
 * That the call succeeded says nothing of a handler: the status of MM's
 * dispatcher is lost. The length stands in the message.
 */
static void spm_mm_collect(void *context, struct mmcomm_transfer *transfer)
{
	transfer->status_valid = false;
}

/* MM has come back, and nothing of it runs on beside the operating system. */
static enum mmcomm_disarmed spm_mm_disarm(void *context,
					  struct mmcomm_transfer *transfer)
{
	struct mmcomm_spm_mm_context *spm_mm = context;

	return mmcomm_spm_mm_verdict(spm_mm->code)->may_have_run ?
	       MMCOMM_DISARMED_FINISHED : MMCOMM_DISARMED_NOT_TAKEN;
}

const struct mmcomm_executor_ops mmcomm_executor_spm_mm = {
	.name = "spm_mm",
	.owner = THIS_MODULE,
	.header_versions = BIT(MMCOMM_HEADER_V1),
	.header_room = MMCOMM_SPM_MM_HEADER_LEN,
	.answers_in_place = true,
	.arm = spm_mm_arm,
	.raise = spm_mm_raise,
	.done = spm_mm_done,
	.collect = spm_mm_collect,
	.disarm = spm_mm_disarm,
};
EXPORT_SYMBOL_GPL(mmcomm_executor_spm_mm);
