// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: what comes back where everything is right, checked to the byte.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "abi.h"
#include "compiler.h"
#include "smm_variable.h"
#include "tap.h"
#include "variables.h"

#define PATTERN 0x5a

static const __u8 variable_guid[16] = SMM_VARIABLE_GUID_BYTES;

static bool all_bytes(const __u8 *memory, size_t length, __u8 byte)
{
	while (length--) {
		if (*memory++ != byte)
			return false;
	}
	return true;
}

static void check_written_back(void)
{
	struct mmcomm_info before = device_info(abi.fd), after;
	struct mmcomm_communicate message = abi_message();
	const struct smm_variable_header *header = (void *)(uintptr_t)message.response;
	const struct smm_variable_payload_size *payload = (void *)(header + 1);
	__u64 start = now_ns();

	abi_communicate("0: COMMUNICATE: the largest payload is asked for", &message,
			RAN(0, NONE));
	start = now_ns() - start;
	after = device_info(abi.fd);
	tap_ok(header->status == SMM_EFI_SUCCESS && payload->size >= 1024,
	       "the variable driver answers");
	tap_ok(message.mm_status == 0 && message.raw_status == 0 &&
	       message.result_flags == abi_result_flags(),
	       "status, raw status and result flags are written back");
	tap_ok(message.mmi_count == !abi.in_place,
	       "exactly one SMI is counted in the call, where SMIs are counted");
	tap_ok(message.stopped_ns > 0 && message.stopped_ns <= start,
	       "the time that the machine stood still is written back");
	tap_ok(message.used_buffer_id == abi.buffer.id &&
	       message.max_message_len >= abi.buffer.message_capacity,
	       "buffer and longest message are written back");
	tap_ok(after.machine_stops == before.machine_stops + 1 &&
	       after.mmis_raised == before.mmis_raised + 1,
	       "INFO: one more stop of the machine, one more MMI");
	message = abi_message();
	message.flags = 1;
	ioctl(abi.fd, MMCOMM_IOC_COMMUNICATE, &message);
	before = device_info(abi.fd);
	tap_ok(after.machine_stops == before.machine_stops &&
	       after.mmis_raised == before.mmis_raised,
	       "INFO: no more of either for a refused request");
}

static void check_lengths_of_answer(void)
{
	struct mmcomm_communicate message;
	__u8 response[256];
	__u64 longest = abi.buffer.message_capacity;
	__u8 *large = malloc(longest + 64);
	__u8 zero;

	if (!large)
		tap_bail_out("out of memory");

	/* Leaves something behind in every byte that a later padding could show. */
	memset(large, 0xff, longest);
	message = device_message(variable_guid, large, longest, large, longest);
	abi_answer_any(&message);
	abi_communicate("0: COMMUNICATE: exactly the longest message", &message,
			RAN(0, NONE));
	tap_ok(message.response_len == longest && message.response_copied == longest &&
	       message.max_message_len == longest,
	       "0: COMMUNICATE: the longest message's answer is as long");

	message = abi_message();
	zero = abi_answer_any(&message);
	message.message_len = longest;
	message.response = (uintptr_t)large;
	message.response_capacity = longest;
	memset(large, PATTERN, longest + 64);
	abi_communicate("0: COMMUNICATE: a short request in the longest message", &message,
			RAN(0, NONE));
	tap_ok(message.response_copied == longest &&
	       all_bytes(large + 24, longest - 24, zero),
	       "message_len: the padding is zero, whatever was there before");
	tap_ok(all_bytes(large + longest, 64, PATTERN),
	       "bytes past the capacity are left alone");

	message = abi_message();
	message.response = (uintptr_t)response;
	message.response_capacity = sizeof(response);
	memset(response, PATTERN, sizeof(response));
	abi_communicate("0: COMMUNICATE: more capacity than answer", &message,
			RAN(0, NONE));
	tap_ok(message.response_len == 64 && message.response_copied == 64 &&
	       all_bytes(response + 64, sizeof(response) - 64, PATTERN),
	       "response_copied is exact, bytes past it are left alone");

	for (__u32 capacity = 1; capacity < 64; capacity += 31) {
		message = abi_message();
		message.response = (uintptr_t)response;
		message.response_capacity = capacity;
		memset(response, PATTERN, sizeof(response));
		abi_communicate("0: COMMUNICATE: less capacity than answer", &message,
				RAN(0, NONE));
		tap_ok(message.result_flags & MMCOMM_RESULT_TRUNCATED &&
		       message.response_len == 64 &&
		       message.response_copied == capacity &&
		       response[0] == SMM_VARIABLE_GET_PAYLOAD_SIZE &&
		       all_bytes(response + capacity, sizeof(response) - capacity,
				 PATTERN),
		       "truncated at %u bytes: true length, cut response", capacity);
	}

	message = abi_message();
	message.request_len = 1;
	abi_answer_any(&message);
	abi_communicate("0: COMMUNICATE: a message of one byte", &message, RAN(0, NONE));
	tap_ok(message.response_len == 1 && message.response_copied == 1,
	       "a message of one byte has an answer of one byte");
	free(large);
}

static void check_in_place(void)
{
	struct mmcomm_communicate message = abi_message();
	__u8 memory[128];
	struct smm_variable_payload_size payload;

	memset(memory, PATTERN, sizeof(memory));
	memcpy(memory, (void *)(uintptr_t)message.request, 64);
	message.request = (uintptr_t)memory;
	message.response = (uintptr_t)memory;
	message.response_capacity = sizeof(memory);
	abi_communicate("0: COMMUNICATE: request and response in the same memory", &message,
			RAN(0, NONE));
	memcpy(&payload, memory + sizeof(struct smm_variable_header), sizeof(payload));
	tap_ok(payload.size >= 1024 && all_bytes(memory + 64, 64, PATTERN),
	       "the answer stands in the request's place, and not past it");
}

/* The handler echoes what it does not write, addresses and all. */
static void check_window(void)
{
	static const struct mmcomm_relocation relocations[] = { { 24, 64 }, { 40, 0 } };
	struct mmcomm_communicate message = abi_message();
	__u8 response[256];
	__u64 first, second;
	__u64 payload = abi.buffer.address + 24;

	memset(response, PATTERN, sizeof(response));
	message.response = (uintptr_t)response;
	message.response_capacity = sizeof(response);
	message.buffer_id = abi.buffer.id;
	message.window_len = 128;
	message.relocations = (uintptr_t)relocations;
	message.relocation_count = ARRAY_SIZE(relocations);
	abi_communicate("0: COMMUNICATE: a window and two relocations", &message,
			RAN(0, NONE));
	memcpy(&first, response + 24, sizeof(first));
	memcpy(&second, response + 40, sizeof(second));
	tap_ok(first == payload + 64 && second == payload,
	       "relocations: physical addresses inside the buffer");
	tap_ok(message.response_len == 64 && message.response_copied == 128 &&
	       all_bytes(response + 64, 64, 0) && all_bytes(response + 128, 128, PATTERN),
	       "window: the response holds all of it, response_len is MM's");
}

static void check_every_variable(void)
{
	struct variables variables = variables_read();
	__u8 request[1024];
	__u8 *response = malloc(variables.largest + sizeof(request));
	unsigned int wrong = 0;
	__u32 count = smi_count();

	if (!response)
		tap_bail_out("out of memory");
	for (size_t i = 0; i < variables.count; i++) {
		const struct variable *variable = &variables.list[i];
		size_t length = variable_request(variable, request, variable->size);
		struct mmcomm_communicate message =
			device_message(variable_guid, request, length, response,
				       length + variable->size);

		message.message_len = length + variable->size;
		if (ioctl(abi.fd, MMCOMM_IOC_COMMUNICATE, &message) ||
		    !variable_answer_same(variable, response, message.response_copied))
			wrong++;
	}
	tap_ok(!wrong, "every variable is what efivarfs says it is");
	tap_ok(smi_count() - count == variables.count, "with one SMI for each");
	free(response);
}

static void check_handler_errors(void)
{
	struct variables variables = variables_read();
	struct variable missing = variables.list[0];
	const struct variable *present = &variables.list[0];
	struct mmcomm_communicate message;
	struct smm_variable_header header;
	struct smm_variable_access access;
	__u8 request[1024], response[1024];
	size_t length;

	/* The namespace's first byte differs from every namespace in use. */
	for (size_t i = 0; i < variables.count; i++) {
		while (missing.guid[0] == variables.list[i].guid[0])
			missing.guid[0]++, i = 0;
	}
	length = variable_request(&missing, request, 64);
	message = device_message(variable_guid, request, length, response,
				 sizeof(response));
	message.message_len = length + 64;
	abi_communicate("0: COMMUNICATE: a variable that does not exist", &message,
			RAN(0, NONE));
	memcpy(&header, response, sizeof(header));
	tap_ok(message.mm_status == 0 && header.status == SMM_EFI_NOT_FOUND,
	       "the handler says NOT_FOUND, MM says success");

	while (!present->size)
		present++;
	length = variable_request(present, request, 0);
	message = device_message(variable_guid, request, length, response,
				 sizeof(response));
	abi_communicate("0: COMMUNICATE: a message too small for the variable", &message,
			RAN(0, NONE));
	memcpy(&header, response, sizeof(header));
	memcpy(&access, response + sizeof(header),
	       offsetof(struct smm_variable_access, name));
	tap_ok(message.mm_status == 0 && header.status == SMM_EFI_BUFFER_TOO_SMALL &&
	       access.data_size == present->size,
	       "the handler says BUFFER_TOO_SMALL and the size it needs");
}

static void check_nobody(void)
{
	struct mmcomm_communicate message = abi_message();

	memset(message.recipient, 0x77, sizeof(message.recipient));
	if (abi.in_place) {
		abi_communicate("EIO: COMMUNICATE: a recipient that nobody registered", &message,
				UNANSWERED);
		tap_ok(!message.mm_status && !message.raw_status && !message.result_flags &&
		       !message.response_copied, "MM says nothing of it");
		return;
	}
	abi_communicate("0: COMMUNICATE: a recipient that nobody registered", &message,
			RAN(0, NONE));
	tap_ok(message.mm_status == SMM_EFI_NOT_FOUND &&
	       message.raw_status == SMM_EFI_NOT_FOUND &&
	       message.result_flags & MMCOMM_RESULT_STATUS_VALID,
	       "MM says NOT_FOUND, and that is no errno");
}

void abi_check_answers(void)
{
	check_written_back();
	check_lengths_of_answer();
	check_in_place();
	check_window();
	/* mm-variables asks for what there is behind SMC. */
	if (!abi.in_place) {
		check_every_variable();
		check_handler_errors();
	}
	check_nobody();
}
