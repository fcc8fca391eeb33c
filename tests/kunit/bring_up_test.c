// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/bring_up.c on made-up machines: what is used, what is said
 * about it, and what stays of the last time.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "config.h"
#include "core_fixture.h"

static struct mmcomm_communicator *const communicator = &mmcomm_core.communicator;

static int machine_with_mm_init(struct kunit *test)
{
	core_fixture_init(test);
	core_fixture_add_mm(test);
	return 0;
}

/* Where things are looked for. */
static const char smi_cmd[] = "ACPI FADT SMI_CMD";
static const char hooks[] = "platform hooks";
static const char efi_map[] = "EFI memory map";
static const char boot_map[] = "boot memory map";
static const char runtime_memory[] = "smmc in runtime memory";
static const char runtime_pages[] = "unused runtime-data pages";
static const char region_table[] = "communication region table";
static const char wsmt[] = "ACPI WSMT";

static void expect_verdict(struct kunit *test, enum mmcomm_discovery_subject subject,
			   const char *place, enum mmcomm_discovery_verdict verdict,
			   u64 address, const char *reason)
{
	const struct mmcomm_discovery_entry *entry = core_fixture_verdict(subject, place);

	KUNIT_ASSERT_NOT_NULL(test, entry);
	KUNIT_EXPECT_EQ(test, entry->verdict, verdict);
	KUNIT_EXPECT_EQ(test, entry->address, address);
	KUNIT_EXPECT_STREQ(test, entry->reason, reason);
}

static void whole_machine_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor_context,
			    (void *)&mmcomm_core.contexts);
	KUNIT_EXPECT_PTR_EQ(test, (void *)mmcomm_core.contexts.smmc.mailbox,
			    fake_memory_at(MAILBOX));
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.address, MAILBOX);
	KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.type, MMCOMM_MMI_PORT_SMI);
	KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.smi, MOCK_CMD_PORT);
	KUNIT_EXPECT_EQ(test, communicator->mmi.data.type, MMCOMM_MMI_PORT_SMI);
	KUNIT_EXPECT_EQ(test, communicator->mmi.data.smi, MOCK_DATA_PORT);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, BORROWED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].length, BORROWED_LEN);
	KUNIT_EXPECT_TRUE(test, communicator->buffers[0].borrowed);
	KUNIT_EXPECT_TRUE(test, communicator->trigger_allowed);
	KUNIT_EXPECT_FALSE(test, mmcomm_core.parameter_refused);
	/* Looking touches nothing, borrowed pages least of all. */
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(DATA), 0xaf, DATA_LEN));
	KUNIT_EXPECT_EQ(test, communicator->exclusion.stops, 0);

	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, smi_cmd, MMCOMM_VERDICT_USED, 0,
		       "command port 0xb2, data port 0xb3; proves nothing about MM");
	expect_verdict(test, MMCOMM_SUBJECT_PLATFORM, hooks, MMCOMM_VERDICT_ABSENT, 0,
		       "no hook knows this machine");
	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, boot_map,
		       MMCOMM_VERDICT_ABSENT, 0, "made up");
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, runtime_memory,
		       MMCOMM_VERDICT_USED, MAILBOX, "a whole traditional mailbox");
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, runtime_pages,
		       MMCOMM_VERDICT_USED, BORROWED,
		       "6 pages filled with 0xaf, to borrow for each call");
}

/* Once more is as good as once: nothing piles up, nothing stays mapped twice. */
static void again_test(struct kunit *test)
{
	u32 i, count;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	count = mmcomm_core.discovery.count;
	for (i = 0; i < 3; i++)
		KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_core.discovery.count, count);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->mmi.reserved_count, 2);
	KUNIT_EXPECT_TRUE(test, mmcomm_sw_mmi_command_reserved(&communicator->mmi, 2));
	KUNIT_EXPECT_TRUE(test, mmcomm_sw_mmi_command_reserved(&communicator->mmi, 3));
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_command_reserved(&communicator->mmi, 0));
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 2);
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 4);
}

/* What is gone is forgotten. */
static void gone_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	memset(fake_memory_at(MAILBOX), 0, SMMC_LEN);
	memset(fake_memory_at(DATA), 0, DATA_LEN);
	memset(&fake_machine.fadt, 0, sizeof(fake_machine.fadt));
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_NONE);
	KUNIT_EXPECT_NULL(test, mmcomm_core.contexts.smmc.mailbox);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.type, MMCOMM_MMI_PORT_NONE);
	KUNIT_EXPECT_EQ(test, communicator->mmi.data.type, MMCOMM_MMI_PORT_NONE);
	KUNIT_EXPECT_EQ(test, communicator->mmi.reserved_count, 0);
	KUNIT_EXPECT_FALSE(test, communicator->trigger_allowed);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
}

struct bad_trigger {
	const char *reason;
	bool encrypted_guest;
	bool absent;
	bool hardware_reduced;
	u32 smi_command;
	u32 port;
};

static const struct bad_trigger bad_triggers[] = {
	{ "a guest with encrypted memory raises no MMIs", .encrypted_guest = true,
	  .smi_command = 0xb2 },
	{ "there is no FADT", .absent = true, .smi_command = 0xb2 },
	{ "hardware-reduced ACPI has no SMI_CMD", .hardware_reduced = true,
	  .smi_command = 0xb2 },
	{ "SMI_CMD is 0" },
	{ "SMI_CMD is not an I/O port", .smi_command = 0x10000 },
	/* The data port would be the next one, which there is not. */
	{ "SMI_CMD is not an I/O port", .smi_command = 0xffff },
	{ NULL, .smi_command = 0xfffe, .port = 0xfffe },
	{ NULL, .smi_command = 1, .port = 1 },
};

static void bad_trigger_desc(const struct bad_trigger *bad, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%s, SMI_CMD 0x%x",
		 bad->reason ?: "good", bad->smi_command);
}

KUNIT_ARRAY_PARAM(bad_trigger, bad_triggers, bad_trigger_desc);

static void trigger_test(struct kunit *test)
{
	const struct bad_trigger *bad = test->param_value;

	fake_machine.encrypted_guest = bad->encrypted_guest;
	fake_machine.fadt.present = !bad->absent;
	fake_machine.fadt.hardware_reduced = bad->hardware_reduced;
	fake_machine.fadt.smi_command = bad->smi_command;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	if (!bad->reason) {
		KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.type, MMCOMM_MMI_PORT_SMI);
		KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.smi, bad->port);
		KUNIT_EXPECT_EQ(test, communicator->mmi.data.smi, bad->port + 1);
		return;
	}
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, smi_cmd, MMCOMM_VERDICT_ABSENT, 0,
		       bad->reason);
	KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.type, MMCOMM_MMI_PORT_NONE);
	KUNIT_EXPECT_EQ(test, communicator->mmi.data.type, MMCOMM_MMI_PORT_NONE);
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_available(&communicator->mmi));
	KUNIT_EXPECT_FALSE(test, communicator->trigger_allowed);
}

/* Platform hooks. */

static bool matches(void)
{
	return true;
}

static int vouch(const struct mmcomm_acpi_base *acpi_base,
		 struct mmcomm_platform_report *report)
{
	strscpy(report->reason, acpi_base->io == 0x600 ? "all set" : "another base",
		sizeof(report->reason));
	return 0;
}

static int forbid(const struct mmcomm_acpi_base *acpi_base,
		  struct mmcomm_platform_report *report)
{
	strscpy(report->reason, "not locked", sizeof(report->reason));
	return -ENXIO;
}

static struct mmcomm_platform_control hook = {
	.name = "board", .owner = THIS_MODULE, .matches = matches,
};

static void vouched_for_test(struct kunit *test)
{
	hook.init = vouch;
	list_add(&hook.list, &mmcomm_core.controls);
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	list_del(&hook.list);
	expect_verdict(test, MMCOMM_SUBJECT_PLATFORM, "board", MMCOMM_VERDICT_USED, 0, "all set");
	KUNIT_EXPECT_TRUE(test, mmcomm_sw_mmi_available(&communicator->mmi));
}

static void forbidden_test(struct kunit *test)
{
	hook.init = forbid;
	list_add(&hook.list, &mmcomm_core.controls);
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	list_del(&hook.list);
	expect_verdict(test, MMCOMM_SUBJECT_PLATFORM, "board", MMCOMM_VERDICT_REFUSED, 0,
		       "not locked");
	expect_verdict(test, MMCOMM_SUBJECT_TRIGGER, smi_cmd, MMCOMM_VERDICT_REFUSED, 0,
		       "command port 0xb2, which platform hook board forbids");
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_available(&communicator->mmi));
	KUNIT_EXPECT_FALSE(test, communicator->trigger_allowed);
	/* The mailbox is there, only nobody may ring. */
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	KUNIT_EXPECT_FALSE(test, mmcomm_communicator_can_raise(communicator));
}

/* Nor by a register, which needs no port. */
static void forbidden_register_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = core_fixture_add_uefi_table();

	table->invocation.address = REGISTER;
	table->invocation.bit_width = 64;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_acpi_register);
	KUNIT_EXPECT_TRUE(test, mmcomm_communicator_can_raise(communicator));

	hook.init = forbid;
	list_add(&hook.list, &mmcomm_core.controls);
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	list_del(&hook.list);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_acpi_register);
	KUNIT_EXPECT_FALSE(test, mmcomm_communicator_can_raise(communicator));
}

/* Who may raise bare MMIs. */

struct allowance {
	const char *name;
	bool firmware;
	bool mailbox;
	bool control;
	bool blind;
	bool no_port;
	bool allowed;
};

static const struct allowance allowances[] = {
	{ "nothing", .allowed = false },
	{ "firmware alone", .firmware = true, .allowed = false },
	{ "a mailbox", .firmware = true, .mailbox = true, .allowed = true },
	{ "a hook and firmware", .firmware = true, .control = true, .allowed = true },
	{ "a hook without UEFI", .control = true, .allowed = false },
	{ "by parameter", .blind = true, .allowed = true },
	{ "by parameter, no port", .blind = true, .no_port = true, .allowed = false },
	{ "everything, no port", .firmware = true, .mailbox = true, .control = true,
	  .blind = true, .no_port = true, .allowed = false },
};

static void allowance_desc(const struct allowance *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(allowance, allowances, allowance_desc);

static void trigger_allowed_test(struct kunit *test)
{
	const struct allowance *one = test->param_value;

	if (!one->firmware)
		fake_machine.refusal = "none";
	if (!one->mailbox)
		memset(fake_memory_at(MAILBOX), 0, SMMC_LEN);
	if (one->no_port)
		fake_machine.fadt.smi_command = 0;
	mmcomm_config.allow_blind_trigger = one->blind;
	hook.init = vouch;
	if (one->control)
		list_add(&hook.list, &mmcomm_core.controls);
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	if (one->control)
		list_del(&hook.list);
	KUNIT_EXPECT_EQ(test, communicator->trigger_allowed, one->allowed);
}

static void environment_test(struct kunit *test)
{
	fake_machine.refusal = "not booted by UEFI";
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, efi_map, MMCOMM_VERDICT_REFUSED, 0,
		       "not booted by UEFI");
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_NULL(test, core_fixture_verdict(MMCOMM_SUBJECT_MAILBOX,
						     runtime_memory));
	KUNIT_EXPECT_EQ(test, fake_memory.maps, 0);
}

static void whole_map_test(struct kunit *test)
{
	fake_machine.whole_map = true;
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, boot_map, MMCOMM_VERDICT_USED, 0,
		       "the firmware's whole memory map");
}

/* Want of memory leaves everything as it was. */
static void no_memory_test(struct kunit *test)
{
	struct mmcomm_discovery_entry first;
	u32 count;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	first = mmcomm_core.discovery.places[0];
	count = mmcomm_core.discovery.count;
	fake_machine.no_memory = true;
	memset(&fake_machine.fadt, 0, sizeof(fake_machine.fadt));
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), -ENOMEM);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_smmc);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->mmi.cmd.smi, MOCK_CMD_PORT);
	KUNIT_EXPECT_EQ(test, mmcomm_core.discovery.count, count);
	KUNIT_EXPECT_MEMEQ(test, &mmcomm_core.discovery.places[0], &first, sizeof(first));
}

/* The mailbox is mapped to be scanned, and to be used. */
static void mailbox_not_mapped_test(struct kunit *test)
{
	u32 maps;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	maps = fake_memory.maps;
	fake_memory.maps = 0;
	fake_memory.refused_map = maps;
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, fake_memory.maps, maps);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_NONE);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, communicator->buffer_count);
}

/* Where memory could not be mapped, whoever sends next looks again, once. */
static void mapped_next_time_test(struct kunit *test)
{
	u8 request[100] = "a request";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
	};
	struct mmcomm_result result;
	u32 maps, nth;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_FALSE(test, communicator->stale);
	maps = fake_memory.maps;
	for (nth = 1; nth <= maps; nth++) {
		fake_memory.maps = 0;
		fake_memory.refused_map = nth;
		KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
		/* What was found all the same needs no other look. */
		KUNIT_EXPECT_EQ(test, communicator->stale,
				!communicator->executor || !communicator->buffer_count);
		KUNIT_EXPECT_FALSE(test, fake_memory.map_failed);
		fake_machine.reads = 0;
		fake_memory.refused_map = 0;
		KUNIT_EXPECT_EQ(test, mmcomm_communicate(&message, &result), 0);
		KUNIT_EXPECT_LE(test, fake_machine.reads, 1);
		KUNIT_EXPECT_FALSE(test, communicator->stale);
	}
	/* Absent is not the same as not mapped. */
	memset(fake_memory_at(MAILBOX), 0, SMMC_LEN);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_FALSE(test, communicator->stale);
}

/* Each kind of mailbox gets its executor, and what that needs. */
static void pointer_executor_test(struct kunit *test)
{
	core_fixture_remove_smmc();
	core_fixture_add_uefi_table();
	mmcomm_config.command = 0x42;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_acpi_uefi);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor_context,
			    (void *)&mmcomm_core.contexts);
	KUNIT_EXPECT_PTR_EQ(test, (void *)mmcomm_core.contexts.acpi_uefi.pointer,
			    fake_memory_at(POINTER));
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_ACPI_POINTER);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.address, POINTER);
	KUNIT_EXPECT_EQ(test, communicator->command, SW_SMI);
	KUNIT_EXPECT_TRUE(test, communicator->trigger_allowed);

	/* The parameter is for everybody else. */
	fake_machine.uefi_table_count = 0;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_EQ(test, communicator->command, 0x42);
	KUNIT_EXPECT_FALSE(test, communicator->trigger_allowed);
}

static void register_executor_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = core_fixture_add_uefi_table();
	struct mmcomm_info info = {};

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_FALSE(test, info.flags & MMCOMM_INFO_BY_REGISTER);
	table->invocation.address = REGISTER;
	table->invocation.bit_width = 64;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, mmcomm_report_info(&info), 0);
	KUNIT_EXPECT_TRUE(test, info.flags & MMCOMM_INFO_BY_REGISTER);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_acpi_register);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_core.contexts.acpi_uefi.invocation_virt,
			    fake_memory_at(REGISTER));
	KUNIT_EXPECT_EQ(test, mmcomm_core.contexts.acpi_uefi.invocation.address, REGISTER);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.address, REGISTER);
	KUNIT_EXPECT_EQ(test, communicator->command, 0);
	KUNIT_EXPECT_TRUE(test, communicator->trigger_allowed);

	/* A port is not mapped. */
	table->invocation.space = MMCOMM_ACPI_SPACE_IO;
	table->invocation.address = 0x1800;
	table->invocation.bit_width = 32;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_acpi_register);
	KUNIT_EXPECT_NULL(test, mmcomm_core.mailbox_virt);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_core.contexts.acpi_uefi.ports, &mock_mm_ports);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_ACPI_REGISTER);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.address, 0);
	KUNIT_EXPECT_TRUE(test, communicator->trigger_allowed);
}

static void status_block_executor_test(struct kunit *test)
{
	core_fixture_add_standalone_mm(STATUS_BLOCK);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mmcomm_executor_status_block);
	KUNIT_EXPECT_PTR_EQ(test, (void *)mmcomm_core.contexts.status_block.block,
			    fake_memory_at(STATUS_BLOCK));
	KUNIT_EXPECT_EQ(test, mmcomm_core.contexts.status_block.layouts,
			MMCOMM_STATUS_BLOCK_EDK2 | MMCOMM_STATUS_BLOCK_MU);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.buffer.start, STANDALONE);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.buffer.length, STANDALONE_LEN);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, runtime_memory,
		       MMCOMM_VERDICT_USABLE, MAILBOX, "a whole traditional mailbox");
}

/* What is mapped last is the mailbox, to be used. */
static void other_mailbox_not_mapped_test(struct kunit *test)
{
	u32 maps;

	core_fixture_remove_smmc();
	core_fixture_add_uefi_table();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	maps = fake_memory.maps;
	fake_memory.maps = 0;
	fake_memory.refused_map = maps;
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, fake_memory.maps, maps);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_EQ(test, communicator->command, 0);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_NONE);
	KUNIT_EXPECT_TRUE(test, communicator->stale);
}

#define FIXED		"FIXED_COMM_BUFFERS"
#define NESTED		"COMM_BUFFER_NESTED_PTR_PROTECTION"
#define RESOURCES	"SYSTEM_RESOURCE_PROTECTION"

/* What the firmware is held to, in its own words. */
static void wsmt_test(struct kunit *test)
{
	static const char all[] = "flags 0x7, " FIXED ", " NESTED ", " RESOURCES;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, wsmt, MMCOMM_VERDICT_ABSENT, 0,
		       "ACPI has no such table");
	fake_machine.fadt.wsmt_refusal = "the checksum is wrong";
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, wsmt, MMCOMM_VERDICT_REFUSED, 0,
		       "the checksum is wrong");
	fake_machine.fadt.wsmt_refusal = NULL;
	fake_machine.fadt.wsmt_present = true;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, wsmt, MMCOMM_VERDICT_USED, 0,
		       "flags 0x0");
	fake_machine.fadt.wsmt_flags = 7;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_ENVIRONMENT, wsmt, MMCOMM_VERDICT_USED, 0, all);
	/* Which memory is the fixed one, a region table alone tells. */
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].source, MMCOMM_SOURCE_BORROWED);
	core_fixture_add_region(MMCOMM_REGION_FREE, RESERVED, 2);
	mmcomm_config.comm_buffers[0] =
		(struct mmcomm_range) { RESERVED + 4 * MMCOMM_MM_PAGE_SIZE, MMCOMM_MM_PAGE_SIZE };
	mmcomm_config.comm_buffer_count = 1;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_TRUE(test, mmcomm_core.parameter_refused);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
}

static int send_hello(struct mmcomm_result *result)
{
	static u8 request[] = "hello";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
	};

	return mmcomm_communicate(&message, result);
}

/* Two entries of memory that somebody left something in. */
static void offer_regions(void)
{
	memset(fake_memory_at(RESERVED), 0xd1, 6 * MMCOMM_MM_PAGE_SIZE);
	core_fixture_add_region(MMCOMM_REGION_FREE, RESERVED, 4);
	core_fixture_add_region(MMCOMM_REGION_FREE, RESERVED + 4 * MMCOMM_MM_PAGE_SIZE, 2);
}

/* Looking claims and writes nothing; a message claims, and gives back. */
static void regions_test(struct kunit *test)
{
	const u64 rest = 24 + sizeof("hello") + MMCOMM_GUARD_LEN;
	const u64 length = 6 * MMCOMM_MM_PAGE_SIZE;
	u8 *memory = fake_memory_at(RESERVED);
	struct mmcomm_result result;

	offer_regions();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, region_table, MMCOMM_VERDICT_USED,
		       RESERVED, "an entry of 4 pages, to claim for each call");
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 2);
	KUNIT_EXPECT_EQ(test, communicator->exclusion.stops, 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, 0xd1, length));
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 5);

	KUNIT_EXPECT_EQ(test, send_hello(&result), 0);
	KUNIT_EXPECT_EQ(test, result.used_buffer_id, 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(memory, 0, rest));
	KUNIT_EXPECT_NULL(test, memchr_inv(memory + rest, 0xd1, length - rest));
	KUNIT_EXPECT_TRUE(test, mmcomm_region_is_free(core_fixture_region_type(0)));

	*core_fixture_region_type(0) = 0;
	KUNIT_EXPECT_EQ(test, send_hello(&result), 0);
	KUNIT_EXPECT_EQ(test, result.used_buffer_id, 1);
	*core_fixture_region_type(1) = 0;
	KUNIT_EXPECT_EQ(test, send_hello(&result), -EBUSY);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_BUFFER_BUSY);
	/* Nobody has to look at the machine again for that. */
	KUNIT_EXPECT_FALSE(test, communicator->stale);
	KUNIT_EXPECT_EQ(test, *core_fixture_region_type(0), 0);
	KUNIT_EXPECT_EQ(test, *core_fixture_region_type(1), 0);

	mmcomm_take_down();
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
}

static void keep_working(struct mock_mm *mm)
{
	u8 *mailbox = fake_memory_at(MAILBOX);

	put_unaligned_le64(0, mailbox + SMMC_POINTER);
}

/* What MM may still write stays claimed, over bring-ups and the module's end. */
static void retired_region_test(struct kunit *test)
{
	struct mmcomm_result result;

	offer_regions();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	mock_mm.core = keep_working;
	KUNIT_EXPECT_EQ(test, send_hello(&result), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(*core_fixture_region_type(0)),
			MMCOMM_REGION_CLAIMED);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 2);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].state, MMCOMM_BUFFER_RETIRED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, RESERVED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[1].state, MMCOMM_BUFFER_ENABLED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[1].id, 1);
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, region_table, MMCOMM_VERDICT_SKIPPED,
		       RESERVED, "was a communicate buffer before and is not free");

	/* Loaded again it is somebody else's, like any other. */
	mmcomm_take_down();
	KUNIT_EXPECT_EQ(test, le32_to_cpu(*core_fixture_region_type(0)),
			MMCOMM_REGION_CLAIMED);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 2);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_state_now(&communicator->buffers[0]),
			MMCOMM_BUFFER_OCCUPIED);
	KUNIT_EXPECT_EQ(test, mmcomm_buffer_state_now(&communicator->buffers[1]),
			MMCOMM_BUFFER_ENABLED);
}

static void parameter_refused_test(struct kunit *test)
{
	mmcomm_config.mailbox = MAILBOX + 8;
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_TRUE(test, mmcomm_core.parameter_refused);
	KUNIT_EXPECT_NULL(test, communicator->executor);
	mmcomm_config.mailbox = MAILBOX;
	KUNIT_EXPECT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_FALSE(test, mmcomm_core.parameter_refused);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.address, MAILBOX);
}

/* No entry is missing for long, and nothing is borrowed in the meantime. */
static void regions_mapped_next_time_test(struct kunit *test)
{
	struct mmcomm_result result;
	u32 maps, nth, i;

	offer_regions();
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	maps = fake_memory.maps;
	for (nth = 1; nth <= maps; nth++) {
		fake_memory.maps = 0;
		fake_memory.refused_map = nth;
		KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
		for (i = 0; i < communicator->buffer_count; i++)
			KUNIT_EXPECT_FALSE(test, communicator->buffers[i].borrowed);
		fake_memory.refused_map = 0;
		KUNIT_EXPECT_EQ_MSG(test, send_hello(&result), 0, "mapping %u", nth);
		KUNIT_EXPECT_EQ_MSG(test, communicator->buffer_count, 2, "mapping %u", nth);
		KUNIT_EXPECT_FALSE(test, communicator->stale);
	}
}

/* Retired memory does not become a buffer again. */
static void retired_stays_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	communicator->buffers[0].state = MMCOMM_BUFFER_RETIRED;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].state, MMCOMM_BUFFER_RETIRED);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address, BORROWED);
}

/* An executor of another module. */

static void registered_test(struct kunit *test)
{
	struct mmcomm_provided_buffer buffers[] = {
		{ .address = RESERVED, .length = MMCOMM_MM_PAGE_SIZE },
		{ .address = RESERVED + 8, .length = MMCOMM_MM_PAGE_SIZE },
		{ .address = RESERVED + MMCOMM_MM_PAGE_SIZE,
		  .length = 2 * MMCOMM_MM_PAGE_SIZE },
	};
	struct mmcomm_executor executor = {
		.ops = &mock_mm_own_ops, .context = &mock_mm,
		.buffers = buffers, .buffer_count = ARRAY_SIZE(buffers),
	};

	buffers[0].virt = fake_memory_at(RESERVED);
	buffers[1].virt = buffers[0].virt;
	buffers[2].virt = buffers[0].virt + MMCOMM_MM_PAGE_SIZE;
	communicator->provider_gone = true;
	mmcomm_core.registered = &executor;
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, "mock", MMCOMM_VERDICT_USED, 0,
		       "registered by another module, simulated: not firmware");
	expect_verdict(test, MMCOMM_SUBJECT_BUFFER, "mock", MMCOMM_VERDICT_USED, 0,
		       "2 buffers of the executor's own");
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor, &mock_mm_own_ops);
	KUNIT_EXPECT_PTR_EQ(test, communicator->executor_context, (void *)&mock_mm);
	KUNIT_EXPECT_FALSE(test, communicator->provider_gone);
	/* Ports or not: nobody vouches for them. */
	KUNIT_EXPECT_FALSE(test, communicator->trigger_allowed);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 2);
	KUNIT_EXPECT_EQ(test, communicator->buffers[1].id, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[1].address, buffers[2].address);
	KUNIT_EXPECT_EQ(test, communicator->buffers[1].source, MMCOMM_SOURCE_SIMULATED);
	KUNIT_EXPECT_FALSE(test, communicator->buffers[1].mapped);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_NONE);
	mmcomm_core.registered = NULL;
}

/* An executor that is not simulated is not said to be. */
static void registered_real_test(struct kunit *test)
{
	struct mmcomm_provided_buffer buffer = {
		.virt = fake_memory_at(RESERVED),
		.address = RESERVED,
		.length = MMCOMM_MM_PAGE_SIZE,
	};
	struct mmcomm_executor executor = {
		.ops = &mock_mm_port_ops, .context = &mock_mm,
		.buffers = &buffer, .buffer_count = 1,
	};

	mmcomm_config.executor = "mock";
	KUNIT_ASSERT_EQ(test, mmcomm_register_executor(&executor), 0);
	expect_verdict(test, MMCOMM_SUBJECT_MAILBOX, "mock", MMCOMM_VERDICT_USED, 0,
		       "registered by another module");
	mmcomm_unregister_executor(&executor);
}

static void take_down_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 2);
	mmcomm_take_down();
	KUNIT_EXPECT_NULL(test, communicator->executor);
	KUNIT_EXPECT_EQ(test, communicator->buffer_count, 0);
	KUNIT_EXPECT_EQ(test, mmcomm_core.mailbox.kind, MMCOMM_MAILBOX_NONE);
	KUNIT_EXPECT_FALSE(test, communicator->trigger_allowed);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
	/* Nothing is left to take down. */
	mmcomm_take_down();
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
}

/* A message from end to end: through the mailbox, in borrowed pages. */
static void message_test(struct kunit *test)
{
	u8 request[100] = "a request", response[100] = "";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
		.response = response,
		.response_capacity = sizeof(response),
	};
	struct mmcomm_result result;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	KUNIT_EXPECT_EQ(test, mmcomm_communicate(&message, &result), 0);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_RAN);
	KUNIT_EXPECT_EQ(test, result.response_len, sizeof(request));
	KUNIT_EXPECT_EQ(test, result.mmi_count, 1);
	KUNIT_EXPECT_MEMEQ(test, response, request, sizeof(request));
	KUNIT_EXPECT_NULL(test, memchr_inv(fake_memory_at(DATA), 0xaf, DATA_LEN));
	KUNIT_EXPECT_EQ(test, mock_mm.data_port, MOCK_DATA_PORT_VALUE);
}

/* The firmware takes its pages back: others are found, once, by themselves. */
static void pages_taken_back_test(struct kunit *test)
{
	u8 request[100] = "a request";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
	};
	struct mmcomm_result result;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	*(u8 *)fake_memory_at(BORROWED + 3) = 1;
	KUNIT_EXPECT_EQ(test, mmcomm_communicate(&message, &result), 0);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NONE);
	KUNIT_EXPECT_EQ(test, fake_machine.reads, 2);
	KUNIT_ASSERT_EQ(test, communicator->buffer_count, 1);
	KUNIT_EXPECT_EQ(test, communicator->buffers[0].address,
			BORROWED + 2 * MMCOMM_MM_PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, *(u8 *)fake_memory_at(BORROWED + 3), 1);
}

/* Where there are no others, or no MM any more, nothing is sent. */
static void pages_and_mm_gone_test(struct kunit *test)
{
	u8 request[100] = "a request";
	struct mmcomm_message message = {
		.recipient = GUID_INIT(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request,
		.request_len = sizeof(request),
	};
	struct mmcomm_result result;

	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	memset(fake_memory_at(DATA), 0, DATA_LEN);
	KUNIT_EXPECT_EQ(test, mmcomm_communicate(&message, &result), -ENODEV);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_BUFFER);
	memset(fake_memory_at(DATA), 0xaf, DATA_LEN);
	KUNIT_ASSERT_EQ(test, core_fixture_bring_up(), 0);
	memset(fake_memory_at(DATA), 0, DATA_LEN);
	memset(fake_memory_at(MAILBOX), 0, SMMC_LEN);
	KUNIT_EXPECT_EQ(test, mmcomm_communicate(&message, &result), -ENODEV);
	KUNIT_EXPECT_EQ(test, result.reason, MMCOMM_REASON_NO_MAILBOX);
	KUNIT_EXPECT_EQ(test, result.progress, MMCOMM_PROGRESS_NOT_SENT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

static struct kunit_case bring_up_cases[] = {
	KUNIT_CASE(whole_machine_test),
	KUNIT_CASE(again_test),
	KUNIT_CASE(gone_test),
	KUNIT_CASE_PARAM(trigger_test, bad_trigger_gen_params),
	KUNIT_CASE(vouched_for_test),
	KUNIT_CASE(forbidden_test),
	KUNIT_CASE(forbidden_register_test),
	KUNIT_CASE_PARAM(trigger_allowed_test, allowance_gen_params),
	KUNIT_CASE(environment_test),
	KUNIT_CASE(whole_map_test),
	KUNIT_CASE(no_memory_test),
	KUNIT_CASE(mailbox_not_mapped_test),
	KUNIT_CASE(mapped_next_time_test),
	KUNIT_CASE(pointer_executor_test),
	KUNIT_CASE(register_executor_test),
	KUNIT_CASE(status_block_executor_test),
	KUNIT_CASE(other_mailbox_not_mapped_test),
	KUNIT_CASE(regions_mapped_next_time_test),
	KUNIT_CASE(wsmt_test),
	KUNIT_CASE(regions_test),
	KUNIT_CASE(retired_region_test),
	KUNIT_CASE(parameter_refused_test),
	KUNIT_CASE(retired_stays_test),
	KUNIT_CASE(registered_test),
	KUNIT_CASE(registered_real_test),
	KUNIT_CASE(take_down_test),
	KUNIT_CASE(message_test),
	KUNIT_CASE(pages_taken_back_test),
	KUNIT_CASE(pages_and_mm_gone_test),
	{}
};

static struct kunit_suite bring_up_suite = {
	.name = "bring_up",
	.init = machine_with_mm_init,
	.exit = core_fixture_exit,
	.test_cases = bring_up_cases,
};

kunit_test_suite(bring_up_suite);
