// SPDX-License-Identifier: GPL-2.0
/*
 * send: one message to any handler.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan.h"
#include "print.h"

/* The kernel takes lengths of 32 bits, and no buffer is as long as this. */
#define MAX_DATA	(16u << 20)

/* Room for an answer that is longer than the message it was put into. */
#define LEAST_CAPACITY	4096

enum {
	OPTION_HEADER = OPTION_LONG,
	OPTION_DIFF,
	OPTION_V3,
};

struct send {
	__u8 recipient[MMCOMM_GUID_LEN];
	const char *hex;
	const char *file;
	__u64 message_len;
	__u64 capacity;
	__u64 buffer_id;
	__u64 header_version;
	bool diff;
};

static int read_request(const struct options *options, const struct send *send,
			__u8 **data, size_t *length)
{
	const char *path = send->file ? send->file : "-";
	int result;

	if (send->hex) {
		result = parse_hex(send->hex, data, length);
		if (result == -EINVAL)
			return usage_error(options,
					   "'%s' is not hexadecimal: pairs of digits are wanted",
					   send->hex);
		return result ? out_of_memory() : EXIT_OK;
	}
	if (!send->file && isatty(STDIN_FILENO))
		return usage_error(options, "no data: give --hex or --file, or pipe it in");
	result = read_all(path, MAX_DATA, data, length);
	if (result == -EFBIG) {
		error("%s holds more than %u bytes, which no buffer takes.", path, MAX_DATA);
		return EXIT_USAGE;
	}
	if (result) {
		error("%s: %s.", strcmp(path, "-") ? path : "standard input", strerror(-result));
		return EXIT_OTHER;
	}
	return EXIT_OK;
}

static void warn_event(const __u8 recipient[MMCOMM_GUID_LEN])
{
	const struct mmcomm_guid *known = mmcomm_guid_lookup(recipient);

	if (known && known->kind == MMCOMM_GUID_EVENT)
		note("Note: %s is told about a step of the boot (%s); MM may act on it for good.",
		     known->name, known->what);
}

/*
 * A recipient that nobody knows may be one of a simulated MM where MM is real,
 * or the other way round.
 */
static void hint_simulated(struct mmcomm *handle, const __u8 recipient[MMCOMM_GUID_LEN])
{
	const struct mmcomm_guid *known = mmcomm_guid_lookup(recipient);
	struct mmcomm_info info;

	if (mmcomm_get_info(handle, &info))
		return;
	if (info.flags & MMCOMM_INFO_SIMULATED) {
		note("MM is simulated here: it has the recipients of kind 'simulated',");
		note("less what its parameter handlers= leaves out.");
	} else if (known && known->kind == MMCOMM_GUID_SIMULATED) {
		note("%s is a handler of the simulated MM, and MM is real firmware here.",
		     known->name);
		note("Load mmcomm with executor=sim, then mmcomm_sim.");
	}
}

static int transmit(const struct options *options, const struct send *send,
		    struct mmcomm_communicate *message, const __u8 *request,
		    __u8 *response)
{
	struct mmcomm *handle;
	int code = open_device(options, &handle);
	int result;

	if (code)
		return code;
	result = mmcomm_communicate(handle, message);
	if (result) {
		const struct mmcomm_failure failure = {
			.operation = MMCOMM_OPERATION_COMMUNICATE,
			.error = -result,
			.progress = message->progress,
			.reason = message->reason,
			.device = options->device,
			.message = message,
		};

		mmcomm_close(handle);
		return fail(options, &failure);
	}
	print_response(options, message, request, response, send->diff);
	if (message->result_flags & MMCOMM_RESULT_STATUS_VALID &&
	    message->mm_status & MMCOMM_EFI_ERROR_BIT)
		code = EXIT_MM;
	if (code && message->mm_status == MMCOMM_EFI_NOT_FOUND)
		hint_simulated(handle, message->recipient);
	mmcomm_close(handle);
	return code;
}

static int send_data(const struct options *options, const struct send *send,
		     __u8 *data, size_t length)
{
	struct mmcomm_communicate message = {
		.buffer_id = send->buffer_id,
		.header_version = send->header_version,
		.request_len = length,
		.message_len = send->message_len ? send->message_len : length,
	};
	__u8 *request, *response;
	size_t told = message.message_len;
	int code;

	/* Kept as MM sees it, zeroes and all, to be compared with the answer. */
	request = calloc(1, told > length ? told : length);
	message.response_capacity = send->capacity != UINT64_MAX ? send->capacity :
				    told > LEAST_CAPACITY ? told : LEAST_CAPACITY;
	response = calloc(1, message.response_capacity + 1);
	if (!request || !response) {
		free(request);
		free(response);
		return out_of_memory();
	}
	memcpy(request, data, length);
	memcpy(message.recipient, send->recipient, MMCOMM_GUID_LEN);
	message.request = (uintptr_t)request;
	message.response = message.response_capacity ? (uintptr_t)response : 0;
	if (options->dry_run) {
		code = plan_message(options, &message);
	} else {
		warn_event(send->recipient);
		code = transmit(options, send, &message, request, response);
	}
	free(request);
	free(response);
	return code;
}

/*
 * What the recipient is, where that takes no messages, or NULL. Whoever writes a
 * GUID out knows what it is; a name may have been mixed up.
 */
static const char *no_recipient(const char *text, const __u8 guid[MMCOMM_GUID_LEN])
{
	const struct mmcomm_guid *known = mmcomm_guid_lookup(guid);

	if (!known || strlen(text) == MMCOMM_GUID_TEXT_LEN - 1)
		return NULL;
	switch (known->kind) {
	case MMCOMM_GUID_VENDOR:
		return "a vendor of variables";
	case MMCOMM_GUID_DISPATCH:
		return "a protocol inside MM";
	case MMCOMM_GUID_MODULE:
		return "a module in the firmware";
	default:
		return NULL;
	}
}

static int read_recipient(const struct options *options, const char *text,
			  __u8 recipient[MMCOMM_GUID_LEN])
{
	static const __u8 zero[MMCOMM_GUID_LEN];

	if (mmcomm_guid_parse(text, recipient))
		return usage_error(options,
				   "'%s' is neither a GUID nor a name of 'mmcomm-cli recipients'",
				   text);
	if (!memcmp(recipient, zero, sizeof(zero)))
		return usage_error(options, "the zero GUID is no recipient: no handler has it");
	if (no_recipient(text, recipient))
		return usage_error(options,
				   "'%s' names %s, which takes no messages; 'mmcomm-cli recipients' lists recipients",
				   text, no_recipient(text, recipient));
	return EXIT_OK;
}

/* One option of the command's own, its value in optarg. */
static int set_option(const struct options *options, int option, struct send *send)
{
	switch (option) {
	case 'x':
		send->hex = optarg;
		break;
	case 'f':
		send->file = optarg;
		break;
	case OPTION_DIFF:
		send->diff = true;
		break;
	case 'm':
		if (!parse_number(optarg, MAX_DATA, &send->message_len) || !send->message_len)
			return usage_error(options, "'%s' is no message length, 1 to %u",
					   optarg, MAX_DATA);
		break;
	case 'c':
		if (!parse_number(optarg, MAX_DATA, &send->capacity))
			return usage_error(options, "'%s' is no capacity, 0 to %u",
					   optarg, MAX_DATA);
		break;
	case 'b':
		if (!parse_number(optarg, MMCOMM_BUFFER_ANY - 1, &send->buffer_id))
			return usage_error(options, "'%s' is no buffer id, 0 to %u",
					   optarg, MMCOMM_BUFFER_ANY - 1);
		break;
	case OPTION_HEADER:
		if (!parse_number(optarg, UINT32_MAX, &send->header_version) ||
		    (send->header_version != MMCOMM_HEADER_V1 &&
		     send->header_version != MMCOMM_HEADER_V3))
			return usage_error(options,
					   "'%s' is no header version; there are 1 and 3",
					   optarg);
		break;
	case OPTION_V3:
		send->header_version = MMCOMM_HEADER_V3;
		break;
	}
	return EXIT_OK;
}

static int read_and_send(const struct options *options, const struct send *send)
{
	__u8 *data = NULL;
	size_t length;
	int code = read_request(options, send, &data, &length);

	if (!code && !length)
		code = usage_error(options, "the data is empty; MM wants at least one byte");
	if (!code && send->message_len && send->message_len < length)
		code = usage_error(options, "--message-len %llu is below the data's %zu bytes",
				   (unsigned long long)send->message_len, length);
	if (!code)
		code = send_data(options, send, data, length);
	free(data);
	return code;
}

static int run_send(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ "hex", required_argument, NULL, 'x' },
		{ "file", required_argument, NULL, 'f' },
		{ "message-len", required_argument, NULL, 'm' },
		{ "capacity", required_argument, NULL, 'c' },
		{ "buffer", required_argument, NULL, 'b' },
		{ "header", required_argument, NULL, OPTION_HEADER },
		{ "v3", no_argument, NULL, OPTION_V3 },
		{ "diff", no_argument, NULL, OPTION_DIFF },
		{ 0 }
	};
	struct send send = { .buffer_id = MMCOMM_BUFFER_ANY, .capacity = UINT64_MAX };
	int code, option;

	while ((option = next_option(options, argc, argv, own)) != OPTION_END) {
		if (option == OPTION_DONE)
			return EXIT_OK;
		if (option == OPTION_BAD)
			return EXIT_USAGE;
		code = set_option(options, option, &send);
		if (code)
			return code;
	}
	if (optind == argc)
		return usage_error(options, "to which recipient?");
	if (optind + 1 < argc)
		return usage_error(options,
				   "'%s' is one argument too many; data goes into --hex or --file",
				   argv[optind + 1]);
	code = read_recipient(options, argv[optind], send.recipient);
	if (code)
		return code;
	if (send.diff && options->output == OUTPUT_RAW)
		return usage_error(options, "--diff and -o raw exclude each other");
	if (send.hex && send.file)
		return usage_error(options, "--hex and --file exclude each other");
	return read_and_send(options, &send);
}

const struct command send_command = {
	.name = "send",
	.arguments = "GUID|NAME [OPTION...]",
	.summary = "Send one message to a handler",
	.help =
	"Sends data to the MM handler with that GUID, or well-known name (see 'mmcomm-cli\n"
	"recipients'), and shows the answer. Every CPU stands still meanwhile. What a\n"
	"handler does with a message is its own affair: a pointer in it that leads nowhere\n"
	"can hang the machine. Look with --dry-run first.\n\n"
	"Options:\n"
	"  -x, --hex BYTES        the data in hexadecimal: '01 02', 0102, '0x01,0x02'\n"
	"  -f, --file FILE        the data from a file; '-' or nothing: standard input\n"
	"  -m, --message-len N    the length that MM is told; the rest is zero. Some\n"
	"                         handlers need room for their answer in it\n"
	"  -c, --capacity N       room for the answer (default: the message's length, or\n"
	"                         4096)\n"
	"  -b, --buffer ID        the communicate buffer (default: the first that fits)\n"
	"      --header 1|3       version of the communicate header\n"
	"      --v3               the same as --header 3\n"
	"      --diff             show the answer against the request\n"
	"  -n, --dry-run          show what would be sent, raise no MMI\n"
	"  -o, --output FORMAT    hexdump (default), raw: the answer's bytes alone, json\n\n"
	"Examples:\n"
	"  Ask the variable handler how large a payload it takes (function 11):\n"
	"    mmcomm-cli send variable --hex '0b 00000000000000' --message-len 24\n"
	"  See what that would send, and where:\n"
	"    mmcomm-cli send variable --hex '0b 00000000000000' -m 24 --dry-run\n"
	"  From a file, the answer into another:\n"
	"    mmcomm-cli send mm-supervisor -f request.bin -o raw > answer.bin\n",
	.shows_data = true,
	.run = run_send,
};
