/* SPDX-License-Identifier: GPL-2.0 */
/* Memory, from the heap, where the sanitizer sees its ends. */
#ifndef _SHIM_LINUX_SLAB_H
#define _SHIM_LINUX_SLAB_H

#include <stdlib.h>

#include <linux/types.h>

#define GFP_KERNEL 0

static inline void *kvcalloc(size_t count, size_t size, int flags)
{
	return calloc(count, size);
}

static inline void kvfree(void *memory)
{
	free(memory);
}

static inline void kfree(void *memory)
{
	free(memory);
}

#endif /* _SHIM_LINUX_SLAB_H */
