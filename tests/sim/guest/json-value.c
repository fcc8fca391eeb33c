// SPDX-License-Identifier: GPL-2.0
/*
 * Prints one value of the JSON document on standard input: strings as they are,
 * everything else as JSON. A path has the names of members with dots between
 * them, and numbers in brackets for the elements of an array, as in
 * buffers[0].id; "length" behind an array is the number of its elements. An
 * empty path is the whole document.
 *
 * Exit status: 0, 1 where there is no such value, 2 where this is not JSON.
 */
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>

static noreturn void not_json(const char *why, const char *text)
{
	fprintf(stderr, "json-value: %s in: %s\n", why, text);
	exit(2);
}

static struct json_object *read_document(void)
{
	struct json_tokener *tokener = json_tokener_new();
	struct json_object *document;
	enum json_tokener_error error;
	char *text = NULL;
	size_t len = 0, end;
	ssize_t got;

	got = getdelim(&text, &len, '\0', stdin);
	if (!tokener || got <= 0)
		not_json("nothing", "what came");
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	document = json_tokener_parse_ex(tokener, text, got);
	error = json_tokener_get_error(tokener);
	if (error != json_tokener_success)
		not_json(json_tokener_error_desc(error), text);
	end = json_tokener_get_parse_end(tokener);
	if (end + strspn(text + end, " \t\r\n") != (size_t)got)
		not_json("something behind the end", text);
	json_tokener_free(tokener);
	free(text);
	return document;
}

/* One step: ".name", "name" or "[index]". Returns false where there is nothing. */
static bool step(struct json_object **value, char **path)
{
	struct json_object *from = *value;
	size_t index, len;
	char *name;
	bool found;

	if (**path == '[') {
		index = strtoul(*path + 1, path, 10);
		if (**path != ']' || !json_object_is_type(from, json_type_array) ||
		    index >= json_object_array_length(from))
			return false;
		++*path;
		*value = json_object_array_get_idx(from, index);
		return true;
	}
	*path += **path == '.';
	len = strcspn(*path, ".[");
	name = strndup(*path, len);
	*path += len;
	if (!name)
		return false;
	if (json_object_is_type(from, json_type_array) && !strcmp(name, "length")) {
		*value = json_object_new_int64(json_object_array_length(from));
		found = true;
	} else {
		found = json_object_object_get_ex(from, name, value);
	}
	free(name);
	return found;
}

int main(int argc, char **argv)
{
	struct json_object *value;
	char *path;

	if (argc != 2) {
		fprintf(stderr, "usage: json-value PATH\n");
		return 2;
	}
	path = argv[1];
	value = read_document();
	while (*path) {
		if (!step(&value, &path)) {
			fprintf(stderr, "json-value: there is no %s\n", argv[1]);
			return 1;
		}
	}
	if (json_object_is_type(value, json_type_string))
		puts(json_object_get_string(value));
	else
		puts(json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN |
							   JSON_C_TO_STRING_NOSLASHESCAPE));
	return 0;
}
