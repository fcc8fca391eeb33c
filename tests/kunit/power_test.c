// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/power.c: nothing is sent between going to sleep and waking up,
 * and MM is looked for again before the first message after it.
 */
#include <kunit/test.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/suspend.h>

#include "core_fixture.h"

/* How far a mailbox moves over a sleep. */
#define MOVED_BY	0x80

static int power_init(struct kunit *test)
{
	core_fixture_init(test);
	core_fixture_add_mm(test);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	return 0;
}

static int hear_of(struct notifier_block *block, unsigned long event)
{
	return block->notifier_call(block, event, NULL);
}

static int send(struct mmcomm_result *result)
{
	static u8 request[8] = "request";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
	};

	return mmcomm_communicate(&message, result);
}

static int trigger(struct mmcomm_trigger_result *result)
{
	return mmcomm_trigger_sw_mmi(0x10, 0, result);
}

struct sleep {
	const char *name;
	unsigned long before;
	unsigned long after;
};

static const struct sleep sleeps[] = {
	{ "suspend", PM_SUSPEND_PREPARE, PM_POST_SUSPEND },
	{ "hibernation", PM_HIBERNATION_PREPARE, PM_POST_HIBERNATION },
	{ "restore", PM_RESTORE_PREPARE, PM_POST_RESTORE },
};

static void sleep_desc(const struct sleep *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(sleep, sleeps, sleep_desc);

static void expect_asleep(struct kunit *test)
{
	struct mmcomm_trigger_result triggered;
	struct mmcomm_result sent;

	KUNIT_EXPECT_EQ(test, send(&sent), -EBUSY);
	KUNIT_EXPECT_EQ(test, sent.reason, MMCOMM_REASON_SLEEPING);
	KUNIT_EXPECT_EQ(test, sent.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, trigger(&triggered), -EBUSY);
	KUNIT_EXPECT_EQ(test, triggered.reason, MMCOMM_REASON_SLEEPING);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
	/* Nor is the firmware's memory looked at. */
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 1);
}

static void sleep_test(struct kunit *test)
{
	const struct sleep *one = test->param_value;
	struct mmcomm_result sent;

	KUNIT_EXPECT_EQ(test, hear_of(&mmcomm_pm_notifier, one->before), NOTIFY_DONE);
	expect_asleep(test);
	KUNIT_EXPECT_EQ(test, hear_of(&mmcomm_pm_notifier, one->after), NOTIFY_DONE);
	/* MM is not looked for before somebody wants it. */
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 1);
	KUNIT_EXPECT_EQ(test, send(&sent), 0);
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 2);
	KUNIT_EXPECT_EQ(test, send(&sent), 0);
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 2);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 2);
}

/* The firmware may have moved its mailbox, or have lost it. */
static void moved_test(struct kunit *test)
{
	struct mmcomm_trigger_result triggered;
	struct mmcomm_result sent;

	hear_of(&mmcomm_pm_notifier, PM_SUSPEND_PREPARE);
	memset(fake_memory_at(MAILBOX), 0, SMMC_LEN);
	hear_of(&mmcomm_pm_notifier, PM_POST_SUSPEND);
	KUNIT_EXPECT_EQ(test, send(&sent), -ENODEV);
	KUNIT_EXPECT_EQ(test, sent.reason, MMCOMM_REASON_NO_MAILBOX);
	KUNIT_EXPECT_EQ(test, trigger(&triggered), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, triggered.reason, MMCOMM_REASON_NO_TRIGGER);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

/* The same kind of mailbox somewhere else, or another kind, as after an update. */

static void at_first(enum mmcomm_mailbox_kind kind)
{
	struct mmcomm_acpi_uefi_table *table;

	if (kind != MMCOMM_MAILBOX_SMMC)
		core_fixture_remove_smmc();
	switch (kind) {
	case MMCOMM_MAILBOX_ACPI_REGISTER:
		table = core_fixture_add_uefi_table();
		table->invocation.address = REGISTER;
		table->invocation.bit_width = 64;
		break;
	case MMCOMM_MAILBOX_ACPI_POINTER:
		core_fixture_add_uefi_table();
		break;
	case MMCOMM_MAILBOX_STATUS_BLOCK:
		core_fixture_add_standalone_mm(STATUS_BLOCK);
		break;
	default:
		break;
	}
}

static void move(enum mmcomm_mailbox_kind kind)
{
	u8 *mailbox = fake_memory_at(MAILBOX);

	switch (kind) {
	case MMCOMM_MAILBOX_SMMC:
		memcpy(mailbox + MOVED_BY, mailbox, SMMC_LEN);
		fake_machine.smmc += MOVED_BY;
		core_fixture_remove_smmc();
		break;
	case MMCOMM_MAILBOX_ACPI_REGISTER:
		fake_machine.uefi_tables[0].table.invocation.address += MOVED_BY;
		break;
	case MMCOMM_MAILBOX_ACPI_POINTER:
		fake_machine.pointer += MOVED_BY;
		fake_machine.uefi_tables[0].table.buffer_pointer += MOVED_BY;
		break;
	case MMCOMM_MAILBOX_STATUS_BLOCK:
		core_fixture_add_standalone_mm(STATUS_BLOCK + MOVED_BY);
		break;
	default:
		break;
	}
}

static const enum mmcomm_mailbox_kind kinds[] = {
	MMCOMM_MAILBOX_ACPI_REGISTER, MMCOMM_MAILBOX_STATUS_BLOCK, MMCOMM_MAILBOX_SMMC,
	MMCOMM_MAILBOX_ACPI_POINTER,
};

static void kind_desc(const enum mmcomm_mailbox_kind *kind, char *desc)
{
	static const char *const names[] = {
		"none", "invocation register", "status block", "smmc", "buffer pointer",
	};

	strscpy(desc, names[*kind], KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(kind, kinds, kind_desc);

static void found_again_test(struct kunit *test)
{
	const enum mmcomm_mailbox_kind kind = *(enum mmcomm_mailbox_kind *)test->param_value;
	const struct sleep *one;
	struct mmcomm_result sent;
	u64 address;

	at_first(kind);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, mmcomm_core.mailbox.kind, kind);
	for (one = sleeps; one < sleeps + ARRAY_SIZE(sleeps); one++) {
		address = mmcomm_core.mailbox.address;
		hear_of(&mmcomm_pm_notifier, one->before);
		/* It moves once only: what is in a smmc's place is as long as that. */
		if (one == sleeps)
			move(kind);
		hear_of(&mmcomm_pm_notifier, one->after);
		fake_machine.answered = MMCOMM_MAILBOX_NONE;
		send(&sent);
		KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, kind);
		KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.address,
				one == sleeps ? address + MOVED_BY : address);
		/* Nobody answers in the register. */
		KUNIT_EXPECT_EQ(test, fake_machine.answered,
				kind == MMCOMM_MAILBOX_ACPI_REGISTER ? 0 : kind);
	}
}

/* Another kind, with another command: nothing of the old one is left. */
static void other_kind_test(struct kunit *test)
{
	struct mmcomm_result sent;

	core_fixture_remove_smmc();
	core_fixture_add_uefi_table();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, send(&sent), 0);
	KUNIT_EXPECT_EQ(test, mock_mm.command, SW_SMI);

	hear_of(&mmcomm_pm_notifier, PM_SUSPEND_PREPARE);
	fake_machine.uefi_table_count = 0;
	smmc_put(fake_memory_at(MAILBOX));
	hear_of(&mmcomm_pm_notifier, PM_POST_SUSPEND);
	KUNIT_EXPECT_EQ(test, send(&sent), 0);
	KUNIT_EXPECT_EQ(test, fake_machine.answered, MMCOMM_MAILBOX_SMMC);
	KUNIT_EXPECT_EQ(test, mock_mm.command, 0);
}

/* Without memory to look, nothing is sent, and the next one looks again. */
static void no_memory_test(struct kunit *test)
{
	struct mmcomm_trigger_result triggered;
	struct mmcomm_result sent;

	hear_of(&mmcomm_pm_notifier, PM_SUSPEND_PREPARE);
	hear_of(&mmcomm_pm_notifier, PM_POST_SUSPEND);
	fake_machine.no_memory = true;
	KUNIT_EXPECT_EQ(test, send(&sent), -ENOMEM);
	KUNIT_EXPECT_EQ(test, sent.reason, MMCOMM_REASON_NO_MEMORY);
	KUNIT_EXPECT_EQ(test, trigger(&triggered), -ENOMEM);
	KUNIT_EXPECT_EQ(test, triggered.reason, MMCOMM_REASON_NO_MEMORY);
	fake_machine.no_memory = false;
	KUNIT_EXPECT_EQ(test, send(&sent), 0);
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 4);
}

/* There is no way back from a reboot. */
static void reboot_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, hear_of(&mmcomm_reboot_notifier, SYS_RESTART), NOTIFY_DONE);
	expect_asleep(test);
}

static void other_events_test(struct kunit *test)
{
	struct mmcomm_result sent;

	KUNIT_EXPECT_EQ(test, hear_of(&mmcomm_pm_notifier, 0), NOTIFY_DONE);
	KUNIT_EXPECT_EQ(test, hear_of(&mmcomm_pm_notifier, 0x1000), NOTIFY_DONE);
	KUNIT_EXPECT_EQ(test, send(&sent), 0);
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 1);
	hear_of(&mmcomm_pm_notifier, PM_SUSPEND_PREPARE);
	hear_of(&mmcomm_pm_notifier, 0x1000);
	KUNIT_EXPECT_EQ(test, send(&sent), -EBUSY);
}

static struct kunit_case power_cases[] = {
	KUNIT_CASE_PARAM(sleep_test, sleep_gen_params),
	KUNIT_CASE(moved_test),
	KUNIT_CASE_PARAM(found_again_test, kind_gen_params),
	KUNIT_CASE(other_kind_test),
	KUNIT_CASE(no_memory_test),
	KUNIT_CASE(reboot_test),
	KUNIT_CASE(other_events_test),
	{}
};

static struct kunit_suite power_suite = {
	.name = "power",
	.init = power_init,
	.exit = core_fixture_exit,
	.test_cases = power_cases,
};

kunit_test_suite(power_suite);
