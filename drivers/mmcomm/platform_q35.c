// SPDX-License-Identifier: GPL-2.0
/*
 * QEMU's Q35 with the ICH9 south bridge: whether the firmware set software SMIs
 * up and locked them. Reads registers, writes none.
 */
#include <linux/bits.h>
#include <linux/dmi.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/pci.h>

#include "platform.h"

#define ICH9_LPC_DEVFN		PCI_DEVFN(0x1f, 0)
#define ICH9_LPC_DEVICE		0x2918
#define ICH9_PMBASE		0x40
#define ICH9_PMBASE_MASK	0xff80
#define ICH9_GEN_PMCON_1	0xa0
#define ICH9_SMI_LOCK		BIT(4)
#define ICH9_SMI_EN		0x30
#define ICH9_GBL_SMI_EN		BIT(0)
#define ICH9_APMC_EN		BIT(5)

static bool q35_matches(void)
{
	return dmi_match(DMI_SYS_VENDOR, "QEMU") &&
	       dmi_match(DMI_PRODUCT_NAME, "Standard PC (Q35 + ICH9, 2009)");
}

static int q35_refuse(struct mmcomm_platform_report *report, const char *reason)
{
	strscpy(report->reason, reason, sizeof(report->reason));
	return -ENXIO;
}

static int q35_init(const struct mmcomm_acpi_base *acpi_base,
		    struct mmcomm_platform_report *report)
{
	u16 gen_pmcon, pmbase;
	u32 lpc_base, smi_en;
	struct pci_dev *lpc;
	bool is_ich9;

	lpc = pci_get_domain_bus_and_slot(0, 0, ICH9_LPC_DEVFN);
	if (!lpc)
		return q35_refuse(report, "no ICH9 LPC bridge at 00:1f.0");
	is_ich9 = lpc->vendor == PCI_VENDOR_ID_INTEL &&
		  lpc->device == ICH9_LPC_DEVICE;
	pci_read_config_word(lpc, ICH9_GEN_PMCON_1, &gen_pmcon);
	pci_read_config_dword(lpc, ICH9_PMBASE, &lpc_base);
	pci_dev_put(lpc);
	if (!is_ich9)
		return q35_refuse(report, "device 00:1f.0 is not an ICH9 LPC bridge");

	pmbase = lpc_base & ICH9_PMBASE_MASK;
	if (!pmbase)
		return q35_refuse(report, "the LPC bridge has no PMBASE");
	if (acpi_base->type == MMCOMM_ACPI_BASE_IO && acpi_base->io != pmbase)
		return q35_refuse(report, "FADT and LPC bridge disagree on PMBASE");

	smi_en = inl(pmbase + ICH9_SMI_EN);
	if (!(smi_en & ICH9_GBL_SMI_EN))
		return q35_refuse(report, "GBL_SMI_EN is clear: firmware left SMIs off");
	if (!(smi_en & ICH9_APMC_EN))
		return q35_refuse(report, "APMC_EN is clear: firmware left software SMIs off");
	if (!(gen_pmcon & ICH9_SMI_LOCK))
		return q35_refuse(report, "SMI_LOCK is clear: firmware did not set up SMM");
	strscpy(report->reason, "APMC_EN, GBL_SMI_EN and SMI_LOCK are set",
		sizeof(report->reason));
	return 0;
}

struct mmcomm_platform_control mmcomm_platform_q35 = {
	.name = "q35",
	.owner = THIS_MODULE,
	.matches = q35_matches,
	.init = q35_init,
};
