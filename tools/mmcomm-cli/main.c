// SPDX-License-Identifier: GPL-2.0
/*
 * mmcomm-cli: finds the command and runs it.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "print.h"

const struct command *const commands[] = {
	&info_command,
	&probe_command,
	&buffers_command,
	&send_command,
	&trigger_command,
	&watch_command,
	&var_list_command,
	&var_get_command,
	&var_verify_command,
	&handlers_command,
	&supervisor_version_command,
	&status_command,
	&recipients_command,
	&module_load_command,
	&module_unload_command,
	&module_status_command,
};

const size_t command_count = ARRAY_SIZE(commands);

/*
 * The command whose name stands at @argv[0], and @argv[1] where it has two
 * words. @words is the number of words, or 1 where @argv[0] is the first word of
 * a name of two and the second is missing or unknown.
 */
static const struct command *find_command(int argc, char **argv, int *words)
{
	*words = 0;
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		const char *name = commands[i]->name;
		const char *space = strchr(name, ' ');
		size_t first = space ? (size_t)(space - name) : strlen(name);

		if (strlen(argv[0]) != first || strncmp(argv[0], name, first))
			continue;
		*words = 1;
		if (!space)
			return commands[i];
		if (argc > 1 && !strcmp(argv[1], space + 1)) {
			*words = 2;
			return commands[i];
		}
	}
	return NULL;
}

static bool wants_help(const char *argument)
{
	return !strcmp(argument, "--help") || !strcmp(argument, "-h") ||
	       !strcmp(argument, "help");
}

/* What to say where @argv names no command. */
static int no_command(const struct options *options, int argc, char **argv, int words)
{
	if (!words)
		return usage_error(options, "'%s' is no command", argv[0]);
	if (argc == 1 || wants_help(argv[1])) {
		print_group(argv[0]);
		return argc == 1 ? EXIT_USAGE : EXIT_OK;
	}
	error("'%s' has no command '%s'", argv[0], argv[1]);
	note("See 'mmcomm-cli %s --help'.", argv[0]);
	return EXIT_USAGE;
}

/* help, or help COMMAND */
static int run_help(const struct options *options, int argc, char **argv)
{
	const struct command *command = NULL;
	int words;

	if (argc) {
		command = find_command(argc, argv, &words);
		if (!command && words && argc == 1) {
			print_group(argv[0]);
			return EXIT_OK;
		}
		if (!command)
			return no_command(options, argc, argv, words);
	}
	print_help(command);
	return EXIT_OK;
}

static int run_command(int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ 0 }
	};
	struct options options = { .device = MMCOMM_DEVICE_PATH };
	const struct command *command;
	int option, words;

	option = next_option(&options, argc, argv, own);
	if (option == OPTION_DONE)
		return EXIT_OK;
	if (option == OPTION_BAD)
		return EXIT_USAGE;
	argc -= optind;
	argv += optind;
	if (!argc)
		return usage_error(&options, "which command?");

	if (!strcmp(argv[0], "help"))
		return run_help(&options, argc - 1, argv + 1);
	command = find_command(argc, argv, &words);
	if (!command)
		return no_command(&options, argc, argv, words);

	options.command = command;
	optind = 0;
	return command->run(&options, argc - words + 1, argv + words - 1);
}

/*
 * A standard descriptor that the caller closed must not be given to the device,
 * or to a file. What stands in for it fails when it is used.
 */
static void occupy_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
	}
}

/* Where a write failed earlier, only the descriptor still knows why. */
static bool reader_gone(void)
{
	struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&output, 1, 0) > 0 && output.revents & POLLERR;
}

/*
 * Output that could not be written must not pass for success. A reader that has
 * seen enough needs no message.
 */
static int close_output(int code)
{
	bool failed = ferror(stdout);
	bool gone = failed && reader_gone();

	errno = 0;
	if (fclose(stdout))
		failed = true;
	if (!failed)
		return code;
	if (gone || errno == EPIPE)
		return code ? code : EXIT_OTHER;
	error("the output could not be written: %s",
	      errno ? strerror(errno) : "an earlier write failed");
	return EXIT_OTHER;
}

int main(int argc, char **argv)
{
	int code;

	occupy_standard_descriptors();
	setlocale(LC_CTYPE, "");
	interrupt_catch();
	code = run_command(argc, argv);
	progress_end();
	code = close_output(code);
	interrupt_deliver();
	return code;
}
