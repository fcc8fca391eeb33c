// SPDX-License-Identifier: GPL-2.0
/*
 * What disturbs the threads that call, see race.h.
 */
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "generate.h"
#include "race.h"

/* So often the rewriting thread lets others run. */
#define PAUSE_EVERY	16

/* A child is started and killed after so many signals. */
#define SIGNALS_PER_CHILD	64

static struct worker *workers;
static unsigned int worker_count;
static atomic_bool stop;
static unsigned long changes, signals, children;
static pthread_t rewriter, signaller;
static sem_t opened;

static void pause_for(struct random *random, unsigned int us)
{
	struct timespec pause = { .tv_nsec = 1000L * random_between(random, 1, us) };

	nanosleep(&pause, NULL);
}

void race_open(struct worker *worker, struct mmcomm_communicate *message)
{
	worker->raced = message;
	atomic_store(&worker->race, RACE_OPEN);
	sem_post(&opened);
}

void race_close(struct worker *worker)
{
	int open = RACE_OPEN;

	while (!atomic_compare_exchange_weak(&worker->race, &open, RACE_CLOSED)) {
		open = RACE_OPEN;
		sched_yield();
	}
}

/* One change of a structure that is open. Returns false where it is not. */
static bool change(struct random *random, struct worker *worker)
{
	int open = RACE_OPEN;

	if (!atomic_compare_exchange_strong(&worker->race, &open, RACE_CHANGING))
		return false;
	generate_change(random, worker, worker->raced);
	atomic_store(&worker->race, RACE_OPEN);
	changes++;
	return true;
}

/* Changes whatever is open for as long as anything is, then waits for more. */
static void *rewrite(void *unused)
{
	struct random random;
	bool any;

	(void)unused;
	random_seed(&random, workers[0].options->seed, ~0ULL);
	while (!stop) {
		sem_wait(&opened);
		do {
			any = false;
			for (unsigned int i = 0; i < worker_count; i++)
				any |= change(&random, &workers[i]);
			if (random_one_in(&random, PAUSE_EVERY))
				pause_for(&random, 50);
		} while (any);
	}
	return NULL;
}

/* A child that calls until it is killed: in a call, most of the time. */
static void kill_child(struct random *random)
{
	const struct worker *worker = &workers[random_below(random, worker_count)];
	struct mmcomm_communicate message = {
		.size = sizeof(message),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = (uintptr_t)worker->arena.request,
		.response = (uintptr_t)worker->arena.response,
		.request_len = 1000,
		.response_capacity = 1000,
	};
	pid_t parent = getpid();
	pid_t child;

	memset(message.recipient, 0xff, sizeof(message.recipient));
	child = fork();
	if (child < 0)
		return;
	if (!child) {
		/* Not to outlive a parent that ends with a violation. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		while (getppid() == parent)
			device_ioctl(worker->shared_fd, MMCOMM_IOC_COMMUNICATE,
				     (uintptr_t)&message);
		_exit(0);
	}
	pause_for(random, 20000);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	children++;
}

static void *send_signals(void *unused)
{
	struct random random;

	(void)unused;
	random_seed(&random, workers[0].options->seed, ~1ULL);
	while (!stop) {
		pthread_kill(workers[random_below(&random, worker_count)].thread, SIGUSR1);
		pause_for(&random, 3000);
		if (++signals % SIGNALS_PER_CHILD == 0)
			kill_child(&random);
	}
	return NULL;
}

static void ignore(int signal)
{
	(void)signal;
}

void race_start(struct worker *whom, unsigned int count)
{
	struct sigaction action = { .sa_handler = ignore };

	workers = whom;
	worker_count = count;
	/* Without SA_RESTART: a call that gave up would be seen. */
	sigaction(SIGUSR1, &action, NULL);
	if (sem_init(&opened, 0, 0) || pthread_create(&rewriter, NULL, rewrite, NULL) ||
	    pthread_create(&signaller, NULL, send_signals, NULL)) {
		fprintf(stderr, "mmcomm-fuzz: no more threads\n");
		exit(2);
	}
}

void race_stop(void)
{
	stop = true;
	sem_post(&opened);
	pthread_join(rewriter, NULL);
	pthread_join(signaller, NULL);
	printf("%lu changes during calls, %lu signals, %lu children killed\n", changes,
	       signals, children);
}
