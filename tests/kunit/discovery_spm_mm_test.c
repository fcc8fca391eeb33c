// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/discovery_spm_mm.c and what discovery.c makes of shared memory:
 * when a secure monitor call is made and when none is, which memory is used, and
 * what is said about it.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "config.h"
#include "core_fixture.h"

static struct mmcomm_communicator *const communicator = &mmcomm_core.communicator;

#define PAGE		MMCOMM_MM_PAGE_SIZE
#define SHARED		0x7fe00000ULL
#define SHARED_LEN	(16 * PAGE)
#define OTHER		0x7fd00000ULL

static const char conduit[] = "SMC conduit";
static const char version[] = "MM_VERSION over SMC";
static const char own_node[] = "device tree mmcomm,spm-mm";
static const char tf_a_node[] = "device tree ns-buf-spm-mm";
static const char parameter[] = "parameter comm_buffers=";
static const char region_table[] = "communication region table";
static const char runtime_pages[] = "unused runtime-data pages";
static const char uefi_table[] = "ACPI UEFI table";
static const char no_efi[] = "not booted by UEFI, there is no EFI memory map";
static const char calls[] = "secure monitor calls; proves nothing about MM";

static void expect_verdict(struct kunit *test, enum mmcomm_discovery_subject subject,
			   const char *place, enum mmcomm_discovery_verdict verdict,
			   u64 address, const char *reason)
{
	const struct mmcomm_discovery_entry *entry = core_fixture_verdict(subject, place);

	KUNIT_ASSERT_NOT_NULL_MSG(test, entry, "%s", place);
	KUNIT_EXPECT_EQ_MSG(test, entry->verdict, verdict, "%s", place);
	KUNIT_EXPECT_EQ(test, entry->address, address);
	KUNIT_EXPECT_STREQ(test, entry->reason, reason);
}

static void expect_silence(struct kunit *test)
{
	u32 i;

	for (i = 0; i < mmcomm_core.discovery.count; i++) {
		const char *place = mmcomm_core.discovery.places[i].place;

		KUNIT_EXPECT_NULL_MSG(test, strstr(place, "SMC"), "%s", place);
		KUNIT_EXPECT_NULL_MSG(test, strstr(place, "device tree"), "%s", place);
	}
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
}

/* A secure monitor and shared memory, no UEFI: a kernel that firmware starts itself. */
static int device_tree_init(struct kunit *test)
{
	core_fixture_init(test);
	core_fixture_add_smc();
	fake_machine.refusal = no_efi;
	memset(fake_memory_add(test, SHARED, SHARED_LEN), 0x5a, SHARED_LEN);
	return 0;
}

static void add_shared(void)
{
	core_fixture_add_ns_buffer(MMCOMM_NS_ADDED_BY_TF_A, SHARED, SHARED_LEN);
}

static void expect_spm_mm(struct kunit *test, bool found)
{
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor,
			    found ? &mmcomm_executor_spm_mm : NULL);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind,
			found ? MMCOMM_MAILBOX_SPM_MM : MMCOMM_MAILBOX_NONE);
	KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.type,
			found ? MMCOMM_MMI_PORT_SMC : MMCOMM_MMI_PORT_NONE);
	if (found)
		KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.smc, 0xc4000041);
	KUNIT_EXPECT_FALSE(test, communicator->trigger_allowed);
	/* The partition is never entered. */
	KUNIT_EXPECT_EQ(test, mock_smc.calls, mock_smc.versions);
}

static void whole_machine_test(struct kunit *test)
{
	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_EXPECT_EQ(test, mock_smc.versions, 1);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_core.contexts.spm_mm.smc, &mock_smc_ops);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.address, 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, SHARED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].length, SHARED_LEN);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].source, MMCOMM_SOURCE_NS_SHARED);
	KUNIT_EXPECT_TRUE(test, communicator->buffers[0].shared);
	KUNIT_EXPECT_FALSE(test, mmcomm_core.parameter_refused);
	/* Somebody else may use it too: nothing is written before there is a message. */
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(SHARED), 0x5a, SHARED_LEN));
	KUNIT_EXPECT_EQ(test, communicator->exclusion.stops, 0);

	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, "EFI memory map",
		       MMCOMM_VERDICT_REFUSED, 0, no_efi);
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, conduit, MMCOMM_VERDICT_USED, 0, calls);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, version, MMCOMM_VERDICT_USED, 0,
		       "version 1.0");
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, own_node, MMCOMM_VERDICT_ABSENT, 0,
		       "there is no such node");
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_USED, SHARED,
		       "16 pages that MM shares");
	KUNIT_EXPECT_NULL(test, core_fixture_verdict(MMCOMM_SUBJECT_BUFFER, runtime_pages));
}

/* Once more is as good as once. */
static void again_test(struct kunit *test)
{
	u32 i, count;

	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	count = mmcomm_core.discovery.count;
	for (i = 0; i < 3; i++)
		KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_EXPECT_EQ(test, mmcomm_core.discovery.count, count);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 1);

	/* And what is gone is forgotten. */
	fake_machine.ns_buffer_count = 0;
	mock_smc.version = 0xffffffff;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, false);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
}

/* Nothing but a conduit: the version is asked for, and MM is there without memory. */
static void no_buffer_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_ABSENT, 0,
		       "there is no such node");
}

/* No call at all where the instruction may be undefined, whoever asks for it. */
static void wrong_conduit_test(struct kunit *test)
{
	static const char hvc[] = "the conduit is HVC: a made-up sentence";

	add_shared();
	mmcomm_config.executor = "spm_mm";
	mock_smc.absence = hvc;
	mock_smc.refusal = "is not what matters";
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, false);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, conduit, MMCOMM_VERDICT_ABSENT, 0, hvc);
	KUNIT_EXPECT_NULL(test, core_fixture_verdict(MMCOMM_SUBJECT_MAILBOX, version));
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_USABLE, SHARED,
		       "16 pages that MM shares");
}

static void forbidden_test(struct kunit *test)
{
	static const char why[] = "made-up EFI calls can be stopped half-way";

	add_shared();
	fake_machine.smc_refusal = why;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, false);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, conduit, MMCOMM_VERDICT_REFUSED, 0, why);
}

/* The conduit is a good one, and there are registers that a call could lose. */
static void registers_test(struct kunit *test)
{
	static const char why[] = "MM may overwrite made-up registers";

	add_shared();
	mmcomm_config.executor = "spm_mm";
	mock_smc.refusal = why;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, false);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, conduit, MMCOMM_VERDICT_REFUSED, 0, why);
}

struct answer {
	u64 x0;
	enum mmcomm_discovery_verdict verdict;
	const char *reason;
};

static const char no_such_call[] =
	"the firmware knows no such call: it is built without SPM_MM (code -1)";

static const struct answer answers[] = {
	{ 0x10000, MMCOMM_VERDICT_USED, "version 1.0" },
	{ 0x10007, MMCOMM_VERDICT_USED, "version 1.7" },
	{ 0x1ffff, MMCOMM_VERDICT_USED, "version 1.65535" },
	/* The call is one of 32 bits. */
	{ 0xdeadbeef00010000ULL, MMCOMM_VERDICT_USED, "version 1.0" },
	{ 0, MMCOMM_VERDICT_REFUSED,
	  "version 0.0: MM speaks another major version of the calls than 1" },
	{ 0xffff, MMCOMM_VERDICT_REFUSED,
	  "version 0.65535: MM speaks another major version of the calls than 1" },
	{ 0x20000, MMCOMM_VERDICT_REFUSED,
	  "version 2.0: MM speaks another major version of the calls than 1" },
	{ 0x7fff0001, MMCOMM_VERDICT_REFUSED,
	  "version 32767.1: MM speaks another major version of the calls than 1" },
	{ 0xffffffff, MMCOMM_VERDICT_ABSENT, no_such_call },
	{ U64_MAX, MMCOMM_VERDICT_ABSENT, no_such_call },
	{ 0xfffffffe, MMCOMM_VERDICT_ABSENT, "the firmware answers with an error (code -2)" },
	{ 0x80010000, MMCOMM_VERDICT_ABSENT,
	  "the firmware answers with an error (code -2147418112)" },
};

static void answer_desc(const struct answer *answer, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "0x%llx", answer->x0);
}

KUNIT_ARRAY_PARAM(answer, answers, answer_desc);

static void version_test(struct kunit *test)
{
	const struct answer *answer = test->param_value;

	add_shared();
	mock_smc.version = answer->x0;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, answer->verdict == MMCOMM_VERDICT_USED);
	KUNIT_EXPECT_EQ(test, mock_smc.versions, 1);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, version, answer->verdict, 0,
		       answer->reason);
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, conduit,
		       answer->verdict == MMCOMM_VERDICT_USED ? MMCOMM_VERDICT_USED :
								MMCOMM_VERDICT_USABLE,
		       0, calls);
}

/* By its name alone, an architecture without such calls says that it has none. */
static void other_architecture_test(struct kunit *test)
{
	core_fixture_add_mm(test);
	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	expect_silence(test);

	mmcomm_config.executor = "spm_mm";
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, conduit, MMCOMM_VERDICT_UNSUPPORTED, 0,
		       "this architecture has no secure monitor call");
}

/* Nor without firmware that could be looked at. */
static void other_architecture_without_efi_test(struct kunit *test)
{
	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_silence(test);
}

/* Another mailbox answers better, and the call is made where something hints at it. */
static void another_mailbox_test(struct kunit *test)
{
	core_fixture_add_mm(test);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 0);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, version, MMCOMM_VERDICT_SKIPPED, 0,
		       "another mailbox was found, and nothing hints at this one");
	KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.type, MMCOMM_MMI_PORT_SMI);

	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	KUNIT_EXPECT_EQ(test, mock_smc.calls, 1);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, version, MMCOMM_VERDICT_USABLE, 0,
		       "version 1.0");
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_SKIPPED, SHARED,
		       "not where the mailbox in use takes messages from");

	mmcomm_config.executor = "spm_mm";
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, SHARED);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, runtime_pages, MMCOMM_VERDICT_SKIPPED, 0,
		       "MM takes messages from memory that it shares alone");
}

static void another_executor_test(struct kunit *test)
{
	add_shared();
	mmcomm_config.executor = "smmc";
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, false);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, version, MMCOMM_VERDICT_USABLE, 0,
		       "version 1.0");
	mmcomm_config.executor = NULL;
	mmcomm_config.mailbox = MAILBOX;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, false);
	mmcomm_config.mailbox = 0;
}

/* ACPI hints at SMC where another mailbox was found. */
static void acpi_table_test(struct kunit *test)
{
	core_fixture_add_mm(test);
	fake_machine.uefi_table_count = 1;
	fake_machine.uefi_tables[0] = (struct mmcomm_uefi_table_verdict) {
		.table.invocation.space = MMCOMM_ACPI_SPACE_FIXED,
	};
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	KUNIT_EXPECT_EQ(test, mock_smc.versions, 1);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, uefi_table, MMCOMM_VERDICT_USABLE, 0,
		       "says that MM is called by SMC, not where a message may lie");

	core_fixture_remove_smmc();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
}

/* Both nodes, in each of the ways that they can agree or not. */

static void same_twice_test(struct kunit *test)
{
	core_fixture_add_ns_buffer(MMCOMM_NS_OWN_BINDING, SHARED, SHARED_LEN);
	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 1);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, own_node, MMCOMM_VERDICT_USED, SHARED,
		       "16 pages that MM shares");
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_SKIPPED, SHARED,
		       "the memory that was named before");
}

static void different_test(struct kunit *test)
{
	static const struct mmcomm_range second[] = {
		{ OTHER, PAGE },
		{ SHARED, SHARED_LEN - PAGE },
		{ SHARED + PAGE, SHARED_LEN - PAGE },
		{ SHARED - PAGE, 2 * PAGE },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(second); i++) {
		fake_machine.ns_buffer_count = 0;
		core_fixture_add_ns_buffer(MMCOMM_NS_OWN_BINDING, SHARED, SHARED_LEN);
		core_fixture_add_ns_buffer(MMCOMM_NS_ADDED_BY_TF_A, second[i].start,
					   second[i].length);
		KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
		KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
		KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, SHARED);
		expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_SKIPPED,
			       second[i].start,
			       "not the memory that was named before, and MM shares one buffer alone");
	}
}

/* A node that is no use does not stand in the way of the next. */
static void bad_then_good_test(struct kunit *test)
{
	core_fixture_add_ns_buffer(MMCOMM_NS_OWN_BINDING, 0, 0)->refusal = "is made up";
	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, SHARED);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, own_node, MMCOMM_VERDICT_REFUSED, 0,
		       "is made up");
}

static void linux_memory_test(struct kunit *test)
{
	add_shared();
	fake_memory.system_ram.start = SHARED + SHARED_LEN - 1;
	fake_memory.system_ram.length = 1;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	KUNIT_EXPECT_EQ(test, fake_memory.maps, 0);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_REFUSED, SHARED,
		       "is System RAM, which Linux uses");
}

static void split_test(struct kunit *test)
{
	u32 i;

	add_shared();
	mmcomm_config.buffers = 5;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 5);
	for (i = 0; i < 5; i++) {
		KUNIT_EXPECT_EQ(test, communicator->buffers[i].id, i);
		KUNIT_EXPECT_EQ(test, communicator->buffers[i].address, SHARED + 3 * i * PAGE);
		KUNIT_EXPECT_EQ(test, communicator->buffers[i].length, 3 * PAGE);
	}
}

static void unmappable_test(struct kunit *test)
{
	add_shared();
	mmcomm_config.buffers = 2;
	fake_memory.refused_map = 2;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, SHARED);
	KUNIT_EXPECT_STREQ(test,
			   mmcomm_core.discovery.places[mmcomm_core.discovery.count - 1].reason,
			   "cannot be mapped");
}

/* A part that MM never finished with stays untouched. */
static void retired_test(struct kunit *test)
{
	add_shared();
	mmcomm_config.buffers = 2;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	communicator->buffers[0].state = MMCOMM_BUFFER_RETIRED;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 2);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].state, MMCOMM_BUFFER_RETIRED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[1].address, SHARED + SHARED_LEN / 2);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_REFUSED, SHARED,
		       "was a communicate buffer before and is not free");
}

/* Parameters. */

static void put_parameter(u64 start, u64 length)
{
	mmcomm_config.comm_buffers[0].start = start;
	mmcomm_config.comm_buffers[0].length = length;
	mmcomm_config.comm_buffer_count = 1;
}

static void parameter_inside_test(struct kunit *test)
{
	static const struct mmcomm_range inside[] = {
		{ SHARED, SHARED_LEN },
		{ SHARED, PAGE },
		{ SHARED + SHARED_LEN - PAGE, PAGE },
	};
	u32 i;

	add_shared();
	for (i = 0; i < ARRAY_SIZE(inside); i++) {
		put_parameter(inside[i].start, inside[i].length);
		KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
		KUNIT_EXPECT_FALSE(test, mmcomm_core.parameter_refused);
		KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
		KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, inside[i].start);
		KUNIT_EXPECT_EQ(test, communicator->buffers[0].length, inside[i].length);
		KUNIT_EXPECT_TRUE(test, communicator->buffers[0].shared);
	}
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(SHARED), 0x5a, SHARED_LEN));
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, parameter, MMCOMM_VERDICT_USED,
		       SHARED + SHARED_LEN - PAGE, "in memory that MM shares");
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, tf_a_node, MMCOMM_VERDICT_SKIPPED, SHARED,
		       "comm_buffers= was given");
}

static void parameter_outside_test(struct kunit *test)
{
	static const struct mmcomm_range outside[] = {
		{ OTHER, PAGE },
		{ SHARED - PAGE, PAGE },
		{ SHARED - PAGE, 2 * PAGE },
		{ SHARED, SHARED_LEN + PAGE },
		{ SHARED + SHARED_LEN, PAGE },
		{ SHARED + SHARED_LEN - PAGE, 2 * PAGE },
	};
	u32 i;

	add_shared();
	for (i = 0; i < ARRAY_SIZE(outside); i++) {
		put_parameter(outside[i].start, outside[i].length);
		KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
		KUNIT_EXPECT_TRUE(test, mmcomm_core.parameter_refused);
		KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
		expect_verdict(test, MMCOMM_SUBJECT_BUFFER, parameter, MMCOMM_VERDICT_REFUSED,
			       outside[i].start, "is no memory that the firmware says MM shares");
	}
}

/* A node that is refused vouches for nothing. */
static void parameter_in_refused_node_test(struct kunit *test)
{
	core_fixture_add_ns_buffer(MMCOMM_NS_OWN_BINDING, SHARED,
				   SHARED_LEN)->refusal = "is made up";
	put_parameter(SHARED, PAGE);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_TRUE(test, mmcomm_core.parameter_refused);
}

/* With UEFI its memory map vouches as well, and by the same rules as ever. */
static void parameter_with_efi_test(struct kunit *test)
{
	core_fixture_add_mm(test);
	core_fixture_remove_smmc();
	put_parameter(RESERVED, PAGE);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_EXPECT_FALSE(test, mmcomm_core.parameter_refused);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_TRUE(test, communicator->buffers[0].shared);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, parameter, MMCOMM_VERDICT_USED, RESERVED,
		       "in the firmware's memory; shared by MM, by your word");

	put_parameter(CODE, PAGE);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_TRUE(test, mmcomm_core.parameter_refused);
	put_parameter(OTHER, PAGE);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_TRUE(test, mmcomm_core.parameter_refused);
}

/* The region table stands in where no node names the memory, and only there. */
static void region_table_test(struct kunit *test)
{
	core_fixture_add_mm(test);
	core_fixture_remove_smmc();
	core_fixture_add_region(MMCOMM_REGION_FREE, STANDALONE, 4);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].source, MMCOMM_SOURCE_REGION_TABLE);

	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].source, MMCOMM_SOURCE_NS_SHARED);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, region_table, MMCOMM_VERDICT_SKIPPED,
		       STANDALONE, "not the memory that MM shares");
}

/* Without anything that names the memory, what may be it is listed, and not used. */
static void candidates_test(struct kunit *test)
{
	core_fixture_add_mm(test);
	core_fixture_remove_smmc();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, "EFI memory map", MMCOMM_VERDICT_SKIPPED,
		       RESERVED,
		       "reserved for runtime drivers; where MM shares it, comm_buffers=0x7d000000:0x10000");
	KUNIT_EXPECT_STREQ(test,
			   mmcomm_core.discovery.places[mmcomm_core.discovery.count - 1].place,
			   "EFI memory map");

	/* What breaks a rule is none. */
	fake_memory.system_ram.start = RESERVED;
	fake_memory.system_ram.length = PAGE;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_NULL(test, core_fixture_verdict(MMCOMM_SUBJECT_BUFFER,
						     "EFI memory map"));

	/* Nor is one needed where the memory is known. */
	fake_memory.system_ram.length = 0;
	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_NULL(test, core_fixture_verdict(MMCOMM_SUBJECT_BUFFER,
						     "EFI memory map"));
}

/* What MM has to be told of by a software MMI is out of reach without ports. */
static void mailboxes_out_of_reach_test(struct kunit *test)
{
	core_fixture_add_mm(test);
	core_fixture_remove_ports();
	core_fixture_add_uefi_table();
	core_fixture_add_standalone_mm(STATUS_BLOCK);
	add_shared();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_spm_mm(test, true);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailboxes.range_count, 4);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, uefi_table, MMCOMM_VERDICT_UNSUPPORTED,
		       POINTER, "a buffer pointer, software SMI 0xca");
}

/* And a register that is a port would be written through nothing. */
static void register_without_ports_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table;

	core_fixture_add_mm(test);
	core_fixture_remove_smmc();
	table = core_fixture_add_uefi_table();
	table->invocation = (struct mmcomm_acpi_register) {
		.space = MMCOMM_ACPI_SPACE_IO,
		.bit_width = 32,
		.address = 0x1000,
	};
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_ACPI_REGISTER);

	core_fixture_remove_ports();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_SPM_MM);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, uefi_table, MMCOMM_VERDICT_REFUSED, 0,
		       "the invocation register is an I/O port, and this architecture has none");
}

/* Within what the partition shares, with and without UEFI, and nowhere else. */
static void move_test(struct kunit *test)
{
	mmcomm_config.enable_comm_buffer_updates = true;
	mmcomm_config.comm_buffers[0] =
		(struct mmcomm_range) { .start = SHARED, .length = 4 * PAGE };
	mmcomm_config.comm_buffer_count = 1;
	add_shared();
	KUNIT_ASSERT_EQ(test, mmcomm_core_start(), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(0, OTHER, 4 * PAGE), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmcomm_update_comm_buffer(0, SHARED + 12 * PAGE, 5 * PAGE),
			-EINVAL);
	KUNIT_ASSERT_EQ(test, mmcomm_update_comm_buffer(0, SHARED + 8 * PAGE, 4 * PAGE), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 2);
	KUNIT_EXPECT_TRUE(test, communicator->buffers[1].shared);
	/* It is somebody else's too: nothing is written before there is a message. */
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(SHARED), 0x5a, SHARED_LEN));
	KUNIT_EXPECT_EQ(test, communicator->exclusion.stops, 0);
}

/* The list is full: what is found is used all the same. */
static void no_room_for_verdicts_test(struct kunit *test)
{
	struct mmcomm_discovery *discovery;
	struct mmcomm_findings *findings;
	struct mmcomm_firmware *firmware;

	discovery = kunit_kzalloc(test, sizeof(*discovery), GFP_KERNEL);
	findings = kunit_kzalloc(test, sizeof(*findings), GFP_KERNEL);
	firmware = kunit_kzalloc(test, sizeof(*firmware), GFP_KERNEL);
	KUNIT_ASSERT_TRUE(test, discovery && findings && firmware);
	discovery->count = MMCOMM_MAX_PLACES;
	findings->smc = &mock_smc_ops;
	mmcomm_discover_spm_mm(&mmcomm_config, firmware, discovery, findings);
	KUNIT_EXPECT_EQ(test, findings->mailbox.kind, MMCOMM_MAILBOX_SPM_MM);
	KUNIT_EXPECT_EQ(test, discovery->count, MMCOMM_MAX_PLACES);
}

static struct kunit_case discovery_spm_mm_cases[] = {
	KUNIT_CASE(whole_machine_test),
	KUNIT_CASE(again_test),
	KUNIT_CASE(no_buffer_test),
	KUNIT_CASE(wrong_conduit_test),
	KUNIT_CASE(forbidden_test),
	KUNIT_CASE(registers_test),
	KUNIT_CASE_PARAM(version_test, answer_gen_params),
	KUNIT_CASE(another_mailbox_test),
	KUNIT_CASE(another_executor_test),
	KUNIT_CASE(acpi_table_test),
	KUNIT_CASE(same_twice_test),
	KUNIT_CASE(different_test),
	KUNIT_CASE(bad_then_good_test),
	KUNIT_CASE(linux_memory_test),
	KUNIT_CASE(split_test),
	KUNIT_CASE(unmappable_test),
	KUNIT_CASE(retired_test),
	KUNIT_CASE(parameter_inside_test),
	KUNIT_CASE(parameter_outside_test),
	KUNIT_CASE(parameter_in_refused_node_test),
	KUNIT_CASE(parameter_with_efi_test),
	KUNIT_CASE(region_table_test),
	KUNIT_CASE(candidates_test),
	KUNIT_CASE(mailboxes_out_of_reach_test),
	KUNIT_CASE(register_without_ports_test),
	KUNIT_CASE(move_test),
	KUNIT_CASE(no_room_for_verdicts_test),
	{}
};

static struct kunit_suite discovery_spm_mm_suite = {
	.name = "discovery_spm_mm",
	.init = device_tree_init,
	.exit = core_fixture_exit,
	.test_cases = discovery_spm_mm_cases,
};

/* On other architectures nothing of it is there. */
static struct kunit_case discovery_no_smc_cases[] = {
	KUNIT_CASE(other_architecture_test),
	KUNIT_CASE(other_architecture_without_efi_test),
	{}
};

static struct kunit_suite discovery_no_smc_suite = {
	.name = "discovery_no_smc",
	.init = core_fixture_init,
	.exit = core_fixture_exit,
	.test_cases = discovery_no_smc_cases,
};

kunit_test_suites(&discovery_spm_mm_suite, &discovery_no_smc_suite);
