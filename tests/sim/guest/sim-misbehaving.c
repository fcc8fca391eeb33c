// SPDX-License-Identifier: GPL-2.0
/*
 * Handlers that break the protocol, through the device: the errno, reason and
 * progress that the documentation promises, a response that stays untouched, a
 * buffer in the state that it should be in, and a next call that works.
 *
 * Runs with mmcomm_sim buffers=16, of which six are retired in the end.
 */
#include <errno.h>
#include <string.h>

#include <linux/mmcomm_sim.h>

#include "compiler.h"
#include "device.h"
#include "message.h"
#include "tap.h"

#define LEN 64

struct broken {
	const char *name;
	const char *recipient;
	int error;
	__u32 reason;
	__u32 progress;
	__u32 state;
};

#define RAN(name, reason) { #name, MMCOMM_SIM_ ## name, EBADMSG, \
	MMCOMM_REASON_ ## reason, MMCOMM_PROGRESS_RAN, MMCOMM_BUFFER_ENABLED }
#define UNFINISHED(name) { #name, MMCOMM_SIM_ ## name, ETIMEDOUT, \
	MMCOMM_REASON_TIMEOUT, MMCOMM_PROGRESS_MAY_HAVE_RUN, MMCOMM_BUFFER_RETIRED }

static const struct broken handlers[] = {
	RAN(WRONG_RECIPIENT, RECIPIENT_CHANGED),
	RAN(WRONG_LENGTH, LENGTH_CHANGED),
	RAN(TOO_LARGE, SIZE_ABOVE_BUFFER),
	RAN(TOO_SMALL, SIZE_BELOW_HEADER),
	RAN(PAST_END, GUARD_CHANGED),
	{ "NO_ANSWER", MMCOMM_SIM_NO_ANSWER, EIO, MMCOMM_REASON_NOT_TAKEN,
	  MMCOMM_PROGRESS_NOT_SENT, MMCOMM_BUFFER_ENABLED },
	UNFINISHED(HANG),
	UNFINISHED(LATE),
	UNFINISHED(POINTER_KEPT),
};

static void send_to(int fd, const struct broken *broken, __u32 version)
{
	struct message *message = message_to(broken->recipient, LEN);
	const struct mmcomm_communicate *call = &message->call;
	bool answered = broken->progress == MMCOMM_PROGRESS_RAN;
	__u32 id;

	message->call.header_version = version;
	message_send(fd, message);
	tap_ok(message_ended(message, broken->error, broken->reason, broken->progress),
	       "%s, V%u: errno, reason and progress", broken->name, version);
	tap_ok(message_untouched(message, 0) && !call->response_copied,
	       "%s, V%u: the response is untouched", broken->name, version);
	tap_ok(!!(call->result_flags & MMCOMM_RESULT_STATUS_VALID) == answered,
	       "%s, V%u: the status is valid only where MM answered", broken->name, version);
	id = call->used_buffer_id;
	tap_ok(buffer_state(fd, id) == broken->state,
	       "%s, V%u: buffer %u is %s", broken->name, version, id,
	       broken->state == MMCOMM_BUFFER_RETIRED ? "retired" : "still enabled");

	message = message_to(MMCOMM_SIM_ECHO, LEN / 2);
	message->call.header_version = version;
	message->call.message_len = 2 * LEN;
	message_send(fd, message);
	tap_ok(message_echoed(message), "%s, V%u: the next call works, and sees nothing old",
	       broken->name, version);

	message = message_to(MMCOMM_SIM_ECHO, LEN / 4);
	message->call.buffer_id = id;
	message->call.message_len = 4 * LEN;
	message_send(fd, message);
	tap_ok(broken->state == MMCOMM_BUFFER_RETIRED ?
	       message_ended(message, ENOENT, MMCOMM_REASON_BUFFER_NOT_ENABLED,
			     MMCOMM_PROGRESS_NOT_SENT) && message_untouched(message, 0) :
	       message_echoed(message),
	       "%s, V%u: so does one in that buffer, unless it is retired",
	       broken->name, version);
}

/* What is left when every buffer has been retired. */
static void retire_all(int fd)
{
	struct message *message;
	int calls = 0;

	do {
		message = message_to(MMCOMM_SIM_HANG, LEN);
		message_send(fd, message);
	} while (message->error == ETIMEDOUT && ++calls < 17);
	tap_ok(calls == 10, "16 buffers, 6 retired: 10 more hangs");
	tap_ok(message_ended(message, ENODEV, MMCOMM_REASON_NO_BUFFER,
			     MMCOMM_PROGRESS_NOT_SENT) && message_untouched(message, 0),
	       "then no buffer is left");
	tap_ok(!(device_info(fd).flags & MMCOMM_INFO_CAN_COMMUNICATE) &&
	       !device_info(fd).max_message_len, "and INFO says so");
}

int main(void)
{
	int fd = device_open();

	for (size_t i = 0; i < ARRAY_SIZE(handlers); i++) {
		send_to(fd, &handlers[i], MMCOMM_HEADER_V1);
		send_to(fd, &handlers[i], MMCOMM_HEADER_V3);
	}
	retire_all(fd);
	return tap_done();
}
