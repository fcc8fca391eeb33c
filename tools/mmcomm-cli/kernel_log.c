// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel logs while a module is being loaded, from /dev/kmsg.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kernel_log.h"

int kernel_log_open(void)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0 && lseek(fd, 0, SEEK_END) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

char *kernel_log_message(char *record)
{
	char *message = strchr(record, ';');

	if (!message)
		return NULL;
	message++;
	message[strcspn(message, "\n")] = '\0';
	return message;
}

/* The kernel does not always put the module's name into what concerns it. */
static int concerns(const char *message, const char *name)
{
	return strstr(message, name) || strstr(message, "Lockdown:") ||
	       strstr(message, "Loading of ") || strstr(message, "module verification");
}

void kernel_log_collect(int fd, const char *name, char *text, size_t size)
{
	char record[8192];
	size_t used = 0;

	*text = '\0';
	if (fd < 0)
		return;
	for (;;) {
		ssize_t got = read(fd, record, sizeof(record) - 1);
		const char *message;

		/* Records were overwritten before they were read; others follow. */
		if (got < 0 && errno == EPIPE)
			continue;
		if (got <= 0)
			break;
		record[got] = '\0';
		message = kernel_log_message(record);
		if (!message || !concerns(message, name) ||
		    used + strlen(message) + 2 > size)
			continue;
		used += snprintf(text + used, size - used, "%s\n", message);
	}
	close(fd);
}
