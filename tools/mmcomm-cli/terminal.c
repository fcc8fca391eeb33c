// SPDX-License-Identifier: GPL-2.0
/*
 * The width of the terminal, and text that has to fit it.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "terminal.h"

size_t terminal_width(int fd)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (!isatty(fd))
		return 0;
	if (columns && atoi(columns) > 0)
		return atoi(columns);
	if (!ioctl(fd, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	return 80;
}

void make_printable(char *text)
{
	for (unsigned char *c = (unsigned char *)text; *c; c++) {
		bool c1 = c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0;

		if (c1)
			*c++ = '?';
		if (c1 || (*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f)
			*c = '?';
	}
}

void break_lines(char *text, size_t width)
{
	char *line = text, *space = NULL;

	for (char *c = text; ; c++) {
		/* A word has ended: was it one too many for the line? */
		if ((*c == ' ' || *c == '\n' || !*c) && (size_t)(c - line) > width && space) {
			*space = '\n';
			line = space + 1;
			space = NULL;
		}
		if (!*c)
			return;
		if (*c == ' ')
			space = c;
		if (*c == '\n') {
			line = c + 1;
			space = NULL;
		}
	}
}
