// SPDX-License-Identifier: GPL-2.0
/*
 * trigger: a bare software MMI.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "print.h"

/*
 * Whoever gives --yes has been told by the help. Where it is asked, what is sure
 * to be refused has been refused by now.
 */
static int confirm(const struct options *options, __u64 command)
{
	char answer[16];

	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return usage_error(options,
				   "there is no terminal to ask at; add --yes if you mean it");
	note("What command 0x%02x does is known to the firmware alone. An unlucky one can hang\n"
	     "or change this machine, and the first use taints the kernel.",
	     (unsigned int)command);
	fputs("Type 'yes' to raise it: ", stderr);
	if (!fgets(answer, sizeof(answer), stdin) || strcmp(answer, "yes\n")) {
		error("not raised.");
		return EXIT_OTHER;
	}
	return EXIT_OK;
}

/* What the kernel would say in any case, before anybody is warned and asked. */
static int check_allowed(const struct options *options, const struct mmcomm_info *info,
			 const struct mmcomm_trigger *trigger)
{
	struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_TRIGGER,
		.progress = MMCOMM_PROGRESS_NOT_SENT,
		.device = options->device,
		.trigger = trigger,
		.port_type = info->mmi_port_type,
	};

	if (info->flags & MMCOMM_INFO_LOCKED_TRIGGER) {
		failure.error = EPERM;
		failure.reason = MMCOMM_REASON_LOCKDOWN;
	} else if (info->flags & MMCOMM_INFO_PROBE_ONLY) {
		failure.error = EOPNOTSUPP;
		failure.reason = MMCOMM_REASON_PROBE_ONLY;
	} else if (!(info->flags & MMCOMM_INFO_CAN_TRIGGER)) {
		failure.error = EOPNOTSUPP;
		failure.reason = MMCOMM_REASON_NO_TRIGGER;
	} else {
		return EXIT_OK;
	}
	return fail(options, &failure);
}

static int plan(const struct options *options, __u64 command, __u64 data)
{
	struct mmcomm_info info = { 0 };
	struct mmcomm *handle;

	if (!mmcomm_open(options->device, &handle)) {
		int result = mmcomm_get_info(handle, &info);

		mmcomm_close(handle);
		if (result)
			return fail_simple(options, MMCOMM_OPERATION_INFO, result);
	}
	print_trigger_plan(options, &info, command, data);
	return EXIT_OK;
}

static int trigger(const struct options *options, __u64 command, __u64 data, bool yes)
{
	struct mmcomm_trigger trigger = { .command = command, .data = data };
	struct mmcomm_info info;
	struct mmcomm *handle;
	int code = open_device_info(options, &handle, &info);
	int result;

	if (code)
		return code;
	if (!yes)
		code = check_allowed(options, &info, &trigger);
	if (!code && !yes)
		code = confirm(options, command);
	if (code) {
		mmcomm_close(handle);
		return code;
	}
	result = mmcomm_trigger(handle, &trigger);
	mmcomm_close(handle);
	if (result) {
		const struct mmcomm_failure failure = {
			.operation = MMCOMM_OPERATION_TRIGGER,
			.error = -result,
			.progress = trigger.progress,
			.reason = trigger.reason,
			.device = options->device,
			.trigger = &trigger,
			.port_type = info.mmi_port_type,
		};

		return fail(options, &failure);
	}
	print_trigger(options, &trigger);
	return EXIT_OK;
}

static int run_trigger(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ "yes", no_argument, NULL, 'y' },
		{ 0 }
	};
	__u64 command, data = 0;
	bool yes = false;
	int code, option;

	while ((option = next_option(options, argc, argv, own)) != OPTION_END) {
		if (option == OPTION_DONE)
			return EXIT_OK;
		if (option == OPTION_BAD)
			return EXIT_USAGE;
		yes = true;
	}
	if (optind == argc)
		return usage_error(options, "which command byte?");
	code = no_more_arguments(options, argc, argv, 2);
	if (code)
		return code;
	if (!parse_number(argv[optind], 0xff, &command))
		return usage_error(options, "'%s' is no command byte, 0 to 0xff", argv[optind]);
	if (optind + 1 < argc && !parse_number(argv[optind + 1], 0xff, &data))
		return usage_error(options, "'%s' is no data byte, 0 to 0xff", argv[optind + 1]);

	if (options->dry_run)
		return plan(options, command, data);
	return trigger(options, command, data, yes);
}

const struct command trigger_command = {
	.name = "trigger",
	.arguments = "COMMAND [DATA] [OPTION...]",
	.summary = "Raise a bare software MMI",
	.help =
	"Writes a byte to the data port, then a byte to the command port, and tells how many\n"
	"MMIs were counted and what the data port held afterwards. What a command does is\n"
	"known to the firmware alone: an unlucky one can hang or change the machine.\n"
	"Commands that the ACPI FADT gives another meaning are refused. The first use taints\n"
	"the kernel. On Arm there is none: MM is called with a message only.\n\n"
	"Options:\n"
	"  -y, --yes              do not warn and ask; needed where there is no terminal\n"
	"  -n, --dry-run          show the ports and bytes, raise no MMI\n\n"
	"Examples:\n"
	"  mmcomm-cli trigger 0x00 --dry-run\n"
	"  mmcomm-cli trigger 0x00 0x00 --yes\n",
	.run = run_trigger,
};
