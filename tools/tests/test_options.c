// SPDX-License-Identifier: GPL-2.0
/*
 * The command line: options, numbers, bytes and files.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "cli.h"
#include "test.h"

static void reads_numbers(void **state)
{
	__u64 value;

	(void)state;
	assert_true(parse_number("0", 10, &value) && value == 0);
	assert_true(parse_number("010", 10, &value) && value == 10);
	assert_true(parse_number("0xff", 255, &value) && value == 255);
	assert_true(parse_number("0XFF", 255, &value) && value == 255);
	assert_true(parse_number("4294967296", UINT64_MAX, &value) && value == 1ULL << 32);
	assert_false(parse_number("4294967296", UINT32_MAX, &value));
	assert_true(parse_number("0x8000000000000000", UINT64_MAX, &value) &&
		    value == 1ULL << 63);
	assert_false(parse_number("0x10000000000000000", UINT64_MAX, &value));
	assert_true(parse_number("18446744073709551615", UINT64_MAX, &value) &&
		    value == UINT64_MAX);
	assert_false(parse_number("256", 255, &value));
	assert_false(parse_number("18446744073709551616", UINT64_MAX, &value));
	assert_false(parse_number("", 255, &value));
	assert_false(parse_number("-1", UINT64_MAX, &value));
	assert_false(parse_number("+1", UINT64_MAX, &value));
	assert_false(parse_number(" 1", UINT64_MAX, &value));
	assert_false(parse_number("1 ", UINT64_MAX, &value));
	assert_false(parse_number("0x", UINT64_MAX, &value));
	assert_false(parse_number("0x0x1", UINT64_MAX, &value));
	assert_false(parse_number("a", UINT64_MAX, &value));
	assert_false(parse_number("1k", UINT64_MAX, &value));
}

static void reads_hexadecimal(void **state)
{
	static const char *const texts[] = {
		"0102fF", "01 02 ff", "01,02,FF", "01:02:ff", "0x01 0x02 0xff", "0x0102ff",
		" 01\t02\nff ",
	};
	__u8 *data;
	size_t length;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		assert_int_equal(parse_hex(texts[i], &data, &length), 0);
		assert_int_equal(length, 3);
		assert_memory_equal(data, "\x01\x02\xff", 3);
		free(data);
	}
	assert_int_equal(parse_hex("", &data, &length), 0);
	assert_int_equal(length, 0);
	free(data);
	assert_int_equal(parse_hex("00", &data, &length), 0);
	assert_int_equal(length, 1);
	free(data);
}

static void refuses_what_is_no_hexadecimal(void **state)
{
	static const char *const texts[] = {
		"0", "012", "0g", "01 2", "0x", "0x1", "01-02", "010x02"
	};
	__u8 *data;
	size_t length;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		assert_int_equal(parse_hex(texts[i], &data, &length), -EINVAL);
		assert_null(data);
	}
}

static void reads_files(void **state)
{
	char path[] = "/tmp/mmcomm-test-XXXXXX";
	static __u8 content[70000];
	__u8 *data;
	size_t length;
	int fd = mkstemp(path);

	(void)state;
	memset(content, 'x', sizeof(content));
	assert_int_equal(write(fd, content, sizeof(content)), sizeof(content));
	close(fd);
	assert_int_equal(read_all(path, sizeof(content), &data, &length), 0);
	assert_int_equal(length, sizeof(content));
	assert_memory_equal(data, content, length);
	free(data);
	assert_int_equal(read_all(path, sizeof(content) - 1, &data, &length), -EFBIG);
	assert_null(data);
	unlink(path);
	assert_int_equal(read_all(path, 1, &data, &length), -ENOENT);
	assert_int_equal(read_all("/tmp", 1, &data, &length), -EISDIR);
}

static const struct option own[] = {
	{ "dry-run", no_argument, NULL, 'n' },
	{ "file", required_argument, NULL, 'f' },
	{ "long-only", required_argument, NULL, OPTION_LONG },
	{ 0 }
};

static struct options options;
static int last_option;
static int argc;
static char *argv[9];

/* Reads options until one of the command's own, or the end; at most 8 words. */
static const char *parse(const struct command *command, ...)
{
	static char words[8][64];
	const char *word;
	va_list arguments;

	options = (struct options) { .device = "default", .command = command };
	argc = 0;
	va_start(arguments, command);
	while ((word = va_arg(arguments, const char *))) {
		snprintf(words[argc], sizeof(words[argc]), "%s", word);
		argv[argc] = words[argc];
		argc++;
	}
	va_end(arguments);
	argv[argc] = NULL;
	optind = 0;
	opterr = 0;
	capture_begin();
	last_option = next_option(&options, argc, argv, own);
	return capture_end();
}

static void options_of_every_command(void **state)
{
	(void)state;
	parse(commands[0], "plain", NULL);
	assert_int_equal(last_option, OPTION_END);
	assert_int_equal(options.output, OUTPUT_TEXT);
	assert_string_equal(options.device, "default");
	assert_false(options.dry_run);

	parse(commands[0], "plain", "-d", "/dev/x", "-o", "json", "-n", NULL);
	assert_int_equal(last_option, OPTION_END);
	assert_int_equal(options.output, OUTPUT_JSON);
	assert_string_equal(options.device, "/dev/x");
	assert_true(options.dry_run);

	/* Behind arguments, in one word, and abbreviated. */
	parse(commands[0], "plain", "word", "--output=table", "--dev=/dev/y", "-nojson", NULL);
	assert_int_equal(last_option, OPTION_END);
	assert_int_equal(optind, argc - 1);
	assert_string_equal(options.device, "/dev/y");
	assert_int_equal(options.output, OUTPUT_JSON);
	parse(commands[0], "plain", "--", "-n", NULL);
	assert_int_equal(last_option, OPTION_END);
	assert_int_equal(optind, argc - 1);
	assert_false(options.dry_run);
}

static void options_of_its_own(void **state)
{
	(void)state;
	parse(commands[0], "plain", "-f", "a file", NULL);
	assert_int_equal(last_option, 'f');
	assert_string_equal(optarg, "a file");
	parse(commands[0], "plain", "--long-only", "", NULL);
	assert_int_equal(last_option, OPTION_LONG);
	assert_string_equal(optarg, "");
}

static void formats(void **state)
{
	static const struct {
		const char *name;
		enum output_format format;
		bool data;
	} cases[] = {
		{ "table", OUTPUT_TEXT, false }, { "text", OUTPUT_TEXT, false },
		{ "json", OUTPUT_JSON, false }, { "hexdump", OUTPUT_TEXT, true },
		{ "raw", OUTPUT_RAW, true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		parse(commands[2], "another", "-o", cases[i].name, NULL);
		assert_int_equal(last_option, OPTION_END);
		assert_int_equal(options.output, cases[i].format);
		/* A command without data refuses those of data alone. */
		parse(commands[0], "plain", "-o", cases[i].name, NULL);
		if (cases[i].data)
			assert_int_equal(last_option, OPTION_BAD);
		else
			assert_int_equal(last_option, OPTION_END);
	}
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: plain has no data to show as raw\n"
			    "See 'mmcomm-cli plain --help'.\n");
	/* The last one counts. */
	parse(commands[0], "plain", "-o", "raw", "-o", "json", NULL);
	assert_int_equal(last_option, OPTION_END);
}

static void bad_options(void **state)
{
	(void)state;
	parse(commands[0], "plain", "-o", "JSON", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: 'JSON' is no output format; there are table, hexdump, raw and json\n"
			    "See 'mmcomm-cli plain --help'.\n");
	parse(commands[1], "one", "-o", "", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	parse(commands[1], "one", "--frobnicate", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: unknown option '--frobnicate'\n"
			    "See 'mmcomm-cli group one --help'.\n");
	parse(commands[1], "one", "-nz", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: unknown option '-z'\n"
			    "See 'mmcomm-cli group one --help'.\n");
	parse(commands[1], "one", "-f", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: option '-f' needs a value\n"
			    "See 'mmcomm-cli group one --help'.\n");
	parse(commands[1], "one", "--long-only", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	assert_begins(captured_errors(), "mmcomm-cli: option '--long-only' needs a value\n");
	/* A value where none belongs. */
	parse(commands[1], "one", "--dry-run=yes", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	parse(NULL, "mmcomm-cli", "-x", NULL);
	assert_int_equal(last_option, OPTION_BAD);
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: unknown option '-x'\n"
			    "See 'mmcomm-cli --help'.\n");
}

static void help_and_version(void **state)
{
	(void)state;
	assert_non_null(strstr(parse(commands[0], "plain", "-h", NULL), "Does it plainly.\n"));
	assert_int_equal(last_option, OPTION_DONE);
	assert_string_equal(parse(commands[0], "plain", "-o", "json", "--version", NULL),
			    "mmcomm-cli " VERSION " (ABI 1)\n");
	assert_int_equal(last_option, OPTION_DONE);
}

/* Before a command is known, the first word is one and ends the options. */
static void without_a_command(void **state)
{
	(void)state;
	parse(NULL, "mmcomm-cli", "-o", "raw", "plain", "-n", NULL);
	assert_int_equal(last_option, OPTION_END);
	assert_int_equal(optind, 3);
	assert_int_equal(options.output, OUTPUT_RAW);
	assert_false(options.dry_run);
}

static void words_too_many(void **state)
{
	(void)state;
	parse(commands[0], "plain", "one", "two", NULL);
	assert_int_equal(no_more_arguments(&options, argc, argv, 2), EXIT_OK);
	capture_begin();
	assert_int_equal(no_more_arguments(&options, argc, argv, 1), EXIT_USAGE);
	capture_end();
	assert_string_equal(captured_errors(),
			    "mmcomm-cli: 'two' is one argument too many\n"
			    "See 'mmcomm-cli plain --help'.\n");
}

static void reads_from_a_pipe(void **state)
{
	int ends[2], saved = dup(STDIN_FILENO);
	__u8 *data;
	size_t length;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "piped", 5), 5);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	assert_int_equal(read_all("-", 5, &data, &length), 0);
	assert_int_equal(length, 5);
	assert_memory_equal(data, "piped", 5);
	free(data);
	/* Its end again, and still open. */
	assert_int_equal(read_all("-", 5, &data, &length), 0);
	assert_int_equal(length, 0);
	free(data);
	dup2(saved, STDIN_FILENO);
	close(saved);
	/* A file without an end is cut off. */
	assert_int_equal(read_all("/dev/zero", 1 << 20, &data, &length), -EFBIG);
	assert_null(data);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(reads_hexadecimal),
		cmocka_unit_test(refuses_what_is_no_hexadecimal),
		cmocka_unit_test(reads_files),
		cmocka_unit_test(reads_from_a_pipe),
		cmocka_unit_test(options_of_every_command),
		cmocka_unit_test(options_of_its_own),
		cmocka_unit_test(formats),
		cmocka_unit_test(bad_options),
		cmocka_unit_test(help_and_version),
		cmocka_unit_test(without_a_command),
		cmocka_unit_test(words_too_many),
	};

	return run_all("options", tests);
}
