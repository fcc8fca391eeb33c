// SPDX-License-Identifier: GPL-2.0
/*
 * supervisor version: asks the MM supervisor, where the firmware has one.
 */
#include "plan.h"
#include "print.h"

static int plan_version(const struct options *options)
{
	__u32 request_len, message_len;
	__u8 *request;

	if (mmcomm_supervisor_request(&request, &request_len, &message_len))
		return out_of_memory();
	return plan_request(options, MMCOMM_SUPERVISOR_RECIPIENT, request, request_len,
			    message_len);
}

static int ask_version(const struct options *options)
{
	struct mmcomm_supervisor_version version;
	struct mmcomm_outcome outcome = { 0 };
	struct mmcomm_info info;
	struct mmcomm *handle;
	int code = open_device_info(options, &handle, &info);
	int result;

	if (code)
		return code;
	result = mmcomm_supervisor_get_version(handle, &version, &outcome);
	mmcomm_close(handle);
	if (result)
		return fail_protocol(options, "asking the MM supervisor for its version",
				     result, &outcome);
	print_supervisor_version(options, &info, &version, &outcome);
	return EXIT_OK;
}

static int run_version(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ 0 }
	};
	int code;

	switch (next_option(options, argc, argv, own)) {
	case OPTION_DONE:
		return EXIT_OK;
	case OPTION_BAD:
		return EXIT_USAGE;
	}
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	return options->dry_run ? plan_version(options) : ask_version(options);
}

const struct command supervisor_version_command = {
	.name = "supervisor version",
	.arguments = "[OPTION...]",
	.summary = "Ask the MM supervisor for its version",
	.help =
	"Firmware that follows Project Mu may run a supervisor inside MM, which keeps the\n"
	"handlers apart. Asks it, with one call, for the version of its image, its patch\n"
	"level and the highest request that it serves. Much firmware has no supervisor; the\n"
	"MM core then answers EFI_NOT_FOUND, and the exit status is 5. On Arm, where MM gives\n"
	"no status, it leaves the message as it was, and the exit status is 4.\n\n"
	"Options:\n"
	"  -n, --dry-run        show the message, raise no MMI\n\n"
	"Examples:\n"
	"  mmcomm-cli supervisor version\n"
	"  mmcomm-cli supervisor version -o json | jq .version\n",
	.run = run_version,
};
