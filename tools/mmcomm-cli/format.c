// SPDX-License-Identifier: GPL-2.0
/*
 * How single things are written: as text for people and as JSON.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "terminal.h"

#define ROW 16

struct text format(const char *format, ...)
{
	struct text text;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text.s, sizeof(text.s), format, arguments);
	va_end(arguments);
	return text;
}

struct text format_guid(const __u8 guid[MMCOMM_GUID_LEN])
{
	const struct mmcomm_guid *known = mmcomm_guid_lookup(guid);
	char text[MMCOMM_GUID_TEXT_LEN];

	if (known)
		return format("%s", known->name);
	mmcomm_guid_format(guid, text);
	return format("%s", text);
}

struct text format_guid_long(const __u8 guid[MMCOMM_GUID_LEN])
{
	const struct mmcomm_guid *known = mmcomm_guid_lookup(guid);
	char text[MMCOMM_GUID_TEXT_LEN];

	mmcomm_guid_format(guid, text);
	if (known)
		return format("%s (%s)", text, known->name);
	return format("%s", text);
}

struct text format_status(__u64 code)
{
	const struct mmcomm_status *status = mmcomm_status_by_code(code);

	return format("%s (0x%llx)", status ? status->name : "unknown status", code);
}

struct text format_smc_code(__s64 code)
{
	const char *name = mmcomm_smc_code_name(code);

	return name ? format("%lld (%s)", code, name) : format("%lld (0x%llx)", code, (__u64)code);
}

struct text format_attributes(__u32 attributes)
{
	static const char *const names[] = {
		"NV", "BS", "RT", "HR", "AW", "AT", "AP", "EA"
	};
	struct text text = { "" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (!(attributes & 1U << i))
			continue;
		if (*text.s)
			strcat(text.s, " ");
		strcat(text.s, names[i]);
	}
	if (attributes >> ARRAY_SIZE(names))
		return format("%s%s0x%x", text.s, *text.s ? " " : "", attributes);
	return text;
}

struct text format_duration(__u64 ns)
{
	if (ns < 10000)
		return format("%llu ns", ns);
	if (ns < 10000000)
		return format("%llu us", ns / 1000);
	return format("%llu ms", ns / 1000000);
}

struct text format_tally(const struct mmcomm_tally *tally, const char *handler)
{
	if (!tally->measured)
		return format("%llu call%s to the %s; MMIs cannot be counted here",
			      tally->calls, plural(tally->calls), handler);
	return format("%llu call%s to the %s, %llu MMI%s counted", tally->calls,
		      plural(tally->calls), handler, tally->mmis, plural(tally->mmis));
}

const char *plural(__u64 count)
{
	return count == 1 ? "" : "s";
}

const char *errno_name(int number)
{
	const char *name = strerrorname_np(number);

	return name ? name : "unknown";
}

void field(const char *name, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		exit(out_of_memory());
	va_end(arguments);
	make_printable(text);
	printf("%-16s %s\n", name, text);
	free(text);
}

static void hexdump_row(const char *prefix, size_t offset, const __u8 *data,
			size_t length)
{
	printf("%s%08zx ", prefix, offset);
	for (size_t i = 0; i < ROW; i++) {
		if (i % 8 == 0)
			putchar(' ');
		if (i < length)
			printf("%02x ", data[i]);
		else
			fputs("   ", stdout);
	}
	fputs(" |", stdout);
	for (size_t i = 0; i < length; i++)
		putchar(data[i] >= 0x20 && data[i] < 0x7f ? data[i] : '.');
	fputs("|\n", stdout);
}

static size_t row_length(size_t offset, size_t length)
{
	if (offset >= length)
		return 0;
	return length - offset < ROW ? length - offset : ROW;
}

void hexdump(const __u8 *data, size_t length)
{
	bool starred = false;

	for (size_t offset = 0; offset < length; offset += ROW) {
		size_t row = row_length(offset, length);

		if (offset && row == ROW && offset + ROW < length &&
		    !memcmp(data + offset, data + offset - ROW, ROW)) {
			if (!starred)
				puts("*");
			starred = true;
			continue;
		}
		starred = false;
		hexdump_row("", offset, data + offset, row);
	}
}

size_t hexdump_diff(const __u8 *before, size_t before_len,
		    const __u8 *after, size_t after_len)
{
	size_t longest = before_len > after_len ? before_len : after_len;
	size_t differences = 0;
	bool starred = false;

	for (size_t offset = 0; offset < longest; offset += ROW) {
		size_t old_row = row_length(offset, before_len);
		size_t new_row = row_length(offset, after_len);
		size_t common = old_row < new_row ? old_row : new_row;
		size_t differ = old_row + new_row - 2 * common;

		for (size_t i = 0; i < common; i++)
			differ += before[offset + i] != after[offset + i];
		differences += differ;

		if (differ) {
			starred = false;
			if (old_row)
				hexdump_row("- ", offset, before + offset, old_row);
			if (new_row)
				hexdump_row("+ ", offset, after + offset, new_row);
		} else if (offset && new_row == ROW && offset + ROW < longest &&
			   !memcmp(after + offset, after + offset - ROW, ROW)) {
			if (!starred)
				puts("  *");
			starred = true;
		} else {
			starred = false;
			hexdump_row("  ", offset, after + offset, new_row);
		}
	}
	return differences;
}

static json_object *must(json_object *object)
{
	if (!object)
		exit(out_of_memory());
	return object;
}

/* Bytes of the UTF-8 character at @text, 0 where there is none. */
static size_t character_length(const unsigned char *text)
{
	static const struct {
		unsigned char first, last;	/* of the first byte */
		unsigned char least, most;	/* of the second */
		size_t length;
	} forms[] = {
		{ 0x00, 0x7f, 0x00, 0x00, 1 },
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		if (*text < forms[i].first || *text > forms[i].last)
			continue;
		if (forms[i].length > 1 &&
		    (text[1] < forms[i].least || text[1] > forms[i].most))
			return 0;
		for (size_t more = 2; more < forms[i].length; more++) {
			if ((text[more] & 0xc0) != 0x80)
				return 0;
		}
		return forms[i].length;
	}
	return 0;
}

json_object *json_string(const char *text)
{
	static const char replacement[] = "\xef\xbf\xbd";
	char *valid = malloc(3 * strlen(text) + 1), *to = valid;
	json_object *object;

	if (!valid)
		exit(out_of_memory());
	while (*text) {
		size_t length = character_length((const unsigned char *)text);

		to = mempcpy(to, length ? text : replacement, length ? length : 3);
		text += length ? length : 1;
	}
	*to = '\0';
	object = must(json_object_new_string(valid));
	free(valid);
	return object;
}

json_object *json_hex(__u64 value)
{
	return json_string(format("0x%llx", value).s);
}

json_object *json_bytes(const __u8 *data, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	char *text = malloc(2 * length + 1);
	json_object *object;

	if (!text)
		exit(out_of_memory());
	for (size_t i = 0; i < length; i++) {
		text[2 * i] = digits[data[i] >> 4];
		text[2 * i + 1] = digits[data[i] & 0xf];
	}
	object = must(json_object_new_string_len(text, 2 * length));
	free(text);
	return object;
}

json_object *json_guid(const __u8 guid[MMCOMM_GUID_LEN])
{
	char text[MMCOMM_GUID_TEXT_LEN];

	mmcomm_guid_format(guid, text);
	return json_string(text);
}

json_object *json_status(__u64 code)
{
	const struct mmcomm_status *status = mmcomm_status_by_code(code);
	json_object *object = must(json_object_new_object());

	json_add(object, "code", json_hex(code));
	json_add(object, "name", status ? json_string(status->name) : NULL);
	json_add_bool(object, "error", code & MMCOMM_EFI_ERROR_BIT);
	return object;
}

json_object *json_tally(const struct mmcomm_tally *tally)
{
	json_object *object = must(json_object_new_object());

	json_add_number(object, "calls", tally->calls);
	json_add_number(object, "calls_measured", tally->measured);
	json_add_number(object, "mmis_counted", tally->mmis);
	json_add_number(object, "calls_without_mmi", tally->unproven);
	json_add_number(object, "stopped_ns", tally->stopped_ns);
	return object;
}

void json_print(json_object *object)
{
	puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PRETTY |
					    JSON_C_TO_STRING_SPACED |
					    JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(object);
}

void json_print_line(json_object *object)
{
	puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN |
					    JSON_C_TO_STRING_NOSLASHESCAPE));
	fflush(stdout);
	json_object_put(object);
}

void json_add(json_object *object, const char *key, json_object *value)
{
	if (json_object_object_add(object, key, value))
		exit(out_of_memory());
}

void json_add_string(json_object *object, const char *key, const char *value)
{
	json_add(object, key, json_string(value));
}

void json_add_number(json_object *object, const char *key, __u64 value)
{
	json_add(object, key, must(json_object_new_uint64(value)));
}

void json_add_bool(json_object *object, const char *key, bool value)
{
	json_add(object, key, must(json_object_new_boolean(value)));
}
