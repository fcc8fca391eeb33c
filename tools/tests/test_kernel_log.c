// SPDX-License-Identifier: GPL-2.0
/*
 * What is picked from the kernel's log. A socket that keeps messages apart stands
 * in for /dev/kmsg, and errors of reading come from a list.
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fake_wrap.h"
#include "kernel_log.h"
#include "test.h"

/* What the next reads fail with, before the socket is looked at. */
static int read_errors[4];
static size_t read_error_count;

ssize_t __wrap_read(int fd, void *buffer, size_t size)
{
	if (read_error_count) {
		errno = read_errors[--read_error_count];
		return -1;
	}
	return __real_read(fd, buffer, size);
}

static int writer;

static int open_log(void)
{
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, ends), 0);
	writer = ends[1];
	return ends[0];
}

static void record(const char *text)
{
	assert_int_equal(write(writer, text, strlen(text)), strlen(text));
}

static const char *collect(int fd, size_t size)
{
	static char text[16384];

	memset(text, 'z', sizeof(text));
	kernel_log_collect(fd, "mmcomm", text, size);
	close(writer);
	/* Not a byte behind its room. */
	assert_int_equal(text[size], 'z');
	/* It is closed. */
	assert_int_equal(close(fd), -1);
	return text;
}

static void the_message_of_a_record(void **state)
{
	char record[] = "6,1234,5678,-;mmcomm: loaded\n SUBSYSTEM=none\n";
	char empty[] = "6,1,2,-;";
	char none[] = "6,1,2,-";
	char twice[] = "6,1,2,-;a;b";

	(void)state;
	assert_string_equal(kernel_log_message(record), "mmcomm: loaded");
	assert_string_equal(kernel_log_message(empty), "");
	assert_null(kernel_log_message(none));
	assert_string_equal(kernel_log_message(twice), "a;b");
}

static void only_what_concerns_the_module(void **state)
{
	int fd = open_log();

	(void)state;
	record("6,1,1,-;usb: a device\n");
	record("3,2,2,-;mmcomm: no mailbox\n SUBSYSTEM=x\n");
	record("no record");
	record("5,3,3,-;Lockdown: insmod: unsigned module loading is restricted\n");
	record("5,4,4,-;Loading of unsigned module is rejected\n");
	record("5,5,5,-;x: module verification failed\n");
	record("6,6,6,c;mmcomm");
	assert_string_equal(collect(fd, 4096),
			    "mmcomm: no mailbox\n"
			    "Lockdown: insmod: unsigned module loading is restricted\n"
			    "Loading of unsigned module is rejected\n"
			    "x: module verification failed\n"
			    "mmcomm\n");
}

static void what_does_not_fit_is_left_out(void **state)
{
	int fd = open_log();

	(void)state;
	record("6,1,1,-;mmcomm: 1\n");
	record("6,2,2,-;mmcomm: one that is too long for the room that is left\n");
	record("6,3,3,-;mmcomm: 3\n");
	assert_string_equal(collect(fd, 24), "mmcomm: 1\nmmcomm: 3\n");
	fd = open_log();
	record("6,1,1,-;mmcomm\n");
	assert_string_equal(collect(fd, 8), "mmcomm\n");
	fd = open_log();
	record("6,1,1,-;mmcomm\n");
	assert_string_equal(collect(fd, 7), "");
}

static void a_very_long_record(void **state)
{
	static char text[9000];
	int fd = open_log();

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	memcpy(text, "6,1,1,-;mmcomm ", 15);
	record(text);
	record("6,2,2,-;mmcomm: next\n");
	assert_non_null(strstr(collect(fd, 16000), "x\nmmcomm: next\n"));
}

/* Records that were overwritten meanwhile are told about; others follow. */
static void overwritten_records(void **state)
{
	int fd = open_log();

	(void)state;
	record("6,1,1,-;mmcomm: still there\n");
	read_errors[0] = EPIPE;
	read_errors[1] = EPIPE;
	read_error_count = 2;
	assert_string_equal(collect(fd, 4096), "mmcomm: still there\n");
	/* Any other error is the end of it. */
	fd = open_log();
	record("6,1,1,-;mmcomm: not read any more\n");
	read_errors[0] = EIO;
	read_error_count = 1;
	assert_string_equal(collect(fd, 4096), "");
}

static void nothing_to_listen_to(void **state)
{
	char text[8] = "before";

	(void)state;
	kernel_log_collect(-1, "mmcomm", text, sizeof(text));
	assert_string_equal(text, "");
}

int main(void)
{
	test_case tests[] = {
		cmocka_unit_test(the_message_of_a_record),
		cmocka_unit_test(only_what_concerns_the_module),
		cmocka_unit_test(what_does_not_fit_is_left_out),
		cmocka_unit_test(a_very_long_record),
		cmocka_unit_test(overwritten_records),
		cmocka_unit_test(nothing_to_listen_to),
	};

	return run_all("kernel_log", tests);
}
