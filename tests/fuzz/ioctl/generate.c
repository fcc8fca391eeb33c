// SPDX-License-Identifier: GPL-2.0
/*
 * Makes up structures, see generate.h.
 */
#include <stdint.h>
#include <string.h>

#include "generate.h"
#include "payload.h"

/* The longest structure that the device looks at, and some more. */
#define MAX_STRUCTURE	(2 * ARENA_PAGE)

/* Offsets of the structures in memory that can only be read. */
#define SEALED_COMMUNICATE	0
#define SEALED_LIST		ARENA_PAGE
#define SEALED_INFO		(2 * ARENA_PAGE)
#define SEALED_TRIGGER		(3 * ARENA_PAGE)
#define SEALED_BYTES		(4 * ARENA_PAGE)

static __u64 address_of(const void *at)
{
	return (uintptr_t)at;
}

/* Addresses where nothing of ours can be read or written. */
static __u64 bad_address(struct random *random, const struct arena *arena)
{
	static const __u64 addresses[] = {
		0, 1, 8, 4095,
		0x60000000,		/* user-mode Linux's own text */
		0x00007ffffffff000,	/* the end of user memory on x86 */
		0x0000800000000000, 0x8000000000000000,
		0xffff800000000000, 0xffff888000000000, 0xffffffff81000000,
		0xffffffffff600000, 0xfffffffffffff000, 0xfffffffffffffff8,
		0xffffffffffffffff,
	};

	switch (random_below(random, 4)) {
	case 0:
		return address_of(arena->data) - random_between(random, 4096, 8192);
	case 1:
		return address_of(arena->data) + arena->data_len +
		       random_below(random, 4096);
	default:
		return random_of(random, addresses);
	}
}

/* An address for @length bytes to be read or, in part, not. */
static __u64 odd_address(struct random *random, const struct arena *arena, __u64 length)
{
	__u64 end = address_of(arena->data) + arena->data_len;

	switch (random_below(random, 8)) {
	case 0:
	case 1:
		return bad_address(random, arena);
	case 2:
		/* Ends with the data, or in the hole behind it. */
		return end - length;
	case 3:
		return end - random_below(random, length < 4096 ? length + 1 : 4096);
	case 4:
		return address_of(arena->sealed) + SEALED_BYTES +
		       random_below(random, ARENA_PAGE);
	case 5:
		return address_of(arena->sealed) + arena->sealed_len -
		       random_below(random, 64);
	case 6:
		/* In the structure itself, or near it. */
		return address_of(arena->structure) + random_below(random, 512);
	default:
		return address_of(arena->data) + random_below(random, arena->data_len);
	}
}

/*
 * Puts a structure where the ioctl will look for it. @known is the size that the
 * kernel knows; a longer one has a tail of zeroes, or nearly.
 */
static __u64 place(struct worker *worker, const void *structure, __u32 known,
		   bool spoil, size_t sealed)
{
	struct random *random = &worker->random;
	struct arena *arena = &worker->arena;
	__u64 address = address_of(arena->structure) + 64 + 8 * random_below(random, 16);
	__u8 bytes[MAX_STRUCTURE] = { 0 };
	__u32 size, length, room;

	memcpy(bytes, structure, known);
	memcpy(&size, bytes, sizeof(size));
	length = size > known && size <= sizeof(bytes) ? size : known;
	if (spoil && length > known && random_one_in(random, 2))
		bytes[random_between(random, known, length - 1)] = 1U << random_below(random, 8);
	if (spoil) {
		switch (random_below(random, 8)) {
		case 0:
			address += random_below(random, 8);
			break;
		case 1:
			address = address_of(arena->data) + arena->data_len - length;
			break;
		case 2:
			address = address_of(arena->data) + arena->data_len -
				  random_below(random, length);
			break;
		case 3:
			return random_one_in(random, 2) ?
			       address_of(arena->sealed) + sealed :
			       bad_address(random, arena);
		default:
			break;
		}
	}
	room = arena_writable(arena, address);
	memcpy((void *)(uintptr_t)address, bytes, length < room ? length : room);
	return address;
}

static __u32 odd_size(struct random *random, __u32 known)
{
	static const __u32 sizes[] = {
		0, 1, 4, 8, 4095, 4096, 4097, 0x7fffffff, 0x80000000, 0xffffffff,
	};

	switch (random_below(random, 6)) {
	case 0:
		return random_of(random, sizes);
	case 1:
		return known - random_between(random, 1, 8);
	case 2:
	case 3:
		return known + random_between(random, 1, 64);
	case 4:
		return random_between(random, known, 4096);
	default:
		return random_below(random, known);
	}
}

static __u32 enabled_buffer(struct worker *worker)
{
	const struct device *device = worker->device;

	if (!device->buffer_count || random_one_in(&worker->random, 2))
		return MMCOMM_BUFFER_ANY;
	return device->buffers[random_below(&worker->random, device->buffer_count)].id;
}

static __u32 usable_version(struct worker *worker)
{
	static const __u32 versions[] = { 0, MMCOMM_HEADER_V1, MMCOMM_HEADER_V3 };
	__u32 version = random_of(&worker->random, versions);

	return worker->device->info.header_versions & 1U << version ? version : 0;
}

/* A message that has to work, whatever its handler says. */
static enum handler make_valid(struct worker *worker, struct mmcomm_communicate *message,
			       struct mmcomm_relocation *relocations)
{
	struct random *random = &worker->random;
	struct arena *arena = &worker->arena;
	size_t outputs = offsetof(struct mmcomm_communicate, mm_status);
	__u32 capacity = worker->device->info.max_message_len;
	enum handler handler;
	__u32 told;

	/* The longest message behind the longest header. */
	capacity = capacity > 32 ? capacity - 32 : 1;
	memset(message, 0, sizeof(*message));
	random_fill(random, (__u8 *)message + outputs, sizeof(*message) - outputs);
	message->size = sizeof(*message);
	message->buffer_id = enabled_buffer(worker);
	message->header_version = usable_version(worker);
	handler = recipient_choose(random, worker->device->recipients, message->recipient);

	message->request_len = random_one_in(random, 32) ?
			       random_between(random, 1, capacity) :
			       random_between(random, 1, capacity < 512 ? capacity : 512);
	if (random_one_in(random, 64))
		message->request_len = capacity;
	if (random_one_in(random, 3)) {
		message->message_len = message->request_len + random_below(random, 600);
		if (message->message_len > capacity)
			message->message_len = capacity;
	}
	told = message->message_len ? message->message_len : message->request_len;
	if (random_one_in(random, 5)) {
		message->window_len = told + random_below(random, 5000);
		if (message->window_len > capacity)
			message->window_len = capacity;
	}
	payload_make(worker, handler, message, relocations);

	told = message->message_len ? message->message_len : message->request_len;
	message->relocations = message->relocation_count ?
			       address_of(arena->list) + 4 * random_below(random, 64) : 0;
	message->request = address_of(arena->request) + random_below(random, 128);
	message->response = random_one_in(random, 4) ? message->request :
			    address_of(arena->response) + random_below(random, 128);
	switch (random_below(random, 8)) {
	case 0:
		message->response_capacity = random_below(random, told + 1);
		break;
	case 1:
		message->response_capacity = random_length(random, told, capacity);
		if (message->response == message->request &&
		    message->response_capacity > arena->room)
			message->response_capacity = arena->room - 128;
		break;
	case 2:
		message->response_capacity = 0;
		break;
	default:
		message->response_capacity =
			(message->window_len > told ? message->window_len : told) +
			random_below(random, 64);
		break;
	}
	if (!message->response_capacity && random_one_in(random, 2))
		message->response = bad_address(random, arena);
	return handler;
}

/* Request and response that share memory, in every way that there is. */
static void make_overlap(struct random *random, struct mmcomm_communicate *message)
{
	__u64 request = message->request;
	__u32 length = message->request_len;
	__u32 capacity = message->response_capacity;

	switch (random_below(random, 8)) {
	case 0:
		message->response = request + length;
		break;
	case 1:
		message->response = request + length - 1;
		break;
	case 2:
		message->response = request - capacity;
		break;
	case 3:
		message->response = request - capacity + 1;
		break;
	case 4:
		message->response = request + 1;
		break;
	case 5:
		message->response = request - 1;
		break;
	case 6:
		message->response = request + random_below(random, length + 1);
		break;
	default:
		message->response = request;
		break;
	}
}

static void spoil_relocations(struct worker *worker, struct mmcomm_communicate *message,
			      struct mmcomm_relocation *relocations)
{
	struct random *random = &worker->random;
	struct mmcomm_relocation *one;
	__u32 told = message->message_len ? message->message_len : message->request_len;
	__u32 window = message->window_len ? message->window_len : told;

	switch (random_below(random, 5)) {
	case 0:
		message->relocation_count = random_between(random, 0, 20);
		break;
	case 1:
		message->relocation_count = random_u64(random);
		break;
	case 2:
		message->relocations = odd_address(random, &worker->arena,
						   message->relocation_count *
						   sizeof(*relocations));
		break;
	default:
		if (!message->relocation_count)
			message->relocation_count = 1;
		if (!message->relocations)
			message->relocations = address_of(worker->arena.list);
		one = &relocations[random_below(random, MMCOMM_MAX_RELOCATIONS)];
		if (random_one_in(random, 2))
			one->payload_offset = told - 9 + random_below(random, 4);
		else
			one->payload_offset = random_length(random, told, window);
		one->window_offset = random_one_in(random, 2) ?
				     window - 1 + random_below(random, 2) :
				     random_length(random, window, window);
		break;
	}
}

/* One mistake. */
static void spoil_message(struct worker *worker, struct mmcomm_communicate *message,
			  struct mmcomm_relocation *relocations)
{
	struct random *random = &worker->random;
	struct arena *arena = &worker->arena;
	__u64 capacity = worker->device->info.max_message_len;
	__u32 told = message->message_len ? message->message_len : message->request_len;

	switch (random_below(random, 18)) {
	case 0:
		message->size = odd_size(random, sizeof(*message));
		break;
	case 1:
		message->flags = 1U << random_below(random, 32);
		break;
	case 2:
		message->reserved = 1U << random_below(random, 32);
		break;
	case 3:
		recipient_choose(random, worker->device->recipients, message->recipient);
		break;
	case 4:
		memcpy(message->recipient,
		       recipient_guid(random_one_in(random, 2) ? HANDLER_ZERO : HANDLER_MARKER),
		       sizeof(message->recipient));
		break;
	case 5:
		message->buffer_id = random_one_in(random, 2) ? random_below(random, 20) :
								random_u64(random);
		break;
	case 6:
		message->header_version = random_one_in(random, 2) ? random_below(random, 5) :
								     random_u64(random);
		break;
	case 7:
		message->request_len = random_length(random, told, capacity);
		break;
	case 8:
		message->message_len = random_length(random, message->request_len, capacity);
		break;
	case 9:
		message->window_len = random_length(random, told, capacity);
		break;
	case 10:
		message->response_capacity = random_length(random, told, capacity);
		break;
	case 11:
	case 12:
		spoil_relocations(worker, message, relocations);
		break;
	case 13:
		message->request = odd_address(random, arena, message->request_len);
		break;
	case 14:
	case 15:
		message->response = odd_address(random, arena, message->response_capacity);
		break;
	default:
		make_overlap(random, message);
		break;
	}
}

/* What is written to holds one byte before, so that every other one is noticed. */
static void fill_response(struct worker *worker, __u64 address, __u64 length)
{
	__u64 room = arena_writable(&worker->arena, address);

	if (length > 8192)
		length = 8192;
	if (length > room)
		length = room;
	if (length)
		memset((void *)(uintptr_t)address, random_below(&worker->random, 256), length);
}

/* What the structure points to, as far as there is memory; the structure is last. */
static void lay_down(struct worker *worker, const struct mmcomm_communicate *message,
		     const struct mmcomm_relocation *relocations)
{
	struct arena *arena = &worker->arena;
	__u32 count = message->relocation_count < MMCOMM_MAX_RELOCATIONS ?
		      message->relocation_count : MMCOMM_MAX_RELOCATIONS;
	size_t bytes = count * sizeof(*relocations);
	size_t room = arena_writable(arena, message->relocations);
	size_t length;

	fill_response(worker, message->response, (__u64)message->response_capacity + 64);
	if (room)
		memcpy((void *)(uintptr_t)message->relocations, relocations,
		       bytes < room ? bytes : room);
	room = arena_writable(arena, message->request);
	length = message->request_len < arena->room ? message->request_len : arena->room;
	if (room)
		memcpy((void *)(uintptr_t)message->request, worker->payload,
		       length < room ? length : room);
}

/* Real firmware must not see what could change anything. */
static void disarm(struct worker *worker, __u64 address)
{
	struct mmcomm_communicate *message = (void *)(uintptr_t)address;

	if (worker->device->recipients != RECIPIENTS_REAL ||
	    !arena_writes(&worker->arena, address, sizeof(*message)) ||
	    payload_harmless(worker, message))
		return;
	memset(message->recipient, 0xff, sizeof(message->recipient));
}

__u64 generate_communicate(struct worker *worker)
{
	struct mmcomm_relocation relocations[MMCOMM_MAX_RELOCATIONS];
	struct random *random = &worker->random;
	struct mmcomm_communicate message;
	bool spoil_place = false;
	__u64 address;
	__u32 mistakes, made;

	random_fill(random, relocations, sizeof(relocations));
	make_valid(worker, &message, relocations);
	made = message.request_len;
	switch (random_below(random, 20)) {
	case 0 ... 9:
		mistakes = 0;
		break;
	case 10 ... 16:
		mistakes = 1;
		break;
	case 17:
		mistakes = 0;
		spoil_place = true;
		break;
	default:
		mistakes = random_between(random, 2, 8);
		spoil_place = random_one_in(random, 2);
		break;
	}
	while (mistakes--)
		spoil_message(worker, &message, relocations);
	/* Longer than what was made: the rest must follow from the call alone, too. */
	if (message.request_len > made)
		memset(worker->payload + made, 0x5e, worker->arena.room - made);
	lay_down(worker, &message, relocations);
	address = place(worker, &message, sizeof(message), spoil_place, SEALED_COMMUNICATE);
	disarm(worker, address);
	return address;
}

__u64 generate_race(struct worker *worker)
{
	static const enum handler handlers[] = {
		HANDLER_ECHO, HANDLER_STATUS, HANDLER_SECOND_LOOK, HANDLER_SUPERVISOR,
	};
	struct random *random = &worker->random;
	struct arena *arena = &worker->arena;
	size_t outputs = offsetof(struct mmcomm_communicate, mm_status);
	struct mmcomm_communicate message = {
		.size = sizeof(message),
		.buffer_id = enabled_buffer(worker),
		.header_version = usable_version(worker),
		.request = address_of(arena->request),
		.response = address_of(arena->response),
		.relocations = address_of(arena->list),
		.request_len = random_between(random, 1, 512),
	};

	memcpy(message.recipient, recipient_guid(random_of(random, handlers)),
	       sizeof(message.recipient));
	message.response_capacity = message.request_len;
	/* So that what is not written back is noticed. */
	memset((__u8 *)&message + outputs, 0xee, sizeof(message) - outputs);
	memset(arena->request, random_below(random, 256), 1024);
	memset(arena->list, 0, MMCOMM_MAX_RELOCATIONS * sizeof(struct mmcomm_relocation));
	memcpy(arena->structure + 64, &message, sizeof(message));
	return address_of(arena->structure) + 64;
}

void generate_change(struct random *random, const struct worker *worker,
		     struct mmcomm_communicate *message)
{
	static const __u32 sizes[] = {
		sizeof(*message), sizeof(*message), sizeof(*message) + 4, 0, 4, 4096, 8192,
		0xffffffff,
	};
	static const enum handler handlers[] = {
		HANDLER_ECHO, HANDLER_STATUS, HANDLER_WRONG_LENGTH, HANDLER_PAST_END,
		HANDLER_ZERO, HANDLER_MARKER,
	};
	const struct arena *arena = &worker->arena;
	__u64 capacity = worker->device->info.max_message_len;
	__u32 value = random_length(random, message->request_len, capacity);
	struct mmcomm_relocation *relocation = (void *)arena->list;

	switch (random_below(random, 14)) {
	case 0:
		message->size = random_of(random, sizes);
		break;
	case 1:
		message->flags = random_below(random, 2);
		break;
	case 2:
		message->reserved = random_below(random, 2);
		break;
	case 3:
		memcpy(message->recipient, recipient_guid(random_of(random, handlers)),
		       sizeof(message->recipient));
		break;
	case 4:
		message->request = address_of(arena->request) + random_below(random, 512);
		break;
	case 5:
		message->response = random_one_in(random, 8) ? address_of(arena->sealed) :
				    address_of(arena->response) + random_below(random, 512);
		break;
	case 6:
		message->request_len = value;
		break;
	case 7:
		message->message_len = value;
		break;
	case 8:
		message->window_len = value;
		break;
	case 9:
		message->response_capacity = value;
		break;
	case 10:
		message->relocation_count = random_below(random, 18);
		break;
	case 11:
		relocation += random_below(random, MMCOMM_MAX_RELOCATIONS);
		relocation->payload_offset = value;
		relocation->window_offset = random_below(random, 64);
		break;
	case 12:
		message->header_version = random_below(random, 4);
		break;
	default:
		arena->request[random_below(random, 512)] = value;
		break;
	}
}

__u64 generate_info(struct worker *worker)
{
	struct random *random = &worker->random;
	struct mmcomm_info info;
	bool spoil = random_one_in(random, 2);

	random_fill(random, &info, sizeof(info));
	info.size = sizeof(info);
	if (spoil && random_one_in(random, 2))
		info.size = odd_size(random, sizeof(info));
	return place(worker, &info, sizeof(info), spoil, SEALED_INFO);
}

__u64 generate_list(struct worker *worker, bool discovery)
{
	static const __u32 entry_sizes[] = {
		0, 7, 8, 9, 39, 40, 41, 207, 208, 209, 4095, 4096, 4097,
	};
	struct random *random = &worker->random;
	struct arena *arena = &worker->arena;
	__u32 count = discovery ? worker->device->place_count : worker->device->buffer_count;
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = discovery ? sizeof(struct mmcomm_discovery_entry) :
					  sizeof(struct mmcomm_buffer_entry),
		.capacity = random_below(random, count + 3),
		.count = random_u64(random),
		.entries = address_of(arena->response) + random_below(random, 64),
	};
	bool spoil = false;
	__u64 bytes;

	switch (random_below(random, 12)) {
	case 0:
		list.size = odd_size(random, sizeof(list));
		break;
	case 1 ... 2:
		list.entry_size = random_of(random, entry_sizes);
		break;
	case 3:
		list.entry_size = random_between(random, 8, 4096);
		break;
	case 4:
		list.entry_size = random_u64(random);
		break;
	case 5:
		list.capacity = random_length(random, count, 4096);
		break;
	case 6 ... 7:
		bytes = (__u64)list.entry_size * (list.capacity < count ? list.capacity : count);
		list.entries = odd_address(random, arena, bytes);
		break;
	case 8:
		list.entries = 0;
		break;
	case 9:
		spoil = true;
		break;
	default:
		break;
	}
	fill_response(worker, list.entries, (__u64)list.entry_size * (count + 2));
	return place(worker, &list, sizeof(list), spoil, SEALED_LIST);
}

/*
 * With a device that raises MMIs, never one that would be raised. Over SMC there is
 * nothing to raise.
 */
__u64 generate_trigger(struct worker *worker)
{
	struct random *random = &worker->random;
	struct mmcomm_trigger trigger;
	bool spoil = random_one_in(random, 4);

	random_fill(random, &trigger, sizeof(trigger));
	trigger.size = sizeof(trigger);
	trigger.flags = random_one_in(random, 4) ? random_u64(random) : 0;
	trigger.reserved = random_one_in(random, 4) ? random_u64(random) : 0;
	trigger.command = random_below(random, random_one_in(random, 4) ? 0x200 : 0x100);
	trigger.data = random_below(random, random_one_in(random, 4) ? 0x200 : 0x100);
	if (spoil && random_one_in(random, 2))
		trigger.size = odd_size(random, sizeof(trigger));
	if (worker->device->info.flags & MMCOMM_INFO_CAN_TRIGGER ||
	    (worker->device->recipients == RECIPIENTS_REAL &&
	     !device_answers_in_place(worker->device)))
		trigger.flags |= 1;
	return place(worker, &trigger, sizeof(trigger), spoil, SEALED_TRIGGER);
}

/* The type is the device's or next to it: others mean something to every file. */
unsigned long generate_number(struct random *random)
{
	unsigned long number;

	do {
		number = (__u32)random_u64(random);
		if (random_one_in(random, 2))
			number &= 0xffff;
		if (random_one_in(random, 2))
			number &= ~0xe0UL;
		number = (number & ~0xff00UL) |
			 (MMCOMM_IOC_TYPE - 1 + random_below(random, 3)) << 8;
	} while (number >= MMCOMM_IOC_INFO && number <= MMCOMM_IOC_TRIGGER);
	return number;
}

void generate_seal(struct arena *arena)
{
	struct mmcomm_communicate message = {
		.size = sizeof(message),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = address_of(arena->sealed) + SEALED_BYTES,
		.response = address_of(arena->response),
		.request_len = 16,
		.response_capacity = 16,
	};
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(struct mmcomm_buffer_entry),
		.capacity = 1,
		.entries = address_of(arena->response),
	};
	struct mmcomm_info info = { .size = sizeof(info) };
	struct mmcomm_trigger trigger = { .size = sizeof(trigger), .flags = 1 };

	memset(message.recipient, 0xff, sizeof(message.recipient));
	memset(arena->sealed, 0, arena->sealed_len);
	memcpy(arena->sealed + SEALED_COMMUNICATE, &message, sizeof(message));
	memcpy(arena->sealed + SEALED_LIST, &list, sizeof(list));
	memcpy(arena->sealed + SEALED_INFO, &info, sizeof(info));
	memcpy(arena->sealed + SEALED_TRIGGER, &trigger, sizeof(trigger));
	for (size_t i = SEALED_BYTES; i < arena->sealed_len; i++)
		arena->sealed[i] = i * 7;
}
