// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/firmware.c: from the system table in made-up runtime memory to
 * the boot memory map, past whatever looks like one of them.
 */
#include <kunit/test.h>
#include <linux/crc32.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "fake_memory.h"
#include "firmware.h"

#define PAGE		MMCOMM_MM_PAGE_SIZE
#define DATA		0x7e200000ULL
#define DATA_VIRT	0xfffffffeef200000ULL
#define DATA_LEN	(8 * PAGE)
#define CODE		0x7e100000ULL
#define CODE_LEN	(2 * PAGE)
#define BOOT_MAP	0x7d000018ULL
#define BOOT_MAP_LEN	(40 + 2 * 48)

#define SYSTEM_TABLE	(DATA + 0x1018)
#define VENDOR		0x2000
#define RUNTIME		0x2100
#define TABLES		0x3008
#define ACPI_TABLE	0x7f77e014ULL
#define TABLE_COUNT	2

static const u8 boot_map_guid[] = {
	0x3f, 0x68, 0x0f, 0x80, 0x8b, 0xd0, 0x3a, 0x42,
	0xa2, 0x93, 0x96, 0x5c, 0x3c, 0x6f, 0xe2, 0xb4,
};

static const u8 acpi_guid[] = {
	0x71, 0xe8, 0x68, 0x88, 0xf1, 0xe4, 0xd3, 0x11,
	0xbc, 0x22, 0x00, 0x80, 0xc7, 0x3c, 0x88, 0x81,
};

static struct mmcomm_firmware *firmware;
static u8 *data;
static u8 *code;
static u8 *boot_map;

static void put_crc(u8 *at)
{
	put_unaligned_le32(0, at + 16);
	put_unaligned_le32(~crc32_le(~0, at, MMCOMM_SYSTEM_TABLE_LEN), at + 16);
}

/* As SetVirtualAddressMap() leaves it: with virtual addresses. */
static void put_system_table(u8 *at)
{
	memset(at, 0, MMCOMM_SYSTEM_TABLE_LEN);
	memcpy(at, "IBI SYST", 8);
	put_unaligned_le32(0x20046, at + 8);
	put_unaligned_le32(MMCOMM_SYSTEM_TABLE_LEN, at + 12);
	put_unaligned_le64(DATA_VIRT + VENDOR, at + 24);
	put_unaligned_le64(DATA_VIRT + RUNTIME, at + 88);
	put_unaligned_le64(TABLE_COUNT, at + 104);
	put_unaligned_le64(DATA_VIRT + TABLES, at + 112);
	put_crc(at);
}

static void put_descriptor(u8 *at, u32 type, u64 start, u64 pages)
{
	put_unaligned_le32(type, at);
	put_unaligned_le64(start, at + 8);
	put_unaligned_le64(pages, at + 24);
	put_unaligned_le64(MMCOMM_MEMORY_WB, at + 32);
}

static u8 *system_table(void)
{
	return data + SYSTEM_TABLE - DATA;
}

static int firmware_init(struct kunit *test)
{
	struct mmcomm_memory_map *map;

	fake_memory_init();
	firmware = kunit_kzalloc(test, sizeof(*firmware), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, firmware);
	firmware->access = &fake_access;
	firmware->runtime = DATA_VIRT + RUNTIME;
	map = &firmware->runtime_map;
	code = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_CODE, CODE, CODE_LEN);
	data = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_DATA, DATA, DATA_LEN);
	map->regions[1].virt = DATA_VIRT;
	boot_map = fake_memory_add(test, BOOT_MAP, BOOT_MAP_LEN);

	put_system_table(system_table());
	memcpy(data + TABLES, acpi_guid, 16);
	put_unaligned_le64(ACPI_TABLE, data + TABLES + 16);
	memcpy(data + TABLES + 24, boot_map_guid, 16);
	put_unaligned_le64(BOOT_MAP, data + TABLES + 40);

	put_unaligned_le64(2 * 48, boot_map);
	put_unaligned_le64(48, boot_map + 8);
	put_unaligned_le32(1, boot_map + 16);
	put_descriptor(boot_map + 40, MMCOMM_MEMORY_RUNTIME_DATA, DATA, 8);
	put_descriptor(boot_map + 88, MMCOMM_MEMORY_RESERVED, 0x7f800000, 0x800);
	return 0;
}

static void firmware_exit(struct kunit *test)
{
	/* The runtime map is the test's own. */
	if (firmware)
		mmcomm_memory_map_free(&firmware->boot_map);
}

static void find(struct kunit *test)
{
	fake_memory_freeze(test);
	mmcomm_firmware_find_tables(firmware);
	fake_memory_expect_untouched(test);
}

static bool known(u64 address)
{
	u32 i;

	for (i = 0; i < firmware->known_count; i++)
		if (firmware->known[i] == address)
			return true;
	return false;
}

static void expect_found(struct kunit *test)
{
	find(test);
	KUNIT_EXPECT_NULL_MSG(test, firmware->no_boot_map, "%s", firmware->no_boot_map);
	KUNIT_ASSERT_EQ(test, firmware->boot_map.count, 2);
	KUNIT_EXPECT_EQ(test, firmware->boot_map.regions[1].start, 0x7f800000);
	KUNIT_EXPECT_EQ(test, firmware->boot_map.regions[1].length, 0x800000);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_firmware_map(firmware),
			    (const struct mmcomm_memory_map *)&firmware->boot_map);
}

/* No map, a reason for it, and the runtime services' own map in its place. */
static void expect_absent(struct kunit *test, const char *part)
{
	find(test);
	KUNIT_EXPECT_EQ(test, firmware->boot_map.count, 0);
	KUNIT_ASSERT_NOT_NULL(test, firmware->no_boot_map);
	KUNIT_EXPECT_TRUE_MSG(test, strstr(firmware->no_boot_map, part), "%s",
			      firmware->no_boot_map);
	KUNIT_EXPECT_PTR_EQ(test, mmcomm_firmware_map(firmware),
			    (const struct mmcomm_memory_map *)&firmware->runtime_map);
}

static void found_test(struct kunit *test)
{
	expect_found(test);
	/* What firmware owns, in physical addresses. */
	KUNIT_EXPECT_TRUE(test, known(SYSTEM_TABLE));
	KUNIT_EXPECT_TRUE(test, known(DATA + VENDOR));
	KUNIT_EXPECT_TRUE(test, known(DATA + RUNTIME));
	KUNIT_EXPECT_TRUE(test, known(DATA + TABLES));
	KUNIT_EXPECT_TRUE(test, known(ACPI_TABLE));
	KUNIT_EXPECT_TRUE(test, known(BOOT_MAP));
	KUNIT_EXPECT_EQ(test, firmware->known_count, 6);
}

static void found_at_the_end_test(struct kunit *test)
{
	memset(system_table(), 0, MMCOMM_SYSTEM_TABLE_LEN);
	put_system_table(data + DATA_LEN - MMCOMM_SYSTEM_TABLE_LEN);
	expect_found(test);
}

static void physical_tables_test(struct kunit *test)
{
	put_unaligned_le64(DATA + TABLES, system_table() + 112);
	put_crc(system_table());
	expect_found(test);
}

static void no_table_test(struct kunit *test)
{
	memset(system_table(), 0, MMCOMM_SYSTEM_TABLE_LEN);
	expect_absent(test, "system table");
	KUNIT_EXPECT_EQ(test, firmware->known_count, 0);
}

static void no_runtime_map_test(struct kunit *test)
{
	firmware->runtime_map.count = 0;
	expect_absent(test, "system table");
}

static void damaged_table_test(struct kunit *test)
{
	system_table()[50] ^= 1;
	expect_absent(test, "system table");
}

/* A stale copy in front of it, or something that only looks like it. */
static void damaged_copy_test(struct kunit *test)
{
	put_system_table(data + 0x100);
	data[0x100 + 112] ^= 8;
	expect_found(test);
	KUNIT_EXPECT_FALSE(test, known(DATA + 0x100));
}

/* A CRC is no secret: only the kernel's own runtime services count. */
static void forged_table_test(struct kunit *test)
{
	put_system_table(data + 0x100);
	put_unaligned_le64(DATA_VIRT + RUNTIME + 8, data + 0x100 + 88);
	put_unaligned_le64(DATA_VIRT + 0x4000, data + 0x100 + 112);
	put_crc(data + 0x100);
	expect_found(test);
	KUNIT_EXPECT_FALSE(test, known(DATA + 0x100));
}

static void forged_table_alone_test(struct kunit *test)
{
	firmware->runtime = DATA_VIRT + RUNTIME + 8;
	expect_absent(test, "system table");
}

static void table_in_code_test(struct kunit *test)
{
	memset(system_table(), 0, MMCOMM_SYSTEM_TABLE_LEN);
	put_system_table(code + 0x100);
	expect_absent(test, "system table");
}

static void table_not_aligned_test(struct kunit *test)
{
	memset(system_table(), 0, MMCOMM_SYSTEM_TABLE_LEN);
	put_system_table(data + 0x104);
	expect_absent(test, "system table");
}

static void unmappable_region_test(struct kunit *test)
{
	fake_memory.ranges[1].unmappable = true;
	expect_absent(test, "system table");
}

static void no_boot_map_table_test(struct kunit *test)
{
	data[TABLES + 24] ^= 1;
	expect_absent(test, "lists no boot memory map");
	KUNIT_EXPECT_TRUE(test, known(BOOT_MAP));
}

/* The list of tables is not followed out of runtime memory. */
static void tables_elsewhere_test(struct kunit *test)
{
	put_unaligned_le64(BOOT_MAP, system_table() + 112);
	put_crc(system_table());
	expect_absent(test, "lists no boot memory map");
}

static void tables_across_the_end_test(struct kunit *test)
{
	put_unaligned_le64(DATA_VIRT + DATA_LEN - 24, system_table() + 112);
	put_crc(system_table());
	expect_absent(test, "lists no boot memory map");
}

/* The memory behind the region could be read, and is not the list's to be in. */
static void tables_across_the_region_test(struct kunit *test)
{
	const u32 region_len = DATA_LEN - PAGE;
	u8 *tables = data + region_len - 24;

	memcpy(tables, data + TABLES, 48);
	firmware->runtime_map.regions[1].length = region_len;
	put_unaligned_le64(DATA_VIRT + region_len - 24, system_table() + 112);
	put_crc(system_table());
	expect_absent(test, "lists no boot memory map");

	/* With one table less it lies inside. */
	memcpy(tables, data + TABLES + 24, 24);
	put_unaligned_le64(1, system_table() + 104);
	put_crc(system_table());
	expect_found(test);
}

/* What begins at the end of memory is not read past it. */
static void cut_table_test(struct kunit *test)
{
	memset(system_table(), 0, MMCOMM_SYSTEM_TABLE_LEN);
	memcpy(data + DATA_LEN - 8, "IBI SYST", 8);
	expect_absent(test, "system table");
}

/* Linux may have used such memory for something else by now. */
static void boot_map_in_system_ram_test(struct kunit *test)
{
	fake_memory.system_ram.start = BOOT_MAP + BOOT_MAP_LEN - 1;
	fake_memory.system_ram.length = 1;
	expect_absent(test, "boot memory map");

	fake_memory.system_ram.start = BOOT_MAP - 0x10;
	fake_memory.system_ram.length = 0x11;
	expect_absent(test, "boot memory map");
}

static void boot_map_unmappable_test(struct kunit *test)
{
	fake_memory.ranges[2].unmappable = true;
	expect_absent(test, "boot memory map");
}

static void boot_map_nowhere_test(struct kunit *test)
{
	put_unaligned_le64(0, data + TABLES + 40);
	expect_absent(test, "boot memory map");
}

static void boot_map_contradictory_test(struct kunit *test)
{
	put_unaligned_le64(47, boot_map + 8);
	expect_absent(test, "contradicts itself");

	put_unaligned_le64(0, boot_map);
	expect_absent(test, "contradicts itself");
}

/* It says that it is longer than the memory that can be mapped. */
static void boot_map_too_long_test(struct kunit *test)
{
	put_unaligned_le64(3 * 48, boot_map);
	expect_absent(test, "boot memory map");
}

/* Region, list of tables, head of the map, whole map: each may not be mapped. */
static void nth_map_fails_test(struct kunit *test)
{
	static const char *const reasons[] = {
		"the EFI system table was not found in runtime data",
		"the system table lists no boot memory map",
		"the boot memory map cannot be mapped",
		"the boot memory map contradicts itself",
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(reasons); i++) {
		fake_memory.maps = 0;
		fake_memory.refused_map = i + 1;
		expect_absent(test, reasons[i]);
	}
	fake_memory.maps = 0;
	fake_memory.refused_map = ARRAY_SIZE(reasons) + 1;
	expect_found(test);
	KUNIT_EXPECT_EQ(test, fake_memory.maps, ARRAY_SIZE(reasons));
}

/* The first of two maps counts; the other is not even read. */
static void two_boot_maps_test(struct kunit *test)
{
	memcpy(data + TABLES, boot_map_guid, 16);
	put_unaligned_le64(BOOT_MAP, data + TABLES + 16);
	put_unaligned_le64(0x1000, data + TABLES + 40);
	expect_found(test);
	KUNIT_EXPECT_TRUE(test, known(BOOT_MAP));
	KUNIT_EXPECT_TRUE(test, known(0x1000));
}

static void know_test(struct kunit *test)
{
	u32 i;

	mmcomm_firmware_know(firmware, 0);
	KUNIT_EXPECT_EQ(test, firmware->known_count, 0);
	for (i = 1; i <= MMCOMM_MAX_KNOWN + 3; i++)
		mmcomm_firmware_know(firmware, i);
	KUNIT_EXPECT_EQ(test, firmware->known_count, MMCOMM_MAX_KNOWN);
	KUNIT_EXPECT_EQ(test, firmware->known[MMCOMM_MAX_KNOWN - 1], MMCOMM_MAX_KNOWN);
}

static struct kunit_case firmware_cases[] = {
	KUNIT_CASE(found_test),
	KUNIT_CASE(found_at_the_end_test),
	KUNIT_CASE(physical_tables_test),
	KUNIT_CASE(no_table_test),
	KUNIT_CASE(no_runtime_map_test),
	KUNIT_CASE(damaged_table_test),
	KUNIT_CASE(damaged_copy_test),
	KUNIT_CASE(forged_table_test),
	KUNIT_CASE(forged_table_alone_test),
	KUNIT_CASE(table_in_code_test),
	KUNIT_CASE(table_not_aligned_test),
	KUNIT_CASE(unmappable_region_test),
	KUNIT_CASE(no_boot_map_table_test),
	KUNIT_CASE(tables_elsewhere_test),
	KUNIT_CASE(tables_across_the_end_test),
	KUNIT_CASE(tables_across_the_region_test),
	KUNIT_CASE(cut_table_test),
	KUNIT_CASE(boot_map_in_system_ram_test),
	KUNIT_CASE(boot_map_unmappable_test),
	KUNIT_CASE(boot_map_nowhere_test),
	KUNIT_CASE(boot_map_contradictory_test),
	KUNIT_CASE(boot_map_too_long_test),
	KUNIT_CASE(nth_map_fails_test),
	KUNIT_CASE(two_boot_maps_test),
	KUNIT_CASE(know_test),
	{}
};

static struct kunit_suite firmware_suite = {
	.name = "firmware",
	.init = firmware_init,
	.exit = firmware_exit,
	.test_cases = firmware_cases,
};

kunit_test_suite(firmware_suite);
