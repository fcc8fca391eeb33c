// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: each field of struct mmcomm_communicate out of range, everything
 * else right.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "abi.h"
#include "compiler.h"
#include "tap.h"

static void check_flags_and_reserved(void)
{
	struct mmcomm_communicate message;
	__u32 count = smi_count();
	unsigned int wrong = 0;

	for (int bit = 0; bit < 32; bit++) {
		message = abi_message();
		message.flags = 1U << bit;
		wrong += !ioctl(abi.fd, MMCOMM_IOC_COMMUNICATE, &message) ||
			 errno != EINVAL || message.reason != MMCOMM_REASON_FLAGS ||
			 message.progress != MMCOMM_PROGRESS_NOT_SENT;
		message = abi_message();
		message.reserved = 1U << bit;
		wrong += !ioctl(abi.fd, MMCOMM_IOC_COMMUNICATE, &message) ||
			 errno != EINVAL || message.reason != MMCOMM_REASON_RESERVED ||
			 message.progress != MMCOMM_PROGRESS_NOT_SENT;
	}
	tap_ok(!wrong && smi_count() == count,
	       "EINVAL: COMMUNICATE: each bit of flags and of reserved");
	message = abi_message();
	message.flags = ~0U;
	abi_communicate("EINVAL: COMMUNICATE: all flags", &message,
			NOT_SENT(EINVAL, FLAGS));
	message = abi_message();
	message.reserved = ~0U;
	abi_communicate("EINVAL: COMMUNICATE: reserved all ones", &message,
			NOT_SENT(EINVAL, RESERVED));
}

static void check_recipient_and_header(void)
{
	struct mmcomm_communicate message = abi_message();
	static const __u32 unknown[] = { 2, 4, 5, 31, 32, 33, 0x80000001, ~0U };
	char text[80];

	memset(message.recipient, 0, sizeof(message.recipient));
	abi_communicate("EINVAL: COMMUNICATE: zero GUID", &message,
			NOT_SENT(EINVAL, ZERO_GUID));
	for (size_t i = 0; i < ARRAY_SIZE(unknown); i++) {
		message = abi_message();
		message.header_version = unknown[i];
		snprintf(text, sizeof(text), "EINVAL: COMMUNICATE: header version %u",
			 unknown[i]);
		abi_communicate(text, &message, NOT_SENT(EINVAL, HEADER_VERSION));
	}
	message = abi_message();
	message.header_version = MMCOMM_HEADER_V3;
	abi_communicate("EOPNOTSUPP: COMMUNICATE: a V3 header, which MM does not take",
			&message, NOT_SENT(EOPNOTSUPP, HEADER_VERSION));
	message = abi_message();
	message.header_version = MMCOMM_HEADER_V1;
	abi_communicate("0: COMMUNICATE: a V1 header by name", &message, RAN(0, NONE));
}

static void check_buffer_ids(void)
{
	static const __u32 unknown[] = { 16, 255, 256, 0x80000000, 0xfffffffe };
	struct mmcomm_communicate message = abi_message();
	char text[80];

	message.buffer_id = abi.info.buffer_count;
	abi_communicate("ENOENT: COMMUNICATE: the buffer id after the last", &message,
			NOT_SENT(ENOENT, NO_SUCH_BUFFER));
	tap_ok(message.max_message_len == 0 &&
	       message.used_buffer_id == MMCOMM_BUFFER_ANY,
	       "ENOENT: no buffer and no longest message is written back");
	for (size_t i = 0; i < ARRAY_SIZE(unknown); i++) {
		message = abi_message();
		message.buffer_id = unknown[i];
		snprintf(text, sizeof(text), "ENOENT: COMMUNICATE: buffer id %#x",
			 unknown[i]);
		abi_communicate(text, &message, NOT_SENT(ENOENT, NO_SUCH_BUFFER));
	}
	message = abi_message();
	message.buffer_id = abi.buffer.id;
	abi_communicate("0: COMMUNICATE: a buffer by id", &message, RAN(0, NONE));
	tap_ok(message.used_buffer_id == abi.buffer.id &&
	       message.max_message_len == abi.buffer.message_capacity,
	       "0: COMMUNICATE: the buffer's id and longest message are written back");
}

static void check_contradicting_lengths(void)
{
	struct mmcomm_communicate message = abi_message();

	message.request_len = 0;
	abi_communicate("EINVAL: COMMUNICATE: request_len 0", &message,
			NOT_SENT(EINVAL, EMPTY_REQUEST));
	message = abi_message();
	message.request_len = 0;
	message.message_len = 64;
	abi_communicate("EINVAL: COMMUNICATE: request_len 0, message_len 64", &message,
			NOT_SENT(EINVAL, EMPTY_REQUEST));

	message = abi_message();
	message.message_len = 1;
	abi_communicate("EINVAL: COMMUNICATE: message_len 1 below request_len", &message,
			NOT_SENT(EINVAL, MESSAGE_LEN));
	message = abi_message();
	message.message_len = message.request_len - 1;
	abi_communicate("EINVAL: COMMUNICATE: message_len one below request_len",
			&message, NOT_SENT(EINVAL, MESSAGE_LEN));
	message = abi_message();
	message.request_len = ~0U;
	message.message_len = ~0U - 1;
	abi_communicate("EINVAL: COMMUNICATE: message_len one below request_len 2^32 - 1",
			&message, NOT_SENT(EINVAL, MESSAGE_LEN));

	message = abi_message();
	message.window_len = message.request_len - 1;
	abi_communicate("EINVAL: COMMUNICATE: window_len one below request_len", &message,
			NOT_SENT(EINVAL, WINDOW_LEN));
	message = abi_message();
	message.message_len = 128;
	message.window_len = 127;
	abi_communicate("EINVAL: COMMUNICATE: window_len one below message_len", &message,
			NOT_SENT(EINVAL, WINDOW_LEN));
	message = abi_message();
	message.message_len = ~0U;
	message.window_len = 1;
	abi_communicate("EINVAL: COMMUNICATE: window_len 1, message_len 2^32 - 1",
			&message, NOT_SENT(EINVAL, WINDOW_LEN));
}

static void check_too_long(void)
{
	__u64 longest = abi.buffer.message_capacity;
	struct mmcomm_communicate message;
	__u8 *large = calloc(1, longest + 1);
	static const __u32 too_long[] = {
		0x7fffffff, 0x80000000, 0xffffffff - 24, 0xffffffff - 23,
		0xffffffff - 4096, 0xffffffff
	};
	char text[96];

	if (!large)
		tap_bail_out("out of memory");
	message = abi_message();
	message.request = (uintptr_t)large;
	message.request_len = longest + 1;
	abi_communicate("EMSGSIZE: COMMUNICATE: request_len one above the longest",
			&message, NOT_SENT(EMSGSIZE, TOO_LONG));
	tap_ok(message.max_message_len == longest,
	       "EMSGSIZE: the longest message is written back");
	message = abi_message();
	message.message_len = longest + 1;
	abi_communicate("EMSGSIZE: COMMUNICATE: message_len one above the longest",
			&message, NOT_SENT(EMSGSIZE, TOO_LONG));
	message = abi_message();
	message.buffer_id = abi.buffer.id;
	message.message_len = longest + 1;
	abi_communicate("EMSGSIZE: COMMUNICATE: the same with a buffer by id", &message,
			NOT_SENT(EMSGSIZE, TOO_LONG));
	for (size_t i = 0; i < ARRAY_SIZE(too_long); i++) {
		message = abi_message();
		message.message_len = too_long[i];
		snprintf(text, sizeof(text), "EMSGSIZE: COMMUNICATE: message_len %#x",
			 too_long[i]);
		abi_communicate(text, &message, NOT_SENT(EMSGSIZE, TOO_LONG));
		message = abi_message();
		message.request_len = too_long[i];
		message.response = 0;
		message.response_capacity = 0;
		snprintf(text, sizeof(text), "EMSGSIZE: COMMUNICATE: request_len %#x",
			 too_long[i]);
		abi_communicate(text, &message, NOT_SENT(EMSGSIZE, TOO_LONG));
	}
	message = abi_message();
	message.request = 8;
	message.request_len = longest + 1;
	abi_communicate("EMSGSIZE: COMMUNICATE: comes before EFAULT for the request",
			&message, NOT_SENT(EMSGSIZE, TOO_LONG));
	free(large);
}

static void check_capacities(void)
{
	__u64 longest = abi.buffer.message_capacity;
	struct mmcomm_communicate message;
	__u8 *large = calloc(1, longest + 64);

	if (!large)
		tap_bail_out("out of memory");
	message = abi_message();
	message.response = (uintptr_t)large;
	message.response_capacity = longest;
	abi_communicate("0: COMMUNICATE: response_capacity of the longest message",
			&message, RAN(0, NONE));
	message = abi_message();
	message.response = (uintptr_t)large;
	message.response_capacity = longest + 1;
	abi_communicate("0: COMMUNICATE: response_capacity one above the longest message",
			&message, RAN(0, NONE));
	tap_ok(message.response_copied == message.response_len &&
	       message.response_len == message.request_len,
	       "0: COMMUNICATE: a larger capacity does not change the answer's length");
	message = abi_message();
	message.response = (uintptr_t)large;
	message.response_capacity = ~0U;
	abi_communicate("0: COMMUNICATE: response_capacity 2^32 - 1, memory for the answer",
			&message, RAN(0, NONE));
	free(large);
}

static void check_relocations(void)
{
	struct mmcomm_relocation relocations[MMCOMM_MAX_RELOCATIONS + 1] = { 0 };
	struct mmcomm_communicate message = abi_message();

	message.relocations = (uintptr_t)relocations;
	message.relocation_count = MMCOMM_MAX_RELOCATIONS + 1;
	abi_communicate("EINVAL: COMMUNICATE: one relocation too many", &message,
			NOT_SENT(EINVAL, RELOCATION));
	message = abi_message();
	message.relocations = (uintptr_t)relocations;
	message.relocation_count = ~0U;
	abi_communicate("EINVAL: COMMUNICATE: 2^32 - 1 relocations", &message,
			NOT_SENT(EINVAL, RELOCATION));
	message = abi_message();
	message.relocation_count = 1;
	abi_communicate("EINVAL: COMMUNICATE: a relocation without an address", &message,
			NOT_SENT(EINVAL, RELOCATION));
	message = abi_message();
	message.relocations = 8;
	message.relocation_count = 1;
	abi_communicate("EFAULT: COMMUNICATE: relocations where nothing is mapped",
			&message, NOT_SENT(EFAULT, RELOCATION));
	message = abi_message();
	message.relocations = 0xffff888000000000;
	message.relocation_count = MMCOMM_MAX_RELOCATIONS;
	abi_communicate("EFAULT: COMMUNICATE: relocations in the kernel's memory",
			&message, NOT_SENT(EFAULT, RELOCATION));
	message = abi_message();
	message.relocations = (uintptr_t)abi_memory_before_hole(2 * sizeof(*relocations) - 1);
	message.relocation_count = 2;
	abi_communicate("EFAULT: COMMUNICATE: the last relocation's last byte in a hole",
			&message, NOT_SENT(EFAULT, RELOCATION));
	message = abi_message();
	message.relocations = 8;
	abi_communicate("0: COMMUNICATE: an address of no relocations", &message,
			RAN(0, NONE));
}

static void check_relocation_targets(void)
{
	/* In a message of 64 bytes with a window of 128. */
	static const struct {
		struct mmcomm_relocation relocation;
		bool allowed;
	} targets[] = {
		{ { 56, 127 }, true },
		{ { 57, 0 }, false },
		{ { 64, 0 }, false },
		{ { 120, 0 }, false },
		{ { 24, 128 }, false },
		{ { ~0U, 0 }, false },
		{ { ~0U - 7, 0 }, false },
		{ { 24, ~0U }, false },
	};
	struct mmcomm_communicate message;
	char text[96];

	for (size_t i = 0; i < ARRAY_SIZE(targets); i++) {
		message = abi_message();
		message.window_len = 128;
		message.relocations = (uintptr_t)&targets[i].relocation;
		message.relocation_count = 1;
		snprintf(text, sizeof(text), "%s: COMMUNICATE: a relocation at %u to %u",
			 targets[i].allowed ? "0" : "EINVAL",
			 targets[i].relocation.payload_offset,
			 targets[i].relocation.window_offset);
		abi_communicate(text, &message,
				targets[i].allowed ? RAN(0, NONE) :
						     NOT_SENT(EINVAL, RELOCATION));
	}
}

static void check_windows(void)
{
	__u64 longest = abi.buffer.message_capacity;
	struct mmcomm_communicate message = abi_message();

	message.window_len = longest;
	abi_communicate("0: COMMUNICATE: a window of the longest message", &message,
			RAN(0, NONE));
	message = abi_message();
	message.window_len = longest + 1;
	abi_communicate("EMSGSIZE: COMMUNICATE: a window one above the longest message",
			&message, NOT_SENT(EMSGSIZE, TOO_LONG));
	message = abi_message();
	message.window_len = ~0U;
	abi_communicate("EMSGSIZE: COMMUNICATE: a window of 2^32 - 1 bytes", &message,
			NOT_SENT(EMSGSIZE, TOO_LONG));
}

void abi_check_fields(void)
{
	check_flags_and_reserved();
	check_recipient_and_header();
	check_buffer_ids();
	check_contradicting_lengths();
	check_too_long();
	check_capacities();
	check_relocations();
	check_relocation_targets();
	check_windows();
}
