// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/sw_mmi_smc.c behind the real machine: why no secure
 * monitor call may be made there. No test makes one.
 */
#include <kunit/test.h>
#include <linux/kconfig.h>
#include <linux/string.h>

#include "core.h"

static void refusal_test(struct kunit *test)
{
	const struct mmcomm_smc_ops *smc = mmcomm_real_machine.smc;
	const char *refusal = smc->refusal();

	if (IS_ENABLED(CONFIG_ARM64)) {
		KUNIT_EXPECT_NOT_NULL(test, smc->call);
		/* By the machine that the test runs on. */
		if (refusal)
			KUNIT_EXPECT_TRUE(test, strstr(refusal, "conduit") ||
					  strstr(refusal, "sve"));
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, refusal);
	KUNIT_EXPECT_NOT_NULL(test, strstr(refusal, "architecture"));
	KUNIT_EXPECT_NULL(test, smc->call);
}

static struct kunit_case sw_mmi_smc_cases[] = {
	KUNIT_CASE(refusal_test),
	{}
};

static struct kunit_suite sw_mmi_smc_suite = {
	.name = "sw_mmi_smc",
	.test_cases = sw_mmi_smc_cases,
};

kunit_test_suite(sw_mmi_smc_suite);
