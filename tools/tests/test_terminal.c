// SPDX-License-Identifier: GPL-2.0
/*
 * The width of terminals, and text that has to fit one.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "capture.h"
#include "terminal.h"
#include "test.h"

static size_t seen;

static void look(void)
{
	seen = terminal_width(STDOUT_FILENO);
}

static size_t width_at(unsigned short columns, const char *said)
{
	if (said)
		setenv("COLUMNS", said, 1);
	else
		unsetenv("COLUMNS");
	on_terminal(columns, look);
	unsetenv("COLUMNS");
	return seen;
}

static void widths(void **state)
{
	int fd = open("/dev/null", O_RDWR);

	(void)state;
	assert_int_equal(width_at(80, NULL), 80);
	assert_int_equal(width_at(1, NULL), 1);
	assert_int_equal(width_at(UINT16_MAX, NULL), UINT16_MAX);
	/* A serial line knows no size. */
	assert_int_equal(width_at(0, NULL), 80);
	assert_int_equal(width_at(80, "132"), 132);
	assert_int_equal(width_at(80, "0"), 80);
	assert_int_equal(width_at(80, "-5"), 80);
	assert_int_equal(width_at(80, ""), 80);
	assert_int_equal(width_at(80, "wide"), 80);

	setenv("COLUMNS", "132", 1);
	assert_int_equal(terminal_width(fd), 0);
	assert_int_equal(terminal_width(-1), 0);
	unsetenv("COLUMNS");
	close(fd);
}

static void breaks(const char *given, size_t width, const char *expected)
{
	char *text = strdup(given);

	break_lines(text, width);
	assert_string_equal(text, expected);
	free(text);
}

static void lines_break_at_spaces(void **state)
{
	(void)state;
	breaks("", 10, "");
	breaks(" ", 10, " ");
	breaks("one two three\nfour five", 7, "one two\nthree\nfour\nfive");
	breaks("abcdefgh ij", 4, "abcdefgh\nij");
	breaks("abc def", 7, "abc def");
	breaks("abc def", 6, "abc\ndef");
	breaks("abc def", 0, "abc\ndef");
	breaks("abc def", 3, "abc\ndef");
	/* Its own newlines stay, and begin to count anew. */
	breaks("a\n\nb c d\n", 3, "a\n\nb c\nd\n");
	breaks("x\nab cd", 4, "x\nab\ncd");
	breaks("abcdef", 3, "abcdef");
	/* Each break is at the last space that fits. */
	breaks("a b c d e f", 3, "a b\nc d\ne f");
	breaks("aaaa b cc dddd", 6, "aaaa b\ncc\ndddd");
}

static void prints(const char *given, const char *expected)
{
	char *text = strdup(given);

	make_printable(text);
	assert_string_equal(text, expected);
	free(text);
}

static void control_characters_are_taken_out(void **state)
{
	(void)state;
	prints("", "");
	prints("plain\ttext\n", "plain\ttext\n");
	prints("\033[2J\a\b\r\177", "?[2J????");
	prints("\001\037 ", "?? ");
	/* Those of eight bits in UTF-8, and letters beside them. */
	prints("\xc2\x9b;31m", "??;31m");
	prints("\xc2\x80\xc2\x9f\xc2\xa0", "????\xc2\xa0");
	prints("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
	prints("\xc2", "\xc2");
	prints("\xc2\033", "\xc2?");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(widths),
		cmocka_unit_test(lines_break_at_spaces),
		cmocka_unit_test(control_characters_are_taken_out),
	};

	return run_all("terminal", tests);
}
