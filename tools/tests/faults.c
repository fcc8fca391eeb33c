// SPDX-License-Identifier: GPL-2.0
/*
 * Breaks one rule on purpose, and says that all is well: whoever watches memory
 * must notice. Linked with nothing of the library or the tool.
 *
 * usage: faults none|leak|overflow|after-free|undefined|uninitialised
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* The compiler knows nothing of what comes out, nor whether it is used. */
static void *hidden(void *pointer)
{
	asm volatile("" : "+r" (pointer) : : "memory");
	return pointer;
}

static void use(int value)
{
	asm volatile("" : : "r" (value) : "memory");
}

static void leak(void)
{
	hidden(malloc(24));
}

static void overflow(void)
{
	char *bytes = hidden(malloc(24));

	use(bytes[24]);
	free(bytes);
}

static void after_free(void)
{
	char *bytes = hidden(malloc(24));
	char *gone = hidden(bytes);

	free(bytes);
	use(*(char *)hidden(gone));
}

static void undefined(void)
{
	int largest = INT_MAX;

	use(*(int *)hidden(&largest) + 1);
}

static void uninitialised(void)
{
	char *bytes = hidden(malloc(24));

	if (bytes[3] == 'x')
		puts("# it happened to be an x");
	free(bytes);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*commit)(void);
	} faults[] = {
		{ "none", NULL },
		{ "leak", leak },
		{ "overflow", overflow },
		{ "after-free", after_free },
		{ "undefined", undefined },
		{ "uninitialised", uninitialised },
	};

	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		if (argc != 2 || strcmp(argv[1], faults[i].name))
			continue;
		if (faults[i].commit)
			faults[i].commit();
		puts("ok 1 - nobody noticed\n1..1");
		return 0;
	}
	fputs("usage: faults none|leak|overflow|after-free|undefined|uninitialised\n", stderr);
	return 2;
}
