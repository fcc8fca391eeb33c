/* SPDX-License-Identifier: GPL-2.0 */
/* Barriers. */
#ifndef _SHIM_ASM_BARRIER_H
#define _SHIM_ASM_BARRIER_H

#define rmb() __sync_synchronize()
#define wmb() __sync_synchronize()

#endif /* _SHIM_ASM_BARRIER_H */
