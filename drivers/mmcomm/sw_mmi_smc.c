// SPDX-License-Identifier: GPL-2.0
/*
 * The machine's own secure monitor behind struct mmcomm_smc_ops. On a machine
 * without one an SMC is an undefined instruction, and on some it never comes
 * back: the conduit decides.
 */
#include "sw_mmi.h"

#ifdef CONFIG_ARM64

#include <linux/arm-smccc.h>

static const char *smc_refusal(void)
{
	switch (arm_smccc_1_1_get_conduit()) {
	case SMCCC_CONDUIT_SMC:
		return NULL;
	case SMCCC_CONDUIT_HVC:
		return "the conduit is HVC: a hypervisor stands where the secure monitor would";
	default:
		return "there is no conduit: no PSCI that tells of SMCCC 1.1 or newer";
	}
}

static u64 smc_call(u32 function, u64 a1, u64 a2, u64 a3)
{
	struct arm_smccc_res res;

	arm_smccc_smc(function, a1, a2, a3, 0, 0, 0, 0, &res);
	return res.a0;
}

const struct mmcomm_smc_ops mmcomm_real_smc = {
	.refusal = smc_refusal,
	.call = smc_call,
};

#else

static const char *smc_refusal(void)
{
	return "this architecture has no secure monitor call";
}

const struct mmcomm_smc_ops mmcomm_real_smc = {
	.refusal = smc_refusal,
};

#endif
