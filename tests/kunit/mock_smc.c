// SPDX-License-Identifier: GPL-2.0
/*
 * A secure monitor that does what a test asks for, and counts the calls.
 */
#include <linux/irqflags.h>

#include "mock_smc.h"
#include "spm_mm.h"

struct mock_smc mock_smc;

/**
 * mock_smc_init - a monitor with SPM_MM, and nothing asked of it yet
 */
void mock_smc_init(void)
{
	mock_smc = (struct mock_smc) { .version = 0x10000 };
}

static const char *absence(void)
{
	return mock_smc.absence;
}

static const char *refusal(void)
{
	return mock_smc.refusal;
}

static u64 call(u32 function, u64 a1, u64 a2, u64 a3)
{
	mock_smc.calls++;
	mock_smc.function = function;
	mock_smc.arguments[0] = a1;
	mock_smc.arguments[1] = a2;
	mock_smc.arguments[2] = a3;
	mock_smc.interruptible = !irqs_disabled();
	if (function == MMCOMM_SPM_MM_VERSION) {
		mock_smc.versions++;
		return mock_smc.version;
	}
	if (mock_smc.communicate)
		mock_smc.communicate(a2);
	return mock_smc.code;
}

const struct mmcomm_smc_ops mock_smc_ops = {
	.absence = absence,
	.refusal = refusal,
	.call = call,
};

static const char *always_absent(void)
{
	return "this architecture has no secure monitor call";
}

const struct mmcomm_smc_ops mock_no_smc_ops = {
	.absence = always_absent,
};
