/* SPDX-License-Identifier: GPL-2.0 */
/* Alignment. */
#ifndef _SHIM_LINUX_ALIGN_H
#define _SHIM_LINUX_ALIGN_H

#define IS_ALIGNED(value, to) (((value) & ((typeof(value))(to) - 1)) == 0)

#endif /* _SHIM_LINUX_ALIGN_H */
