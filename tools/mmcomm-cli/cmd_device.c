// SPDX-License-Identifier: GPL-2.0
/*
 * info and buffers: what the loaded module says of itself.
 */
#include <stdlib.h>

#include "print.h"

/* Reads the common options and opens the device; -1 means "go on". */
static int begin(struct options *options, int argc, char **argv, struct mmcomm **handle)
{
	int code = only_common_options(options, argc, argv);

	if (code >= 0)
		return code;
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	code = open_device(options, handle);
	return code ? code : -1;
}

static int run_info(struct options *options, int argc, char **argv)
{
	struct mmcomm_info info;
	struct mmcomm *handle;
	int code = begin(options, argc, argv, &handle);
	int result;

	if (code >= 0)
		return code;
	result = mmcomm_get_info(handle, &info);
	mmcomm_close(handle);
	if (result)
		return fail_simple(options, MMCOMM_OPERATION_INFO, result);
	print_info(options, &info);
	return EXIT_OK;
}

const struct command info_command = {
	.name = "info",
	.arguments = "[OPTION...]",
	.summary = "What was found and what is allowed",
	.help =
	"Asks the loaded module which way leads to MM here, whether messages and bare\n"
	"triggers can be sent, how long a message may be, what lockdown refuses, and how\n"
	"many MMIs it has raised. Raises none itself.\n\n"
	"Examples:\n"
	"  mmcomm-cli info\n"
	"  mmcomm-cli info -o json | jq .max_message_len\n",
	.run = run_info,
};

static int run_buffers(struct options *options, int argc, char **argv)
{
	struct mmcomm_buffer_entry *entries;
	struct mmcomm *handle;
	int code = begin(options, argc, argv, &handle);
	size_t count;
	int result;

	if (code >= 0)
		return code;
	result = mmcomm_get_buffers(handle, &entries, &count);
	mmcomm_close(handle);
	if (result)
		return fail_simple(options, MMCOMM_OPERATION_BUFFERS, result);
	print_buffers(options, entries, count);
	free(entries);
	return EXIT_OK;
}

const struct command buffers_command = {
	.name = "buffers",
	.arguments = "[OPTION...]",
	.summary = "The communicate buffers",
	.help =
	"Lists the memory that messages to MM are put into: id, physical address, length,\n"
	"the longest message each takes, where it comes from, and whether it is enabled,\n"
	"disabled (moved away by an update), retired (MM did not finish a message in it),\n"
	"lost (the firmware has taken borrowed pages back) or occupied (somebody else uses\n"
	"the entry of the region table at the moment). Raises no MMI.\n\n"
	"Examples:\n"
	"  mmcomm-cli buffers\n"
	"  mmcomm-cli send variable --buffer 1 --file request.bin\n",
	.run = run_buffers,
};
