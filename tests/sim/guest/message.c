// SPDX-License-Identifier: GPL-2.0
/*
 * One message to the simulated MM, with memory around it in which a stray byte
 * would show.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include "compiler.h"
#include "device.h"
#include "message.h"
#include "tap.h"

#define MAX_BUFFERS 16

static struct message the_message;

/* The first three fields of a GUID are little-endian in memory. */
static void parse_guid(const char *text, __u8 guid[16])
{
	static const __u8 place[16] = {
		3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15
	};
	unsigned int byte;

	for (size_t i = 0; i < 16; i++) {
		text += *text == '-';
		if (sscanf(text, "%2x", &byte) != 1)
			tap_bail_out("not a GUID: %s", text);
		guid[place[i]] = byte;
		text += 2;
	}
}

struct message *message_to(const char *recipient, __u32 len)
{
	struct message *message = &the_message;
	static __u8 seed;
	__u8 guid[16];

	if (len > MESSAGE_ROOM)
		tap_bail_out("a message of %u bytes has no room", len);
	parse_guid(recipient, guid);
	seed += 29;
	for (__u32 i = 0; i < len; i++)
		message->request[i] = (seed + i * 7 + i / 256) | 1;
	memset(message->response, UNTOUCHED, MESSAGE_ROOM);
	message->call = device_message(guid, message->request, len,
				       message->response, MESSAGE_ROOM);
	return message;
}

bool message_send(int fd, struct message *message)
{
	struct mmcomm_communicate *call = &message->call;

	/* Every field that is written back must be. */
	call->progress = ~0U;
	call->reason = ~0U;
	call->mm_status = ~0ULL;
	call->response_copied = ~0U;
	message->error = ioctl(fd, MMCOMM_IOC_COMMUNICATE, call) ? errno : 0;
	return !message->error;
}

bool message_untouched(const struct message *message, size_t from)
{
	for (size_t i = from; i < MESSAGE_ROOM; i++)
		if (message->response[i] != UNTOUCHED)
			return false;
	return true;
}

bool message_echoed(const struct message *message)
{
	const struct mmcomm_communicate *call = &message->call;
	__u32 told = call->message_len ?: call->request_len;
	__u32 known = call->request_len;

	if (message->error || call->response_len != told ||
	    call->response_copied != told ||
	    memcmp(message->response, message->request, known)) {
		tap_note("%s, reason %u: %u bytes told, %llu returned, %u copied",
			 strerror(message->error), call->reason, told,
			 call->response_len, call->response_copied);
		return false;
	}
	for (__u32 i = known; i < told; i++)
		if (message->response[i])
			return false;
	return message_untouched(message, told);
}

bool message_ended(const struct message *message, int error, __u32 reason,
		   __u32 progress)
{
	const struct mmcomm_communicate *call = &message->call;

	if (message->error == error && call->reason == reason &&
	    call->progress == progress)
		return true;
	tap_note("%s, reason %u, progress %u; expected %s, reason %u, progress %u",
		 strerror(message->error), call->reason, call->progress,
		 strerror(error), reason, progress);
	return false;
}

__u32 buffers_read(int fd, struct mmcomm_buffer_entry *entries)
{
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(*entries),
		.capacity = MAX_BUFFERS,
		.entries = (uintptr_t)entries,
	};

	if (ioctl(fd, MMCOMM_IOC_BUFFERS, &list))
		tap_bail_out("MMCOMM_IOC_BUFFERS: %s", strerror(errno));
	return list.count;
}

__u32 buffer_state(int fd, __u32 id)
{
	struct mmcomm_buffer_entry entries[MAX_BUFFERS];
	__u32 count = buffers_read(fd, entries);

	for (__u32 i = 0; i < count; i++)
		if (entries[i].id == id)
			return entries[i].state;
	return 0;
}
