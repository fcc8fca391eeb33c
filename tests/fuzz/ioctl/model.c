// SPDX-License-Identifier: GPL-2.0
/*
 * What the device must do with a message, see model.h. The order of checks is
 * the one in Documentation/userspace-api/mmcomm.rst, and nothing here was taken
 * from the driver: two descriptions of one thing that must agree.
 */
#include <endian.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "handlers.h"
#include "model.h"

#define GUARD		4096

/* What a secure partition wants in front of a message, where that is more. */
#define IN_PLACE_ROOM	32

/* So much comes back from there with a message, behind it. */
#define IN_PLACE_BEHIND	8

/* A secure partition copies messages to a heap of its own, which holds this much. */
#define IN_PLACE_HEAP	65536

#define SMC_NO_MEMORY		(-5LL)
#define EFI_ERROR(code)		(1ULL << 63 | (code))
#define EFI_OUT_OF_RESOURCES	EFI_ERROR(9)

void model_create(struct model *model, const struct device *device)
{
	model->image_len = 0;
	for (__u32 i = 0; i < device->buffer_count; i++) {
		if (device->buffers[i].length > model->image_len)
			model->image_len = device->buffers[i].length;
	}
	free(model->image);
	model->image = calloc(1, model->image_len);
	if (!model->image) {
		fprintf(stderr, "mmcomm-fuzz: no memory for a model of a buffer\n");
		exit(2);
	}
}

static void predict(struct prediction *prediction, int error, __u32 reason)
{
	prediction->error = error;
	prediction->out.reason = reason;
}

static __u32 header_len(__u32 version)
{
	return version == MMCOMM_HEADER_V3 ? 56 : 24;
}

static __u32 told_len(const struct mmcomm_communicate *in)
{
	return in->message_len ? in->message_len : in->request_len;
}

static __u32 window_len(const struct mmcomm_communicate *in)
{
	return in->window_len ? in->window_len : told_len(in);
}

static bool fields_sound(const struct mmcomm_communicate *in,
			 struct prediction *prediction)
{
	enum handler handler = recipient_handler(in->recipient);

	if (in->flags)
		predict(prediction, EINVAL, MMCOMM_REASON_FLAGS);
	else if (in->reserved)
		predict(prediction, EINVAL, MMCOMM_REASON_RESERVED);
	else if (handler == HANDLER_ZERO)
		predict(prediction, EINVAL, MMCOMM_REASON_ZERO_GUID);
	else if (handler == HANDLER_MARKER)
		predict(prediction, EINVAL, MMCOMM_REASON_MARKER_GUID);
	else if (in->header_version && in->header_version != MMCOMM_HEADER_V1 &&
		 in->header_version != MMCOMM_HEADER_V3)
		predict(prediction, EINVAL, MMCOMM_REASON_HEADER_VERSION);
	else if (!in->request_len)
		predict(prediction, EINVAL, MMCOMM_REASON_EMPTY_REQUEST);
	else if (told_len(in) < in->request_len)
		predict(prediction, EINVAL, MMCOMM_REASON_MESSAGE_LEN);
	else if (window_len(in) < told_len(in))
		predict(prediction, EINVAL, MMCOMM_REASON_WINDOW_LEN);
	else
		return true;
	return false;
}

static bool relocations_sound(const struct arena *arena,
			      const struct mmcomm_communicate *in,
			      struct mmcomm_relocation *relocations,
			      struct prediction *prediction)
{
	__u64 bytes = (__u64)in->relocation_count * sizeof(*relocations);

	if (!in->relocation_count)
		return true;
	predict(prediction, EINVAL, MMCOMM_REASON_RELOCATION);
	if (in->relocation_count > MMCOMM_MAX_RELOCATIONS || !in->relocations)
		return false;
	if (!arena_reads(arena, in->relocations, bytes)) {
		prediction->error = EFAULT;
		return false;
	}
	memcpy(relocations, (const void *)(uintptr_t)in->relocations, bytes);
	for (__u32 i = 0; i < in->relocation_count; i++) {
		if ((__u64)relocations[i].payload_offset + 8 > told_len(in) ||
		    relocations[i].window_offset >= window_len(in))
			return false;
	}
	predict(prediction, 0, MMCOMM_REASON_NONE);
	return true;
}

static bool apart(const struct mmcomm_communicate *in, struct prediction *prediction)
{
	__u64 request = in->request, response = in->response;

	if (in->response_capacity && request != response &&
	    (request < response ? response - request < in->request_len :
				  request - response < in->response_capacity)) {
		predict(prediction, EINVAL, MMCOMM_REASON_OVERLAP);
		return false;
	}
	return true;
}

static bool choose_version(const struct device *device,
			   const struct mmcomm_communicate *in, __u32 *version,
			   struct prediction *prediction)
{
	*version = in->header_version;
	if (!*version)
		*version = device->info.header_versions & 1U << MMCOMM_HEADER_V3 ?
			   MMCOMM_HEADER_V3 : MMCOMM_HEADER_V1;
	if (device->info.header_versions & 1U << *version)
		return true;
	predict(prediction, EOPNOTSUPP, MMCOMM_REASON_HEADER_VERSION);
	return false;
}

static __u64 buffer_capacity(const struct device *device,
			     const struct mmcomm_buffer_entry *buffer, __u32 version)
{
	if (device_answers_in_place(device))
		return buffer->length - IN_PLACE_ROOM;
	return buffer->length - header_len(version);
}

static const struct mmcomm_buffer_entry *
choose_buffer(const struct device *device, const struct mmcomm_communicate *in,
	      __u32 version, struct prediction *prediction)
{
	bool known = false, enabled = false, occupied = false;
	__u64 largest = 0;

	for (__u32 i = 0; i < device->buffer_count; i++) {
		const struct mmcomm_buffer_entry *buffer = &device->buffers[i];
		__u64 capacity = buffer_capacity(device, buffer, version);

		if (in->buffer_id != MMCOMM_BUFFER_ANY && in->buffer_id != buffer->id)
			continue;
		known = true;
		if (buffer->state != MMCOMM_BUFFER_ENABLED &&
		    buffer->state != MMCOMM_BUFFER_OCCUPIED)
			continue;
		enabled = true;
		if (capacity > largest)
			largest = capacity;
		if (window_len(in) > capacity)
			continue;
		if (buffer->state == MMCOMM_BUFFER_OCCUPIED) {
			occupied = true;
			continue;
		}
		prediction->out.max_message_len = capacity;
		prediction->out.used_buffer_id = buffer->id;
		prediction->capacity = capacity;
		return buffer;
	}
	prediction->out.max_message_len = largest;
	if (occupied)
		predict(prediction, EBUSY, MMCOMM_REASON_BUFFER_BUSY);
	else if (enabled)
		predict(prediction, EMSGSIZE, MMCOMM_REASON_TOO_LONG);
	else if (in->buffer_id == MMCOMM_BUFFER_ANY)
		predict(prediction, ENODEV, MMCOMM_REASON_NO_BUFFER);
	else if (known)
		predict(prediction, ENOENT, MMCOMM_REASON_BUFFER_NOT_ENABLED);
	else
		predict(prediction, ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER);
	return NULL;
}

static void write_u64(__u8 *to, __u64 value)
{
	value = htole64(value);
	memcpy(to, &value, sizeof(value));
}

static void write_header(__u8 *to, __u32 version, const __u8 *recipient, __u64 length)
{
	if (version == MMCOMM_HEADER_V3) {
		memcpy(to, recipient_guid(HANDLER_MARKER), 16);
		write_u64(to + 16, 56 + length);
		write_u64(to + 24, 0);
		to += 32;
	}
	memcpy(to, recipient, 16);
	write_u64(to + 16, length);
}

/* The buffer as MM finds it, with zeroes as far as the guard reaches. */
static void lay_out(struct model *model, const struct mmcomm_buffer_entry *buffer,
		    const struct mmcomm_communicate *in, __u32 version,
		    const struct mmcomm_relocation *relocations)
{
	__u32 header = header_len(version);
	__u64 prepared = header + (__u64)window_len(in) + GUARD;
	__u8 *message = model->image + header;

	if (prepared > buffer->length)
		prepared = buffer->length;
	write_header(model->image, version, in->recipient, told_len(in));
	memcpy(message, (const void *)(uintptr_t)in->request, in->request_len);
	memset(message + in->request_len, 0, prepared - header - in->request_len);
	for (__u32 i = 0; i < in->relocation_count; i++)
		write_u64(message + relocations[i].payload_offset,
			  buffer->address + header + relocations[i].window_offset);
}

static bool zero(const __u8 *at, const __u8 *end)
{
	while (at < end) {
		if (*at++)
			return false;
	}
	return true;
}

static __u32 broken_invariant(const struct model *model,
			      const struct mmcomm_buffer_entry *buffer,
			      const struct mmcomm_communicate *in, __u32 version,
			      __u64 returned)
{
	__u64 end = header_len(version) + (__u64)window_len(in);
	__u64 limit = buffer->source == MMCOMM_SOURCE_BORROWED ? end : buffer->length;
	__u8 header[56];

	write_header(header, version, in->recipient, told_len(in));
	if (version == MMCOMM_HEADER_V3) {
		if (memcmp(header, model->image, 16) ||
		    memcmp(header + 32, model->image + 32, 16))
			return MMCOMM_REASON_RECIPIENT_CHANGED;
	} else if (memcmp(header, model->image, 16)) {
		return MMCOMM_REASON_RECIPIENT_CHANGED;
	}
	if (memcmp(header, model->image, header_len(version)))
		return MMCOMM_REASON_LENGTH_CHANGED;
	if (returned < header_len(version))
		return MMCOMM_REASON_SIZE_BELOW_HEADER;
	if (returned > limit)
		return MMCOMM_REASON_SIZE_ABOVE_BUFFER;
	if (returned > end)
		end = returned;
	limit = buffer->length - end < GUARD ? buffer->length : end + GUARD;
	return zero(model->image + end, model->image + limit) ?
	       MMCOMM_REASON_NONE : MMCOMM_REASON_GUARD_CHANGED;
}

/* What is copied out of an answer of @prediction's response_len bytes. */
static void copy_out(const struct arena *arena, struct prediction *prediction)
{
	struct mmcomm_communicate *out = &prediction->out;
	__u64 length = out->response_len;

	if (out->window_len && out->window_len > length)
		length = out->window_len;
	if (prediction->in_place) {
		if (out->response_len > told_len(out))
			out->result_flags |= MMCOMM_RESULT_TRUNCATED;
		if (length > window_len(out))
			length = window_len(out);
	}
	if (length > prediction->capacity)
		length = prediction->capacity;
	if (length > out->response_capacity) {
		out->result_flags |= MMCOMM_RESULT_TRUNCATED;
		length = out->response_capacity;
	}
	prediction->tried = length;
	out->response_copied = length;
	if (!arena_writes(arena, out->response, length)) {
		predict(prediction, EFAULT, MMCOMM_REASON_RESPONSE_MEMORY);
		out->response_copied = 0;
	}
}

static void send(struct model *model, const struct device *device,
		 const struct arena *arena, const struct mmcomm_buffer_entry *buffer,
		 __u32 version, struct prediction *prediction)
{
	struct mmcomm_communicate *out = &prediction->out;
	struct handler_call call = {
		.device = device,
		.buffer = buffer,
		.image = model->image,
		.header_len = header_len(version),
		.length = told_len(out),
		.room = prediction->capacity,
		.returned = header_len(version) + (__u64)told_len(out),
	};
	__u32 broken;

	prediction->stopped = true;
	prediction->sent = true;
	prediction->header_len = header_len(version);
	prediction->message = model->image + prediction->header_len;
	prediction->in_place = device_answers_in_place(device);
	if (prediction->in_place) {
		prediction->opaque = true;
		return;
	}
	handler_run(recipient_handler(out->recipient), &call);
	if (call.fate == FATE_NOT_TAKEN) {
		predict(prediction, EIO, MMCOMM_REASON_NOT_TAKEN);
		return;
	}
	if (call.fate == FATE_UNFINISHED) {
		predict(prediction, ETIMEDOUT, MMCOMM_REASON_TIMEOUT);
		out->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
		return;
	}
	out->progress = MMCOMM_PROGRESS_RAN;
	out->result_flags |= MMCOMM_RESULT_STATUS_VALID;
	out->mm_status = call.status;
	out->raw_status = call.status;
	prediction->opaque = call.fate == FATE_OPAQUE;
	if (prediction->opaque)
		return;
	broken = broken_invariant(model, buffer, out, version, call.returned);
	if (broken) {
		predict(prediction, EBADMSG, broken);
		return;
	}
	out->response_len = call.returned - header_len(version);
	copy_out(arena, prediction);
}

void model_communicate(struct model *model, const struct device *device,
		       const struct arena *arena, const struct mmcomm_communicate *in,
		       struct prediction *prediction)
{
	struct mmcomm_relocation relocations[MMCOMM_MAX_RELOCATIONS];
	const struct mmcomm_buffer_entry *buffer;
	struct mmcomm_communicate *out = &prediction->out;
	size_t outputs = offsetof(struct mmcomm_communicate, mm_status);
	__u32 version;

	*prediction = (struct prediction) { .out = *in };
	memset((__u8 *)out + outputs, 0, sizeof(*out) - outputs);
	out->used_buffer_id = MMCOMM_BUFFER_ANY;

	if (!fields_sound(in, prediction) ||
	    !relocations_sound(arena, in, relocations, prediction) ||
	    !apart(in, prediction) ||
	    !choose_version(device, in, &version, prediction))
		return;
	buffer = choose_buffer(device, in, version, prediction);
	if (!buffer)
		return;
	if (!arena_reads(arena, in->request, in->request_len)) {
		predict(prediction, EFAULT, MMCOMM_REASON_REQUEST_MEMORY);
		return;
	}
	lay_out(model, buffer, in, version, relocations);
	send(model, device, arena, buffer, version, prediction);
}

/* The structure, which is written later, may make an answer look like the message. */
static bool as_sent(const struct prediction *prediction, __u64 argument)
{
	const struct mmcomm_communicate *out = &prediction->out;
	bool whole = out->response + out->response_copied <= argument ||
		     argument + sizeof(*out) <= out->response;

	return whole && out->response_len == told_len(out) &&
	       out->response_copied == window_len(out) &&
	       !memcmp((const void *)(uintptr_t)out->response, prediction->message,
		       out->response_copied);
}

/*
 * A recipient that nobody has leaves the message as it is, one that is known may do
 * so, and what is not as it was is an answer. A long message may be too long for the
 * partition's heap, which nothing outside of it knows.
 */
static const char *settle_in_place(const struct arena *arena, struct prediction *prediction,
				   const struct mmcomm_communicate *got, __u64 argument)
{
	struct mmcomm_communicate *out = &prediction->out;

	if (got->reason == MMCOMM_REASON_SMC_NO_MEMORY && told_len(out) > IN_PLACE_HEAP) {
		predict(prediction, ENOMEM, MMCOMM_REASON_SMC_NO_MEMORY);
		out->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
		out->result_flags = MMCOMM_RESULT_STATUS_VALID;
		out->raw_status = SMC_NO_MEMORY;
		out->mm_status = EFI_OUT_OF_RESOURCES;
		return NULL;
	}
	if (got->reason == MMCOMM_REASON_NO_HANDLER ||
	    recipient_handler(out->recipient) == HANDLER_NONE) {
		predict(prediction, EIO, MMCOMM_REASON_NO_HANDLER);
		out->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
		return NULL;
	}
	if (got->response_len > prediction->capacity + IN_PLACE_ROOM - prediction->header_len)
		return "response_len is larger than the buffer";
	out->progress = MMCOMM_PROGRESS_RAN;
	out->response_len = got->response_len;
	copy_out(arena, prediction);
	prediction->theirs = told_len(out) + IN_PLACE_BEHIND;
	if (!prediction->error && as_sent(prediction, argument))
		return "the message came back as it was sent, and counts as an answer";
	return NULL;
}

const char *model_settle(const struct arena *arena, struct prediction *prediction,
			 const struct mmcomm_communicate *got, __u64 argument)
{
	struct mmcomm_communicate *out = &prediction->out;

	if (prediction->in_place)
		return settle_in_place(arena, prediction, got, argument);
	if (got->response_len > prediction->capacity)
		return "response_len is larger than the buffer";
	if (got->mm_status != got->raw_status)
		return "mm_status is not raw_status";
	out->mm_status = got->mm_status;
	out->raw_status = got->raw_status;
	out->response_len = got->response_len;
	copy_out(arena, prediction);
	prediction->theirs = prediction->tried;
	return NULL;
}

#define NOT_SENT	MMCOMM_PROGRESS_NOT_SENT
#define MAY_HAVE_RUN	MMCOMM_PROGRESS_MAY_HAVE_RUN
#define RAN		MMCOMM_PROGRESS_RAN

bool model_reason_allows(__u32 reason, int error, __u32 progress)
{
	static const struct {
		int error;
		__u32 progress;
	} reasons[] = {
		[MMCOMM_REASON_NONE] = { 0, RAN },
		[MMCOMM_REASON_FLAGS] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_RESERVED] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_ZERO_GUID] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_EMPTY_REQUEST] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_MESSAGE_LEN] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_WINDOW_LEN] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_RELOCATION] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_HEADER_VERSION] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_OVERLAP] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_COMMAND] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_RESERVED_COMMAND] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_LOCKDOWN] = { EPERM, NOT_SENT },
		[MMCOMM_REASON_REQUEST_MEMORY] = { EFAULT, NOT_SENT },
		[MMCOMM_REASON_RESPONSE_MEMORY] = { EFAULT, RAN },
		[MMCOMM_REASON_TOO_LONG] = { EMSGSIZE, NOT_SENT },
		[MMCOMM_REASON_NO_SUCH_BUFFER] = { ENOENT, NOT_SENT },
		[MMCOMM_REASON_BUFFER_NOT_ENABLED] = { ENOENT, NOT_SENT },
		[MMCOMM_REASON_NO_BUFFER] = { ENODEV, NOT_SENT },
		[MMCOMM_REASON_NO_MAILBOX] = { ENODEV, NOT_SENT },
		[MMCOMM_REASON_PROVIDER_GONE] = { ENODEV, NOT_SENT },
		[MMCOMM_REASON_PROBE_ONLY] = { EOPNOTSUPP, NOT_SENT },
		[MMCOMM_REASON_NO_TRIGGER] = { EOPNOTSUPP, NOT_SENT },
		[MMCOMM_REASON_NO_CPU] = { EOPNOTSUPP, NOT_SENT },
		[MMCOMM_REASON_WINDOW_UNSUPPORTED] = { EOPNOTSUPP, NOT_SENT },
		[MMCOMM_REASON_SLEEPING] = { EBUSY, NOT_SENT },
		[MMCOMM_REASON_MAILBOX_BUSY] = { EBUSY, NOT_SENT },
		[MMCOMM_REASON_BUFFER_BUSY] = { EBUSY, NOT_SENT },
		[MMCOMM_REASON_BUFFER_LOST] = { ENODEV, NOT_SENT },
		[MMCOMM_REASON_NOT_TAKEN] = { EIO, NOT_SENT },
		[MMCOMM_REASON_NO_MMI] = { EIO, NOT_SENT },
		[MMCOMM_REASON_TIMEOUT] = { ETIMEDOUT, MAY_HAVE_RUN },
		[MMCOMM_REASON_RECIPIENT_CHANGED] = { EBADMSG, RAN },
		[MMCOMM_REASON_LENGTH_CHANGED] = { EBADMSG, RAN },
		[MMCOMM_REASON_SIZE_BELOW_HEADER] = { EBADMSG, RAN },
		[MMCOMM_REASON_SIZE_ABOVE_BUFFER] = { EBADMSG, RAN },
		[MMCOMM_REASON_GUARD_CHANGED] = { EBADMSG, RAN },
		[MMCOMM_REASON_INTERRUPTED] = { EINTR, NOT_SENT },
		[MMCOMM_REASON_NO_MEMORY] = { ENOMEM, NOT_SENT },
		[MMCOMM_REASON_BUFFER_DAMAGED] = { EBADMSG, NOT_SENT },
		[MMCOMM_REASON_MARKER_GUID] = { EINVAL, NOT_SENT },
		[MMCOMM_REASON_NO_HANDLER] = { EIO, MAY_HAVE_RUN },
		[MMCOMM_REASON_SMC_UNSUPPORTED] = { EOPNOTSUPP, NOT_SENT },
		[MMCOMM_REASON_SMC_INVALID] = { EIO, NOT_SENT },
		[MMCOMM_REASON_SMC_DENIED] = { EIO, NOT_SENT },
		[MMCOMM_REASON_SMC_NO_MEMORY] = { ENOMEM, MAY_HAVE_RUN },
		[MMCOMM_REASON_SMC_OTHER] = { EIO, MAY_HAVE_RUN },
	};

	if (reason >= ARRAY_SIZE(reasons) || progress != reasons[reason].progress)
		return false;
	/* Two have two. */
	return error == reasons[reason].error ||
	       (reason == MMCOMM_REASON_RELOCATION && error == EFAULT) ||
	       (reason == MMCOMM_REASON_HEADER_VERSION && error == EOPNOTSUPP);
}
