/* SPDX-License-Identifier: GPL-2.0 */
/* Assertions about layouts: those of C. */
#ifndef _SHIM_LINUX_BUILD_BUG_H
#define _SHIM_LINUX_BUILD_BUG_H

#include <assert.h>
#include <stddef.h>

#endif /* _SHIM_LINUX_BUILD_BUG_H */
