// SPDX-License-Identifier: GPL-2.0
/*
 * Keeps what a function prints.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "capture.h"
#include "test.h"

struct stream {
	int descriptor;
	int saved;
	size_t size;
	char text[131072];
};

static struct stream streams[] = {
	{ .descriptor = STDOUT_FILENO },
	{ .descriptor = STDERR_FILENO },
};

static void redirect(int output, int errors)
{
	fflush(stdout);
	fflush(stderr);
	for (size_t i = 0; i < ARRAY_SIZE(streams); i++)
		streams[i].saved = dup(streams[i].descriptor);
	dup2(output, STDOUT_FILENO);
	dup2(errors, STDERR_FILENO);
}

static void restore(void)
{
	fflush(stdout);
	fflush(stderr);
	clearerr(stdout);
	for (size_t i = 0; i < ARRAY_SIZE(streams); i++) {
		dup2(streams[i].saved, streams[i].descriptor);
		close(streams[i].saved);
	}
}

void capture_begin(void)
{
	int output = memfd_create("output", MFD_CLOEXEC);
	int errors = memfd_create("errors", MFD_CLOEXEC);

	redirect(output, errors);
	close(output);
	close(errors);
}

const char *capture_end(void)
{
	fflush(stdout);
	fflush(stderr);
	for (size_t i = 0; i < ARRAY_SIZE(streams); i++) {
		ssize_t length = pread(streams[i].descriptor, streams[i].text,
				       sizeof(streams[i].text) - 1, 0);

		streams[i].size = length > 0 ? length : 0;
		streams[i].text[streams[i].size] = '\0';
	}
	restore();
	return streams[0].text;
}

size_t captured_size(void)
{
	return streams[0].size;
}

const char *captured_errors(void)
{
	return streams[1].text;
}

static struct json_object *last_json;

json_object *captured_json(void)
{
	json_tokener *tokener = json_tokener_new_ex(16);
	const char *text = streams[0].text;

	json_object_put(last_json);
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	last_json = json_tokener_parse_ex(tokener, text, strlen(text) + 1);
	if (json_tokener_get_error(tokener) != json_tokener_success)
		print_message("# no JSON: %s\n%s\n",
			      json_tokener_error_desc(json_tokener_get_error(tokener)), text);
	json_tokener_free(tokener);
	return last_json;
}

__attribute__((destructor)) static void release(void)
{
	json_object_put(last_json);
}

static void write_shape(FILE *file, json_object *of)
{
	const char *separator = "";

	switch (json_object_get_type(of)) {
	case json_type_object:
		fputc('{', file);
		json_object_object_foreach(of, key, member) {
			fprintf(file, "%s%s:", separator, key);
			write_shape(file, member);
			separator = ",";
		}
		fputc('}', file);
		break;
	case json_type_array:
		fputc('[', file);
		if (json_object_array_length(of))
			write_shape(file, json_object_array_get_idx(of, 0));
		fputc(']', file);
		break;
	default:
		fputs(json_type_to_name(json_object_get_type(of)), file);
		break;
	}
}

const char *json_shape(json_object *of)
{
	static char text[4096];
	FILE *file = fmemopen(text, sizeof(text), "w");

	write_shape(file, of);
	fclose(file);
	return text;
}

const char *json_text(json_object *in, const char *path)
{
	char *copy = strdup(path), *rest, *part;
	const char *text = "missing";

	for (part = strtok_r(copy, ".", &rest); part; part = strtok_r(NULL, ".", &rest)) {
		if (json_object_get_type(in) == json_type_array)
			in = json_object_array_get_idx(in, strtoul(part, NULL, 10));
		else if (!json_object_object_get_ex(in, part, &in))
			goto out;
	}
	text = json_object_to_json_string_ext(in, JSON_C_TO_STRING_PLAIN |
					      JSON_C_TO_STRING_NOSLASHESCAPE);
out:
	free(copy);
	return text;
}

void assert_line(const char *text, const char *line)
{
	size_t length = strlen(line);

	for (const char *at = text; (at = strstr(at, line)); at++) {
		if ((at == text || at[-1] == '\n') && at[length] == '\n')
			return;
	}
	fail_msg("'%s' is no line of\n%s", line, text);
}

void assert_field(const char *text, const char *name, const char *format, ...)
{
	char line[512];
	va_list arguments;
	int used = snprintf(line, sizeof(line), "%-16s ", name);

	va_start(arguments, format);
	vsnprintf(line + used, sizeof(line) - used, format, arguments);
	va_end(arguments);
	assert_line(text, line);
}

void assert_begins(const char *text, const char *beginning)
{
	if (strncmp(text, beginning, strlen(beginning)))
		fail_msg("'%s' does not begin\n%s", beginning, text);
}

static char screen[131072];

static void *read_screen(void *argument)
{
	int controller = *(int *)argument;
	size_t used = 0;
	ssize_t got;

	while ((got = read(controller, screen + used, sizeof(screen) - 1 - used)) > 0)
		used += got;
	screen[used] = '\0';
	return NULL;
}

const char *on_terminal(unsigned short columns, void (*action)(void))
{
	const struct winsize size = { .ws_row = 24, .ws_col = columns };
	int controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	pthread_t reader;
	int terminal;

	assert_true(controller >= 0);
	assert_int_equal(grantpt(controller), 0);
	assert_int_equal(unlockpt(controller), 0);
	terminal = open(ptsname(controller), O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(terminal >= 0);
	ioctl(terminal, TIOCSWINSZ, &size);
	pthread_create(&reader, NULL, read_screen, &controller);
	redirect(terminal, terminal);
	action();
	restore();
	/* The reader sees the end of it once nobody has it open. */
	close(terminal);
	pthread_join(reader, NULL);
	close(controller);
	return screen;
}
