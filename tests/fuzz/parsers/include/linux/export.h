/* SPDX-License-Identifier: GPL-2.0 */
/* Nothing is exported. */
#ifndef _SHIM_LINUX_EXPORT_H
#define _SHIM_LINUX_EXPORT_H

#define EXPORT_SYMBOL_GPL(...)

#endif /* _SHIM_LINUX_EXPORT_H */
