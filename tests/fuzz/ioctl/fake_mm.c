// SPDX-License-Identifier: GPL-2.0
/*
 * A device to test the fuzzer with: messages, see fake.h. The handlers are those
 * of the fuzzer's own model, but for variables.
 */
#include <errno.h>
#include <string.h>

#include "fake.h"
#include "fake_wrap.h"
#include "handlers.h"

#define GUARD	4096

/* One message, with what is known of it so far. */
struct exchange {
	struct mmcomm_communicate *message;
	struct mmcomm_relocation relocations[MMCOMM_MAX_RELOCATIONS];
	struct mmcomm_buffer_entry *buffer;
	__u8 *memory;
	__u32 header_len;
	__u32 told;
	__u32 window;
	__u64 user;
};

static int refuse(struct mmcomm_communicate *message, int error, __u32 reason)
{
	message->reason = reason;
	if (error == -ENOENT && fake_fault("wrong-errno"))
		return -ENXIO;
	if (error == -EINVAL && fake_fault("refused-and-ran"))
		message->progress = MMCOMM_PROGRESS_RAN;
	if (error == -EINVAL && fake_fault("refused-and-stopped"))
		message->stopped_ns = 5;
	if (reason == MMCOMM_REASON_OVERLAP && fake_fault("wrong-reason"))
		message->reason = MMCOMM_REASON_WINDOW_LEN;
	return error;
}

static bool known_version(__u32 version)
{
	return !version || version == MMCOMM_HEADER_V1 || version == MMCOMM_HEADER_V3 ||
	       fake_fault("version-unchecked");
}

static int check_fields(struct exchange *exchange)
{
	struct mmcomm_communicate *message = exchange->message;
	enum handler handler = recipient_handler(message->recipient);

	exchange->told = message->message_len ? message->message_len : message->request_len;
	exchange->window = message->window_len ? message->window_len : exchange->told;
	if (message->flags && !fake_fault("flags-unchecked"))
		return refuse(message, -EINVAL, MMCOMM_REASON_FLAGS);
	if (message->reserved && !fake_fault("reserved-unchecked"))
		return refuse(message, -EINVAL, MMCOMM_REASON_RESERVED);
	if (handler == HANDLER_ZERO && !fake_fault("guid-unchecked"))
		return refuse(message, -EINVAL, MMCOMM_REASON_ZERO_GUID);
	if (handler == HANDLER_MARKER)
		return refuse(message, -EINVAL, MMCOMM_REASON_MARKER_GUID);
	if (!known_version(message->header_version))
		return refuse(message, -EINVAL, MMCOMM_REASON_HEADER_VERSION);
	if (!message->request_len)
		return refuse(message, -EINVAL, MMCOMM_REASON_EMPTY_REQUEST);
	if (exchange->told < message->request_len)
		return refuse(message, -EINVAL, MMCOMM_REASON_MESSAGE_LEN);
	if (exchange->window < exchange->told) {
		if (!fake_fault("window-unchecked"))
			return refuse(message, -EINVAL, MMCOMM_REASON_WINDOW_LEN);
		exchange->window = exchange->told;
	}
	return 0;
}

static int check_relocations(struct exchange *exchange)
{
	struct mmcomm_communicate *message = exchange->message;
	bool lax = fake_fault("relocation-unchecked");

	if (!message->relocation_count)
		return 0;
	if (message->relocation_count > MMCOMM_MAX_RELOCATIONS || !message->relocations)
		return refuse(message, -EINVAL, MMCOMM_REASON_RELOCATION);
	if (!fake_read(exchange->relocations, message->relocations,
		       message->relocation_count * sizeof(exchange->relocations[0])))
		return refuse(message, -EFAULT, MMCOMM_REASON_RELOCATION);
	for (__u32 i = 0; i < message->relocation_count; i++) {
		const struct mmcomm_relocation *one = &exchange->relocations[i];

		if ((__u64)one->payload_offset + 8 > exchange->told ||
		    one->window_offset >= (__u64)exchange->window + lax)
			return refuse(message, -EINVAL, MMCOMM_REASON_RELOCATION);
	}
	return 0;
}

static int check_overlap(struct mmcomm_communicate *message)
{
	__u64 a = message->request, b = message->response;
	bool overlap = a < b ? b - a < message->request_len :
			       a - b < message->response_capacity;

	if (message->response_capacity && a != b && overlap && !fake_fault("overlap-unchecked"))
		return refuse(message, -EINVAL, MMCOMM_REASON_OVERLAP);
	return 0;
}

static int choose_buffer(struct exchange *exchange)
{
	struct mmcomm_communicate *message = exchange->message;
	bool any = message->buffer_id == MMCOMM_BUFFER_ANY;
	__u64 capacity = fake_capacity(exchange->header_len);

	if (!any && message->buffer_id >= FAKE_BUFFERS)
		return refuse(message, -ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER);
	for (__u32 i = 0; i < FAKE_BUFFERS; i++) {
		if (fake.buffers[i].state != MMCOMM_BUFFER_ENABLED ||
		    (!any && message->buffer_id != i))
			continue;
		message->max_message_len = capacity;
		if (exchange->window > capacity) {
			if (fake_fault("longest-untold"))
				message->max_message_len = 0;
			return refuse(message, -EMSGSIZE, MMCOMM_REASON_TOO_LONG);
		}
		exchange->buffer = &fake.buffers[i];
		exchange->memory = fake.memory[i];
		message->used_buffer_id = fake_fault("wrong-buffer") ? 0 : i;
		return 0;
	}
	return any ? refuse(message, -ENODEV, MMCOMM_REASON_NO_BUFFER) :
		     refuse(message, -ENOENT, MMCOMM_REASON_BUFFER_NOT_ENABLED);
}

static void put64(__u8 *to, __u64 value)
{
	memcpy(to, &value, sizeof(value));
}

static void write_header(const struct exchange *exchange, __u8 *to)
{
	if (exchange->header_len == 56) {
		memcpy(to, recipient_guid(HANDLER_MARKER), 16);
		put64(to + 16, 56 + (__u64)exchange->told);
		put64(to + 24, 0);
		to += 32;
	}
	memcpy(to, exchange->message->recipient, 16);
	put64(to + 16, exchange->told);
}

static __u64 guard_end(__u64 end)
{
	return end + GUARD < FAKE_LENGTH ? end + GUARD : FAKE_LENGTH;
}

static int fill_buffer(struct exchange *exchange)
{
	struct mmcomm_communicate *message = exchange->message;
	__u8 *payload = exchange->memory + exchange->header_len;
	__u64 from = exchange->header_len + (__u64)message->request_len;

	write_header(exchange, exchange->memory);
	if (!fake_read(payload, message->request, message->request_len))
		return refuse(message, -EFAULT, MMCOMM_REASON_REQUEST_MEMORY);
	if (fake_fault("request-written"))
		fake_write(message->request, "x", 1);
	if (fake_fault("stale-padding"))
		from = exchange->header_len + (__u64)exchange->told;
	memset(exchange->memory + from, 0,
	       guard_end(exchange->header_len + (__u64)exchange->window) - from);
	for (__u32 i = 0; i < message->relocation_count; i++)
		put64(payload + exchange->relocations[i].payload_offset,
		      exchange->buffer->address + exchange->header_len +
		      exchange->relocations[i].window_offset +
		      fake_fault("relocation-off"));
	return 0;
}

static bool zero(const __u8 *at, const __u8 *end)
{
	while (at < end && !*at)
		at++;
	return at == end;
}

static __u32 broken(const struct exchange *exchange, __u64 returned)
{
	__u64 end = exchange->header_len + (__u64)exchange->window;
	__u32 guid = exchange->header_len - 24;
	__u8 header[56];

	write_header(exchange, header);
	if (memcmp(header + guid, exchange->memory + guid, 16) ||
	    (guid && memcmp(header, exchange->memory, 16)))
		return MMCOMM_REASON_RECIPIENT_CHANGED;
	if (memcmp(header, exchange->memory, exchange->header_len))
		return MMCOMM_REASON_LENGTH_CHANGED;
	if (returned < exchange->header_len)
		return MMCOMM_REASON_SIZE_BELOW_HEADER;
	if (returned > FAKE_LENGTH)
		return MMCOMM_REASON_SIZE_ABOVE_BUFFER;
	if (returned > end)
		end = returned;
	if (!zero(exchange->memory + end, exchange->memory + guard_end(end)) &&
	    !fake_fault("guard-unchecked"))
		return MMCOMM_REASON_GUARD_CHANGED;
	return 0;
}

static int copy_answer(const struct exchange *exchange, __u64 returned)
{
	struct mmcomm_communicate *message = exchange->message;
	const __u8 *answer = exchange->memory + exchange->header_len;
	__u64 length = returned - exchange->header_len;
	struct mmcomm_communicate again = *message;

	message->response_len = length + fake_fault("wrong-length");
	if (message->window_len > length)
		length = message->window_len;
	if (fake_in_place()) {
		if (message->response_len > exchange->told && !fake_fault("cut-untold"))
			message->result_flags |= MMCOMM_RESULT_TRUNCATED;
		if (length > exchange->window)
			length = exchange->window;
	}
	/* What was checked, and what stands there by now. */
	if (fake_fault("read-twice")) {
		/* Time for whoever changes it, on a machine of one CPU, too. */
		__real_usleep(100);
		fake_read(&again, exchange->user, sizeof(again));
	}
	if (again.response_capacity > message->response_capacity &&
	    again.response_capacity > FAKE_LENGTH)
		length = again.response_capacity;
	else if (length > message->response_capacity) {
		if (!fake_fault("truncated-untold"))
			message->result_flags |= MMCOMM_RESULT_TRUNCATED;
		length = message->response_capacity;
	}
	message->response_copied = length;
	if (length > FAKE_LENGTH)
		return 0;
	if (!fake_write(message->response, answer, length)) {
		message->response_copied = 0;
		return refuse(message, -EFAULT, MMCOMM_REASON_RESPONSE_MEMORY);
	}
	if (fake_fault("byte-too-many"))
		fake_write(message->response + length, "x", 1);
	if (fake_fault("copied-too-much"))
		message->response_copied = message->response_capacity + 1;
	return 0;
}

/* A variable driver that now and then says more than it was told there is room for. */
static int send_in_place(struct exchange *exchange)
{
	static __u8 sent[FAKE_LENGTH];
	struct mmcomm_communicate *message = exchange->message;
	__u64 end = exchange->header_len + (__u64)exchange->window;
	__u8 *payload = exchange->memory + exchange->header_len;
	__u64 returned = exchange->header_len + (__u64)exchange->told;

	fake.stops++;
	message->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	if (fake_fault("heap-empty")) {
		message->result_flags = MMCOMM_RESULT_STATUS_VALID;
		message->raw_status = -5;
		message->mm_status = 1ULL << 63 | 9;
		return refuse(message, -ENOMEM, MMCOMM_REASON_SMC_NO_MEMORY);
	}
	memcpy(sent, exchange->memory, end);
	if (recipient_handler(message->recipient) == HANDLER_VARIABLE) {
		fake_variable(payload, exchange->told);
		if (fake_fault("window-stale") && exchange->window > exchange->told + 8)
			payload[exchange->window - 1] = 0x5a;
		if (exchange->told % 8 == 3 && exchange->told < 1000)
			returned += 8;
	} else if (fake_fault("nobody-answers")) {
		payload[0] ^= 1;
	}
	if (returned == exchange->header_len + (__u64)exchange->told &&
	    !memcmp(sent, exchange->memory, end) && !fake_fault("untouched-accepted"))
		return refuse(message, fake_fault("untouched-errno") ? -EBADMSG : -EIO,
			      MMCOMM_REASON_NO_HANDLER);
	message->progress = MMCOMM_PROGRESS_RAN;
	if (fake_fault("status-invented"))
		message->result_flags = MMCOMM_RESULT_STATUS_VALID;
	return copy_answer(exchange, returned);
}

static int send(struct exchange *exchange)
{
	struct mmcomm_communicate *message = exchange->message;
	struct device device = { .buffer_count = FAKE_BUFFERS };
	enum handler handler = recipient_handler(message->recipient);
	struct handler_call call = {
		.device = &device,
		.buffer = exchange->buffer,
		.image = exchange->memory,
		.header_len = exchange->header_len,
		.length = exchange->told,
		.room = FAKE_LENGTH - exchange->header_len,
		.returned = exchange->header_len + (__u64)exchange->told,
	};
	__u32 reason;

	memcpy(device.buffers, fake.buffers, sizeof(fake.buffers));
	fake.stops++;
	handler_run(handler, &call);
	if (call.fate == FATE_OPAQUE)
		fake_variable(exchange->memory + exchange->header_len, exchange->told);
	if (call.fate == FATE_NOT_TAKEN) {
		fake.armed = fake_fault("left-armed");
		return refuse(message, -EIO, MMCOMM_REASON_NOT_TAKEN);
	}
	if (call.fate == FATE_UNFINISHED) {
		message->progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
		if (!fake_fault("not-retired"))
			exchange->buffer->state = MMCOMM_BUFFER_RETIRED;
		return refuse(message, -ETIMEDOUT, MMCOMM_REASON_TIMEOUT);
	}
	if (handler == HANDLER_ECHO && fake_fault("echo-wrong") && exchange->told > 20)
		exchange->memory[exchange->header_len + 20] ^= 1;
	message->progress = MMCOMM_PROGRESS_RAN;
	message->result_flags = MMCOMM_RESULT_STATUS_VALID;
	message->mm_status = call.status;
	message->raw_status = fake_fault("status-lost") ? 0 : call.status;
	reason = broken(exchange, call.returned);
	if (reason)
		return refuse(message, -EBADMSG, reason);
	return copy_answer(exchange, call.returned);
}

int fake_communicate(struct mmcomm_communicate *message, __u64 user)
{
	struct exchange exchange = { .message = message, .user = user };
	size_t outputs = offsetof(struct mmcomm_communicate, mm_status);
	int ret;

	memset((__u8 *)message + outputs, 0, sizeof(*message) - outputs);
	message->used_buffer_id = MMCOMM_BUFFER_ANY;
	exchange.header_len = message->header_version == MMCOMM_HEADER_V1 ||
			      fake_in_place() ? 24 : 56;
	ret = check_fields(&exchange);
	if (!ret)
		ret = check_relocations(&exchange);
	if (!ret)
		ret = check_overlap(message);
	if (!ret && fake.provider_gone)
		ret = refuse(message, -ENODEV, MMCOMM_REASON_PROVIDER_GONE);
	if (!ret && fake_in_place() && message->header_version == MMCOMM_HEADER_V3 &&
	    !fake_fault("v3-accepted"))
		ret = refuse(message, -EOPNOTSUPP, MMCOMM_REASON_HEADER_VERSION);
	if (!ret)
		ret = choose_buffer(&exchange);
	if (!ret)
		ret = fill_buffer(&exchange);
	if (!ret && fake.armed)
		ret = refuse(message, -EBUSY, MMCOMM_REASON_MAILBOX_BUSY);
	if (!ret)
		ret = fake_in_place() ? send_in_place(&exchange) : send(&exchange);
	if (fake_fault("input-changed"))
		message->message_len = exchange.told;
	return ret;
}
