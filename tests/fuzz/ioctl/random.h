/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Random numbers that follow from a seed and a call's number alone, so that any
 * call can be made again without those before it.
 */
#ifndef FUZZ_RANDOM_H
#define FUZZ_RANDOM_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

/** struct random - a stream of random numbers */
struct random {
	__u64 state;
};

/**
 * random_seed() - starts a stream
 * @random: the stream
 * @seed: seed of the run
 * @call: number of the call
 */
void random_seed(struct random *random, __u64 seed, __u64 call);

/** random_u64() - the next number */
__u64 random_u64(struct random *random);

/** random_below() - a number from 0 to @limit - 1; a @limit of 0 stands for 2^32 */
__u32 random_below(struct random *random, __u32 limit);

/** random_between() - a number from @low to @high */
__u32 random_between(struct random *random, __u32 low, __u32 high);

/** random_one_in() - true once in @times */
bool random_one_in(struct random *random, __u32 times);

/** random_fill() - random bytes */
void random_fill(struct random *random, void *to, size_t length);

/** random_of() - one element of an array */
#define random_of(random, array) \
	((array)[random_below(random, sizeof(array) / sizeof((array)[0]))])

/**
 * random_length() - a length that is worth trying
 * @random: the stream
 * @near: a length that matters, such as the request's
 * @capacity: the longest that the device takes
 *
 * Mostly short ones; sometimes around @near, @capacity, a page, 2^31 and 2^32.
 */
__u32 random_length(struct random *random, __u32 near, __u64 capacity);

#endif /* FUZZ_RANDOM_H */
