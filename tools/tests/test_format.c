// SPDX-License-Identifier: GPL-2.0
/*
 * How things are written: hexdumps, differences, attributes, JSON.
 */
#include <errno.h>
#include <string.h>

#include "capture.h"
#include "format.h"
#include "test.h"

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

static void diff_folds_equal_lines(void **state)
{
	__u8 before[96] = { 0 }, after[96] = { 0 };

	(void)state;
	after[80] = 'x';
	capture_begin();
	assert_int_equal(hexdump_diff(before, sizeof(before), after, sizeof(after)), 1);
	assert_string_equal(capture_end(),
			    "  00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "  *\n"
			    "- 00000050  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "+ 00000050  78 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |x...............|\n");
	/* The last line is shown, and a line that differs ends the run. */
	after[80] = 0;
	after[33] = 'y';
	capture_begin();
	assert_int_equal(hexdump_diff(before, sizeof(before), after, sizeof(after)), 1);
	assert_string_equal(capture_end(),
			    "  00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "  *\n"
			    "- 00000020  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "+ 00000020  00 79 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |.y..............|\n"
			    "  00000030  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
			    "  *\n"
			    "  00000050  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n");
}

static void attributes_have_names(void **state)
{
	(void)state;
	assert_string_equal(format_attributes(0).s, "");
	assert_string_equal(format_attributes(7).s, "NV BS RT");
	assert_string_equal(format_attributes(0x27).s, "NV BS RT AT");
	assert_string_equal(format_attributes(0xff).s, "NV BS RT HR AW AT AP EA");
	assert_string_equal(format_attributes(0x107).s, "NV BS RT 0x107");
	assert_string_equal(format_attributes(0x100).s, "0x100");
	assert_string_equal(format_attributes(UINT32_MAX).s,
			    "NV BS RT HR AW AT AP EA 0xffffffff");
}

static void durations_have_units(void **state)
{
	(void)state;
	assert_string_equal(format_duration(0).s, "0 ns");
	assert_string_equal(format_duration(9999).s, "9999 ns");
	assert_string_equal(format_duration(146000).s, "146 us");
	assert_string_equal(format_duration(10000).s, "10 us");
	assert_string_equal(format_duration(9999999).s, "9999 us");
	assert_string_equal(format_duration(10000000).s, "10 ms");
	assert_string_equal(format_duration(1000000000).s, "1000 ms");
	assert_string_equal(format_duration(UINT64_MAX).s, "18446744073709 ms");
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

#define BAD "\xef\xbf\xbd"

static void json_strings_are_utf8(void **state)
{
	/* Without the quotes. */
	static const struct {
		const char *text;
		const char *json;
	} cases[] = {
		{ "", "" },
		{ "a\"\\/\n\t\001", "a\\\"\\\\/\\n\\t\\u0001" },
		{ "\xc2\x80\xdf\xbf", "\xc2\x80\xdf\xbf" },
		{ "\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80",
		  "\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80" },
		{ "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf" },
		/* Alone, too short, too long for what they say, surrogates, too large. */
		{ "\x80", BAD },
		{ "\xc3", BAD },
		{ "\xc3(", BAD "(" },
		{ "\xc0\xaf", BAD BAD },
		{ "\xe0\x9f\xbf", BAD BAD BAD },
		{ "\xe2\x82", BAD BAD },
		{ "\xed\xa0\x80", BAD BAD BAD },
		{ "\xf0\x8f\xbf\xbf", BAD BAD BAD BAD },
		{ "\xf4\x90\x80\x80", BAD BAD BAD BAD },
		{ "\xf5\x80", BAD BAD },
		{ "\xff", BAD },
		{ "\xff/", BAD "/" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		json_object *string = json_string(cases[i].text);
		const int flags = JSON_C_TO_STRING_NOSLASHESCAPE;

		assert_string_equal(json_object_to_json_string_ext(string, flags),
				    format("\"%s\"", cases[i].json).s);
		json_object_put(string);
	}
}

static void texts_are_cut_to_their_room(void **state)
{
	struct text text = format("%01000d", 7);

	(void)state;
	assert_int_equal(strlen(text.s), sizeof(text.s) - 1);
	assert_string_equal(format("%s", "").s, "");
}

static void tallies(void **state)
{
	const struct mmcomm_tally none = { 0 };
	const struct mmcomm_tally one = { 1, 1, 1, 0, 5 };
	const struct mmcomm_tally many = { UINT64_MAX, 1, 0, 1, UINT64_MAX };
	json_object *object;

	(void)state;
	assert_string_equal(format_tally(&none, "handler").s,
			    "0 calls to the handler; MMIs cannot be counted here");
	assert_string_equal(format_tally(&one, "handler").s,
			    "1 call to the handler, 1 MMI counted");
	assert_string_equal(format_tally(&many, "handler").s,
			    "18446744073709551615 calls to the handler, 0 MMIs counted");
	object = json_tally(&many);
	json_is(object, "calls", "18446744073709551615");
	json_is(object, "calls_measured", "1");
	json_is(object, "mmis_counted", "0");
	json_is(object, "calls_without_mmi", "1");
	json_is(object, "stopped_ns", "18446744073709551615");
	json_object_put(object);
}

static void fields_have_a_column(void **state)
{
	(void)state;
	capture_begin();
	field("Name", "%d", 1);
	field("", "%s", "");
	field("A name too long for it", "a\033b\tc");
	assert_string_equal(capture_end(),
			    "Name             1\n"
			    "                \x20\n"
			    "A name too long for it a?b\tc\n");
}

static void small_words(void **state)
{
	(void)state;
	assert_string_equal(plural(0), "s");
	assert_string_equal(plural(1), "");
	assert_string_equal(plural(2), "s");
	assert_string_equal(plural((1ULL << 32) + 1), "s");
	assert_string_equal(errno_name(ENODEV), "ENODEV");
	assert_string_equal(errno_name(0), "0");
	assert_string_equal(errno_name(-1), "unknown");
	assert_string_equal(errno_name(4000), "unknown");
}

static void json_is_printed_as_a_line(void **state)
{
	json_object *object = json_object_new_object();

	(void)state;
	json_add_string(object, "path", "/dev/x");
	json_add_bool(object, "yes", true);
	json_add(object, "nothing", NULL);
	capture_begin();
	json_print(object);
	assert_string_equal(capture_end(),
			    "{\n"
			    "  \"path\": \"/dev/x\",\n"
			    "  \"yes\": true,\n"
			    "  \"nothing\": null\n"
			    "}\n");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(hexdump_is_canonical),
		cmocka_unit_test(hexdump_folds_equal_lines),
		cmocka_unit_test(diff_shows_both_sides),
		cmocka_unit_test(diff_folds_equal_lines),
		cmocka_unit_test(attributes_have_names),
		cmocka_unit_test(durations_have_units),
		cmocka_unit_test(guids_go_by_name),
		cmocka_unit_test(json_values),
		cmocka_unit_test(json_strings_are_utf8),
		cmocka_unit_test(texts_are_cut_to_their_room),
		cmocka_unit_test(tallies),
		cmocka_unit_test(fields_have_a_column),
		cmocka_unit_test(small_words),
		cmocka_unit_test(json_is_printed_as_a_line),
	};

	return run_all("format", tests);
}
