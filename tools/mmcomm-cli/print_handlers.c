// SPDX-License-Identifier: GPL-2.0
/*
 * The SMI handler profile: as a tree of handlers, and as JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "handler.h"
#include "print.h"
#include "table.h"

static const struct {
	const char *name;
	const char *called_for;
} categories[] = {
	[MMCOMM_PROFILE_ROOT] = { "root", "every MMI" },
	[MMCOMM_PROFILE_GUID] = { "guid", "messages" },
	[MMCOMM_PROFILE_HARDWARE] = { "hardware", "events" },
};

/*
 * How many handlers each module has, in an array that the caller frees. Firmware
 * may name thousands of both, so that they are counted once.
 */
static size_t *count_handlers(const struct mmcomm_profile *profile)
{
	size_t *counts = calloc(profile->image_count + 1, sizeof(*counts));

	if (!counts)
		exit(out_of_memory());
	for (size_t i = 0; i < profile->handler_count; i++) {
		const struct mmcomm_profile_image *image =
			mmcomm_profile_image_at(profile, profile->handlers[i].address);

		if (image)
			counts[image - profile->images]++;
	}
	return counts;
}

static json_object *image_json(const struct mmcomm_profile_image *image, size_t handlers)
{
	json_object *object = json_object_new_object();

	json_add_string(object, "name", module_name(image).s);
	json_add(object, "guid", json_guid(image->guid));
	json_add(object, "path", image->path ? json_string(image->path) : NULL);
	json_add(object, "base", json_hex(image->base));
	json_add(object, "size", json_hex(image->size));
	json_add(object, "entry_point", json_hex(image->entry_point));
	json_add_number(object, "reference", image->reference);
	json_add_number(object, "handlers", handlers);
	return object;
}

/* An address, and the module that it lies in. */
static json_object *place_json(const struct mmcomm_profile *profile, __u64 address)
{
	const struct mmcomm_profile_image *image = mmcomm_profile_image_at(profile, address);
	json_object *object = json_object_new_object();

	json_add(object, "address", json_hex(address));
	json_add(object, "module", image ? json_string(module_name(image).s) : NULL);
	json_add(object, "offset", image ? json_hex(address - image->base) : NULL);
	return object;
}

static json_object *handler_json(const struct mmcomm_profile *profile,
				 const struct mmcomm_profile_handler *handler)
{
	const struct mmcomm_guid *known = mmcomm_guid_lookup(handler->type);
	bool root = handler->category == MMCOMM_PROFILE_ROOT;
	bool hardware = handler->category == MMCOMM_PROFILE_HARDWARE;
	json_object *object = json_object_new_object();

	json_add_string(object, "category", categories[handler->category].name);
	json_add(object, "guid", root ? NULL : json_guid(handler->type));
	json_add(object, "name", known ? json_string(known->name) : NULL);
	json_add(object, "event", hardware ? json_string(event_text(handler).s) : NULL);
	json_add(object, "context", handler->context ?
		 json_bytes(handler->context, handler->context_size) : NULL);
	json_add(object, "handler", place_json(profile, handler->address));
	json_add(object, "caller", place_json(profile, handler->caller));
	json_add_number(object, "image_reference", handler->image_reference);
	return object;
}

static void print_json(const struct mmcomm_info *info, const struct mmcomm_profile *profile,
		       const struct mmcomm_outcome *outcome)
{
	json_object *object = json_object_new_object();
	json_object *handlers = json_object_new_array();
	json_object *images = json_object_new_array();
	size_t *counts = count_handlers(profile);

	for (size_t i = 0; i < profile->handler_count; i++)
		json_object_array_add(handlers, handler_json(profile, &profile->handlers[i]));
	for (size_t i = 0; i < profile->image_count; i++)
		json_object_array_add(images, image_json(&profile->images[i], counts[i]));
	free(counts);
	json_add_string(object, "executor", info->executor);
	json_add_bool(object, "simulated", info->flags & MMCOMM_INFO_SIMULATED);
	json_add(object, "handlers", handlers);
	json_add(object, "modules", images);
	json_add_number(object, "database_bytes", profile->size);
	json_add(object, "tally", json_tally(&outcome->tally));
	json_print(object);
}

/* Who registered a handler: most modules do so for themselves. */
static struct text caller_text(const struct mmcomm_profile *profile,
			       const struct mmcomm_profile_handler *handler)
{
	if (mmcomm_profile_image_at(profile, handler->caller) ==
	    mmcomm_profile_image_at(profile, handler->address))
		return format("0x%llx", handler->caller);
	return format("0x%llx (%s)", handler->caller,
		      code_place(profile, handler->caller).s);
}

static void add_handler(struct table *table, unsigned int depth, const char *label,
			const struct mmcomm_profile *profile,
			const struct mmcomm_profile_handler *handler)
{
	table_row_below(table, depth, label, format("0x%llx", handler->address).s,
			code_place(profile, handler->address).s,
			caller_text(profile, handler).s);
}

static void add_category(struct table *table, const struct mmcomm_profile *profile,
			 enum mmcomm_profile_category category)
{
	const struct mmcomm_profile_handler *last = NULL;
	size_t count = 0;

	for (size_t i = 0; i < profile->handler_count; i++)
		count += profile->handlers[i].category == category;
	table_row_below(table, 0, count ? format("%s (%s): %zu", categories[category].called_for,
						 categories[category].name, count).s :
			format("%s (%s): none", categories[category].called_for,
			       categories[category].name).s, "", "", "");
	for (size_t i = 0; i < profile->handler_count; i++) {
		const struct mmcomm_profile_handler *handler = &profile->handlers[i];

		if (handler->category != category)
			continue;
		switch (category) {
		case MMCOMM_PROFILE_ROOT:
			add_handler(table, 1, "handler", profile, handler);
			break;
		case MMCOMM_PROFILE_GUID:
			add_handler(table, 1, format_guid(handler->type).s, profile, handler);
			break;
		case MMCOMM_PROFILE_HARDWARE:
			if (!last || memcmp(last->type, handler->type, MMCOMM_GUID_LEN))
				table_row_below(table, 1, format_guid(handler->type).s,
						"", "", "");
			add_handler(table, 2, event_text(handler).s, profile, handler);
			break;
		}
		last = handler;
	}
}

static void print_modules(const struct mmcomm_profile *profile, const size_t *counts)
{
	static const struct column columns[] = {
		{ .title = "MODULE" },
		{ .title = "BASE", .right = true },
		{ .title = "SIZE", .right = true },
		{ .title = "HANDLERS", .right = true },
		{ .title = "GUID" },
	};
	struct table *table = table_new(columns, ARRAY_SIZE(columns));

	for (size_t i = 0; i < profile->image_count; i++) {
		const struct mmcomm_profile_image *image = &profile->images[i];
		char guid[MMCOMM_GUID_TEXT_LEN];

		mmcomm_guid_format(image->guid, guid);
		table_row(table, module_name(image).s, format("0x%llx", image->base).s,
			  format("0x%llx", image->size).s,
			  format("%zu", counts[i]).s, guid);
	}
	table_print(table);
}

void print_handlers(const struct options *options, const struct mmcomm_info *info,
		    const struct mmcomm_profile *profile,
		    const struct mmcomm_outcome *outcome, bool modules)
{
	static const struct column columns[] = {
		{ .title = "CALLED FOR", .tree = true },
		{ .title = "ADDRESS" },
		{ .title = "MODULE" },
		{ .title = "REGISTERED AT" },
	};
	size_t *counts, with_handlers = 0;
	struct table *table;

	if (options->output == OUTPUT_JSON) {
		print_json(info, profile, outcome);
		return;
	}
	if (info->flags & MMCOMM_INFO_SIMULATED)
		field("SIMULATED", "the executor %s answered, no firmware", info->executor);
	table = table_new(columns, ARRAY_SIZE(columns));
	add_category(table, profile, MMCOMM_PROFILE_ROOT);
	add_category(table, profile, MMCOMM_PROFILE_GUID);
	add_category(table, profile, MMCOMM_PROFILE_HARDWARE);
	table_print(table);
	putchar('\n');
	counts = count_handlers(profile);
	if (modules) {
		print_modules(profile, counts);
		putchar('\n');
	}
	for (size_t i = 0; i < profile->image_count; i++)
		with_handlers += !!counts[i];
	free(counts);
	printf("%zu handler%s in %zu of %zu module%s, as of the moment when MM was locked.\n",
	       profile->handler_count, plural(profile->handler_count),
	       with_handlers, profile->image_count, plural(profile->image_count));
	printf("The profile has %zu bytes; reading it took %s.\n", profile->size,
	       format_tally(&outcome->tally, "profile handler").s);
}
