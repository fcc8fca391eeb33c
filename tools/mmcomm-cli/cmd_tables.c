// SPDX-License-Identifier: GPL-2.0
/*
 * status and recipients: what the tool itself knows. Needs no device.
 */
#include <stdint.h>
#include <string.h>

#include "print.h"

/*
 * A status written as a number: all of 64 bits, or the form of 32-bit firmware,
 * whose class stands in the upper bits of 32.
 */
static bool parse_status(const char *text, __u64 *code, enum status_form *form)
{
	const struct mmcomm_status *status = mmcomm_status_by_name(text);

	*form = STATUS_BY_NAME;
	if (status) {
		*code = status->code;
		return true;
	}
	if (!parse_number(text, UINT64_MAX, code))
		return false;
	*form = STATUS_BY_NUMBER;
	if (*code <= UINT32_MAX && *code & 0xf0000000) {
		*code = mmcomm_status_widen(*code);
		*form = STATUS_WIDENED;
	}
	return true;
}

static int run_status(struct options *options, int argc, char **argv)
{
	int code = only_common_options(options, argc, argv);
	enum status_form form;
	__u64 status;

	if (code >= 0)
		return code;
	code = no_more_arguments(options, argc, argv, 1);
	if (code)
		return code;
	if (optind == argc) {
		print_status(options, NULL, STATUS_BY_NAME);
		return EXIT_OK;
	}
	if (!parse_status(argv[optind], &status, &form))
		return usage_error(options,
				   "'%s' is neither the name of a status nor a number",
				   argv[optind]);
	print_status(options, &status, form);
	return EXIT_OK;
}

const struct command status_command = {
	.name = "status",
	.arguments = "[NAME|CODE] [OPTION...]",
	.summary = "Explain an EFI status",
	.help =
	"Explains an EFI_STATUS, given by name, in hexadecimal or decimal, in its 64-bit or\n"
	"its 32-bit form. A small number is shown both as it stands and as the error of\n"
	"that number. Without an argument, lists every status of the UEFI and PI\n"
	"specifications.\n\n"
	"Examples:\n"
	"  mmcomm-cli status 0x800000000000000e\n"
	"  mmcomm-cli status 0x8000000e           as 32-bit firmware writes it\n"
	"  mmcomm-cli status 14                   which error has number 14?\n"
	"  mmcomm-cli status not_found\n",
	.run = run_status,
};

static int run_recipients(struct options *options, int argc, char **argv)
{
	int code = only_common_options(options, argc, argv);

	if (code >= 0)
		return code;
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	print_guids(options);
	return EXIT_OK;
}

const struct command recipients_command = {
	.name = "recipients",
	.arguments = "[OPTION...]",
	.summary = "The GUIDs that are known by name",
	.help =
	"Lists the well-known GUIDs: handlers that answer requests (recipient), handlers\n"
	"that are told about a step of the boot (event; not for use from an operating\n"
	"system), handlers of the simulated MM, the kernel module mmcomm_sim, which no\n"
	"firmware has (simulated), vendors of variables (vendor), and what 'mmcomm-cli\n"
	"handlers' shows by name: protocols that dispatch hardware events inside MM\n"
	"(dispatch) and modules (module). Each name, and each symbol of the sources, is\n"
	"accepted wherever a GUID is. That a name is listed does not mean that this machine's\n"
	"firmware has the handler.\n\n"
	"Examples:\n"
	"  mmcomm-cli recipients\n"
	"  mmcomm-cli send variable-policy --file request.bin\n",
	.run = run_recipients,
};
