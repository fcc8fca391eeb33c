/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Physical memory that a test makes up: ranges of it behind struct
 * mmcomm_physical_access, each in memory whose ends cannot be overrun unseen.
 */
#ifndef _MMCOMM_FAKE_MEMORY_H
#define _MMCOMM_FAKE_MEMORY_H

#include <kunit/test.h>

#include "firmware.h"

#define FAKE_MAX_RANGES 8

/**
 * struct fake_range - one range of physical memory
 * @start: physical address
 * @length: bytes
 * @bytes: what stands there
 * @before: what stood there when fake_memory_freeze() was called
 * @unmappable: whether mapping it fails
 */
struct fake_range {
	u64 start;
	u64 length;
	u8 *bytes;
	u8 *before;
	bool unmappable;
};

/**
 * struct fake_memory - everything that can be reached
 * @ranges: the ranges; what lies between them cannot be mapped
 * @count: entries of @ranges
 * @system_ram: what Linux manages
 * @mapped: mappings that were not undone
 * @maps: times that anything was mapped
 * @refused_map: the time at which it fails, 0 for never
 * @map_failed: it failed at some time
 */
struct fake_memory {
	struct fake_range ranges[FAKE_MAX_RANGES];
	u32 count;
	struct mmcomm_range system_ram;
	int mapped;
	u32 maps;
	u32 refused_map;
	bool map_failed;
};

extern struct fake_memory fake_memory;
extern const struct mmcomm_physical_access fake_access;

void fake_memory_init(void);
u8 *fake_memory_add(struct kunit *test, u64 start, u64 length);
void fake_memory_freeze(struct kunit *test);
void fake_memory_expect_untouched(struct kunit *test);
void *fake_memory_at(u64 address);

/* A region of a memory map, and the memory in it. */
u8 *fake_region(struct kunit *test, struct mmcomm_memory_map *map, u32 type,
		u64 start, u64 length);

#endif /* _MMCOMM_FAKE_MEMORY_H */
