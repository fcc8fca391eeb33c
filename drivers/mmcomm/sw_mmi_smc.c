// SPDX-License-Identifier: GPL-2.0
/*
 * The machine's own secure monitor behind struct mmcomm_smc_ops. On a machine
 * without one an SMC is an undefined instruction, and on some it never comes
 * back: the conduit decides.
 */
#include "sw_mmi.h"

#ifdef CONFIG_ARM64

#include <linux/arm-smccc.h>
#include <linux/irqflags.h>
#include <asm/cpufeature.h>
#include <asm/sysreg.h>

static const char *smc_absence(void)
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

/*
 * EL3 with SPM_MM does not let the normal world use SVE and SME. Where it did, a
 * call could lose registers that are not saved here.
 */
static const char *smc_refusal(void)
{
	if (system_supports_sve() || system_supports_sme())
		return "MM may overwrite SVE and SME registers: boot with arm64.nosve arm64.nosme";
	return NULL;
}

/*
 * A secure partition may use the floating point and SIMD registers, and EL3 need
 * not keep them for the normal world. They may hold the state of a task that was
 * interrupted on this CPU, for when it goes on. kernel_neon_begin() would save
 * that, but not while the machine is stopped.
 */
struct simd_state {
	u64 q[64];
	u64 fpsr;
	u64 fpcr;
};

#define EACH_REGISTER							\
	".arch_extension fp\n"						\
	".irp r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, "	\
	"16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31\n"

static void simd_save(struct simd_state *state)
{
	if (!system_supports_fpsimd())
		return;
	asm volatile(EACH_REGISTER "str q\\r, [%0, 16 * \\r]\n.endr"
		     : : "r" (state->q) : "memory");
	state->fpsr = read_sysreg(fpsr);
	state->fpcr = read_sysreg(fpcr);
}

static void simd_restore(const struct simd_state *state)
{
	if (!system_supports_fpsimd())
		return;
	asm volatile(EACH_REGISTER "ldr q\\r, [%0, 16 * \\r]\n.endr"
		     : : "r" (state->q) : "memory");
	write_sysreg(state->fpsr, fpsr);
	write_sysreg(state->fpcr, fpcr);
}

/* With interrupts off, so that the registers are one task's throughout. */
static u64 smc_call(u32 function, u64 a1, u64 a2, u64 a3)
{
	struct arm_smccc_res res;
	struct simd_state state;
	unsigned long flags;

	local_irq_save(flags);
	simd_save(&state);
	arm_smccc_smc(function, a1, a2, a3, 0, 0, 0, 0, &res);
	simd_restore(&state);
	local_irq_restore(flags);
	return res.a0;
}

const struct mmcomm_smc_ops mmcomm_real_smc = {
	.absence = smc_absence,
	.refusal = smc_refusal,
	.call = smc_call,
};

#else

static const char *smc_absence(void)
{
	return "this architecture has no secure monitor call";
}

const struct mmcomm_smc_ops mmcomm_real_smc = {
	.absence = smc_absence,
};

#endif
