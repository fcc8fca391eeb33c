// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/buffer_set.c: which buffers stay, which go and which may be
 * moved, in made-up memory.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "core_fixture.h"

#define PAGE	MMCOMM_MM_PAGE_SIZE
#define MEMORY	0x7e000000ULL
#define LENGTH	(4 * PAGE)
#define PLACES	24
#define DIRT	0xd1

static struct mmcomm_communicator *const set = &mmcomm_core.communicator;
static struct mmcomm_findings *findings;

static u64 place(u32 index)
{
	return MEMORY + index * LENGTH;
}

static int buffer_set_init(struct kunit *test)
{
	core_fixture_init(test);
	memset(fake_memory_add(test, MEMORY, PLACES * LENGTH), DIRT, PLACES * LENGTH);
	set->executor = &mock_mm_port_ops;
	findings = kunit_kzalloc(test, sizeof(*findings), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, findings);
	return 0;
}

static void buffer_set_exit(struct kunit *test)
{
	mmcomm_buffers_drop_all();
	KUNIT_EXPECT_EQ(test, set->buffer_count, 0);
	core_fixture_exit(test);
}

/* One more buffer that discovery found. */
static struct mmcomm_buffer *found(struct kunit *test, u32 index)
{
	struct mmcomm_buffer *buffer = &findings->buffers[findings->buffer_count];

	KUNIT_ASSERT_LT(test, findings->buffer_count, MMCOMM_MAX_BUFFERS);
	KUNIT_ASSERT_EQ(test, mmcomm_buffer_init(buffer, findings->buffer_count,
						 MMCOMM_SOURCE_PARAMETER,
						 fake_access.map(place(index), LENGTH),
						 place(index), LENGTH), 0);
	buffer->mapped = true;
	findings->buffer_count++;
	return buffer;
}

/* Takes buffers at places 0, 1, 2... */
static void take(struct kunit *test, u32 count)
{
	u32 i;

	for (i = 0; i < count; i++)
		found(test, i);
	mmcomm_buffers_add(findings);
	findings->buffer_count = 0;
	KUNIT_ASSERT_EQ(test, set->buffer_count, count);
	KUNIT_ASSERT_EQ(test, fake_memory.mapped, count);
}

static bool holds(u64 address, u8 byte)
{
	return !memchr_inv(fake_memory_at(address), byte, LENGTH);
}

static void add_test(struct kunit *test)
{
	u32 i;

	take(test, 3);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, set->buffers[i].id, i);
		KUNIT_EXPECT_EQ(test, set->buffers[i].address, place(i));
		KUNIT_EXPECT_TRUE(test, holds(place(i), 0));
	}
	KUNIT_EXPECT_TRUE(test, holds(place(3), DIRT));
}

/* Neither the firmware's memory nor a machine that is only looked at. */
static void add_untouched_test(struct kunit *test)
{
	found(test, 0)->borrowed = true;
	mmcomm_buffers_add(findings);
	KUNIT_EXPECT_TRUE(test, holds(place(0), DIRT));

	findings->buffer_count = 0;
	set->probe_only = true;
	found(test, 1);
	mmcomm_buffers_add(findings);
	KUNIT_EXPECT_TRUE(test, holds(place(1), DIRT));

	findings->buffer_count = 0;
	set->probe_only = false;
	set->executor = NULL;
	found(test, 2);
	mmcomm_buffers_add(findings);
	KUNIT_EXPECT_TRUE(test, holds(place(2), DIRT));
	KUNIT_EXPECT_EQ(test, set->buffer_count, 3);
	KUNIT_EXPECT_EQ(test, set->exclusion.stops, 0);
}

/* An entry of the region table is the driver's for a call alone. */
static void add_claimed_test(struct kunit *test)
{
	static __le32 type;
	struct mmcomm_buffer *buffer = found(test, 0);

	buffer->mapped = false;
	fake_memory.mapped--;
	buffer->claim = &type;
	mmcomm_buffers_add(findings);
	KUNIT_EXPECT_EQ(test, set->buffer_count, 1);
	KUNIT_EXPECT_TRUE(test, holds(place(0), DIRT));
	KUNIT_EXPECT_EQ(test, set->exclusion.stops, 0);
	KUNIT_EXPECT_EQ(test, type, 0);
}

static void add_overlapping_test(struct kunit *test)
{
	take(test, 2);
	memset(fake_memory_at(place(1)), DIRT, LENGTH);
	set->buffers[1].state = MMCOMM_BUFFER_RETIRED;

	found(test, 1);
	found(test, 2);
	mmcomm_buffers_add(findings);
	KUNIT_ASSERT_EQ(test, set->buffer_count, 3);
	KUNIT_EXPECT_EQ(test, set->buffers[2].address, place(2));
	/* An id is nobody else's, whatever became of its buffer. */
	KUNIT_EXPECT_EQ(test, set->buffers[2].id, 2);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 3);
	KUNIT_EXPECT_TRUE(test, holds(place(1), DIRT));
}

static void add_too_many_test(struct kunit *test)
{
	take(test, MMCOMM_MAX_BUFFERS);
	found(test, MMCOMM_MAX_BUFFERS);
	mmcomm_buffers_add(findings);
	KUNIT_EXPECT_EQ(test, set->buffer_count, MMCOMM_MAX_BUFFERS);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, MMCOMM_MAX_BUFFERS);
	KUNIT_EXPECT_TRUE(test, holds(place(MMCOMM_MAX_BUFFERS), DIRT));
}

struct fate {
	const char *name;
	enum mmcomm_buffer_state state;
	enum mmcomm_buffer_source source;
	bool registered;
	bool kept;
};

static const struct fate fates[] = {
	{ "enabled", MMCOMM_BUFFER_ENABLED, MMCOMM_SOURCE_PARAMETER, false, false },
	{ "borrowed", MMCOMM_BUFFER_ENABLED, MMCOMM_SOURCE_BORROWED, false, false },
	{ "lost", MMCOMM_BUFFER_LOST, MMCOMM_SOURCE_BORROWED, false, false },
	{ "retired", MMCOMM_BUFFER_RETIRED, MMCOMM_SOURCE_BORROWED, false, true },
	{ "moved away from", MMCOMM_BUFFER_DISABLED, MMCOMM_SOURCE_PARAMETER, false, true },
	{ "moved", MMCOMM_BUFFER_ENABLED, MMCOMM_SOURCE_UPDATE, false, true },
	{ "moved, another MM now", MMCOMM_BUFFER_ENABLED, MMCOMM_SOURCE_UPDATE, true, false },
	{ "retired, another MM now", MMCOMM_BUFFER_RETIRED, MMCOMM_SOURCE_UPDATE, true, true },
	{ "retired, its MM stays", MMCOMM_BUFFER_RETIRED, MMCOMM_SOURCE_SIMULATED, true, true },
	{ "retired, its MM is gone", MMCOMM_BUFFER_RETIRED, MMCOMM_SOURCE_SIMULATED, false, false },
};

static void fate_desc(const struct fate *fate, char *desc)
{
	strscpy(desc, fate->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(fate, fates, fate_desc);

static void drop_old_test(struct kunit *test)
{
	static const struct mmcomm_executor registered;
	const struct fate *fate = test->param_value;
	struct mmcomm_range kept[MMCOMM_MAX_BUFFERS] = {};

	take(test, 3);
	set->buffers[1].state = fate->state;
	set->buffers[1].source = fate->source;
	if (fate->registered)
		mmcomm_core.registered = &registered;
	KUNIT_EXPECT_EQ(test, mmcomm_buffers_drop_old(kept), fate->kept);
	KUNIT_EXPECT_EQ(test, set->buffer_count, fate->kept);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, fate->kept);
	if (!fate->kept)
		return;
	KUNIT_EXPECT_EQ(test, set->buffers[0].id, 1);
	KUNIT_EXPECT_EQ(test, set->buffers[0].state, fate->state);
	KUNIT_EXPECT_EQ(test, kept[0].start, place(1));
	KUNIT_EXPECT_EQ(test, kept[0].length, LENGTH);
}

static void enabled_test(struct kunit *test)
{
	take(test, 3);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_buffers_enabled(1), &set->buffers[1]);
	KUNIT_EXPECT_NULL(test, mmcomm_buffers_enabled(3));
	set->buffers[1].state = MMCOMM_BUFFER_RETIRED;
	KUNIT_EXPECT_NULL(test, mmcomm_buffers_enabled(1));
}

static void overlap_test(struct kunit *test)
{
	const u64 edge = place(1) + LENGTH - PAGE;

	take(test, 2);
	KUNIT_EXPECT_TRUE(test, mmcomm_buffers_overlap(edge, 8 * PAGE, false));
	KUNIT_EXPECT_FALSE(test, mmcomm_buffers_overlap(place(2), LENGTH, true));
	KUNIT_EXPECT_FALSE(test, mmcomm_buffers_overlap(MEMORY - PAGE, PAGE, true));
	set->buffers[1].state = MMCOMM_BUFFER_RETIRED;
	KUNIT_EXPECT_TRUE(test, mmcomm_buffers_overlap(edge, PAGE, false));
	set->buffers[1].state = MMCOMM_BUFFER_DISABLED;
	KUNIT_EXPECT_FALSE(test, mmcomm_buffers_overlap(edge, PAGE, false));
	KUNIT_EXPECT_TRUE(test, mmcomm_buffers_overlap(edge, PAGE, true));
}

/* The old one is disabled, the new one is used from the next call on. */
static void move_test(struct kunit *test)
{
	const struct mmcomm_buffer *moved;

	take(test, 2);
	memset(fake_memory_at(place(1)), DIRT, LENGTH);
	KUNIT_ASSERT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1), place(8),
						  LENGTH), 0);
	KUNIT_EXPECT_EQ(test, set->buffer_count, 3);
	KUNIT_EXPECT_EQ(test, set->buffers[1].state, MMCOMM_BUFFER_DISABLED);
	KUNIT_EXPECT_EQ(test, set->buffers[1].address, place(1));
	KUNIT_EXPECT_NULL(test, set->buffers[1].virt);
	KUNIT_EXPECT_TRUE(test, holds(place(1), DIRT));

	moved = mmcomm_buffers_enabled(1);
	KUNIT_ASSERT_NOT_NULL(test, moved);
	KUNIT_EXPECT_EQ(test, moved->address, place(8));
	KUNIT_EXPECT_EQ(test, moved->length, LENGTH);
	KUNIT_EXPECT_EQ(test, moved->source, MMCOMM_SOURCE_UPDATE);
	KUNIT_EXPECT_PTR_EQ(test, moved->virt, fake_memory_at(place(8)));
	KUNIT_EXPECT_TRUE(test, holds(place(8), 0));
	KUNIT_EXPECT_TRUE(test, holds(place(9), DIRT));
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 2);
}

/* No place is forgotten that a buffer was moved away from. */
static void move_often_test(struct kunit *test)
{
	u32 i;

	take(test, 2);
	for (i = 2; i < MMCOMM_MAX_BUFFERS; i++) {
		KUNIT_ASSERT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1),
							  place(i), LENGTH), 0);
		KUNIT_ASSERT_NOT_NULL(test, mmcomm_buffers_enabled(1));
		KUNIT_EXPECT_EQ(test, mmcomm_buffers_enabled(1)->address, place(i));
		KUNIT_EXPECT_EQ(test, fake_memory.mapped, 2);
	}
	KUNIT_EXPECT_EQ(test, set->buffer_count, MMCOMM_MAX_BUFFERS);
	for (i = 1; i < MMCOMM_MAX_BUFFERS; i++)
		KUNIT_EXPECT_TRUE_MSG(test, mmcomm_buffers_overlap(place(i), PAGE, true),
				      "place %u", i);
	KUNIT_EXPECT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1),
						  place(i), LENGTH), -ENOSPC);
	KUNIT_EXPECT_EQ(test, mmcomm_buffers_enabled(1)->address,
			place(MMCOMM_MAX_BUFFERS - 1));
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_buffers_enabled(0), &set->buffers[0]);
}

/* Back and forth needs no more room than there and back once. */
static void move_back_test(struct kunit *test)
{
	u32 i;

	take(test, 2);
	for (i = 0; i < 20; i++) {
		u64 address = place(i % 2 ? 1 : 8);

		KUNIT_ASSERT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1),
							  address, LENGTH), 0);
		KUNIT_ASSERT_NOT_NULL(test, mmcomm_buffers_enabled(1));
		KUNIT_EXPECT_EQ(test, mmcomm_buffers_enabled(1)->address, address);
		KUNIT_EXPECT_EQ(test, set->buffer_count, 3);
	}
}

/* Part of a place does not stand for all of it. */
static void move_back_partly_test(struct kunit *test)
{
	take(test, 2);
	KUNIT_ASSERT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1), place(8),
						  LENGTH), 0);
	KUNIT_ASSERT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1),
						  place(1) + PAGE, PAGE), 0);
	KUNIT_EXPECT_EQ(test, set->buffer_count, 4);
	KUNIT_EXPECT_TRUE(test, mmcomm_buffers_overlap(place(1), PAGE, true));
	KUNIT_EXPECT_TRUE(test, mmcomm_buffers_overlap(place(8), PAGE, true));
	KUNIT_ASSERT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1), place(8),
						  PAGE), 0);
	KUNIT_EXPECT_EQ(test, set->buffer_count, 5);
	KUNIT_EXPECT_TRUE(test, mmcomm_buffers_overlap(place(8) + PAGE, PAGE, true));
}

static void move_refused_test(struct kunit *test)
{
	struct mmcomm_buffer before;

	take(test, MMCOMM_MAX_BUFFERS);
	before = set->buffers[1];
	KUNIT_EXPECT_EQ(test, mmcomm_buffers_move(&set->buffers[1], place(20), LENGTH),
			-ENOSPC);
	set->buffer_count--;
	KUNIT_EXPECT_EQ(test, mmcomm_buffers_move(&set->buffers[1], place(PLACES), LENGTH),
			-ENOMEM);
	KUNIT_EXPECT_MEMEQ(test, &set->buffers[1], &before, sizeof(before));
	KUNIT_EXPECT_EQ(test, set->buffer_count, MMCOMM_MAX_BUFFERS - 1);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, MMCOMM_MAX_BUFFERS);
	set->buffer_count++;
}

/* What MM wants in front of a message holds for every buffer, old and new. */
static void header_room_test(struct kunit *test)
{
	struct mmcomm_executor_ops wants_room = mock_mm_port_ops;
	u32 i;

	wants_room.header_room = 32;
	take(test, 2);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_capacity(&set->buffers[1], MMCOMM_HEADER_V1),
			LENGTH - 24);
	set->executor = &wants_room;
	KUNIT_ASSERT_EQ(test, mmcomm_buffers_move(mmcomm_buffers_enabled(1), place(8),
						  LENGTH), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_capacity(mmcomm_buffers_enabled(1),
						     MMCOMM_HEADER_V1), LENGTH - 32);
	found(test, 9);
	mmcomm_buffers_add(findings);
	KUNIT_ASSERT_EQ(test, set->buffer_count, 4);
	for (i = 0; i < set->buffer_count; i++)
		KUNIT_EXPECT_EQ(test, mmcomm_buffer_capacity(&set->buffers[i],
							     MMCOMM_HEADER_V1),
				LENGTH - 32);
	set->executor = &mock_mm_port_ops;
	findings->buffer_count = 0;
	mmcomm_buffers_add(findings);
	for (i = 0; i < set->buffer_count; i++)
		KUNIT_EXPECT_EQ(test, set->buffers[i].header_room, 0);
}

static struct kunit_case buffer_set_cases[] = {
	KUNIT_CASE(add_test),
	KUNIT_CASE(add_untouched_test),
	KUNIT_CASE(add_claimed_test),
	KUNIT_CASE(add_overlapping_test),
	KUNIT_CASE(add_too_many_test),
	KUNIT_CASE_PARAM(drop_old_test, fate_gen_params),
	KUNIT_CASE(enabled_test),
	KUNIT_CASE(overlap_test),
	KUNIT_CASE(move_test),
	KUNIT_CASE(move_often_test),
	KUNIT_CASE(move_back_test),
	KUNIT_CASE(move_back_partly_test),
	KUNIT_CASE(move_refused_test),
	KUNIT_CASE(header_room_test),
	{}
};

static struct kunit_suite buffer_set_suite = {
	.name = "buffer_set",
	.init = buffer_set_init,
	.exit = buffer_set_exit,
	.test_cases = buffer_set_cases,
};

kunit_test_suite(buffer_set_suite);
