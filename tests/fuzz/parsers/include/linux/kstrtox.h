/* SPDX-License-Identifier: GPL-2.0 */
/* Text to numbers, as strict as the kernel. */
#ifndef _SHIM_LINUX_KSTRTOX_H
#define _SHIM_LINUX_KSTRTOX_H

#include <linux/types.h>

int kstrtou64(const char *text, unsigned int base, u64 *value);

#endif /* _SHIM_LINUX_KSTRTOX_H */
