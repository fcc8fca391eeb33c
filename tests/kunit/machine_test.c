// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/firmware_machine.c, firmware_efi.c, firmware_acpi.c, firmware_of.c
 * and platform_q35.c: what they read of the machine that the suites run on is what
 * the kernel says of it. Where a kernel lacks one of them, nothing is read.
 */
#include <kunit/test.h>
#include <linux/acpi.h>
#include <linux/dmi.h>
#include <linux/efi.h>
#include <linux/io.h>
#include <linux/of.h>
#include <linux/string.h>

#include "core.h"

static int machine_init(struct kunit *test)
{
	struct mmcomm_firmware *firmware = kunit_kzalloc(test, sizeof(*firmware), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, firmware);
	mmcomm_real_machine.read_firmware(firmware);
	test->priv = firmware;
	return 0;
}

static void machine_exit(struct kunit *test)
{
	if (test->priv)
		mmcomm_firmware_free(test->priv);
}

/* The kernel's own memory must not be handed out as the firmware's. */
static void access_test(struct kunit *test)
{
	const struct mmcomm_firmware *firmware = test->priv;
	u8 *page = kunit_kzalloc(test, PAGE_SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	if (!IS_ENABLED(CONFIG_X86) && !IS_ENABLED(CONFIG_ARM64)) {
		KUNIT_EXPECT_NULL(test, firmware->access);
		KUNIT_EXPECT_NOT_NULL(test, firmware->refusal);
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, firmware->access);
	KUNIT_EXPECT_TRUE(test, firmware->access->is_system_ram(virt_to_phys(page), 1));
	KUNIT_EXPECT_NULL(test, firmware->access->map(virt_to_phys(page), 8));
	KUNIT_EXPECT_FALSE(test, firmware->encrypted_guest);
	KUNIT_EXPECT_EQ(test, firmware->is_qemu, dmi_match(DMI_SYS_VENDOR, "QEMU"));
}

#if IS_ENABLED(CONFIG_EFI)
static void efi_test(struct kunit *test)
{
	const struct mmcomm_firmware *firmware = test->priv;
	const struct mmcomm_memory_region *region = firmware->runtime_map.regions;
	efi_memory_desc_t *md;
	u32 count = 0;

	if (!efi_enabled(EFI_BOOT)) {
		KUNIT_EXPECT_NOT_NULL(test, firmware->refusal);
		KUNIT_EXPECT_EQ(test, firmware->runtime_map.count, 0);
		return;
	}
	KUNIT_EXPECT_NULL(test, firmware->refusal);
	KUNIT_EXPECT_NULL(test, firmware->no_boot_map);
	KUNIT_EXPECT_GT(test, firmware->boot_map.count, firmware->runtime_map.count);
	for_each_efi_memory_desc(md) {
		if (!(md->attribute & EFI_MEMORY_RUNTIME))
			continue;
		KUNIT_ASSERT_LT(test, count++, firmware->runtime_map.count);
		KUNIT_EXPECT_EQ(test, region->start, md->phys_addr);
		KUNIT_EXPECT_EQ(test, region->length, md->num_pages * EFI_PAGE_SIZE);
		KUNIT_EXPECT_EQ(test, region->virt, md->virt_addr);
		KUNIT_EXPECT_EQ(test, region->attribute, md->attribute);
		KUNIT_EXPECT_EQ(test, region->type, md->type);
		region++;
	}
	KUNIT_EXPECT_GT(test, count, 0);
	KUNIT_EXPECT_EQ(test, count, firmware->runtime_map.count);
}
#else
static void efi_test(struct kunit *test)
{
	const struct mmcomm_firmware *firmware = test->priv;

	KUNIT_EXPECT_NOT_NULL(test, firmware->refusal);
}
#endif

static void acpi_test(struct kunit *test)
{
	struct mmcomm_fadt fadt = {};

	mmcomm_real_machine.read_acpi(&fadt);
#if IS_ENABLED(CONFIG_ACPI)
	KUNIT_EXPECT_EQ(test, fadt.present, !acpi_disabled && acpi_gbl_FADT.header.length);
	if (fadt.present) {
		KUNIT_EXPECT_EQ(test, fadt.smi_command, acpi_gbl_FADT.smi_command);
		KUNIT_EXPECT_EQ(test, fadt.reserved_commands[0], acpi_gbl_FADT.acpi_enable);
		KUNIT_EXPECT_EQ(test, fadt.reserved_commands[1], acpi_gbl_FADT.acpi_disable);
		KUNIT_EXPECT_EQ(test, fadt.acpi_base.type, MMCOMM_ACPI_BASE_IO);
		KUNIT_EXPECT_EQ(test, fadt.acpi_base.io, acpi_gbl_FADT.pm1a_event_block);
		return;
	}
#endif
	KUNIT_EXPECT_FALSE(test, fadt.present);
	KUNIT_EXPECT_EQ(test, fadt.smi_command, 0);
}

static void device_tree_test(struct kunit *test)
{
	const struct mmcomm_firmware *firmware = test->priv;
	u32 count = 0;

#if IS_ENABLED(CONFIG_ARM64) && IS_ENABLED(CONFIG_OF)
	struct device_node *node;

	for_each_node_by_name(node, "ns-buf-spm-mm")
		count++;
	if (count) {
		KUNIT_ASSERT_GT(test, firmware->ns_buffer_count, 0);
		KUNIT_EXPECT_EQ(test, firmware->ns_buffers[0].place,
				MMCOMM_NS_ADDED_BY_TF_A);
		KUNIT_EXPECT_NULL(test, firmware->ns_buffers[0].refusal);
		KUNIT_EXPECT_TRUE(test, mmcomm_in_ns_buffer(firmware,
							    firmware->ns_buffers[0].range.start,
							    MMCOMM_MM_PAGE_SIZE));
	}
#endif
	KUNIT_EXPECT_EQ(test, firmware->ns_buffer_count, count);
}

/* Asked last, where every machine's hooks are, and never about another machine. */
static void q35_test(struct kunit *test)
{
	struct mmcomm_platform_control *control, *q35 = NULL;
	struct mmcomm_platform_report report = {};
	struct mmcomm_fadt fadt = {};

	list_for_each_entry(control, &mmcomm_core.controls, list)
		q35 = control;
	if (!IS_ENABLED(CONFIG_X86) || !IS_ENABLED(CONFIG_PCI)) {
		KUNIT_EXPECT_NULL(test, q35);
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, q35);
	KUNIT_EXPECT_STREQ(test, q35->name, "q35");
	KUNIT_EXPECT_EQ(test, q35->matches(),
			dmi_match(DMI_SYS_VENDOR, "QEMU") &&
			dmi_match(DMI_PRODUCT_NAME, "Standard PC (Q35 + ICH9, 2009)"));
	mmcomm_real_machine.read_acpi(&fadt);
	if (q35->matches())
		KUNIT_EXPECT_EQ(test, q35->init(&fadt.acpi_base, &report), 0);
	else
		KUNIT_EXPECT_LT(test, q35->init(&fadt.acpi_base, &report), 0);
	KUNIT_EXPECT_NE(test, report.reason[0], '\0');
}

static struct kunit_case machine_cases[] = {
	KUNIT_CASE(access_test),
	KUNIT_CASE(efi_test),
	KUNIT_CASE(acpi_test),
	KUNIT_CASE(device_tree_test),
	KUNIT_CASE(q35_test),
	{}
};

static struct kunit_suite machine_suite = {
	.name = "machine",
	.init = machine_init,
	.exit = machine_exit,
	.test_cases = machine_cases,
};

kunit_test_suite(machine_suite);
