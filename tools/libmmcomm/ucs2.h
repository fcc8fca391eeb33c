/* SPDX-License-Identifier: GPL-2.0 */
/*
 * UEFI's 16-bit strings and UTF-8. For use inside the library only.
 */
#ifndef LIBMMCOMM_UCS2_H
#define LIBMMCOMM_UCS2_H

#include <linux/types.h>
#include <stddef.h>

/**
 * ucs2_from_utf8 - write a 16-bit string
 * @text: UTF-8
 * @out: little-endian 16-bit characters with a NUL, memory of malloc(3)
 * @bytes: their length in bytes, with the NUL
 *
 * Return: 0, -EINVAL for what is not UTF-8 or outside 16 bits, or -ENOMEM.
 */
int ucs2_from_utf8(const char *text, __u8 **out, size_t *bytes);

/**
 * ucs2_to_utf8 - read a 16-bit string
 * @in: little-endian 16-bit characters
 * @bytes: their length in bytes; reading ends there or at a NUL
 *
 * Each character is turned on its own, surrogates too, as the kernel does for
 * the file names of efivarfs. The way back loses nothing.
 *
 * Return: memory of malloc(3), or NULL.
 */
char *ucs2_to_utf8(const __u8 *in, size_t bytes);

#endif
