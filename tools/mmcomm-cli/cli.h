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

/** enum exit_code - the exit status; part of the interface, see the man page */
enum exit_code {
	EXIT_OK = 0,
	EXIT_OTHER = 1,		/* out of memory, cannot write the output, ... */
	EXIT_USAGE = 2,
	EXIT_ACCESS = 3,	/* not root, no capability, lockdown */
	EXIT_TRANSPORT = 4,	/* no answer could be had from MM */
	EXIT_MM = 5,		/* MM or a handler answered with an error */
	EXIT_DIFFERS = 6,	/* a comparison found differences */
};

enum output_format {
	OUTPUT_TEXT,
	OUTPUT_RAW,
	OUTPUT_JSON,
};

struct command;

/**
 * struct options - options that every command takes
 * @command: the command itself
 * @device: path of the device node
 * @output: how results are printed
 * @dry_run: show what would be done, raise no MMI
 */
struct options {
	const struct command *command;
	const char *device;
	enum output_format output;
	bool dry_run;
};

/**
 * struct command - one subcommand
 * @name: one word, or two with a space in between
 * @arguments: what follows the name, for the usage line
 * @summary: one phrase for the list of commands
 * @help: options and examples, complete lines
 * @run: does it. @argv[0] is the command's last word. Returns an exit code
 */
struct command {
	const char *name;
	const char *arguments;
	const char *summary;
	const char *help;
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
extern const struct command status_command;
extern const struct command recipients_command;
extern const struct command module_load_command;
extern const struct command module_unload_command;
extern const struct command module_status_command;

/* Options: options.c ------------------------------------------------------ */

/* The short and long options that every command takes. */
#define COMMON_OPTIONS ":hVd:o:"
#define COMMON_LONG_OPTIONS \
	{ "help", no_argument, NULL, 'h' }, \
	{ "version", no_argument, NULL, 'V' }, \
	{ "device", required_argument, NULL, 'd' }, \
	{ "output", required_argument, NULL, 'o' }
#define DRY_RUN_OPTION { "dry-run", no_argument, NULL, 'n' }

/** define OPTION_END, OPTION_DONE, OPTION_BAD - results of next_option() */
#define OPTION_END	(-1)	/* no more options: go on with the arguments */
#define OPTION_DONE	(-2)	/* help or version was printed: return EXIT_OK */
#define OPTION_BAD	(-3)	/* a message was printed: return EXIT_USAGE */

/**
 * next_option - the command's next option of its own
 * @options: the common options are stored here
 * @short_options: for getopt_long(3); begins with ':'
 * @long_options: for getopt_long(3)
 *
 * Return: the option's character, or OPTION_*.
 */
int next_option(struct options *options, int argc, char **argv,
		const char *short_options, const struct option *long_options);

/**
 * usage_error - say what is wrong with the command line, and where help is
 *
 * Return: EXIT_USAGE.
 */
int usage_error(const struct options *options, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * parse_number - read an unsigned number, decimal or with 0x
 * @maximum: largest value accepted
 *
 * Return: whether @text is such a number.
 */
bool parse_number(const char *text, uint64_t maximum, uint64_t *value);

/**
 * parse_hex - read bytes written in hexadecimal
 * @text: pairs of digits; white space, ',' and ':' may separate them, and 0x may
 *	stand before a group
 * @data: memory of malloc(3), for the caller to free
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int parse_hex(const char *text, uint8_t **data, size_t *length);

/**
 * read_all - read a file or standard input to its end
 * @path: the file, or "-"
 * @limit: most bytes to take
 *
 * Return: 0, -EFBIG where there is more, or a negative errno. @data is memory of
 * malloc(3), for the caller to free.
 */
int read_all(const char *path, size_t limit, uint8_t **data, size_t *length);

/* Messages: message.c ----------------------------------------------------- */

/** error - "mmcomm-cli: ..." on standard error, and a newline */
void error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** note - a line on standard error */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** out_of_memory - says so. Return: EXIT_OTHER. */
int out_of_memory(void);

/**
 * fail - explain a failed operation, on standard error and, where JSON is asked
 * for, on standard output
 *
 * Return: the exit code that belongs to it.
 */
int fail(const struct options *options, const struct mmcomm_failure *failure);

/** fail_simple - fail() for an operation without progress and reason */
int fail_simple(const struct options *options, enum mmcomm_operation operation,
		int result);

/**
 * fail_protocol - explain what a function that speaks a handler's protocol
 * returned
 * @what: what was asked for, for the message
 * @result: its return value, not 0
 *
 * Return: the exit code that belongs to it.
 */
int fail_protocol(const struct options *options, const char *what, int result,
		  const struct mmcomm_outcome *outcome);

/**
 * fail_module - explain why a module did not load, or unload
 *
 * Return: the exit code that belongs to it.
 */
struct module_failure;
int fail_module(const struct options *options, bool unload,
		const struct module_failure *failure);

/** open_device - mmcomm_open() with a message. Return: an exit code. */
int open_device(const struct options *options, struct mmcomm **handle);

/* Progress: progress.c ---------------------------------------------------- */

/**
 * progress - tell how far a long operation is
 *
 * Says nothing for the first two seconds, nor where standard error is not a
 * terminal. @total is 0 where it is not known.
 */
void progress(const char *what, size_t done, size_t total);

/** progress_end - take the progress line off the screen */
void progress_end(void);

/* Signals: interrupt.c ---------------------------------------------------- */

/** interrupt_catch - from here on SIGINT, SIGTERM and SIGHUP only set a mark */
void interrupt_catch(void);

/** interrupted - whether one of them came */
bool interrupted(void);

/** interrupt_deliver - end the process by the signal that came, if one came */
void interrupt_deliver(void);

#endif
