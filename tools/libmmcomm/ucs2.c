// SPDX-License-Identifier: GPL-2.0
/*
 * UEFI's 16-bit strings and UTF-8.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ucs2.h"

/* Reads the @n continuation bytes of a sequence that began with @value. */
static int continuation(const __u8 *in, int n, __u32 *value)
{
	for (int i = 0; i < n; i++) {
		if ((in[i] & 0xc0) != 0x80)
			return -EINVAL;
		*value = *value << 6 | (in[i] & 0x3f);
	}
	return 0;
}

int ucs2_from_utf8(const char *text, __u8 **out, size_t *bytes)
{
	const __u8 *in = (const __u8 *)text;
	__u8 *to;

	/* No sequence of UTF-8 is shorter than half of what becomes of it. */
	*out = malloc(2 * (strlen(text) + 1));
	if (!*out)
		return -ENOMEM;
	to = *out;

	for (;;) {
		__u32 value = *in;
		int more;

		if (value < 0x80) {
			more = 0;
		} else if (value >= 0xc2 && value < 0xe0) {
			more = 1;
			value &= 0x1f;
		} else if (value >= 0xe0 && value < 0xf0) {
			more = 2;
			value &= 0x0f;
		} else {
			goto invalid;
		}
		in++;
		if (continuation(in, more, &value) || (more == 2 && value < 0x800))
			goto invalid;
		in += more;
		*to++ = value & 0xff;
		*to++ = value >> 8;
		if (!value)
			break;
	}
	*bytes = to - *out;
	return 0;

invalid:
	free(*out);
	*out = NULL;
	return -EINVAL;
}

char *ucs2_to_utf8(const __u8 *in, size_t bytes)
{
	char *out = malloc(bytes / 2 * 3 + 1);
	char *to = out;

	if (!out)
		return NULL;
	for (size_t i = 0; i + 1 < bytes; i += 2) {
		__u32 value = in[i] | in[i + 1] << 8;

		if (!value)
			break;
		if (value < 0x80) {
			*to++ = value;
		} else if (value < 0x800) {
			*to++ = 0xc0 | value >> 6;
			*to++ = 0x80 | (value & 0x3f);
		} else {
			*to++ = 0xe0 | value >> 12;
			*to++ = 0x80 | (value >> 6 & 0x3f);
			*to++ = 0x80 | (value & 0x3f);
		}
	}
	*to = '\0';
	return out;
}
