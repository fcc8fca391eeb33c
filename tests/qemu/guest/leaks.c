// SPDX-License-Identifier: GPL-2.0
/*
 * Memory that the kernel has lost, as kmemleak finds it, see leaks.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "leaks.h"
#include "tap.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/* Age in seconds from which on kmemleak reports an object, and one more. */
#define AGE 6

static void command(const char *text)
{
	int fd = open(KMEMLEAK, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		tap_bail_out(KMEMLEAK ": %s: %s; this needs debugfs and %s", text,
			     strerror(errno), "a kernel with DEBUG_KMEMLEAK");
	close(fd);
}

void leaks_forget(void)
{
	command("scan=off");
	command("scan");
	command("clear");
}

static unsigned int report(void)
{
	FILE *file = fopen(KMEMLEAK, "r");
	unsigned int count = 0;
	char line[256];

	if (!file)
		tap_bail_out(KMEMLEAK ": %s", strerror(errno));
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		count += !strncmp(line, "unreferenced object", 19);
		tap_note("kmemleak: %s", line);
	}
	fclose(file);
	return count;
}

unsigned int leaks_count(void)
{
	tap_note("looking for memory that was lost, %d seconds", AGE);
	sleep(AGE);
	/* An address on some stack hides an object from one look, hardly from two. */
	command("scan");
	command("scan");
	return report();
}
