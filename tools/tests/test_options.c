// SPDX-License-Identifier: GPL-2.0
/*
 * Numbers, bytes and files from the command line.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "test.h"

static void reads_numbers(void **state)
{
	__u64 value;

	(void)state;
	assert_true(parse_number("0", 10, &value) && value == 0);
	assert_true(parse_number("010", 10, &value) && value == 10);
	assert_true(parse_number("0xff", 255, &value) && value == 255);
	assert_true(parse_number("0XFF", 255, &value) && value == 255);
	assert_true(parse_number("18446744073709551615", UINT64_MAX, &value) &&
		    value == UINT64_MAX);
	assert_false(parse_number("256", 255, &value));
	assert_false(parse_number("18446744073709551616", UINT64_MAX, &value));
	assert_false(parse_number("", 255, &value));
	assert_false(parse_number("-1", UINT64_MAX, &value));
	assert_false(parse_number("+1", UINT64_MAX, &value));
	assert_false(parse_number(" 1", UINT64_MAX, &value));
	assert_false(parse_number("1 ", UINT64_MAX, &value));
	assert_false(parse_number("0x", UINT64_MAX, &value));
	assert_false(parse_number("0x0x1", UINT64_MAX, &value));
	assert_false(parse_number("a", UINT64_MAX, &value));
	assert_false(parse_number("1k", UINT64_MAX, &value));
}

static void reads_hexadecimal(void **state)
{
	static const char *const texts[] = {
		"0102fF", "01 02 ff", "01,02,FF", "01:02:ff", "0x01 0x02 0xff", "0x0102ff",
		" 01\t02\nff ",
	};
	__u8 *data;
	size_t length;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		assert_int_equal(parse_hex(texts[i], &data, &length), 0);
		assert_int_equal(length, 3);
		assert_memory_equal(data, "\x01\x02\xff", 3);
		free(data);
	}
	assert_int_equal(parse_hex("", &data, &length), 0);
	assert_int_equal(length, 0);
	free(data);
	assert_int_equal(parse_hex("00", &data, &length), 0);
	assert_int_equal(length, 1);
	free(data);
}

static void refuses_what_is_no_hexadecimal(void **state)
{
	static const char *const texts[] = {
		"0", "012", "0g", "01 2", "0x", "0x1", "01-02", "010x02"
	};
	__u8 *data;
	size_t length;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		assert_int_equal(parse_hex(texts[i], &data, &length), -EINVAL);
		assert_null(data);
	}
}

static void reads_files(void **state)
{
	char path[] = "/tmp/mmcomm-test-XXXXXX";
	static __u8 content[70000];
	__u8 *data;
	size_t length;
	int fd = mkstemp(path);

	(void)state;
	memset(content, 'x', sizeof(content));
	assert_int_equal(write(fd, content, sizeof(content)), sizeof(content));
	close(fd);
	assert_int_equal(read_all(path, sizeof(content), &data, &length), 0);
	assert_int_equal(length, sizeof(content));
	assert_memory_equal(data, content, length);
	free(data);
	assert_int_equal(read_all(path, sizeof(content) - 1, &data, &length), -EFBIG);
	assert_null(data);
	unlink(path);
	assert_int_equal(read_all(path, 1, &data, &length), -ENOENT);
	assert_int_equal(read_all("/tmp", 1, &data, &length), -EISDIR);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(reads_hexadecimal),
		cmocka_unit_test(refuses_what_is_no_hexadecimal),
		cmocka_unit_test(reads_files),
	};

	return run_all("options", tests);
}
