// SPDX-License-Identifier: GPL-2.0
/*
 * The protocol of EDK2's SMI handler profile: asking for the size of its database,
 * then for the database.
 *
 * The handler demands messages of exact sizes, and writes the database through a
 * pointer in the message. The kernel puts the address of the window behind the
 * message there, so the database comes in pieces that a buffer has room for.
 */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "libmmcomm.h"

#define COMMAND_GET_INFO	1
#define COMMAND_GET_DATA	2

/* The firmware's layouts; all fields are little endian. */
struct request_header {
	__u32 command;
	__u32 data_length;
	__u64 status;
};

struct info_message {
	struct request_header header;
	__u64 size;
};

struct data_message {
	struct request_header header;
	__u64 size;
	__u64 address;
	__u64 offset;
};

static_assert(sizeof(struct info_message) == 24, "layout of the firmware");
static_assert(sizeof(struct data_message) == 40, "layout of the firmware");

/*
 * What the status holds when a message leaves. The handler puts REFUSED there
 * before it looks at the request, so that one which nobody read is known.
 */
#define NO_STATUS		(UINT64_MAX - 1)
#define REFUSED			UINT64_MAX

/* The machine stands still for the whole of a piece. */
#define LONGEST_PIECE		(64U << 10)

static const char untouched[] = "it is the request, untouched; nobody seems to listen";

/* Returns 0 where the MM core has nothing against the message. */
static int send_message(struct mmcomm *handle, struct mmcomm_outcome *outcome)
{
	struct mmcomm_communicate *last = &outcome->last;
	int result;

	outcome->handler_status = 0;
	outcome->detail = NULL;
	last->buffer_id = MMCOMM_BUFFER_ANY;
	last->message_len = last->request_len;
	mmcomm_guid_parse(MMCOMM_PROFILE_RECIPIENT, last->recipient);
	result = mmcomm_communicate(handle, last);
	tally_add(&outcome->tally, last);
	if (result)
		return result;
	if (last->result_flags & MMCOMM_RESULT_STATUS_VALID &&
	    last->mm_status & MMCOMM_EFI_ERROR_BIT)
		return MMCOMM_MM_FAILED;
	return 0;
}

static int check_header(const struct request_header *header, __u32 command, size_t length,
			struct mmcomm_outcome *outcome)
{
	__u64 status = le64toh(header->status);

	if (outcome->last.response_copied < length)
		return bad_answer(outcome, "it is shorter than the request");
	if (status == NO_STATUS)
		return bad_answer(outcome, untouched);
	if (le32toh(header->command) != command)
		return bad_answer(outcome, "it is the answer to another command");
	if (status == REFUSED)
		return bad_answer(outcome, "the handler knows no such request");
	if (status) {
		outcome->handler_status = status | MMCOMM_EFI_ERROR_BIT;
		return MMCOMM_HANDLER_FAILED;
	}
	return 0;
}

static void fill_info_request(struct info_message *message)
{
	memset(message, 0, sizeof(*message));
	message->header.command = htole32(COMMAND_GET_INFO);
	message->header.data_length = htole32(sizeof(*message));
	message->header.status = htole64(NO_STATUS);
}

static int get_size(struct mmcomm *handle, size_t *size, struct mmcomm_outcome *outcome)
{
	struct info_message message;
	int result;

	fill_info_request(&message);
	outcome->last = (struct mmcomm_communicate) {
		.request = (uintptr_t)&message,
		.response = (uintptr_t)&message,
		.request_len = sizeof(message),
		.response_capacity = sizeof(message),
	};
	result = send_message(handle, outcome);
	if (!result)
		result = check_header(&message.header, COMMAND_GET_INFO, sizeof(message),
				      outcome);
	if (result)
		return result;
	if (!message.size)
		return bad_answer(outcome, "the profile is empty");
	if (le64toh(message.size) > MMCOMM_PROFILE_MAX_SIZE)
		return bad_answer(outcome, "the profile is larger than any that makes sense");
	*size = le64toh(message.size);
	return 0;
}

/* Reads @length bytes from @offset on. @scratch has room for them and a message. */
static int get_piece(struct mmcomm *handle, size_t offset, size_t length, __u8 *scratch,
		     __u8 *to, struct mmcomm_outcome *outcome)
{
	const struct mmcomm_relocation pointer = {
		.payload_offset = offsetof(struct data_message, address),
		.window_offset = sizeof(struct data_message),
	};
	struct data_message message = {
		.header.command = htole32(COMMAND_GET_DATA),
		.header.data_length = htole32(sizeof(message)),
		.header.status = htole64(NO_STATUS),
		.size = htole64(length),
		.offset = htole64(offset),
	};
	int result;

	outcome->last = (struct mmcomm_communicate) {
		.request = (uintptr_t)&message,
		.response = (uintptr_t)scratch,
		.relocations = (uintptr_t)&pointer,
		.request_len = sizeof(message),
		.response_capacity = sizeof(message) + length,
		.window_len = sizeof(message) + length,
		.relocation_count = 1,
	};
	result = send_message(handle, outcome);
	if (result)
		return result;
	memcpy(&message, scratch, sizeof(message));
	result = check_header(&message.header, COMMAND_GET_DATA, sizeof(message) + length,
			      outcome);
	if (result)
		return result;
	/* Size and offset of what was copied, and where the next piece begins. */
	if (le64toh(message.size) != length || le64toh(message.offset) != offset + length)
		return bad_answer(outcome, "a piece of the profile is not the one asked for");
	memcpy(to, scratch + sizeof(message), length);
	return 0;
}

static int get_database(struct mmcomm *handle, __u8 *data, size_t size,
			struct mmcomm_outcome *outcome)
{
	size_t piece = size < LONGEST_PIECE ? size : LONGEST_PIECE;
	__u8 *scratch = malloc(sizeof(struct data_message) + piece);
	size_t offset = 0;
	int result = 0;

	if (!scratch)
		return -ENOMEM;
	while (!result && offset < size) {
		size_t length = size - offset < piece ? size - offset : piece;
		__u64 room;

		result = get_piece(handle, offset, length, scratch, data + offset, outcome);
		room = outcome->last.max_message_len;
		/* Before anything is sent the kernel says what there is room for. */
		if (result == -EMSGSIZE && room > sizeof(struct data_message) &&
		    room - sizeof(struct data_message) < length) {
			piece = room - sizeof(struct data_message);
			result = 0;
		} else if (!result) {
			offset += length;
		}
	}
	free(scratch);
	return result;
}

int mmcomm_profile_read(struct mmcomm *handle, struct mmcomm_profile *profile,
			struct mmcomm_outcome *outcome)
{
	size_t size;
	__u8 *data;
	int result;

	*profile = (struct mmcomm_profile) { 0 };
	result = get_size(handle, &size, outcome);
	if (result)
		return result;
	data = malloc(size);
	if (!data)
		return -ENOMEM;
	result = get_database(handle, data, size, outcome);
	if (!result)
		result = mmcomm_profile_parse(data, size, profile, &outcome->detail);
	free(data);
	return result;
}

int mmcomm_profile_missing(int result, const struct mmcomm_outcome *outcome)
{
	if (result == MMCOMM_MM_FAILED)
		return outcome->last.mm_status == MMCOMM_EFI_NOT_FOUND;
	if (result < 0)
		return outcome->last.reason == MMCOMM_REASON_NO_HANDLER;
	return result == MMCOMM_BAD_ANSWER && outcome->detail == untouched;
}

int mmcomm_profile_request(__u8 **request, __u32 *request_len, __u32 *message_len)
{
	struct info_message *message = malloc(sizeof(*message));

	if (!message)
		return -ENOMEM;
	fill_info_request(message);
	*request = (__u8 *)message;
	*request_len = sizeof(*message);
	*message_len = sizeof(*message);
	return 0;
}
