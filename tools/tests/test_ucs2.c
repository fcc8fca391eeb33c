// SPDX-License-Identifier: GPL-2.0
/*
 * UEFI's 16-bit strings and UTF-8.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "ucs2.h"

static void every_character_survives(void **state)
{
	__u8 in[4] = { 0 }, *back;
	size_t bytes;

	(void)state;
	for (__u32 c = 1; c <= 0xffff; c++) {
		char *text;

		in[0] = c & 0xff;
		in[1] = c >> 8;
		text = ucs2_to_utf8(in, sizeof(in));
		assert_non_null(text);
		assert_int_equal(ucs2_from_utf8(text, &back, &bytes), 0);
		assert_int_equal(bytes, 4);
		assert_memory_equal(back, in, 4);
		free(back);
		free(text);
	}
}

static void writes_what_the_kernel_writes(void **state)
{
	/* e with acute accent, the euro sign, a lone surrogate */
	static const __u8 in[] = { 0xe9, 0x00, 0xac, 0x20, 0x00, 0xd8, 0, 0 };
	char *text = ucs2_to_utf8(in, sizeof(in));

	(void)state;
	assert_string_equal(text, "\xc3\xa9\xe2\x82\xac\xed\xa0\x80");
	free(text);
}

static void ends_at_nul_or_length(void **state)
{
	static const __u8 in[] = { 'a', 0, 'b', 0, 0, 0, 'c', 0 };
	char *text;

	(void)state;
	text = ucs2_to_utf8(in, sizeof(in));
	assert_string_equal(text, "ab");
	free(text);
	text = ucs2_to_utf8(in, 3);
	assert_string_equal(text, "a");
	free(text);
	text = ucs2_to_utf8(in, 0);
	assert_string_equal(text, "");
	free(text);
}

static void refuses_bad_utf8(void **state)
{
	static const char *const texts[] = {
		"\x80", "\xc1\x81", "\xc3", "\xc3(", "\xe2\x82", "\xe0\x80\x80",
		"\xf0\x9f\x98\x80", "\xff",
	};
	size_t bytes;
	__u8 *out;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		assert_int_equal(ucs2_from_utf8(texts[i], &out, &bytes), -EINVAL);
		assert_null(out);
	}
	assert_int_equal(ucs2_from_utf8("", &out, &bytes), 0);
	assert_int_equal(bytes, 2);
	free(out);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(every_character_survives),
		cmocka_unit_test(writes_what_the_kernel_writes),
		cmocka_unit_test(ends_at_nul_or_length),
		cmocka_unit_test(refuses_bad_utf8),
	};

	return run_all("ucs2", tests);
}
