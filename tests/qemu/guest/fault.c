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

static const char * const kinds[] = { "failslab", "fail_page_alloc", "fail_usercopy" };

static const char needed[] =
	"this needs debugfs, and each option of the kernel's that has FAULT_INJECTION in it";

#define PRINTK		"/proc/sys/kernel/printk"
#define PANIC_ON_WARN	"/proc/sys/kernel/panic_on_warn"

static char printk_before[32];
static int fail_nth = -1;

static void set(const char *file, const char *value)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		tap_bail_out("%s: %s; %s", file, strerror(errno), needed);
	close(fd);
}

static void get(const char *file, char *value, size_t room)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, value, room - 1);

	if (length <= 0)
		tap_bail_out("%s: %s", file, strerror(errno));
	value[length] = '\0';
	close(fd);
}

void fault_begin(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		set(settings[i].file, settings[i].value);
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (fail_nth < 0)
		tap_bail_out("/proc/thread-self/fail-nth: %s; %s", strerror(errno), needed);
	/* A page fault allocates as well: none between arming and the call. */
	if (mlockall(MCL_CURRENT | MCL_FUTURE))
		tap_bail_out("mlockall: %s", strerror(errno));
	get(PRINTK, printk_before, sizeof(printk_before));
	set(PRINTK, "4");
	set(PANIC_ON_WARN, "1");
}

/* Where a function starts and where the next symbol does. */
static void find_function(const char *function, unsigned long *start, unsigned long *end)
{
	FILE *file = fopen("/proc/kallsyms", "r");
	unsigned long address;
	char line[512];
	char name[256];

	if (!file)
		tap_bail_out("/proc/kallsyms: %s", strerror(errno));
	*start = 0;
	*end = ~0UL;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%lx %*c %255s", &address, name) == 2 &&
		    !strcmp(name, function))
			*start = address;
	}
	rewind(file);
	while (fgets(line, sizeof(line), file)) {
		address = strtoul(line, NULL, 16);
		if (address > *start && address < *end)
			*end = address;
	}
	fclose(file);
	if (!*start)
		tap_bail_out("/proc/kallsyms: no address of %s", function);
}

/* Of each kind, the range of addresses that a stack must hold, or must not. */
static void set_range(const char *which, unsigned long start, unsigned long end)
{
	char file[80];
	char value[32];

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		snprintf(file, sizeof(file), DEBUGFS "%s/%s-start", kinds[i], which);
		snprintf(value, sizeof(value), "%#lx", start);
		set(file, value);
		snprintf(file, sizeof(file), DEBUGFS "%s/%s-end", kinds[i], which);
		snprintf(value, sizeof(value), "%#lx", end);
		set(file, value);
	}
}

void fault_spare(const char *function)
{
	unsigned long start = 0, end = 0;

	if (function)
		find_function(function, &start, &end);
	set_range("reject", start, end);
}

void fault_within(const char *function)
{
	unsigned long start = 0, end = ~0UL;

	if (function)
		find_function(function, &start, &end);
	set_range("require", start, end);
}

bool fault_end(void)
{
	char stats[8192];

	fault_spare(NULL);
	fault_within(NULL);
	set(PRINTK, printk_before);
	set(PANIC_ON_WARN, "0");
	get("/proc/lockdep_stats", stats, sizeof(stats));
	return strstr(stats, "debug_locks: ") &&
	       strtoul(strstr(stats, "debug_locks: ") + strlen("debug_locks: "), NULL, 10);
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
