// SPDX-License-Identifier: GPL-2.0
/*
 * asuser UID CMD...: runs a command as another user and group of the same
 * number, without supplementary groups.
 */
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *end;
	unsigned long uid;

	if (argc < 3) {
		fputs("usage: asuser UID CMD...\n", stderr);
		return 125;
	}
	uid = strtoul(argv[1], &end, 10);
	if (!*argv[1] || *end || !uid) {
		fprintf(stderr, "asuser: %s: not the number of a user\n", argv[1]);
		return 125;
	}
	if (setgroups(0, NULL) || setgid(uid) || setuid(uid)) {
		fprintf(stderr, "asuser: user %lu: %s\n", uid, strerror(errno));
		return 125;
	}
	execvp(argv[2], argv + 2);
	fprintf(stderr, "asuser: %s: %s\n", argv[2], strerror(errno));
	return 127;
}
