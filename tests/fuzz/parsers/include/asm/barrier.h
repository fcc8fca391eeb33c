/* SPDX-License-Identifier: GPL-2.0 */
/* Barriers. */
#ifndef _SHIM_ASM_BARRIER_H
#define _SHIM_ASM_BARRIER_H

/* Nobody else looks at the memory, and it is accessed with READ_ONCE() and so on. */
static inline void rmb(void)
{
}

/* The same. */
static inline void wmb(void)
{
}

#endif /* _SHIM_ASM_BARRIER_H */
