// SPDX-License-Identifier: GPL-2.0
/*
 * Handlers that break the protocol, each in one way. They stay inside the
 * communicate buffer: what they corrupt is the message, never the kernel.
 */
#include <linux/stddef.h>

#include "comm_header.h"
#include "compat.h"
#include "sim.h"

/**
 * sim_wrong_recipient - change the GUID in the header
 * @call: the message
 *
 * Return: SUCCESS.
 */
u64 sim_wrong_recipient(struct sim_call *call)
{
	u8 *header = call->header;

	if (call->header_version == MMCOMM_HEADER_V3)
		header += offsetof(struct mmcomm_header_v3, recipient);
	header[0] ^= 0xff;
	return SIM_EFI_SUCCESS;
}

/**
 * sim_wrong_length - change the message length in the header
 * @call: the message
 *
 * Return: SUCCESS.
 */
u64 sim_wrong_length(struct sim_call *call)
{
	void *length = call->message - sizeof(__le64);

	/* Both headers end in it. */
	put_unaligned_le64(call->len + 1, length);
	return SIM_EFI_SUCCESS;
}

/**
 * sim_too_large - return a size that is larger than the buffer
 * @call: the message
 *
 * Return: SUCCESS.
 */
u64 sim_too_large(struct sim_call *call)
{
	call->returned = call->returned - call->len + call->room + 1;
	return SIM_EFI_SUCCESS;
}

/**
 * sim_too_small - return a size that is smaller than the header
 * @call: the message
 *
 * Return: SUCCESS.
 */
u64 sim_too_small(struct sim_call *call)
{
	call->returned = call->returned - call->len - 1;
	return SIM_EFI_SUCCESS;
}

/**
 * sim_past_end - write a byte behind the message
 * @call: the message; nothing is written where it ends with the buffer
 *
 * Return: SUCCESS.
 */
u64 sim_past_end(struct sim_call *call)
{
	u8 *message = call->message;

	if (call->len < call->room)
		message[call->len] = 0xff;
	return SIM_EFI_SUCCESS;
}

/**
 * sim_hang - never come to an end
 * @call: the message
 *
 * Return: nothing that anybody sees.
 */
u64 sim_hang(struct sim_call *call)
{
	call->completion = SIM_NEVER;
	return SIM_EFI_SUCCESS;
}

/**
 * sim_late - come to an end at the next MMI
 * @call: the message
 *
 * Return: SUCCESS.
 */
u64 sim_late(struct sim_call *call)
{
	call->completion = SIM_NEXT_MMI;
	return SIM_EFI_SUCCESS;
}

/**
 * sim_pointer_kept - leave the buffer pointer in the mailbox
 * @call: the message
 *
 * Return: SUCCESS.
 */
u64 sim_pointer_kept(struct sim_call *call)
{
	call->completion = SIM_POINTER_KEPT;
	return SIM_EFI_SUCCESS;
}

/**
 * sim_no_answer - have the core overlook its mailbox
 * @call: the message
 *
 * Return: nothing that anybody sees.
 */
u64 sim_no_answer(struct sim_call *call)
{
	call->completion = SIM_OVERLOOKED;
	return SIM_EFI_SUCCESS;
}
