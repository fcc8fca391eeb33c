/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel's build puts in front of every file. */
#ifndef _SHIM_LINUX_KCONFIG_H
#define _SHIM_LINUX_KCONFIG_H

#define IS_ENABLED(...)	0

#define __aligned(to)	__attribute__((aligned(to)))
#define __noreturn	__attribute__((noreturn))
#define __packed	__attribute__((packed))
#define __printf(text, first) __attribute__((format(printf, text, first)))

#endif /* _SHIM_LINUX_KCONFIG_H */
