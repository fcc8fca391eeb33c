// SPDX-License-Identifier: GPL-2.0
/*
 * Whether the registers of an ICH9 south bridge say that the firmware set
 * software SMIs up and locked them.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/pci_ids.h>
#include <linux/string.h>

#include "compat.h"
#include "q35_registers.h"

#define ICH9_LPC_DEVICE		0x2918
#define ICH9_PMBASE_MASK	0xff80
#define ICH9_SMI_LOCK		BIT(4)
#define ICH9_SMI_EN		0x30
#define ICH9_GBL_SMI_EN		BIT(0)
#define ICH9_APMC_EN		BIT(5)

static const char *bridge_refusal(const struct mmcomm_q35_bridge *bridge,
				  const struct mmcomm_acpi_base *acpi_base,
				  u16 pmbase)
{
	if (!bridge->present)
		return "no ICH9 LPC bridge at 00:1f.0";
	if (bridge->vendor != PCI_VENDOR_ID_INTEL || bridge->device != ICH9_LPC_DEVICE)
		return "device 00:1f.0 is not an ICH9 LPC bridge";
	if (!pmbase)
		return "the LPC bridge has no PMBASE";
	if (acpi_base->type == MMCOMM_ACPI_BASE_IO && acpi_base->io != pmbase)
		return "FADT and LPC bridge disagree on PMBASE";
	return NULL;
}

static const char *smi_refusal(u32 smi_en, u16 gen_pmcon_1)
{
	if (!(smi_en & ICH9_GBL_SMI_EN))
		return "GBL_SMI_EN is clear: firmware left SMIs off";
	if (!(smi_en & ICH9_APMC_EN))
		return "APMC_EN is clear: firmware left software SMIs off";
	if (!(gen_pmcon_1 & ICH9_SMI_LOCK))
		return "SMI_LOCK is clear: firmware did not set up SMM";
	return NULL;
}

/**
 * mmcomm_q35_judge - whether software MMIs are set up
 * @bridge: the LPC bridge
 * @acpi_base: the PM register block as ACPI knows it
 * @read_port: reads an I/O port; called where bridge and ACPI agree alone
 * @report: out: one sentence
 *
 * Return: 0 where they are, -ENXIO where they are not.
 */
int mmcomm_q35_judge(const struct mmcomm_q35_bridge *bridge,
		     const struct mmcomm_acpi_base *acpi_base,
		     u32 (*read_port)(u16 port),
		     struct mmcomm_platform_report *report)
{
	u16 pmbase = bridge->pmbase & ICH9_PMBASE_MASK;
	const char *refusal = bridge_refusal(bridge, acpi_base, pmbase);

	if (!refusal)
		refusal = smi_refusal(read_port(pmbase + ICH9_SMI_EN),
				      bridge->gen_pmcon_1);
	strscpy(report->reason,
		refusal ?: "APMC_EN, GBL_SMI_EN and SMI_LOCK are set",
		sizeof(report->reason));
	return refusal ? -ENXIO : 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_q35_judge);
