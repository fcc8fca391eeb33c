// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/sw_mmi_ports.c: the real machine's ports. Nothing is written
 * here: what a write does is known to the firmware alone.
 */
#include <kunit/test.h>
#include <linux/ktime.h>

#include "core.h"

/* Ports and a counter where there are any, and nowhere else. */
static void kinds_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, !!mmcomm_real_machine.ports->write, IS_ENABLED(CONFIG_X86));
	KUNIT_EXPECT_EQ(test, !!mmcomm_real_machine.ports->read, IS_ENABLED(CONFIG_X86));
	KUNIT_EXPECT_EQ(test, !!mmcomm_real_machine.ports->count, IS_ENABLED(CONFIG_X86));
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_real_machine.ports->delay_us);
}

/* Half of it: the clock and the loop may be calibrated a little differently. */
static void delay_test(struct kunit *test)
{
	u64 start = ktime_get_mono_fast_ns();
	u32 i;

	for (i = 0; i < 100; i++)
		mmcomm_real_machine.ports->delay_us(10);
	KUNIT_EXPECT_GE(test, ktime_get_mono_fast_ns() - start, 500 * NSEC_PER_USEC);
}

/* Where MMIs are counted, the count never falls. */
static void count_test(struct kunit *test)
{
	struct mmcomm_sw_mmi mmi = { .ports = mmcomm_real_machine.ports };
	u64 before, after;

	if (!mmcomm_sw_mmi_count(&mmi, &before)) {
		KUNIT_EXPECT_EQ(test, before, 0);
		KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_count(&mmi, &after));
		return;
	}
	KUNIT_EXPECT_NE(test, before, 0);
	KUNIT_EXPECT_TRUE(test, mmcomm_sw_mmi_count(&mmi, &after));
	KUNIT_EXPECT_GE(test, after, before);
}

static struct kunit_case ports_cases[] = {
	KUNIT_CASE(kinds_test),
	KUNIT_CASE(delay_test),
	KUNIT_CASE(count_test),
	{}
};

static struct kunit_suite ports_suite = {
	.name = "sw_mmi_ports",
	.test_cases = ports_cases,
};

kunit_test_suite(ports_suite);
