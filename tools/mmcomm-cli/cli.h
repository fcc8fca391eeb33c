/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: what its commands share. A command parses its options, does its
 * work, and hands what came of it to a print_*() function (print.h).
 */
#ifndef MMCOMM_CLI_H
#define MMCOMM_CLI_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libmmcomm.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define __printf(a, b) __attribute__((format(printf, a, b)))

/**
 * enum exit_code - the exit status; part of the interface, see the man page
 * @EXIT_OK: well
 * @EXIT_OTHER: out of memory, the output cannot be written, ...
 * @EXIT_USAGE: the command line is wrong
 * @EXIT_ACCESS: not root, no capability, lockdown
 * @EXIT_TRANSPORT: no answer could be had from MM
 * @EXIT_MM: MM or a handler answered with an error
 * @EXIT_DIFFERS: a comparison found differences
 */
enum exit_code {
	EXIT_OK = 0,
	EXIT_OTHER = 1,
	EXIT_USAGE = 2,
	EXIT_ACCESS = 3,
	EXIT_TRANSPORT = 4,
	EXIT_MM = 5,
	EXIT_DIFFERS = 6,
};

enum output_format {
	OUTPUT_TEXT,
	OUTPUT_RAW,
	OUTPUT_JSON,
};

struct command;
struct module_failure;

/* Places of the module's on Arm, and what helps where nothing is found there. */
#define PLACE_CONDUIT "SMC conduit"
#define PLACE_MM_VERSION "MM_VERSION over SMC"
#define HINT_NO_CONDUIT \
	"On Arm MM is called by SMC. Firmware offers that by a PSCI that goes by SMC;\n" \
	"behind a hypervisor there is none."
#define HINT_NO_SPM_MM \
	"On Arm MM is called through SPM_MM. Firmware that has FF-A in its place cannot be\n" \
	"talked to: mmcomm does not speak FF-A."
#define HINT_NO_SHARED_MEMORY \
	"Which memory MM shares must be told: by a device-tree node mmcomm,spm-mm, or, where\n" \
	"UEFI's memory map has it, by the module parameter comm_buffers=ADDRESS:LENGTH."

/**
 * struct options - options that every command takes
 * @command: the command itself
 * @device: path of the device node
 * @output: how results are printed
 * @data_format: "raw" or "hexdump" where that was asked for, or NULL
 * @dry_run: show what would be done, raise no MMI
 */
struct options {
	const struct command *command;
	const char *device;
	enum output_format output;
	const char *data_format;
	bool dry_run;
};

/**
 * struct command - one subcommand
 * @name: one word, or two with a space in between
 * @arguments: what follows the name, for the usage line
 * @summary: one phrase for the list of commands
 * @help: options and examples, complete lines
 * @shows_data: there are bytes to show, in hexadecimal or raw
 * @run: does it. @argv[0] is the command's last word. Returns an exit code
 */
struct command {
	const char *name;
	const char *arguments;
	const char *summary;
	const char *help;
	bool shows_data;
	int (*run)(struct options *options, int argc, char **argv);
};

extern const struct command *const commands[];
extern const size_t command_count;

extern const struct command info_command;
extern const struct command probe_command;
extern const struct command buffers_command;
extern const struct command send_command;
extern const struct command trigger_command;
extern const struct command var_list_command;
extern const struct command var_get_command;
extern const struct command var_verify_command;
extern const struct command handlers_command;
extern const struct command supervisor_version_command;
extern const struct command status_command;
extern const struct command recipients_command;
extern const struct command watch_command;
extern const struct command module_load_command;
extern const struct command module_unload_command;
extern const struct command module_status_command;

/* Options: options.c ------------------------------------------------------ */

/*
 * Results of next_option() other than an option: no more of them, go on with the
 * arguments; help or version was printed, return EXIT_OK; a message was printed,
 * return EXIT_USAGE.
 */
#define OPTION_END	(-1)
#define OPTION_DONE	(-2)
#define OPTION_BAD	(-3)

/* From here on, values of options that have no short form. */
#define OPTION_LONG	256

/**
 * next_option - the command's next option of its own
 * @options: the options of every command are stored here
 * @argc: of the command
 * @argv: of the command
 * @own: the command's own options, as for getopt_long(3), up to an entry of
 *	zeroes; one whose value is a character has that for its short form. The
 *	options of every command, and 'n' for --dry-run, are seen to here
 *
 * Return: the option's value, with its argument in optarg, or OPTION_*.
 */
int next_option(struct options *options, int argc, char **argv, const struct option *own);

/**
 * only_common_options - for a command without options of its own
 * @options: the options of every command are stored here
 * @argc: of the command
 * @argv: of the command
 *
 * Return: -1 to go on with the arguments, or the exit code to return.
 */
int only_common_options(struct options *options, int argc, char **argv);

/**
 * usage_error - say what is wrong with the command line, and where help is
 * @options: names the command
 * @format: as for printf(3)
 *
 * Return: EXIT_USAGE.
 */
int usage_error(const struct options *options, const char *format, ...) __printf(2, 3);

/**
 * no_more_arguments - refuse arguments that the command does not take
 * @options: names the command
 * @argc: of the command
 * @argv: of the command
 * @most: arguments that it takes
 *
 * Return: EXIT_OK or EXIT_USAGE, with a message.
 */
int no_more_arguments(const struct options *options, int argc, char **argv, int most);

/**
 * parse_number - read an unsigned number, decimal or with 0x
 * @text: the number and nothing else
 * @maximum: largest value accepted
 * @value: filled in
 *
 * Return: whether @text is such a number.
 */
bool parse_number(const char *text, __u64 maximum, __u64 *value);

/**
 * parse_hex - read bytes written in hexadecimal
 * @text: pairs of digits; white space, ',' and ':' may separate them, and 0x may
 *	stand before a group
 * @data: memory of malloc(3), for the caller to free
 * @length: its bytes
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int parse_hex(const char *text, __u8 **data, size_t *length);

/**
 * read_all - read a file or standard input to its end
 * @path: the file, or "-"
 * @limit: most bytes to take
 * @data: memory of malloc(3), for the caller to free
 * @length: its bytes
 *
 * Return: 0, -EFBIG where there is more, or a negative errno.
 */
int read_all(const char *path, size_t limit, __u8 **data, size_t *length);

/* Messages: message.c ----------------------------------------------------- */

/**
 * error - "mmcomm-cli: ..." on standard error, and a newline
 * @format: as for printf(3)
 */
void error(const char *format, ...) __printf(1, 2);

/**
 * note - a line on standard error
 * @format: as for printf(3)
 */
void note(const char *format, ...) __printf(1, 2);

/**
 * out_of_memory - say so
 *
 * Return: EXIT_OTHER.
 */
int out_of_memory(void);

/**
 * fail - explain a failed operation
 * @options: with JSON the explanation goes to standard output too
 * @failure: what failed
 *
 * Return: the exit code that belongs to it.
 */
int fail(const struct options *options, const struct mmcomm_failure *failure);

/**
 * fail_simple - fail() for an operation without progress and reason
 * @options: as for fail()
 * @operation: what failed
 * @result: negative errno
 *
 * Return: the exit code that belongs to it.
 */
int fail_simple(const struct options *options, enum mmcomm_operation operation,
		int result);

/**
 * fail_protocol - explain what a function that speaks a handler's protocol
 * returned
 * @options: as for fail()
 * @what: what was asked for, for the message
 * @result: its return value, not 0
 * @outcome: what it found out
 *
 * Return: the exit code that belongs to it.
 */
int fail_protocol(const struct options *options, const char *what, int result,
		  const struct mmcomm_outcome *outcome);

/**
 * fail_module - explain why a module did not load, or unload
 * @options: as for fail()
 * @unload: it was to be unloaded
 * @failure: what is known about it
 *
 * Return: the exit code that belongs to it.
 */
int fail_module(const struct options *options, bool unload,
		const struct module_failure *failure);

/**
 * open_device - mmcomm_open() with a message
 * @options: names the device
 * @handle: as for mmcomm_open()
 *
 * Return: an exit code.
 */
int open_device(const struct options *options, struct mmcomm **handle);

/**
 * open_device_info - open_device(), and mmcomm_get_info() with a message
 * @options: where its message goes
 * @handle: out: the device, where EXIT_OK is returned
 * @info: out: what it says of itself
 *
 * Return: EXIT_OK, or what main() returns.
 */
int open_device_info(const struct options *options, struct mmcomm **handle,
		     struct mmcomm_info *info);

/* Progress: progress.c ---------------------------------------------------- */

/**
 * progress - tell how far a long operation is
 * @what: what is being done
 * @done: how much of it is
 * @total: how much there is to do, or 0 where that is not known
 *
 * Says nothing for the first two seconds, nor where standard error is not a
 * terminal.
 */
void progress(const char *what, size_t done, size_t total);

/** progress_end - take the progress line off the screen */
void progress_end(void);

/* Signals: interrupt.c ---------------------------------------------------- */

/** interrupt_catch - from here on SIGINT, SIGTERM and SIGHUP only set a mark */
void interrupt_catch(void);

/**
 * interrupt_catch_pipe - SIGPIPE too only sets a mark: for a command that has
 * something to clean up when nobody reads its output any more
 */
void interrupt_catch_pipe(void);

/**
 * interrupted - whether one of them came
 *
 * Return: whether it did.
 */
bool interrupted(void);

/** interrupt_deliver - end the process by the signal that came, if one came */
void interrupt_deliver(void);

#endif
