/* SPDX-License-Identifier: BSD-2-Clause-Patent */
/*
 * Where the secure partition and its buffers lie on QEMU's virt machine, under the
 * names that TF-A's SPM_MM asks a platform for; and where TF-A prints.
 *
 * Secure DRAM, 15 MiB from 0x0e100000: image, heap, stacks; at its end what EL3
 * tells the partition. The buffer that both worlds share is the last 2 MiB of
 * memory: TF-A finds the place in the device tree, and reserves it there.
 */
#ifndef MMCOMM_PLATFORM_DEF_H
#define MMCOMM_PLATFORM_DEF_H

#include "../../qemu/qemu/include/platform_def.h"

/* The secure serial port: the other one is the operating system's. */
#undef PLAT_QEMU_BOOT_UART_BASE
#define PLAT_QEMU_BOOT_UART_BASE	UART1_BASE

#if SPM_MM

/* One more than the machine has without a partition. */
#undef MAX_MMAP_REGIONS
#define MAX_MMAP_REGIONS		12

#ifdef IMAGE_BL31
/* Pages of 4 KiB throughout: the partition's core sets rights page by page. */
#define PLAT_SP_IMAGE_MMAP_REGIONS	16
#define PLAT_SP_IMAGE_MAX_XLAT_TABLES	24
#define PLAT_SP_IMAGE_XLAT_SECTION_NAME	"xlat_table"
#define PLAT_SP_IMAGE_BASE_XLAT_SECTION_NAME "base_xlat_table"
#endif

#define PLAT_SPM_COOKIE_0		ULL(0)
#define PLAT_SPM_COOKIE_1		ULL(0)

/* Of the two priority bits that secure software has, the partition's. */
#define QEMU_PRI_BITS			2
#define PLAT_SP_PRI			0x20

#define PLAT_QEMU_SP_IMAGE_BASE		BL32_BASE
#define PLAT_QEMU_SP_IMAGE_SIZE		ULL(0x300000)

#define PLAT_QEMU_SP_IMAGE_HEAP_BASE	(PLAT_QEMU_SP_IMAGE_BASE + PLAT_QEMU_SP_IMAGE_SIZE)
#define PLAT_QEMU_SP_IMAGE_HEAP_SIZE	ULL(0x800000)

#define PLAT_SP_IMAGE_STACK_BASE \
	(PLAT_QEMU_SP_IMAGE_HEAP_BASE + PLAT_QEMU_SP_IMAGE_HEAP_SIZE)
#define PLAT_SP_IMAGE_STACK_PCPU_SIZE	ULL(0x10000)

#define PLAT_SPM_BUF_SIZE		(PLATFORM_CORE_COUNT * ULL(0x10000))
#define PLAT_SPM_BUF_BASE		(BL32_LIMIT - PLAT_SPM_BUF_SIZE)

/* A base for the build; the one in use comes from the device tree. */
#define PLAT_QEMU_SP_IMAGE_NS_BUF_BASE	ULL(0x7fe00000)
#define PLAT_QEMU_SP_IMAGE_NS_BUF_SIZE	ULL(0x200000)
#define PLAT_SP_IMAGE_NS_BUF_BASE	PLAT_QEMU_SP_IMAGE_NS_BUF_BASE
#define PLAT_SP_IMAGE_NS_BUF_SIZE	PLAT_QEMU_SP_IMAGE_NS_BUF_SIZE

#ifdef IMAGE_BL2
/* Written as data here, where it is loaded. */
#define QEMU_SP_IMAGE_MMAP \
	MAP_REGION_FLAT(PLAT_QEMU_SP_IMAGE_BASE, PLAT_QEMU_SP_IMAGE_SIZE, \
			MT_MEMORY | MT_RW | MT_SECURE)
#else
/* Code, until the partition's core says which of it is data. */
#define QEMU_SP_IMAGE_MMAP \
	MMCOMM_SP_REGION(PLAT_QEMU_SP_IMAGE_BASE, PLAT_QEMU_SP_IMAGE_SIZE, \
			 MT_CODE | MT_SECURE)
#endif

#define MMCOMM_SP_REGION(base, size, attributes) \
	MAP_REGION2(base, base, size, (attributes) | MT_USER, PAGE_SIZE)

/* Heap and stacks. */
#define QEMU_SP_IMAGE_RW_MMAP \
	MMCOMM_SP_REGION(PLAT_QEMU_SP_IMAGE_HEAP_BASE, \
			 PLAT_QEMU_SP_IMAGE_HEAP_SIZE + \
				PLATFORM_CORE_COUNT * PLAT_SP_IMAGE_STACK_PCPU_SIZE, \
			 MT_RW_DATA | MT_SECURE)

#define QEMU_SPM_BUF_EL0_MMAP \
	MMCOMM_SP_REGION(PLAT_SPM_BUF_BASE, PLAT_SPM_BUF_SIZE, MT_RO_DATA | MT_SECURE)

#define QEMU_SPM_BUF_EL3_MMAP \
	MAP_REGION_FLAT(PLAT_SPM_BUF_BASE, PLAT_SPM_BUF_SIZE, MT_RW_DATA | MT_SECURE)

#define QEMU_SP_IMAGE_NS_BUF_MMAP \
	MMCOMM_SP_REGION(PLAT_QEMU_SP_IMAGE_NS_BUF_BASE, PLAT_QEMU_SP_IMAGE_NS_BUF_SIZE, \
			 MT_RW_DATA | MT_NS)

/* The end of the partition's list: its variable store is ordinary memory of its own. */
#define MAP_SECURE_VARSTORE		{0}

/* As many as StandaloneMm's core makes of its boot information. */
#define PLAT_QEMU_SP_IMAGE_NUM_MEM_REGIONS 6

#endif /* SPM_MM */

#endif
