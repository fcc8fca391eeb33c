// SPDX-License-Identifier: GPL-2.0
/*
 * handlers: lists every MMI handler, where the firmware keeps a profile of them.
 */
#include <errno.h>

#include "plan.h"
#include "print.h"

/* EDK2's switch, as a .dsc file names it. */
#define PROFILE_PCD "gEfiMdeModulePkgTokenSpaceGuid.PcdSmiHandlerProfilePropertyMask"

static int plan_handlers(const struct options *options)
{
	__u32 request_len, message_len;
	__u8 *request;

	if (mmcomm_profile_request(&request, &request_len, &message_len))
		return out_of_memory();
	return plan_request(options, MMCOMM_PROFILE_RECIPIENT, request, request_len,
			    message_len);
}

static int fail_profile(const struct options *options, const struct mmcomm_info *info,
			int result, const struct mmcomm_outcome *outcome)
{
	int code = fail_protocol(options, "reading the SMI handler profile", result, outcome);

	if (!mmcomm_profile_missing(result, outcome))
		return code;
	if (info->flags & MMCOMM_INFO_SIMULATED) {
		note("MM is simulated here, and keeps no profile of its handlers.");
		return code;
	}
	note("Firmware keeps a profile of its handlers only where it was built to.");
	note("In EDK2 set bit 0 of %s and build the firmware again.", PROFILE_PCD);
	return code;
}

static int list_handlers(const struct options *options, bool modules)
{
	struct mmcomm_outcome outcome = { 0 };
	struct mmcomm_profile profile;
	struct mmcomm_info info;
	struct mmcomm *handle;
	int code = open_device_info(options, &handle, &info);
	int result;

	if (code)
		return code;
	result = mmcomm_profile_read(handle, &profile, &outcome);
	mmcomm_close(handle);
	if (result == -ENOMEM && outcome.last.reason == MMCOMM_REASON_NONE)
		return out_of_memory();
	if (result)
		return fail_profile(options, &info, result, &outcome);
	print_handlers(options, &info, &profile, &outcome, modules);
	mmcomm_profile_release(&profile);
	return EXIT_OK;
}

static int run_handlers(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ "long", no_argument, NULL, 'l' },
		{ 0 }
	};
	bool modules = false;
	int code, option;

	while ((option = next_option(options, argc, argv, own)) != OPTION_END) {
		switch (option) {
		case OPTION_DONE:
			return EXIT_OK;
		case OPTION_BAD:
			return EXIT_USAGE;
		case 'l':
			modules = true;
			break;
		}
	}
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	return options->dry_run ? plan_handlers(options) : list_handlers(options, modules);
}

const struct command handlers_command = {
	.name = "handlers",
	.arguments = "[OPTION...]",
	.summary = "List every MMI handler that the firmware has registered",
	.help =
	"Reads EDK2's SMI handler profile and shows it as a tree: handlers that are called\n"
	"at every MMI (root), for messages to their GUID (guid), and for events that another\n"
	"driver in MM dispatches (hardware), each with its address, the module and offset\n"
	"there, and the address it was registered from. All of it is the firmware's word.\n"
	"Takes two calls, or more where no buffer has room for the profile at once.\n\n"
	"Much firmware keeps no profile; the exit status is then 5, or 4 on Arm, where MM\n"
	"gives no status, and the message says how firmware enables it.\n\n"
	"Options:\n"
	"  -l, --long           show every module in MMRAM, too\n"
	"  -n, --dry-run        show the first message, raise no MMI\n\n"
	"Examples:\n"
	"  mmcomm-cli handlers\n"
	"  mmcomm-cli handlers --long\n"
	"  mmcomm-cli handlers -o json | jq '.handlers[] | select(.category == \"root\")'\n",
	.run = run_handlers,
};
