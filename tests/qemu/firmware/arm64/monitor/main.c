// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * What the secure world owes Linux: interrupts that belong to the non-secure side,
 * and answers to PSCI and to questions about the calling convention. Messages to
 * Management Mode are mm.c's.
 */
#include "monitor.h"

/* SMCCC (Arm DEN0028) and PSCI (Arm DEN0022) function ids */
#define SMCCC_VERSION		0x80000000
#define PSCI_VERSION		0x84000000
#define PSCI_SYSTEM_RESET	0x84000009
#define PSCI_FEATURES		0x8400000a

#define SMCCC_1_1		0x10001
#define PSCI_1_1		0x10001

/* GICv3 distributor */
#define GICD_CTLR		0x0000
#define GICD_CTLR_ARE_S		BIT(4)	/* affinity routing, both worlds */
#define GICD_CTLR_ARE_NS	BIT(5)
#define GICD_CTLR_RWP		BIT(31)
#define GICD_TYPER		0x0004
#define GICD_TYPER_LINES	0x1f		/* in units of 32 */
#define GICD_IGROUPR		0x0080		/* 32 interrupts a word */

/* GICv3 redistributor: the frame of its own, and the one of private interrupts */
#define GICR_WAKER		0x0014
#define GICR_WAKER_SLEEP	BIT(1)
#define GICR_WAKER_ASLEEP	BIT(2)
#define GICR_IGROUPR0		0x10080

/* PL061 */
#define GPIO_DIRECTION		0x400
#define GPIO_DATA(line)		(4 * BIT(line))	/* the address is the mask */
#define LINE_POWER_OFF		0
#define LINE_RESET		1

static u32 read32(unsigned long address)
{
	return *(volatile u32 *)address;
}

static void write32(unsigned long address, u32 value)
{
	*(volatile u32 *)address = value;
}

/* Every interrupt is Linux's: group 1 of the non-secure side. */
static void init_gic(void)
{
	u32 words;

	write32(GIC_DISTRIBUTOR + GICD_CTLR, GICD_CTLR_ARE_S | GICD_CTLR_ARE_NS);
	while (read32(GIC_DISTRIBUTOR + GICD_CTLR) & GICD_CTLR_RWP)
		;
	words = (read32(GIC_DISTRIBUTOR + GICD_TYPER) & GICD_TYPER_LINES) + 1;
	/* The first word is the CPU's own and stands in its redistributor. */
	for (u32 i = 1; i < words; i++)
		write32(GIC_DISTRIBUTOR + GICD_IGROUPR + 4 * i, 0xffffffff);

	write32(GIC_REDISTRIBUTOR + GICR_IGROUPR0, 0xffffffff);
	write32(GIC_REDISTRIBUTOR + GICR_WAKER,
		read32(GIC_REDISTRIBUTOR + GICR_WAKER) & ~GICR_WAKER_SLEEP);
	while (read32(GIC_REDISTRIBUTOR + GICR_WAKER) & GICR_WAKER_ASLEEP)
		;
}

void monitor_init(void)
{
	init_gic();
	mm_init();
}

/* Does not return: QEMU acts on the line's rise. */
static void raise_line(unsigned int line)
{
	write32(SECURE_GPIO + GPIO_DIRECTION, BIT(line));
	write32(SECURE_GPIO + GPIO_DATA(line), 0);
	write32(SECURE_GPIO + GPIO_DATA(line), BIT(line));
	for (;;)
		;
}

static bool is_known(u32 function)
{
	switch (function) {
	case SMCCC_VERSION:
	case PSCI_VERSION:
	case PSCI_SYSTEM_OFF:
	case PSCI_SYSTEM_RESET:
	case PSCI_FEATURES:
		return true;
	}
	return false;
}

/* Returns x0 of the call's answer. */
u64 monitor_call(u64 function, u64 x1, u64 x2, u64 x3)
{
	u32 id = function;

	if (mm_serves(id))
		return mm_call(id, x1, x2, x3);
	switch (id) {
	case SMCCC_VERSION:
		return SMCCC_1_1;
	case PSCI_VERSION:
		return PSCI_1_1;
	case PSCI_FEATURES:
		return is_known(x1) ? 0 : NOT_SUPPORTED;
	case PSCI_SYSTEM_OFF:
		raise_line(LINE_POWER_OFF);
		break;
	case PSCI_SYSTEM_RESET:
		raise_line(LINE_RESET);
		break;
	}
	return NOT_SUPPORTED;
}
