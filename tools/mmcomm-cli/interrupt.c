// SPDX-License-Identifier: GPL-2.0
/*
 * Signals that ask the tool to stop: it finishes the step that it is in, cleans
 * up and then ends by the signal.
 */
#include <signal.h>
#include <stddef.h>

#include "cli.h"

static volatile sig_atomic_t caught;

static void catch(int number)
{
	caught = number;
}

void interrupt_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	/* No SA_RESTART: waiting for input ends as well. */
	struct sigaction action = { .sa_handler = catch };
	struct sigaction old;

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		sigaction(signals[i], NULL, &old);
		if (old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

bool interrupted(void)
{
	return caught;
}

void interrupt_deliver(void)
{
	if (!caught)
		return;
	signal(caught, SIG_DFL);
	raise(caught);
}
