// SPDX-License-Identifier: GPL-2.0
/*
 * Tables on standard output, through libsmartcols.
 */
#include <libsmartcols.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "table.h"

struct table {
	struct libscols_table *scols;
	size_t columns;
};

static void *must(void *pointer)
{
	if (!pointer)
		exit(out_of_memory());
	return pointer;
}

struct table *table_new(const struct column *columns, size_t count)
{
	struct table *table = must(malloc(sizeof(*table)));

	table->scols = must(scols_new_table());
	table->columns = count;
	scols_table_set_stream(table->scols, stdout);
	for (size_t i = 0; i < count; i++) {
		int flags = 0;

		if (columns[i].right)
			flags |= SCOLS_FL_RIGHT;
		if (columns[i].wrap)
			flags |= SCOLS_FL_WRAP;
		must(scols_table_new_column(table->scols, columns[i].title, 0, flags));
	}
	return table;
}

void table_row(struct table *table, ...)
{
	struct libscols_line *line = must(scols_table_new_line(table->scols, NULL));
	va_list cells;

	va_start(cells, table);
	for (size_t i = 0; i < table->columns; i++) {
		if (scols_line_set_data(line, i, va_arg(cells, const char *)))
			exit(out_of_memory());
	}
	va_end(cells);
}

void table_print(struct table *table)
{
	if (!scols_table_is_empty(table->scols))
		scols_print_table(table->scols);
	scols_unref_table(table->scols);
	free(table);
}
