// SPDX-License-Identifier: GPL-2.0
/*
 * What the tool itself knows: statuses and GUIDs.
 */

#include "format.h"
#include "print.h"
#include "table.h"

static const char *status_class(__u64 code)
{
	static const char *const classes[] = {
		"success or warning", "warning (PI)", "warning (OEM)", "warning (OEM)",
		"error", "error (PI)", "error (OEM)", "error (OEM)",
	};

	return classes[code >> 61];
}

/* The upper four bits are the class. */
static __u64 number_of(__u64 code)
{
	return code << 4 >> 4;
}

static json_object *status_object(__u64 code)
{
	const struct mmcomm_status *status = mmcomm_status_by_code(code);
	json_object *object = json_status(code);

	json_add_string(object, "class", status_class(code));
	json_add_number(object, "number", number_of(code));
	json_add(object, "meaning",
		 status ? json_string(status->meaning) : NULL);
	return object;
}

static void print_all(const struct options *options)
{
	static const struct column columns[] = {
		{ .title = "CODE" },
		{ .title = "NAME" },
		{ .title = "MEANING", .wrap = true },
	};
	const struct mmcomm_status *statuses;
	struct table *table;
	size_t count;

	statuses = mmcomm_status_table(&count);
	if (options->output == OUTPUT_JSON) {
		json_object *array = json_object_new_array();

		for (size_t i = 0; i < count; i++)
			json_object_array_add(array, status_object(statuses[i].code));
		json_print(array);
		return;
	}
	table = table_new(columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < count; i++)
		table_row(table, format("0x%016llx", statuses[i].code).s,
			  statuses[i].name, statuses[i].meaning);
	table_print(table);
}

static void print_one(__u64 code)
{
	const struct mmcomm_status *status = mmcomm_status_by_code(code);

	field("Status", "%s", status ? status->name : "not named by the UEFI or PI specification");
	field("Code", "0x%016llx", code);
	field("Class", "%s, number %llu", status_class(code),
	      number_of(code));
	if (status)
		field("Meaning", "%s", status->meaning);
}

void print_status(const struct options *options, const __u64 *code, enum status_form form)
{
	const struct mmcomm_status *as_error;

	if (!code) {
		print_all(options);
		return;
	}
	/* Who writes 14 usually means error 14. */
	as_error = form == STATUS_BY_NUMBER && *code && *code < 0x1000 ?
		   mmcomm_status_by_code(*code | MMCOMM_EFI_ERROR_BIT) : NULL;
	if (options->output == OUTPUT_JSON) {
		json_object *object = status_object(*code);

		json_add(object, "as_error", as_error ? status_object(as_error->code) : NULL);
		json_print(object);
		return;
	}
	if (as_error)
		printf("As it stands, %llu is:\n", *code);
	print_one(*code);
	if (form == STATUS_WIDENED)
		field("Given as", "the 32-bit form, 0x%08x",
		      (__u32)(*code >> 32 | *code));
	if (as_error) {
		printf("\nAs the number of an error, %llu is:\n", *code);
		print_one(as_error->code);
	}
}

static const char *kind_name(enum mmcomm_guid_kind kind)
{
	switch (kind) {
	case MMCOMM_GUID_RECIPIENT:
		return "recipient";
	case MMCOMM_GUID_EVENT:
		return "event";
	case MMCOMM_GUID_VENDOR:
		return "vendor";
	case MMCOMM_GUID_SIMULATED:
		return "simulated";
	case MMCOMM_GUID_DISPATCH:
		return "dispatch";
	case MMCOMM_GUID_MODULE:
		return "module";
	}
	return "unknown";
}

void print_guids(const struct options *options)
{
	static const struct column columns[] = {
		{ .title = "NAME" },
		{ .title = "KIND" },
		{ .title = "GUID" },
		{ .title = "WHAT", .wrap = true },
	};
	const struct mmcomm_guid *guids;
	struct table *table;
	size_t count;

	guids = mmcomm_guid_table(&count);
	if (options->output == OUTPUT_JSON) {
		json_object *array = json_object_new_array();

		for (size_t i = 0; i < count; i++) {
			json_object *object = json_object_new_object();

			json_add_string(object, "name", guids[i].name);
			json_add_string(object, "symbol", guids[i].symbol);
			json_add_string(object, "kind", kind_name(guids[i].kind));
			json_add_string(object, "guid", guids[i].guid);
			json_add_string(object, "what", guids[i].what);
			json_object_array_add(array, object);
		}
		json_print(array);
		return;
	}
	table = table_new(columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < count; i++)
		table_row(table, guids[i].name, kind_name(guids[i].kind), guids[i].guid,
			  guids[i].what);
	table_print(table);
}
