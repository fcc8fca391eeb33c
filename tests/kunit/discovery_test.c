// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/discovery.c: in made-up memory with decoys, which mailbox and
 * which buffers are found, and that nothing is written on the way.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "discovery.h"
#include "fake_memory.h"
#include "smmc_fixture.h"

#define PAGE		MMCOMM_MM_PAGE_SIZE
#define CODE		0x7e100000ULL
#define CODE_LEN	(4 * PAGE)
#define DATA		0x7e200000ULL
#define DATA_LEN	(32 * PAGE)
#define NVS		0x7e300000ULL
#define NVS_LEN		(4 * PAGE)
#define FREE		0xaf

/**
 * struct fixture - what discovery is given and what it finds
 * @config: the parameters
 * @fadt: what ACPI says about MMIs: nothing
 * @firmware: runtime code, runtime data and ACPI NVS memory
 * @discovery: the verdicts
 * @findings: mailbox and buffers
 * @code: the memory
 * @data: the memory
 * @nvs: the memory
 */
struct fixture {
	struct mmcomm_config config;
	struct mmcomm_fadt fadt;
	struct mmcomm_firmware firmware;
	struct mmcomm_discovery discovery;
	struct mmcomm_findings findings;
	u8 *code;
	u8 *data;
	u8 *nvs;
};

static int discovery_init(struct kunit *test)
{
	struct fixture *fixture;
	struct mmcomm_memory_map *map;

	fake_memory_init();
	fixture = kunit_kzalloc(test, sizeof(*fixture), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fixture);
	map = &fixture->firmware.runtime_map;
	fixture->firmware.access = &fake_access;
	fixture->firmware.is_qemu = true;
	fixture->config.buffers = 1;
	fixture->code = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_CODE, CODE, CODE_LEN);
	fixture->data = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_DATA, DATA, DATA_LEN);
	fixture->nvs = fake_region(test, map, MMCOMM_MEMORY_ACPI_NVS, NVS, NVS_LEN);
	test->priv = fixture;
	return 0;
}

static void look_for_mailbox(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->discovery.count = 0;
	memset(&fixture->findings, 0, sizeof(fixture->findings));
	fake_memory_freeze(test);
	mmcomm_discover_mailbox(&fixture->config, &fixture->firmware, &fixture->fadt,
				&fixture->discovery, &fixture->findings);
	fake_memory_expect_untouched(test);
}

/* How many verdicts of a kind there are about a subject. */
static u32 verdicts(struct kunit *test, enum mmcomm_discovery_subject subject,
		    enum mmcomm_discovery_verdict verdict)
{
	struct fixture *fixture = test->priv;
	u32 i, count = 0;

	for (i = 0; i < fixture->discovery.count; i++) {
		const struct mmcomm_discovery_entry *entry =
			&fixture->discovery.places[i];

		if (entry->subject == subject && entry->verdict == verdict)
			count++;
	}
	return count;
}

static void expect_mailbox(struct kunit *test, u64 address)
{
	struct fixture *fixture = test->priv;

	look_for_mailbox(test);
	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.address, address);
	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.kind,
			address ? MMCOMM_MAILBOX_SMMC : MMCOMM_MAILBOX_NONE);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX, MMCOMM_VERDICT_USED),
			!!address);
	KUNIT_EXPECT_GE(test, fixture->discovery.count, 1);
}

static void no_mailbox_test(struct kunit *test)
{
	expect_mailbox(test, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_ABSENT), 3);
}

static void one_mailbox_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	const struct mmcomm_discovery_entry *entry = fixture->discovery.places;

	smmc_put(fixture->code + 0x1238);
	expect_mailbox(test, CODE + 0x1238);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 3);
	KUNIT_EXPECT_EQ(test, entry->address, CODE + 0x1238);
	KUNIT_EXPECT_GT(test, strlen(entry->place), 0);
	KUNIT_EXPECT_GT(test, strlen(entry->reason), 0);
}

/* Anybody who can write a UEFI variable can put one there. */
static void mailbox_in_data_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->data + 8);
	expect_mailbox(test, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_REFUSED), 1);

	/* Nor can it stand in the way of the one in code. */
	smmc_put(fixture->code + 0x1000);
	expect_mailbox(test, CODE + 0x1000);
}

static void mailbox_at_the_edges_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code);
	expect_mailbox(test, CODE);

	memset(fixture->code, 0, CODE_LEN);
	smmc_put(fixture->code + CODE_LEN - SMMC_LEN);
	expect_mailbox(test, CODE + CODE_LEN - SMMC_LEN);

	/* Cut by the region's end: no mailbox, and nothing is read past it. */
	memset(fixture->code, 0, CODE_LEN);
	put_unaligned_le64(MMCOMM_SMMC_SIGNATURE, fixture->code + CODE_LEN - 8);
	expect_mailbox(test, 0);
}

static void mailbox_not_aligned_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code + 0x1234);
	expect_mailbox(test, 0);
}

static void mailbox_elsewhere_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->nvs);
	expect_mailbox(test, 0);
	/* It is not even looked at. */
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_REFUSED), 0);
}

static void tiny_region_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	const u64 start = CODE + 0x80000;
	u8 *tiny;

	tiny = fake_region(test, &fixture->firmware.runtime_map,
			   MMCOMM_MEMORY_RUNTIME_CODE, start, SMMC_LEN);
	smmc_put(tiny);
	expect_mailbox(test, start);
	fixture->firmware.runtime_map.regions[3].length = SMMC_LEN - 8;
	expect_mailbox(test, 0);
}

/* Alone, a decoy is not taken; beside the mailbox, it does not hide it. */
static void decoy_test(struct kunit *test)
{
	const struct smmc_fault *fault = test->param_value;
	struct fixture *fixture = test->priv;

	if (fault->good)
		return;
	smmc_put_faulty(fixture->code + 0x800, fault);
	expect_mailbox(test, 0);

	smmc_put(fixture->code + 0x1000);
	expect_mailbox(test, CODE + 0x1000);

	smmc_put_faulty(fixture->data + 0x800, fault);
	expect_mailbox(test, CODE + 0x1000);
}

static void lone_signature_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_unaligned_le64(MMCOMM_SMMC_SIGNATURE, fixture->code + 0x100);
	expect_mailbox(test, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_REFUSED), 1);
	KUNIT_EXPECT_EQ(test, fixture->discovery.places[0].address, CODE + 0x100);
}

/* Two that are both whole: neither can be trusted. */
static void two_mailboxes_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code + 0x100);
	smmc_put(fixture->code + 0x900);
	expect_mailbox(test, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_REFUSED), 1);

	memset(fixture->code + 0x100, 0, SMMC_LEN);
	expect_mailbox(test, CODE + 0x900);
	smmc_put(fixture->code + CODE_LEN - SMMC_LEN);
	expect_mailbox(test, 0);
}

/* More than two are counted, too. */
static void three_mailboxes_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code + 0x100);
	smmc_put(fixture->code + 0x500);
	smmc_put(fixture->code + 0x900);
	expect_mailbox(test, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_REFUSED), 1);
	KUNIT_EXPECT_EQ(test, strncmp(fixture->discovery.places[0].reason,
				      "3 whole mailboxes", 17), 0);
}

/* Many lone signatures do not push out the verdicts behind them. */
static void many_decoys_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	for (i = 0; i < DATA_LEN / 8; i += 2)
		put_unaligned_le64(MMCOMM_SMMC_SIGNATURE, fixture->data + 8 * i);
	expect_mailbox(test, 0);
	KUNIT_EXPECT_LT(test, fixture->discovery.count, MMCOMM_MAX_PLACES / 2);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_ABSENT), 3);
	smmc_put(fixture->code + 0x100);
	expect_mailbox(test, CODE + 0x100);
}

static void unmappable_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code + 0x100);
	fake_memory.ranges[1].unmappable = true;
	expect_mailbox(test, CODE + 0x100);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_SKIPPED), 1);

	fake_memory.ranges[0].unmappable = true;
	expect_mailbox(test, 0);
}

struct named {
	const char *name;
	u64 mailbox;
	u64 found;
};

static const struct named named[] = {
	{ "a mailbox", CODE + 0x100, CODE + 0x100 },
	{ "one of two mailboxes", CODE + 0x900, CODE + 0x900 },
	{ "a decoy", CODE + 0x400, 0 },
	{ "nothing", CODE + 0x200, 0 },
	{ "not aligned", CODE + 0xe04, 0 },
	{ "across the region's end", CODE + CODE_LEN - 8, 0 },
	{ "outside the map", 0x1000, 0 },
	{ "at the end of the address space", U64_MAX - 7, 0 },
};

static void named_desc(const struct named *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(named, named, named_desc);

static void mailbox_parameter_unmappable_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code + 0x100);
	fixture->config.mailbox = CODE + 0x100;
	fake_memory.maps = 0;
	fake_memory.refused_map = 1;
	expect_mailbox(test, 0);
	KUNIT_EXPECT_TRUE(test, fixture->findings.parameter_refused);
	KUNIT_EXPECT_STREQ(test, fixture->discovery.places[0].reason, "cannot be mapped");
}

/* Never trusted as given: it has to be what a scan would take, too. */
static void mailbox_parameter_test(struct kunit *test)
{
	const struct named *one = test->param_value;
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code + 0x100);
	smmc_put(fixture->code + 0x900);
	put_unaligned_le64(MMCOMM_SMMC_SIGNATURE, fixture->code + 0x400);
	smmc_put(fixture->code + 0xe04);
	fixture->config.mailbox = one->mailbox;
	expect_mailbox(test, one->found);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_REFUSED), !one->found);
	KUNIT_EXPECT_EQ(test, fixture->findings.parameter_refused, !one->found);
	KUNIT_EXPECT_EQ(test, fixture->discovery.places[0].address, one->mailbox);
}

static void executor_parameter_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	smmc_put(fixture->code + 0x100);
	fixture->config.executor = "another";
	expect_mailbox(test, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_MAILBOX,
				       MMCOMM_VERDICT_SKIPPED), 1);

	fixture->config.executor = "smmc";
	expect_mailbox(test, CODE + 0x100);
}

static void note_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_discovery *discovery = &fixture->discovery;
	char text[300];
	u32 i;

	memset(discovery->places, 0xff, sizeof(discovery->places));
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = 0;
	mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER, MMCOMM_VERDICT_REFUSED,
			      0x1234, text, "%s", text);
	KUNIT_EXPECT_EQ(test, discovery->count, 1);
	KUNIT_EXPECT_EQ(test, discovery->places[0].subject, MMCOMM_SUBJECT_BUFFER);
	KUNIT_EXPECT_EQ(test, discovery->places[0].verdict, MMCOMM_VERDICT_REFUSED);
	KUNIT_EXPECT_EQ(test, discovery->places[0].address, 0x1234);
	KUNIT_EXPECT_EQ(test, strnlen(discovery->places[0].place, MMCOMM_NAME_LEN),
			MMCOMM_NAME_LEN - 1);
	KUNIT_EXPECT_EQ(test, strnlen(discovery->places[0].reason, MMCOMM_REASON_LEN),
			MMCOMM_REASON_LEN - 1);

	/* User space gets the whole array: nothing old behind a short text. */
	mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER, MMCOMM_VERDICT_ABSENT,
			      0, "a", "b%u", 7);
	KUNIT_EXPECT_STREQ(test, discovery->places[1].reason, "b7");
	KUNIT_EXPECT_NULL(test, memchr_inv(discovery->places[1].place + 1, 0,
					   MMCOMM_NAME_LEN - 1));
	KUNIT_EXPECT_NULL(test, memchr_inv(discovery->places[1].reason + 2, 0,
					   MMCOMM_REASON_LEN - 2));

	for (i = 0; i < MMCOMM_MAX_PLACES + 5; i++)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_ABSENT, 0, "place", "reason");
	KUNIT_EXPECT_EQ(test, discovery->count, MMCOMM_MAX_PLACES);
}

/* Buffers. */

static void look_for_buffers(struct kunit *test, const struct mmcomm_range *retired,
			     u32 retired_count)
{
	struct fixture *fixture = test->priv;

	fixture->discovery.count = 0;
	fixture->findings.buffer_count = 0;
	fake_memory_freeze(test);
	mmcomm_discover_buffers(&fixture->config, &fixture->firmware, retired,
				retired_count, &fixture->discovery,
				&fixture->findings);
	/* Buffers stay mapped, nothing else does. */
	fake_memory.mapped -= fixture->findings.buffer_count;
	fake_memory_expect_untouched(test);
}

/* Free pages, from the page @from on. */
static void set_free(struct fixture *fixture, u32 from, u32 pages)
{
	memset(fixture->data + from * PAGE, FREE, pages * PAGE);
}

static void expect_buffer(struct kunit *test, u32 index, u64 start, u64 pages)
{
	struct fixture *fixture = test->priv;
	const struct mmcomm_buffer *buffer = &fixture->findings.buffers[index];

	KUNIT_ASSERT_LT(test, index, fixture->findings.buffer_count);
	KUNIT_EXPECT_EQ(test, buffer->address, start);
	KUNIT_EXPECT_EQ(test, buffer->length, pages * PAGE);
	KUNIT_EXPECT_EQ(test, buffer->id, index);
	KUNIT_EXPECT_EQ(test, buffer->state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_PTR_EQ(test, buffer->virt, fake_memory_at(start));
	KUNIT_EXPECT_TRUE(test, buffer->mapped);
}

/* The longest run, without the pages next to what is in use. */
static void borrow_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	set_free(fixture, 1, 5);
	set_free(fixture, 8, 10);
	set_free(fixture, 20, 4);
	fixture->findings.mailbox.kind = MMCOMM_MAILBOX_SMMC;
	fixture->findings.mailbox.address = CODE;
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + 9 * PAGE, 8);
	KUNIT_EXPECT_TRUE(test, fixture->findings.buffers[0].borrowed);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffers[0].fill, FREE);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffers[0].source, MMCOMM_SOURCE_BORROWED);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER, MMCOMM_VERDICT_USED), 1);
}

static void borrow_at_region_ends_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	set_free(fixture, 0, DATA_LEN / PAGE);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + PAGE, DATA_LEN / PAGE - 2);
	/* Without a mailbox it is usable and not in use. */
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER,
				       MMCOMM_VERDICT_USABLE), 1);
}

static void borrow_split_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->config.buffers = 3;
	set_free(fixture, 4, 13);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 3);
	expect_buffer(test, 0, DATA + 5 * PAGE, 3);
	expect_buffer(test, 1, DATA + 8 * PAGE, 3);
	expect_buffer(test, 2, DATA + 11 * PAGE, 3);
}

static void borrow_too_few_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	set_free(fixture, 4, 2);
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER,
				       MMCOMM_VERDICT_ABSENT), 1);

	set_free(fixture, 4, 3);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + 5 * PAGE, 1);

	fixture->config.buffers = 2;
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
}

/* One byte that differs makes a page somebody's. */
static void borrow_touched_page_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	set_free(fixture, 4, 12);
	fixture->data[9 * PAGE + 1234] = 0;
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + 11 * PAGE, 4);
}

/* Pages near an address that firmware is known to use are left out. */
static void borrow_near_known_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	set_free(fixture, 4, 20);
	mmcomm_firmware_know(&fixture->firmware, DATA + 10 * PAGE + 0x18);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + 13 * PAGE, 10);

	/* The page before a known one is near it, too. */
	mmcomm_firmware_know(&fixture->firmware, DATA + 24 * PAGE);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + 13 * PAGE, 9);
}

/* A late handler may still write there. */
static void borrow_retired_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_range retired = { DATA + 10 * PAGE, PAGE };

	set_free(fixture, 4, 12);
	look_for_buffers(test, &retired, 1);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + 5 * PAGE, 4);
}

static void borrow_by_whom_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	set_free(fixture, 4, 12);
	fixture->firmware.is_qemu = false;
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER,
				       MMCOMM_VERDICT_SKIPPED), 1);

	fixture->config.allow_borrow = true;
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 1);
}

/* Where not all that firmware owns is known, nothing is near enough to be sure. */
static void borrow_known_overflow_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	set_free(fixture, 4, 12);
	for (i = 0; i < MMCOMM_MAX_KNOWN - 1; i++)
		mmcomm_firmware_know(&fixture->firmware, 0x1000);
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 1);

	mmcomm_firmware_know(&fixture->firmware, 0x1000);
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER,
				       MMCOMM_VERDICT_SKIPPED), 1);
}

/* Free bytes in other memory mean nothing. */
static void borrow_where_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	memset(fixture->code, FREE, CODE_LEN);
	memset(fixture->nvs, FREE, NVS_LEN);
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);

	/* Nor does a longer run there stand in the way of a good one. */
	set_free(fixture, 4, 3);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, DATA + 5 * PAGE, 1);
}

static void borrow_write_back_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	const u64 start = DATA + 0x80000;
	u8 *more;

	set_free(fixture, 4, 12);
	fixture->firmware.runtime_map.regions[1].attribute = 0x7;
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);

	more = fake_region(test, &fixture->firmware.runtime_map,
			   MMCOMM_MEMORY_RUNTIME_DATA, start, 4 * PAGE);
	memset(more, FREE, 4 * PAGE);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, start + PAGE, 2);
}

/* What is copied and zeroed with the machine stopped has a bound. */
static void borrow_long_run_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	const u64 start = 0x60000000ULL;
	const u64 pages = MMCOMM_MAX_BUFFER_LEN / PAGE;
	u8 *more;

	more = fake_region(test, &fixture->firmware.runtime_map,
			   MMCOMM_MEMORY_RUNTIME_DATA, start, (pages + 5) * PAGE);
	memset(more, FREE, (pages + 5) * PAGE);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);
	expect_buffer(test, 0, start + PAGE, pages);
}

static void borrow_unmappable_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	set_free(fixture, 4, 12);
	fake_memory.ranges[1].unmappable = true;
	look_for_buffers(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
}

/* The last thing that is mapped is the buffer itself. */
static void buffer_unmappable_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	u32 i;

	for (i = 0; i < 2; i++) {
		set_free(fixture, 4, 12);
		fixture->config.comm_buffers[0].start = NVS;
		fixture->config.comm_buffers[0].length = PAGE;
		fixture->config.comm_buffer_count = i;
		fake_memory.refused_map = 0;
		fake_memory.maps = 0;
		look_for_buffers(test, NULL, 0);
		KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 1);

		fake_memory.refused_map = fake_memory.maps;
		fake_memory.maps = 0;
		look_for_buffers(test, NULL, 0);
		KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
		KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER,
					       MMCOMM_VERDICT_REFUSED), 1);
		KUNIT_EXPECT_STREQ(test, fixture->discovery.places[0].reason,
				   "cannot be mapped");
		KUNIT_EXPECT_EQ(test, fixture->findings.parameter_refused, i);
	}
}

struct explicit {
	const char *name;
	struct mmcomm_range range;
	bool taken;
};

static const struct explicit explicits[] = {
	{ "ACPI NVS", { NVS, 2 * PAGE }, true },
	{ "runtime data", { DATA + 5 * PAGE, PAGE }, true },
	{ "runtime code", { CODE, PAGE }, false },
	{ "with the mailbox", { DATA + 20 * PAGE, PAGE }, false },
	{ "across the region's end", { NVS + 3 * PAGE, 2 * PAGE }, false },
	{ "not aligned", { NVS + 8, PAGE }, false },
	{ "outside the map", { 0x1000, PAGE }, false },
	{ "where a handler did not finish", { DATA + 28 * PAGE, 2 * PAGE }, false },
	{ "System RAM", { DATA + 2 * PAGE, PAGE }, false },
};

static void explicit_desc(const struct explicit *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(explicit, explicits, explicit_desc);

static void buffer_parameter_test(struct kunit *test)
{
	const struct explicit *one = test->param_value;
	struct mmcomm_range retired = { DATA + 29 * PAGE, PAGE };
	struct fixture *fixture = test->priv;

	smmc_put(fixture->data + 20 * PAGE + 0x100);
	fixture->findings.mailbox.kind = MMCOMM_MAILBOX_SMMC;
	mmcomm_keep_clear(&fixture->findings.mailboxes, DATA + 20 * PAGE + 0x100,
			  SMMC_LEN);
	fake_memory.system_ram.start = DATA + 2 * PAGE;
	fake_memory.system_ram.length = PAGE;
	fixture->config.comm_buffers[0] = one->range;
	fixture->config.comm_buffer_count = 1;
	/* Whatever else could be had is not wanted. */
	set_free(fixture, 6, 12);

	look_for_buffers(test, &retired, 1);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, one->taken);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER, MMCOMM_VERDICT_USED),
			one->taken);
	KUNIT_EXPECT_EQ(test, verdicts(test, MMCOMM_SUBJECT_BUFFER,
				       MMCOMM_VERDICT_REFUSED), !one->taken);
	KUNIT_EXPECT_EQ(test, fixture->findings.parameter_refused, !one->taken);
	if (!one->taken)
		return;
	expect_buffer(test, 0, one->range.start, one->range.length / PAGE);
	KUNIT_EXPECT_FALSE(test, fixture->findings.buffers[0].borrowed);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffers[0].source,
			MMCOMM_SOURCE_PARAMETER);
}

/* A bad one does not stand in the way of the good ones. */
static void buffer_parameters_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_range ranges[] = {
		{ NVS, PAGE }, { CODE, PAGE }, { DATA, 2 * PAGE },
	};

	memcpy(fixture->config.comm_buffers, ranges, sizeof(ranges));
	fixture->config.comm_buffer_count = ARRAY_SIZE(ranges);
	look_for_buffers(test, NULL, 0);
	KUNIT_ASSERT_EQ(test, fixture->findings.buffer_count, 2);
	expect_buffer(test, 0, NVS, 1);
	expect_buffer(test, 1, DATA, 2);
}

/* The boot map, where there is one, decides; it knows more. */
static void boot_map_decides_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_memory_region boot[] = {
		{ .start = NVS, .length = PAGE, .type = MMCOMM_MEMORY_ACPI_NVS,
		  .attribute = MMCOMM_MEMORY_WB },
		{ .start = NVS + PAGE, .length = PAGE, .type = MMCOMM_MEMORY_RESERVED,
		  .attribute = MMCOMM_MEMORY_WB },
	};

	fixture->firmware.boot_map.regions = boot;
	fixture->firmware.boot_map.count = ARRAY_SIZE(boot);
	KUNIT_EXPECT_NULL(test, mmcomm_buffer_refusal(&fixture->firmware, NULL, NVS, PAGE));
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_buffer_refusal(&fixture->firmware, NULL, NVS,
							  2 * PAGE));
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_buffer_refusal(&fixture->firmware, NULL, DATA,
							  PAGE));
	fixture->firmware.boot_map.count = 0;
	KUNIT_EXPECT_NULL(test, mmcomm_buffer_refusal(&fixture->firmware, NULL, NVS,
						      2 * PAGE));
}

/* What the mailbox says of MMRAM counts against a buffer. */
static void mmram_refused_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_memory_region boot[] = {
		{ .start = NVS, .length = NVS_LEN, .type = MMCOMM_MEMORY_ACPI_NVS,
		  .attribute = MMCOMM_MEMORY_WB },
		{ .start = SMMC_CORE_BASE, .length = 0x100000, .attribute = MMCOMM_MEMORY_WB },
	};

	fixture->firmware.boot_map.regions = boot;
	fixture->firmware.boot_map.count = ARRAY_SIZE(boot);
	smmc_put(fixture->code + 0x100);
	look_for_mailbox(test);
	KUNIT_EXPECT_NULL(test, mmcomm_buffer_refusal(&fixture->firmware,
						      &fixture->findings.mailboxes,
						      NVS, PAGE));
	KUNIT_EXPECT_NULL(test, mmcomm_buffer_refusal(&fixture->firmware, NULL,
						      SMMC_CORE_BASE, PAGE));
	KUNIT_EXPECT_STREQ(test, mmcomm_buffer_refusal(&fixture->firmware,
						       &fixture->findings.mailboxes,
						       SMMC_CORE_BASE, PAGE),
			   "overlaps MMRAM");
}

static struct kunit_case discovery_cases[] = {
	KUNIT_CASE(no_mailbox_test),
	KUNIT_CASE(one_mailbox_test),
	KUNIT_CASE(mailbox_in_data_test),
	KUNIT_CASE(mailbox_at_the_edges_test),
	KUNIT_CASE(mailbox_not_aligned_test),
	KUNIT_CASE(mailbox_elsewhere_test),
	KUNIT_CASE(tiny_region_test),
	KUNIT_CASE_PARAM(decoy_test, smmc_fault_gen_params),
	KUNIT_CASE(lone_signature_test),
	KUNIT_CASE(two_mailboxes_test),
	KUNIT_CASE(three_mailboxes_test),
	KUNIT_CASE(many_decoys_test),
	KUNIT_CASE(unmappable_test),
	KUNIT_CASE_PARAM(mailbox_parameter_test, named_gen_params),
	KUNIT_CASE(mailbox_parameter_unmappable_test),
	KUNIT_CASE(executor_parameter_test),
	KUNIT_CASE(note_test),
	KUNIT_CASE(borrow_test),
	KUNIT_CASE(borrow_at_region_ends_test),
	KUNIT_CASE(borrow_split_test),
	KUNIT_CASE(borrow_too_few_test),
	KUNIT_CASE(borrow_touched_page_test),
	KUNIT_CASE(borrow_near_known_test),
	KUNIT_CASE(borrow_retired_test),
	KUNIT_CASE(borrow_by_whom_test),
	KUNIT_CASE(borrow_known_overflow_test),
	KUNIT_CASE(borrow_where_test),
	KUNIT_CASE(borrow_write_back_test),
	KUNIT_CASE(borrow_long_run_test),
	KUNIT_CASE(borrow_unmappable_test),
	KUNIT_CASE(buffer_unmappable_test),
	KUNIT_CASE_PARAM(buffer_parameter_test, explicit_gen_params),
	KUNIT_CASE(buffer_parameters_test),
	KUNIT_CASE(boot_map_decides_test),
	KUNIT_CASE(mmram_refused_test),
	{}
};

static struct kunit_suite discovery_suite = {
	.name = "discovery",
	.init = discovery_init,
	.test_cases = discovery_cases,
};

kunit_test_suite(discovery_suite);
