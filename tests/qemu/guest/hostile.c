// SPDX-License-Identifier: GPL-2.0
/*
 * hostile [debug]: messages to handlers of the test firmware that do what a
 * handler may, or must not: what each leaves in the result, that nothing of a
 * broken answer reaches the caller, and that the next message is answered.
 *
 * With "debug" the handler that returns an error is left out, over which a DEBUG
 * core stops the machine. Needs buffers of the region table or of a status block:
 * a borrowed one is lost after the first broken answer.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "call.h"
#include "device.h"
#include "smm_variable.h"
#include "tap.h"
#include "test-handlers.h"

#define FILL_LENGTH	32
#define FILL_OFFSET	128
#define FILL_BYTE	0x77

/* The clocks of firmware and kernel may differ by some: half of what it works. */
#define WORK_NS		25000000ULL

static int device;

/* Whether MM answers with a status and a size. */
static bool has_status;

static bool all(const __u8 *bytes, __u8 value, size_t length)
{
	while (length--) {
		if (*bytes++ != value)
			return false;
	}
	return true;
}

static void check(const struct call *call, bool pass, const char *what)
{
	const struct mmcomm_communicate *message = &call->message;

	if (tap_ok(pass, "%s", what))
		return;
	tap_note("errno %d, reason %u, progress %u, flags %#x, status %#llx", call->error,
		 message->reason, message->progress, message->result_flags,
		 (__u64)message->mm_status);
	tap_note("%llu bytes answered, %u copied, %u MMIs", (__u64)message->response_len,
		 message->response_copied, message->mmi_count);
}

/* MM ran, and said so with a status where it has one. */
static bool ran(const struct call *call, __u64 status)
{
	const struct mmcomm_communicate *message = &call->message;
	bool valid = message->result_flags & MMCOMM_RESULT_STATUS_VALID;

	return !call->error && !message->reason && message->mmi_count == 1 &&
	       message->progress == MMCOMM_PROGRESS_RAN && valid == has_status &&
	       message->mm_status == (has_status ? status : 0);
}

/* The answer has so many bytes, and nothing stands behind them. */
static bool answered(const struct call *call, __u32 length)
{
	return call->message.response_len == length &&
	       call->message.response_copied == length &&
	       all(call->response + length, UNTOUCHED, CAPACITY - length);
}

static bool echoed(const struct call *call, __u32 length)
{
	return answered(call, length) && !memcmp(call->response, call->request, length);
}

static void check_next_works(void)
{
	struct call call = call_prepare(TEST_ECHO);

	call_send(device, &call);
	check(&call, ran(&call, 0) && echoed(&call, LENGTH), "the next message is answered");
}

static void check_sizes(void)
{
	struct call call = call_prepare(TEST_ECHO);

	call_send(device, &call);
	check(&call, ran(&call, 0) && echoed(&call, LENGTH), "echo");
	call = call_prepare(TEST_SHRINK);
	call_send(device, &call);
	check(&call, ran(&call, 0) && echoed(&call, has_status ? LENGTH / 2 : LENGTH),
	      "shrink: half the answer, where MM tells its size");
	call = call_prepare(TEST_TINY);
	call_send(device, &call);
	check(&call, ran(&call, 0) && echoed(&call, has_status ? 0 : LENGTH),
	      "tiny: an empty answer, where MM tells its size");

	call = call_prepare(TEST_GROW);
	call.message.window_len = 2 * LENGTH;
	call_send(device, &call);
	check(&call, ran(&call, 0) &&
	      call.message.response_len == (has_status ? 2 * LENGTH : LENGTH) &&
	      call.message.response_copied == 2 * LENGTH &&
	      !memcmp(call.response, call.request, LENGTH) &&
	      all(call.response + LENGTH, TEST_GROWN_BYTE, LENGTH) &&
	      all(call.response + 2 * LENGTH, UNTOUCHED, CAPACITY - 2 * LENGTH),
	      "grow: twice the answer within a window");
}

static void check_statuses(bool errors)
{
	struct call call = call_prepare(TEST_WARNING);

	call_send(device, &call);
	check(&call, ran(&call, SMM_EFI_NOT_FOUND) && echoed(&call, LENGTH),
	      "warning: the MM core says EFI_NOT_FOUND");
	if (errors) {
		call = call_prepare(TEST_ERROR);
		call_send(device, &call);
		check(&call, ran(&call, SMM_EFI_NOT_FOUND) && echoed(&call, LENGTH),
		      "error: the MM core says EFI_NOT_FOUND");
	}
	call = call_prepare(0xff);
	call_send(device, &call);
	check(&call, ran(&call, SMM_EFI_NOT_FOUND) && echoed(&call, LENGTH),
	      "nobody: the MM core says EFI_NOT_FOUND");
	check_next_works();
}

static __u64 count_calls(void)
{
	struct call call = call_prepare(TEST_COUNT);
	__u64 calls;

	call_send(device, &call);
	memcpy(&calls, call.response, sizeof(calls));
	return ran(&call, 0) ? calls : 0;
}

static void check_work(void)
{
	__u64 first = count_calls(), second = count_calls();
	struct call call = call_prepare(TEST_WORK);

	tap_ok(first && second == first + 1, "count: a handler runs once a call");
	call_send(device, &call);
	check(&call, ran(&call, 0) && echoed(&call, LENGTH) &&
	      call.message.stopped_ns >= WORK_NS, "work: an answer after 50 ms");
}

/* The handler writes beside its message, where the kernel said that it may. */
static void check_window(void)
{
	const struct mmcomm_relocation relocation = {
		.payload_offset = 0,
		.window_offset = FILL_OFFSET,
	};
	struct call call = call_prepare(TEST_FILL);
	__u64 length = FILL_LENGTH;

	memset(call.request, 0, LENGTH);
	memcpy(call.request + 8, &length, sizeof(length));
	call.request[16] = FILL_BYTE;
	call.message.request_len = 17;
	call.message.window_len = LENGTH;
	call.message.relocations = (uintptr_t)&relocation;
	call.message.relocation_count = 1;
	call_send(device, &call);
	check(&call, ran(&call, 0) && call.message.response_len == 17 &&
	      call.message.response_copied == LENGTH &&
	      all(call.response + 17, 0, FILL_OFFSET - 17) &&
	      all(call.response + FILL_OFFSET, FILL_BYTE, FILL_LENGTH) &&
	      all(call.response + FILL_OFFSET + FILL_LENGTH, 0,
		  LENGTH - FILL_OFFSET - FILL_LENGTH),
	      "fill: a window, and a relocation to it");
}

static void check_broken(struct call *call, __u32 reason, const char *what)
{
	struct mmcomm_info before = device_info(device), after;

	call_send(device, call);
	after = device_info(device);
	check(call, call->error == EBADMSG && call->message.reason == reason &&
	      call->message.progress == MMCOMM_PROGRESS_RAN &&
	      call->message.mmi_count == 1 && !call->message.response_copied &&
	      all(call->response, UNTOUCHED, CAPACITY) &&
	      after.mmis_raised == before.mmis_raised + 1, what);
	check_next_works();
}

static void check_sizes_that_break(void)
{
	struct call call = call_prepare(TEST_HUGE);

	check_broken(&call, MMCOMM_REASON_SIZE_ABOVE_BUFFER,
		     "huge: a size above the buffer is refused");
	call = call_prepare(TEST_BELOW);
	check_broken(&call, MMCOMM_REASON_SIZE_BELOW_HEADER,
		     "below: a size that holds no header is refused");
}

static void check_past_end(__u32 offset, __u32 window, const char *what)
{
	struct call call = call_prepare(TEST_PAST_END);

	memcpy(call.request, &offset, sizeof(offset));
	call.message.window_len = window;
	check_broken(&call, MMCOMM_REASON_GUARD_CHANGED, what);
}

static void check_broken_answers(void)
{
	struct call call = call_prepare(TEST_CORRUPT_RECIPIENT);

	check_broken(&call, MMCOMM_REASON_RECIPIENT_CHANGED,
		     "corrupt recipient: nothing of the answer gets out");
	call = call_prepare(TEST_CORRUPT_LENGTH);
	check_broken(&call, MMCOMM_REASON_LENGTH_CHANGED,
		     "corrupt length: nothing of the answer gets out");
	check_past_end(0, 0, "past the end: the first byte behind the message");
	check_past_end(2000, 0, "past the end: one further away");
	check_past_end(LENGTH, 2 * LENGTH, "past the end: the first byte behind a window");
	call = call_prepare(TEST_GROW);
	check_broken(&call, has_status ? MMCOMM_REASON_SIZE_ABOVE_BUFFER :
					 MMCOMM_REASON_GUARD_CHANGED,
		     "grow: more than there is a window for is refused");
}

int main(int argc, char **argv)
{
	bool debug = argc == 2 && !strcmp(argv[1], "debug");
	struct mmcomm_info info;

	if (argc > 2 || (argc == 2 && !debug))
		tap_bail_out("usage: hostile [debug]");
	device = device_open();
	info = device_info(device);
	has_status = strcmp(info.executor, "acpi_uefi") != 0;

	check_sizes();
	check_statuses(!debug);
	check_work();
	check_window();
	check_broken_answers();
	if (has_status)
		check_sizes_that_break();
	return tap_done();
}
