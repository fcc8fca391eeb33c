/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the fuzzing targets share: bytes of the input in memory that ends where
 * they end, and assertions that do not go away.
 */
#ifndef _HARNESS_H
#define _HARNESS_H

#include <linux/types.h>

/**
 * struct input - the fuzzer's bytes, taken from the front
 * @at: the next one
 * @left: how many there are
 */
struct input {
	const u8 *at;
	size_t left;
};

/* What a parser takes has to keep its promise. */
#define require(condition) \
	((condition) ? (void)0 : require_failed(#condition, __FILE__, __LINE__))

__noreturn void require_failed(const char *condition, const char *file, int line);

/*
 * Says that a parser took the input. A target in which none ever does would only
 * test refusals: whoever runs it looks at the number, which is printed at the end.
 */
void accepted(void);

/* A refusal is one sentence, for a place in front of it and a line's end behind. */
void require_sentence(const char *refusal);

/* Zeroes once there is nothing left. */
u8 take_u8(struct input *input);
u16 take_u16(struct input *input);
u32 take_u32(struct input *input);
u64 take_u64(struct input *input);

/*
 * The next @length bytes in a heap block of exactly that size, zeroes for those
 * that there are not. The caller frees it.
 */
u8 *take_block(struct input *input, size_t length);

/* MM writes: a place, a length and a byte, up to eight times, inside of @length. */
void write_as_mm(struct input *input, u8 *at, u64 length);

/* A target: one input. */
void fuzz(struct input *input);

#endif /* _HARNESS_H */
