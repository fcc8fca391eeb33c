// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel log, read for what was said during a test. A record of /dev/kmsg is
 * "<facility * 8 + level>,<sequence>,<time>,<flags>;<text>".
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "compiler.h"
#include "kmsg.h"
#include "tap.h"

#define LEVEL_DEBUG 7

int kmsg_open(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 || lseek(fd, 0, SEEK_END) < 0)
		tap_bail_out("/dev/kmsg: %s", strerror(errno));
	return fd;
}

/* Gives the next record's text and level; only the kernel's own records. */
static const char *next_record(int fd, char *record, size_t room, unsigned int *level)
{
	for (;;) {
		ssize_t length = read(fd, record, room - 1);
		unsigned int priority;
		char *text;

		if (length < 0 && errno == EPIPE)
			continue; /* records were overwritten; the next read goes on */
		if (length <= 0)
			return NULL;
		record[length] = '\0';
		text = strchr(record, ';');
		if (!text || sscanf(record, "%u,", &priority) != 1 || priority >> 3)
			continue;
		*level = priority & 7;
		return text + 1;
	}
}

/*
 * Prefixes of mmcomm's lines. Others come at any time, of clocks above all; what the
 * kernel says of a mistake in a call fails the guest, see complaints.py.
 */
static bool is_mmcomms(const char *text)
{
	static const char * const ours[] = { "mmcomm", "mm_comm", "sw_mmi", "ioctl-abi" };

	for (size_t i = 0; i < ARRAY_SIZE(ours); i++) {
		if (strstr(text, ours[i]))
			return true;
	}
	return false;
}

unsigned int kmsg_complaints(int fd)
{
	char record[8192];
	unsigned int level;
	unsigned int count = 0;
	const char *text;

	while ((text = next_record(fd, record, sizeof(record), &level))) {
		if (level >= LEVEL_DEBUG || !is_mmcomms(text))
			continue;
		count++;
		tap_note("the kernel said (level %u): %.*s", level,
			 (int)strcspn(text, "\n"), text);
	}
	return count;
}

bool kmsg_contains(int fd, const char *wanted)
{
	char record[8192];
	unsigned int level;
	bool found = false;
	const char *text;

	while ((text = next_record(fd, record, sizeof(record), &level)))
		found |= !!strstr(text, wanted);
	return found;
}
