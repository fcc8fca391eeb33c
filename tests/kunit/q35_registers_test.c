// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/q35_registers.c: each bit that may be clear and each thing that
 * may be missing forbids the trigger, by its name.
 */
#include <kunit/test.h>
#include <linux/pci_ids.h>
#include <linux/string.h>

#include "q35_registers.h"

#define GBL_SMI_EN	0x01U
#define APMC_EN		0x20U
#define SMI_LOCK	0x10U

static u32 smi_en;
static u32 reads;
static u16 read_from;

static u32 read_port(u16 port)
{
	reads++;
	read_from = port;
	return smi_en;
}

struct board {
	const char *name;
	bool absent;
	u16 vendor;
	u16 device;
	u32 pmbase;
	u16 gen_pmcon_1;
	u32 smi_en;
	struct mmcomm_acpi_base acpi_base;
	u16 read_from;
	const char *refusal;
};

#define IO(base)	{ .type = MMCOMM_ACPI_BASE_IO, .io = (base) }
#define MMIO(base)	{ .type = MMCOMM_ACPI_BASE_MMIO, .mmio = (base) }
#define SMIS_ON		(GBL_SMI_EN | APMC_EN)

static const struct board boards[] = {
	{ "all set", false, 0x8086, 0x2918, 0x601, SMI_LOCK, SMIS_ON, IO(0x600), 0x630 },
	{ "every bit set", false, 0x8086, 0x2918, 0x601, 0xffff, U32_MAX, IO(0x600), 0x630 },
	{ "ACPI says nothing", false, 0x8086, 0x2918, 0x601, SMI_LOCK, SMIS_ON,
	  { .type = MMCOMM_ACPI_BASE_NONE, .io = 0x700 }, 0x630 },
	{ "ACPI says memory", false, 0x8086, 0x2918, 0x601, SMI_LOCK, SMIS_ON,
	  MMIO(0xfed00000), 0x630 },
	{ "PMBASE low", false, 0x8086, 0x2918, 0x81, SMI_LOCK, SMIS_ON, IO(0x80), 0xb0 },
	{ "PMBASE highest", false, 0x8086, 0x2918, 0xff81, SMI_LOCK, SMIS_ON, IO(0xff80),
	  0xffb0 },
	{ "PMBASE with what it does not hold", false, 0x8086, 0x2918, 0xffff067f, SMI_LOCK,
	  SMIS_ON, IO(0x600), 0x630 },
	{ "no bridge", true, 0x8086, 0x2918, 0x601, SMI_LOCK, SMIS_ON, IO(0x600), 0,
	  "no ICH9 LPC bridge at 00:1f.0" },
	{ "another vendor", false, 0x1022, 0x2918, 0x601, SMI_LOCK, SMIS_ON, IO(0x600), 0,
	  "device 00:1f.0 is not an ICH9 LPC bridge" },
	{ "another device", false, 0x8086, 0x2916, 0x601, SMI_LOCK, SMIS_ON, IO(0x600), 0,
	  "device 00:1f.0 is not an ICH9 LPC bridge" },
	{ "PMBASE absent", false, 0x8086, 0x2918, 0, SMI_LOCK, SMIS_ON, IO(0x600), 0,
	  "the LPC bridge has no PMBASE" },
	{ "PMBASE with its marker alone", false, 0x8086, 0x2918, 1, SMI_LOCK, SMIS_ON,
	  IO(0), 0, "the LPC bridge has no PMBASE" },
	{ "PMBASE below its granularity", false, 0x8086, 0x2918, 0x7f, SMI_LOCK, SMIS_ON,
	  IO(0x7f), 0, "the LPC bridge has no PMBASE" },
	{ "PMBASE elsewhere", false, 0x8086, 0x2918, 0x681, SMI_LOCK, SMIS_ON, IO(0x600), 0,
	  "FADT and LPC bridge disagree on PMBASE" },
	{ "the FADT beside PMBASE", false, 0x8086, 0x2918, 0x601, SMI_LOCK, SMIS_ON,
	  IO(0x604), 0, "FADT and LPC bridge disagree on PMBASE" },
	{ "GBL_SMI_EN clear", false, 0x8086, 0x2918, 0x601, SMI_LOCK, APMC_EN, IO(0x600),
	  0x630, "GBL_SMI_EN is clear: firmware left SMIs off" },
	{ "all others set", false, 0x8086, 0x2918, 0x601, SMI_LOCK, ~GBL_SMI_EN, IO(0x600),
	  0x630, "GBL_SMI_EN is clear: firmware left SMIs off" },
	{ "APMC_EN clear", false, 0x8086, 0x2918, 0x601, SMI_LOCK, GBL_SMI_EN, IO(0x600),
	  0x630, "APMC_EN is clear: firmware left software SMIs off" },
	{ "all but APMC_EN", false, 0x8086, 0x2918, 0x601, 0xffff, ~APMC_EN, IO(0x600),
	  0x630, "APMC_EN is clear: firmware left software SMIs off" },
	{ "SMI_LOCK clear", false, 0x8086, 0x2918, 0x601, 0, SMIS_ON, IO(0x600), 0x630,
	  "SMI_LOCK is clear: firmware did not set up SMM" },
	{ "all but SMI_LOCK", false, 0x8086, 0x2918, 0x601, 0xffff & ~SMI_LOCK, U32_MAX,
	  IO(0x600), 0x630, "SMI_LOCK is clear: firmware did not set up SMM" },
	{ "nothing set", false, 0x8086, 0x2918, 0x601, 0, 0, IO(0x600), 0x630,
	  "GBL_SMI_EN is clear: firmware left SMIs off" },
};

static void board_desc(const struct board *board, char *desc)
{
	strscpy(desc, board->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(board, boards, board_desc);

static void judge_test(struct kunit *test)
{
	const struct board *board = test->param_value;
	struct mmcomm_platform_report report;
	struct mmcomm_q35_bridge bridge = {
		.present = !board->absent,
		.vendor = board->vendor,
		.device = board->device,
		.gen_pmcon_1 = board->gen_pmcon_1,
		.pmbase = board->pmbase,
	};

	memset(&report, 0xff, sizeof(report));
	smi_en = board->smi_en;
	reads = 0;
	read_from = 0;
	KUNIT_EXPECT_EQ(test, mmcomm_q35_judge(&bridge, &board->acpi_base, read_port,
					       &report),
			board->refusal ? -ENXIO : 0);
	KUNIT_EXPECT_STREQ(test, report.reason,
			   board->refusal ?: "APMC_EN, GBL_SMI_EN and SMI_LOCK are set");
	/* Ports are left alone where nobody knows whose they are. */
	KUNIT_EXPECT_EQ(test, reads, !!board->read_from);
	KUNIT_EXPECT_EQ(test, read_from, board->read_from);
}

static struct kunit_case q35_cases[] = {
	KUNIT_CASE_PARAM(judge_test, board_gen_params),
	{}
};

static struct kunit_suite q35_suite = {
	.name = "q35_registers",
	.test_cases = q35_cases,
};

kunit_test_suite(q35_suite);
