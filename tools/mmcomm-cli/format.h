/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: how single things are written. Used by the print_*.c files.
 */
#ifndef MMCOMM_CLI_FORMAT_H
#define MMCOMM_CLI_FORMAT_H

#include <json.h>
#include <stdint.h>
#include <stdio.h>

#include "cli.h"

/**
 * struct text - a short string on the stack
 *
 * format() returns one by value, so that table_row(..., format("%u", x).s)
 * needs no buffer of its own.
 */
struct text {
	char s[192];
};

struct text format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** format_guid - the GUID's well-known name, or the GUID */
struct text format_guid(const uint8_t guid[MMCOMM_GUID_LEN]);

/** format_guid_long - the GUID, and its well-known name where it has one */
struct text format_guid_long(const uint8_t guid[MMCOMM_GUID_LEN]);

/** format_status - "EFI_NOT_FOUND (0x800000000000000e)" */
struct text format_status(uint64_t code);

/** format_attributes - "NV BS RT" */
struct text format_attributes(uint32_t attributes);

/** format_duration - nanoseconds in a unit for people */
struct text format_duration(uint64_t ns);

/** plural - the 's' for a number of things, or nothing for one */
const char *plural(uint64_t count);

/** errno_name - "ENODEV". Return: a constant string, never NULL. */
const char *errno_name(int number);

/** field - a line "name   value" with names in a column of their own */
void field(const char *name, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/** hexdump - 16 bytes a line with offset and ASCII; runs of equal lines as '*' */
void hexdump(const uint8_t *data, size_t length);

/**
 * hexdump_diff - two byte strings against each other
 *
 * Lines that differ appear twice, '-' for @before and '+' for @after.
 *
 * Return: number of bytes that differ, a byte missing on one side included.
 */
size_t hexdump_diff(const uint8_t *before, size_t before_len,
		    const uint8_t *after, size_t after_len);

/* JSON. Numbers that may exceed 2^53, and addresses, are strings "0x...". */
json_object *json_hex(uint64_t value);
json_object *json_bytes(const uint8_t *data, size_t length);
json_object *json_guid(const uint8_t guid[MMCOMM_GUID_LEN]);
json_object *json_status(uint64_t code);
json_object *json_tally(const struct mmcomm_tally *tally);

/** json_print - print an object to standard output and release it */
void json_print(json_object *object);

/* Short forms of json_object_object_add(). */
void json_add(json_object *object, const char *key, json_object *value);
void json_add_string(json_object *object, const char *key, const char *value);
void json_add_number(json_object *object, const char *key, uint64_t value);
void json_add_bool(json_object *object, const char *key, bool value);

#endif
