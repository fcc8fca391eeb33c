// SPDX-License-Identifier: GPL-2.0
/*
 * dropcap CMD...: runs a command as root without CAP_SYS_RAWIO.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capability.h"

int main(int argc, char **argv)
{
	if (argc < 2) {
		fputs("usage: dropcap CMD...\n", stderr);
		return 125;
	}
	if (drop_rawio()) {
		fprintf(stderr, "dropcap: CAP_SYS_RAWIO: %s\n", strerror(errno));
		return 125;
	}
	execvp(argv[1], argv + 1);
	fprintf(stderr, "dropcap: %s: %s\n", argv[1], strerror(errno));
	return 127;
}
