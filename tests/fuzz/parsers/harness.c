// SPDX-License-Identifier: GPL-2.0
/*
 * Between libFuzzer and a target.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"

/* Room that a verdict of discovery has for a sentence. */
#define REASON_LEN	160

static unsigned long accepted_count;

static void print_accepted(void)
{
	fprintf(stderr, "ACCEPTED: %lu\n", accepted_count);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return atexit(print_accepted);
}

void accepted(void)
{
	accepted_count++;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct input input = { data, size };

	fuzz(&input);
	return 0;
}

void require_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "REQUIRED: %s (%s:%d)\n", condition, file, line);
	abort();
}

void require_sentence(const char *refusal)
{
	size_t length = strlen(refusal);

	require(length && length < REASON_LEN - sizeof("the buffer pointer "));
	require(islower((unsigned char)refusal[0]) && refusal[length - 1] != '.');
	while (length--)
		require(isprint((unsigned char)refusal[length]));
}

static void take(struct input *input, void *to, size_t length)
{
	size_t some = length < input->left ? length : input->left;

	memset(to, 0, length);
	memcpy(to, input->at, some);
	input->at += some;
	input->left -= some;
}

u8 take_u8(struct input *input)
{
	u8 value;

	take(input, &value, sizeof(value));
	return value;
}

u16 take_u16(struct input *input)
{
	u16 value;

	take(input, &value, sizeof(value));
	return value;
}

u32 take_u32(struct input *input)
{
	u32 value;

	take(input, &value, sizeof(value));
	return value;
}

u64 take_u64(struct input *input)
{
	u64 value;

	take(input, &value, sizeof(value));
	return value;
}

u8 *take_block(struct input *input, size_t length)
{
	u8 *block = malloc(length);

	if (!block)
		abort();
	take(input, block, length);
	return block;
}

void write_as_mm(struct input *input, u8 *at, u64 length)
{
	u32 i, start, count;
	u8 byte;

	for (i = 0; i < 8 && input->left; i++) {
		start = take_u16(input) % length;
		count = take_u8(input);
		byte = take_u8(input);
		memset(at + start, byte, count < length - start ? count : length - start);
	}
}
