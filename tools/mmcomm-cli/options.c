// SPDX-License-Identifier: GPL-2.0
/*
 * Reading the command line: options common to all commands, numbers, bytes.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli.h"
#include "print.h"

static bool parse_output(struct options *options, const char *text)
{
	static const struct {
		const char *name;
		enum output_format format;
		bool data;
	} formats[] = {
		{ "table", OUTPUT_TEXT, false },
		{ "text", OUTPUT_TEXT, false },
		{ "hexdump", OUTPUT_TEXT, true },
		{ "raw", OUTPUT_RAW, true },
		{ "json", OUTPUT_JSON, false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		if (!strcmp(text, formats[i].name)) {
			options->output = formats[i].format;
			options->data_format = formats[i].data ? formats[i].name : NULL;
			return true;
		}
	}
	return false;
}

static const struct option common_options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ "device", required_argument, NULL, 'd' },
	{ "output", required_argument, NULL, 'o' },
};

/* No command has more options than this, the common ones included. */
#define MAX_OPTIONS 24

/* What getopt_long() wants: all long options, and all short ones as a string. */
struct merged_options {
	struct option long_options[MAX_OPTIONS + 1];
	char short_options[2 * MAX_OPTIONS + 3];
};

static void merge(struct merged_options *merged, size_t *count, const struct option *option)
{
	char *end = merged->short_options + strlen(merged->short_options);

	if (*count == MAX_OPTIONS)
		abort();
	merged->long_options[(*count)++] = *option;
	if (option->val >= OPTION_LONG)
		return;
	*end++ = option->val;
	if (option->has_arg == required_argument)
		*end++ = ':';
	*end = '\0';
}

static void merge_all(struct merged_options *merged, const struct options *options,
		      const struct option *own)
{
	size_t count = 0;

	memset(merged, 0, sizeof(*merged));
	/* Without a command yet, the first argument is one and ends the options. */
	snprintf(merged->short_options, sizeof(merged->short_options), "%s",
		 options->command ? ":" : "+:");
	for (size_t i = 0; i < ARRAY_SIZE(common_options); i++)
		merge(merged, &count, &common_options[i]);
	for (; own->name; own++)
		merge(merged, &count, own);
}

int next_option(struct options *options, int argc, char **argv, const struct option *own)
{
	struct merged_options merged;

	merge_all(&merged, options, own);
	for (;;) {
		int option = getopt_long(argc, argv, merged.short_options,
					 merged.long_options, NULL);

		switch (option) {
		case -1:
			if (options->command && options->data_format &&
			    !options->command->shows_data) {
				usage_error(options, "%s has no data to show as %s",
					    options->command->name, options->data_format);
				return OPTION_BAD;
			}
			return OPTION_END;
		case 'h':
			print_help(options->command);
			return OPTION_DONE;
		case 'V':
			print_version();
			return OPTION_DONE;
		case 'd':
			options->device = optarg;
			break;
		case 'n':
			options->dry_run = true;
			break;
		case 'o':
			if (!parse_output(options, optarg)) {
				usage_error(options,
					    "'%s' is no output format; there are table, hexdump, raw and json",
					    optarg);
				return OPTION_BAD;
			}
			break;
		case ':':
			usage_error(options, "option '%s' needs a value", argv[optind - 1]);
			return OPTION_BAD;
		case '?':
			if (optopt > 0 && optopt < OPTION_LONG)
				usage_error(options, "unknown option '-%c'", optopt);
			else
				usage_error(options, "unknown option '%s'", argv[optind - 1]);
			return OPTION_BAD;
		default:
			return option;
		}
	}
}

int only_common_options(struct options *options, int argc, char **argv)
{
	static const struct option none[] = { { 0 } };

	switch (next_option(options, argc, argv, none)) {
	case OPTION_DONE:
		return EXIT_OK;
	case OPTION_BAD:
		return EXIT_USAGE;
	default:
		return -1;
	}
}

int usage_error(const struct options *options, const char *format, ...)
{
	va_list arguments;

	fputs("mmcomm-cli: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	if (options->command)
		fprintf(stderr, "\nSee 'mmcomm-cli %s --help'.\n", options->command->name);
	else
		fputs("\nSee 'mmcomm-cli --help'.\n", stderr);
	return EXIT_USAGE;
}

int no_more_arguments(const struct options *options, int argc, char **argv, int most)
{
	if (optind + most >= argc)
		return EXIT_OK;
	return usage_error(options, "'%s' is one argument too many", argv[optind + most]);
}

bool parse_number(const char *text, __u64 maximum, __u64 *value)
{
	int base = !strncasecmp(text, "0x", 2) ? 16 : 10;
	const char *digits = base == 16 ? text + 2 : text;
	const char *allowed = base == 16 ? "0123456789abcdefABCDEF" : "0123456789";

	/* strtoull() would take signs, white space and a second 0x as well. */
	if (!*digits || digits[strspn(digits, allowed)])
		return false;
	errno = 0;
	*value = strtoull(digits, NULL, base);
	return !errno && *value <= maximum;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_separator(char c)
{
	return isspace((unsigned char)c) || c == ',' || c == ':';
}

int parse_hex(const char *text, __u8 **data, size_t *length)
{
	bool group_begins = true;

	*length = 0;
	*data = malloc(strlen(text) / 2 + 1);
	if (!*data)
		return -ENOMEM;
	while (*text) {
		if (is_separator(*text)) {
			group_begins = true;
			text++;
			continue;
		}
		if (group_begins && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
			text += 2;
		group_begins = false;
		if (hex_digit(text[0]) < 0 || hex_digit(text[1]) < 0) {
			free(*data);
			*data = NULL;
			return -EINVAL;
		}
		(*data)[(*length)++] = hex_digit(text[0]) << 4 | hex_digit(text[1]);
		text += 2;
	}
	return 0;
}

int read_all(const char *path, size_t limit, __u8 **data, size_t *length)
{
	bool standard_input = !strcmp(path, "-");
	int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	size_t room = 0;
	int result = 0;

	*data = NULL;
	*length = 0;
	if (fd < 0)
		return -errno;
	for (;;) {
		ssize_t got;

		if (*length == room) {
			__u8 *larger = realloc(*data, room + 65536);

			if (!larger) {
				result = -ENOMEM;
				break;
			}
			*data = larger;
			room += 65536;
		}
		got = read(fd, *data + *length, room - *length);
		if (got < 0)
			result = -errno;
		if (got <= 0)
			break;
		*length += got;
		if (*length > limit) {
			result = -EFBIG;
			break;
		}
	}
	if (!standard_input)
		close(fd);
	if (result) {
		free(*data);
		*data = NULL;
	}
	return result;
}
