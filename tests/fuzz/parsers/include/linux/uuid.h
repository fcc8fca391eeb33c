/* SPDX-License-Identifier: GPL-2.0 */
/* GUIDs in memory order. */
#ifndef _SHIM_LINUX_UUID_H
#define _SHIM_LINUX_UUID_H

#include <string.h>

#include <linux/types.h>

typedef struct {
	u8 b[16];
} guid_t;

#define GUID_INIT(a, b, c, ...) ((guid_t) { {				\
	(a) & 0xff, (a) >> 8 & 0xff, (a) >> 16 & 0xff, (a) >> 24 & 0xff,	\
	(b) & 0xff, (b) >> 8 & 0xff, (c) & 0xff, (c) >> 8 & 0xff,	\
	__VA_ARGS__ } })

static inline bool guid_equal(const guid_t *a, const guid_t *b)
{
	return !memcmp(a, b, sizeof(*a));
}

extern const guid_t guid_null;

#endif /* _SHIM_LINUX_UUID_H */
