// SPDX-License-Identifier: GPL-2.0
/*
 * The loaded module on a machine that a test makes up.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "config.h"
#include "core_fixture.h"

struct fake_machine fake_machine;

/* The module as it was loaded. */
static struct mmcomm_core loaded_core;
static struct mmcomm_config loaded_config;

static void fake_read_firmware(struct mmcomm_firmware *firmware)
{
	const struct mmcomm_memory_map *map = &fake_machine.map;

	fake_machine.reads++;
	firmware->access = &fake_access;
	firmware->is_qemu = true;
	firmware->encrypted_guest = fake_machine.encrypted_guest;
	firmware->no_memory = fake_machine.no_memory;
	firmware->refusal = fake_machine.refusal;
	firmware->smc_refusal = fake_machine.smc_refusal;
	memcpy(firmware->ns_buffers, fake_machine.ns_buffers,
	       sizeof(fake_machine.ns_buffers));
	firmware->ns_buffer_count = fake_machine.ns_buffer_count;
	firmware->no_boot_map = fake_machine.whole_map ? NULL : "made up";
	firmware->region_table = fake_machine.region_table;
	memcpy(firmware->uefi_tables, fake_machine.uefi_tables,
	       sizeof(fake_machine.uefi_tables));
	firmware->uefi_table_count = fake_machine.uefi_table_count;
	if (firmware->refusal || !map->count)
		return;
	firmware->runtime_map.regions = kvcalloc(map->count, sizeof(*map->regions),
						 GFP_KERNEL);
	if (!firmware->runtime_map.regions) {
		firmware->no_memory = true;
		return;
	}
	memcpy(firmware->runtime_map.regions, map->regions,
	       map->count * sizeof(*map->regions));
	firmware->runtime_map.count = map->count;
}

static void fake_read_acpi(struct mmcomm_fadt *fadt)
{
	*fadt = fake_machine.fadt;
}

static struct mmcomm_machine machine = {
	.read_firmware = fake_read_firmware,
	.read_acpi = fake_read_acpi,
	.ports = &mock_mm_ports,
};

/**
 * core_fixture_init - the module freshly loaded, on a machine without MM
 * @test: the test
 *
 * Return: 0.
 */
int core_fixture_init(struct kunit *test)
{
	mock_mm_init();
	mock_smc_init();
	machine.smc = &mock_no_smc_ops;
	machine.ports = &mock_mm_ports;
	fake_memory_init();
	fake_machine = (struct fake_machine) { .refusal = "a machine without firmware" };

	memcpy(&loaded_core, &mmcomm_core, sizeof(loaded_core));
	loaded_config = mmcomm_config;
	memset(&mmcomm_core, 0, sizeof(mmcomm_core));
	memcpy(&mmcomm_core.communicator.lock, &loaded_core.communicator.lock,
	       sizeof(struct mutex));
	INIT_LIST_HEAD(&mmcomm_core.controls);
	mmcomm_core.machine = &machine;
	mmcomm_core.access = &fake_access;
	mmcomm_core.ready = true;
	mmcomm_core.communicator.refresh = mmcomm_bring_up;
	mmcomm_core.communicator.timeout_ms = 20;
	mmcomm_config = (struct mmcomm_config) { .buffers = 1, .timeout_ms = 20 };
	return 0;
}

/**
 * core_fixture_exit - put the module back as it was
 * @test: the test
 */
void core_fixture_exit(struct kunit *test)
{
	mutex_lock(&mmcomm_core.communicator.lock);
	mmcomm_take_down();
	mutex_unlock(&mmcomm_core.communicator.lock);
	KUNIT_EXPECT_EQ(test, fake_memory.mapped, 0);
	KUNIT_EXPECT_TRUE(test, list_empty(&mmcomm_core.controls));
	memcpy(&mmcomm_core, &loaded_core, sizeof(loaded_core));
	mmcomm_config = loaded_config;
}

/* What the MM cores do in each MMI: an echo, in place. */
static void answer(struct mock_mm *mm)
{
	u8 *mailbox = fake_memory_at(fake_machine.smmc);
	u8 *block = fake_memory_at(fake_machine.status_block);
	u64 pointer = get_unaligned_le64(fake_memory_at(fake_machine.pointer));

	if (get_unaligned_le64(mailbox + SMMC_POINTER)) {
		put_unaligned_le64(0, mailbox + SMMC_POINTER);
		put_unaligned_le64(mm->status, mailbox + SMMC_STATUS);
		fake_machine.answered = MMCOMM_MAILBOX_SMMC;
	}
	if (block[0] == 1) {
		put_unaligned_le64(mm->status, block + 8);
		put_unaligned_le64(24 + get_unaligned_le64(fake_memory_at(STANDALONE) + 16),
				   block + 16);
		block[0] = 0;
		fake_machine.answered = MMCOMM_MAILBOX_STATUS_BLOCK;
	}
	/* It leaves no mark of its own. */
	if (mm->command == SW_SMI && fake_memory_at(pointer))
		fake_machine.answered = MMCOMM_MAILBOX_ACPI_POINTER;
}

/**
 * core_fixture_add_mm - make the machine one with MM
 * @test: the test
 *
 * A mailbox, pages of runtime data to borrow, reserved memory, and ports.
 */
void core_fixture_add_mm(struct kunit *test)
{
	struct mmcomm_memory_map *map = &fake_machine.map;
	u8 *code;

	fake_machine.refusal = NULL;
	code = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_CODE, CODE, CODE_LEN);
	smmc_put(code + (MAILBOX - CODE));
	memset(fake_region(test, map, MMCOMM_MEMORY_RUNTIME_DATA, DATA, DATA_LEN),
	       0xaf, DATA_LEN);
	fake_region(test, map, MMCOMM_MEMORY_RESERVED, RESERVED, RESERVED_LEN);
	fake_machine.fadt = (struct mmcomm_fadt) {
		.present = true,
		.smi_command = MOCK_CMD_PORT,
		.reserved_commands = { 2, 3 },
		.acpi_base = { .type = MMCOMM_ACPI_BASE_IO, .io = 0x600 },
	};
	fake_machine.smmc = MAILBOX;
	fake_machine.pointer = POINTER;
	fake_machine.status_block = STATUS_BLOCK;
	mock_mm.core = answer;
}

/**
 * core_fixture_add_smc - make the machine one whose conduit is SMC
 */
void core_fixture_add_smc(void)
{
	machine.smc = &mock_smc_ops;
}

/**
 * core_fixture_remove_ports - make the architecture one without I/O ports
 */
void core_fixture_remove_ports(void)
{
	machine.ports = &mock_mm_no_ports;
}

/**
 * core_fixture_add_ns_buffer - one more place tells of shared memory
 * @place: which
 * @start: physical address
 * @length: bytes
 *
 * Return: what it tells.
 */
struct mmcomm_ns_buffer *core_fixture_add_ns_buffer(enum mmcomm_ns_place place, u64 start,
						    u64 length)
{
	struct mmcomm_ns_buffer *ns =
		&fake_machine.ns_buffers[fake_machine.ns_buffer_count++];

	*ns = (struct mmcomm_ns_buffer) {
		.place = place,
		.range = { .start = start, .length = length },
	};
	return ns;
}

/**
 * core_fixture_remove_smmc - no traditional mailbox any more
 */
void core_fixture_remove_smmc(void)
{
	memset(fake_memory_at(MAILBOX), 0, SMMC_LEN);
}

/**
 * core_fixture_add_uefi_table - ACPI has a UEFI table, with a buffer pointer
 *
 * Return: the table.
 */
struct mmcomm_acpi_uefi_table *core_fixture_add_uefi_table(void)
{
	struct mmcomm_acpi_uefi_table *table =
		&fake_machine.uefi_tables[fake_machine.uefi_table_count++].table;

	*table = (struct mmcomm_acpi_uefi_table) {
		.buffer_pointer = fake_machine.pointer,
		.sw_smi = SW_SMI,
	};
	return table;
}

/**
 * core_fixture_add_standalone_mm - a region table of one buffer, and its record
 * @status_block: address of the status block, which nothing was answered in
 */
void core_fixture_add_standalone_mm(u64 status_block)
{
	u8 *table = fake_memory_at(REGIONS), *record = fake_memory_at(RECORD);

	put_unaligned_le32(1, table);
	put_unaligned_le32(1, table + 4);
	put_unaligned_le32(40, table + 8);
	put_unaligned_le32(MMCOMM_REGION_FREE, table + 16);
	put_unaligned_le64(STANDALONE, table + 24);
	put_unaligned_le64(STANDALONE_LEN / MMCOMM_MM_PAGE_SIZE, table + 40);
	fake_machine.region_table = REGIONS;

	put_unaligned_le64(STANDALONE, record);
	put_unaligned_le64(STANDALONE_LEN / MMCOMM_MM_PAGE_SIZE, record + 8);
	put_unaligned_le64(status_block, record + 16);
	memset(fake_memory_at(status_block), 0, MMCOMM_STATUS_BLOCK_LEN);
	fake_machine.status_block = status_block;
}

/**
 * core_fixture_region_type - an entry's word in the region table
 * @index: the entry
 *
 * Return: where its type stands.
 */
__le32 *core_fixture_region_type(u32 index)
{
	return fake_memory_at(REGIONS + 16 + index * 40);
}

/**
 * core_fixture_add_region - one more entry of the region table
 * @type: its memory type, MMCOMM_REGION_FREE where nobody uses it
 * @start: physical address
 * @pages: how long it is
 *
 * On a machine that core_fixture_add_mm() made one with MM.
 */
void core_fixture_add_region(u32 type, u64 start, u64 pages)
{
	u8 *table = fake_memory_at(REGIONS);
	u32 count = get_unaligned_le32(table + 4);
	u8 *entry = table + 16 + count * 40;

	fake_machine.region_table = REGIONS;
	put_unaligned_le32(1, table);
	put_unaligned_le32(count + 1, table + 4);
	put_unaligned_le32(40, table + 8);
	put_unaligned_le32(type, entry);
	put_unaligned_le64(start, entry + 8);
	put_unaligned_le64(pages, entry + 24);
}

/**
 * core_fixture_bring_up - look for MM
 *
 * Return: what mmcomm_bring_up() returns.
 */
int core_fixture_bring_up(void)
{
	int ret;

	mutex_lock(&mmcomm_core.communicator.lock);
	ret = mmcomm_bring_up(&mmcomm_core.communicator);
	mutex_unlock(&mmcomm_core.communicator.lock);
	return ret;
}

/**
 * core_fixture_verdict - find a verdict
 * @subject: what was looked for
 * @place: where it was looked for
 *
 * Return: it, NULL where nothing was looked for there.
 */
const struct mmcomm_discovery_entry *
core_fixture_verdict(enum mmcomm_discovery_subject subject, const char *place)
{
	u32 i;

	for (i = 0; i < mmcomm_core.discovery.count; i++) {
		const struct mmcomm_discovery_entry *entry =
			&mmcomm_core.discovery.places[i];

		if (entry->subject == subject && !strcmp(entry->place, place))
			return entry;
	}
	return NULL;
}
