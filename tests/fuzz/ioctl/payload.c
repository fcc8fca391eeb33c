// SPDX-License-Identifier: GPL-2.0
/*
 * Payloads that handlers understand, or nearly, see payload.h.
 */
#include <endian.h>
#include <stdint.h>
#include <string.h>

#include <linux/mmcomm_sim.h>

#include "payload.h"

#define SUPERVISOR_SIGNATURE	0x5055534d /* 'MSUP' */

static void put64(__u8 *to, __u64 value)
{
	value = htole64(value);
	memcpy(to, &value, sizeof(value));
}

static void put32(__u8 *to, __u32 value)
{
	value = htole32(value);
	memcpy(to, &value, sizeof(value));
}

/*
 * A namespace for each worker: what it leaves behind it finds again. Real firmware
 * has variables in the one of the UEFI standard.
 */
static void put_vendor(const struct worker *worker, __u8 *to)
{
	static const __u8 global[16] = {
		0x61, 0xdf, 0xe4, 0x8b, 0xca, 0x93, 0xd2, 0x11,
		0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c,
	};

	memcpy(to, global, sizeof(global));
	if (worker->device->recipients != RECIPIENTS_REAL)
		to[15] = worker->number;
}

/* ASCII to UCS-2, with its NUL. Returns the bytes. */
static size_t put_name(__u8 *to, const char *name)
{
	size_t length = strlen(name) + 1;

	for (size_t i = 0; i < length; i++) {
		to[2 * i] = name[i];
		to[2 * i + 1] = 0;
	}
	return 2 * length;
}

size_t payload_variable(const struct worker *worker, __u8 *to, __u64 function,
			const char *name, const void *data, __u64 data_size)
{
	size_t name_size = put_name(to + VARIABLE_ACCESS_LEN, name);

	put64(to, function);
	put64(to + 8, ~0ULL);
	put_vendor(worker, to + 16);
	put64(to + 32, data_size);
	put64(to + 40, name_size);
	put32(to + 48, function == VARIABLE_SET ? VARIABLE_ATTRIBUTES : 0);
	if (data)
		memcpy(to + VARIABLE_ACCESS_LEN + name_size, data, data_size);
	return VARIABLE_ACCESS_LEN + name_size + (data ? data_size : 0);
}

size_t payload_variable_size(__u8 *to)
{
	put64(to, VARIABLE_PAYLOAD_SIZE);
	put64(to + 8, ~0ULL);
	put64(to + 16, 0);
	return 24;
}

static const char * const names[] = { "a", "b", "fuzz", "BootOrder", "a longer name" };

/* Sizes and attributes that are wrong, in a message that is right otherwise. */
static void spoil_variable(struct random *random, __u8 *payload, size_t length)
{
	static const __u64 sizes[] = {
		0, 1, 2, 3, 0xffffffff, 0x7fffffffffffffff, 0xfffffffffffffffe,
		0xffffffffffffffcc, 1ULL << 32, 65536, 65484,
	};

	switch (random_below(random, 5)) {
	case 0:
		put64(payload + 32, random_of(random, sizes));
		break;
	case 1:
		put64(payload + 40, random_of(random, sizes));
		break;
	case 2:
		put32(payload + 48, random_below(random, 0x80));
		break;
	case 3:
		put64(payload, random_below(random, 16));
		break;
	default:
		/* Behind the namespace, which stays the worker's own. */
		if (length > 32)
			payload[random_between(random, 32, length - 1)] ^=
				1U << random_below(random, 8);
		break;
	}
}

/*
 * With real firmware there are functions that only read, without a mistake in
 * the function's number. @random decides everything else.
 */
static void make_variable(struct worker *worker, struct mmcomm_communicate *message)
{
	bool real = worker->device->recipients == RECIPIENTS_REAL;
	struct random *random = &worker->random;
	__u8 *payload = worker->payload;
	const char *name = random_of(random, names);
	__u8 data[200];
	__u32 room = random_one_in(random, 4) ? random_below(random, 8) :
						random_below(random, sizeof(data));
	size_t length;

	switch (random_below(random, real ? 4 : 6)) {
	case 0:
		length = payload_variable(worker, payload, VARIABLE_GET, name, NULL, room);
		message->message_len = length + room;
		break;
	case 1:
		memset(payload, 0, VARIABLE_NEXT_LEN + 256);
		put64(payload, VARIABLE_NEXT);
		put_vendor(worker, payload + 16);
		put64(payload + 32, room);
		length = VARIABLE_NEXT_LEN;
		if (random_one_in(random, 2))
			length += put_name(payload + length, name);
		message->message_len = length + room;
		break;
	case 2:
		memset(payload, 0, 48);
		put64(payload, VARIABLE_QUERY);
		put32(payload + 40, VARIABLE_ATTRIBUTES);
		length = 48;
		break;
	case 3:
		length = payload_variable_size(payload);
		break;
	default:
		random_fill(random, data, sizeof(data));
		length = payload_variable(worker, payload, VARIABLE_SET, name, data,
					  random_one_in(random, 3) ? 0 : room);
		break;
	}
	if (!real && random_one_in(random, 3))
		spoil_variable(random, payload, length);
	message->request_len = length;
}

static void make_supervisor(struct worker *worker, struct mmcomm_communicate *message)
{
	struct random *random = &worker->random;

	memset(worker->payload, 0, 64);
	put32(worker->payload, SUPERVISOR_SIGNATURE);
	put32(worker->payload + 4, 1);
	put32(worker->payload + 8, 3);
	if (random_one_in(random, 4))
		put32(worker->payload + 4 * random_below(random, 3),
		      random_below(random, 5));
	message->request_len = random_one_in(random, 3) ? random_between(random, 1, 64) : 40;
}

/* Through a pointer that the kernel fills in, or to an address of a buffer. */
static void make_fill(struct worker *worker, struct mmcomm_communicate *message,
		      struct mmcomm_relocation *relocations)
{
	const struct device *device = worker->device;
	struct random *random = &worker->random;
	struct mmcomm_sim_fill fill = { .value = random_below(random, 256) };
	__u32 window = 16 + random_below(random, 1024);
	__u32 offset = random_below(random, window);

	message->request_len = sizeof(fill);
	message->window_len = window;
	message->relocation_count = 0;
	fill.length = random_below(random, window - offset + 1);
	if (random_one_in(random, 8))
		fill.length += random_below(random, 64);
	if (random_one_in(random, 16))
		fill.value |= random_u64(random);
	if (random_one_in(random, 6)) {
		const struct mmcomm_buffer_entry *buffer =
			&device->buffers[random_below(random, device->buffer_count)];

		fill.address = buffer->address + random_below(random, 2 * 4096) - 32;
		fill.length = random_length(random, 64, buffer->length);
	} else {
		relocations[0].payload_offset = 0;
		relocations[0].window_offset = offset;
		message->relocation_count = 1;
	}
	memcpy(worker->payload, &fill, sizeof(fill));
}

static void make_bytes(struct worker *worker, struct mmcomm_communicate *message,
		       struct mmcomm_relocation *relocations)
{
	struct random *random = &worker->random;
	__u32 told, window;

	random_fill(random, worker->payload,
		    message->request_len < 64 ? message->request_len : 64);
	if (message->request_len > 64)
		memset(worker->payload + 64, random_below(random, 256),
		       message->request_len - 64);

	message->relocation_count = 0;
	if (!random_one_in(random, 6))
		return;
	told = message->message_len ? message->message_len : message->request_len;
	window = message->window_len ? message->window_len : told;
	if (told < 8)
		return;
	message->relocation_count = random_between(random, 1, MMCOMM_MAX_RELOCATIONS);
	for (__u32 i = 0; i < message->relocation_count; i++) {
		relocations[i].payload_offset = random_below(random, told - 7);
		relocations[i].window_offset = random_below(random, window);
	}
}

void payload_make(struct worker *worker, enum handler handler,
		  struct mmcomm_communicate *message,
		  struct mmcomm_relocation *relocations)
{
	__u32 message_len = message->message_len;

	switch (handler) {
	case HANDLER_VARIABLE:
		message->message_len = 0;
		message->window_len = 0;
		make_variable(worker, message);
		break;
	case HANDLER_SUPERVISOR:
		message->message_len = 0;
		message->window_len = 0;
		make_supervisor(worker, message);
		if (message_len > message->request_len)
			message->message_len = message_len;
		break;
	case HANDLER_FILL:
		message->message_len = 0;
		make_fill(worker, message, relocations);
		break;
	default:
		make_bytes(worker, message, relocations);
		break;
	}
}

bool payload_harmless(const struct worker *worker,
		      const struct mmcomm_communicate *message)
{
	const struct mmcomm_relocation *relocations;
	__u64 function = 0;
	__u32 length = message->request_len < sizeof(function) ? message->request_len :
								 sizeof(function);

	switch (recipient_handler(message->recipient)) {
	case HANDLER_NONE:
		/* Made up, as nothing else begins with this byte here. */
		return message->recipient[0] == 0xff;
	case HANDLER_ZERO:
	case HANDLER_MARKER:
		return true;
	case HANDLER_VARIABLE:
		break;
	default:
		return false;
	}
	/* What cannot be read is not sent. */
	if (!arena_reads(&worker->arena, message->request, length))
		return true;
	memcpy(&function, (const void *)(uintptr_t)message->request, length);
	if (message->relocation_count > MMCOMM_MAX_RELOCATIONS ||
	    !arena_reads(&worker->arena, message->relocations,
			 message->relocation_count * sizeof(*relocations)))
		return true;
	relocations = (const void *)(uintptr_t)message->relocations;
	for (__u32 i = 0; i < message->relocation_count; i++) {
		if (relocations[i].payload_offset < sizeof(function))
			return false;
	}
	return function == VARIABLE_GET || function == VARIABLE_NEXT ||
	       function == VARIABLE_QUERY || function == VARIABLE_PAYLOAD_SIZE;
}
