// SPDX-License-Identifier: GPL-2.0
/*
 * Communicate buffers and their invariants.
 *
 * A buffer belongs to the driver alone, and is then zero wherever no message
 * stands; or its pages are borrowed from the firmware and hold one fill byte
 * between calls; or it is an entry of the region table, claimed for the call, or
 * what a secure partition shares, and holds anything. In each case the part that
 * a message needs (header, window and a guard behind it) is prepared before the
 * MMI and put back after it, so that the cost of a call follows the message and
 * not the buffer.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/string.h>

#include "comm_buffer.h"
#include "comm_header.h"
#include "compat.h"

/**
 * mmcomm_buffer_check_shape - whether an address range can be a buffer at all
 * @address: physical address
 * @length: bytes
 *
 * Return: 0, -EINVAL where the range is not made of whole 4 KiB pages, is empty
 * or starts at page 0, -EOVERFLOW where it wraps around, -EFBIG where it is
 * longer than MMCOMM_MAX_BUFFER_LEN.
 */
int mmcomm_buffer_check_shape(u64 address, u64 length)
{
	u64 end;

	if (!address || !length)
		return -EINVAL;
	if (!IS_ALIGNED(address, MMCOMM_MM_PAGE_SIZE) ||
	    !IS_ALIGNED(length, MMCOMM_MM_PAGE_SIZE))
		return -EINVAL;
	if (check_add_overflow(address, length, &end))
		return -EOVERFLOW;
	if (length > MMCOMM_MAX_BUFFER_LEN)
		return -EFBIG;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_check_shape);

/**
 * mmcomm_buffer_init - set up a buffer object
 * @buffer: the object
 * @id: number that callers use
 * @source: where it was found
 * @virt: the memory, as the kernel sees it
 * @address: its physical address
 * @length: its bytes
 *
 * Does not touch the memory.
 *
 * Return: 0, or what mmcomm_buffer_check_shape() says.
 */
int mmcomm_buffer_init(struct mmcomm_buffer *buffer, u32 id,
		       enum mmcomm_buffer_source source, void *virt,
		       phys_addr_t address, u64 length)
{
	int ret = mmcomm_buffer_check_shape(address, length);

	if (ret)
		return ret;
	*buffer = (struct mmcomm_buffer) {
		.virt = virt,
		.address = address,
		.length = length,
		.id = id,
		.source = source,
		.state = MMCOMM_BUFFER_ENABLED,
	};
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_init);

/**
 * mmcomm_buffer_capacity - longest message that a buffer takes
 * @buffer: the buffer
 * @header_version: MMCOMM_HEADER_V1 or MMCOMM_HEADER_V3
 *
 * Return: bytes behind the header, or behind what MM takes for one.
 */
u64 mmcomm_buffer_capacity(const struct mmcomm_buffer *buffer,
			   u32 header_version)
{
	return buffer->length - max(mmcomm_header_len(header_version),
				    buffer->header_room);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_capacity);

/**
 * mmcomm_buffer_map - set up a buffer object in physical memory
 * @buffer: out: the object, mapped
 * @id: number that callers use
 * @source: where it was found
 * @access: how physical memory is reached
 * @regions: the communication region table; where the memory lies in one of its
 *	entries, the buffer is claimed for each call
 * @address: physical address
 * @length: bytes
 *
 * Does not touch the memory. May sleep.
 *
 * Return: 0, -ENOMEM where it cannot be mapped, or what
 * mmcomm_buffer_check_shape() says.
 */
int mmcomm_buffer_map(struct mmcomm_buffer *buffer, u32 id,
		      enum mmcomm_buffer_source source,
		      const struct mmcomm_physical_access *access,
		      const struct mmcomm_region_table *regions, u64 address,
		      u64 length)
{
	const struct mmcomm_region_entry *entry =
		mmcomm_region_table_entry_of(regions, address, length);
	int ret;

	ret = mmcomm_buffer_init(buffer, id, source, NULL, address, length);
	if (ret)
		return ret;
	buffer->virt = access->map(address, length);
	if (buffer->virt && entry)
		buffer->claim = access->map(regions->address + entry->type_offset,
					    sizeof(*buffer->claim));
	buffer->mapped = buffer->virt;
	if (buffer->virt && (buffer->claim || !entry))
		return 0;
	mmcomm_buffer_unmap(buffer, access);
	return -ENOMEM;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_map);

/**
 * mmcomm_buffer_unmap - undo mmcomm_buffer_map()
 * @buffer: the object; one that came with an executor is not mapped, and stays
 * @access: how physical memory is reached
 */
void mmcomm_buffer_unmap(struct mmcomm_buffer *buffer,
			 const struct mmcomm_physical_access *access)
{
	if (buffer->mapped)
		access->unmap(buffer->virt);
	if (buffer->mapped && buffer->claim)
		access->unmap(buffer->claim);
	buffer->mapped = false;
	buffer->virt = NULL;
	buffer->claim = NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_unmap);

/**
 * mmcomm_buffer_state_now - a buffer's state, with its owner at the moment
 * @buffer: the buffer
 *
 * Return: the buffer's state; MMCOMM_BUFFER_OCCUPIED where it is enabled and
 * somebody else uses the region table's entry, which the next moment may change.
 */
enum mmcomm_buffer_state mmcomm_buffer_state_now(const struct mmcomm_buffer *buffer)
{
	if (buffer->state == MMCOMM_BUFFER_ENABLED && buffer->claim &&
	    !mmcomm_region_is_free(buffer->claim))
		return MMCOMM_BUFFER_OCCUPIED;
	return buffer->state;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_state_now);

/* Memory that is the driver's for a call, with contents that it does not know. */
static bool for_a_call_only(const struct mmcomm_buffer *buffer)
{
	return buffer->borrowed || buffer->claim || buffer->shared;
}

static u64 prepared_len(const struct mmcomm_buffer *buffer, u32 header_version,
			u64 window_len)
{
	return min(buffer->length, mmcomm_header_len(header_version) +
				   window_len + MMCOMM_GUARD_LEN);
}

/**
 * mmcomm_buffer_acquire - make a buffer the driver's own for one message
 * @buffer: an enabled buffer
 * @header_version: MMCOMM_HEADER_* of the message
 * @window_len: bytes from the start of the message that MM may write; the
 *	caller has checked that they fit
 *
 * An entry of the region table is claimed. A borrowed buffer is looked at again:
 * where the part that the message needs does not hold the fill byte throughout,
 * the firmware uses it now. Runs while every other CPU is stopped.
 *
 * Return: MMCOMM_REASON_NONE, MMCOMM_REASON_BUFFER_BUSY where somebody else uses
 * the entry, or MMCOMM_REASON_BUFFER_LOST with the buffer's state changed; with
 * either the memory is untouched.
 */
enum mmcomm_reason mmcomm_buffer_acquire(struct mmcomm_buffer *buffer,
					 u32 header_version, u64 window_len)
{
	u64 len = prepared_len(buffer, header_version, window_len);

	if (buffer->borrowed && memchr_inv(buffer->virt, buffer->fill, len)) {
		buffer->state = MMCOMM_BUFFER_LOST;
		return MMCOMM_REASON_BUFFER_LOST;
	}
	if (buffer->claim && !mmcomm_region_claim(buffer->claim))
		return MMCOMM_REASON_BUFFER_BUSY;
	buffer->header_version = header_version;
	buffer->window_len = window_len;
	buffer->prepared_len = len;
	return MMCOMM_REASON_NONE;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_acquire);

/**
 * mmcomm_buffer_fill - write header, request and relocations
 * @buffer: an acquired buffer
 * @message: the message; lengths and relocations have been checked
 * @message_len: bytes that MM is told, at least the request's
 *
 * Window and guard are zeroed first. Recipient and length are kept privately
 * for mmcomm_buffer_verify_header().
 */
void mmcomm_buffer_fill(struct mmcomm_buffer *buffer,
			const struct mmcomm_message *message, u64 message_len)
{
	u32 header_len = mmcomm_header_len(buffer->header_version);
	u8 *payload = buffer->virt + header_len;
	u32 i;

	buffer->recipient = message->recipient;
	buffer->message_len = message_len;

	mmcomm_header_write(buffer->virt, buffer->header_version,
			    &message->recipient, message_len);
	memcpy(payload, message->request, message->request_len);
	memset(payload + message->request_len, 0,
	       buffer->prepared_len - header_len - message->request_len);

	for (i = 0; i < message->relocation_count; i++) {
		const struct mmcomm_relocation *reloc = &message->relocations[i];

		put_unaligned_le64(buffer->address + header_len +
				   reloc->window_offset,
				   payload + reloc->payload_offset);
	}
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_fill);

/**
 * mmcomm_buffer_verify_header - compare the header with the private copies
 * @buffer: a filled buffer
 *
 * Return: MMCOMM_REASON_NONE, MMCOMM_REASON_RECIPIENT_CHANGED or
 * MMCOMM_REASON_LENGTH_CHANGED.
 */
enum mmcomm_reason mmcomm_buffer_verify_header(const struct mmcomm_buffer *buffer)
{
	if (!mmcomm_header_recipient_is(buffer->virt, buffer->header_version,
					&buffer->recipient))
		return MMCOMM_REASON_RECIPIENT_CHANGED;
	if (!mmcomm_header_length_is(buffer->virt, buffer->header_version,
				     buffer->message_len))
		return MMCOMM_REASON_LENGTH_CHANGED;
	return MMCOMM_REASON_NONE;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_verify_header);

static u64 window_end(const struct mmcomm_buffer *buffer)
{
	return mmcomm_header_len(buffer->header_version) + buffer->window_len;
}

/**
 * mmcomm_buffer_guard_intact - whether nothing was written behind the window
 * @buffer: the buffer, after the MMI
 * @answer_end: bytes from the start that the answer fills, where that is more
 *
 * Return: true where the guard behind both is zero.
 */
bool mmcomm_buffer_guard_intact(const struct mmcomm_buffer *buffer, u64 answer_end)
{
	u64 end = max(window_end(buffer), answer_end);
	u64 guard_end = min(end + MMCOMM_GUARD_LEN, buffer->length);

	return !memchr_inv(buffer->virt + end, 0, guard_end - end);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_guard_intact);

/**
 * mmcomm_buffer_verify_answer - check what MM left in the buffer
 * @buffer: the buffer, after the MMI
 * @returned_len: size that MM returned, with the header
 *
 * Header and length must be as they were, the returned size must hold the
 * header and stay inside the buffer, and the guard behind it must be zero. What
 * lies past window and guard of a buffer that is the driver's for the call only
 * was not zero before: an answer must not reach past the window there.
 *
 * Return: MMCOMM_REASON_NONE, or the first invariant that is broken.
 */
enum mmcomm_reason mmcomm_buffer_verify_answer(const struct mmcomm_buffer *buffer,
					       u64 returned_len)
{
	enum mmcomm_reason reason = mmcomm_buffer_verify_header(buffer);
	u64 limit = for_a_call_only(buffer) ? window_end(buffer) : buffer->length;

	if (reason)
		return reason;
	if (returned_len < mmcomm_header_len(buffer->header_version))
		return MMCOMM_REASON_SIZE_BELOW_HEADER;
	if (returned_len > limit)
		return MMCOMM_REASON_SIZE_ABOVE_BUFFER;
	if (!mmcomm_buffer_guard_intact(buffer, returned_len))
		return MMCOMM_REASON_GUARD_CHANGED;
	return MMCOMM_REASON_NONE;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_verify_answer);

/**
 * mmcomm_buffer_message - where the message stands
 * @buffer: an acquired buffer
 *
 * Return: address of the first byte behind the header.
 */
const void *mmcomm_buffer_message(const struct mmcomm_buffer *buffer)
{
	return buffer->virt + mmcomm_header_len(buffer->header_version);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_message);

/**
 * mmcomm_buffer_release - put back what mmcomm_buffer_acquire() took
 * @buffer: an acquired buffer that MM does not write any more
 * @returned_len: size that MM returned, with the header; 0 where it returned
 *	none
 *
 * A borrowed buffer gets its fill byte back, any other one is zeroed, in the
 * part that was prepared and in what was written behind it. Then a claimed entry
 * is given back.
 */
void mmcomm_buffer_release(struct mmcomm_buffer *buffer, u64 returned_len)
{
	u64 len = buffer->prepared_len;

	if (buffer->borrowed)
		memset(buffer->virt, buffer->fill, len);
	else
		memset(buffer->virt, 0, max(len, min(returned_len, buffer->length)));
	if (buffer->claim)
		mmcomm_region_give_back(buffer->claim);
	buffer->recipient = guid_null;
	buffer->message_len = 0;
	buffer->window_len = 0;
	buffer->prepared_len = 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_release);

/**
 * mmcomm_buffer_release_broken - put back a buffer after a broken answer
 * @buffer: an acquired buffer that MM does not write any more
 *
 * MM may have written anywhere: a buffer that is the driver's alone, and one that
 * was claimed for the call, is zeroed as a whole. A borrowed one gets its fill
 * byte back where the message was and is not used again, since what lies behind
 * it is not known any more.
 */
void mmcomm_buffer_release_broken(struct mmcomm_buffer *buffer)
{
	mmcomm_buffer_release(buffer, buffer->length);
	if (buffer->borrowed)
		buffer->state = MMCOMM_BUFFER_LOST;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_release_broken);

/**
 * mmcomm_buffer_zero - zero a buffer that is the driver's alone
 * @buffer: a buffer that was just found
 */
void mmcomm_buffer_zero(struct mmcomm_buffer *buffer)
{
	if (!for_a_call_only(buffer))
		memset(buffer->virt, 0, buffer->length);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffer_zero);
