// SPDX-License-Identifier: GPL-2.0
/*
 * How modules, addresses and events of the SMI handler profile are written.
 */
#include <string.h>

#include "handler.h"
#include "test.h"

static void names_of_modules(void **state)
{
	static const struct {
		const char *path, *name;
	} cases[] = {
		{ "/build/VariableSmm/DEBUG/VariableSmm.dll", "VariableSmm" },
		{ "C:\\build\\X64\\Some.Module.pdb", "Some.Module" },
		{ "Bare", "Bare" },
		{ "/a/.hidden", ".hidden" },
		{ "/a.b/c", "c" },
		{ "/a/\033]0;x\007\n\ty.efi", "?]0;x???y" },
		{ "/a/", "module 7" },
	};
	struct mmcomm_profile_image image = { .reference = 7 };
	char path[600];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		image.path = cases[i].path;
		assert_string_equal(module_name(&image).s, cases[i].name);
	}
	memset(path, 'n', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	image.path = path;
	assert_int_equal(strlen(module_name(&image).s), 63);
	/* Without a path, what is known about the GUID, or the GUID. */
	image.path = NULL;
	mmcomm_guid_parse("23a089b3-eed5-4ac5-b2ab-43e3298c2343", image.guid);
	assert_string_equal(module_name(&image).s, "VariableSmm");
	mmcomm_guid_parse("01020304-0506-0708-090a-0b0c0d0e0f10", image.guid);
	assert_string_equal(module_name(&image).s, "01020304-0506-0708-090a-0b0c0d0e0f10");
}

static void places(void **state)
{
	struct mmcomm_profile_image image = { .base = 0x7f000000, .size = 0x1000, .path = "M" };
	struct mmcomm_profile profile = { .images = &image, .image_count = 1 };

	(void)state;
	assert_string_equal(code_place(&profile, 0x7f000000).s, "M+0x0");
	assert_string_equal(code_place(&profile, 0x7f000fff).s, "M+0xfff");
	assert_string_equal(code_place(&profile, 0x7f001000).s, "-");
}

static void events(void **state)
{
	static const struct {
		const char *type;
		const char *context;
		size_t size;
		const char *text;
	} cases[] = {
		{ "sw-dispatch", "\xca\0\0\0\0\0\0\0", 8, "command 0xca" },
		{ "sw-dispatch", "\1\2\0\0\0\0\0\0", 8, "command 0x201" },
		{ "sx-dispatch", "\3\0\0\0\0\0\0\0", 8, "entering S3" },
		{ "sx-dispatch", "\0\0\0\0\1\0\0\0", 8, "leaving S0" },
		{ "sx-dispatch", "\6\0\0\0\0\0\0\0", 8, "sleep type 6, phase 0" },
		{ "sx-dispatch", "\5\0\0\0\2\0\0\0", 8, "sleep type 5, phase 2" },
		{ "power-button-dispatch", "\0\0\0\0", 4, "entry" },
		{ "power-button-dispatch", "\1\0\0\0", 4, "exit" },
		{ "standby-button-dispatch", "\2\0\0\0", 4, "phase 2" },
		{ "periodic-timer-dispatch", "\x80\x96\x98\0\0\0\0\0\1\0\0\0\0\0\0\0", 16,
		  "every 1000.0000 ms, ticks of 0.0001 ms" },
		{ "gpi-dispatch", "\x10\0\0\0\0\0\0\x80", 8, "input 0x8000000000000010" },
		{ "io-trap-dispatch", "\xf8\x0c\x04\0\0\0\0\0", 8,
		  "writes to port 0xcf8, 4 bytes" },
		{ "io-trap-dispatch", "\x80\0\1\0\1\0\0\0", 8, "reads of port 0x80, 1 byte" },
		{ "io-trap-dispatch", "\x80\0\1\0\2\0\0\0", 8, "access to port 0x80, 1 byte" },
		{ "io-trap-dispatch", "\x80\0\1\0\3\0\0\0", 8,
		  "port 0x80, 1 bytes, access type 3" },
		{ "usb-dispatch", "\0\0\0\0\0\0\0\0", 8, "USB legacy" },
		{ "usb-dispatch", "\1\0\0\0\4\0\0\0\x7f\xff\4\0", 12, "USB wake" },
		{ "usb-dispatch", "\2\0\0\0\0\0\0\0", 8, "USB event 2" },
		/* Not the layout of their protocol: the bytes. */
		{ "sw-dispatch", "\xca\0\0\0\0\0\0", 7, "context ca 00 00 00 00 00 00" },
		{ "sx-dispatch", "\3", 1, "context 03" },
		{ "variable", "\1\2", 2, "context 01 02" },
		{ "01020304-0506-0708-090a-0b0c0d0e0f10", "0123456789abcdefg", 17,
		  "context 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 ... (17 bytes)" },
		{ "sw-dispatch", NULL, 0, "any event" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct mmcomm_profile_handler handler = {
			.category = MMCOMM_PROFILE_HARDWARE,
			.context = (const __u8 *)cases[i].context,
			.context_size = cases[i].size,
		};

		assert_int_equal(mmcomm_guid_parse(cases[i].type, handler.type), 0);
		assert_string_equal(event_text(&handler).s, cases[i].text);
	}
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(names_of_modules),
		cmocka_unit_test(places),
		cmocka_unit_test(events),
	};

	return run_all("handler", tests);
}
