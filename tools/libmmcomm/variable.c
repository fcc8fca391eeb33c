// SPDX-License-Identifier: GPL-2.0
/*
 * The protocol of EDK2's SMM variable handler: reading variables, walking
 * their names, and asking how much room there is. Nothing here writes one.
 *
 * A message is a function number and a status, 64 bits each, and the function's
 * own structure. The handler sees one length for request and answer, so every
 * message is made as long as the answer may become.
 */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "libmmcomm.h"
#include "ucs2.h"

#define FUNCTION_GET_VARIABLE		1
#define FUNCTION_GET_NEXT_NAME		2
#define FUNCTION_QUERY_INFO		4
#define FUNCTION_GET_PAYLOAD_SIZE	11

/* The firmware's layouts, for a 64-bit MM; all fields are little endian. */
#pragma pack(push, 1)

struct function_header {
	__u64 function;
	__u64 status;
};

struct access_variable {
	struct function_header header;
	__u8 vendor[MMCOMM_GUID_LEN];
	__u64 data_size;
	__u64 name_size;
	__u32 attributes;
	__u8 name[];		/* then the data, without a gap */
};

struct next_name {
	struct function_header header;
	__u8 vendor[MMCOMM_GUID_LEN];
	__u64 name_size;
	__u8 name[];
};

struct query_info {
	struct function_header header;
	__u64 maximum_storage;
	__u64 remaining_storage;
	__u64 maximum_size;
	__u32 attributes;
	__u32 padding;
};

struct payload_size {
	struct function_header header;
	__u64 size;
};

#pragma pack(pop)

static_assert(sizeof(struct access_variable) == 52, "layout of the firmware");
static_assert(sizeof(struct next_name) == 40, "layout of the firmware");
static_assert(sizeof(struct query_info) == 48, "layout of the firmware");

/*
 * The first guess at a message's length: with the longer of the two headers it
 * fills one page of 4 KiB, which holds nearly every variable.
 */
#define FIRST_MESSAGE_LEN	(4096 - 56)

/* Room for a name in the first attempt at walking on, in bytes. */
#define FIRST_NAME_LEN		1024

/* Attempts before a variable that grows between calls is given up. */
#define MAX_ATTEMPTS		8

/*
 * What the status field holds when a message leaves. No firmware returns it, so
 * that a handler which ignored the message cannot pass for one that agreed.
 */
#define NO_STATUS		UINT64_MAX

/*
 * Sends the @request_len bytes at @buffer as a message of @message_len bytes
 * and puts the answer in their place; @buffer has room for @message_len.
 */
static int call(struct mmcomm *handle, __u64 function, void *buffer,
		size_t request_len, size_t message_len,
		struct mmcomm_outcome *outcome)
{
	struct mmcomm_communicate *message = &outcome->last;
	struct function_header *header = buffer;
	int result;

	header->function = htole64(function);
	header->status = htole64(NO_STATUS);
	outcome->handler_status = 0;
	outcome->detail = NULL;

	*message = (struct mmcomm_communicate) {
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = (uintptr_t)buffer,
		.response = (uintptr_t)buffer,
		.request_len = request_len,
		.message_len = message_len,
		.response_capacity = message_len,
	};
	mmcomm_guid_parse(MMCOMM_VARIABLE_RECIPIENT, message->recipient);
	result = mmcomm_communicate(handle, message);
	tally_add(&outcome->tally, message);
	if (result)
		return result;

	if (message->result_flags & MMCOMM_RESULT_STATUS_VALID &&
	    message->mm_status & MMCOMM_EFI_ERROR_BIT)
		return MMCOMM_MM_FAILED;
	if (message->response_copied < sizeof(*header))
		return bad_answer(outcome, "it is shorter than the handler's own header");
	if (le64toh(header->function) != function)
		return bad_answer(outcome, "it is the answer to another function");
	if (le64toh(header->status) == NO_STATUS)
		return bad_answer(outcome, "the handler left the status field alone");
	outcome->handler_status = le64toh(header->status);
	if (outcome->handler_status & MMCOMM_EFI_ERROR_BIT)
		return MMCOMM_HANDLER_FAILED;
	return 0;
}

/*
 * A message that no buffer takes was not sent, and the kernel says what would
 * fit. Returns whether trying again with that length makes sense.
 */
static bool shrink(int result, const struct mmcomm_outcome *outcome,
		   size_t least, size_t *message_len)
{
	__u64 largest = outcome->last.max_message_len;

	if (result != -EMSGSIZE || largest < least || largest >= *message_len)
		return false;
	*message_len = largest;
	return true;
}

/* Allocates a message of @message_len bytes, with the request at its start. */
static struct access_variable *
new_get_request(const __u8 vendor[MMCOMM_GUID_LEN], const __u8 *name,
		size_t name_size, size_t message_len)
{
	struct access_variable *request = calloc(1, message_len);

	if (!request)
		return NULL;
	memcpy(request->vendor, vendor, MMCOMM_GUID_LEN);
	request->name_size = htole64(name_size);
	request->data_size = htole64(message_len - sizeof(*request) - name_size);
	memcpy(request->name, name, name_size);
	return request;
}

/* The first guess, or more where the name is a long one. */
static size_t first_get_len(size_t name_size)
{
	size_t least = sizeof(struct access_variable) + name_size;

	return least + 1024 > FIRST_MESSAGE_LEN ? least + 1024 : FIRST_MESSAGE_LEN;
}

static int take_value(const struct access_variable *answer, size_t name_size,
		      size_t room, struct mmcomm_variable *variable,
		      struct mmcomm_outcome *outcome)
{
	__u64 size = le64toh(answer->data_size);

	if (le64toh(answer->name_size) != name_size)
		return bad_answer(outcome, "it holds another name");
	if (size > room ||
	    sizeof(*answer) + name_size + size > outcome->last.response_copied)
		return bad_answer(outcome, "its size lies outside the message");

	variable->data = malloc(size ? size : 1);
	if (!variable->data)
		return -ENOMEM;
	memcpy(variable->data, answer->name + name_size, size);
	variable->size = size;
	variable->attributes = le32toh(answer->attributes);
	return 0;
}

int mmcomm_variable_get(struct mmcomm *handle,
			const __u8 vendor[MMCOMM_GUID_LEN], const char *name,
			struct mmcomm_variable *variable,
			struct mmcomm_outcome *outcome)
{
	size_t name_size, least, message_len;
	__u8 *name16;
	int result;

	memset(variable, 0, sizeof(*variable));
	result = *name ? ucs2_from_utf8(name, &name16, &name_size) : -EINVAL;
	if (result) {
		memset(&outcome->last, 0, sizeof(outcome->last));
		return result;
	}

	least = sizeof(struct access_variable) + name_size;
	message_len = first_get_len(name_size);
	for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
		struct access_variable *message;
		size_t room = message_len - least;
		__u64 needed = 0;

		message = new_get_request(vendor, name16, name_size, message_len);
		if (!message) {
			result = -ENOMEM;
			break;
		}
		result = call(handle, FUNCTION_GET_VARIABLE, message, least,
			      message_len, outcome);
		if (!result)
			result = take_value(message, name_size, room, variable, outcome);
		else if (result == MMCOMM_HANDLER_FAILED &&
			 outcome->handler_status == MMCOMM_EFI_BUFFER_TOO_SMALL)
			needed = le64toh(message->data_size);
		free(message);

		if (shrink(result, outcome, least, &message_len))
			continue;
		if (!needed)
			break;
		if (needed <= room) {
			result = bad_answer(outcome,
					    "it asks for more room and names less");
			break;
		}
		if (needed > outcome->last.max_message_len - least) {
			outcome->last.progress = MMCOMM_PROGRESS_NOT_SENT;
			outcome->last.reason = MMCOMM_REASON_TOO_LONG;
			result = -EMSGSIZE;
			break;
		}
		message_len = least + needed;
	}
	free(name16);
	return result;
}

void mmcomm_variable_release(struct mmcomm_variable *variable)
{
	free(variable->data);
	memset(variable, 0, sizeof(*variable));
}

/*
 * Allocates a message that asks for the name after @name. Its last character
 * must be NUL, which the zeroes behind the name see to.
 */
static struct next_name *
new_next_request(const __u8 vendor[MMCOMM_GUID_LEN], const __u8 *name,
		 size_t name_size, size_t room)
{
	struct next_name *request = calloc(1, sizeof(*request) + room);

	if (!request)
		return NULL;
	memcpy(request->vendor, vendor, MMCOMM_GUID_LEN);
	request->name_size = htole64(room);
	memcpy(request->name, name, name_size);
	return request;
}

static int take_name(const struct next_name *answer, size_t room,
		     __u8 vendor[MMCOMM_GUID_LEN], char **name,
		     struct mmcomm_outcome *outcome)
{
	__u64 size = le64toh(answer->name_size);
	char *text;

	if (size < 4 || size % 2 || size > room ||
	    sizeof(*answer) + size > outcome->last.response_copied)
		return bad_answer(outcome, "its name's size lies outside the message");
	if (answer->name[size - 2] || answer->name[size - 1])
		return bad_answer(outcome, "its name has no end");
	text = ucs2_to_utf8(answer->name, size);
	if (!text)
		return -ENOMEM;
	free(*name);
	*name = text;
	memcpy(vendor, answer->vendor, MMCOMM_GUID_LEN);
	return 0;
}

int mmcomm_variable_next(struct mmcomm *handle, __u8 vendor[MMCOMM_GUID_LEN],
			 char **name, struct mmcomm_outcome *outcome)
{
	size_t name_size, room;
	__u8 *name16;
	int result;

	result = ucs2_from_utf8(*name ? *name : "", &name16, &name_size);
	if (result) {
		memset(&outcome->last, 0, sizeof(outcome->last));
		return result;
	}

	room = name_size > FIRST_NAME_LEN ? name_size : FIRST_NAME_LEN;
	for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
		size_t message_len = sizeof(struct next_name) + room;
		struct next_name *message;
		__u64 needed = 0;

		message = new_next_request(vendor, name16, name_size, room);
		if (!message) {
			result = -ENOMEM;
			break;
		}
		result = call(handle, FUNCTION_GET_NEXT_NAME, message,
			      sizeof(*message) + name_size, message_len, outcome);
		if (!result)
			result = take_name(message, room, vendor, name, outcome);
		else if (result == MMCOMM_HANDLER_FAILED &&
			 outcome->handler_status == MMCOMM_EFI_BUFFER_TOO_SMALL)
			needed = le64toh(message->name_size);
		free(message);

		if (shrink(result, outcome, sizeof(*message) + name_size,
			   &message_len)) {
			room = (message_len - sizeof(*message)) & ~(size_t)1;
			continue;
		}
		if (!needed)
			break;
		if (needed <= room) {
			result = bad_answer(outcome,
					    "it asks for more room and names less");
			break;
		}
		if (needed > outcome->last.max_message_len - sizeof(*message)) {
			outcome->last.progress = MMCOMM_PROGRESS_NOT_SENT;
			outcome->last.reason = MMCOMM_REASON_TOO_LONG;
			result = -EMSGSIZE;
			break;
		}
		room = (needed + 1) & ~(size_t)1;
	}
	free(name16);

	if (result == MMCOMM_HANDLER_FAILED &&
	    outcome->handler_status == MMCOMM_EFI_NOT_FOUND) {
		free(*name);
		*name = NULL;
		result = 0;
	}
	return result;
}

int mmcomm_variable_query_info(struct mmcomm *handle, __u32 attributes,
			       struct mmcomm_variable_info *info,
			       struct mmcomm_outcome *outcome)
{
	struct query_info message = { .attributes = htole32(attributes) };
	int result = call(handle, FUNCTION_QUERY_INFO, &message, sizeof(message),
			  sizeof(message), outcome);

	if (result)
		return result;
	if (outcome->last.response_copied < offsetof(struct query_info, attributes))
		return bad_answer(outcome, "it is too short");
	info->maximum_storage = le64toh(message.maximum_storage);
	info->remaining_storage = le64toh(message.remaining_storage);
	info->maximum_size = le64toh(message.maximum_size);
	return 0;
}

int mmcomm_variable_payload_size(struct mmcomm *handle, __u64 *bytes,
				 struct mmcomm_outcome *outcome)
{
	struct payload_size message = { 0 };
	int result = call(handle, FUNCTION_GET_PAYLOAD_SIZE, &message,
			  sizeof(message), sizeof(message), outcome);

	if (result)
		return result;
	if (outcome->last.response_copied < sizeof(message))
		return bad_answer(outcome, "it is too short");
	*bytes = le64toh(message.size);
	return 0;
}

int mmcomm_variable_request(const __u8 vendor[MMCOMM_GUID_LEN],
			    const char *name, __u8 **request,
			    __u32 *request_len, __u32 *message_len)
{
	struct function_header *header;
	size_t name_size;
	__u8 *name16;
	int result;

	result = ucs2_from_utf8(name ? name : "", &name16, &name_size);
	if (result)
		return result;
	if (name) {
		*request_len = sizeof(struct access_variable) + name_size;
		*message_len = first_get_len(name_size);
		header = (void *)new_get_request(vendor, name16, name_size, *message_len);
	} else {
		*request_len = sizeof(struct next_name) + name_size;
		*message_len = sizeof(struct next_name) + FIRST_NAME_LEN;
		header = (void *)new_next_request(vendor, name16, name_size,
						  FIRST_NAME_LEN);
	}
	free(name16);
	if (!header)
		return -ENOMEM;
	header->function = htole64(name ? FUNCTION_GET_VARIABLE : FUNCTION_GET_NEXT_NAME);
	header->status = htole64(NO_STATUS);
	*request = (__u8 *)header;
	return 0;
}
