// SPDX-License-Identifier: GPL-2.0
/*
 * memory control|snapshot|compare: whether memory of EFI runtime services is
 * left as it was, with the module mmcomm_test_memory.
 *
 *	control		learns which bytes firmware itself writes: everything that
 *			changes while each variable is read through efivarfs, three
 *			times, and a missing one looked for; and size and status of
 *			the mailbox, which MM writes for each message. Checks that
 *			no communicate buffer is among them. Needs /dev/mmcomm
 *	snapshot	remembers what is there
 *	compare		nothing else may have changed since the snapshot
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "device.h"
#include "tap.h"
#include "variables.h"

#define PARAMETERS	"/sys/module/mmcomm_test_memory/parameters/"
#define ROUNDS		3

/* SMM_CORE_PRIVATE_DATA: size and status, behind the buffer's address. */
#define MAILBOX_SIZE_OFFSET	64
#define MAILBOX_WRITTEN_LEN	16

static int send_command(const char *format, __u64 address, __u64 length)
{
	char text[80];
	int fd = open(PARAMETERS "command", O_WRONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		tap_bail_out(PARAMETERS "command: %s; load mmcomm_test_memory",
			     strerror(errno));
	snprintf(text, sizeof(text), format, address, length);
	ret = write(fd, text, strlen(text)) < 0 ? -errno : 0;
	close(fd);
	return ret;
}

static void must(const char *text)
{
	int ret = send_command(text, 0, 0);

	if (ret)
		tap_bail_out("mmcomm_test_memory: %s: %s", text, strerror(-ret));
}

struct report {
	__u64 watched;
	__u64 firmware;
	__u64 changed;
};

/* Ranges that changed are shown as notes. */
static struct report read_report(void)
{
	FILE *file = fopen(PARAMETERS "report", "r");
	struct report report;
	char line[80];

	if (!file || fscanf(file, "watched %llu firmware %llu changed %llu ",
			    &report.watched, &report.firmware, &report.changed) != 3)
		tap_bail_out(PARAMETERS "report cannot be read");
	while (fgets(line, sizeof(line), file))
		tap_note("changed: %.*s", (int)strcspn(line, "\n"), line);
	fclose(file);
	return report;
}

static void read_every_variable(const struct variables *variables)
{
	for (size_t i = 0; i < variables->count; i++) {
		if (!variable_file_same(&variables->list[i], -1))
			tap_bail_out("%s changed by itself", variables->list[i].path);
	}
}

static void check_buffers_private(int fd)
{
	struct mmcomm_buffer_entry entries[64] = { 0 };
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(entries[0]),
		.capacity = 64,
		.entries = (uintptr_t)entries,
	};

	if (ioctl(fd, MMCOMM_IOC_BUFFERS, &list))
		tap_bail_out("MMCOMM_IOC_BUFFERS: %s", strerror(errno));
	for (__u32 i = 0; i < list.count && i < list.capacity; i++) {
		int ret = send_command("private %llu %llu",
				       entries[i].address, entries[i].length);

		tap_ok(!ret, "buffer %u is watched, and firmware writes none of it",
		       entries[i].id);
		if (ret)
			tap_note("buffer %u at %#llx: %s", entries[i].id,
				 (__u64)entries[i].address, strerror(-ret));
	}
}

static void run_control(void)
{
	int fd = device_open();
	struct mmcomm_info info = device_info(fd);
	struct variables variables;
	struct report report;

	must("snapshot");
	for (int round = 1; round <= ROUNDS; round++) {
		tap_note("control run %d of %d", round, ROUNDS);
		variables = variables_read();
		read_every_variable(&variables);
		must("learn");
	}
	if (send_command("exempt %llu %llu",
			 info.mailbox_address + MAILBOX_SIZE_OFFSET, MAILBOX_WRITTEN_LEN))
		tap_bail_out("the mailbox at %#llx is not in runtime memory",
			     (__u64)info.mailbox_address);
	report = read_report();
	tap_note("%llu bytes watched, %llu of them written by firmware itself",
		 report.watched, report.firmware);
	tap_ok(report.watched > report.firmware && report.firmware > MAILBOX_WRITTEN_LEN,
	       "firmware's own writes are learned");
	check_buffers_private(fd);
}

int main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";

	if (!strcmp(what, "control")) {
		run_control();
	} else if (!strcmp(what, "snapshot")) {
		must("snapshot");
		tap_ok(true, "snapshot of EFI runtime memory");
	} else if (!strcmp(what, "compare")) {
		struct report report;

		must("compare");
		report = read_report();
		tap_note("%llu of %llu bytes changed", report.changed,
			 report.watched - report.firmware);
		tap_ok(!report.changed,
		       "EFI runtime memory is unchanged outside what firmware writes");
	} else {
		fputs("usage: memory control|snapshot|compare\n", stderr);
		return 2;
	}
	return tap_done();
}
