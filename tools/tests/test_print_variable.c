// SPDX-License-Identifier: GPL-2.0
/*
 * What is printed of UEFI variables.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "print.h"
#include "test.h"

static const struct options text_output;
static const struct options raw_output = { .output = OUTPUT_RAW };
static const struct options json_output = { .output = OUTPUT_JSON };

static const __u8 other[MMCOMM_GUID_LEN] = { 0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0x78, 0x56,
					     1, 2, 3, 4, 5, 6, 7, 8 };
static __u8 global[MMCOMM_GUID_LEN];
static struct variable_list list;

static const struct mmcomm_tally counted = {
	.calls = 3, .measured = 3, .mmis = 3, .stopped_ns = 450000,
};

static int set_up(void **state)
{
	(void)state;
	mmcomm_guid_parse("global", global);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	variable_list_release(&list);
	return 0;
}

static struct variable_entry *add(const __u8 *vendor, const char *name, __u32 attributes,
				  const char *value)
{
	struct variable_entry *entry = variable_list_add(&list, vendor, name);

	assert_non_null(entry);
	if (value) {
		entry->known = true;
		entry->value.attributes = attributes;
		entry->value.size = strlen(value);
		entry->value.data = (__u8 *)strdup(value);
	}
	return entry;
}

static const char *names_text(const struct mmcomm_tally *tally)
{
	capture_begin();
	print_names(&text_output, &list, tally);
	return capture_end();
}

static void names_alone(void **state)
{
	const struct mmcomm_tally uncounted = { .calls = 1 };

	(void)state;
	assert_string_equal(names_text(&uncounted),
			    "\n0 variables, 1 call to the variable handler; MMIs cannot be counted here.\n");
	add(global, "BootOrder", 0, NULL);
	assert_string_equal(names_text(&counted),
			    "NAME      VENDOR\n"
			    "BootOrder global\n"
			    "\n1 variable, 3 calls to the variable handler, 3 MMIs counted.\n");
	add(other, "x", 0, NULL);
	assert_string_equal(names_text(&counted),
			    "NAME      VENDOR\n"
			    "BootOrder global\n"
			    "x         12345678-1234-5678-0102-030405060708\n"
			    "\n2 variables, 3 calls to the variable handler, 3 MMIs counted.\n");
}

static void names_with_values(void **state)
{
	(void)state;
	add(global, "BootOrder", 7, "1234");
	add(other, "Empty", 0xffffffff, "");
	assert_string_equal(names_text(&counted),
			    "NAME      VENDOR                               ATTRIBUTES                         SIZE\n"
			    "BootOrder global                               NV BS RT                              4\n"
			    "Empty     12345678-1234-5678-0102-030405060708 NV BS RT HR AW AT AP EA 0xffffffff    0\n"
			    "\n2 variables, 3 calls to the variable handler, 3 MMIs counted.\n");
}

/* Firmware may put anything into a name; none of it may reach the terminal. */
static void names_that_are_odd(void **state)
{
	char longest[2001];
	const char *text;

	(void)state;
	memset(longest, 'n', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	setlocale(LC_CTYPE, "C.UTF-8");
	add(other, "a\033[31mb\nc\td\x7f", 0, NULL);
	add(other, "\xc3\xa4rger", 0, NULL);
	add(other, "\xff\xed\xa0\x80", 0, NULL);
	add(other, "a|b\\c", 0, NULL);
	add(other, "", 0, NULL);
	assert_string_equal(names_text(&counted),
			    "NAME                     VENDOR\n"
			    "a\\x1b[31mb\\x0ac\\x09d\\x7f 12345678-1234-5678-0102-030405060708\n"
			    "\xc3\xa4rger                    12345678-1234-5678-0102-030405060708\n"
			    "\\xff\\xed\\xa0\\x80         12345678-1234-5678-0102-030405060708\n"
			    "a|b\\c                    12345678-1234-5678-0102-030405060708\n"
			    "                         12345678-1234-5678-0102-030405060708\n"
			    "\n5 variables, 3 calls to the variable handler, 3 MMIs counted.\n");
	add(other, longest, 0, NULL);
	text = names_text(&counted);
	assert_non_null(strstr(text, longest));
	setlocale(LC_CTYPE, "C");

	capture_begin();
	print_names(&json_output, &list, &counted);
	capture_end();
	assert_json("variables.0.name", "\"a\\u001b[31mb\\nc\\td\x7f\"");
	assert_json("variables.1.name", "\"\xc3\xa4rger\"");
	/* U+FFFD for each byte that is no UTF-8. */
	assert_json("variables.2.name",
		    "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
	assert_json("variables.4.name", "\"\"");
}

static void names_as_json(void **state)
{
	const struct mmcomm_tally largest = {
		UINT64_MAX, 1ULL << 63, (1ULL << 32) + 1, 0, UINT64_MAX - 1
	};

	(void)state;
	capture_begin();
	print_names(&json_output, &list, &largest);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{variables:[],tally:{calls:int,calls_measured:int,mmis_counted:int,calls_without_mmi:int,stopped_ns:int}}");
	assert_json("tally.calls", "18446744073709551615");
	assert_json("tally.calls_measured", "9223372036854775808");
	assert_json("tally.mmis_counted", "4294967297");
	assert_json("tally.stopped_ns", "18446744073709551614");
	add(global, "BootOrder", 0xffffffff, "1234");
	add(global, "NotRead", 0, NULL);
	capture_begin();
	print_names(&json_output, &list, &largest);
	capture_end();
	assert_string_equal(json_shape(json_object_object_get(captured_json(), "variables")),
			    "[{name:string,vendor:string,attributes:string,attribute_names:string,size:int}]");
	assert_json("variables.0.attributes", "\"0xffffffff\"");
	assert_json("variables.1",
		    "{\"name\":\"NotRead\",\"vendor\":\"8be4df61-93ca-11d2-aa0d-00e098032b8c\"}");
}

static void one_variable(void **state)
{
	__u8 data[] = { 0, 1, 'A' };
	struct mmcomm_variable value = { .attributes = 0x27, .size = 3, .data = data };

	(void)state;
	capture_begin();
	print_variable(&text_output, global, "Lang", &value, &counted);
	assert_string_equal(capture_end(),
			    "Name             Lang\n"
			    "Vendor           8be4df61-93ca-11d2-aa0d-00e098032b8c (global)\n"
			    "Attributes       NV BS RT AT (0x27)\n"
			    "Size             3 bytes\n"
			    "Took             3 calls to the variable handler, 3 MMIs counted\n"
			    "\n"
			    "00000000  00 01 41                                          |..A|\n");
	capture_begin();
	print_variable(&json_output, global, "Lang", &value, &counted);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{name:string,vendor:string,attributes:string,attribute_names:string,size:int,data:string,tally:{calls:int,calls_measured:int,mmis_counted:int,calls_without_mmi:int,stopped_ns:int}}");
	assert_json("data", "\"000141\"");
	assert_json("attributes", "\"0x27\"");
	assert_json("attribute_names", "\"NV BS RT AT\"");
	capture_begin();
	print_variable(&raw_output, global, "Lang", &value, &counted);
	assert_memory_equal(capture_end(), data, sizeof(data));
	assert_int_equal(captured_size(), sizeof(data));
	/* Nothing in it, and an odd name. */
	value.size = 0;
	value.attributes = 0;
	capture_begin();
	print_variable(&text_output, other, "\033c", &value, &counted);
	assert_string_equal(capture_end(),
			    "Name             ?c\n"
			    "Vendor           12345678-1234-5678-0102-030405060708\n"
			    "Attributes       none (0x0)\n"
			    "Size             0 bytes\n"
			    "Took             3 calls to the variable handler, 3 MMIs counted\n"
			    "\n");
	capture_begin();
	print_variable(&json_output, other, "\033c", &value, &counted);
	capture_end();
	assert_json("data", "\"\"");
	assert_json("size", "0");
	capture_begin();
	print_variable(&raw_output, other, "\033c", &value, &counted);
	assert_string_equal(capture_end(), "");
}

#define VERDICTS (VERDICT_TWICE + 1)

/* One row for each verdict. */
static struct comparison *every_verdict(void)
{
	static struct compared rows[VERDICTS];
	static struct comparison comparison;

	for (size_t i = 0; i < VERDICTS; i++) {
		char name[8];

		snprintf(name, sizeof(name), "v%zu", i);
		add(global, name, 7, i == VERDICT_UNREADABLE_MM ? NULL : "1234");
	}
	add(other, "fs", 6, "12345");
	for (size_t i = 0; i < VERDICTS; i++) {
		rows[i].verdict = i;
		rows[i].mm = i == VERDICT_ONLY_EFIVARFS ? NULL : &list.entries[i];
		rows[i].fs = i == VERDICT_ONLY_MM ? NULL : &list.entries[VERDICTS];
		rows[i].offset = UINT32_MAX;
	}
	comparison = (struct comparison) {
		.rows = rows, .count = VERDICTS, .identical = 1, .tally = counted,
		.enumerated = true,
	};
	return &comparison;
}

static void comparison_as_text(void **state)
{
	struct comparison *comparison = every_verdict();
	const struct comparison none = { 0 };
	const char *text;

	(void)state;
	capture_begin();
	print_comparison(&text_output, comparison);
	assert_string_equal(capture_end(),
			    "NAME VENDOR                               ATTRIBUTES SIZE VERDICT\n"
			    "v0   global                               NV BS RT      4 identical\n"
			    "v1   global                               NV BS RT      4 attributes differ: efivarfs has BS RT\n"
			    "v2   global                               NV BS RT      4 size differs: efivarfs has 5\n"
			    "v3   global                               NV BS RT      4 differs from byte 4294967295 on\n"
			    "v4   global                               NV BS RT      4 missing in efivarfs\n"
			    "fs   12345678-1234-5678-0102-030405060708 BS RT         5 missing in MM\n"
			    "v6   global                               -             - not readable through MM\n"
			    "v7   global                               NV BS RT      4 not readable in efivarfs\n"
			    "v8   global                               NV BS RT      4 listed twice by MM\n"
			    "\n"
			    "3 calls to the variable handler, 3 MMIs counted.\n"
			    "1/9 identical\n");
	comparison->enumerated = false;
	comparison->tally.unproven = 2;
	capture_begin();
	print_comparison(&text_output, comparison);
	text = capture_end();
	assert_non_null(strstr(text, "3 MMIs counted; the names came from a file.\n"));
	text = strstr(text, "No MMI was counted");
	assert_non_null(text);
	assert_string_equal(text,
			    "No MMI was counted during 2 of the calls: their answers are not MM's.\n"
			    "1/9 identical\n");
	capture_begin();
	print_comparison(&text_output, &none);
	assert_string_equal(capture_end(),
			    "\n"
			    "0 calls to the variable handler; MMIs cannot be counted here; the names came from a file.\n"
			    "0/0 identical\n");
}

static void print_every_verdict(void)
{
	print_comparison(&text_output, every_verdict());
}

static void comparison_on_a_narrow_terminal(void **state)
{
	(void)state;
	unsetenv("COLUMNS");
	assert_non_null(strstr(on_terminal(80, print_every_verdict),
			       "4 attributes differ:\r\n"));
}

static void comparison_as_json(void **state)
{
	static const char *const verdicts[VERDICTS] = {
		"\"identical\"", "\"attributes-differ\"", "\"size-differs\"",
		"\"data-differs\"", "\"missing-in-efivarfs\"", "\"missing-in-mm\"",
		"\"unreadable-in-mm\"", "\"unreadable-in-efivarfs\"", "\"listed-twice\"",
	};
	struct comparison *comparison = every_verdict();
	const struct comparison none = { 0 };

	(void)state;
	capture_begin();
	print_comparison(&json_output, comparison);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "{variables:[{name:string,vendor:string,attributes:string,attribute_names:string,size:int,verdict:string}],identical:int,count:int,names_from_mm:boolean,tally:{calls:int,calls_measured:int,mmis_counted:int,calls_without_mmi:int,stopped_ns:int}}");
	for (size_t i = 0; i < VERDICTS; i++) {
		char path[32];

		snprintf(path, sizeof(path), "variables.%zu.verdict", i);
		assert_json(path, verdicts[i]);
		snprintf(path, sizeof(path), "variables.%zu.offset", i);
		assert_json(path, i == VERDICT_DATA ? "4294967295" : "missing");
	}
	assert_json("names_from_mm", "true");
	assert_json("identical", "1");
	capture_begin();
	print_comparison(&json_output, &none);
	capture_end();
	assert_json("variables", "[]");
	assert_json("names_from_mm", "false");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test_setup_teardown(names_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_with_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_that_are_odd, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_as_json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_variable, set_up, tear_down),
		cmocka_unit_test_setup_teardown(comparison_as_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(comparison_on_a_narrow_terminal, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(comparison_as_json, set_up, tear_down),
	};

	return run_all("print_variable", tests);
}
