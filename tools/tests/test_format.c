// SPDX-License-Identifier: GPL-2.0
/*
 * How things are written: hexdumps, differences, attributes, JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "format.h"
#include "plan.h"
#include "terminal.h"
#include "test.h"

static char captured[8192];
static int saved_stdout;

static void capture_begin(void)
{
	fflush(stdout);
	saved_stdout = dup(STDOUT_FILENO);
	assert_non_null(freopen("/tmp/mmcomm-test-output", "w+", stdout));
}

static const char *capture_end(void)
{
	size_t length;

	fflush(stdout);
	rewind(stdout);
	length = fread(captured, 1, sizeof(captured) - 1, stdout);
	captured[length] = '\0';
	fflush(stdout);
	dup2(saved_stdout, STDOUT_FILENO);
	close(saved_stdout);
	clearerr(stdout);
	unlink("/tmp/mmcomm-test-output");
	return captured;
}

static void hexdump_is_canonical(void **state)
{
	__u8 data[18];

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = 0x38 + i;
	data[0] = 0;
	data[1] = 0x7f;
	capture_begin();
	hexdump(data, sizeof(data));
	assert_string_equal(capture_end(),
			    "00000000  00 7f 3a 3b 3c 3d 3e 3f  40 41 42 43 44 45 46 47  |..:;<=>?@ABCDEFG|\n"
			    "00000010  48 49                                             |HI|\n");
}

static void hexdump_folds_equal_lines(void **state)
{
	__u8 data[96] = { 0 };

	(void)state;
	capture_begin();
	hexdump(data, sizeof(data));
	assert_string_equal(capture_end(),
			    "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "*\n"
			    "00000050  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n");
	capture_begin();
	hexdump(data, 0);
	assert_string_equal(capture_end(), "");
}

static void diff_shows_both_sides(void **state)
{
	__u8 before[32] = { 0 }, after[40] = { 0 };

	(void)state;
	after[17] = 0x41;
	capture_begin();
	assert_int_equal(hexdump_diff(before, sizeof(before), after, sizeof(after)), 9);
	assert_string_equal(capture_end(),
			    "  00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "- 00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "+ 00000010  00 41 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |.A..............|\n"
			    "+ 00000020  00 00 00 00 00 00 00 00                           |........|\n");
	capture_begin();
	assert_int_equal(hexdump_diff(before, 16, after, 16), 0);
	assert_int_equal(hexdump_diff(before, 16, after, 0), 16);
	capture_end();
}

static void attributes_have_names(void **state)
{
	(void)state;
	assert_string_equal(format_attributes(0).s, "");
	assert_string_equal(format_attributes(7).s, "NV BS RT");
	assert_string_equal(format_attributes(0x27).s, "NV BS RT AT");
	assert_string_equal(format_attributes(0xff).s, "NV BS RT HR AW AT AP EA");
	assert_string_equal(format_attributes(0x107).s, "NV BS RT 0x107");
}

static void durations_have_units(void **state)
{
	(void)state;
	assert_string_equal(format_duration(0).s, "0 ns");
	assert_string_equal(format_duration(9999).s, "9999 ns");
	assert_string_equal(format_duration(146000).s, "146 us");
	assert_string_equal(format_duration(1000000000).s, "1000 ms");
}

static void guids_go_by_name(void **state)
{
	__u8 guid[MMCOMM_GUID_LEN];

	(void)state;
	mmcomm_guid_parse("variable", guid);
	assert_string_equal(format_guid(guid).s, "variable");
	assert_string_equal(format_guid_long(guid).s,
			    "ed32d533-99e6-4209-9cc0-2d72cdd998a7 (variable)");
	guid[0]++;
	assert_string_equal(format_guid(guid).s, "ed32d534-99e6-4209-9cc0-2d72cdd998a7");
	assert_string_equal(format_status(MMCOMM_EFI_NOT_FOUND).s,
			    "EFI_NOT_FOUND (0x800000000000000e)");
}

static void json_is(json_object *object, const char *key, const char *expected)
{
	json_object *value = json_object_object_get(object, key);

	assert_string_equal(json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN),
			    expected);
}

static void json_values(void **state)
{
	static const __u8 bytes[] = { 0, 0x7f, 0xff };
	json_object *object = json_object_new_object();

	(void)state;
	json_add(object, "address", json_hex(UINT64_MAX));
	json_add(object, "data", json_bytes(bytes, sizeof(bytes)));
	json_add(object, "empty", json_bytes(bytes, 0));
	json_add(object, "status", json_status(MMCOMM_EFI_NOT_FOUND));
	json_add(object, "odd", json_status(0x1234));
	json_add_number(object, "large", UINT64_MAX);
	json_is(object, "address", "\"0xffffffffffffffff\"");
	json_is(object, "data", "\"007fff\"");
	json_is(object, "empty", "\"\"");
	json_is(object, "status",
		"{\"code\":\"0x800000000000000e\",\"name\":\"EFI_NOT_FOUND\",\"error\":true}");
	json_is(object, "odd", "{\"code\":\"0x1234\",\"name\":null,\"error\":false}");
	json_is(object, "large", "18446744073709551615");
	json_object_put(object);
}

static void lines_break_at_spaces(void **state)
{
	char text[] = "one two three\nfour five";
	char word[] = "abcdefgh ij";
	char fits[] = "abc def";

	(void)state;
	break_lines(text, 7);
	assert_string_equal(text, "one two\nthree\nfour\nfive");
	break_lines(word, 4);
	assert_string_equal(word, "abcdefgh\nij");
	break_lines(fits, 7);
	assert_string_equal(fits, "abc def");
	break_lines(fits, 6);
	assert_string_equal(fits, "abc\ndef");
}

static void headers_have_the_specified_layout(void **state)
{
	__u8 header[HEADER_MAX], recipient[MMCOMM_GUID_LEN], marker[MMCOMM_GUID_LEN];

	(void)state;
	mmcomm_guid_parse("variable", recipient);
	mmcomm_guid_parse("68e8c853-2ba9-4dd7-9ac0-91e16155c935", marker);
	assert_int_equal(plan_header(MMCOMM_HEADER_V1, recipient, 0x1234, header), 24);
	assert_memory_equal(header, recipient, 16);
	assert_memory_equal(header + 16, "\x34\x12\0\0\0\0\0\0", 8);
	assert_int_equal(plan_header(MMCOMM_HEADER_V3, recipient, 0x100, header), 56);
	assert_memory_equal(header, marker, 16);
	assert_memory_equal(header + 16, "\x38\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
	assert_memory_equal(header + 32, recipient, 16);
	assert_memory_equal(header + 48, "\x00\x01\0\0\0\0\0\0", 8);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(hexdump_is_canonical),
		cmocka_unit_test(hexdump_folds_equal_lines),
		cmocka_unit_test(diff_shows_both_sides),
		cmocka_unit_test(attributes_have_names),
		cmocka_unit_test(durations_have_units),
		cmocka_unit_test(guids_go_by_name),
		cmocka_unit_test(json_values),
		cmocka_unit_test(lines_break_at_spaces),
		cmocka_unit_test(headers_have_the_specified_layout),
	};

	return run_all("format", tests);
}
