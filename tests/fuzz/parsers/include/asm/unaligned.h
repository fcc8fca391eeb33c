/* SPDX-License-Identifier: GPL-2.0 */
/* Reading and writing where nothing is aligned. */
#ifndef _SHIM_ASM_UNALIGNED_H
#define _SHIM_ASM_UNALIGNED_H

#include <string.h>

#include <linux/types.h>

static inline u32 get_unaligned_le32(const void *at)
{
	u32 value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static inline u64 get_unaligned_le64(const void *at)
{
	u64 value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static inline u32 get_unaligned_be32(const void *at)
{
	return __builtin_bswap32(get_unaligned_le32(at));
}

static inline u64 get_unaligned_be64(const void *at)
{
	return __builtin_bswap64(get_unaligned_le64(at));
}

static inline void put_unaligned_le32(u32 value, void *at)
{
	memcpy(at, &value, sizeof(value));
}

static inline void put_unaligned_le64(u64 value, void *at)
{
	memcpy(at, &value, sizeof(value));
}

#endif /* _SHIM_ASM_UNALIGNED_H */
