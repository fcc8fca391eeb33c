// SPDX-License-Identifier: GPL-2.0
/*
 * Test results in the Test Anything Protocol. Lines are written at once, so
 * that the last one before a hang says where it happened.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tap.h"

static unsigned int results;
static unsigned int failures;

bool tap_ok(bool pass, const char *format, ...)
{
	va_list args;

	if (!pass)
		failures++;
	printf("%sok %u - ", pass ? "" : "not ", ++results);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
	return pass;
}

void tap_skip(const char *reason, const char *format, ...)
{
	va_list args;

	printf("ok %u - ", ++results);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf(" # SKIP %s\n", reason);
	fflush(stdout);
}

void tap_note(const char *format, ...)
{
	va_list args;

	fputs("# ", stdout);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

void tap_bail_out(const char *format, ...)
{
	va_list args;

	fputs("Bail out! ", stdout);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
	exit(1);
}

int tap_done(void)
{
	printf("1..%u\n", results);
	fflush(stdout);
	return failures || !results;
}
