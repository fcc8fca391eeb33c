// SPDX-License-Identifier: GPL-2.0
/*
 * Answers that stand in the message's place, from an MM that says nothing beside
 * it. The header tells how long the answer is, and a message that comes back as
 * it was sent has been answered by nobody, as far as anybody can tell.
 */
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/string.h>

#include "comm_buffer.h"
#include "comm_header.h"
#include "compat.h"

/* Where two bytes of the message may differ in where they came from. */
static u64 next_boundary(const struct mmcomm_message *message, u64 at, u64 end)
{
	u32 i;

	if (message->request_len > at)
		end = min_t(u64, end, message->request_len);
	for (i = 0; i < message->relocation_count; i++) {
		u64 start = message->relocations[i].payload_offset;

		if (start > at)
			end = min(end, start);
		else if (start + sizeof(__le64) > at)
			end = min(end, start + sizeof(__le64));
	}
	return end;
}

/* The address that was written over a byte of the message last. */
static const struct mmcomm_relocation *
relocation_at(const struct mmcomm_message *message, u64 at)
{
	u32 i = message->relocation_count;

	while (i--) {
		const struct mmcomm_relocation *reloc = &message->relocations[i];

		if (reloc->payload_offset <= at &&
		    at - reloc->payload_offset < sizeof(__le64))
			return reloc;
	}
	return NULL;
}

static bool stretch_untouched(const struct mmcomm_buffer *buffer,
			      const struct mmcomm_message *message, u64 at, u64 end)
{
	const u8 *payload = mmcomm_buffer_message(buffer);
	const struct mmcomm_relocation *reloc = relocation_at(message, at);
	u64 header_len = mmcomm_header_len(buffer->header_version);
	__le64 address;

	if (reloc) {
		address = cpu_to_le64(buffer->address + header_len + reloc->window_offset);
		return !memcmp(payload + at,
			       (u8 *)&address + (at - reloc->payload_offset), end - at);
	}
	if (at < message->request_len)
		return !memcmp(payload + at, message->request + at, end - at);
	return !memchr_inv(payload + at, 0, end - at);
}

/*
 * Compares with what the caller gave, which MM cannot have written. The window
 * behind the message was zero: a handler may answer there alone.
 */
static bool message_untouched(const struct mmcomm_buffer *buffer,
			      const struct mmcomm_message *message)
{
	u64 at, end;

	for (at = 0; at < buffer->window_len; at = end) {
		end = next_boundary(message, at, buffer->window_len);
		if (!stretch_untouched(buffer, message, at, end))
			return false;
	}
	return true;
}

/**
 * mmcomm_buffer_verify_in_place - check what MM left in a message's place
 * @buffer: the buffer, after the MMI
 * @message: the message, as mmcomm_buffer_fill() had it
 * @returned_len: out: size of the answer with its header; 0 where its header
 *	does not name the recipient any more
 *
 * The recipient must be as it was, the length in the header must stay inside the
 * buffer, and the guard behind the window must be zero: MM was told how much it
 * may write, and an answer that is said to be longer has been cut by MM.
 *
 * Return: MMCOMM_REASON_NONE, the first invariant that is broken, or
 * MMCOMM_REASON_NO_HANDLER where none is and nothing at all has changed.
 */
enum mmcomm_reason
mmcomm_buffer_verify_in_place(const struct mmcomm_buffer *buffer,
			      const struct mmcomm_message *message,
			      u64 *returned_len)
{
	u64 answer_len;

	*returned_len = 0;
	if (!mmcomm_header_recipient_is(buffer->virt, buffer->header_version,
					&buffer->recipient))
		return MMCOMM_REASON_RECIPIENT_CHANGED;
	answer_len = mmcomm_header_answer_len(buffer->virt);
	if (check_add_overflow(answer_len,
			       (u64)mmcomm_header_len(buffer->header_version),
			       returned_len))
		*returned_len = U64_MAX;
	if (*returned_len > buffer->length)
		return MMCOMM_REASON_SIZE_ABOVE_BUFFER;
	if (!mmcomm_buffer_guard_intact(buffer, 0))
		return MMCOMM_REASON_GUARD_CHANGED;
	if (answer_len == buffer->message_len && message_untouched(buffer, message))
		return MMCOMM_REASON_NO_HANDLER;
	return MMCOMM_REASON_NONE;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_verify_in_place);
