// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/discovery.c: which entries of a communication region table
 * become buffers, what else may be one beside it, and that no entry is claimed
 * or written on the way.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "discovery.h"
#include "fake_memory.h"

#define PAGE		MMCOMM_MM_PAGE_SIZE
#define DATA		0x7e200000ULL
#define DATA_LEN	(32 * PAGE)
#define NVS		0x7e300000ULL
#define NVS_LEN		(32 * PAGE)
#define RESERVED	0x7e400000ULL
#define RESERVED_LEN	(4 * PAGE)
#define TABLE		(RESERVED + 0x18)
#define ENTRY_LEN	48

static const char region_table[] = "communication region table";
static const char borrowed_pages[] = "unused runtime-data pages";
static const char buffer_parameter[] = "parameter comm_buffers=";

/**
 * struct fixture - what is given and what is found
 * @config: the parameters
 * @firmware: runtime data, ACPI NVS and reserved memory
 * @discovery: the verdicts
 * @findings: the region table, and the buffers
 * @data: the memory
 */
struct fixture {
	struct mmcomm_config config;
	struct mmcomm_firmware firmware;
	struct mmcomm_discovery discovery;
	struct mmcomm_findings findings;
	u8 *data;
};

static int regions_init(struct kunit *test)
{
	struct mmcomm_memory_map *map;
	struct fixture *fixture;

	fake_memory_init();
	fixture = kunit_kzalloc(test, sizeof(*fixture), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fixture);
	map = &fixture->firmware.runtime_map;
	fixture->firmware.access = &fake_access;
	fixture->firmware.is_qemu = true;
	fixture->config.buffers = 1;
	fixture->findings.mailbox.kind = MMCOMM_MAILBOX_SMMC;
	fixture->findings.regions.address = TABLE;
	fixture->data = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_DATA, DATA, DATA_LEN);
	fake_region(test, map, MMCOMM_MEMORY_ACPI_NVS, NVS, NVS_LEN);
	fake_region(test, map, MMCOMM_MEMORY_RESERVED, RESERVED, RESERVED_LEN);
	/* Enough to borrow, where that is what it comes to. */
	memset(fixture->data, 0xaf, DATA_LEN);
	test->priv = fixture;
	return 0;
}

static void add_entry(struct fixture *fixture, u32 type, u64 start, u64 pages)
{
	struct mmcomm_region_table *regions = &fixture->findings.regions;
	u32 offset = 16 + regions->count * ENTRY_LEN;
	__le32 *word = fake_memory_at(TABLE + offset);

	*word = cpu_to_le32(type);
	regions->entries[regions->count++] = (struct mmcomm_region_entry) {
		.start = start,
		.length = pages * PAGE,
		.type = type,
		.type_offset = offset,
	};
}

static void look(struct kunit *test, const struct mmcomm_range *retired, u32 retired_count)
{
	struct fixture *fixture = test->priv;
	u32 i;

	for (i = 0; i < fixture->findings.buffer_count; i++)
		mmcomm_buffer_unmap(&fixture->findings.buffers[i], &fake_access);
	fixture->discovery.count = 0;
	fixture->findings.buffer_count = 0;
	fixture->findings.parameter_refused = false;
	fixture->findings.incomplete = false;
	fake_memory_freeze(test);
	mmcomm_discover_buffers(&fixture->config, &fixture->firmware, retired,
				retired_count, &fixture->discovery, &fixture->findings);
	/* Its memory and its claim stay mapped, nothing else does. */
	for (i = 0; i < fixture->findings.buffer_count; i++)
		fake_memory.mapped -= 1 + !!fixture->findings.buffers[i].claim;
	fake_memory_expect_untouched(test);
	for (i = 0; i < fixture->findings.buffer_count; i++)
		fake_memory.mapped += 1 + !!fixture->findings.buffers[i].claim;
}

static void regions_exit(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	for (i = 0; i < fixture->findings.buffer_count; i++)
		mmcomm_buffer_unmap(&fixture->findings.buffers[i], &fake_access);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
}

/* The buffer of an entry, with the entry's own word. */
static void expect_buffer(struct kunit *test, u32 index, u32 entry,
			  enum mmcomm_buffer_source source)
{
	struct fixture *fixture = test->priv;
	const struct mmcomm_region_entry *region =
		&fixture->findings.regions.entries[entry];
	const struct mmcomm_buffer *buffer = &fixture->findings.buffers[index];

	KUNIT_ASSERT_LT(test, index, fixture->findings.buffer_count);
	KUNIT_EXPECT_EQ(test, buffer->id, index);
	KUNIT_EXPECT_EQ(test, buffer->address, region->start);
	KUNIT_EXPECT_EQ(test, buffer->length, region->length);
	KUNIT_EXPECT_EQ(test, buffer->source, source);
	KUNIT_EXPECT_EQ(test, buffer->state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_FALSE(test, buffer->borrowed);
	KUNIT_EXPECT_PTR_EQ(test, buffer->virt, fake_memory_at(region->start));
	KUNIT_EXPECT_PTR_EQ(test, (void *)buffer->claim,
			    fake_memory_at(TABLE + region->type_offset));
}

/* The nth verdict about a place has to be this one. */
static void expect(struct kunit *test, const char *place, u32 nth,
		   enum mmcomm_discovery_verdict verdict, u64 address,
		   const char *reason)
{
	struct fixture *fixture = test->priv;
	const struct mmcomm_discovery_entry *entry = NULL;
	u32 i;

	for (i = 0; i < fixture->discovery.count && !entry; i++)
		if (!strcmp(fixture->discovery.places[i].place, place) && !nth--)
			entry = &fixture->discovery.places[i];
	KUNIT_ASSERT_NOT_NULL_MSG(test, entry, "nothing is said about %s", place);
	KUNIT_EXPECT_EQ(test, entry->subject, MMCOMM_SUBJECT_BUFFER);
	KUNIT_EXPECT_EQ(test, entry->verdict, verdict);
	KUNIT_EXPECT_EQ(test, entry->address, address);
	KUNIT_EXPECT_STREQ(test, entry->reason, reason);
}

/* Each is a buffer, whoever uses it at the moment, and nothing is borrowed. */
static void entries_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 1);
	add_entry(fixture, 6, NVS + 8 * PAGE, 16);
	add_entry(fixture, MMCOMM_REGION_FREE, DATA, 2);
	look(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 3);
	expect_buffer(test, 0, 0, MMCOMM_SOURCE_REGION_TABLE);
	expect_buffer(test, 1, 1, MMCOMM_SOURCE_REGION_TABLE);
	expect_buffer(test, 2, 2, MMCOMM_SOURCE_REGION_TABLE);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 5);
	expect(test, region_table, 0, MMCOMM_VERDICT_USED, NVS,
	       "an entry of 1 page, to claim for each call");
	expect(test, region_table, 1, MMCOMM_VERDICT_SKIPPED, NVS + 8 * PAGE,
	       "an entry of 16 pages, occupied by somebody else (type 6), left alone");
	expect(test, region_table, 2, MMCOMM_VERDICT_USED, DATA,
	       "an entry of 2 pages, to claim for each call");
	expect(test, region_table, 3, MMCOMM_VERDICT_USED, TABLE,
	       "2 free, 1 in use, 0 refused");
	expect(test, borrowed_pages, 0, MMCOMM_VERDICT_SKIPPED, 0,
	       "the communication region table offers memory");

	/* Nobody is there to use them. */
	fixture->findings.mailbox.kind = MMCOMM_MAILBOX_NONE;
	look(test, NULL, 0);
	expect(test, region_table, 0, MMCOMM_VERDICT_USABLE, NVS,
	       "an entry of 1 page, to claim for each call");
	expect(test, region_table, 3, MMCOMM_VERDICT_USABLE, TABLE,
	       "2 free, 1 in use, 0 refused");
}

/* They may be free again any moment: no reason to look elsewhere. */
static void all_occupied_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	add_entry(fixture, 0, NVS, 1);
	add_entry(fixture, 6, NVS + PAGE, 1);
	look(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 2);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_state_now(&fixture->findings.buffers[0]),
			MMCOMM_BUFFER_OCCUPIED);
	expect(test, region_table, 2, MMCOMM_VERDICT_USED, TABLE,
	       "0 free, 2 in use, 0 refused");
	expect(test, borrowed_pages, 0, MMCOMM_VERDICT_SKIPPED, 0,
	       "the communication region table offers memory");
}

/* An entry where no message may live does not stand in the way of the others. */
static void refused_entry_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fake_memory.system_ram.start = NVS + PAGE;
	fake_memory.system_ram.length = 1;
	mmcomm_keep_clear(&fixture->findings.mailboxes, NVS + 2 * PAGE + 8, 8);
	add_entry(fixture, MMCOMM_REGION_FREE, 0x1000, 1);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS + PAGE, 1);
	add_entry(fixture, 6, NVS + 2 * PAGE, 1);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS + 3 * PAGE, 1);
	look(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, 3, MMCOMM_SOURCE_REGION_TABLE);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, 0x1000,
	       "an entry does not lie inside one region of the firmware's memory map");
	expect(test, region_table, 1, MMCOMM_VERDICT_REFUSED, NVS + PAGE,
	       "an entry is System RAM, which MM refuses and Linux uses");
	expect(test, region_table, 2, MMCOMM_VERDICT_REFUSED, NVS + 2 * PAGE,
	       "an entry overlaps a mailbox or the region table");
	expect(test, region_table, 3, MMCOMM_VERDICT_USED, NVS + 3 * PAGE,
	       "an entry of 1 page, to claim for each call");
	expect(test, region_table, 4, MMCOMM_VERDICT_USED, TABLE,
	       "1 free, 0 in use, 3 refused");
}

/* A table of nothing but such entries is none; its pages are no spare ones. */
static void refused_entries_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	for (i = 0; i < 20; i++)
		add_entry(fixture, MMCOMM_REGION_FREE, 0x1000 + i * PAGE, 1);
	fixture->firmware.runtime_map.regions[0].length = 31 * PAGE;
	add_entry(fixture, MMCOMM_REGION_FREE, DATA + 20 * PAGE, 12);
	look(test, NULL, 0);
	/* Four of them by name. */
	expect(test, region_table, 3, MMCOMM_VERDICT_REFUSED, 0x4000,
	       "an entry does not lie inside one region of the firmware's memory map");
	expect(test, region_table, 4, MMCOMM_VERDICT_REFUSED, TABLE,
	       "0 free, 0 in use, 21 refused");
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	KUNIT_EXPECT_TRUE(test, fixture->findings.buffers[0].borrowed);
	KUNIT_EXPECT_NULL(test, fixture->findings.buffers[0].claim);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffers[0].address, DATA + PAGE);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffers[0].length, 18 * PAGE);
}

static void too_many_entries_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	for (i = 0; i < MMCOMM_MAX_BUFFERS + 6; i++)
		add_entry(fixture, MMCOMM_REGION_FREE, NVS + i * PAGE, 1);
	look(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, MMCOMM_MAX_BUFFERS);
	expect_buffer(test, 15, 15, MMCOMM_SOURCE_REGION_TABLE);
	expect(test, region_table, 16, MMCOMM_VERDICT_SKIPPED, NVS + 16 * PAGE,
	       "there are 16 buffers already");
	expect(test, region_table, 19, MMCOMM_VERDICT_SKIPPED, NVS + 19 * PAGE,
	       "there are 16 buffers already");
	expect(test, region_table, 20, MMCOMM_VERDICT_USED, TABLE,
	       "22 free, 0 in use, 0 refused");
}

/* Where MM did not finish a message, or what was moved away. */
static void kept_test(struct kunit *test)
{
	struct mmcomm_range kept = { NVS + 2 * PAGE, PAGE };
	struct fixture *fixture = test->priv;

	add_entry(fixture, 6, NVS, 4);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS + 4 * PAGE, 4);
	look(test, &kept, 1);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, 1, MMCOMM_SOURCE_REGION_TABLE);
	expect(test, region_table, 0, MMCOMM_VERDICT_SKIPPED, NVS,
	       "was a communicate buffer before and is not free");
	expect(test, region_table, 2, MMCOMM_VERDICT_USED, TABLE,
	       "1 free, 1 in use, 0 refused");

	fixture->findings.regions.count = 1;
	look(test, &kept, 1);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	expect(test, region_table, 1, MMCOMM_VERDICT_USABLE, TABLE,
	       "0 free, 1 in use, 0 refused");
	/* Firmware does offer memory. */
	expect(test, borrowed_pages, 0, MMCOMM_VERDICT_SKIPPED, 0,
	       "the communication region table offers memory");
}

/* A Standalone MM core takes messages from one buffer alone. */
static void status_block_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_mailbox *mailbox = &fixture->findings.mailbox;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 4);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS + 4 * PAGE, 4);
	mailbox->kind = MMCOMM_MAILBOX_STATUS_BLOCK;
	mailbox->buffer.start = NVS + 4 * PAGE;
	mailbox->buffer.length = 4 * PAGE;
	look(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, 1, MMCOMM_SOURCE_STATUS_BLOCK);
	expect(test, region_table, 0, MMCOMM_VERDICT_SKIPPED, NVS,
	       "not the buffer that the Standalone MM core takes messages from");
	expect(test, region_table, 1, MMCOMM_VERDICT_USED, NVS + 4 * PAGE,
	       "an entry of 4 pages, to claim for each call");

	/* Nor may the administrator name another. */
	fixture->config.comm_buffer_count = 3;
	fixture->config.comm_buffers[0] = (struct mmcomm_range) { NVS, 4 * PAGE };
	fixture->config.comm_buffers[1] = (struct mmcomm_range) { NVS + 5 * PAGE, PAGE };
	fixture->config.comm_buffers[2] = (struct mmcomm_range) { NVS + 4 * PAGE, PAGE };
	look(test, NULL, 0);
	expect(test, buffer_parameter, 0, MMCOMM_VERDICT_REFUSED, NVS,
	       "is not the buffer that the Standalone MM core takes messages from");
	expect(test, buffer_parameter, 1, MMCOMM_VERDICT_REFUSED, NVS + 5 * PAGE,
	       "is not the buffer that the Standalone MM core takes messages from");
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffers[0].address, NVS + 4 * PAGE);
	KUNIT_EXPECT_TRUE(test, fixture->findings.parameter_refused);
}

/* Memory that the administrator names is an entry's, or it is nobody's. */
static void parameter_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	const struct mmcomm_buffer *buffers = fixture->findings.buffers;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 4);
	add_entry(fixture, 6, NVS + 4 * PAGE, 4);
	fixture->config.comm_buffer_count = 3;
	fixture->config.comm_buffers[0] = (struct mmcomm_range) { NVS + PAGE, PAGE };
	fixture->config.comm_buffers[1] = (struct mmcomm_range) { NVS + 8 * PAGE, PAGE };
	fixture->config.comm_buffers[2] = (struct mmcomm_range) { NVS + 3 * PAGE, 2 * PAGE };
	look(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 2);
	KUNIT_EXPECT_EQ(test, buffers[0].source, MMCOMM_SOURCE_PARAMETER);
	KUNIT_EXPECT_PTR_EQ(test, (void *)buffers[0].claim, fake_memory_at(TABLE + 16));
	KUNIT_EXPECT_EQ(test, buffers[1].address, NVS + 8 * PAGE);
	KUNIT_EXPECT_NULL(test, buffers[1].claim);
	expect(test, buffer_parameter, 2, MMCOMM_VERDICT_REFUSED, NVS + 3 * PAGE,
	       "lies only partly inside one entry of the communication region table");
	KUNIT_EXPECT_TRUE(test, fixture->findings.parameter_refused);
	expect(test, region_table, 0, MMCOMM_VERDICT_SKIPPED, NVS,
	       "comm_buffers= was given");
	expect(test, region_table, 2, MMCOMM_VERDICT_USABLE, TABLE,
	       "1 free, 1 in use, 0 refused");
	expect(test, borrowed_pages, 0, MMCOMM_VERDICT_SKIPPED, 0,
	       "comm_buffers= was given");
}

/* With a WSMT that says so, what the table does not list is refused. */
static void fixed_buffers_test(struct kunit *test)
{
	static const char fixed[] =
		"is outside the communication region table, MM's fixed memory by the WSMT";
	struct fixture *fixture = test->priv;

	fixture->findings.fixed_buffers = true;
	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 4);
	fixture->config.comm_buffer_count = 2;
	fixture->config.comm_buffers[0] = (struct mmcomm_range) { NVS, 4 * PAGE };
	fixture->config.comm_buffers[1] = (struct mmcomm_range) { NVS + 8 * PAGE, PAGE };
	look(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 1);
	expect(test, buffer_parameter, 1, MMCOMM_VERDICT_REFUSED, NVS + 8 * PAGE, fixed);
	KUNIT_EXPECT_TRUE(test, fixture->findings.parameter_refused);

	fixture->config.comm_buffer_count = 0;
	fixture->firmware.region_table = TABLE;
	fixture->findings.regions.entries[0].start = 0x1000;
	look(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	expect(test, borrowed_pages, 0, MMCOMM_VERDICT_SKIPPED, 0,
	       "WSMT says that MM takes messages from fixed memory alone");

	/* Nor does a table that breaks a rule give pages away. */
	fixture->findings.regions.count = 0;
	look(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);

	/* Without a table nobody knows what the fixed memory is. */
	fixture->firmware.region_table = 0;
	look(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 1);
}

/* An entry's memory, or its word: looked for again, and nothing is borrowed. */
static void unmappable_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 4);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS + 4 * PAGE, 4);
	for (i = 1; i <= 2; i++) {
		fake_memory.refused_map = fake_memory.maps + i;
		look(test, NULL, 0);
		KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
		KUNIT_EXPECT_EQ(test, fixture->findings.buffers[0].address, NVS + 4 * PAGE);
		KUNIT_EXPECT_TRUE(test, fixture->findings.incomplete);
		expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, NVS,
		       "an entry cannot be mapped");
	}
	fixture->findings.regions.count = 1;
	fake_memory.refused_map = fake_memory.maps + 1;
	look(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	expect(test, region_table, 1, MMCOMM_VERDICT_USABLE, TABLE,
	       "1 free, 0 in use, 0 refused");
	expect(test, borrowed_pages, 0, MMCOMM_VERDICT_SKIPPED, 0,
	       "the communication region table offers memory");
}

static struct kunit_case discovery_regions_cases[] = {
	KUNIT_CASE(entries_test),
	KUNIT_CASE(all_occupied_test),
	KUNIT_CASE(refused_entry_test),
	KUNIT_CASE(refused_entries_test),
	KUNIT_CASE(too_many_entries_test),
	KUNIT_CASE(kept_test),
	KUNIT_CASE(status_block_test),
	KUNIT_CASE(parameter_test),
	KUNIT_CASE(fixed_buffers_test),
	KUNIT_CASE(unmappable_test),
	{}
};

static struct kunit_suite discovery_regions_suite = {
	.name = "discovery_regions",
	.init = regions_init,
	.exit = regions_exit,
	.test_cases = discovery_regions_cases,
};

kunit_test_suite(discovery_regions_suite);
