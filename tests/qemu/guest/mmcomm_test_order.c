// SPDX-License-Identifier: GPL-2.0
/*
 * Another kernel module that uses mmcomm wrongly: which error wins where a message
 * deserves several. The rules of mmcomm_communicate() are broken one at a time and
 * any two together, and the first of the order that the documentation gives has to
 * be the one that is named.
 *
 * Reading /sys/module/mmcomm_test_order/parameters/report does it, and gives a line
 * for each rule and for each pair of neighbours, "+" or "-" first.
 */
#include <linux/mmcomm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "smm_variable.h"

#define LENGTH	64

/* Of two rules with a bit in common one message cannot break both. */
#define APART_GUID	BIT(0)
#define APART_HEADER	BIT(1)
#define APART_SHORT	BIT(2)

/**
 * struct rule - one check
 * @name: what must hold
 * @error: negative errno
 * @reason: enum mmcomm_reason
 * @break_it: makes a message break the rule, and leaves later ones broken
 * @apart: APART_*
 */
struct rule {
	const char *name;
	int error;
	u32 reason;
	void (*break_it)(struct mmcomm_message *message);
	u32 apart;
};

static u8 request[LENGTH];
static u8 response[LENGTH];

static void break_zero_guid(struct mmcomm_message *message)
{
	message->recipient = guid_null;
}

static void break_marker_guid(struct mmcomm_message *message)
{
	message->recipient = GUID_INIT(0x68e8c853, 0x2ba9, 0x4dd7, 0x9a, 0xc0,
				       0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35);
}

static void break_header_known(struct mmcomm_message *message)
{
	message->header_version = 2;
}

static void break_request_len(struct mmcomm_message *message)
{
	message->request_len = 0;
}

static void break_message_len(struct mmcomm_message *message)
{
	if (message->window_len && message->window_len < message->message_len)
		message->window_len = 1;
	message->message_len = 2;
}

static void break_window_len(struct mmcomm_message *message)
{
	if (!message->message_len)
		message->message_len = 2 * LENGTH;
	message->window_len = message->message_len - 1;
}

static void break_relocations(struct mmcomm_message *message)
{
	message->relocation_count = 1;
}

static void break_request(struct mmcomm_message *message)
{
	message->request = NULL;
}

static void break_response(struct mmcomm_message *message)
{
	message->response = NULL;
}

static void break_header_taken(struct mmcomm_message *message)
{
	message->header_version = MMCOMM_HEADER_V3;
}

static void break_buffer(struct mmcomm_message *message)
{
	message->buffer_id = 0x7777;
}

static void break_length(struct mmcomm_message *message)
{
	message->message_len = SZ_1G;
	message->window_len = SZ_1G;
}

static const struct rule rules[] = {
	{ "recipient, not zero", -EINVAL, MMCOMM_REASON_ZERO_GUID, break_zero_guid,
	  APART_GUID },
	{ "recipient, not the marker", -EINVAL, MMCOMM_REASON_MARKER_GUID,
	  break_marker_guid, APART_GUID },
	{ "header_version, known", -EINVAL, MMCOMM_REASON_HEADER_VERSION,
	  break_header_known, APART_HEADER },
	{ "request_len", -EINVAL, MMCOMM_REASON_EMPTY_REQUEST, break_request_len,
	  APART_SHORT },
	{ "message_len", -EINVAL, MMCOMM_REASON_MESSAGE_LEN, break_message_len,
	  APART_SHORT },
	{ "window_len", -EINVAL, MMCOMM_REASON_WINDOW_LEN, break_window_len },
	{ "relocations", -EINVAL, MMCOMM_REASON_RELOCATION, break_relocations },
	{ "request", -EFAULT, MMCOMM_REASON_REQUEST_MEMORY, break_request },
	{ "response", -EFAULT, MMCOMM_REASON_RESPONSE_MEMORY, break_response },
	{ "header_version, taken by MM", -EOPNOTSUPP, MMCOMM_REASON_HEADER_VERSION,
	  break_header_taken, APART_HEADER },
	{ "buffer_id", -ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER, break_buffer },
	{ "the message fits", -EMSGSIZE, MMCOMM_REASON_TOO_LONG, break_length },
};

/* Breaks the second rule, where there is one, and the first, which must be named. */
static bool names_first(const struct rule *first, const struct rule *second)
{
	struct mmcomm_message message = {
		.recipient = GUID_INIT(0xed32d533, 0x99e6, 0x4209, 0x9c, 0xc0,
				       0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.response = response,
		.request_len = sizeof(request),
		.response_capacity = sizeof(response),
	};
	struct mmcomm_result result;

	if (second)
		second->break_it(&message);
	first->break_it(&message);
	memset(&result, 0x5a, sizeof(result));
	return mmcomm_communicate(&message, &result) == first->error &&
	       result.reason == first->reason &&
	       result.progress == MMCOMM_PROGRESS_NOT_SENT && !result.stopped_ns;
}

static int report_rule(char *text, int length, const struct rule *first)
{
	const struct rule *later;
	bool neighbour = true, all = true;

	length += scnprintf(text + length, PAGE_SIZE - length, "%c %s\n",
			    names_first(first, NULL) ? '+' : '-', first->name);
	for (later = first + 1; later < rules + ARRAY_SIZE(rules); later++) {
		bool pass;

		if (first->apart & later->apart)
			continue;
		pass = names_first(first, later);
		if (neighbour)
			length += scnprintf(text + length, PAGE_SIZE - length,
					    "%c %s, before: %s\n", pass ? '+' : '-',
					    first->name, later->name);
		neighbour = false;
		all = all && pass;
	}
	if (!neighbour)
		length += scnprintf(text + length, PAGE_SIZE - length,
				    "%c %s, before each later one\n", all ? '+' : '-',
				    first->name);
	return length;
}

static int get_report(char *text, const struct kernel_param *param)
{
	int length = 0;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rules); i++)
		length = report_rule(text, length, &rules[i]);
	return length;
}

static const struct kernel_param_ops report_ops = { .get = get_report };

module_param_cb(report, &report_ops, NULL, 0400);
MODULE_PARM_DESC(report, "what was found, tried anew at each reading");

static int __init mmcomm_test_order_init(void)
{
	request[0] = SMM_VARIABLE_GET_PAYLOAD_SIZE;
	return 0;
}
module_init(mmcomm_test_order_init);

static void __exit mmcomm_test_order_exit(void)
{
}
module_exit(mmcomm_test_order_exit);

MODULE_DESCRIPTION("Test of the order of mmcomm's checks");
MODULE_LICENSE("GPL");
