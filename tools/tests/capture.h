/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a function prints, for tests: text, and JSON that is parsed again.
 */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <json.h>

#include "cli.h"

/** capture_begin - from here on standard output and error are kept */
void capture_begin(void);

/**
 * capture_end - both are what they were before
 *
 * To be called before anything is asserted, or the test's own words get lost.
 *
 * Return: what was printed on standard output; valid until the next capture.
 */
const char *capture_end(void);

/**
 * captured_size - bytes that were printed on standard output; NULs may be among them
 *
 * Return: how many.
 */
size_t captured_size(void);

/**
 * captured_errors - what was printed on standard error meanwhile
 *
 * Return: the text; valid until the next capture.
 */
const char *captured_errors(void);

/**
 * captured_json - the last capture as JSON, which all of it must be
 *
 * Return: the value; released by the next call.
 */
json_object *captured_json(void);

/**
 * json_shape - the keys and types of a value, for instance
 * "{name:string,list:[int],nothing:null}"; of an array that of its first element
 * @of: the value
 *
 * Return: the text; valid until the next call.
 */
const char *json_shape(json_object *of);

/**
 * json_text - one value in JSON without spaces
 * @in: where to begin
 * @path: keys, and numbers of array elements, with a '.' between them
 *
 * Return: the text, valid as long as @in; "missing" where there is none.
 */
const char *json_text(json_object *in, const char *path);

/* That a value of the last capture, at a path, is so written in JSON. */
#define assert_json(path, expected) \
	assert_string_equal(json_text(captured_json(), path), expected)

/**
 * assert_line - that a line of a text is exactly this one
 * @text: lines, each with a newline
 * @line: without one
 */
void assert_line(const char *text, const char *line);

/**
 * assert_field - that a text has this field, as field() prints it
 * @text: lines
 * @name: of the field
 * @format: its value, as for printf(3)
 */
void assert_field(const char *text, const char *name, const char *format, ...) __printf(3, 4);

/**
 * assert_begins - that a text begins so
 * @text: the text
 * @beginning: its beginning
 */
void assert_begins(const char *text, const char *beginning);

/* Puts text into a field of a structure. */
#define set_text(field, ...) snprintf(field, sizeof(field), __VA_ARGS__)

/**
 * on_terminal - do something with standard output and error on a terminal
 * @columns: its width
 * @action: what to do
 *
 * Return: what was printed, with "\r\n" for a newline; valid until the next call.
 */
const char *on_terminal(unsigned short columns, void (*action)(void));

#endif
