/* SPDX-License-Identifier: GPL-2.0 */
/* Error numbers are the same here and in the kernel. */
#ifndef _SHIM_LINUX_ERRNO_H
#define _SHIM_LINUX_ERRNO_H

#include <asm/errno.h>

#endif /* _SHIM_LINUX_ERRNO_H */
