/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * Where things are on QEMU's virt machine with secure=on and 1 GiB, and what the
 * monitor's files call of each other.
 */
#ifndef MONITOR_H_
#define MONITOR_H_

#define GIC_DISTRIBUTOR		0x08000000
#define GIC_REDISTRIBUTOR	0x080a0000	/* the first CPU's */
#define SECURE_GPIO		0x090b0000	/* its lines switch off and reset */
#define DEVICE_TREE		0x40000000
#define MM_VERSION_WORD		0x401ff000	/* for QEMU's loader: see README.rst */
#define HYPERVISOR_WORD		0x401ff004	/* likewise */
#define LINUX_IMAGE		0x40200000
#define HYPERVISOR		0x7fdff000	/* a page */
#define NS_BUFFER		0x7fe00000
#define NS_BUFFER_END		0x80000000

#define PSCI_SYSTEM_OFF		0x84000008

#ifdef __ASSEMBLER__

/* Exception classes in ESR_ELx */
#define ESR_CLASS_SHIFT		26
#define ESR_CLASS_HVC		0x16
#define ESR_CLASS_SMC		0x17

/* So many entries of a table of vectors that nobody expects to be taken */
	.macro	unexpected count, target
	.rept	\count
	.balign	0x80
	b	\target
	.endr
	.endm

#else /* __ASSEMBLER__ */

#include <stdbool.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;

#define BIT(number)		(1U << (number))
#define __packed		__attribute__((__packed__))

/* What SMCCC and PSCI answer where they know no such call. */
#define NOT_SUPPORTED		((u64)-1)

/* main.c, called from entry.S */
void monitor_init(void);
u64 monitor_call(u64 function, u64 x1, u64 x2, u64 x3);

/* mm.c */
void mm_init(void);
bool mm_serves(u32 function);
u64 mm_call(u32 function, u64 cookie, u64 address, u64 size);

/* entry.S */
void spoil_simd(void);

#endif /* __ASSEMBLER__ */

#endif /* MONITOR_H_ */
