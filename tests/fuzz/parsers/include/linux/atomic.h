/* SPDX-License-Identifier: GPL-2.0 */
/* Exchanges that are not split. */
#ifndef _SHIM_LINUX_ATOMIC_H
#define _SHIM_LINUX_ATOMIC_H

#define cmpxchg(place, old, new) __sync_val_compare_and_swap(place, old, new)

#endif /* _SHIM_LINUX_ATOMIC_H */
