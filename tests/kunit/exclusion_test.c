// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/exclusion.c: what runs, runs once, alone and with interrupts
 * off.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/irqflags.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>

#include "exclusion.h"

#define DELAY_NS	(9 * NSEC_PER_USEC)

struct work {
	u32 runs;
	bool interruptible;
	unsigned int cpu;
	bool delay;
};

static void run(void *argument)
{
	struct work *work = argument;
	u64 start;

	work->runs++;
	work->interruptible |= !irqs_disabled();
	work->cpu = smp_processor_id();
	if (!work->delay)
		return;
	/* By the same clock: a delay may be calibrated in another way. */
	start = ktime_get_mono_fast_ns();
	while (ktime_get_mono_fast_ns() - start < DELAY_NS)
		udelay(1);
}

static void runs_once_test(struct kunit *test)
{
	struct mmcomm_exclusion exclusion = {};
	struct work work = {};
	u64 ns = U64_MAX;

	KUNIT_EXPECT_EQ(test, mmcomm_exclusive(&exclusion, run, &work, &ns), 0);
	KUNIT_EXPECT_EQ(test, work.runs, 1);
	KUNIT_EXPECT_FALSE(test, work.interruptible);
	KUNIT_EXPECT_EQ(test, exclusion.stops, 1);
	KUNIT_EXPECT_NE(test, ns, U64_MAX);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());

	KUNIT_EXPECT_EQ(test, mmcomm_exclusive(&exclusion, run, &work, &ns), 0);
	KUNIT_EXPECT_EQ(test, work.runs, 2);
	KUNIT_EXPECT_EQ(test, exclusion.stops, 2);
}

static void first_cpu_test(struct kunit *test)
{
	struct mmcomm_exclusion exclusion = { .first_cpu_only = true };
	struct work work = { .cpu = UINT_MAX };
	u64 ns;

	KUNIT_EXPECT_EQ(test, mmcomm_exclusive(&exclusion, run, &work, &ns), 0);
	KUNIT_EXPECT_EQ(test, work.cpu, 0);
}

static void measures_test(struct kunit *test)
{
	struct mmcomm_exclusion exclusion = {};
	struct work work = { .delay = true };
	u64 ns = 0;

	KUNIT_EXPECT_EQ(test, mmcomm_exclusive(&exclusion, run, &work, &ns), 0);
	KUNIT_EXPECT_GE(test, ns, DELAY_NS);
}

static struct kunit_case exclusion_cases[] = {
	KUNIT_CASE(runs_once_test),
	KUNIT_CASE(first_cpu_test),
	KUNIT_CASE(measures_test),
	{}
};

static struct kunit_suite exclusion_suite = {
	.name = "exclusion",
	.test_cases = exclusion_cases,
};

kunit_test_suite(exclusion_suite);
