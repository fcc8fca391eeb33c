/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the kernel logged since some moment.
 */
#ifndef _MMCOMM_KERNEL_LOG_H
#define _MMCOMM_KERNEL_LOG_H

#include <linux/types.h>

void kernel_log_mark(void);
u32 kernel_log_count(const char *text);

#endif /* _MMCOMM_KERNEL_LOG_H */
