/* SPDX-License-Identifier: GPL-2.0 */
/*
 * libmmcomm: small things that its files share.
 */
#ifndef LIBMMCOMM_INTERNAL_H
#define LIBMMCOMM_INTERNAL_H

#include "libmmcomm.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/**
 * tally_add - count a message that was handed to the kernel
 * @tally: the count
 * @message: as it came back
 */
static inline void tally_add(struct mmcomm_tally *tally,
			     const struct mmcomm_communicate *message)
{
	if (message->progress == MMCOMM_PROGRESS_NOT_SENT)
		return;
	tally->calls++;
	tally->stopped_ns += message->stopped_ns;
	if (!(message->result_flags & MMCOMM_RESULT_MMI_COUNTED))
		return;
	tally->measured++;
	tally->mmis += message->mmi_count;
	if (!message->mmi_count)
		tally->unproven++;
}

/**
 * bad_answer - say what is wrong with an answer
 * @outcome: of the call
 * @detail: a constant string
 *
 * Return: MMCOMM_BAD_ANSWER.
 */
static inline int bad_answer(struct mmcomm_outcome *outcome, const char *detail)
{
	outcome->detail = detail;
	return MMCOMM_BAD_ANSWER;
}

#endif
