/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * What stands between Linux and the monitor where a hypervisor is asked for: Linux
 * runs at EL1 and makes its calls by HVC, which are passed on. An SMC of its own,
 * which a hypervisor may well take for a fault, switches the machine off.
 */
#include "monitor.h"

/* HCR_EL2: EL1 is 64 bits wide, an SMC there comes here. */
#define HCR_EL2_VALUE	(1 << 31 | 1 << 19)

/* CPTR_EL2: only what has to be 1. Nothing is trapped. */
#define CPTR_EL2_VALUE	0x33ff

/* CNTHCTL_EL2: EL1 uses the physical timer, too. */
#define CNTHCTL_EL2_VALUE	3

#define ICC_SRE_EL2	S3_4_C12_C9_5
#define ICC_SRE_VALUE	0xf

	.section .text
	.global	hypervisor
hypervisor:
	ldr	x0, =HCR_EL2_VALUE
	msr	hcr_el2, x0
	ldr	x0, =CPTR_EL2_VALUE
	msr	cptr_el2, x0
	mov	x0, #CNTHCTL_EL2_VALUE
	msr	cnthctl_el2, x0
	msr	cntvoff_el2, xzr
	msr	hstr_el2, xzr
	msr	vttbr_el2, xzr
	mrs	x0, midr_el1
	msr	vpidr_el2, x0
	mrs	x0, mpidr_el1
	msr	vmpidr_el2, x0
	mov	x0, #ICC_SRE_VALUE
	msr	ICC_SRE_EL2, x0

	/* Nothing but EL3 may execute secure memory. */
	adr	x0, vectors
	adr	x1, vectors_end
	ldr	x2, =HYPERVISOR
	msr	vbar_el2, x2
1:	ldr	x3, [x0], #8
	str	x3, [x2], #8
	cmp	x0, x1
	b.lo	1b
	isb
	b	enter_el1

	.balign	0x800
vectors:
	unexpected 8, off
	.balign	0x80
	b	call		/* synchronous, from a lower level in AArch64 */
	unexpected 7, off

call:
	msr	tpidr_el2, x4
	mrs	x4, esr_el2
	lsr	x4, x4, #ESR_CLASS_SHIFT
	cmp	x4, #ESR_CLASS_HVC
	mrs	x4, tpidr_el2
	b.ne	off
	smc	#0
	eret

off:	ldr	x0, =PSCI_SYSTEM_OFF
	smc	#0
	.ltorg
	.balign	8
vectors_end:
