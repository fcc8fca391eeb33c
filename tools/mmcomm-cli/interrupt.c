// SPDX-License-Identifier: GPL-2.0
/*
 * Signals that ask the tool to stop: it finishes the step that it is in, cleans
 * up and then ends by the signal.
 */
#include <signal.h>
#include <stddef.h>

#include "cli.h"

static int caught;

static void catch(int number)
{
	__atomic_store_n(&caught, number, __ATOMIC_RELAXED);
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
	return __atomic_load_n(&caught, __ATOMIC_RELAXED);
}

void interrupt_deliver(void)
{
	int number = __atomic_load_n(&caught, __ATOMIC_RELAXED);

	if (!number)
		return;
	signal(number, SIG_DFL);
	raise(number);
}
