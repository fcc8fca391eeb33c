// SPDX-License-Identifier: GPL-2.0
/*
 * Tables: columns, and where lines are broken.
 */
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "table.h"
#include "test.h"

static const struct column columns[] = {
	{ .title = "NUMBER", .right = true },
	{ .title = "NAME" },
	{ .title = "TEXT", .wrap = true },
};

#define LONG "the quick brown fox jumps over the lazy dog and goes on"

static void print_two_rows(void)
{
	struct table *table = table_new(columns, ARRAY_SIZE(columns));

	table_row(table, "1", "one", LONG);
	table_row(table, "12345678", "", "");
	table_print(table);
}

static void not_on_a_terminal(void **state)
{
	(void)state;
	/* Whoever reads a pipe gets whole lines, whatever the width is said to be. */
	setenv("COLUMNS", "40", 1);
	capture_begin();
	print_two_rows();
	assert_string_equal(capture_end(),
			    "  NUMBER NAME TEXT\n"
			    "       1 one  " LONG "\n"
			    "12345678     \x20\n");
	unsetenv("COLUMNS");
}

static void on_terminals(void **state)
{
	(void)state;
	assert_string_equal(on_terminal(80, print_two_rows),
			    "  NUMBER NAME TEXT\r\n"
			    "       1 one  " LONG "\r\n"
			    "12345678      \r\n");
	assert_string_equal(on_terminal(50, print_two_rows),
			    "  NUMBER NAME TEXT\r\n"
			    "       1 one  the quick brown fox jumps over the\r\n"
			    "              lazy dog and goes on\r\n"
			    "12345678      \r\n");
	/* It is not squeezed into less than can be read. */
	assert_string_equal(on_terminal(20, print_two_rows),
			    "  NUMBER NAME TEXT\r\n"
			    "       1 one  the quick brown fox\r\n"
			    "              jumps over the lazy dog\r\n"
			    "              and goes on\r\n"
			    "12345678      \r\n");
	/* A user's word on the width counts more than the terminal's. */
	setenv("COLUMNS", "50", 1);
	assert_non_null(strstr(on_terminal(200, print_two_rows), "jumps over the\r\n"));
	unsetenv("COLUMNS");
}

static void print_without_wrapping(void)
{
	struct table *table = table_new(columns, 2);

	table_row(table, "1", LONG);
	table_print(table);
}

static void columns_that_do_not_wrap(void **state)
{
	(void)state;
	assert_string_equal(on_terminal(30, print_without_wrapping),
			    "NUMBER NAME\r\n     1 " LONG "\r\n");
}

static void no_rows(void **state)
{
	(void)state;
	capture_begin();
	table_print(table_new(columns, ARRAY_SIZE(columns)));
	assert_string_equal(capture_end(), "");
}

static void odd_cells(void **state)
{
	static char longest[5001];
	struct table *table = table_new(columns, ARRAY_SIZE(columns));
	const char *text;

	(void)state;
	memset(longest, 'x', sizeof(longest) - 1);
	table_row(table, "", "\033[1m\ttab", "control \001 character");
	table_row(table, "", longest, longest);
	capture_begin();
	table_print(table);
	text = capture_end();
	assert_null(strpbrk(text, "\033\t\001"));
	assert_non_null(strstr(text, "\\x1b[1m\\x09tab"));
	assert_non_null(strstr(text, "control \\x01 character"));
	assert_non_null(strstr(text, longest));
	assert_non_null(strstr(strstr(text, longest) + sizeof(longest), longest));
}

static void trees(void **state)
{
	static const struct column branches[] = {
		{ .title = "TREE", .tree = true },
		{ .title = "NUMBER", .right = true },
	};
	struct table *table = table_new(branches, ARRAY_SIZE(branches));

	(void)state;
	table_row_below(table, 0, "root", "1");
	table_row_below(table, 1, "branch", "22");
	table_row_below(table, 2, "leaf", "333");
	table_row_below(table, 2, "leaf", "4");
	table_row_below(table, 1, "leaf", "5");
	table_row_below(table, 0, "other root", "6");
	table_row_below(table, 1, "leaf", "7");
	capture_begin();
	table_print(table);
	assert_string_equal(capture_end(),
			    "TREE       NUMBER\n"
			    "root            1\n"
			    "|-branch       22\n"
			    "| |-leaf      333\n"
			    "| `-leaf        4\n"
			    "`-leaf          5\n"
			    "other root      6\n"
			    "`-leaf          7\n");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(not_on_a_terminal),
		cmocka_unit_test(on_terminals),
		cmocka_unit_test(columns_that_do_not_wrap),
		cmocka_unit_test(no_rows),
		cmocka_unit_test(odd_cells),
		cmocka_unit_test(trees),
	};

	return run_all("table", tests);
}
