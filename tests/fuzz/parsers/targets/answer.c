// SPDX-License-Identifier: GPL-2.0
/*
 * comm_buffer.c: a message, what MM writes into its buffer, and the size that MM
 * returns; whether all of it is judged as it should be, and put back.
 */
#include <stdlib.h>
#include <string.h>

#include <asm/unaligned.h>

#include "comm_buffer.h"
#include "comm_header.h"
#include "harness.h"
#include "region_table.h"

#define ADDRESS		0x7e200000ULL
#define FILL		0xaf
#define REQUEST_LEN	64

static bool all(const u8 *at, u64 length, u8 byte)
{
	return !length || (at[0] == byte && !memcmp(at, at + 1, length - 1));
}

static void check_verdict(const struct mmcomm_buffer *buffer, const u8 *before,
			  u64 returned_len, enum mmcomm_reason reason)
{
	u32 header_len = mmcomm_header_len(buffer->header_version);
	u64 window_end = header_len + buffer->window_len;
	u64 limit = buffer->borrowed || buffer->claim ? window_end : buffer->length;
	u64 end = returned_len > window_end ? returned_len : window_end;
	const u8 *at = buffer->virt;

	switch (reason) {
	case MMCOMM_REASON_NONE:
		accepted();
		require(!memcmp(at, before, header_len));
		require(returned_len >= header_len);
		require(returned_len <= limit);
		require(all(at + end, buffer->length - end > 4096 ? 4096 :
			    buffer->length - end, 0));
		break;
	case MMCOMM_REASON_RECIPIENT_CHANGED:
	case MMCOMM_REASON_LENGTH_CHANGED:
		require(memcmp(at, before, header_len));
		break;
	case MMCOMM_REASON_SIZE_BELOW_HEADER:
		require(returned_len < header_len);
		break;
	case MMCOMM_REASON_SIZE_ABOVE_BUFFER:
		require(returned_len > limit);
		break;
	default:
		require(reason == MMCOMM_REASON_GUARD_CHANGED);
		require(!all(at + end, buffer->length - end, 0));
	}
}

void fuzz(struct input *input)
{
	u8 choice = take_u8(input);
	u64 length = (1 + (choice >> 4 & 3)) * 4096ULL;
	u32 version = choice & 1 ? MMCOMM_HEADER_V3 : MMCOMM_HEADER_V1;
	u64 capacity = length - mmcomm_header_len(version);
	u64 window_len = 1 + take_u16(input) % capacity;
	u64 message_len = 1 + take_u16(input) % window_len;
	u64 returned_len = take_u64(input);
	struct mmcomm_relocation relocation;
	struct mmcomm_message message = { .relocations = &relocation };
	bool claimed = !(choice & 2) && choice & 0x40;
	u8 fill = choice & 2 || claimed ? FILL : 0;
	__le32 type = cpu_to_le32(MMCOMM_REGION_FREE);
	struct mmcomm_buffer buffer;
	enum mmcomm_reason reason;
	u8 *at, *request, *before;

	relocation.payload_offset = take_u16(input);
	relocation.window_offset = take_u16(input) % window_len;
	message.relocation_count = choice & 4 && relocation.payload_offset + 8 <= window_len;
	message.request_len = 1 + take_u8(input) % REQUEST_LEN;
	if (message.request_len > message_len)
		message.request_len = message_len;
	if (choice & 8)
		returned_len %= length + 8;
	request = take_block(input, message.request_len);
	message.request = request;
	before = take_block(input, sizeof(message.recipient));
	memcpy(&message.recipient, before, sizeof(message.recipient));
	free(before);

	/* A heap block of whole pages: whoever goes past its end is seen. */
	at = malloc(length);
	before = malloc(length);
	if (!at || !before)
		abort();
	memset(at, fill, length);
	require(!mmcomm_buffer_init(&buffer, 0, MMCOMM_SOURCE_BORROWED, at, ADDRESS, length));
	buffer.borrowed = choice & 2;
	buffer.fill = fill;
	if (claimed)
		buffer.claim = &type;
	require(mmcomm_buffer_capacity(&buffer, version) == capacity);
	require(!mmcomm_buffer_acquire(&buffer, version, window_len));
	mmcomm_buffer_fill(&buffer, &message, message_len);
	require(!mmcomm_buffer_verify_header(&buffer));
	require(!mmcomm_buffer_verify_answer(&buffer, mmcomm_header_len(version)));
	if (message.relocation_count)
		require(get_unaligned_le64((const u8 *)mmcomm_buffer_message(&buffer) +
					   relocation.payload_offset) ==
			ADDRESS + mmcomm_header_len(version) + relocation.window_offset);
	else
		require(!memcmp(mmcomm_buffer_message(&buffer), request, message.request_len));
	require(all(at + buffer.prepared_len, length - buffer.prepared_len, fill));

	memcpy(before, at, length);
	write_as_mm(input, at, length);
	reason = mmcomm_buffer_verify_answer(&buffer, returned_len);
	check_verdict(&buffer, before, returned_len, reason);

	if (reason) {
		mmcomm_buffer_release_broken(&buffer);
		require(buffer.borrowed || all(at, length, 0));
		require(mmcomm_region_is_free(&type));
		require((buffer.state == MMCOMM_BUFFER_LOST) == buffer.borrowed);
	} else {
		u64 kept = buffer.prepared_len;

		memcpy(before, at, length);
		mmcomm_buffer_release(&buffer, returned_len);
		require(all(at, kept, claimed ? 0 : fill));
		/* Behind it the entry is as MM left it, which is nobody's business. */
		require(!claimed || !memcmp(at + kept, before + kept, length - kept));
		require(buffer.borrowed || all(at, returned_len, 0));
		require(mmcomm_region_is_free(&type));
	}
	free(request);
	free(before);
	free(at);
}
