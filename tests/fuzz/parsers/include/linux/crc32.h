/* SPDX-License-Identifier: GPL-2.0 */
/* CRC32. */
#ifndef _SHIM_LINUX_CRC32_H
#define _SHIM_LINUX_CRC32_H

#include <linux/types.h>

u32 crc32_le(u32 crc, const u8 *bytes, size_t length);

#endif /* _SHIM_LINUX_CRC32_H */
