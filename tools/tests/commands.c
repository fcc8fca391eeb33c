// SPDX-License-Identifier: GPL-2.0
/*
 * A list of commands for unit tests: the real one lives in main.c.
 */
#include "cli.h"

static const struct command plain = {
	.name = "plain",
	.arguments = "",
	.summary = "Does something plain",
	.help = "Does it plainly.\n",
};

static const struct command group_one = {
	.name = "group one",
	.arguments = "NAME [OPTION...]",
	.summary = "The first of a group",
	.help = "Takes a name.\n",
};

static const struct command group_another = {
	.name = "group another",
	.arguments = "[OPTION...]",
	.summary = "The second of a group",
	.help = "Takes none.\n",
	.shows_data = true,
};

static const struct command groups = {
	.name = "groups",
	.arguments = "",
	.summary = "Begins like a group and is none",
	.help = "",
};

const struct command *const commands[] = { &plain, &group_one, &group_another, &groups };
const size_t command_count = ARRAY_SIZE(commands);
