// SPDX-License-Identifier: GPL-2.0
/*
 * Asks the platform hook that knows this machine.
 */
#include <linux/module.h>

#include "compat.h"
#include "platform.h"

/**
 * mmcomm_platform_ask - ask the first hook that matches
 * @controls: the hooks, in the order in which they are tried
 * @acpi_base: the PM register block
 * @verdict: out: what it says
 *
 * The caller holds the communicator's lock, which guards @controls. May sleep.
 */
void mmcomm_platform_ask(struct list_head *controls,
			 const struct mmcomm_acpi_base *acpi_base,
			 struct mmcomm_platform_verdict *verdict)
{
	struct mmcomm_platform_control *control;

	*verdict = (struct mmcomm_platform_verdict) {};
	list_for_each_entry(control, controls, list) {
		if (!try_module_get(control->owner))
			continue;
		if (control->matches()) {
			verdict->control = control;
			verdict->forbidden = control->init(acpi_base,
							   &verdict->report);
			module_put(control->owner);
			return;
		}
		module_put(control->owner);
	}
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_platform_ask);
