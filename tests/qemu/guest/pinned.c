// SPDX-License-Identifier: GPL-2.0
/*
 * pinned [CALLS]: a process on each CPU, which stays there and calls that many
 * times (1000 by default), all at the same time. Each answer is checked to the byte,
 * each caller gets its turn, and the machine is stopped once a call.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange.h"
#include "tap.h"

#define LONGEST		2048

/* A caller that waits longer than this for one call starves; no host stands still so long. */
#define STARVED_NS	60000000000ULL

/**
 * struct caller - what one process saw, in memory that all share
 * @right: answers as they had to be
 * @error: of the first call that failed
 * @longest_ns: longest call
 */
struct caller {
	unsigned long right;
	int error;
	__u64 longest_ns;
};

static void call_from(int cpu, unsigned long calls, struct caller *caller)
{
	cpu_set_t one;
	int fd;

	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	if (sched_setaffinity(0, sizeof(one), &one))
		_exit(1);
	fd = device_open();
	for (unsigned long i = 0; i < calls; i++) {
		struct exchange exchange =
			exchange_new(fd, EXCHANGE_LEAST + (i * 61 + cpu) % LONGEST);
		__u64 start = now_ns();
		int error = exchange_once(fd, &exchange, i << 8 | cpu);
		__u64 taken = now_ns() - start;

		if (!error)
			caller->right++;
		else if (!caller->error)
			caller->error = error;
		if (taken > caller->longest_ns)
			caller->longest_ns = taken;
		exchange_free(&exchange);
	}
	_exit(sched_getcpu() != cpu);
}

int main(int argc, char **argv)
{
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 0) : 1000;
	int cpus = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned long right = 0, strayed = 0;
	struct mmcomm_info before, after;
	int device = device_open();
	struct caller *callers;
	struct exchange first;
	__u64 longest_ns = 0;
	__u64 start;

	callers = mmap(NULL, cpus * sizeof(*callers), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!calls || callers == MAP_FAILED)
		tap_bail_out("usage: pinned [CALLS]");
	/* Whatever is to be learned of MM first is learned here. */
	first = exchange_new(device, EXCHANGE_LEAST);
	exchange_free(&first);
	before = device_info(device);
	start = now_ns();
	for (int cpu = 0; cpu < cpus; cpu++) {
		pid_t child = fork();

		if (child < 0)
			tap_bail_out("fork: %s", strerror(errno));
		if (!child)
			call_from(cpu, calls, &callers[cpu]);
	}
	for (int cpu = 0; cpu < cpus; cpu++) {
		int status = -1;

		wait(&status);
		strayed += status != 0;
	}
	tap_note("%d CPUs, %lu calls each, %llu ms", cpus, calls,
		 (unsigned long long)(now_ns() - start) / 1000000);
	after = device_info(device);
	for (int cpu = 0; cpu < cpus; cpu++) {
		right += callers[cpu].right;
		if (callers[cpu].error)
			tap_note("CPU %d: %s", cpu, strerror(callers[cpu].error));
		if (callers[cpu].longest_ns > longest_ns)
			longest_ns = callers[cpu].longest_ns;
	}
	tap_note("the longest call took %llu ms", (unsigned long long)longest_ns / 1000000);
	tap_ok(right == calls * cpus, "each answer is right, whichever CPU asked");
	tap_ok(!strayed, "each caller stayed on its CPU and came to its end");
	tap_ok(longest_ns < STARVED_NS, "no caller starved");
	tap_ok(after.machine_stops - before.machine_stops == calls * cpus &&
	       after.mmis_raised - before.mmis_raised == calls * cpus,
	       "one stop of the machine and one MMI a call");
	return tap_done();
}
