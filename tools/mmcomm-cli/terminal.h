/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: the width of the terminal, and text that has to fit it.
 */
#ifndef MMCOMM_CLI_TERMINAL_H
#define MMCOMM_CLI_TERMINAL_H

#include <stddef.h>

/**
 * terminal_width - columns of the terminal behind a descriptor
 * @fd: the descriptor
 *
 * Return: its columns, 80 where they are not known, 0 where it is no terminal.
 */
size_t terminal_width(int fd);

/**
 * make_printable - take the control characters out of a text
 * @text: changed in place, each into a '?'; newlines and tabs stay
 *
 * Names and reasons come from firmware, which must not steer the terminal.
 */
void make_printable(char *text);

/**
 * break_lines - put newlines in place of spaces, so that lines do not get too long
 * @text: changed in place; its own newlines stay
 * @width: longest line, in bytes; a longer word is left whole
 */
void break_lines(char *text, size_t width);

#endif
