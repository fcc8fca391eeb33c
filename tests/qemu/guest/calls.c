// SPDX-License-Identifier: GPL-2.0
/*
 * calls [N]: gets variables through /dev/mmcomm N times (1000 by default), with
 * messages of mixed sizes up to the longest, and checks each answer to the byte
 * against efivarfs, with one SMI and one stop of the machine a call.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "compiler.h"
#include "device.h"
#include "tap.h"
#include "variables.h"

#define REQUEST_ROOM	1024
#define PATTERN		0x5a

static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;

/* Sizes of the message past what the answer needs; ~0 stands for the longest. */
static const __u32 extra[] = { 0, 1, 7, 64, 0, 1000, 4096, 0, 20000, ~0U };

/* The variable driver refuses messages above its own largest payload. */
static __u64 longest_message(int fd, __u64 room)
{
	struct {
		struct smm_variable_header header;
		struct smm_variable_payload_size payload;
	} memory = { .header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE };
	struct mmcomm_communicate message =
		device_message(recipient, &memory, sizeof(memory), &memory,
			       sizeof(memory));
	__u64 longest;

	if (ioctl(fd, MMCOMM_IOC_COMMUNICATE, &message) || memory.header.status)
		tap_bail_out("the variable driver does not tell its largest payload");
	longest = memory.payload.size + sizeof(struct smm_variable_header);
	return longest < room ? longest : room;
}

static bool untouched(const __u8 *memory, size_t length)
{
	while (length--) {
		if (*memory++ != PATTERN)
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 0) : 1000;
	int fd = device_open();
	struct mmcomm_info before = device_info(fd), after;
	struct variables variables = variables_read();
	__u64 longest = longest_message(fd, before.max_message_len);
	__u8 request[REQUEST_ROOM];
	__u8 *response = malloc(longest + 64);
	unsigned long wrong = 0, failed = 0;
	__u32 smis;

	if (!calls || !response)
		tap_bail_out("usage: calls [N]");
	before = device_info(fd);
	smis = smi_count();
	for (unsigned long i = 0; i < calls; i++) {
		const struct variable *variable = &variables.list[i % variables.count];
		size_t length = variable_request(variable, request, variable->size);
		__u64 message_len = length + variable->size;
		struct mmcomm_communicate message;

		/* Another size for each variable in each round. */
		message_len += extra[(i + i / variables.count) %
				     (ARRAY_SIZE(extra))];
		if (message_len > longest)
			message_len = longest;
		message = device_message(recipient, request, length, response, longest);
		message.message_len = message_len;
		memset(response, PATTERN, message_len + 64);
		if (ioctl(fd, MMCOMM_IOC_COMMUNICATE, &message)) {
			failed++;
			if (failed == 1)
				tap_note("%s: %s, reason %u", variable->path,
					 strerror(errno), message.reason);
		} else if (message.mm_status || message.response_len != message_len ||
			   message.response_copied != message_len ||
			   !variable_answer_same(variable, response, message_len) ||
			   !untouched(response + message_len, 64)) {
			wrong++;
			if (wrong == 1)
				tap_note("%s: wrong answer in %llu bytes",
					 variable->path, message_len);
		}
		if ((i + 1) % 500 == 0)
			tap_note("%lu of %lu calls", i + 1, calls);
	}
	smis = smi_count() - smis;
	after = device_info(fd);
	tap_ok(!failed && !wrong, "%lu calls, every answer right", calls);
	tap_ok(smis == calls, "exactly one SMI a call by MSR_SMI_COUNT");
	tap_ok(after.machine_stops - before.machine_stops == calls &&
	       after.mmis_raised - before.mmis_raised == calls,
	       "exactly one stop of the machine and one MMI a call by INFO");
	return tap_done();
}
