// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel module: its state, and what became of loading and unloading it.
 */
#include <string.h>

#include "format.h"
#include "print.h"

/* The next line of @text, or NULL at its end. */
static const char *next_line(const char **text, struct text *line)
{
	size_t length = strcspn(*text, "\n");

	if (!**text)
		return NULL;
	*line = format("%.*s", (int)length, *text);
	*text += length + ((*text)[length] == '\n');
	return line->s;
}

/* Ends the name in "name=value", and returns the value. */
static char *split(char *line)
{
	char *value = strchrnul(line, '=');

	if (*value)
		*value++ = '\0';
	return value;
}

/* The kernel writes "(null)" for text never set, and addresses in decimal. */
static struct text parameter_text(const char *name, const char *value)
{
	__u64 address;

	if (!strcmp(value, "(null)"))
		return format("not set");
	if (!strcmp(name, "mailbox") && parse_number(value, UINT64_MAX, &address))
		return format("0x%llx", address);
	return format("%s", value);
}

static json_object *parameter_json(const char *name, const char *value)
{
	return strcmp(value, "(null)") ?
	       json_string(parameter_text(name, value).s) : NULL;
}

static void print_status_json(const struct module_status *status)
{
	json_object *object = json_object_new_object();
	json_object *parameters = json_object_new_object();
	const char *text = status->parameters;
	struct text line;

	json_add_bool(object, "loaded", status->loaded);
	if (status->loaded) {
		json_add_string(object, "state", status->state);
		json_add_number(object, "references", status->references);
		json_add_string(object, "version", status->version);
		while (next_line(&text, &line)) {
			char *value = split(line.s);

			json_add(parameters, line.s, parameter_json(line.s, value));
		}
		json_add(object, "parameters", parameters);
		json_add_string(object, "users", status->users);
	} else {
		json_object_put(parameters);
	}
	json_add_string(object, "device", status->device);
	json_add_bool(object, "device_present", status->device_present);
	json_add_string(object, "kernel", status->release);
	json_add(object, "file", *status->path ?
		 json_string(status->path) : NULL);
	json_add(object, "file_vermagic", *status->vermagic ?
		 json_string(status->vermagic) : NULL);
	json_print(object);
}

void print_module_status(const struct options *options, const struct module_status *status)
{
	const char *text = status->parameters;
	struct text line;

	if (options->output == OUTPUT_JSON) {
		print_status_json(status);
		return;
	}
	if (status->loaded) {
		field("Module", "loaded (%s), %d user%s", status->state, status->references,
		      plural(status->references));
		if (*status->version)
			field("Version", "%s", status->version);
		for (const char *name = "Parameters"; next_line(&text, &line); name = "") {
			bool whole = strchr(line.s, '=');
			char *value = split(line.s);

			field(name, "%s%s%s", line.s, whole ? "=" : "",
			      parameter_text(line.s, value).s);
		}
		if (*status->users)
			field("Device open in", "%s", status->users);
	} else {
		field("Module", "not loaded");
	}
	field("Device", "%s, %s", status->device,
	      status->device_present ? "present" : "not there");
	field("Kernel", "%s", status->release);
	if (*status->path)
		field("File", "%s", status->path);
	else
		field("File", "none installed for this kernel");
	if (*status->vermagic)
		field("Built for", "%s", status->vermagic);
}

void print_module_action(const struct options *options, const char *action,
			 const char *name)
{
	json_object *object;

	if (options->output != OUTPUT_JSON) {
		printf("%s is %s.\n", name, action);
		return;
	}
	object = json_object_new_object();
	json_add_string(object, "module", name);
	json_add_string(object, "action", action);
	json_print(object);
}

void print_module_failure(const struct options *options, const char *action,
			  const struct module_failure *failure,
			  const struct module_explanation *explanation)
{
	const char *log = failure->kernel_log;
	json_object *object, *details, *lines;
	struct text line;

	error("%s", explanation->problem);
	if (*log)
		note("The kernel logged:");
	while (next_line(&log, &line))
		note("  %s", line.s);
	if (*explanation->way_out)
		note("%s", explanation->way_out);
	if (options->output != OUTPUT_JSON)
		return;

	object = json_object_new_object();
	details = json_object_new_object();
	lines = json_object_new_array();
	json_add_string(details, "action", action);
	json_add_string(details, "module", failure->target);
	json_add_string(details, "errno", errno_name(failure->error));
	json_add_string(details, "problem", explanation->problem);
	json_add_string(details, "way_out", explanation->way_out);
	for (log = failure->kernel_log; next_line(&log, &line);)
		json_object_array_add(lines, json_string(line.s));
	json_add(details, "kernel_log", lines);
	json_add(object, "error", details);
	json_print(object);
}
