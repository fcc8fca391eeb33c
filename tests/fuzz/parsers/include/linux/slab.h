/* SPDX-License-Identifier: GPL-2.0 */
/* Memory, from the heap, where the sanitizer sees its ends. */
#ifndef _SHIM_LINUX_SLAB_H
#define _SHIM_LINUX_SLAB_H

#include <stdlib.h>

#include <linux/types.h>

#define GFP_KERNEL 0

#define kvcalloc(count, size, flags)	calloc(count, size)
#define kvfree(memory)			free(memory)
#define kfree(memory)			free(memory)

#endif /* _SHIM_LINUX_SLAB_H */
