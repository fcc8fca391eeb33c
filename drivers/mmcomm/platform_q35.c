// SPDX-License-Identifier: GPL-2.0
/*
 * QEMU's Q35 with the ICH9 south bridge: reads the registers that tell whether
 * the firmware set software SMIs up and locked them. Writes none.
 */
#include <linux/dmi.h>
#include <linux/io.h>
#include <linux/pci.h>

#include "platform.h"
#include "q35_registers.h"

#define ICH9_LPC_DEVFN		PCI_DEVFN(0x1f, 0)

static bool q35_matches(void)
{
	return dmi_match(DMI_SYS_VENDOR, "QEMU") &&
	       dmi_match(DMI_PRODUCT_NAME, "Standard PC (Q35 + ICH9, 2009)");
}

static void read_bridge(struct mmcomm_q35_bridge *bridge)
{
	struct pci_dev *lpc = pci_get_domain_bus_and_slot(0, 0, ICH9_LPC_DEVFN);

	if (!lpc)
		return;
	bridge->present = true;
	bridge->vendor = lpc->vendor;
	bridge->device = lpc->device;
	pci_read_config_word(lpc, MMCOMM_ICH9_GEN_PMCON_1, &bridge->gen_pmcon_1);
	pci_read_config_dword(lpc, MMCOMM_ICH9_PMBASE, &bridge->pmbase);
	pci_dev_put(lpc);
}

static u32 read_port(u16 port)
{
	return inl(port);
}

static int q35_init(const struct mmcomm_acpi_base *acpi_base,
		    struct mmcomm_platform_report *report)
{
	struct mmcomm_q35_bridge bridge = {};

	read_bridge(&bridge);
	return mmcomm_q35_judge(&bridge, acpi_base, read_port, report);
}

struct mmcomm_platform_control mmcomm_platform_q35 = {
	.name = "q35",
	.owner = THIS_MODULE,
	.matches = q35_matches,
	.init = q35_init,
};
