// SPDX-License-Identifier: GPL-2.0
/*
 * smc-handlers: messages to the test handlers behind StandaloneMm, which tells a
 * caller nothing but the message itself: what each leaves in the result, that
 * nothing of a broken answer reaches the caller, and that the next message is
 * answered.
 */
#include <errno.h>
#include <string.h>

#include "call.h"
#include "compiler.h"
#include "device.h"
#include "simd.h"
#include "tap.h"
#include "test-handlers.h"

#define NOBODY		0xff
#define WORK_NS		50000000ULL

static int device;

static bool untouched_from(const struct call *call, size_t at)
{
	while (at < CAPACITY) {
		if (call->response[at++] != UNTOUCHED)
			return false;
	}
	return true;
}

/* The response holds so many bytes of the request, each with these bits flipped. */
static bool copied(const struct call *call, __u32 length, __u8 flipped)
{
	for (__u32 i = 0; i < length; i++) {
		if ((call->response[i] ^ call->request[i]) != flipped)
			return false;
	}
	return call->message.response_copied == length && untouched_from(call, length);
}

static bool came_to(const struct call *call, int error, __u32 reason, __u32 progress,
		    __u32 flags)
{
	const struct mmcomm_communicate *message = &call->message;

	return call->error == error && message->reason == reason &&
	       message->progress == progress && message->result_flags == flags &&
	       !message->mm_status && !message->raw_status;
}

static bool ran(const struct call *call, __u32 flags)
{
	return came_to(call, 0, MMCOMM_REASON_NONE, MMCOMM_PROGRESS_RAN, flags);
}

static void check(const struct call *call, bool pass, const char *what)
{
	const struct mmcomm_communicate *message = &call->message;

	if (tap_ok(pass, "%s", what))
		return;
	tap_note("errno %d, reason %u, progress %u, flags %#x, status %#llx", call->error,
		 message->reason, message->progress, message->result_flags,
		 (__u64)message->mm_status);
	tap_note("%llu bytes answered, %u copied", (__u64)message->response_len,
		 message->response_copied);
}

static void check_answered(__u8 handler, __u64 least_ns, const char *what)
{
	struct call call = call_prepare(handler);

	call_send(device, &call);
	check(&call, ran(&call, 0) && call.message.response_len == LENGTH &&
	      copied(&call, LENGTH, 0xff) && call.message.stopped_ns >= least_ns, what);
}

static void check_next_works(void)
{
	check_answered(TEST_COMPLEMENT, 0, "the next message is answered");
}

/* The handler leaves the bytes alone, and says that they are so many. */
static void check_length(__u8 handler, __u32 length, const char *what)
{
	struct call call = call_prepare(handler);
	__u32 there = length < LENGTH ? length : LENGTH;

	call_send(device, &call);
	check(&call, ran(&call, there < length ? MMCOMM_RESULT_TRUNCATED : 0) &&
	      call.message.response_len == length && copied(&call, there, 0), what);
	check_next_works();
}

static void check_failure(struct call *call, int error, __u32 reason, __u32 progress,
			  const char *what)
{
	call_send(device, call);
	check(call, came_to(call, error, reason, progress, 0) && copied(call, 0, 0), what);
	check_next_works();
}

static void check_untouched(__u8 handler, const char *what)
{
	struct call call = call_prepare(handler);

	check_failure(&call, EIO, MMCOMM_REASON_NO_HANDLER, MMCOMM_PROGRESS_MAY_HAVE_RUN, what);
}

static void check_broken(__u8 handler, __u32 reason, const char *what)
{
	struct call call = call_prepare(handler);

	check_failure(&call, EBADMSG, reason, MMCOMM_PROGRESS_RAN, what);
}

/* StandaloneMm copies 8 bytes back that it was not told of. */
static void check_past_end(void)
{
	struct call call = call_prepare(TEST_PAST_END);

	memset(call.request, 0, sizeof(__u32));
	check_failure(&call, EBADMSG, MMCOMM_REASON_GUARD_CHANGED, MMCOMM_PROGRESS_RAN,
		      "past the end: the first byte behind the message");
}

static __u64 count_calls(void)
{
	struct call call = call_prepare(TEST_COUNT);
	__u64 calls;

	call_send(device, &call);
	memcpy(&calls, call.response, sizeof(calls));
	return ran(&call, 0) ? calls : 0;
}

/* A handler that uses every vector register must not change the caller's. */
static void check_simd(void)
{
	struct call call = call_prepare(TEST_VECTORS);
	struct simd before, after = { 0 };
	size_t same = 0;

	for (size_t i = 0; i < sizeof(before.registers); i++)
		before.registers[i / 16][i % 16] = i * 11 + i / 16;
	before.control = 1 << 22;	/* round towards plus infinity */
	before.status = 1 << 27 | 1;	/* saturated, and an invalid operation */
	call.message.request = (uintptr_t)call.request;
	call.message.response = (uintptr_t)call.response;
	call.error = simd_across_message(device, &call.message, &before, &after);
	check(&call, ran(&call, 0) && copied(&call, LENGTH, 0xff), "vectors: answered");
	while (same < SIMD_REGISTERS &&
	       !memcmp(before.registers[same], after.registers[same], 16))
		same++;
	tap_ok(same == SIMD_REGISTERS, "vectors: the caller's registers are as they were");
	tap_ok(before.control == after.control && before.status == after.status,
	       "vectors: and so are FPCR and FPSR");
}

int main(void)
{
	__u64 first, second;

	device = device_open();
	check_answered(TEST_COMPLEMENT, 0, "complement");
	check_untouched(TEST_ECHO, "echo: cannot be told from a message to nobody");
	check_untouched(NOBODY, "nobody");
	check_untouched(TEST_ERROR, "error: its status does not reach the caller");
	check_untouched(TEST_WARNING, "warning: its status does not either");
	check_length(TEST_SHRINK, LENGTH / 2, "shrink: half the answer");
	check_length(TEST_TINY, 0, "tiny: an empty answer");
	check_length(TEST_GROW, 2 * LENGTH, "grow: all that was sent, and truncated");
	check_length(TEST_CORRUPT_LENGTH, LENGTH + 1, "a byte more: likewise");
	check_broken(TEST_CORRUPT_RECIPIENT, MMCOMM_REASON_RECIPIENT_CHANGED,
		     "corrupt recipient: nothing of the answer gets out");
	check_broken(TEST_HUGE, MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		     "huge: a size above the buffer is refused");
	check_broken(TEST_BELOW, MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		     "below: a size that wraps around is refused");
	check_past_end();
	first = count_calls();
	second = count_calls();
	tap_ok(first && second == first + 1, "count: a handler runs once a call");
	check_answered(TEST_WORK, WORK_NS, "work: an answer after 50 ms");
	check_simd();
	return tap_done();
}
