// SPDX-License-Identifier: GPL-2.0
/*
 * A message of which every byte of the answer is known beforehand, see
 * exchange.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include <linux/mmcomm_sim.h>

#include "exchange.h"
#include "smm_variable.h"
#include "tap.h"
#include "test-handlers.h"

struct payload_size_message {
	struct smm_variable_header header;
	struct smm_variable_payload_size payload;
};

/* Which MM there is, learned once. */
static struct {
	bool known;
	bool simulated;
	bool in_place;
	__u8 recipient[16];
	struct payload_size_message answer;
} mm;

/* Places of a GUID's bytes, in memory order, in its text. */
static const __u8 text_place[16] = {
	6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34
};

static void parse_guid(const char *text, __u8 guid[16])
{
	for (int i = 0; i < 16; i++) {
		unsigned int byte;

		if (sscanf(text + text_place[i], "%2x", &byte) != 1)
			tap_bail_out("%s: not a GUID", text);
		guid[i] = byte;
	}
}

static void learn_answer(int fd)
{
	static const __u8 variable_driver[16] = SMM_VARIABLE_GUID_BYTES;
	struct payload_size_message request = {
		.header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE,
	};
	struct mmcomm_communicate message;

	memcpy(mm.recipient, variable_driver, sizeof(mm.recipient));
	message = device_message(variable_driver, &request, sizeof(request), &mm.answer,
				 sizeof(mm.answer));
	if (ioctl(fd, MMCOMM_IOC_COMMUNICATE, &message))
		tap_bail_out("the variable driver does not answer: %s, reason %u",
			     strerror(errno), message.reason);
	if (mm.answer.header.status || mm.answer.payload.size < EXCHANGE_MOST)
		tap_bail_out("the variable driver takes %llu bytes at most",
			     (unsigned long long)mm.answer.payload.size);
}

static void learn(int fd)
{
	static const __u8 complement[16] = TEST_HANDLER_GUID_BYTES(TEST_COMPLEMENT);
	struct mmcomm_info info = device_info(fd);

	mm.simulated = info.flags & MMCOMM_INFO_SIMULATED;
	mm.in_place = info.mmi_port_type == MMCOMM_MMI_PORT_SMC;
	if (mm.simulated)
		parse_guid(MMCOMM_SIM_ECHO, mm.recipient);
	else if (mm.in_place)
		memcpy(mm.recipient, complement, sizeof(mm.recipient));
	else
		learn_answer(fd);
	mm.known = true;
}

struct exchange exchange_new(int fd, __u32 length)
{
	struct exchange exchange = {
		.length = length,
		.request = malloc(length),
		.response = malloc(length),
	};

	if (!exchange.request || !exchange.response)
		tap_bail_out("out of memory");
	if (!mm.known)
		learn(fd);
	exchange_prepare(&exchange, 0);
	return exchange;
}

void exchange_free(struct exchange *exchange)
{
	free(exchange->request);
	free(exchange->response);
	*exchange = (struct exchange){ 0 };
}

static void fill(__u8 *bytes, __u32 length, __u64 seed)
{
	__u64 state = seed * 0x9e3779b97f4a7c15ULL + 1;

	for (__u32 i = 0; i < length; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		bytes[i] = state;
	}
}

void exchange_prepare(struct exchange *exchange, __u64 seed)
{
	exchange->seed = seed;
	fill(exchange->request, exchange->length, seed);
	if (!mm.simulated && !mm.in_place) {
		struct payload_size_message request = {
			.header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE,
		};

		memcpy(exchange->request, &request, sizeof(request));
	}
	memset(exchange->response, 0xee, exchange->length);
	exchange->message = device_message(mm.recipient, exchange->request,
					   exchange->length, exchange->response,
					   exchange->length);
	exchange->message.progress = EXCHANGE_UNTOUCHED;
	exchange->message.reason = EXCHANGE_UNTOUCHED;
}

int exchange_send(int fd, struct exchange *exchange)
{
	return ioctl(fd, MMCOMM_IOC_COMMUNICATE, &exchange->message) ? errno : 0;
}

static bool answer_right(const struct exchange *exchange)
{
	__u32 own = mm.simulated ? 0 : sizeof(mm.answer);

	if (!mm.in_place)
		return !memcmp(exchange->response, &mm.answer, own) &&
		       !memcmp(exchange->response + own, exchange->request + own,
			       exchange->length - own);
	for (__u32 i = 0; i < exchange->length; i++) {
		if ((exchange->response[i] ^ exchange->request[i]) != 0xff)
			return false;
	}
	return true;
}

bool exchange_right(const struct exchange *exchange)
{
	const struct mmcomm_communicate *message = &exchange->message;

	return message->progress == MMCOMM_PROGRESS_RAN && !message->reason &&
	       !!(message->result_flags & MMCOMM_RESULT_STATUS_VALID) == !mm.in_place &&
	       !message->mm_status && message->response_len == exchange->length &&
	       message->response_copied == exchange->length && answer_right(exchange);
}

int exchange_once(int fd, struct exchange *exchange, __u64 seed)
{
	int error;

	exchange_prepare(exchange, seed);
	error = exchange_send(fd, exchange);
	if (error)
		return error;
	return exchange_right(exchange) ? 0 : EPROTO;
}
