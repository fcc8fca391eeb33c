// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/discovery_tables.c: what is said about the ACPI UEFI table, the
 * communication region table and the status block in made-up memory, and that
 * nothing is written or used on the way.
 */
#include <kunit/test.h>
#include <linux/crc32.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "discovery.h"
#include "fake_memory.h"
#include "smmc_fixture.h"

#define PAGE		MMCOMM_MM_PAGE_SIZE
#define CODE		0x7e100000ULL
#define CODE_LEN	(4 * PAGE)
#define DATA		0x7e200000ULL
#define DATA_LEN	(32 * PAGE)
#define DATA_VIRT	0xfffffffeef200000ULL
#define NVS		0x7e300000ULL
#define NVS_LEN		(8 * PAGE)
#define RESERVED	0x7e400000ULL
#define RESERVED_LEN	(4 * PAGE)

#define TABLE		(RESERVED + 0x18)
#define ENTRY_LEN	48
#define BUFFER		(DATA + 8 * PAGE)
#define BUFFER_PAGES	4
#define STATUS		(DATA + 16 * PAGE)
#define RECORD		0x1238

static const char uefi_table[] = "ACPI UEFI table";
static const char region_table[] = "communication region table";
static const char status_block[] = "Standalone MM status block";
static const char runtime_memory[] = "smmc in runtime memory";

/**
 * struct fixture - what is given and what is said
 * @config: the parameters
 * @fadt: what ACPI says about MMIs
 * @firmware: runtime code and data, ACPI NVS and reserved memory
 * @discovery: the verdicts
 * @findings: the region table
 * @code: the memory
 * @data: the memory
 * @table: the region table, empty
 */
struct fixture {
	struct mmcomm_config config;
	struct mmcomm_fadt fadt;
	struct mmcomm_firmware firmware;
	struct mmcomm_discovery discovery;
	struct mmcomm_findings findings;
	u8 *code;
	u8 *data;
	u8 *table;
};

static int tables_init(struct kunit *test)
{
	struct mmcomm_memory_map *map;
	struct fixture *fixture;

	fake_memory_init();
	fixture = kunit_kzalloc(test, sizeof(*fixture), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fixture);
	map = &fixture->firmware.runtime_map;
	fixture->firmware.access = &fake_access;
	fixture->code = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_CODE, CODE, CODE_LEN);
	fixture->data = fake_region(test, map, MMCOMM_MEMORY_RUNTIME_DATA, DATA, DATA_LEN);
	fake_region(test, map, MMCOMM_MEMORY_ACPI_NVS, NVS, NVS_LEN);
	fixture->table = fake_region(test, map, MMCOMM_MEMORY_RESERVED, RESERVED,
				     RESERVED_LEN) + (TABLE - RESERVED);
	map->regions[1].virt = DATA_VIRT;
	test->priv = fixture;
	return 0;
}

static void add_entry(struct fixture *fixture, u32 type, u64 start, u64 pages)
{
	u32 count = get_unaligned_le32(fixture->table + 4);
	u8 *entry = fixture->table + 16 + count * ENTRY_LEN;

	fixture->firmware.region_table = TABLE;
	put_unaligned_le32(1, fixture->table);
	put_unaligned_le32(count + 1, fixture->table + 4);
	put_unaligned_le32(ENTRY_LEN, fixture->table + 8);
	put_unaligned_le32(type, entry);
	put_unaligned_le64(start, entry + 8);
	put_unaligned_le64(pages, entry + 24);
}

static void put_record(u8 *at, u64 start, u64 pages, u64 status)
{
	put_unaligned_le64(start, at);
	put_unaligned_le64(pages, at + 8);
	put_unaligned_le64(status, at + 16);
}

static void look(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	fixture->discovery.count = 0;
	memset(&fixture->findings, 0, sizeof(fixture->findings));
	fake_memory_freeze(test);
	mmcomm_discover_tables(&fixture->firmware, &fixture->discovery,
			       &fixture->findings);
	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.kind, MMCOMM_MAILBOX_NONE);
	mmcomm_discover_mailbox(&fixture->config, &fixture->firmware, &fixture->fadt,
				&fixture->discovery, &fixture->findings);
	fake_memory_expect_untouched(test);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	if (!fixture->config.mailbox)
		KUNIT_EXPECT_FALSE(test, fixture->findings.parameter_refused);
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
	KUNIT_EXPECT_EQ(test, entry->subject, place == region_table ?
					      MMCOMM_SUBJECT_BUFFER :
					      MMCOMM_SUBJECT_MAILBOX);
	KUNIT_EXPECT_EQ(test, entry->verdict, verdict);
	KUNIT_EXPECT_EQ(test, entry->address, address);
	KUNIT_EXPECT_STREQ(test, entry->reason, reason);
}

static void nothing_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	look(test);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 4);
	expect(test, runtime_memory, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no mailbox in runtime-services code or data");
	expect(test, uefi_table, 0, MMCOMM_VERDICT_ABSENT, 0, "ACPI has no such table");
	expect(test, region_table, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no configuration table of that kind was found");
	expect(test, status_block, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no region table that would name its buffer");
}

/* The ACPI UEFI table */

static struct mmcomm_acpi_uefi_table *add_uefi_table(struct kunit *test,
						     const char *refusal)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_uefi_table_verdict *verdict =
		&fixture->firmware.uefi_tables[fixture->firmware.uefi_table_count++];

	verdict->refusal = refusal;
	verdict->table.buffer_pointer = NVS + 0xa8;
	verdict->table.sw_smi = 0x5a;
	return &verdict->table;
}

static void expect_mailbox(struct kunit *test, enum mmcomm_mailbox_kind kind, u64 address)
{
	struct fixture *fixture = test->priv;

	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.kind, kind);
	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.address, address);
}

/* No message may lie where a mailbox is, whether it is used or not. */
static void expect_kept_clear(struct kunit *test, u64 address, bool clear)
{
	struct fixture *fixture = test->priv;
	const char *refusal;

	refusal = mmcomm_buffer_refusal(&fixture->firmware, &fixture->findings.mailboxes,
					round_down(address, PAGE), PAGE);
	if (clear)
		KUNIT_EXPECT_STREQ(test, refusal, "overlaps a mailbox or the region table");
	else
		KUNIT_EXPECT_NULL(test, refusal);
}

/* Which of the two a table names decides how its refusal begins. */
static void expect_refusal(struct kunit *test, u64 address, bool reg, const char *reason)
{
	char whole[MMCOMM_REASON_LEN];

	snprintf(whole, sizeof(whole), "the %s %s",
		 reg ? "invocation register" : "buffer pointer", reason);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, address, whole);
}

static void uefi_pointer_found_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	add_uefi_table(test, "the checksum is wrong");
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 4);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, 0, "the checksum is wrong");
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
	expect_kept_clear(test, NVS, false);

	add_uefi_table(test, NULL);
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 5);
	expect(test, uefi_table, 1, MMCOMM_VERDICT_USED, NVS + 0xa8,
	       "a buffer pointer, software SMI 0x5a");
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_POINTER, NVS + 0xa8);
	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.table.sw_smi, 0x5a);
	expect_kept_clear(test, NVS, true);
	expect_kept_clear(test, NVS + PAGE, false);
}

/* The same once more is no other; a third one that is makes all of them doubtful. */
static void uefi_tables_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table;
	struct fixture *fixture = test->priv;

	add_uefi_table(test, NULL);
	add_uefi_table(test, NULL);
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 4);
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_POINTER, NVS + 0xa8);

	table = add_uefi_table(test, NULL);
	table->sw_smi = 0x5b;
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 4);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS + 0xa8,
	       "whole tables that contradict each other, here and at 0x7e3000a8");
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);

	table->sw_smi = 0x5a;
	table->buffer_pointer = NVS + PAGE;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS + 0xa8,
	       "whole tables that contradict each other, here and at 0x7e301000");
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
	/* Refused, and no place for a message all the same. */
	expect_kept_clear(test, NVS, true);
	expect_kept_clear(test, NVS + PAGE, true);

	/* One that breaks a rule contradicts nobody. */
	table->buffer_pointer = NVS + 4;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS + 4,
	       "the buffer pointer is not aligned");
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_POINTER, NVS + 0xa8);
}

/* A command that switches the machine's mode raises no MMI. */
static void uefi_reserved_smi_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = add_uefi_table(test, NULL);
	struct fixture *fixture = test->priv;

	fixture->fadt.reserved_commands[0] = 2;
	fixture->fadt.reserved_commands[4] = 0x5a;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS + 0xa8,
	       "the number of the software SMI has another meaning by the FADT and would switch the machine's mode");
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
	/* 0 in the FADT reserves nothing. */
	table->sw_smi = 0;
	look(test);
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_POINTER, NVS + 0xa8);
	/* A register needs no command. */
	table->sw_smi = 2;
	table->invocation.address = NVS + PAGE;
	table->invocation.bit_width = 64;
	look(test);
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_REGISTER, NVS + PAGE);
}

#define MMRAM		0x7ff00000ULL
#define RECLAIM		0x60000000ULL
#define ACPI_RECLAIM	9

/* Where a pointer and a register in memory must not be. */
struct bad_place {
	const char *name;
	u64 address;
	const char *reason;
};

static const struct bad_place bad_places[] = {
	{ "free", NVS + 0x10, NULL },
	{ "outside", 0x1000, "does not lie inside one region of the firmware's memory map" },
	{ "not aligned", NVS + 4, "is not aligned" },
	{ "MMRAM", MMRAM + 8, "lies in MMRAM" },
	{ "mailbox", CODE + 0x100, "lies in the traditional mailbox" },
	{ "end of the mailbox", CODE + 0x160, "lies in the traditional mailbox" },
	{ "behind the mailbox", CODE + 0x168, NULL },
	{ "a buffer", BUFFER + PAGE - 8, "lies in a communicate buffer" },
	{ "the region table", TABLE, "lies in the communication region table" },
	{ "an entry's type", TABLE + 16, "lies in the communication region table" },
	{ "end of the table", TABLE + 16 + ENTRY_LEN - 8,
	  "lies in the communication region table" },
	{ "behind the table", TABLE + 16 + ENTRY_LEN, NULL },
	{ "runtime data", STATUS, NULL },
	{ "reserved", RESERVED + 2 * PAGE, NULL },
	{ "other firmware memory", RECLAIM,
	  "is not reserved, ACPI NVS or runtime-services memory" },
};

static void bad_place_desc(const struct bad_place *place, char *desc)
{
	strscpy(desc, place->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bad_place, bad_places, bad_place_desc);

static void uefi_place_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = add_uefi_table(test, NULL);
	const struct bad_place *place = test->param_value;
	struct fixture *fixture = test->priv;
	const struct mmcomm_memory_map *map = &fixture->firmware.runtime_map;
	struct mmcomm_memory_region boot[6];
	u32 reg;

	add_entry(fixture, MMCOMM_REGION_FREE, BUFFER, BUFFER_PAGES);
	smmc_put(fixture->code + 0x100);
	memcpy(boot, map->regions, 4 * sizeof(*boot));
	boot[4] = (struct mmcomm_memory_region) {
		.start = MMRAM, .length = 0x100000, .attribute = MMCOMM_MEMORY_WB,
		.type = MMCOMM_MEMORY_RESERVED,
	};
	boot[5] = (struct mmcomm_memory_region) {
		.start = RECLAIM, .length = PAGE, .attribute = MMCOMM_MEMORY_WB,
		.type = ACPI_RECLAIM,
	};
	fixture->firmware.boot_map.regions = boot;
	fixture->firmware.boot_map.count = ARRAY_SIZE(boot);
	fixture->config.executor = "acpi_uefi";
	for (reg = 0; reg < 2; reg++) {
		table->buffer_pointer = reg ? 0 : place->address;
		table->invocation.address = reg ? place->address : 0;
		table->invocation.bit_width = 64;
		look(test);
		if (!place->reason) {
			expect_mailbox(test, reg ? MMCOMM_MAILBOX_ACPI_REGISTER :
						   MMCOMM_MAILBOX_ACPI_POINTER,
				       place->address);
			continue;
		}
		expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
		expect_refusal(test, place->address, reg, place->reason);
	}
}

struct bad_port {
	const char *name;
	u64 port;
	const char *reason;
};

static const struct bad_port bad_ports[] = {
	{ "chipset's own", 0x1800, NULL },
	{ "first free", 0x400, NULL },
	{ "last", 0xfffc, NULL },
	{ "timer", 0x40, "is a port of a device that every PC has" },
	{ "CMOS", 0x70, "is a port of a device that every PC has" },
	{ "serial port", 0x3fc, "is a port of a device that every PC has" },
	{ "interrupt controller", 0x4d0, "is a port of the interrupt controller" },
	{ "PCI configuration", 0xcf8, "is a port of PCI configuration or reset" },
	{ "reset", 0xcfc, "is a port of PCI configuration or reset" },
	{ "beside PCI configuration", 0xcf4, NULL },
	{ "behind PCI configuration", 0xd00, NULL },
	{ "SMI_CMD", 0x820, "is SMI_CMD" },
	{ "SMI_CMD's data port", 0x824, "is SMI_CMD" },
	{ "PM1 control", 0x604, "is a port of ACPI power management" },
	{ "end of power management", 0x67c, "is a port of ACPI power management" },
	{ "behind power management", 0x680, NULL },
};

static void bad_port_desc(const struct bad_port *port, char *desc)
{
	strscpy(desc, port->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(bad_port, bad_ports, bad_port_desc);

static void uefi_port_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = add_uefi_table(test, NULL);
	const struct bad_port *port = test->param_value;
	struct fixture *fixture = test->priv;
	char reason[MMCOMM_REASON_LEN];

	/* An odd one, to reach across two. */
	fixture->fadt.smi_command = 0x823;
	fixture->fadt.acpi_base.type = MMCOMM_ACPI_BASE_IO;
	fixture->fadt.acpi_base.io = 0x600;
	table->invocation.space = MMCOMM_ACPI_SPACE_IO;
	table->invocation.address = port->port;
	table->invocation.bit_width = 32;
	look(test);
	if (port->reason) {
		expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
		expect_refusal(test, 0, true, port->reason);
		return;
	}
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_REGISTER, 0);
	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.table.invocation.address,
			port->port);
	snprintf(reason, sizeof(reason), "an invocation register, I/O port 0x%llx",
		 port->port);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_USED, 0, reason);
	/* A port takes up no memory. */
	KUNIT_EXPECT_EQ(test, fixture->findings.mailboxes.range_count, 0);
}

/* Registers that no address fits into, and those that differ from each other. */
static void uefi_register_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = add_uefi_table(test, NULL);
	struct fixture *fixture = test->priv;

	table->invocation.address = NVS + 0x800;
	table->invocation.bit_width = 8;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS + 0x800,
	       mmcomm_acpi_register_refusal(&table->invocation));
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
	table->invocation.bit_width = 32;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_USED, NVS + 0x800,
	       "an invocation register of 32 bits");
	expect_kept_clear(test, NVS, true);

	*add_uefi_table(test, NULL) = *table;
	look(test);
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_REGISTER, NVS + 0x800);
	fixture->firmware.uefi_tables[1].table.invocation.bit_width = 64;
	look(test);
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
}

/* Everything at once: what is used, and what executor= and mailbox= make of it. */
struct choice {
	const char *name;
	const char *executor;
	u64 mailbox;
	/* Present beside the ones that come later in the order. */
	enum mmcomm_mailbox_kind first;
	enum mmcomm_mailbox_kind chosen;
};

static const struct choice choices[] = {
	{ "all", NULL, 0, MMCOMM_MAILBOX_ACPI_REGISTER, MMCOMM_MAILBOX_ACPI_REGISTER },
	{ "no register", NULL, 0, MMCOMM_MAILBOX_STATUS_BLOCK, MMCOMM_MAILBOX_STATUS_BLOCK },
	{ "no status block", NULL, 0, MMCOMM_MAILBOX_SMMC, MMCOMM_MAILBOX_SMMC },
	{ "pointer alone", NULL, 0, MMCOMM_MAILBOX_ACPI_POINTER, MMCOMM_MAILBOX_ACPI_POINTER },
	{ "smmc", "smmc", 0, MMCOMM_MAILBOX_ACPI_REGISTER, MMCOMM_MAILBOX_SMMC },
	{ "status block", "status_block", 0, MMCOMM_MAILBOX_ACPI_REGISTER,
	  MMCOMM_MAILBOX_STATUS_BLOCK },
	{ "register", "acpi_uefi", 0, MMCOMM_MAILBOX_ACPI_REGISTER,
	  MMCOMM_MAILBOX_ACPI_REGISTER },
	{ "pointer", "acpi_uefi", 0, MMCOMM_MAILBOX_STATUS_BLOCK,
	  MMCOMM_MAILBOX_ACPI_POINTER },
	{ "another module's", "sim", 0, MMCOMM_MAILBOX_ACPI_REGISTER, MMCOMM_MAILBOX_NONE },
	{ "smmc, absent", "smmc", 0, MMCOMM_MAILBOX_ACPI_POINTER, MMCOMM_MAILBOX_NONE },
	{ "address", NULL, CODE + 0x100, MMCOMM_MAILBOX_ACPI_REGISTER, MMCOMM_MAILBOX_SMMC },
	{ "wrong address", NULL, CODE + 0x108, MMCOMM_MAILBOX_ACPI_REGISTER,
	  MMCOMM_MAILBOX_NONE },
};

static void choice_desc(const struct choice *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(choice, choices, choice_desc);

static void put_standalone_mm(struct fixture *fixture);

static u32 count_verdicts(struct fixture *fixture, enum mmcomm_discovery_verdict verdict)
{
	u32 i, count = 0;

	for (i = 0; i < fixture->discovery.count; i++)
		count += fixture->discovery.places[i].subject == MMCOMM_SUBJECT_MAILBOX &&
			 fixture->discovery.places[i].verdict == verdict;
	return count;
}

static void choice_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = add_uefi_table(test, NULL);
	const struct choice *one = test->param_value;
	struct fixture *fixture = test->priv;
	u32 whole = 1;

	table->invocation.bit_width = 64;
	if (one->first == MMCOMM_MAILBOX_ACPI_REGISTER)
		table->invocation.address = NVS + PAGE;
	if (one->first <= MMCOMM_MAILBOX_STATUS_BLOCK) {
		put_standalone_mm(fixture);
		whole++;
	}
	if (one->first <= MMCOMM_MAILBOX_SMMC) {
		smmc_put(fixture->code + 0x100);
		/* It is not looked for, or not where it was said to be. */
		whole += one->mailbox != CODE + 0x108 &&
			 (!one->executor || strcmp(one->executor, "sim"));
	}
	fixture->config.executor = one->executor;
	fixture->config.mailbox = one->mailbox;
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->findings.mailbox.kind, one->chosen);
	KUNIT_EXPECT_EQ(test, count_verdicts(fixture, MMCOMM_VERDICT_USED), !!one->chosen);
	/* The others are whole, too, and no message may lie there. */
	KUNIT_EXPECT_EQ(test, count_verdicts(fixture, MMCOMM_VERDICT_USED) +
			      count_verdicts(fixture, MMCOMM_VERDICT_USABLE), whole);
	/* Nor over the region table, which a Standalone MM core comes with. */
	KUNIT_EXPECT_EQ(test, fixture->findings.mailboxes.range_count,
			whole + !!fixture->findings.regions.count);
	KUNIT_EXPECT_EQ(test, fixture->findings.parameter_refused,
			one->mailbox == CODE + 0x108);
}

/* A pointer that firmware cannot mean, or that Linux would not survive. */
static void uefi_pointer_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table *table = add_uefi_table(test, NULL);
	struct fixture *fixture = test->priv;

	table->buffer_pointer = 0x1000;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, 0x1000,
	       "the buffer pointer does not lie inside one region of the firmware's memory map");
	table->buffer_pointer = NVS + NVS_LEN;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS + NVS_LEN,
	       "the buffer pointer does not lie inside one region of the firmware's memory map");
	table->buffer_pointer = U64_MAX - 7;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, U64_MAX - 7,
	       "the buffer pointer does not lie inside one region of the firmware's memory map");

	table->buffer_pointer = NVS;
	fake_memory.system_ram.start = NVS + 7;
	fake_memory.system_ram.length = 1;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS,
	       "the buffer pointer is System RAM, which Linux uses");
	fake_memory.system_ram.length = 0;
	fixture->firmware.runtime_map.regions[2].attribute = 1;
	look(test);
	expect(test, uefi_table, 0, MMCOMM_VERDICT_REFUSED, NVS,
	       "the buffer pointer is not write-back cacheable (EFI_MEMORY_WB)");
}

/* The communication region table */

/* What becomes of its entries is said where buffers are looked for. */
static void regions_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 2);
	add_entry(fixture, 0, NVS + 2 * PAGE, 1);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS + 4 * PAGE, 4);
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 3);
	KUNIT_EXPECT_EQ(test, fixture->findings.regions.count, 3);
	KUNIT_EXPECT_EQ(test, fixture->findings.regions.address, TABLE);
	KUNIT_EXPECT_FALSE(test, fixture->findings.incomplete);
	expect(test, status_block, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no record of the region table's buffers in runtime-services code");
}

static void bad_table_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 2);
	put_unaligned_le32(2, fixture->table);
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE,
	       "the version is not 1");
	expect(test, status_block, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no region table that would name its buffer");

	put_unaligned_le32(1, fixture->table);
	put_unaligned_le64(0, fixture->table + 16 + 24);
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE,
	       "an entry has no pages");
	KUNIT_EXPECT_EQ(test, fixture->findings.regions.count, 0);
}

/* Every owner of an entry would lose its mark. */
static void no_message_over_table_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	look(test);
	expect_kept_clear(test, TABLE, false);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 2);
	look(test);
	expect_kept_clear(test, TABLE, true);
	expect_kept_clear(test, TABLE + PAGE, false);
}

/* Where the table itself may not be, its bytes are not read. */
static void table_elsewhere_test(struct kunit *test)
{
	static const char outside[] =
		"does not lie inside one region of the firmware's memory map";
	struct fixture *fixture = test->priv;
	u64 table_end = TABLE + 16 + ENTRY_LEN;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 2);
	fixture->firmware.region_table = 0x1000;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, 0x1000, outside);
	fixture->firmware.region_table = U64_MAX - 7;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, U64_MAX - 7, outside);

	/* Its header inside and its entries not. */
	fixture->firmware.region_table = TABLE;
	fixture->firmware.runtime_map.regions[3].length = table_end - 1 - RESERVED;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE, outside);
	fixture->firmware.runtime_map.regions[3].length = RESERVED_LEN;

	fake_memory.system_ram.start = table_end - 1;
	fake_memory.system_ram.length = 1;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE,
	       "is System RAM, which Linux uses");
	fake_memory.system_ram.length = 0;

	fixture->firmware.runtime_map.regions[3].attribute = 1;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE,
	       "is not write-back cacheable (EFI_MEMORY_WB)");
	fixture->firmware.runtime_map.regions[3].attribute = MMCOMM_MEMORY_WB;

	/* The header once, then the whole table. */
	fake_memory.refused_map = fake_memory.maps + 1;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE, "cannot be mapped");
	fake_memory.refused_map = fake_memory.maps + 2;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE, "cannot be mapped");
}

/* Nothing is borrowed instead of what could not be looked at. */
static void unmappable_table_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_config config = { .buffers = 1 };

	fixture->firmware.is_qemu = true;
	memset(fixture->data, 0xaf, DATA_LEN);
	add_entry(fixture, MMCOMM_REGION_FREE, DATA + 4 * PAGE, 3);
	fake_memory.refused_map = fake_memory.maps + 1;
	look(test);
	expect(test, region_table, 0, MMCOMM_VERDICT_REFUSED, TABLE, "cannot be mapped");
	KUNIT_EXPECT_TRUE(test, fixture->findings.incomplete);
	mmcomm_discover_buffers(&config, &fixture->firmware, NULL, 0,
				&fixture->discovery, &fixture->findings);
	KUNIT_EXPECT_EQ(test, fixture->findings.buffer_count, 0);
	fake_memory_expect_untouched(test);
}

/* The status block of a Standalone MM core */

static void put_standalone_mm(struct fixture *fixture)
{
	add_entry(fixture, MMCOMM_REGION_FREE, BUFFER, BUFFER_PAGES);
	put_record(fixture->code + RECORD, DATA_VIRT + (BUFFER - DATA), BUFFER_PAGES,
		   DATA_VIRT + (STATUS - DATA));
	put_unaligned_le64(100, fixture->data + (STATUS - DATA) + 16);
}

static void edk2_block_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->discovery.count, 3);
	expect(test, status_block, 0, MMCOMM_VERDICT_USED, STATUS,
	       "EDK2's layout, for the buffer at 0x7e208000");

	/* Addresses that stayed physical. */
	put_record(fixture->code + RECORD, BUFFER, BUFFER_PAGES, STATUS);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_USED, STATUS,
	       "EDK2's layout, for the buffer at 0x7e208000");
}

static void mu_block_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	put_unaligned_le64(0, fixture->data + (STATUS - DATA) + 16);
	put_unaligned_le64(100, fixture->data + (STATUS - DATA) + 10);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_USED, STATUS,
	       "Project Mu's layout, for the buffer at 0x7e208000");
}

static void unused_block_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	put_unaligned_le64(0, fixture->data + (STATUS - DATA) + 16);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_USED, STATUS,
	       "no answer yet, for the buffer at 0x7e208000");
}

static void broken_block_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	fixture->data[STATUS - DATA] = 0xaf;
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, STATUS,
	       "the status block has neither EDK2's layout nor Project Mu's");

	/* The table twice, code and data, both again, and then the block. */
	fake_memory.refused_map = fake_memory.maps + 7;
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, STATUS, "cannot be mapped");
}

/* Anybody who can write a UEFI variable can put a record there. */
static void record_in_data_test(struct kunit *test)
{
	static const char in_data[] =
		"a record in runtime data, where variables are kept, proves nothing";
	struct fixture *fixture = test->priv;
	u32 i;

	put_standalone_mm(fixture);
	memset(fixture->code + RECORD, 0, 24);
	for (i = 0; i < 6; i++)
		put_record(fixture->data + i * 24, BUFFER, BUFFER_PAGES, STATUS + 0x100);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, DATA, in_data);
	expect(test, status_block, 3, MMCOMM_VERDICT_REFUSED, DATA + 72, in_data);
	expect(test, status_block, 4, MMCOMM_VERDICT_REFUSED, 0, "2 more records");
	expect(test, status_block, 5, MMCOMM_VERDICT_ABSENT, 0,
	       "no record of the region table's buffers in runtime-services code");

	/* Nor can it stand in the way of the one in code. */
	put_record(fixture->code, BUFFER, BUFFER_PAGES, STATUS);
	look(test);
	expect(test, status_block, 5, MMCOMM_VERDICT_USED, STATUS,
	       "EDK2's layout, for the buffer at 0x7e208000");
}

static void bad_record_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	put_record(fixture->code + RECORD, BUFFER, BUFFER_PAGES, CODE);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, CODE + RECORD,
	       "the status block does not lie inside one region of runtime data");
	expect(test, status_block, 1, MMCOMM_VERDICT_ABSENT, 0,
	       "no record of the region table's buffers in runtime-services code");
}

/* What lies there already would be taken for the block, or be written over by it. */
static void taken_block_test(struct kunit *test)
{
	static const char overlaps[] = "the status block overlaps a mailbox or the region table";
	struct fixture *fixture = test->priv;

	/* Another entry, whose owner writes messages there. */
	put_standalone_mm(fixture);
	add_entry(fixture, MMCOMM_REGION_FREE, STATUS, 1);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, CODE + RECORD,
	       "the status block lies in a communicate buffer");
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);

	/* The ACPI UEFI table's buffer pointer, in its last word. */
	put_unaligned_le32(1, fixture->table + 4);
	add_uefi_table(test, NULL)->buffer_pointer = STATUS + 16;
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, CODE + RECORD, overlaps);
	expect_mailbox(test, MMCOMM_MAILBOX_ACPI_POINTER, STATUS + 16);
	fixture->firmware.uefi_tables[0].table.buffer_pointer = STATUS + 24;
	look(test);
	expect_mailbox(test, MMCOMM_MAILBOX_STATUS_BLOCK, STATUS);

	/* The region table, in the same memory. */
	fixture->firmware.uefi_table_count = 0;
	memcpy(fixture->data + (STATUS - DATA) + 16, fixture->table, 16 + ENTRY_LEN);
	fixture->firmware.region_table = STATUS + 16;
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, CODE + RECORD, overlaps);
	expect_mailbox(test, MMCOMM_MAILBOX_NONE, 0);
}

/* Copies that agree are one; others cannot be trusted. */
static void two_records_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	put_record(fixture->code + CODE_LEN - 24, BUFFER, BUFFER_PAGES, STATUS);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_USED, STATUS,
	       "EDK2's layout, for the buffer at 0x7e208000");

	put_record(fixture->code, BUFFER, BUFFER_PAGES, STATUS + PAGE);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, STATUS + PAGE,
	       "more than one, here and at 0x7e210000");
	/* Whichever is MM's: no message may lie in it. */
	expect_kept_clear(test, STATUS, true);
	expect_kept_clear(test, STATUS + PAGE, true);
}

/* One status block serves one buffer. */
static void two_buffers_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	add_entry(fixture, MMCOMM_REGION_FREE, NVS, BUFFER_PAGES);
	put_record(fixture->code, NVS, BUFFER_PAGES, STATUS);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_REFUSED, STATUS,
	       "more than one, here and at 0x7e210000");
}

/* The record of an entry that may hold no message leads nowhere. */
static void refused_buffer_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	fake_memory.system_ram.start = BUFFER;
	fake_memory.system_ram.length = 1;
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no record of the region table's buffers in runtime-services code");
}

static void unmappable_code_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;

	put_standalone_mm(fixture);
	fake_memory.ranges[0].unmappable = true;
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no record of the region table's buffers in runtime-services code");
}

/* As long as a record, and too short for one. */
static void tiny_region_test(struct kunit *test)
{
	const u64 start = 0x60000000ULL;
	struct fixture *fixture = test->priv;
	u8 *tiny;

	put_standalone_mm(fixture);
	memset(fixture->code + RECORD, 0, 24);
	tiny = fake_region(test, &fixture->firmware.runtime_map,
			   MMCOMM_MEMORY_RUNTIME_CODE, start, 24);
	put_record(tiny, BUFFER, BUFFER_PAGES, STATUS);
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_USED, STATUS,
	       "EDK2's layout, for the buffer at 0x7e208000");

	fixture->firmware.runtime_map.regions[4].length = 16;
	look(test);
	expect(test, status_block, 0, MMCOMM_VERDICT_ABSENT, 0,
	       "no record of the region table's buffers in runtime-services code");
	/* The table twice, code and data, and both again: nothing else was mapped. */
	fake_memory.maps = 0;
	look(test);
	KUNIT_EXPECT_EQ(test, fake_memory.maps, 6);
}

#define LONG_LEN	(0x100000 + 2 * PAGE)

/* A long region is looked through in parts: none of its words is left out. */
static void long_region_test(struct kunit *test)
{
	const u64 start = 0x60000000ULL;
	struct fixture *fixture = test->priv;
	u32 offset;
	u8 *more;

	put_standalone_mm(fixture);
	memset(fixture->code + RECORD, 0, 24);
	more = fake_region(test, &fixture->firmware.runtime_map,
			   MMCOMM_MEMORY_RUNTIME_CODE, start, LONG_LEN);
	for (offset = 0x100000 - 32; offset <= 0x100000 + 16; offset += 8) {
		memset(more, 0, LONG_LEN);
		put_record(more + offset, BUFFER, BUFFER_PAGES, STATUS);
		look(test);
		expect(test, status_block, 0, MMCOMM_VERDICT_USED, STATUS,
		       "EDK2's layout, for the buffer at 0x7e208000");
	}
}

/* From the system table on: where the region table's address comes from. */

static const u8 region_table_guid[] = {
	0x50, 0xca, 0x28, 0x4e, 0x82, 0xd5, 0xac, 0x44,
	0xa1, 0x1f, 0xe3, 0xd5, 0x65, 0x26, 0xdb, 0x34,
};

static void configuration_table_test(struct kunit *test)
{
	struct fixture *fixture = test->priv;
	struct mmcomm_firmware *firmware = &fixture->firmware;
	u8 *system_table = fixture->data + 0x18;
	u8 *tables = fixture->data + 0x408;

	add_entry(fixture, MMCOMM_REGION_FREE, NVS, 2);
	firmware->region_table = 0;
	firmware->runtime = DATA_VIRT + 0x200;
	memcpy(system_table, "IBI SYST", 8);
	put_unaligned_le32(MMCOMM_SYSTEM_TABLE_LEN, system_table + 12);
	put_unaligned_le64(firmware->runtime, system_table + 88);
	put_unaligned_le64(2, system_table + 104);
	put_unaligned_le64(DATA_VIRT + 0x408, system_table + 112);
	put_unaligned_le32(~crc32_le(~0, system_table, MMCOMM_SYSTEM_TABLE_LEN),
			   system_table + 16);
	memset(tables, 0x11, 24);
	memcpy(tables + 24, region_table_guid, 16);
	put_unaligned_le64(TABLE, tables + 40);

	mmcomm_firmware_find_tables(firmware);
	KUNIT_EXPECT_EQ(test, firmware->region_table, TABLE);
	look(test);
	KUNIT_EXPECT_EQ(test, fixture->findings.regions.count, 1);
}

static struct kunit_case discovery_tables_cases[] = {
	KUNIT_CASE(nothing_test),
	KUNIT_CASE(uefi_pointer_found_test),
	KUNIT_CASE(uefi_tables_test),
	KUNIT_CASE(uefi_reserved_smi_test),
	KUNIT_CASE_PARAM(uefi_place_test, bad_place_gen_params),
	KUNIT_CASE_PARAM(uefi_port_test, bad_port_gen_params),
	KUNIT_CASE(uefi_register_test),
	KUNIT_CASE_PARAM(choice_test, choice_gen_params),
	KUNIT_CASE(uefi_pointer_test),
	KUNIT_CASE(regions_test),
	KUNIT_CASE(bad_table_test),
	KUNIT_CASE(no_message_over_table_test),
	KUNIT_CASE(table_elsewhere_test),
	KUNIT_CASE(unmappable_table_test),
	KUNIT_CASE(edk2_block_test),
	KUNIT_CASE(mu_block_test),
	KUNIT_CASE(unused_block_test),
	KUNIT_CASE(broken_block_test),
	KUNIT_CASE(record_in_data_test),
	KUNIT_CASE(bad_record_test),
	KUNIT_CASE(taken_block_test),
	KUNIT_CASE(two_records_test),
	KUNIT_CASE(two_buffers_test),
	KUNIT_CASE(refused_buffer_test),
	KUNIT_CASE(unmappable_code_test),
	KUNIT_CASE(tiny_region_test),
	KUNIT_CASE(long_region_test),
	KUNIT_CASE(configuration_table_test),
	{}
};

static struct kunit_suite discovery_tables_suite = {
	.name = "discovery_tables",
	.init = tables_init,
	.test_cases = discovery_tables_cases,
};

kunit_test_suite(discovery_tables_suite);
