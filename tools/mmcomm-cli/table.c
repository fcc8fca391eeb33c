// SPDX-License-Identifier: GPL-2.0
/*
 * Tables on standard output, through libsmartcols. It would break long text in
 * the middle of words, so lines are broken here, once all rows are known.
 */
#include <libsmartcols.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "table.h"
#include "terminal.h"

/* Text is not squeezed into less than this, however narrow the terminal. */
#define LEAST_WIDTH 24

struct table {
	struct libscols_table *scols;
	size_t columns;
	bool wrap;
	/* The last row of each depth. */
	struct libscols_line *above[TABLE_DEPTH];
};

static void *must(void *pointer)
{
	if (!pointer)
		exit(out_of_memory());
	return pointer;
}

struct table *table_new(const struct column *columns, size_t count)
{
	struct table *table = must(calloc(1, sizeof(*table)));

	table->scols = must(scols_new_table());
	table->columns = count;
	scols_table_set_stream(table->scols, stdout);
	for (size_t i = 0; i < count; i++) {
		struct libscols_column *column;
		int flags = 0;

		if (columns[i].right)
			flags |= SCOLS_FL_RIGHT;
		if (columns[i].wrap)
			flags |= SCOLS_FL_WRAP;
		if (columns[i].tree)
			flags |= SCOLS_FL_TREE;
		column = must(scols_table_new_column(table->scols, columns[i].title, 0, flags));
		if (columns[i].wrap) {
			table->wrap = true;
			scols_column_set_safechars(column, "\n");
			scols_column_set_wrapfunc(column, scols_wrapnl_chunksize,
						  scols_wrapnl_nextchunk, NULL);
		}
	}
	return table;
}

static void add_row(struct table *table, unsigned int depth, va_list cells)
{
	struct libscols_line *parent = depth ? table->above[depth - 1] : NULL;
	struct libscols_line *line = must(scols_table_new_line(table->scols, parent));

	table->above[depth] = line;
	for (size_t i = 0; i < table->columns; i++) {
		if (scols_line_set_data(line, i, va_arg(cells, const char *)))
			exit(out_of_memory());
	}
}

void table_row(struct table *table, ...)
{
	va_list cells;

	va_start(cells, table);
	add_row(table, 0, cells);
	va_end(cells);
}

void table_row_below(struct table *table, unsigned int depth, ...)
{
	va_list cells;

	va_start(cells, depth);
	add_row(table, depth, cells);
	va_end(cells);
}

/* What is left for the last column next to the widest cells of the others. */
static size_t last_column_width(const struct table *table, size_t terminal)
{
	size_t rows = scols_table_get_nlines(table->scols);
	size_t used = 0;

	for (size_t column = 0; column + 1 < table->columns; column++) {
		struct libscols_column *title =
			scols_table_get_column(table->scols, column);
		size_t widest = strlen(scols_column_get_name(title));

		for (size_t row = 0; row < rows; row++) {
			struct libscols_line *line = scols_table_get_line(table->scols, row);
			struct libscols_cell *cell = scols_line_get_cell(line, column);
			size_t length = strlen(scols_cell_get_data(cell));

			widest = length > widest ? length : widest;
		}
		used += widest + 1;
	}
	return terminal > used + LEAST_WIDTH ? terminal - used : LEAST_WIDTH;
}

static void wrap_last_column(const struct table *table, size_t terminal)
{
	size_t width = last_column_width(table, terminal);
	size_t rows = scols_table_get_nlines(table->scols);

	for (size_t row = 0; row < rows; row++) {
		struct libscols_line *line = scols_table_get_line(table->scols, row);
		struct libscols_cell *cell = scols_line_get_cell(line, table->columns - 1);
		char *text = must(strdup(scols_cell_get_data(cell)));

		break_lines(text, width);
		/* The cell frees it. */
		scols_cell_refer_data(cell, text);
	}
}

void table_print(struct table *table)
{
	size_t terminal = terminal_width(STDOUT_FILENO);

	if (table->wrap && terminal)
		wrap_last_column(table, terminal);
	if (!scols_table_is_empty(table->scols))
		scols_print_table(table->scols);
	scols_unref_table(table->scols);
	free(table);
}
