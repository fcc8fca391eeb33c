/* SPDX-License-Identifier: GPL-2.0 */
/* Strings and memory. */
#ifndef _SHIM_LINUX_STRING_H
#define _SHIM_LINUX_STRING_H

#include <string.h>

#include <linux/slab.h>
#include <linux/types.h>

static inline char *kstrdup(const char *text, int flags)
{
	return strdup(text);
}

void *memchr_inv(const void *memory, int byte, size_t length);
ptrdiff_t strscpy(char *to, const char *from, size_t room);

#endif /* _SHIM_LINUX_STRING_H */
