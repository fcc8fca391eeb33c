// SPDX-License-Identifier: GPL-2.0
/*
 * Physical memory that a test makes up.
 */
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "fake_memory.h"

#define MAX_REGIONS 32

struct fake_memory fake_memory;

/**
 * fake_memory_init - no memory at all
 */
void fake_memory_init(void)
{
	fake_memory = (struct fake_memory) {};
}

static void free_range(void *bytes)
{
	vfree(bytes);
}

static u8 *allocate(struct kunit *test, u64 length)
{
	/* Guard pages and KASAN see who reads past the end. */
	u8 *bytes = vzalloc(length);

	KUNIT_ASSERT_NOT_NULL(test, bytes);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, free_range, bytes), 0);
	return bytes;
}

/**
 * fake_memory_add - make up a range of memory
 * @test: the test, which frees it
 * @start: physical address
 * @length: bytes
 *
 * Return: the memory, all zero.
 */
u8 *fake_memory_add(struct kunit *test, u64 start, u64 length)
{
	struct fake_range *range = &fake_memory.ranges[fake_memory.count];

	KUNIT_ASSERT_LT(test, fake_memory.count, FAKE_MAX_RANGES);
	fake_memory.count++;
	range->start = start;
	range->length = length;
	range->bytes = allocate(test, length);
	return range->bytes;
}

/**
 * fake_memory_freeze - from now on nothing may write
 * @test: the test
 */
void fake_memory_freeze(struct kunit *test)
{
	u32 i;

	for (i = 0; i < fake_memory.count; i++) {
		struct fake_range *range = &fake_memory.ranges[i];

		if (!range->before)
			range->before = allocate(test, range->length);
		memcpy(range->before, range->bytes, range->length);
	}
}

/**
 * fake_memory_expect_untouched - nothing wrote, and nothing is still mapped
 * @test: the test
 */
void fake_memory_expect_untouched(struct kunit *test)
{
	u32 i;

	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
	for (i = 0; i < fake_memory.count; i++) {
		struct fake_range *range = &fake_memory.ranges[i];

		KUNIT_EXPECT_EQ_MSG(test, memcmp(range->bytes, range->before,
						 range->length), 0,
				    "memory at 0x%llx was written", range->start);
	}
}

static struct fake_range *range_of(u64 start, u64 length)
{
	u32 i;

	for (i = 0; i < fake_memory.count; i++) {
		struct fake_range *range = &fake_memory.ranges[i];

		if (start >= range->start && start - range->start < range->length &&
		    length <= range->length - (start - range->start))
			return range;
	}
	return NULL;
}

/**
 * fake_memory_at - memory at a physical address
 * @address: in one of the ranges
 *
 * Return: where it stands.
 */
void *fake_memory_at(u64 address)
{
	struct fake_range *range = range_of(address, 1);

	return range ? range->bytes + (address - range->start) : NULL;
}

/**
 * fake_region - add a region to a memory map, and the memory in it
 * @test: the test, which frees both
 * @map: the map
 * @type: EFI memory type
 * @start: physical address
 * @length: bytes
 *
 * Return: the memory, all zero.
 */
u8 *fake_region(struct kunit *test, struct mmcomm_memory_map *map, u32 type,
		u64 start, u64 length)
{
	if (!map->regions)
		map->regions = kunit_kcalloc(test, MAX_REGIONS, sizeof(*map->regions),
					     GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, map->regions);
	KUNIT_ASSERT_LT(test, map->count, MAX_REGIONS);
	map->regions[map->count++] = (struct mmcomm_memory_region) {
		.start = start,
		.length = length,
		.attribute = MMCOMM_MEMORY_WB,
		.type = type,
	};
	return fake_memory_add(test, start, length);
}

static void *fake_map(u64 start, u64 length)
{
	struct fake_range *range = range_of(start, length);

	if (++fake_memory.maps == fake_memory.refused_map || !range || range->unmappable) {
		fake_memory.map_failed = true;
		return NULL;
	}
	fake_memory.mapped++;
	return range->bytes + (start - range->start);
}

static void fake_unmap(void *virt)
{
	fake_memory.mapped--;
}

static bool fake_is_system_ram(u64 start, u64 length)
{
	return mmcomm_ranges_overlap(start, length, fake_memory.system_ram.start,
				     fake_memory.system_ram.length);
}

const struct mmcomm_physical_access fake_access = {
	.map = fake_map,
	.unmap = fake_unmap,
	.is_system_ram = fake_is_system_ram,
	.map_failed = &fake_memory.map_failed,
};
