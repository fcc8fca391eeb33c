// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: the order of COMMUNICATE's and TRIGGER's checks. A structure that
 * breaks every rule is mended one rule at a time, and each time the next rule
 * has to be the one that is named.
 */
#include <errno.h>
#include <string.h>

#include "abi.h"
#include "tap.h"

static void check_communicate(void)
{
	static __u8 memory[256];
	struct mmcomm_communicate message = {
		.size = sizeof(message),
		.flags = 1,
		.reserved = 1,
		.buffer_id = 0x7777,
		.header_version = 2,
		.request = (uintptr_t)memory,
		.response = (uintptr_t)memory + 1,
		.request_len = 0,
		.message_len = 1,
		.window_len = 1,
		.response_capacity = 64,
		.relocation_count = MMCOMM_MAX_RELOCATIONS + 1,
	};
	struct mmcomm_communicate valid = abi_message();

	abi_communicate("order: flags first", &message, NOT_SENT(EINVAL, FLAGS));
	message.flags = 0;
	abi_communicate("order: then reserved", &message, NOT_SENT(EINVAL, RESERVED));
	message.reserved = 0;
	abi_communicate("order: then the zero GUID", &message,
			NOT_SENT(EINVAL, ZERO_GUID));
	memcpy(message.recipient, valid.recipient, sizeof(message.recipient));
	abi_communicate("order: then the header version", &message,
			NOT_SENT(EINVAL, HEADER_VERSION));
	message.header_version = MMCOMM_HEADER_V3;
	abi_communicate("order: then request_len", &message,
			NOT_SENT(EINVAL, EMPTY_REQUEST));
	message.request_len = 128;
	abi_communicate("order: then message_len", &message,
			NOT_SENT(EINVAL, MESSAGE_LEN));
	message.message_len = 1U << 30;
	abi_communicate("order: then window_len", &message,
			NOT_SENT(EINVAL, WINDOW_LEN));
	message.window_len = 0;
	abi_communicate("order: then the relocations", &message,
			NOT_SENT(EINVAL, RELOCATION));
	message.relocation_count = 0;
	abi_communicate("order: then the overlap", &message, NOT_SENT(EINVAL, OVERLAP));
	message.request = 8;
	message.response = (uintptr_t)memory;
	abi_communicate("order: then the header that MM does not take", &message,
			NOT_SENT(EOPNOTSUPP, HEADER_VERSION));
	message.header_version = 0;
	abi_communicate("order: then the buffer id", &message,
			NOT_SENT(ENOENT, NO_SUCH_BUFFER));
	message.buffer_id = MMCOMM_BUFFER_ANY;
	abi_communicate("order: then the length", &message,
			NOT_SENT(EMSGSIZE, TOO_LONG));
	message.message_len = 0;
	abi_communicate("order: then the request's memory", &message,
			NOT_SENT(EFAULT, REQUEST_MEMORY));
	message.request = valid.request;
	message.request_len = valid.request_len;
	message.response = 8;
	abi_communicate("order: last, after MM ran, the response's memory", &message,
			RAN(EFAULT, RESPONSE_MEMORY));
	message.response = valid.response;
	abi_communicate("order: and nothing is left to refuse", &message, RAN(0, NONE));
}

static void check_trigger(void)
{
	struct mmcomm_trigger trigger = {
		.size = sizeof(trigger),
		.flags = 1,
		.command = 0x102,
		.reserved = 1,
	};

	abi_trigger("order: TRIGGER: flags first", &trigger, NOT_SENT(EINVAL, FLAGS));
	trigger.flags = 0;
	abi_trigger("order: TRIGGER: then reserved", &trigger,
		    NOT_SENT(EINVAL, RESERVED));
	trigger.reserved = 0;
	abi_trigger("order: TRIGGER: then the range of the command", &trigger,
		    NOT_SENT(EINVAL, COMMAND));
	trigger.command = 2;
	if (abi.in_place) {
		abi_trigger("order: TRIGGER: then that nothing takes a command", &trigger,
			    NOT_SENT(EOPNOTSUPP, NO_TRIGGER));
		return;
	}
	abi_trigger("order: TRIGGER: then the FADT's own commands", &trigger,
		    NOT_SENT(EINVAL, RESERVED_COMMAND));
	trigger.command = 0;
	abi_trigger("order: TRIGGER: and nothing is left to refuse", &trigger,
		    RAN(0, NONE));
}

void abi_check_order(void)
{
	check_communicate();
	check_trigger();
}
