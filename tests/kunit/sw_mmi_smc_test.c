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
	const char *absence = smc->absence();

	if (IS_ENABLED(CONFIG_ARM64)) {
		KUNIT_EXPECT_NOT_NULL(test, smc->call);
		/* By the machine that the test runs on. */
		if (absence)
			KUNIT_EXPECT_NOT_NULL(test, strstr(absence, "conduit"));
		if (smc->refusal())
			KUNIT_EXPECT_NOT_NULL(test, strstr(smc->refusal(), "arm64.nosve"));
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, absence);
	KUNIT_EXPECT_NOT_NULL(test, strstr(absence, "architecture"));
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
