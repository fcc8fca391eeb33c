// SPDX-License-Identifier: GPL-2.0
/*
 * order: the rules of COMMUNICATE and TRIGGER, in the order that
 * Documentation/userspace-api/mmcomm.rst gives, each with a way to break it.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "compiler.h"
#include "order.h"
#include "smm_variable.h"
#include "tap.h"

/* Bits of struct rule.apart. */
enum {
	APART_SIZE = 1 << 0,	/* there is one size */
	APART_TAIL = 1 << 1,	/* what cannot be read is not known not to be zero */
	APART_PLACE = 1 << 2,	/* a structure lies in one place */
	APART_GUID = 1 << 3,
	APART_HEADER = 1 << 4,
	APART_SHORT = 1 << 5,	/* no message is shorter than an empty request */
	APART_LIST = 1 << 6,	/* a list that cannot be read holds no relocation */
	APART_COMMAND = 1 << 7,
};

/* Nothing is mapped there. */
#define NOWHERE		8

#define LENGTH		64U
#define TOO_MUCH	0x40000000U

static const struct mmcomm_relocation outside = { .payload_offset = ~0U - 8 };
static __u8 request[LENGTH];
static __u8 response[LENGTH];
static __u8 *read_only;
static __u32 headers;

void order_prepare(int fd)
{
	struct smm_variable_header header = { .function = SMM_VARIABLE_GET_PAYLOAD_SIZE };

	headers = device_info(fd).header_versions;
	memcpy(request, &header, sizeof(header));
	read_only = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			 -1, 0);
	if (read_only == MAP_FAILED)
		tap_bail_out("out of memory");
	memcpy(read_only, request, LENGTH);
	mprotect(read_only, 4096, PROT_READ);
}

/* Every ioctl */

static void break_number(struct attempt *attempt)
{
	attempt->number = _IO(MMCOMM_IOC_TYPE, 0x7f);
}

static void break_capability(struct attempt *attempt)
{
	attempt->without_capability = true;
}

static void break_size_place(struct attempt *attempt)
{
	attempt->placement = PLACE_NOWHERE;
}

static void break_size_short(struct attempt *attempt)
{
	attempt->size = attempt->length - 1;
}

static void break_size_page(struct attempt *attempt)
{
	attempt->size = 4097;
}

static void break_tail(struct attempt *attempt)
{
	attempt->size = attempt->length + sizeof(attempt->tail);
	attempt->tail = 1;
}

static void break_readable(struct attempt *attempt)
{
	attempt->placement = PLACE_SIZE_ALONE;
}

static void break_writable(struct attempt *attempt)
{
	attempt->placement = PLACE_READ_ONLY;
}

static const struct rule common_rules[] = {
	{ "the number is known", ENOTTY, UNWRITTEN, break_number, 0, NULL },
	{ "CAP_SYS_RAWIO", EPERM, UNWRITTEN, break_capability, 0, NULL },
	{ "size can be read", EFAULT, UNWRITTEN, break_size_place,
	  APART_SIZE | APART_PLACE | APART_TAIL, NULL },
	{ "size is not too small", EINVAL, UNWRITTEN, break_size_short, APART_SIZE, NULL },
	{ "size is a page at most", E2BIG, UNWRITTEN, break_size_page, APART_SIZE, NULL },
	{ "what the kernel does not know is zero", E2BIG, UNWRITTEN, break_tail,
	  APART_SIZE | APART_TAIL, NULL },
	{ "the structure can be read", EFAULT, UNWRITTEN, break_readable,
	  APART_PLACE | APART_TAIL, NULL },
	{ "the structure can be written", EFAULT, UNWRITTEN, break_writable, APART_PLACE,
	  NULL },
	{ "lockdown", EPERM, MMCOMM_REASON_LOCKDOWN, NULL, 0, "lockdown" },
};

/* COMMUNICATE */

static struct attempt valid_message(void)
{
	static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;

	return (struct attempt){
		.number = MMCOMM_IOC_COMMUNICATE,
		.length = sizeof(struct mmcomm_communicate),
		.communicate = device_message(recipient, request, LENGTH, response, LENGTH),
	};
}

static void break_flags(struct attempt *attempt)
{
	attempt->communicate.flags = 1;
}

static void break_reserved(struct attempt *attempt)
{
	attempt->communicate.reserved = 1;
}

static void break_zero_guid(struct attempt *attempt)
{
	memset(attempt->communicate.recipient, 0, sizeof(attempt->communicate.recipient));
}

/* 68e8c853-2ba9-4dd7-9ac0-91e16155c935 */
static void break_marker_guid(struct attempt *attempt)
{
	static const __u8 marker[16] = {
		0x53, 0xc8, 0xe8, 0x68, 0xa9, 0x2b, 0xd7, 0x4d,
		0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35,
	};

	memcpy(attempt->communicate.recipient, marker, sizeof(marker));
}

static void break_header_known(struct attempt *attempt)
{
	attempt->communicate.header_version = 2;
}

static void break_request_len(struct attempt *attempt)
{
	attempt->communicate.request_len = 0;
}

/* Leaves a window shorter than the message shorter than it. */
static void break_message_len(struct attempt *attempt)
{
	struct mmcomm_communicate *message = &attempt->communicate;

	if (message->window_len && message->window_len < message->message_len)
		message->window_len = 1;
	message->message_len = 2;
}

/* Leaves a message that is too long too long, without its last byte. */
static void break_window_len(struct attempt *attempt)
{
	struct mmcomm_communicate *message = &attempt->communicate;

	if (!message->message_len)
		message->message_len = 2 * LENGTH;
	message->window_len = message->message_len - 1;
}

static void break_relocation_count(struct attempt *attempt)
{
	attempt->communicate.relocation_count = MMCOMM_MAX_RELOCATIONS + 1;
}

static void break_relocations(struct attempt *attempt)
{
	attempt->communicate.relocations = NOWHERE;
	attempt->communicate.relocation_count = 1;
}

static void break_relocation(struct attempt *attempt)
{
	attempt->communicate.relocations = (uintptr_t)&outside;
	attempt->communicate.relocation_count = 1;
}

static void break_overlap(struct attempt *attempt)
{
	attempt->communicate.response = attempt->communicate.request + 1;
}

static void break_header_taken(struct attempt *attempt)
{
	attempt->communicate.header_version = MMCOMM_HEADER_V3;
}

static void break_buffer(struct attempt *attempt)
{
	attempt->communicate.buffer_id = 0x7777;
}

static void break_length(struct attempt *attempt)
{
	attempt->communicate.message_len = TOO_MUCH;
	attempt->communicate.window_len = TOO_MUCH;
}

static void break_request(struct attempt *attempt)
{
	attempt->communicate.request = NOWHERE;
}

/* Request and response where nothing can be written, so that they may overlap. */
static void break_response(struct attempt *attempt)
{
	attempt->communicate.request = (uintptr_t)read_only;
	attempt->communicate.response = (uintptr_t)read_only + LENGTH;
}

static const struct rule communicate_rules[] = {
	{ "flags", EINVAL, MMCOMM_REASON_FLAGS, break_flags, 0, NULL },
	{ "reserved", EINVAL, MMCOMM_REASON_RESERVED, break_reserved, 0, NULL },
	{ "recipient, not zero", EINVAL, MMCOMM_REASON_ZERO_GUID, break_zero_guid, APART_GUID,
	  NULL },
	{ "recipient, not the marker", EINVAL, MMCOMM_REASON_MARKER_GUID, break_marker_guid,
	  APART_GUID, NULL },
	{ "header_version, known", EINVAL, MMCOMM_REASON_HEADER_VERSION, break_header_known,
	  APART_HEADER, NULL },
	{ "request_len", EINVAL, MMCOMM_REASON_EMPTY_REQUEST, break_request_len, APART_SHORT,
	  NULL },
	{ "message_len", EINVAL, MMCOMM_REASON_MESSAGE_LEN, break_message_len, APART_SHORT,
	  NULL },
	{ "window_len", EINVAL, MMCOMM_REASON_WINDOW_LEN, break_window_len, 0, NULL },
	{ "relocation_count", EINVAL, MMCOMM_REASON_RELOCATION, break_relocation_count, 0,
	  NULL },
	{ "relocations can be read", EFAULT, MMCOMM_REASON_RELOCATION, break_relocations,
	  APART_LIST, NULL },
	{ "each relocation", EINVAL, MMCOMM_REASON_RELOCATION, break_relocation, APART_LIST,
	  NULL },
	{ "request and response do not overlap", EINVAL, MMCOMM_REASON_OVERLAP, break_overlap,
	  0, NULL },
	{ "probe_only", EOPNOTSUPP, MMCOMM_REASON_PROBE_ONLY, NULL, 0, "probe-only" },
	{ "the executor's provider", ENODEV, MMCOMM_REASON_PROVIDER_GONE, NULL, 0,
	  "provider-gone" },
	{ "a mailbox", ENODEV, MMCOMM_REASON_NO_MAILBOX, NULL, 0, "no-mailbox" },
	{ "a way to raise an MMI", EOPNOTSUPP, MMCOMM_REASON_NO_TRIGGER, NULL, 0,
	  "no-trigger" },
	{ "header_version, taken by MM", EOPNOTSUPP, MMCOMM_REASON_HEADER_VERSION,
	  break_header_taken, APART_HEADER, NULL },
	{ "buffer_id", ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER, break_buffer, 0, NULL },
	{ "the message fits", EMSGSIZE, MMCOMM_REASON_TOO_LONG, break_length, 0, NULL },
	{ "the request can be read", EFAULT, MMCOMM_REASON_REQUEST_MEMORY, break_request, 0,
	  NULL },
	{ "the response can be written", EFAULT, MMCOMM_REASON_RESPONSE_MEMORY,
	  break_response, 0, NULL },
};

const struct order order_communicate = {
	.name = "COMMUNICATE",
	.length = sizeof(struct mmcomm_communicate),
	.reason_offset = offsetof(struct mmcomm_communicate, reason),
	.valid = valid_message,
	.count = ARRAY_SIZE(common_rules) + ARRAY_SIZE(communicate_rules),
	.rules = communicate_rules,
	.last = true,
};

/* TRIGGER */

static struct attempt valid_trigger(void)
{
	return (struct attempt){
		.number = MMCOMM_IOC_TRIGGER,
		.length = sizeof(struct mmcomm_trigger),
		.trigger.size = sizeof(struct mmcomm_trigger),
	};
}

static void break_trigger_flags(struct attempt *attempt)
{
	attempt->trigger.flags = 1;
}

static void break_trigger_reserved(struct attempt *attempt)
{
	attempt->trigger.reserved = 1;
}

/* Its low byte is one of the FADT's. */
static void break_command(struct attempt *attempt)
{
	attempt->trigger.command = 0x102;
}

static void break_data(struct attempt *attempt)
{
	attempt->trigger.data = 0x100;
}

static void break_reserved_command(struct attempt *attempt)
{
	attempt->trigger.command = 2;
}

static const struct rule trigger_rules[] = {
	{ "flags", EINVAL, MMCOMM_REASON_FLAGS, break_trigger_flags, 0, NULL },
	{ "reserved", EINVAL, MMCOMM_REASON_RESERVED, break_trigger_reserved, 0, NULL },
	{ "command is a byte", EINVAL, MMCOMM_REASON_COMMAND, break_command, APART_COMMAND,
	  NULL },
	{ "data is a byte", EINVAL, MMCOMM_REASON_COMMAND, break_data, 0, NULL },
	{ "probe_only", EOPNOTSUPP, MMCOMM_REASON_PROBE_ONLY, NULL, 0, "probe-only" },
	{ "a way to raise an MMI", EOPNOTSUPP, MMCOMM_REASON_NO_TRIGGER, NULL, 0,
	  "no-trigger" },
	{ "the command is none of the FADT's", EINVAL, MMCOMM_REASON_RESERVED_COMMAND,
	  break_reserved_command, APART_COMMAND, NULL },
};

const struct order order_trigger = {
	.name = "TRIGGER",
	.length = sizeof(struct mmcomm_trigger),
	.reason_offset = offsetof(struct mmcomm_trigger, reason),
	.valid = valid_trigger,
	.count = ARRAY_SIZE(common_rules) + ARRAY_SIZE(trigger_rules),
	.rules = trigger_rules,
};

const struct rule *order_rule(const struct order *order, size_t number)
{
	if (number < ARRAY_SIZE(common_rules))
		return &common_rules[number];
	return &order->rules[number - ARRAY_SIZE(common_rules)];
}

bool order_applies(const struct rule *rule)
{
	return rule->break_it != break_header_taken ||
	       !(headers & 1U << MMCOMM_HEADER_V3);
}
