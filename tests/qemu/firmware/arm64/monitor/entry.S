/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * From reset to Linux, and in and out of a secure monitor call. The first CPU
 * enters Linux at the highest exception level below EL3; the others are parked.
 *
 * The MMU stays off at EL3, so that every access bypasses the caches that Linux
 * uses: right on QEMU, which has none.
 */
#include "monitor.h"

/* SCR_EL3: below EL3 is non-secure, 64 bits wide, and may use HVC. */
#define SCR_EL3_VALUE	(1 << 10 | 1 << 8 | 3 << 4 | 1 << 0)

/* SCTLR_ELx: MMU and caches off, little endian. */
#define SCTLR_EL3_VALUE	0x30c50830
#define SCTLR_EL2_VALUE	0x30c50830
#define SCTLR_EL1_VALUE	0x30d00800

/* SPSR_EL3: interrupts masked, at that level with its own stack pointer. */
#define SPSR_EL2H	0x3c9
#define SPSR_EL1H	0x3c5

/* CPTR_EL3: SVE is not trapped, which is bit 8 where there is SVE. ZCR_EL3: any length. */
#define CPTR_EL3_VALUE	(1 << 8)
#define ZCR_EL3		S3_6_C1_C2_0
#define ZCR_EL3_VALUE	0xf

/* ICC_SRE_EL3: the GIC by system registers, here and below. */
#define ICC_SRE_EL3	S3_6_C12_C12_5
#define ICC_SRE_VALUE	0xf

	.section .text.entry, "ax"
	.global	entry
entry:
	mrs	x0, mpidr_el1
	and	x0, x0, #0xffffff
	cbnz	x0, stop

	ldr	x0, =SCTLR_EL3_VALUE
	msr	sctlr_el3, x0
	mov	x0, #CPTR_EL3_VALUE
	msr	cptr_el3, x0
	adr	x0, vectors
	msr	vbar_el3, x0
	isb
	mrs	x0, id_aa64pfr0_el1
	ubfx	x0, x0, #32, #4
	cbz	x0, 1f
	mov	x0, #ZCR_EL3_VALUE
	msr	ZCR_EL3, x0
	isb

	/* A stack and variables that are 0, for what is written in C. */
1:	ldr	x0, =stack_top
	mov	sp, x0
	ldr	x0, =bss_start
	ldr	x1, =bss_end
2:	cmp	x0, x1
	b.hs	3f
	str	xzr, [x0], #8
	b	2b
3:	bl	monitor_init

	mov	x0, #ICC_SRE_VALUE
	msr	ICC_SRE_EL3, x0
	ldr	x0, =SCR_EL3_VALUE
	msr	scr_el3, x0
	isb

	mrs	x0, id_aa64pfr0_el1
	ubfx	x0, x0, #8, #4
	cbz	x0, enter_el1
	ldr	x0, =SCTLR_EL2_VALUE
	msr	sctlr_el2, x0
	ldr	x0, =HYPERVISOR_WORD
	ldr	w0, [x0]
	cbnz	w0, hypervisor
	mov	x0, #SPSR_EL2H
	b	enter

	.global	enter_el1
enter_el1:
	ldr	x0, =SCTLR_EL1_VALUE
	msr	sctlr_el1, x0
	mov	x0, #SPSR_EL1H
enter:	msr	spsr_el3, x0
	ldr	x0, =LINUX_IMAGE
	msr	elr_el3, x0

	/* Linux's boot protocol: the device tree, and three zeroes. */
	ldr	x0, =DEVICE_TREE
	mov	x1, xzr
	mov	x2, xzr
	mov	x3, xzr
	eret

/* Another CPU, or an exception that nobody expects: QEMU's -d int tells which. */
stop:
	wfe
	b	stop

	.balign	0x800
vectors:
	unexpected 8, stop
	.balign	0x80
	b	secure_call		/* synchronous, from a lower level in AArch64 */
	unexpected 7, stop

/* SMCCC: x4 to x17 come back as they were; so do x1 to x3, which need not. */
secure_call:
	sub	sp, sp, #160
	stp	x1, x2, [sp, #0]
	stp	x3, x4, [sp, #16]
	stp	x5, x6, [sp, #32]
	stp	x7, x8, [sp, #48]
	stp	x9, x10, [sp, #64]
	stp	x11, x12, [sp, #80]
	stp	x13, x14, [sp, #96]
	stp	x15, x16, [sp, #112]
	stp	x17, x18, [sp, #128]
	str	x30, [sp, #144]
	mrs	x4, esr_el3
	lsr	x4, x4, #ESR_CLASS_SHIFT
	cmp	x4, #ESR_CLASS_SMC
	b.ne	stop
	bl	monitor_call
	ldp	x1, x2, [sp, #0]
	ldp	x3, x4, [sp, #16]
	ldp	x5, x6, [sp, #32]
	ldp	x7, x8, [sp, #48]
	ldp	x9, x10, [sp, #64]
	ldp	x11, x12, [sp, #80]
	ldp	x13, x14, [sp, #96]
	ldp	x15, x16, [sp, #112]
	ldp	x17, x18, [sp, #128]
	ldr	x30, [sp, #144]
	add	sp, sp, #160
	eret

/*
 * spoil_simd() - leaves something else in every SIMD register
 *
 * Firmware that enters a partition without saving them does that; a caller in
 * Linux holds the registers of whichever process ran last.
 */
	.text
	.global	spoil_simd
spoil_simd:
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	movi	v\n\().16b, #0xa5
	.endr
	.irp	n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	movi	v\n\().16b, #0x5a
	.endr
	mov	x0, #0x07c00000		/* another rounding, flush to zero, default NaN */
	msr	fpcr, x0
	mov	x0, #0x1f		/* every exception seen */
	msr	fpsr, x0
	ret
