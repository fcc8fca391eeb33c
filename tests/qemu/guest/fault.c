// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's fault injection, for the system calls of one thread, see fault.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "compiler.h"
#include "fault.h"
#include "tap.h"

#define DEBUGFS "/sys/kernel/debug/"

/*
 * By default the kernel leaves out allocations that may wait, which are all that
 * matter here. The log would hold a stack for each fault, like one of an oops.
 */
static const struct {
	const char *file;
	const char *value;
} settings[] = {
	{ DEBUGFS "failslab/ignore-gfp-wait", "N" },
	{ DEBUGFS "failslab/verbose", "0" },
	{ DEBUGFS "fail_page_alloc/ignore-gfp-wait", "N" },
	{ DEBUGFS "fail_page_alloc/ignore-gfp-highmem", "N" },
	{ DEBUGFS "fail_page_alloc/min-order", "0" },
	{ DEBUGFS "fail_page_alloc/verbose", "0" },
	{ DEBUGFS "fail_usercopy/verbose", "0" },
};

static const char needed[] =
	"this needs FAILSLAB, FAIL_PAGE_ALLOC and FAULT_INJECTION_USERCOPY, and debugfs";

static int fail_nth = -1;

void fault_configure(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
		const char *value = settings[i].value;
		int fd = open(settings[i].file, O_WRONLY | O_CLOEXEC);

		if (fd < 0 || write(fd, value, strlen(value)) < 0)
			tap_bail_out("%s: %s; %s", settings[i].file, strerror(errno), needed);
		close(fd);
	}
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (fail_nth < 0)
		tap_bail_out("/proc/thread-self/fail-nth: %s; %s", strerror(errno), needed);
	/* A page fault allocates as well: none between arming and the call. */
	if (mlockall(MCL_CURRENT | MCL_FUTURE))
		tap_bail_out("mlockall: %s", strerror(errno));
}

void fault_arm(unsigned int nth)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(fail_nth, text, length, 0) != length)
		tap_bail_out("/proc/thread-self/fail-nth: %s", strerror(errno));
}

bool fault_disarm(void)
{
	char text[16] = "";
	/* This copies to user memory, too, and may be what fails. */
	bool hit = pread(fail_nth, text, sizeof(text) - 1, 0) > 0 && !strtoul(text, NULL, 10);

	/* As this may, for the first time only. */
	if (pwrite(fail_nth, "0", 1, 0) != 1 && pwrite(fail_nth, "0", 1, 0) != 1)
		tap_bail_out("/proc/thread-self/fail-nth: %s", strerror(errno));
	return hit;
}
