/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Platform hooks: knowledge about kinds of machines, asked before a trigger is
 * offered.
 */
#ifndef _MMCOMM_PLATFORM_H
#define _MMCOMM_PLATFORM_H

#include <linux/list.h>
#include <linux/mmcomm.h>

/**
 * struct mmcomm_platform_verdict - what the platform hook says
 * @control: the hook that was asked, NULL where none matches
 * @forbidden: the hook forbids the trigger
 * @report: what the hook found
 */
struct mmcomm_platform_verdict {
	const struct mmcomm_platform_control *control;
	bool forbidden;
	struct mmcomm_platform_report report;
};

void mmcomm_platform_ask(struct list_head *controls,
			 const struct mmcomm_acpi_base *acpi_base,
			 struct mmcomm_platform_verdict *verdict);

#if IS_ENABLED(CONFIG_X86) && IS_ENABLED(CONFIG_PCI)
extern struct mmcomm_platform_control mmcomm_platform_q35;
#endif

#endif /* _MMCOMM_PLATFORM_H */
