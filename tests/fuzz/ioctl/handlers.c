// SPDX-License-Identifier: GPL-2.0
/*
 * What the handlers of the simulated MM must do, see handlers.h.
 */
#include <endian.h>
#include <string.h>

#include <linux/mmcomm_sim.h>

#include "handlers.h"

#define EFI_ERROR(code)		(1ULL << 63 | (code))
#define EFI_UNSUPPORTED		EFI_ERROR(3)
#define EFI_INVALID_PARAMETER	EFI_ERROR(2)
#define EFI_NOT_FOUND		EFI_ERROR(14)

#define SUPERVISOR_SIGNATURE	0x5055534d /* 'MSUP' */

/* Whether a range lies in one buffer, whichever. */
static bool in_a_buffer(const struct device *device, __u64 address, __u64 length)
{
	for (__u32 i = 0; i < device->buffer_count; i++) {
		const struct mmcomm_buffer_entry *buffer = &device->buffers[i];
		__u64 offset = address - buffer->address;

		if (offset < buffer->length && length <= buffer->length - offset)
			return true;
	}
	return false;
}

/* What is written into another buffer than the message's is of no consequence. */
static __u64 fill(struct handler_call *call)
{
	struct mmcomm_sim_fill fill;
	__u64 offset;

	if (call->length < sizeof(fill))
		return EFI_NOT_FOUND;
	memcpy(&fill, call->image + call->header_len, sizeof(fill));
	if (!in_a_buffer(call->device, fill.address, fill.length) || fill.value > 0xff)
		return EFI_NOT_FOUND;
	offset = fill.address - call->buffer->address;
	if (offset < call->buffer->length)
		memset(call->image + offset, fill.value, fill.length);
	return 0;
}

static __u64 status(struct handler_call *call)
{
	__u64 value;

	if (call->length < sizeof(value))
		return EFI_NOT_FOUND;
	memcpy(&value, call->image + call->header_len, sizeof(value));
	return le64toh(value);
}

/* A request to tell the version, which is 1.0, patch level 0, request level 3. */
static __u64 supervisor(struct handler_call *call)
{
	static const __u32 answer[4] = { 0x00010000, 0, 3, 0 };
	__u8 *message = call->image + call->header_len;
	__u32 request[4];
	__u64 result = 0;

	if (call->length < 40)
		return EFI_NOT_FOUND;
	memcpy(request, message, sizeof(request));
	if (request[0] != SUPERVISOR_SIGNATURE || request[1] != 1)
		result = EFI_INVALID_PARAMETER;
	else if (request[2] != 3)
		result = EFI_UNSUPPORTED;
	else
		memcpy(message + 24, answer, sizeof(answer));
	memcpy(message + 16, &result, sizeof(result));
	return 0;
}

static void change_length(struct handler_call *call)
{
	__u64 length = htole64(call->length + 1);

	/* The last 64 bits of either header. */
	memcpy(call->image + call->header_len - 8, &length, sizeof(length));
}

void handler_run(enum handler handler, struct handler_call *call)
{
	call->status = 0;
	call->fate = FATE_ANSWERED;
	switch (handler) {
	case HANDLER_ECHO:
	case HANDLER_SECOND_LOOK:
		break;
	case HANDLER_FILL:
		call->status = fill(call);
		break;
	case HANDLER_STATUS:
		call->status = status(call);
		break;
	case HANDLER_WRONG_RECIPIENT:
		/* The GUID stands 24 bytes before the end of either header. */
		call->image[call->header_len - 24] ^= 0xff;
		break;
	case HANDLER_WRONG_LENGTH:
		change_length(call);
		break;
	case HANDLER_TOO_LARGE:
		call->returned = call->header_len + call->room + 1;
		break;
	case HANDLER_TOO_SMALL:
		call->returned = call->header_len - 1;
		break;
	case HANDLER_PAST_END:
		if (call->length < call->room)
			call->image[call->header_len + call->length] = 0xff;
		break;
	case HANDLER_NO_ANSWER:
		call->fate = FATE_NOT_TAKEN;
		break;
	case HANDLER_HANG:
	case HANDLER_LATE:
	case HANDLER_POINTER_KEPT:
		/* Marks that do not agree, or none: MM has seen it, and is not done. */
		call->fate = FATE_UNFINISHED;
		break;
	case HANDLER_VARIABLE:
		call->fate = FATE_OPAQUE;
		break;
	case HANDLER_SUPERVISOR:
		call->status = supervisor(call);
		break;
	default:
		call->status = EFI_NOT_FOUND;
		break;
	}
}
