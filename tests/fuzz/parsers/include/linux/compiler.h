/* SPDX-License-Identifier: GPL-2.0 */
/* Accesses that the compiler may not split or repeat. */
#ifndef _SHIM_LINUX_COMPILER_H
#define _SHIM_LINUX_COMPILER_H

#define READ_ONCE(place)	(*(const volatile typeof(place) *)&(place))
#define WRITE_ONCE(place, value) (*(volatile typeof(place) *)&(place) = (value))

#endif /* _SHIM_LINUX_COMPILER_H */
