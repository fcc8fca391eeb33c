/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: how single things are written. Used by the print_*.c files.
 */
#ifndef MMCOMM_CLI_FORMAT_H
#define MMCOMM_CLI_FORMAT_H

#include <json.h>
#include <stdio.h>

#include "cli.h"

/**
 * struct text - a short string on the stack
 * @s: the string
 *
 * format() returns one by value, so that table_row(..., format("%u", x).s)
 * needs no buffer of its own.
 */
struct text {
	char s[512];
};

/**
 * format - sprintf() into a struct text
 * @format: as for printf(3)
 *
 * Return: the text, cut to its room.
 */
struct text format(const char *format, ...) __printf(1, 2);

/**
 * format_guid - the GUID's well-known name, or the GUID
 * @guid: in memory order
 *
 * Return: the text.
 */
struct text format_guid(const __u8 guid[MMCOMM_GUID_LEN]);

/**
 * format_guid_long - the GUID, and its well-known name where it has one
 * @guid: in memory order
 *
 * Return: the text.
 */
struct text format_guid_long(const __u8 guid[MMCOMM_GUID_LEN]);

/**
 * format_status - "EFI_NOT_FOUND (0x800000000000000e)"
 * @code: EFI_STATUS of 64 bits
 *
 * Return: the text.
 */
struct text format_status(__u64 code);

/**
 * format_smc_code - "-3 (DENIED)", or in hexadecimal where the code has no name
 * @code: what a secure monitor call returned
 *
 * Return: the text.
 */
struct text format_smc_code(__s64 code);

/**
 * format_attributes - "NV BS RT"
 * @attributes: EFI_VARIABLE_*
 *
 * Return: the text.
 */
struct text format_attributes(__u32 attributes);

/**
 * format_duration - nanoseconds in a unit for people
 * @ns: nanoseconds
 *
 * Return: the text.
 */
struct text format_duration(__u64 ns);

/**
 * format_tally - how many calls to a handler it took, and how many MMIs
 * @tally: the count
 * @handler: what was called
 *
 * Return: the text.
 */
struct text format_tally(const struct mmcomm_tally *tally, const char *handler);

/**
 * plural - the 's' for a number of things, or nothing for one
 * @count: of the things
 *
 * Return: a constant string.
 */
const char *plural(__u64 count);

/**
 * errno_name - "ENODEV"
 * @number: errno
 *
 * Return: a constant string, never NULL.
 */
const char *errno_name(int number);

/**
 * field - a line "name   value" with names in a column of their own
 * @name: the name
 * @format: the value, as for printf(3)
 */
void field(const char *name, const char *format, ...) __printf(2, 3);

/**
 * hexdump - 16 bytes a line with offset and ASCII; runs of equal lines as '*'
 * @data: the bytes
 * @length: how many
 */
void hexdump(const __u8 *data, size_t length);

/**
 * hexdump_diff - two byte strings against each other
 * @before: the one
 * @before_len: its bytes
 * @after: the other
 * @after_len: its bytes
 *
 * Lines that differ appear twice, '-' for @before and '+' for @after.
 *
 * Return: number of bytes that differ, a byte missing on one side included.
 */
size_t hexdump_diff(const __u8 *before, size_t before_len,
		    const __u8 *after, size_t after_len);

/**
 * json_string - a text in JSON
 * @text: what in it is no UTF-8, as a name out of firmware may hold, becomes U+FFFD
 *
 * Return: the object, never NULL: without memory the process ends.
 */
json_object *json_string(const char *text);

/* JSON. Numbers that may exceed 2^53, and addresses, are strings "0x...". */
json_object *json_hex(__u64 value);
json_object *json_bytes(const __u8 *data, size_t length);
json_object *json_guid(const __u8 guid[MMCOMM_GUID_LEN]);
json_object *json_status(__u64 code);
json_object *json_tally(const struct mmcomm_tally *tally);

/**
 * json_print - print an object to standard output and release it
 * @object: the object
 */
void json_print(json_object *object);

/**
 * json_print_line - the same, in one line, which is written out at once
 * @object: the object
 */
void json_print_line(json_object *object);

/* Short forms of json_object_object_add(). */
void json_add(json_object *object, const char *key, json_object *value);
void json_add_string(json_object *object, const char *key, const char *value);
void json_add_number(json_object *object, const char *key, __u64 value);
void json_add_bool(json_object *object, const char *key, bool value);

#endif
