// SPDX-License-Identifier: GPL-2.0
/*
 * An empty list of commands, for unit tests: the real one lives in main.c.
 */
#include "cli.h"

const struct command *const commands[] = { NULL };
const size_t command_count;
