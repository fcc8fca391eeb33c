// SPDX-License-Identifier: GPL-2.0
/*
 * One line on the terminal about an operation that takes its time.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

#define QUIET_MS	2000
#define INTERVAL_MS	200

static bool shown;

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

void progress(const char *what, size_t done, size_t total)
{
	static long long begin, last;
	long long now = now_ms();

	if (!begin)
		begin = now;
	if (now - begin < QUIET_MS || now - last < INTERVAL_MS || !isatty(STDERR_FILENO))
		return;
	last = now;
	shown = true;
	if (total)
		fprintf(stderr, "\r%s %zu of %zu ...\033[K", what, done, total);
	else
		fprintf(stderr, "\r%s %zu ...\033[K", what, done);
	fflush(stderr);
}

void progress_end(void)
{
	if (!shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	shown = false;
}
