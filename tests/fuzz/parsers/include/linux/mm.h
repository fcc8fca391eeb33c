/* SPDX-License-Identifier: GPL-2.0 */
/* Memory that is large or small. */
#ifndef _SHIM_LINUX_MM_H
#define _SHIM_LINUX_MM_H

#include <linux/slab.h>

#endif /* _SHIM_LINUX_MM_H */
