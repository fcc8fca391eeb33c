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

static void catch_one(int number)
{
	/* No SA_RESTART: waiting for input ends as well. */
	struct sigaction action = { .sa_handler = catch };
	struct sigaction old;

	sigaction(number, NULL, &old);
	if (old.sa_handler != SIG_IGN)
		sigaction(number, &action, NULL);
}

void interrupt_catch(void)
{
	catch_one(SIGINT);
	catch_one(SIGTERM);
	catch_one(SIGHUP);
}

void interrupt_catch_pipe(void)
{
	catch_one(SIGPIPE);
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
