/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the registers of an ICH9 south bridge say about software MMIs. Pure: the
 * registers are read by platform_q35.c.
 */
#ifndef _MMCOMM_Q35_REGISTERS_H
#define _MMCOMM_Q35_REGISTERS_H

#include <linux/mmcomm.h>
#include <linux/types.h>

/**
 * struct mmcomm_q35_bridge - the LPC bridge's configuration space
 * @present: there is a device where the bridge should be
 * @vendor: PCI vendor of the device
 * @device: PCI device
 * @gen_pmcon_1: general PM configuration 1, at MMCOMM_ICH9_GEN_PMCON_1
 * @pmbase: base of the PM registers, at MMCOMM_ICH9_PMBASE
 */
struct mmcomm_q35_bridge {
	bool present;
	u16 vendor;
	u16 device;
	u16 gen_pmcon_1;
	u32 pmbase;
};

/* Configuration space of the bridge. */
#define MMCOMM_ICH9_PMBASE	0x40
#define MMCOMM_ICH9_GEN_PMCON_1	0xa0

int mmcomm_q35_judge(const struct mmcomm_q35_bridge *bridge,
		     const struct mmcomm_acpi_base *acpi_base,
		     u32 (*read_port)(u16 port),
		     struct mmcomm_platform_report *report);

#endif /* _MMCOMM_Q35_REGISTERS_H */
