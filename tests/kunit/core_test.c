// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/core.c: what is found decides whether the module loads, and the
 * log says which, and why not.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "config.h"
#include "core_fixture.h"
#include "kernel_log.h"

static struct mmcomm_communicator *const communicator = &mmcomm_core.communicator;

static int core_init(struct kunit *test)
{
	core_fixture_init(test);
	core_fixture_add_mm(test);
	kernel_log_mark();
	return 0;
}

static void as_it_is(void)
{
}

static void no_mailbox(void)
{
	memset(fake_memory_at(MAILBOX), 0, SMMC_LEN);
}

static void no_port(void)
{
	fake_machine.fadt.smi_command = 0;
}

static void no_pages(void)
{
	memset(fake_memory_at(DATA), 0, DATA_LEN);
}

static void no_firmware(void)
{
	fake_machine.refusal = "not booted by UEFI";
}

static void nothing(void)
{
	no_firmware();
	no_port();
}

static void probe_only(void)
{
	nothing();
	mmcomm_config.probe_only = true;
}

static void other_executor(void)
{
	nothing();
	mmcomm_config.executor = "another";
}

static void smmc_alone(void)
{
	no_mailbox();
	mmcomm_config.executor = "smmc";
}

static void blind(void)
{
	no_firmware();
	mmcomm_config.allow_blind_trigger = true;
}

static void reserved_command(void)
{
	mmcomm_config.command = 2;
}

static void reserved_command_probed(void)
{
	mmcomm_config.command = 3;
	mmcomm_config.probe_only = true;
}

static void bad_parameter(void)
{
	mmcomm_config.mailbox = MAILBOX + 8;
}

static void bad_parameter_probed(void)
{
	bad_parameter();
	mmcomm_config.probe_only = true;
}

static void no_pages_probed(void)
{
	no_pages();
	mmcomm_config.probe_only = true;
}

static void no_memory(void)
{
	fake_machine.no_memory = true;
}

static void pointer(void)
{
	no_mailbox();
	core_fixture_add_uefi_table();
}

static void pointer_without_port(void)
{
	pointer();
	no_port();
}

static void register_in_memory(void)
{
	struct mmcomm_acpi_uefi_table *table = core_fixture_add_uefi_table();

	no_port();
	table->invocation.address = REGISTER;
	table->invocation.bit_width = 64;
}

static void register_port(void)
{
	struct mmcomm_acpi_uefi_table *table = core_fixture_add_uefi_table();

	table->invocation.space = MMCOMM_ACPI_SPACE_IO;
	table->invocation.address = 0x1800;
	table->invocation.bit_width = 32;
}

static void standalone_mm(void)
{
	core_fixture_add_standalone_mm(STATUS_BLOCK);
}

static void other_real_executor(void)
{
	mmcomm_config.executor = "status_block";
}

static const char ready[] =
	"mailbox smmc at 0x7e000400, communicate buffers: 1, MMIs through port 0xb2";
static const char no_mm[] = "no Management Mode that can be talked to was found:";

struct load {
	const char *name;
	void (*prepare)(void);
	int error;
	/* One line of the log, and one that says where it comes from. */
	const char *line;
	const char *place;
};

static const struct load loads[] = {
	{ "whole machine", as_it_is, 0, ready },
	{ "no port", no_port, -ENODEV, no_mm, "ACPI FADT SMI_CMD: SMI_CMD is 0" },
	{ "no mailbox", no_mailbox, -ENODEV, no_mm,
	  "smmc in runtime memory: no mailbox in runtime-services code or data" },
	{ "no firmware", no_firmware, -ENODEV, no_mm, "EFI memory map: not booted by UEFI" },
	{ "nothing", nothing, -ENODEV, no_mm, "EFI memory map: not booted by UEFI" },
	{ "no pages", no_pages, 0, "no memory that a message may live in was found:",
	  "unused runtime-data pages: longest free run has 0 pages, 3 are needed" },
	{ "probe only", probe_only, 0, "looked only, no MMI will be raised" },
	{ "another executor", other_executor, 0, "waiting for executor another" },
	{ "the real executor, absent", smmc_alone, -ENODEV, no_mm },
	{ "a buffer pointer", pointer, 0,
	  "mailbox acpi_uefi at 0x7d000100, communicate buffers: 1, MMIs through port 0xb2" },
	{ "a buffer pointer, no port", pointer_without_port, -ENODEV, no_mm },
	{ "an invocation register", register_in_memory, 0,
	  "mailbox acpi_uefi at 0x7d000200, communicate buffers: 1, MMIs through it" },
	{ "a register that is a port", register_port, 0,
	  "mailbox acpi_uefi at port 0x1800, communicate buffers: 1, MMIs through it" },
	{ "a status block", standalone_mm, 0,
	  "mailbox status_block at 0x7f007000, communicate buffers: 1, MMIs through port 0xb2" },
	{ "another real executor", other_real_executor, -ENODEV, no_mm,
	  "Standalone MM status block: no region table that would name its buffer" },
	{ "blind trigger", blind, 0, "no mailbox: bare MMIs alone, through port 0xb2" },
	{ "reserved command", reserved_command, -EINVAL,
	  "command=0x02 would switch the machine's mode: the FADT gives it another meaning" },
	{ "reserved command, probed", reserved_command_probed, -EINVAL,
	  "command=0x03 would switch the machine's mode" },
	{ "bad parameter", bad_parameter, -EINVAL, "a parameter names a place that breaks a rule:",
	  "parameter mailbox= at 0x7e000408: no signature" },
	{ "bad parameter, probed", bad_parameter_probed, 0,
	  "looked only, no MMI will be raised" },
	{ "no pages, probed", no_pages_probed, 0, "looked only, no MMI will be raised" },
	{ "no memory", no_memory, -ENOMEM },
};

static void load_desc(const struct load *load, char *desc)
{
	strscpy(desc, load->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(load, loads, load_desc);

static void load_test(struct kunit *test)
{
	const struct load *load = test->param_value;

	load->prepare();
	KUNIT_EXPECT_EQ(test, mmcomm_core_start(), load->error);
	if (!load->error)
		mmcomm_core_announce();
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&communicator->lock));
	if (load->line)
		KUNIT_EXPECT_EQ(test, kernel_log_count(load->line), 1);
	else
		KUNIT_EXPECT_EQ(test, kernel_log_count("mmcomm: "), 0);
	if (load->place)
		KUNIT_EXPECT_EQ(test, kernel_log_count(load->place), 1);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

/* Only what broke a rule is listed behind a parameter that did. */
static void refused_alone_test(struct kunit *test)
{
	bad_parameter();
	KUNIT_EXPECT_EQ(test, mmcomm_core_start(), -EINVAL);
	KUNIT_EXPECT_EQ(test, kernel_log_count("mailbox="), 1);
	KUNIT_EXPECT_EQ(test, kernel_log_count("ACPI FADT SMI_CMD"), 0);
}

/* Buffers are no news where nothing could use them. */
static void no_warning_test(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, mmcomm_core_start(), 0);
	mmcomm_core_announce();
	no_pages_probed();
	KUNIT_ASSERT_EQ(test, mmcomm_core_start(), 0);
	mmcomm_core_announce();
	KUNIT_EXPECT_EQ(test, kernel_log_count("no memory that a message may live in"), 0);
}

static void parameters_test(struct kunit *test)
{
	mmcomm_config.command = 0x42;
	mmcomm_config.timeout_ms = 777;
	mmcomm_config.evidence = true;
	mmcomm_config.enable_comm_buffer_updates = true;
	mmcomm_config.updatable_buffer_id = 5;
	KUNIT_ASSERT_EQ(test, mmcomm_core_start(), 0);
	KUNIT_EXPECT_EQ(test, communicator->command, 0x42);
	KUNIT_EXPECT_EQ(test, communicator->timeout_ms, 777);
	KUNIT_EXPECT_TRUE(test, communicator->evidence);
	KUNIT_EXPECT_FALSE(test, communicator->probe_only);
	KUNIT_EXPECT_TRUE(test, communicator->updates_enabled);
	KUNIT_EXPECT_EQ(test, communicator->updatable_buffer_id, 5);
	KUNIT_EXPECT_EQ(test, communicator->exclusion.first_cpu_only,
			IS_ENABLED(CONFIG_X86));
	KUNIT_EXPECT_TRUE(test, communicator->refresh == mmcomm_bring_up);
}

static struct kunit_case core_cases[] = {
	KUNIT_CASE_PARAM(load_test, load_gen_params),
	KUNIT_CASE(refused_alone_test),
	KUNIT_CASE(no_warning_test),
	KUNIT_CASE(parameters_test),
	{}
};

static struct kunit_suite core_suite = {
	.name = "core",
	.init = core_init,
	.exit = core_fixture_exit,
	.test_cases = core_cases,
};

kunit_test_suite(core_suite);
