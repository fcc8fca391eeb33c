// SPDX-License-Identifier: GPL-2.0
/*
 * lifetime [freezer | memory]: callers that are signalled, killed, stopped, or end
 * while their threads call; with "freezer" those that the control group freezer
 * stops; with "memory" those whose memory does not answer, and files that are
 * closed during a call. Nobody else may have to wait for them, or get one wrong
 * byte.
 *
 * MMCOMM_TIMES=N in the environment makes everything last N times as long.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler.h"
#include "exchange.h"
#include "lifetime.h"
#include "load.h"
#include "tap.h"

#define THREADS		6
#define CALLERS		5
#define GROUP		"/tmp/lifetime-cgroup"

/* Longer than anything takes that must happen, in tries of a millisecond. */
#define PATIENCE	30000

static int device;
static struct mmcomm_buffer_entry buffers[16];
static __u32 buffer_count;

static void list_buffers(void)
{
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(buffers[0]),
		.capacity = ARRAY_SIZE(buffers),
		.entries = (uintptr_t)buffers,
	};

	if (ioctl(device, MMCOMM_IOC_BUFFERS, &list) || !list.count)
		tap_bail_out("MMCOMM_IOC_BUFFERS: %s", strerror(errno));
	buffer_count = list.count;
}

/* Calls that must all be answered, whatever happens to the others. */
static bool witness(unsigned int calls)
{
	bool right = true;

	while (calls--)
		right = load_call(device, MMCOMM_BUFFER_ANY,
				  EXCHANGE_LEAST + load_random(4096)) && right;
	return right;
}

/* Threads, each with a size and a buffer of its own, under signals with a handler. */

static atomic_ulong handled;
static atomic_ulong failed_threads;

static void on_signal(int signal)
{
	(void)signal;
	handled++;
}

struct caller {
	pthread_t thread;
	unsigned int number;
	unsigned int calls;
};

static void *call_some(void *argument)
{
	struct caller *caller = argument;
	int fd = caller->number % 2 ? device : device_open();

	for (unsigned int i = 0; i < caller->calls; i++) {
		__u32 buffer = buffers[(caller->number + i) % buffer_count].id;

		if (!load_call(fd, buffer, EXCHANGE_LEAST << (caller->number + i) % 8)) {
			failed_threads++;
			break;
		}
	}
	if (fd != device)
		close(fd);
	return NULL;
}

static void check_threads(void)
{
	struct itimerval often = { { 0, 2000 }, { 0, 2000 } };
	struct itimerval never = { 0 };
	struct sigaction action = { .sa_handler = on_signal };
	struct caller callers[THREADS];
	unsigned long before = load_shared->calls;

	sigaction(SIGALRM, &action, NULL);
	sigaction(SIGUSR1, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	for (unsigned int i = 0; i < THREADS; i++) {
		callers[i] = (struct caller){ .number = i, .calls = load_rounds(60) };
		if (pthread_create(&callers[i].thread, NULL, call_some, &callers[i]))
			tap_bail_out("cannot start a thread");
	}
	for (unsigned int i = 0; i < load_rounds(100); i++) {
		pthread_kill(callers[i % THREADS].thread, SIGUSR1);
		load_pause(2000);
	}
	for (unsigned int i = 0; i < THREADS; i++)
		pthread_join(callers[i].thread, NULL);
	setitimer(ITIMER_REAL, &never, NULL);
	tap_note("%lu calls of %d threads through %u buffers, %lu signals handled",
		 load_shared->calls - before, THREADS, buffer_count, handled);
	tap_ok(handled > 0 && !failed_threads &&
	       load_shared->calls - before == THREADS * load_rounds(60),
	       "threads, buffers, signals and a timer: every answer is right");
}

/* Callers that are killed at any moment, some with several threads. */
static void check_killed(void)
{
	unsigned int rounds = load_rounds(60);
	unsigned int lingering = 0, mute = 0;
	pid_t callers[CALLERS];
	unsigned long before = load_shared->calls, wrong = load_shared->wrong;

	for (unsigned int i = 0; i < CALLERS; i++)
		callers[i] = load_start_caller(i % 2 ? device : -1, 1 + i % 3);
	for (unsigned int round = 0; round < rounds; round++) {
		unsigned int victim = load_random(CALLERS);

		load_pause(10000);
		lingering += !load_kill(callers[victim]);
		mute += !witness(1);
		callers[victim] = load_start_caller(victim % 2 ? device : -1, 1 + victim % 3);
		if ((round + 1) % 20 == 0)
			tap_note("%u of %u killed", round + 1, rounds);
	}
	for (unsigned int i = 0; i < CALLERS; i++)
		lingering += !load_kill(callers[i]);
	tap_note("%u callers killed, %lu calls answered meanwhile", rounds,
		 load_shared->calls - before);
	tap_ok(!lingering, "killed callers are gone at once");
	tap_ok(!mute && load_shared->wrong == wrong,
	       "killed callers: every answer of the others is right");
	tap_ok(witness(5), "killed callers: and afterwards");
}

/* A process that ends, or becomes another program, while its threads call. */
static bool ends_well(void (*end)(void))
{
	int status = -1;
	pid_t child = fork();

	if (!child) {
		pthread_t thread;
		struct caller caller = { .number = 1, .calls = ~0U };

		for (int i = 0; i < 3; i++) {
			if (pthread_create(&thread, NULL, call_some, &caller))
				_exit(1);
		}
		load_pause(10000);
		end();
		_exit(1);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	       !WEXITSTATUS(status);
}

static void leave(void)
{
	_exit(0);
}

static void become_another(void)
{
	execl("/proc/self/exe", "lifetime", "nothing", NULL);
}

static void check_ended(void)
{
	unsigned int rounds = load_rounds(15), left = 0, became = 0;

	for (unsigned int i = 0; i < rounds; i++) {
		left += ends_well(leave);
		became += ends_well(become_another);
	}
	tap_ok(left == rounds, "a process ends while its threads call");
	tap_ok(became == rounds, "a process becomes another program while its threads call");
	tap_ok(witness(5), "ended processes: and afterwards");
}

/* A file that another thread closes: the call under way has it until its end. */
static void check_closed(void)
{
	unsigned int rounds = load_rounds(40), wrong = 0, closed = 0;

	for (unsigned int i = 0; i < rounds; i++) {
		int fd = device_open();
		struct slow_call *call = slow_call_start(fd, SLOW_REQUEST);

		closed += !close(fd) && !slow_call_ended(call);
		wrong += slow_call_finish(call);
	}
	tap_note("%u files closed during a call", closed);
	tap_ok(closed == rounds && !wrong,
	       "a file is closed during a call: the call is answered");
}

/* Stopped callers, by a signal or by the freezer, keep nobody waiting. */

static bool in_state(pid_t child, char expected)
{
	char path[64];
	char state = '?';
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
	file = fopen(path, "r");
	if (file) {
		if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
			state = '?';
		fclose(file);
	}
	return state == expected;
}

/* Before long: T where it is stopped, D where only a fatal signal wakes it. */
static bool comes_to(pid_t child, char state)
{
	for (int tries = 0; tries < PATIENCE && !in_state(child, state); tries++)
		usleep(1000);
	return in_state(child, state);
}

static void check_stopped(void)
{
	unsigned int rounds = load_rounds(15), mute = 0, running = 0;
	unsigned long wrong = load_shared->wrong, before;
	pid_t callers[CALLERS];

	for (unsigned int i = 0; i < CALLERS; i++)
		callers[i] = load_start_caller(i % 2 ? device : -1, 1);
	for (unsigned int round = 0; round < rounds; round++) {
		load_pause(10000);
		for (unsigned int i = 0; i < CALLERS; i++)
			kill(callers[i], SIGSTOP);
		mute += !witness(3);
		for (unsigned int i = 0; i < CALLERS; i++)
			running += !comes_to(callers[i], 'T');
		before = load_shared->calls;
		mute += !witness(3) || load_shared->calls != before + 3;
		for (unsigned int i = 0; i < CALLERS; i++)
			kill(callers[i], SIGCONT);
	}
	before = load_shared->calls;
	for (int tries = 0; tries < PATIENCE && load_shared->calls == before; tries++)
		usleep(1000);
	tap_ok(!running && !mute, "stopped callers keep nobody waiting");
	tap_ok(load_shared->calls > before && load_shared->wrong == wrong,
	       "stopped callers go on, and every answer is right");
	for (unsigned int i = 0; i < CALLERS; i++)
		load_kill(callers[i]);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		tap_bail_out("%s: %s", path, strerror(errno));
	close(fd);
}

/* Whether the group is frozen as a whole, or thawed, before long. */
static bool group_becomes(bool frozen)
{
	for (int tries = 0; tries < PATIENCE; tries++) {
		FILE *file = fopen(GROUP "/callers/cgroup.events", "r");
		char line[64];
		bool found = false;

		while (file && fgets(line, sizeof(line), file))
			found |= !strcmp(line, frozen ? "frozen 1\n" : "frozen 0\n");
		if (file)
			fclose(file);
		if (found)
			return true;
		usleep(1000);
	}
	return false;
}

static void check_frozen(void)
{
	unsigned int rounds = load_rounds(15), mute = 0, warm = 0;
	unsigned long wrong = load_shared->wrong, before;
	pid_t callers[CALLERS];
	char text[16];

	if (mkdir(GROUP, 0700) || mount("none", GROUP, "cgroup2", 0, NULL) ||
	    mkdir(GROUP "/callers", 0700))
		tap_bail_out(GROUP ": %s; this needs a kernel with CGROUPS", strerror(errno));
	for (unsigned int i = 0; i < CALLERS; i++) {
		callers[i] = load_start_caller(i % 2 ? device : -1, 1);
		snprintf(text, sizeof(text), "%d", (int)callers[i]);
		write_file(GROUP "/callers/cgroup.procs", text);
	}
	for (unsigned int round = 0; round < rounds; round++) {
		load_pause(10000);
		write_file(GROUP "/callers/cgroup.freeze", "1");
		mute += !witness(3);
		warm += !group_becomes(true);
		before = load_shared->calls;
		mute += !witness(3) || load_shared->calls != before + 3;
		write_file(GROUP "/callers/cgroup.freeze", "0");
		warm += !group_becomes(false);
	}
	before = load_shared->calls;
	for (int tries = 0; tries < PATIENCE && load_shared->calls == before; tries++)
		usleep(1000);
	tap_ok(!warm && !mute, "frozen callers keep nobody waiting");
	tap_ok(load_shared->calls > before && load_shared->wrong == wrong,
	       "frozen callers go on, and every answer is right");
	write_file(GROUP "/callers/cgroup.freeze", "1");
	group_becomes(true);
	mute = 0;
	for (unsigned int i = 0; i < CALLERS; i++)
		mute += !load_kill(callers[i]);
	tap_ok(!mute, "frozen callers can be killed");
	rmdir(GROUP "/callers");
	umount(GROUP);
	rmdir(GROUP);
}

/* Memory that does not answer: a call that waits for it keeps nobody waiting. */
static void check_slow_memory(void)
{
	static const struct {
		enum slow_part part;
		const char *text;
	} parts[] = {
		{ SLOW_STRUCTURE, "the structure" },
		{ SLOW_RELOCATIONS, "the relocations" },
		{ SLOW_REQUEST, "the request" },
		{ SLOW_RESPONSE, "the response" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		int fd = device_open();
		struct slow_call *call = slow_call_start(fd, parts[i].part);
		bool others = witness(5);
		bool waits = !slow_call_ended(call);

		tap_ok(others && waits,
		       "memory of %s does not answer: others are not kept waiting", parts[i].text);
		tap_ok(!slow_call_finish(call), "memory of %s answers at last: and so does MM",
		       parts[i].text);
		call = slow_call_start(fd, parts[i].part);
		tap_ok(slow_call_robbed(call) && witness(3),
		       "memory of %s goes away during the call: EFAULT, and what is true",
		       parts[i].text);
		close(fd);
		tap_ok(slow_call_killed(parts[i].part) && witness(3),
		       "memory of %s does not answer: the caller can be killed", parts[i].text);
	}
}

/* One call at a time through a file: who waits for that of another can be killed. */
static void check_waiting_for_file(void)
{
	int fd = device_open();
	struct slow_call *call = slow_call_start(fd, SLOW_REQUEST);
	pid_t child = load_start_caller(fd, 1);
	bool waits = comes_to(child, 'D');
	bool killed = load_kill(child);

	tap_ok(waits && killed && !slow_call_ended(call) && witness(3),
	       "a caller waits for another one's call through the same file: it can be killed");
	tap_ok(!slow_call_finish(call), "and that call is answered");
	close(fd);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (!strcmp(what, "nothing"))
		return 0;
	load_begin();
	device = device_open();
	list_buffers();
	tap_ok(witness(3), "a message is answered");
	if (!strcmp(what, "freezer")) {
		check_frozen();
	} else if (!strcmp(what, "memory")) {
		check_slow_memory();
		check_waiting_for_file();
		check_closed();
	} else {
		check_threads();
		check_killed();
		check_ended();
		check_stopped();
	}
	tap_note("%lu calls in all, %lu wrong", load_shared->calls, load_shared->wrong);
	return tap_done();
}
