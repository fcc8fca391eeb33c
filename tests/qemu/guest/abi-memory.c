// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: request and response memory that is missing, that cannot be written
 * or that overlaps.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "abi.h"
#include "compiler.h"
#include "tap.h"

static const struct {
	const char *what;
	uintptr_t address;
} bad_addresses[] = {
	{ "address 0", 0 },
	{ "address 1", 1 },
	{ "an address where nothing is mapped", 4096 },
	{ "an address that is not canonical", 0x8000000000000000 },
	{ "an address of the kernel's", 0xffff888000000000 },
	{ "memory that wraps around", 0xfffffffffffffff8 },
};

static void check_request(void)
{
	struct mmcomm_communicate valid = abi_message();
	struct mmcomm_communicate message;
	__u8 *memory;
	char text[128];

	for (size_t i = 0; i < ARRAY_SIZE(bad_addresses); i++) {
		message = valid;
		message.request = bad_addresses[i].address;
		snprintf(text, sizeof(text), "EFAULT: COMMUNICATE: request at %s",
			 bad_addresses[i].what);
		abi_communicate(text, &message, NOT_SENT(EFAULT, REQUEST_MEMORY));
	}

	memory = abi_memory_before_hole(valid.request_len - 1);
	memcpy(memory, (void *)(uintptr_t)valid.request, valid.request_len - 1);
	message = valid;
	message.request = (uintptr_t)memory;
	abi_communicate("EFAULT: COMMUNICATE: the request's last byte in a hole", &message,
			NOT_SENT(EFAULT, REQUEST_MEMORY));

	memory = abi_memory_before_hole(valid.request_len);
	memcpy(memory, (void *)(uintptr_t)valid.request, valid.request_len);
	message = valid;
	message.request = (uintptr_t)memory;
	abi_communicate("0: COMMUNICATE: a request that ends before a hole", &message,
			RAN(0, NONE));
	message = valid;
	message.request = (uintptr_t)memory;
	message.message_len = 4096;
	abi_communicate("0: COMMUNICATE: only request_len bytes are read, not message_len",
			&message, RAN(0, NONE));

	message = valid;
	message.request = (uintptr_t)abi_read_only((void *)(uintptr_t)valid.request,
						   valid.request_len);
	abi_communicate("0: COMMUNICATE: a request that cannot be written", &message,
			RAN(0, NONE));
}

/* The handler has run; what it answered is still told. */
static void check_told(const struct mmcomm_communicate *message)
{
	if ((message->result_flags & abi_result_flags()) != abi_result_flags() ||
	    message->mm_status || message->response_len != message->request_len ||
	    message->mmi_count != !abi.in_place)
		tap_ok(false, "EFAULT: RAN: status, length and SMI count are written back");
}

static void check_response(void)
{
	struct mmcomm_communicate valid = abi_message();
	struct mmcomm_communicate message;
	static __u8 zeroes[64];
	__u8 *memory;
	char text[128];

	for (size_t i = 0; i < ARRAY_SIZE(bad_addresses); i++) {
		message = valid;
		message.response = bad_addresses[i].address;
		snprintf(text, sizeof(text), "EFAULT: COMMUNICATE: RAN: response at %s",
			 bad_addresses[i].what);
		abi_communicate(text, &message, RAN(EFAULT, RESPONSE_MEMORY));
		check_told(&message);
	}
	message = valid;
	message.response = (uintptr_t)abi_read_only(zeroes, sizeof(zeroes));
	abi_communicate("EFAULT: COMMUNICATE: RAN: a response that cannot be written",
			&message, RAN(EFAULT, RESPONSE_MEMORY));
	check_told(&message);
	message = valid;
	message.response = (uintptr_t)abi_memory_before_hole(valid.response_capacity - 1);
	abi_communicate("EFAULT: COMMUNICATE: RAN: the response's last byte in a hole",
			&message, RAN(EFAULT, RESPONSE_MEMORY));
	check_told(&message);

	message = valid;
	memory = abi_memory_before_hole(valid.request_len);
	message.response = (uintptr_t)memory;
	message.response_capacity = 1 << 20;
	abi_communicate("0: COMMUNICATE: memory for the answer, more capacity than memory",
			&message, RAN(0, NONE));
	message = valid;
	message.response = 0;
	message.response_capacity = 0;
	abi_communicate("0: COMMUNICATE: no response asked for", &message, RAN(0, NONE));
	tap_ok(message.result_flags & MMCOMM_RESULT_TRUNCATED &&
	       message.response_copied == 0 &&
	       message.response_len == message.request_len,
	       "0: COMMUNICATE: no response asked for: truncated, true length");
	message = valid;
	message.response = 0xffff888000000000;
	message.response_capacity = 0;
	abi_communicate("0: COMMUNICATE: an address of the kernel's with no capacity",
			&message, RAN(0, NONE));
}

static void check_overlap(void)
{
	static const struct {
		const char *what;
		int response_from;	/* from the start of a request of 64 bytes */
		__u32 capacity;
		bool allowed;
	} kinds[] = {
		{ "the response starts 1 byte into the request", 1, 64, false },
		{ "the response starts at the request's last byte", 63, 64, false },
		{ "the response starts 1 byte before the request", -1, 64, false },
		{ "the response ends at the request's first byte", -63, 64, false },
		{ "the response lies inside the request", 8, 8, false },
		{ "the response is the request's last byte", 63, 1, false },
		{ "the response holds the whole request", -8, 80, false },
		{ "the response reaches to the request's end", -8, 72, false },
		{ "the response starts in the request, capacity 2^32 - 1", 1, ~0U, false },
		{ "the response is the request", 0, 64, true },
		{ "the response is the request, and longer", 0, 128, true },
		{ "the response is the request's first half", 0, 32, true },
		{ "the response begins where the request ends", 64, 64, true },
		{ "the response ends where the request begins", -64, 64, true },
		{ "a response of no bytes inside the request", 8, 0, true },
	};
	struct mmcomm_communicate valid = abi_message();
	struct mmcomm_communicate message;
	static __u8 memory[256];
	__u8 *request = memory + 80;
	char text[128];

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		memset(memory, 0, sizeof(memory));
		memcpy(request, (void *)(uintptr_t)valid.request, 64);
		message = valid;
		message.request = (uintptr_t)request;
		message.response = (uintptr_t)request + kinds[i].response_from;
		message.response_capacity = kinds[i].capacity;
		snprintf(text, sizeof(text), "%s: COMMUNICATE: %s",
			 kinds[i].allowed ? "0" : "EINVAL", kinds[i].what);
		abi_communicate(text, &message,
				kinds[i].allowed ? RAN(0, NONE) :
						   NOT_SENT(EINVAL, OVERLAP));
		if (!kinds[i].allowed &&
		    memcmp(request, (void *)(uintptr_t)valid.request, 64))
			tap_ok(false, "%s: nothing is written", text);
	}
}

void abi_check_memory(void)
{
	check_request();
	check_response();
	check_overlap();
}
