/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The differences between the kernel versions that mmcomm builds on, 6.1 and
 * newer. Nothing else in the driver looks at LINUX_VERSION_CODE.
 */
#ifndef _MMCOMM_COMPAT_H
#define _MMCOMM_COMPAT_H

#include <linux/version.h>

/* 6.2: symbols that are exported for KUnit suites alone. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
#include <kunit/visibility.h>
#else
#define EXPORT_SYMBOL_IF_KUNIT(symbol)
#endif

/* 6.3: functions that a KUnit suite may replace for the time of a test. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#include <kunit/static_stub.h>
#else
#define KUNIT_STATIC_STUB_REDIRECT(function, ...) do {} while (0)
#endif

/* 6.12: unaligned.h has moved. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#include <linux/unaligned.h>
#else
#include <asm/unaligned.h>
#endif

/*
 * 6.19: on arm64 a runtime service of EFI may be preempted, and so be half-way when
 * the machine is stopped, with a message of its own in the memory that MM shares.
 */
#define MMCOMM_EFI_CALLS_ARE_PREEMPTIBLE \
	(IS_ENABLED(CONFIG_ARM64) && LINUX_VERSION_CODE >= KERNEL_VERSION(6, 19, 0))

#endif /* _MMCOMM_COMPAT_H */
