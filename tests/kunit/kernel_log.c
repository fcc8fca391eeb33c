// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the kernel's log as a crash dumper would: without a lock, so that it
 * can be read while the machine is stopped.
 */
#include <linux/kmsg_dump.h>
#include <linux/string.h>

#include "kernel_log.h"

static u64 mark;

/**
 * kernel_log_mark - from now on
 */
void kernel_log_mark(void)
{
	struct kmsg_dump_iter iter = {};

	kmsg_dump_rewind(&iter);
	mark = iter.next_seq;
}

/**
 * kernel_log_count - how many lines hold a text
 * @text: the text
 *
 * Return: lines since the mark.
 */
u32 kernel_log_count(const char *text)
{
	struct kmsg_dump_iter iter = {};
	static char line[512];
	u32 count = 0;
	size_t len;

	kmsg_dump_rewind(&iter);
	iter.cur_seq = mark;
	while (kmsg_dump_get_line(&iter, false, line, sizeof(line) - 1, &len)) {
		line[len] = 0;
		if (strstr(line, text))
			count++;
	}
	return count;
}
