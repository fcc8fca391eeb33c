// SPDX-License-Identifier: GPL-2.0
/*
 * The firmware's own runtime services use the same mailbox and the same ports
 * as this driver. EFI runtime calls run with preemption off, so that none can
 * be half-way when every CPU is in the stopper: stop_machine() keeps them all
 * out, which no lock that a module can reach does.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/stop_machine.h>
#include <linux/timekeeping.h>

#include "compat.h"
#include "exclusion.h"

struct stopped_work {
	void (*work)(void *argument);
	void *argument;
	u64 ns;
	bool ran;
};

static int run_stopped(void *data)
{
	struct stopped_work *stopped = data;
	u64 start = ktime_get_mono_fast_ns();

	stopped->work(stopped->argument);
	stopped->ns = ktime_get_mono_fast_ns() - start;
	stopped->ran = true;
	return 0;
}

/**
 * mmcomm_exclusive - do something while every other CPU is stopped
 * @exclusion: how to stop the machine
 * @work: what to do, with interrupts off
 * @argument: handed to @work
 * @stopped_ns: out: nanoseconds that @work took
 *
 * May sleep before and after. The CPU hotplug lock is taken, the communicator's
 * lock is held by the caller.
 *
 * Return: 0 where @work ran, -EOPNOTSUPP where the CPU that it must run on is
 * offline (stop_machine() runs nothing then, and returns 0).
 */
int mmcomm_exclusive(struct mmcomm_exclusion *exclusion,
		     void (*work)(void *argument), void *argument,
		     u64 *stopped_ns)
{
	struct stopped_work stopped = { .work = work, .argument = argument };
	const struct cpumask *cpus = NULL;

	KUNIT_STATIC_STUB_REDIRECT(mmcomm_exclusive, exclusion, work, argument,
				   stopped_ns);
	if (exclusion->first_cpu_only)
		cpus = cpumask_of(0);
	stop_machine(run_stopped, &stopped, cpus);
	*stopped_ns = stopped.ns;
	if (!stopped.ran)
		return -EOPNOTSUPP;
	exclusion->stops++;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_exclusive);
