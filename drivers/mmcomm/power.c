// SPDX-License-Identifier: GPL-2.0
/*
 * Sleep and reboot: no call starts once one of them is under way, and after it
 * MM is looked for again before the first call.
 */
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/suspend.h>

#include "compat.h"
#include "core.h"

static void set_sleeping(bool sleeping)
{
	mutex_lock(&mmcomm_core.communicator.lock);
	mmcomm_core.communicator.sleeping = sleeping;
	mmcomm_core.communicator.stale = true;
	mutex_unlock(&mmcomm_core.communicator.lock);
}

static int on_pm(struct notifier_block *block, unsigned long event, void *data)
{
	switch (event) {
	case PM_SUSPEND_PREPARE:
	case PM_HIBERNATION_PREPARE:
	case PM_RESTORE_PREPARE:
		set_sleeping(true);
		break;
	case PM_POST_SUSPEND:
	case PM_POST_HIBERNATION:
	case PM_POST_RESTORE:
		set_sleeping(false);
		break;
	}
	return NOTIFY_DONE;
}

static int on_reboot(struct notifier_block *block, unsigned long event, void *data)
{
	set_sleeping(true);
	return NOTIFY_DONE;
}

/** mmcomm_pm_notifier - hears of sleep */
struct notifier_block mmcomm_pm_notifier = { .notifier_call = on_pm };
EXPORT_SYMBOL_IF_KUNIT(mmcomm_pm_notifier);

/** mmcomm_reboot_notifier - hears of reboot */
struct notifier_block mmcomm_reboot_notifier = { .notifier_call = on_reboot };
EXPORT_SYMBOL_IF_KUNIT(mmcomm_reboot_notifier);

/**
 * mmcomm_power_register - watch sleep and reboot
 *
 * Return: 0 or a negative errno.
 */
int mmcomm_power_register(void)
{
	int ret = register_pm_notifier(&mmcomm_pm_notifier);

	if (ret)
		return ret;
	ret = register_reboot_notifier(&mmcomm_reboot_notifier);
	if (ret)
		unregister_pm_notifier(&mmcomm_pm_notifier);
	return ret;
}

/**
 * mmcomm_power_unregister - stop watching
 */
void mmcomm_power_unregister(void)
{
	unregister_reboot_notifier(&mmcomm_reboot_notifier);
	unregister_pm_notifier(&mmcomm_pm_notifier);
}
