// SPDX-License-Identifier: GPL-2.0
/*
 * Random numbers that follow from a seed and a call's number, see random.h.
 */
#include <string.h>

#include "random.h"

/* SplitMix64: a counter, and a function that spreads it over all bits. */
#define STEP	0x9e3779b97f4a7c15ULL

static __u64 spread(__u64 value)
{
	value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
	value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
	return value ^ (value >> 31);
}

void random_seed(struct random *random, __u64 seed, __u64 call)
{
	random->state = spread(spread(seed + STEP) + call * STEP);
}

__u64 random_u64(struct random *random)
{
	random->state += STEP;
	return spread(random->state);
}

__u32 random_below(struct random *random, __u32 limit)
{
	__u32 value = random_u64(random);

	return limit ? value % limit : value;
}

__u32 random_between(struct random *random, __u32 low, __u32 high)
{
	return low + random_u64(random) % ((__u64)high - low + 1);
}

bool random_one_in(struct random *random, __u32 times)
{
	return !random_below(random, times);
}

void random_fill(struct random *random, void *to, size_t length)
{
	__u8 *at = to;
	__u64 value;

	while (length) {
		size_t part = length < sizeof(value) ? length : sizeof(value);

		value = random_u64(random);
		memcpy(at, &value, part);
		at += part;
		length -= part;
	}
}

__u32 random_length(struct random *random, __u32 near, __u64 capacity)
{
	static const __u32 small[] = { 0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 24, 40, 56 };
	static const __u32 large[] = {
		0x7fffffff, 0x80000000, 0x80000001, 0xffffffff, 0xfffffffe,
		0xfffffff8, 0xffffffe8, 0xffffffc8, 0xfffff000, 0x10000, 0x1000000,
	};
	static const int nearby[] = { -57, -56, -25, -24, -8, -1, 0, 1, 8, 24, 32, 56 };

	switch (random_below(random, 16)) {
	case 0 ... 2:
		return random_of(random, small);
	case 3:
		return random_of(random, large);
	case 4 ... 5:
		return near + random_of(random, nearby);
	case 6:
		return capacity + random_of(random, nearby);
	case 7:
		return 4096 * random_between(random, 1, 4) + random_of(random, nearby);
	case 8:
		return random_between(random, 0, capacity);
	case 9:
		return random_u64(random);
	default:
		return random_between(random, 1, 512);
	}
}
