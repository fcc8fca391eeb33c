// SPDX-License-Identifier: GPL-2.0
/*
 * Help and version, with the commands of commands.c.
 */
#include <string.h>

#include "capture.h"
#include "print.h"
#include "test.h"

#define COMMON \
	"Options of every command:\n" \
	"  -o, --output FORMAT  table (default), json; hexdump and raw for data\n" \
	"  -d, --device PATH    the device node (default /dev/mmcomm)\n" \
	"  -h, --help           this help\n" \
	"  -V, --version        the version\n"

static void help_of_all(void **state)
{
	const char *text;

	(void)state;
	capture_begin();
	print_help(NULL);
	text = capture_end();
	assert_ptr_equal(strstr(text, "Usage: mmcomm-cli COMMAND [OPTION...]\n\n"
				"Talks to Management Mode (MM) handlers through /dev/mmcomm.\n\n"
				"Commands:\n"
				"  plain               Does something plain\n"
				"  group one           The first of a group\n"
				"  group another       The second of a group\n"
				"  groups              Begins like a group and is none\n"
				"\nThe first time on a machine:\n"), text);
	assert_non_null(strstr(text, "\n\n" COMMON "\n"));
	text = strstr(text, "'mmcomm-cli COMMAND");
	assert_non_null(text);
	assert_string_equal(text,
			    "'mmcomm-cli COMMAND --help' explains one command, mmcomm-cli(1) all of them.\n"
			    "Exit status: 0 well, 1 other trouble, 2 usage, 3 access refused, 4 no answer\n"
			    "from MM, 5 MM or a handler answered with an error, 6 a comparison found\n"
			    "differences.\n");
}

static void help_of_one(void **state)
{
	(void)state;
	capture_begin();
	print_help(commands[0]);
	assert_string_equal(capture_end(),
			    "Usage: mmcomm-cli plain\n\n"
			    "Does something plain.\n\n"
			    "Does it plainly.\n"
			    "\n" COMMON);
	capture_begin();
	print_help(commands[1]);
	assert_string_equal(capture_end(),
			    "Usage: mmcomm-cli group one NAME [OPTION...]\n\n"
			    "The first of a group.\n\n"
			    "Takes a name.\n"
			    "\n" COMMON);
}

static void help_of_a_group(void **state)
{
	(void)state;
	capture_begin();
	print_group("group");
	assert_string_equal(capture_end(),
			    "Usage: mmcomm-cli group COMMAND [OPTION...]\n\n"
			    "Commands:\n"
			    "  group one           The first of a group\n"
			    "  group another       The second of a group\n"
			    "\n'mmcomm-cli group COMMAND --help' explains one of them.\n");
}

static void version(void **state)
{
	(void)state;
	capture_begin();
	print_version();
	assert_string_equal(capture_end(), "mmcomm-cli " VERSION " (ABI 1)\n");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(help_of_all),
		cmocka_unit_test(help_of_one),
		cmocka_unit_test(help_of_a_group),
		cmocka_unit_test(version),
	};

	return run_all("print_help", tests);
}
