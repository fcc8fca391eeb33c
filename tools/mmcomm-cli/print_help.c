// SPDX-License-Identifier: GPL-2.0
/*
 * Help and version.
 */
#include <stdio.h>
#include <string.h>

#include "print.h"

static const char common_options[] =
	"Options of every command:\n"
	"  -o, --output FORMAT  table (default), json; hexdump and raw for data\n"
	"  -d, --device PATH    the device node (default " MMCOMM_DEVICE_PATH ")\n"
	"  -h, --help           this help\n"
	"  -V, --version        the version\n";

static void print_command_list(const char *first_word)
{
	size_t length = first_word ? strlen(first_word) : 0;

	for (size_t i = 0; i < command_count; i++) {
		if (first_word && (strncmp(commands[i]->name, first_word, length) ||
				   commands[i]->name[length] != ' '))
			continue;
		printf("  %-19s %s\n", commands[i]->name, commands[i]->summary);
	}
}

void print_group(const char *first_word)
{
	printf("Usage: mmcomm-cli %s COMMAND [OPTION...]\n\nCommands:\n", first_word);
	print_command_list(first_word);
	printf("\n'mmcomm-cli %s COMMAND --help' explains one of them.\n", first_word);
}

void print_help(const struct command *command)
{
	if (command) {
		printf("Usage: mmcomm-cli %s%s%s\n\n%s.\n\n%s\n%s", command->name,
		       *command->arguments ? " " : "", command->arguments,
		       command->summary, command->help, common_options);
		return;
	}
	fputs("Usage: mmcomm-cli COMMAND [OPTION...]\n\n"
	      "Talks to Management Mode (MM) handlers through " MMCOMM_DEVICE_PATH ".\n\n"
	      "Commands:\n", stdout);
	print_command_list(NULL);
	fputs("\nThe first time on a machine:\n"
	      "  mmcomm-cli probe                         look, and raise no MMI\n"
	      "  mmcomm-cli module load                   load the module\n"
	      "  mmcomm-cli var get BootOrder --dry-run   see what would be sent\n"
	      "  mmcomm-cli var get BootOrder             a harmless request\n\n", stdout);
	fputs(common_options, stdout);
	fputs("\n'mmcomm-cli COMMAND --help' explains one command, mmcomm-cli(1) all of them.\n"
	      "Exit status: 0 well, 1 other trouble, 2 usage, 3 access refused, 4 no answer\n"
	      "from MM, 5 MM or a handler answered with an error, 6 a comparison found\n"
	      "differences.\n", stdout);
}

void print_version(void)
{
	printf("mmcomm-cli %s (ABI %d)\n", VERSION, MMCOMM_ABI_VERSION);
}
