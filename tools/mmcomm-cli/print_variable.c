// SPDX-License-Identifier: GPL-2.0
/*
 * UEFI variables: listed, read and compared.
 */

#include "format.h"
#include "print.h"
#include "table.h"

#define HANDLER "variable handler"

static void add_value(json_object *object, const struct mmcomm_variable *value)
{
	json_add(object, "attributes", json_hex(value->attributes));
	json_add_string(object, "attribute_names", format_attributes(value->attributes).s);
	json_add_number(object, "size", value->size);
}

static json_object *entry_json(const struct variable_entry *entry)
{
	json_object *object = json_object_new_object();

	json_add_string(object, "name", entry->name);
	json_add(object, "vendor", json_guid(entry->vendor));
	if (entry->known)
		add_value(object, &entry->value);
	return object;
}

static void print_names_json(const struct variable_list *list,
			     const struct mmcomm_tally *tally)
{
	json_object *object = json_object_new_object();
	json_object *array = json_object_new_array();

	for (size_t i = 0; i < list->count; i++)
		json_object_array_add(array, entry_json(&list->entries[i]));
	json_add(object, "variables", array);
	json_add(object, "tally", json_tally(tally));
	json_print(object);
}

void print_names(const struct options *options, const struct variable_list *list,
		 const struct mmcomm_tally *tally)
{
	static const struct column columns[] = {
		{ .title = "NAME" },
		{ .title = "VENDOR" },
		{ .title = "ATTRIBUTES" },
		{ .title = "SIZE", .right = true },
	};
	bool values = list->count && list->entries[0].known;
	struct table *table;

	if (options->output == OUTPUT_JSON) {
		print_names_json(list, tally);
		return;
	}
	table = table_new(columns, values ? 4 : 2);
	for (size_t i = 0; i < list->count; i++) {
		const struct variable_entry *entry = &list->entries[i];

		table_row(table, entry->name, format_guid(entry->vendor).s,
			  format_attributes(entry->value.attributes).s,
			  format("%zu", entry->value.size).s);
	}
	table_print(table);
	printf("\n%zu variable%s, %s.\n", list->count, plural(list->count),
	       format_tally(tally, HANDLER).s);
}

void print_variable(const struct options *options, const __u8 vendor[MMCOMM_GUID_LEN],
		    const char *name, const struct mmcomm_variable *variable,
		    const struct mmcomm_tally *tally)
{
	json_object *object;

	switch (options->output) {
	case OUTPUT_RAW:
		fwrite(variable->data, 1, variable->size, stdout);
		break;
	case OUTPUT_JSON:
		object = json_object_new_object();
		json_add_string(object, "name", name);
		json_add(object, "vendor", json_guid(vendor));
		add_value(object, variable);
		json_add(object, "data", json_bytes(variable->data, variable->size));
		json_add(object, "tally", json_tally(tally));
		json_print(object);
		break;
	case OUTPUT_TEXT:
		field("Name", "%s", name);
		field("Vendor", "%s", format_guid_long(vendor).s);
		field("Attributes", "%s (0x%x)", variable->attributes ?
		      format_attributes(variable->attributes).s : "none",
		      variable->attributes);
		field("Size", "%zu byte%s", variable->size, plural(variable->size));
		field("Took", "%s", format_tally(tally, HANDLER).s);
		putchar('\n');
		hexdump(variable->data, variable->size);
		break;
	}
}

static struct text verdict_text(const struct compared *row)
{
	switch (row->verdict) {
	case VERDICT_IDENTICAL:
		return format("identical");
	case VERDICT_ATTRIBUTES:
		return format("attributes differ: efivarfs has %s",
			      format_attributes(row->fs->value.attributes).s);
	case VERDICT_SIZE:
		return format("size differs: efivarfs has %zu", row->fs->value.size);
	case VERDICT_DATA:
		return format("differs from byte %zu on", row->offset);
	case VERDICT_ONLY_MM:
		return format("missing in efivarfs");
	case VERDICT_ONLY_EFIVARFS:
		return format("missing in MM");
	case VERDICT_UNREADABLE_MM:
		return format("not readable through MM");
	case VERDICT_UNREADABLE_EFIVARFS:
		return format("not readable in efivarfs");
	case VERDICT_TWICE:
		return format("listed twice by MM");
	}
	return format("unknown");
}

static const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		[VERDICT_IDENTICAL] = "identical",
		[VERDICT_ATTRIBUTES] = "attributes-differ",
		[VERDICT_SIZE] = "size-differs",
		[VERDICT_DATA] = "data-differs",
		[VERDICT_ONLY_MM] = "missing-in-efivarfs",
		[VERDICT_ONLY_EFIVARFS] = "missing-in-mm",
		[VERDICT_UNREADABLE_MM] = "unreadable-in-mm",
		[VERDICT_UNREADABLE_EFIVARFS] = "unreadable-in-efivarfs",
		[VERDICT_TWICE] = "listed-twice",
	};

	return names[verdict];
}

static void print_comparison_json(const struct comparison *comparison)
{
	json_object *object = json_object_new_object();
	json_object *array = json_object_new_array();

	for (size_t i = 0; i < comparison->count; i++) {
		const struct compared *row = &comparison->rows[i];
		json_object *entry = entry_json(row->mm ? row->mm : row->fs);

		json_add_string(entry, "verdict", verdict_name(row->verdict));
		if (row->verdict == VERDICT_DATA)
			json_add_number(entry, "offset", row->offset);
		json_object_array_add(array, entry);
	}
	json_add(object, "variables", array);
	json_add_number(object, "identical", comparison->identical);
	json_add_number(object, "count", comparison->count);
	json_add_bool(object, "names_from_mm", comparison->enumerated);
	json_add(object, "tally", json_tally(&comparison->tally));
	json_print(object);
}

void print_comparison(const struct options *options, const struct comparison *comparison)
{
	static const struct column columns[] = {
		{ .title = "NAME" },
		{ .title = "VENDOR" },
		{ .title = "ATTRIBUTES" },
		{ .title = "SIZE", .right = true },
		{ .title = "VERDICT", .wrap = true },
	};
	const struct mmcomm_tally *tally = &comparison->tally;
	struct table *table;

	if (options->output == OUTPUT_JSON) {
		print_comparison_json(comparison);
		return;
	}
	table = table_new(columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < comparison->count; i++) {
		const struct compared *row = &comparison->rows[i];
		const struct variable_entry *entry = row->mm ? row->mm : row->fs;

		table_row(table, entry->name, format_guid(entry->vendor).s,
			  entry->known ? format_attributes(entry->value.attributes).s : "-",
			  entry->known ? format("%zu", entry->value.size).s : "-",
			  verdict_text(row).s);
	}
	table_print(table);
	printf("\n%s%s.\n", format_tally(tally, HANDLER).s,
	       comparison->enumerated ? "" : "; the names came from a file");
	if (!comparison_proven(comparison))
		printf("No MMI was counted during %llu of the calls: their answers are not MM's.\n",
		       tally->unproven);
	printf("%zu/%zu identical\n", comparison->identical, comparison->count);
}
