// SPDX-License-Identifier: GPL-2.0
/*
 * smc-faults: messages to the monitor of ../firmware/arm64/monitor, which answers
 * each recipient with one thing that can go wrong: errno, reason, progress and
 * status of each, that nothing of a broken answer reaches the caller, and that the
 * next message is answered. Needs two communicate buffers.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../firmware/arm64/monitor/faults.h"
#include "call.h"
#include "compiler.h"
#include "device.h"
#include "simd.h"
#include "smm_variable.h"
#include "tap.h"

#define SHORT		64

/* A recipient that the monitor does not know. */
#define NOBODY		0xff

/* What a message has to come to. */
struct outcome {
	int error;
	__u32 reason;
	__u32 progress;
	__u32 flags;
	__u64 mm_status;
	__u64 raw_status;
};

#define OUTCOME(err, why, how_far) {				\
	.error = (err), .reason = MMCOMM_REASON_ ## why,	\
	.progress = MMCOMM_PROGRESS_ ## how_far }

#define OUTCOME_CODE(err, why, how_far, code, status) {		\
	.error = (err), .reason = MMCOMM_REASON_ ## why,	\
	.progress = MMCOMM_PROGRESS_ ## how_far,		\
	.flags = MMCOMM_RESULT_STATUS_VALID,			\
	.mm_status = SMM_EFI_ERROR(status), .raw_status = (code) }

static const struct outcome answered = OUTCOME(0, NONE, RAN);
static const struct outcome no_memory = OUTCOME_CODE(ENOMEM, SMC_NO_MEMORY, MAY_HAVE_RUN, -5, 9);
static const struct outcome untouched = OUTCOME(EIO, NO_HANDLER, MAY_HAVE_RUN);
static const struct outcome overwritten = OUTCOME(EBADMSG, RECIPIENT_CHANGED, RAN);

/* Of which nothing may reach the caller. */
static const struct {
	__u8 recipient;
	const char *name;
	struct outcome outcome;
} failures[] = {
	{ MONITOR_NOT_SUPPORTED, "not supported",
	  OUTCOME_CODE(EOPNOTSUPP, SMC_UNSUPPORTED, NOT_SENT, -1, 3) },
	{ MONITOR_INVALID, "invalid",
	  OUTCOME_CODE(EIO, SMC_INVALID, NOT_SENT, -2, 2) },
	{ MONITOR_DENIED, "denied",
	  OUTCOME_CODE(EIO, SMC_DENIED, NOT_SENT, -3, 15) },
	{ MONITOR_NO_MEMORY, "no memory",
	  OUTCOME_CODE(ENOMEM, SMC_NO_MEMORY, MAY_HAVE_RUN, -5, 9) },
	{ MONITOR_NARROW, "no memory, in 32 bits",
	  OUTCOME_CODE(ENOMEM, SMC_NO_MEMORY, MAY_HAVE_RUN, -5, 9) },
	{ MONITOR_UNDEFINED, "a code that nobody defined",
	  OUTCOME_CODE(EIO, SMC_OTHER, MAY_HAVE_RUN, MONITOR_CODE_UNDEFINED, 7) },
	{ MONITOR_WIDE, "a code whose low half says success",
	  OUTCOME_CODE(EIO, SMC_OTHER, MAY_HAVE_RUN, MONITOR_CODE_WIDE, 7) },
	{ MONITOR_LENGTH_ABOVE, "a length above the buffer",
	  OUTCOME(EBADMSG, SIZE_ABOVE_BUFFER, RAN) },
	{ MONITOR_LENGTH_WRAPS, "a length that wraps around",
	  OUTCOME(EBADMSG, SIZE_ABOVE_BUFFER, RAN) },
	{ MONITOR_RECIPIENT, "another recipient",
	  OUTCOME(EBADMSG, RECIPIENT_CHANGED, RAN) },
	{ MONITOR_PAST_END, "a byte behind the message",
	  OUTCOME(EBADMSG, GUARD_CHANGED, RAN) },
	{ NOBODY, "nobody", OUTCOME(EIO, NO_HANDLER, MAY_HAVE_RUN) },
};

static int device;

static struct call prepare(__u8 recipient, __u32 length)
{
	const __u8 guid[16] = MONITOR_GUID_BYTES(recipient);
	struct call call = call_prepare_to(guid, length);

	call.message.buffer_id = 0;
	return call;
}

static bool all(const __u8 *bytes, __u8 value, size_t length)
{
	while (length--) {
		if (*bytes++ != value)
			return false;
	}
	return true;
}

/* The response holds the complement of so many bytes, and nothing behind them. */
static bool complement(const struct call *call, __u32 length)
{
	for (__u32 i = 0; i < length; i++) {
		if ((call->response[i] ^ call->request[i]) != 0xff)
			return false;
	}
	return call->message.response_copied == length &&
	       all(call->response + length, UNTOUCHED, CAPACITY - length);
}

static bool nothing_leaked(const struct call *call)
{
	return complement(call, 0);
}

static bool came_to(const struct call *call, const struct outcome *outcome)
{
	const struct mmcomm_communicate *message = &call->message;

	return call->error == outcome->error && message->reason == outcome->reason &&
	       message->progress == outcome->progress &&
	       message->result_flags == outcome->flags &&
	       message->mm_status == outcome->mm_status &&
	       message->raw_status == outcome->raw_status;
}

static void check(const struct call *call, bool pass, const char *what)
{
	const struct mmcomm_communicate *message = &call->message;

	if (tap_ok(pass, "%s", what))
		return;
	tap_note("errno %d, reason %u, progress %u, flags %#x, status %#llx, raw %#llx",
		 call->error, message->reason, message->progress, message->result_flags,
		 (__u64)message->mm_status, (__u64)message->raw_status);
	tap_note("%llu bytes answered, %u copied", (__u64)message->response_len,
		 message->response_copied);
}

static void check_answered(__u8 recipient, __u32 length, const char *what)
{
	struct call call = prepare(recipient, length);

	call_send(device, &call);
	check(&call, came_to(&call, &answered) && call.message.response_len == length &&
	      complement(&call, length), what);
}

static void check_next_works(void)
{
	check_answered(MONITOR_COMPLEMENT, LENGTH, "the next message is answered");
}

static void check_failure(__u8 recipient, const struct outcome *outcome, const char *what)
{
	struct call call = prepare(recipient, LENGTH);

	call_send(device, &call);
	check(&call, came_to(&call, outcome) && nothing_leaked(&call), what);
}

/* Messages that MM has seen, which counts itself. */
static __u64 messages_seen(void)
{
	struct call call = prepare(MONITOR_COUNT, LENGTH);
	__u64 seen;

	call_send(device, &call);
	if (!came_to(&call, &answered))
		check(&call, false, "count: MM tells how many messages it has seen");
	memcpy(&seen, call.response, sizeof(seen));
	return seen;
}

/* Whatever MM says, a message is sent once, and counted by the device. */
static void check_failures(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(failures); i++) {
		__u64 raised = device_info(device).mmis_raised;
		__u64 seen = messages_seen();

		check_failure(failures[i].recipient, &failures[i].outcome, failures[i].name);
		check_next_works();
		tap_ok(messages_seen() == seen + 3, "%s: each message was sent once",
		       failures[i].name);
		tap_ok(device_info(device).mmis_raised == raised + 4,
		       "%s: each message was counted", failures[i].name);
	}
}

static void check_twice(void)
{
	check_failure(MONITOR_TWICE, &no_memory, "twice: the first one fails");
	check_failure(MONITOR_TWICE, &no_memory, "twice: the second one fails");
	check_answered(MONITOR_TWICE, LENGTH, "twice: the third one is answered");
}

static void check_lengths(void)
{
	struct outcome truncated = answered;
	struct call call = prepare(MONITOR_LENGTH_MORE, LENGTH);

	truncated.flags = MMCOMM_RESULT_TRUNCATED;
	call_send(device, &call);
	check(&call, came_to(&call, &truncated) && call.message.response_len == LENGTH + 1 &&
	      complement(&call, LENGTH), "one byte more: all that was sent, and truncated");
	check_next_works();

	call = prepare(MONITOR_LENGTH_ZERO, LENGTH);
	call_send(device, &call);
	check(&call, came_to(&call, &answered) && !call.message.response_len &&
	      nothing_leaked(&call), "length 0: an empty answer");
	check_next_works();

	call = prepare(MONITOR_COMPLEMENT, LENGTH);
	call.message.response_capacity = SHORT;
	call_send(device, &call);
	check(&call, came_to(&call, &truncated) && call.message.response_len == LENGTH &&
	      complement(&call, SHORT), "less room than answer: truncated");

	call = prepare(MONITOR_COMPLEMENT, SHORT);
	call.message.message_len = LENGTH;
	memset(call.request + SHORT, 0, LENGTH - SHORT);
	call_send(device, &call);
	check(&call, came_to(&call, &answered) && call.message.response_len == LENGTH &&
	      complement(&call, LENGTH), "padding: MM sees zeroes");
}

/* To the last byte of each buffer that MM takes. */
static void check_longest(__u32 id)
{
	struct call call = prepare(MONITOR_COMPLEMENT, 1);
	__u64 length, right = 0;
	__u8 *request, *response;

	call.message.buffer_id = id;
	call_send(device, &call);
	length = call.message.max_message_len;
	request = malloc(length + 1);
	response = calloc(1, length + 1);
	if (!request || !response)
		tap_bail_out("no memory for a message of %llu bytes", length);
	for (__u64 i = 0; i <= length; i++)
		request[i] = i * 7 + i / 251;
	call.message.request = (uintptr_t)request;
	call.message.request_len = length;
	call.message.response = (uintptr_t)response;
	call.message.response_capacity = length + 1;
	call.error = ioctl(device, MMCOMM_IOC_COMMUNICATE, &call.message) ? errno : 0;
	while (right < length && (request[right] ^ response[right]) == 0xff)
		right++;
	check(&call, came_to(&call, &answered) && call.message.response_copied == length &&
	      right == length && !response[length], "the longest message is answered");
	call.message.request_len = length + 1;
	call.error = ioctl(device, MMCOMM_IOC_COMMUNICATE, &call.message) ? errno : 0;
	check(&call, call.error == EMSGSIZE && call.message.reason == MMCOMM_REASON_TOO_LONG &&
	      !call.message.progress, "one byte more is refused");
	free(request);
	free(response);
}

/* An answer that comes after the call came back, while another one is under way. */
static void check_late(__u32 next_length, const char *what)
{
	struct call next = prepare(MONITOR_COMPLEMENT, next_length);

	check_failure(MONITOR_LATE, &untouched, "late: taken for nobody's");
	call_send(device, &next);
	check(&next, came_to(&next, &overwritten) && nothing_leaked(&next), what);
	check_next_works();
}

static void check_late_elsewhere(void)
{
	struct call next = prepare(MONITOR_COMPLEMENT, LENGTH);

	check_failure(MONITOR_LATE, &untouched, "late: taken for nobody's");
	next.message.buffer_id = 1;
	call_send(device, &next);
	check(&next, came_to(&next, &answered) && complement(&next, LENGTH),
	      "late: the next one, in another buffer, is answered");
	check_next_works();
}

/* The monitor leaves other values in all of them, and the kernel must not. */
static void check_simd(void)
{
	struct call call = prepare(MONITOR_COMPLEMENT, LENGTH);
	struct simd before, after = { 0 };
	size_t same = 0;

	for (size_t i = 0; i < sizeof(before.registers); i++)
		before.registers[i / 16][i % 16] = i * 11 + i / 16;
	before.control = 1 << 22;	/* round towards plus infinity */
	before.status = 1 << 27 | 1;	/* saturated, and an invalid operation */
	call.message.request = (uintptr_t)call.request;
	call.message.response = (uintptr_t)call.response;
	call.error = simd_across_message(device, &call.message, &before, &after);
	check(&call, came_to(&call, &answered) && complement(&call, LENGTH),
	      "SIMD: a message is answered");
	while (same < SIMD_REGISTERS &&
	       !memcmp(before.registers[same], after.registers[same], 16))
		same++;
	if (!tap_ok(same == SIMD_REGISTERS, "SIMD: v0 to v31 are the process's own"))
		tap_note("v%zu is not", same);
	if (!tap_ok(after.control == before.control && after.status == before.status,
		    "SIMD: so are FPCR and FPSR"))
		tap_note("%#llx, %#llx", after.control, after.status);
}

int main(void)
{
	device = device_open();
	check_answered(MONITOR_COMPLEMENT, 1, "complement: one byte");
	check_answered(MONITOR_COMPLEMENT, LENGTH, "complement: as many as there are values");
	check_failures();
	check_twice();
	check_lengths();
	check_longest(0);
	check_longest(1);
	check_late(LENGTH, "late: the next one is refused, and says nothing");
	check_late(SHORT, "late: so is one that is shorter");
	check_late_elsewhere();
	check_simd();
	return tap_done();
}
