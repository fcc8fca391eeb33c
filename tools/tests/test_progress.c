// SPDX-License-Identifier: GPL-2.0
/*
 * The progress line: silent at first and off a terminal, then not too often, and
 * gone at the end. The clock is a fake one.
 */
#include <stdio.h>
#include <time.h>

#include "capture.h"
#include "cli.h"
#include "fake_wrap.h"
#include "test.h"

static long long now_ms = 5000;

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	if (clock != CLOCK_MONOTONIC)
		return __real_clock_gettime(clock, now);
	now->tv_sec = now_ms / 1000;
	now->tv_nsec = now_ms % 1000 * 1000000;
	return 0;
}

static void advance(long long ms)
{
	now_ms += ms;
	progress("names read:", 7, 0);
}

static void first_two_seconds(void)
{
	advance(0);
	advance(1999);
	progress_end();
}

static void then(void)
{
	advance(1);
	advance(199);
	advance(1);
	progress("read:", 1, 20);
	now_ms += 200;
	progress("read:", 2, 20);
	error("an error takes it off first");
	now_ms += 200;
	progress("read:", UINT32_MAX, 1ULL << 63);
	progress_end();
	progress_end();
}

static void not_on_a_terminal(void **state)
{
	(void)state;
	capture_begin();
	advance(100000);
	progress_end();
	assert_string_equal(capture_end(), "");
	assert_string_equal(captured_errors(), "");
}

static void on_a_terminal(void **state)
{
	char expected[256];

	(void)state;
	assert_string_equal(on_terminal(80, first_two_seconds), "");
	/* A carriage return, the line, and what clears the rest of it. */
	snprintf(expected, sizeof(expected), "%s%s%s%s%s%s%s",
		 "\rnames read: 7 ...\033[K",
		 "\rnames read: 7 ...\033[K",
		 "\rread: 2 of 20 ...\033[K",
		 "\r\033[K",
		 "mmcomm-cli: an error takes it off first\r\n",
		 "\rread: 4294967295 of 9223372036854775808 ...\033[K",
		 "\r\033[K");
	assert_string_equal(on_terminal(80, then), expected);
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(on_a_terminal),
		cmocka_unit_test(not_on_a_terminal),
	};

	return run_all("progress", tests);
}
