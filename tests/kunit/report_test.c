// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/report.c: what INFO says of each thing that is so or is not.
 * How it reaches a caller is tested in chardev_test.c.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "core_fixture.h"

static struct mmcomm_communicator *const communicator = &mmcomm_core.communicator;

static int report_init(struct kunit *test)
{
	core_fixture_init(test);
	core_fixture_add_mm(test);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	return 0;
}

#define USUAL	(MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_CAN_TRIGGER | \
		 MMCOMM_INFO_SMI_COUNTER | MMCOMM_INFO_BORROWED)

static void usual_test(struct kunit *test)
{
	struct mmcomm_info info = {};

	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_EQ(test, info.flags, USUAL);
	KUNIT_EXPECT_EQ(test, info.header_versions, BIT(MMCOMM_HEADER_V1));
	KUNIT_EXPECT_EQ(test, info.mmi_port_type, MMCOMM_MMI_PORT_SMI);
	KUNIT_EXPECT_EQ(test, info.cmd_port, MOCK_CMD_PORT);
	KUNIT_EXPECT_EQ(test, info.data_port, MOCK_DATA_PORT);
	KUNIT_EXPECT_EQ(test, info.max_message_len, BORROWED_LEN - 24);
	KUNIT_EXPECT_EQ(test, info.mailbox_address, MAILBOX);
	KUNIT_EXPECT_EQ(test, info.timeout_ms, 20);
	KUNIT_EXPECT_STREQ(test, info.executor, "smmc");
	KUNIT_EXPECT_STREQ(test, info.platform, "");
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&communicator->lock));
}

/* One thing that is different, and what INFO makes of it. */

static const struct mmcomm_platform_control control = { .name = "a platform" };

static void no_executor(void)
{
	communicator->executor = NULL;
}

static void no_buffer(void)
{
	communicator->buffers[0].state = MMCOMM_BUFFER_LOST;
}

static void no_port(void)
{
	communicator->mmi.cmd.type = MMCOMM_MMI_PORT_NONE;
}

static void own_raise(void)
{
	no_port();
	communicator->executor = &mock_mm_own_ops;
}

static void probe_only(void)
{
	communicator->probe_only = true;
}

static void trigger_not_allowed(void)
{
	communicator->trigger_allowed = false;
}

static void no_counter(void)
{
	communicator->mmi.ports = &mock_mm_uncounted_ports;
}

static void not_borrowed(void)
{
	communicator->buffers[0].borrowed = false;
}

static void vouched_for(void)
{
	mmcomm_core.platform.control = &control;
}

static void forbidden(void)
{
	vouched_for();
	mmcomm_core.platform.forbidden = true;
}

static void sleeping(void)
{
	communicator->sleeping = true;
}

static void evidence(void)
{
	communicator->evidence = true;
}

static void wsmt(void)
{
	mmcomm_core.fadt.wsmt_present = true;
	mmcomm_core.fadt.wsmt_flags = 7;
}

/* The next moment it may be free: that messages can be sent does not change. */
static void occupied(void)
{
	static __le32 type;

	communicator->buffers[0].claim = &type;
}

struct difference {
	const char *name;
	void (*make)(void);
	u32 added;
	u32 missing;
};

static const struct difference differences[] = {
	{ "no executor", no_executor, 0, MMCOMM_INFO_CAN_COMMUNICATE },
	{ "no enabled buffer", no_buffer, 0, MMCOMM_INFO_CAN_COMMUNICATE },
	{ "no port", no_port, 0, MMCOMM_INFO_CAN_COMMUNICATE },
	{ "no port needed", own_raise, MMCOMM_INFO_SIMULATED, 0 },
	{ "probe only", probe_only, MMCOMM_INFO_PROBE_ONLY,
	  MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_CAN_TRIGGER },
	{ "no bare MMIs", trigger_not_allowed, 0, MMCOMM_INFO_CAN_TRIGGER },
	{ "no counter", no_counter, 0, MMCOMM_INFO_SMI_COUNTER },
	{ "nothing borrowed", not_borrowed, 0, MMCOMM_INFO_BORROWED },
	{ "a hook vouches", vouched_for, MMCOMM_INFO_PLATFORM_VOUCHED, 0 },
	{ "a hook forbids", forbidden, 0, 0 },
	{ "sleeping", sleeping, MMCOMM_INFO_SLEEPING, 0 },
	{ "an occupied buffer", occupied, 0, 0 },
	{ "evidence", evidence, MMCOMM_INFO_EVIDENCE, 0 },
	{ "a WSMT", wsmt, MMCOMM_INFO_WSMT_PRESENT, 0 },
};

static void difference_desc(const struct difference *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(difference, differences, difference_desc);

static void difference_test(struct kunit *test)
{
	const struct difference *one = test->param_value;
	struct mmcomm_info info = {};

	one->make();
	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_EQ(test, info.flags, (USUAL | one->added) & ~one->missing);
	KUNIT_EXPECT_EQ(test, info.wsmt_flags, one->make == wsmt ? 7 : 0);
	KUNIT_EXPECT_STREQ(test, info.platform,
			   mmcomm_core.platform.control ? "a platform" : "");
	KUNIT_EXPECT_EQ(test, info.cmd_port,
			communicator->mmi.cmd.type ? MOCK_CMD_PORT : 0);
	KUNIT_EXPECT_EQ(test, info.data_port,
			communicator->mmi.cmd.type ? MOCK_DATA_PORT : 0);
	KUNIT_EXPECT_EQ(test, info.header_versions,
			communicator->executor ?
			communicator->executor->header_versions : 0);
	KUNIT_EXPECT_STREQ(test, info.executor,
			   communicator->executor ? communicator->executor->name : "");
	communicator->buffers[0].claim = NULL;
}

/* By SMC the function id stands for the command port, and there is no data port. */
static void smc_test(struct kunit *test)
{
	struct mmcomm_info info = {};

	communicator->executor = &mmcomm_executor_spm_mm;
	communicator->mmi.cmd.type = MMCOMM_MMI_PORT_SMC;
	communicator->mmi.cmd.smc = 0xC4000041;
	communicator->mmi.data.type = MMCOMM_MMI_PORT_NONE;
	communicator->trigger_allowed = false;
	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_EQ(test, info.flags & ~(MMCOMM_INFO_SMI_COUNTER | MMCOMM_INFO_BORROWED),
			MMCOMM_INFO_CAN_COMMUNICATE);
	KUNIT_EXPECT_EQ(test, info.mmi_port_type, MMCOMM_MMI_PORT_SMC);
	KUNIT_EXPECT_EQ(test, info.cmd_port, 0xC4000041);
	KUNIT_EXPECT_EQ(test, info.data_port, 0);
	KUNIT_EXPECT_EQ(test, info.header_versions, BIT(MMCOMM_HEADER_V1));
	KUNIT_EXPECT_STREQ(test, info.executor, "spm_mm");

	/* What answers through a register of another kind is not reached by SMC. */
	communicator->mmi.cmd.type = MMCOMM_MMI_PORT_NONE;
	communicator->executor = &mmcomm_executor_acpi_register;
	memset(&info, 0, sizeof(info));
	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_TRUE(test, info.flags & MMCOMM_INFO_BY_REGISTER);
	KUNIT_EXPECT_EQ(test, info.cmd_port, 0);
}

/* Names that are too long are cut, with their NUL. */
static void long_name_test(struct kunit *test)
{
	static const char name[] = "a name of more than thirty-one characters";
	struct mmcomm_executor_ops ops = mock_mm_own_ops;
	struct mmcomm_platform_control long_control = { .name = name };
	struct mmcomm_info info = {};

	ops.name = name;
	communicator->executor = &ops;
	mmcomm_core.platform.control = &long_control;
	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_STREQ(test, info.executor, "a name of more than thirty-one ");
	KUNIT_EXPECT_STREQ(test, info.platform, "a name of more than thirty-one ");
	mmcomm_core.platform.control = NULL;
}

/* Who is in a buffer is told as it is when it is asked for. */
static void occupied_test(struct kunit *test)
{
	__le32 type = cpu_to_le32(MMCOMM_REGION_FREE);
	struct mmcomm_snapshot snapshot;
	u32 i;

	communicator->buffers[0].claim = &type;
	for (i = 0; i < 4; i++) {
		type = cpu_to_le32(i % 2 ? 0 : MMCOMM_REGION_FREE);
		KUNIT_ASSERT_EQ(test, mmcomm_report_buffers(&snapshot), 0);
		KUNIT_EXPECT_EQ(test, ((struct mmcomm_buffer_entry *)snapshot.entries)->state,
				i % 2 ? MMCOMM_BUFFER_OCCUPIED : MMCOMM_BUFFER_ENABLED);
		kvfree(snapshot.entries);
	}
	communicator->buffers[0].claim = NULL;
}

static void snapshot_test(struct kunit *test)
{
	const struct mmcomm_buffer_entry *buffers;
	struct mmcomm_snapshot snapshot;

	KUNIT_ASSERT_EQ(test, mmcomm_report_buffers(&snapshot), 0);
	KUNIT_EXPECT_EQ(test, snapshot.count, 1);
	KUNIT_EXPECT_EQ(test, snapshot.entry_size, sizeof(*buffers));
	buffers = snapshot.entries;
	KUNIT_EXPECT_EQ(test, buffers[0].source, MMCOMM_SOURCE_BORROWED);
	KUNIT_EXPECT_EQ(test, buffers[0].address, BORROWED);
	KUNIT_EXPECT_EQ(test, buffers[0].length, BORROWED_LEN);
	KUNIT_EXPECT_EQ(test, buffers[0].message_capacity, BORROWED_LEN - 24);
	/* What a longer list would show is nobody's business. */
	KUNIT_EXPECT_NULL(test, memchr_inv(&buffers[1], 0, sizeof(buffers[1])));
	kvfree(snapshot.entries);

	KUNIT_ASSERT_EQ(test, mmcomm_report_discovery(&snapshot), 0);
	KUNIT_EXPECT_EQ(test, snapshot.count, mmcomm_core.discovery.count);
	KUNIT_EXPECT_EQ(test, snapshot.entry_size, sizeof(struct mmcomm_discovery_entry));
	KUNIT_EXPECT_MEMEQ(test, snapshot.entries, &mmcomm_core.discovery.places,
			   snapshot.count * snapshot.entry_size);
	kvfree(snapshot.entries);
}

static struct kunit_case report_cases[] = {
	KUNIT_CASE(usual_test),
	KUNIT_CASE_PARAM(difference_test, difference_gen_params),
	KUNIT_CASE(smc_test),
	KUNIT_CASE(long_name_test),
	KUNIT_CASE(occupied_test),
	KUNIT_CASE(snapshot_test),
	{}
};

static struct kunit_suite report_suite = {
	.name = "report",
	.init = report_init,
	.exit = core_fixture_exit,
	.test_cases = report_cases,
};

kunit_test_suite(report_suite);
