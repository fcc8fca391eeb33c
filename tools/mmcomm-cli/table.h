/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tables on standard output.
 */
#ifndef MMCOMM_CLI_TABLE_H
#define MMCOMM_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct column - a column of a table
 * @title: its heading
 * @right: numbers: aligned to the right
 * @wrap: long text, for the last column: wrapped where the terminal is too narrow
 * @tree: a tree is drawn in front of its cells, see table_row_below()
 */
struct column {
	const char *title;
	bool right;
	bool wrap;
	bool tree;
};

/** define TABLE_DEPTH - levels that a tree may have */
#define TABLE_DEPTH 3

struct table;

/**
 * table_new - begin a table
 * @columns: its columns
 * @count: how many
 *
 * Return: the table, never NULL: without memory the process ends.
 */
struct table *table_new(const struct column *columns, size_t count);

/**
 * table_row - add a row
 * @table: the table
 *
 * Takes as many strings as there are columns, and copies them.
 */
void table_row(struct table *table, ...);

/**
 * table_row_below - add a row to a tree
 * @table: the table
 * @depth: 0 for a root, otherwise one more at most than the row before; the row
 *	above is the last one with a depth less by one
 *
 * Takes as many strings as there are columns, and copies them.
 */
void table_row_below(struct table *table, unsigned int depth, ...);

/**
 * table_print - print a table, where it has rows, and free it
 * @table: the table
 */
void table_print(struct table *table);

#endif
