// SPDX-License-Identifier: GPL-2.0
/*
 * answer_in_place.c: a message with relocations, what MM writes over it, and the
 * length that it leaves in the header; judged against a plain copy of the message.
 */
#include <stdlib.h>
#include <string.h>

#include <asm/unaligned.h>

#include "comm_buffer.h"
#include "comm_header.h"
#include "harness.h"

#define ADDRESS		0x7fe00000ULL
#define V1		24
#define ROOM		32
#define REQUEST_LEN	64
#define RELOCATIONS	4

static bool zero(const u8 *at, u64 length)
{
	while (length--)
		if (*at++)
			return false;
	return true;
}

static enum mmcomm_reason judge(const u8 *at, const u8 *sent, u64 length, u64 window_len)
{
	u64 answer_len = get_unaligned_le64(at + 16);
	u64 end = V1 + window_len;
	u64 guard = length - end > 4096 ? 4096 : length - end;

	if (memcmp(at, sent, 16))
		return MMCOMM_REASON_RECIPIENT_CHANGED;
	if (answer_len > length - V1)
		return MMCOMM_REASON_SIZE_ABOVE_BUFFER;
	if (!zero(at + end, guard))
		return MMCOMM_REASON_GUARD_CHANGED;
	if (!memcmp(at, sent, end))
		return MMCOMM_REASON_NO_HANDLER;
	return MMCOMM_REASON_NONE;
}

void fuzz(struct input *input)
{
	u8 choice = take_u8(input);
	u64 length = (1 + (choice & 1)) * 4096ULL;
	u64 capacity = length - ROOM;
	u64 window_len = 1 + take_u16(input) % capacity;
	u64 told = 1 + take_u16(input) % window_len;
	struct mmcomm_relocation relocations[RELOCATIONS];
	struct mmcomm_message message = { .relocations = relocations };
	u64 returned_len, answer_len;
	struct mmcomm_buffer buffer;
	enum mmcomm_reason reason;
	u8 *at, *sent, *request, *guid;
	u32 i;

	message.request_len = 1 + take_u8(input) % REQUEST_LEN;
	if (message.request_len > told)
		message.request_len = told;
	for (i = 0; i < (choice >> 1) % (RELOCATIONS + 1); i++) {
		struct mmcomm_relocation *one = &relocations[message.relocation_count];

		if (told < 8)
			break;
		one->payload_offset = take_u8(input) % (told - 7);
		one->window_offset = take_u16(input) % window_len;
		message.relocation_count++;
	}
	request = take_block(input, message.request_len);
	message.request = request;
	guid = take_block(input, sizeof(message.recipient));
	memcpy(&message.recipient, guid, sizeof(message.recipient));
	free(guid);

	at = malloc(length);
	sent = malloc(length);
	if (!at || !sent)
		abort();
	memset(at, 0, length);
	require(!mmcomm_buffer_init(&buffer, 0, MMCOMM_SOURCE_NS_SHARED, at, ADDRESS, length));
	buffer.header_room = ROOM;
	require(mmcomm_buffer_capacity(&buffer, MMCOMM_HEADER_V1) == capacity);
	require(!mmcomm_buffer_acquire(&buffer, MMCOMM_HEADER_V1, window_len));
	mmcomm_buffer_fill(&buffer, &message, told);
	memcpy(sent, at, length);
	require(mmcomm_buffer_verify_in_place(&buffer, &message, &returned_len) ==
		MMCOMM_REASON_NO_HANDLER);
	require(returned_len == V1 + told);

	if (choice & 0x40) {
		answer_len = take_u64(input);
		put_unaligned_le64(choice & 0x80 ? answer_len % (length + 8) : answer_len,
				   at + 16);
	}
	write_as_mm(input, choice & 0x20 ? at : at + V1, length - (choice & 0x20 ? 0 : V1));
	reason = mmcomm_buffer_verify_in_place(&buffer, &message, &returned_len);
	require(reason == judge(at, sent, length, window_len));
	if (!reason) {
		accepted();
		require(returned_len == V1 + get_unaligned_le64(at + 16));
	}
	if (reason && reason != MMCOMM_REASON_NO_HANDLER) {
		mmcomm_buffer_release_broken(&buffer);
		require(zero(at, length));
	} else {
		mmcomm_buffer_release(&buffer, 0);
		require(zero(at, V1 + window_len));
	}
	free(request);
	free(sent);
	free(at);
}
