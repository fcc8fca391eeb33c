// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * The two calls of Management Mode over SMC (Arm DEN0060), with answers that real
 * firmware does not give on demand. There is no partition behind it: messages are
 * answered right here and in place, under the rules that TF-A and StandaloneMm
 * have for a caller.
 */
#include "faults.h"
#include "monitor.h"

#define MM_VERSION		0x84000040
#define MM_COMMUNICATE		0xc4000041

#define MM_VERSION_1_0		0x10000

#define MM_SUCCESS		0
#define MM_INVALID		((u64)-2)
#define MM_DENIED		((u64)-3)
#define MM_NO_MEMORY		((u64)-5)

/* EFI_MM_COMMUNICATE_HEADER and what follows it, at any address. */
struct message {
	u8 recipient[16];
	u64 length;
	u8 data[];
} __packed;

/* The room that StandaloneMm demands: its header ends in one byte of data, padded. */
#define HEADER_ROOM		32

static const u8 our_guid[16] = MONITOR_GUID_BYTES(0);

/* A message that is answered late, as it will be written. */
#define LATE_MOST		4096

struct late {
	struct message *place;		/* null where there is none */
	u8 bytes[sizeof(struct message) + LATE_MOST];
};

static u32 version;
static u64 messages;
static unsigned int refused;		/* by MONITOR_TWICE, one after the other */
static struct late late;

void mm_init(void)
{
	/* Read now: Linux takes the memory for its own. */
	version = *(volatile u32 *)MM_VERSION_WORD;
	if (!version)
		version = MM_VERSION_1_0;
}

bool mm_serves(u32 function)
{
	return function == MM_VERSION || function == MM_COMMUNICATE;
}

static u64 check(u64 cookie, u64 address, u64 size)
{
	u64 room;

	if (cookie || !address || size)
		return MM_INVALID;
	if (address < NS_BUFFER || address >= NS_BUFFER_END)
		return MM_DENIED;
	room = NS_BUFFER_END - address;
	if (room < HEADER_ROOM ||
	    ((const struct message *)address)->length > room - HEADER_ROOM)
		return MM_DENIED;
	return MM_SUCCESS;
}

/* Which fault the recipient stands for, 0 where it is none of ours. */
static u8 fault_of(const struct message *message)
{
	for (unsigned int i = 0; i < sizeof(our_guid) - 1; i++) {
		if (message->recipient[i] != our_guid[i])
			return 0;
	}
	return message->recipient[sizeof(our_guid) - 1];
}

static void copy(void *to, const void *from, u64 length)
{
	for (u64 i = 0; i < length; i++)
		((u8 *)to)[i] = ((const u8 *)from)[i];
}

static void complement(struct message *message)
{
	for (u64 i = 0; i < message->length; i++)
		message->data[i] = ~message->data[i];
}

static u64 answer_later(struct message *message)
{
	if (message->length > LATE_MOST)
		return MM_NO_MEMORY;
	copy(late.bytes, message, sizeof(*message) + message->length);
	complement((struct message *)late.bytes);
	late.place = message;
	return MM_SUCCESS;
}

/* Returns where the late answer was written, null where there was none. */
static struct message *answer_late(void)
{
	struct message *place = late.place;

	if (place)
		copy(place, late.bytes,
		     sizeof(*place) + ((struct message *)late.bytes)->length);
	late.place = (void *)0;
	return place;
}

/* What is wrong with the answer, when the message itself has been answered. */
static void spoil(struct message *message, enum monitor_fault fault)
{
	switch (fault) {
	case MONITOR_LENGTH_MORE:
		message->length += 1;
		break;
	case MONITOR_LENGTH_ABOVE:
		message->length = NS_BUFFER_END - NS_BUFFER;
		break;
	case MONITOR_LENGTH_WRAPS:
		message->length = (u64)-1;
		break;
	case MONITOR_LENGTH_ZERO:
		message->length = 0;
		break;
	case MONITOR_RECIPIENT:
		message->recipient[0] ^= 1;
		break;
	case MONITOR_PAST_END:
		message->data[message->length] = MONITOR_PAST_END_BYTE;
		break;
	default:
		break;
	}
}

static u64 dispatch(struct message *message)
{
	enum monitor_fault fault = fault_of(message);

	switch (fault) {
	case MONITOR_NOT_SUPPORTED:
		return NOT_SUPPORTED;
	case MONITOR_INVALID:
		return MM_INVALID;
	case MONITOR_DENIED:
		return MM_DENIED;
	case MONITOR_NO_MEMORY:
		return MM_NO_MEMORY;
	case MONITOR_UNDEFINED:
		return MONITOR_CODE_UNDEFINED;
	case MONITOR_WIDE:
		return MONITOR_CODE_WIDE;
	case MONITOR_NARROW:
		return MONITOR_CODE_NARROW;
	case MONITOR_LATE:
		return answer_later(message);
	case MONITOR_COUNT:
		if (message->length >= sizeof(messages))
			copy(message->data, &messages, sizeof(messages));
		return MM_SUCCESS;
	case MONITOR_TWICE:
		refused = (refused + 1) % 3;
		if (refused)
			return MM_NO_MEMORY;
		break;
	case MONITOR_COMPLEMENT:
	case MONITOR_LENGTH_MORE:
	case MONITOR_LENGTH_ABOVE:
	case MONITOR_LENGTH_WRAPS:
	case MONITOR_LENGTH_ZERO:
	case MONITOR_RECIPIENT:
	case MONITOR_PAST_END:
		break;
	default:
		return MM_SUCCESS;	/* nobody's: left as it was */
	}
	complement(message);
	spoil(message, fault);
	return MM_SUCCESS;
}

u64 mm_call(u32 function, u64 cookie, u64 address, u64 size)
{
	struct message *message = (struct message *)address;
	struct message *late_place = answer_late();
	u64 code;

	if (function == MM_VERSION)
		return version;
	spoil_simd();
	code = check(cookie, address, size);
	if (code != MM_SUCCESS)
		return code;
	messages++;
	/* The late answer stands where the request was: there is none any more. */
	if (late_place == message)
		return MM_SUCCESS;
	return dispatch(message);
}
