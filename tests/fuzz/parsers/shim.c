// SPDX-License-Identifier: GPL-2.0
/*
 * The functions of the kernel that the parsers call, as far as they call them.
 */
#include <errno.h>
#include <limits.h>

#include <linux/crc32.h>
#include <linux/kstrtox.h>
#include <linux/string.h>
#include <linux/uuid.h>

const guid_t guid_null;

/* Bit by bit: the polynomial of IEEE 802.3, reflected, nothing inverted. */
u32 crc32_le(u32 crc, const u8 *bytes, size_t length)
{
	while (length--) {
		crc ^= *bytes++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return crc;
}

static int digit_of(char text, unsigned int base)
{
	int digit = -1;

	if (text >= '0' && text <= '9')
		digit = text - '0';
	else if ((text | 0x20) >= 'a' && (text | 0x20) <= 'f')
		digit = (text | 0x20) - 'a' + 10;
	return digit < (int)base ? digit : -1;
}

/* A plus sign, the prefix of a base, digits and one newline: nothing else. */
int kstrtou64(const char *text, unsigned int base, u64 *value)
{
	u64 number = 0;
	int digit;

	if (*text == '+')
		text++;
	if (base == 0) {
		base = *text == '0' ? 8 : 10;
		if (*text == '0' && (text[1] | 0x20) == 'x' && digit_of(text[2], 16) >= 0)
			base = 16;
	}
	if (base == 16 && *text == '0' && (text[1] | 0x20) == 'x')
		text += 2;
	if (digit_of(*text, base) < 0)
		return -EINVAL;
	while ((digit = digit_of(*text, base)) >= 0) {
		if (__builtin_mul_overflow(number, (u64)base, &number) ||
		    __builtin_add_overflow(number, (u64)digit, &number))
			return -ERANGE;
		text++;
	}
	if (*text == '\n')
		text++;
	if (*text)
		return -EINVAL;
	*value = number;
	return 0;
}

void *memchr_inv(const void *memory, int byte, size_t length)
{
	const u8 *at = memory;

	/* Nearly always there is none, and the sanitizer looks at single bytes slowly. */
	if (length && *at == (u8)byte && !memcmp(at, at + 1, length - 1))
		return NULL;
	for (; length--; at++)
		if (*at != (u8)byte)
			return (void *)at;
	return NULL;
}

ptrdiff_t strscpy(char *to, const char *from, size_t room)
{
	size_t length = strnlen(from, room);

	if (!room)
		return -E2BIG;
	if (length == room) {
		memcpy(to, from, room - 1);
		to[room - 1] = '\0';
		return -E2BIG;
	}
	memcpy(to, from, length + 1);
	return length;
}
