// SPDX-License-Identifier: GPL-2.0
/*
 * What status and recipients print.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "print.h"
#include "test.h"

/* A line of the tables, with the words in their columns. */
#define STATUS(code, name, meaning) row("%-18s %-34s %s", code, name, meaning)
#define GUID(name, kind, guid, what) row("%-23s %-9s %-36s %s", name, kind, guid, what)

static const struct options text_output;
static const struct options json_output = { .output = OUTPUT_JSON };

static const char *__printf(1, 2) row(const char *format, ...)
{
	static char line[256];
	va_list words;

	va_start(words, format);
	vsnprintf(line, sizeof(line), format, words);
	va_end(words);
	return line;
}

static const char *status_text(__u64 code, enum status_form form)
{
	capture_begin();
	print_status(&text_output, &code, form);
	return capture_end();
}

static void status_json(__u64 code, enum status_form form)
{
	capture_begin();
	print_status(&json_output, &code, form);
	capture_end();
}

static void one_status_as_text(void **state)
{
	(void)state;
	assert_string_equal(status_text(MMCOMM_EFI_NOT_FOUND, STATUS_BY_NAME),
			    "Status           EFI_NOT_FOUND\n"
			    "Code             0x800000000000000e\n"
			    "Class            error, number 14\n"
			    "Meaning          The item was not found.\n");
	assert_string_equal(status_text(14, STATUS_BY_NUMBER),
			    "As it stands, 14 is:\n"
			    "Status           not named by the UEFI or PI specification\n"
			    "Code             0x000000000000000e\n"
			    "Class            success or warning, number 14\n"
			    "\n"
			    "As the number of an error, 14 is:\n"
			    "Status           EFI_NOT_FOUND\n"
			    "Code             0x800000000000000e\n"
			    "Class            error, number 14\n"
			    "Meaning          The item was not found.\n");
	assert_string_equal(status_text(MMCOMM_EFI_NOT_FOUND, STATUS_WIDENED),
			    "Status           EFI_NOT_FOUND\n"
			    "Code             0x800000000000000e\n"
			    "Class            error, number 14\n"
			    "Meaning          The item was not found.\n"
			    "Given as         the 32-bit form, 0x8000000e\n");
	assert_string_equal(status_text(0, STATUS_BY_NUMBER),
			    "Status           EFI_SUCCESS\n"
			    "Code             0x0000000000000000\n"
			    "Class            success or warning, number 0\n"
			    "Meaning          The operation completed.\n");
}

static void classes_of_statuses(void **state)
{
	static const struct {
		__u64 code;
		const char *line;
	} cases[] = {
		{ 0x1fffffffffffffff, "success or warning, number 1152921504606846975" },
		{ 0x2000000000000001, "warning (PI), number 1" },
		{ 0x4000000000000001, "warning (OEM), number 1" },
		{ 0x6000000000000001, "warning (OEM), number 1" },
		{ 0x8000000000000000, "error, number 0" },
		{ 0x80000000ffffffff, "error, number 4294967295" },
		{ 0xa000000000000002, "error (PI), number 2" },
		{ 0xc000000000000002, "error (OEM), number 2" },
		{ 0xffffffffffffffff, "error (OEM), number 1152921504606846975" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char line[128];

		snprintf(line, sizeof(line), "Class            %s", cases[i].line);
		assert_line(status_text(cases[i].code, STATUS_BY_NUMBER), line);
	}
	/* A number that is no error's either, and one too large to be one. */
	assert_null(strstr(status_text(0xfff, STATUS_BY_NUMBER), "As the number"));
	assert_null(strstr(status_text(0x1000, STATUS_BY_NUMBER), "As the number"));
}

static void one_status_as_json(void **state)
{
	(void)state;
	status_json(14, STATUS_BY_NUMBER);
	assert_string_equal(json_shape(captured_json()),
			    "{code:string,name:null,error:boolean,class:string,number:int,meaning:null,as_error:{code:string,name:string,error:boolean,class:string,number:int,meaning:string}}");
	assert_json("as_error.code", "\"0x800000000000000e\"");
	status_json(UINT64_MAX, STATUS_BY_NUMBER);
	assert_json("code", "\"0xffffffffffffffff\"");
	assert_json("number", "1152921504606846975");
	assert_json("error", "true");
	assert_json("as_error", "null");
	status_json(0, STATUS_BY_NAME);
	assert_json("name", "\"EFI_SUCCESS\"");
	assert_json("error", "false");
}

static size_t lines_of(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

static void all_statuses(void **state)
{
	const char *text;
	size_t count;

	(void)state;
	mmcomm_status_table(&count);
	capture_begin();
	print_status(&text_output, NULL, STATUS_BY_NAME);
	text = capture_end();
	assert_int_equal(lines_of(text), count + 1);
	assert_begins(text, STATUS("CODE", "NAME", "MEANING\n"));
	assert_line(text, STATUS("0x0000000000000000", "EFI_SUCCESS",
				 "The operation completed."));
	assert_line(text, STATUS("0xa000000000000000", "EFI_INTERRUPT_PENDING",
				 "The interrupt source could not be quiesced."));
	capture_begin();
	print_status(&json_output, NULL, STATUS_BY_NAME);
	capture_end();
	assert_int_equal(json_object_array_length(captured_json()), count);
	assert_string_equal(json_shape(captured_json()),
			    "[{code:string,name:string,error:boolean,class:string,number:int,meaning:string}]");
}

static void all_guids(void **state)
{
	const struct mmcomm_guid *guids;
	const char *text;
	size_t count;

	(void)state;
	guids = mmcomm_guid_table(&count);
	capture_begin();
	print_guids(&text_output);
	text = capture_end();
	assert_int_equal(lines_of(text), count + 1);
	assert_begins(text, GUID("NAME", "KIND", "GUID", "WHAT\n"));
	assert_line(text, GUID("variable", "recipient", "ed32d533-99e6-4209-9cc0-2d72cdd998a7",
			       "UEFI variable services"));
	assert_line(text, GUID("end-of-dxe", "event", "02ce967a-dd7e-4ffc-9ee7-810cf0470880",
			       "code of third parties comes next"));
	assert_line(text, GUID("sim-echo", "simulated", "6d6d7300-75e6-4f47-992f-7495b237e2fa",
			       "answers with the message as it is"));
	assert_line(text, GUID("global", "vendor", "8be4df61-93ca-11d2-aa0d-00e098032b8c",
			       "variables of the UEFI specification"));
	capture_begin();
	print_guids(&json_output);
	capture_end();
	assert_string_equal(json_shape(captured_json()),
			    "[{name:string,symbol:string,kind:string,guid:string,what:string}]");
	assert_int_equal(json_object_array_length(captured_json()), count);
	/* The same order and the same words as in the table. */
	for (size_t i = 0; i < count; i++) {
		static const char *const kinds[] = {
			[MMCOMM_GUID_RECIPIENT] = "\"recipient\"",
			[MMCOMM_GUID_EVENT] = "\"event\"",
			[MMCOMM_GUID_VENDOR] = "\"vendor\"",
			[MMCOMM_GUID_SIMULATED] = "\"simulated\"",
			[MMCOMM_GUID_DISPATCH] = "\"dispatch\"",
			[MMCOMM_GUID_MODULE] = "\"module\"",
		};
		json_object *entry = json_object_array_get_idx(captured_json(), i);

		assert_string_equal(json_text(entry, "kind"), kinds[guids[i].kind]);
	}
}

static void print_every_status(void)
{
	print_status(&text_output, NULL, STATUS_BY_NAME);
}

static void statuses_on_a_narrow_terminal(void **state)
{
	(void)state;
	unsetenv("COLUMNS");
	assert_non_null(strstr(on_terminal(80, print_every_status),
			       "EFI_BUFFER_TOO_SMALL               The buffer is too small;\r\n"));
}

static void print_every_guid(void)
{
	print_guids(&text_output);
}

/* Names, kinds and GUIDs leave no room at 80 columns: words are broken off whole. */
static void recipients_on_a_narrow_terminal(void **state)
{
	const char *text;

	(void)state;
	unsetenv("COLUMNS");
	text = on_terminal(80, print_every_guid);
	assert_non_null(strstr(text, GUID("fault-tolerant-write", "recipient",
					  "3868fc3b-7e45-43a7-906c-4ba47de1754d",
					  "writes flash blocks so\r\n")));
	text = on_terminal(200, print_every_guid);
	assert_non_null(strstr(text, " flash blocks so that a power cut cannot tear them\r\n"));
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(one_status_as_text),
		cmocka_unit_test(classes_of_statuses),
		cmocka_unit_test(one_status_as_json),
		cmocka_unit_test(all_statuses),
		cmocka_unit_test(all_guids),
		cmocka_unit_test(statuses_on_a_narrow_terminal),
		cmocka_unit_test(recipients_on_a_narrow_terminal),
	};

	return run_all("print_tables", tests);
}
