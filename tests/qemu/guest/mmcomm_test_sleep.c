// SPDX-License-Identifier: GPL-2.0
/*
 * Holds up suspend and reboot just after mmcomm has heard of them: everybody who
 * registered with a higher priority has been told, user space still runs. What
 * otherwise is a matter of microseconds can be looked at then.
 *
 *	/sys/module/mmcomm_test_sleep/parameters/suspend  1: until it is 0 again
 *	/sys/module/mmcomm_test_sleep/parameters/reboot   1: until it is 0 again
 *	/sys/module/mmcomm_test_sleep/parameters/holding  1 meanwhile
 *
 * Ten minutes at most.
 */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/suspend.h>

#define LONGEST_MS	600000

static bool suspend;
module_param(suspend, bool, 0600);
MODULE_PARM_DESC(suspend, "hold up suspend until this is written again");

static bool reboot;
module_param(reboot, bool, 0600);
MODULE_PARM_DESC(reboot, "hold up reboot until this is written again");

static bool holding;
module_param(holding, bool, 0400);
MODULE_PARM_DESC(holding, "whether suspend or reboot is being held up");

static void hold(const bool *wanted)
{
	unsigned long end = jiffies + msecs_to_jiffies(LONGEST_MS);

	WRITE_ONCE(holding, true);
	while (READ_ONCE(*wanted) && time_before(jiffies, end))
		msleep(20);
	WRITE_ONCE(holding, false);
}

static int on_pm(struct notifier_block *block, unsigned long event, void *data)
{
	if (event == PM_SUSPEND_PREPARE)
		hold(&suspend);
	return NOTIFY_DONE;
}

static int on_reboot(struct notifier_block *block, unsigned long event, void *data)
{
	hold(&reboot);
	return NOTIFY_DONE;
}

static struct notifier_block pm_notifier = {
	.notifier_call = on_pm,
	.priority = INT_MIN,
};

static struct notifier_block reboot_notifier = {
	.notifier_call = on_reboot,
	.priority = INT_MIN,
};

static int __init test_sleep_init(void)
{
	int ret = register_pm_notifier(&pm_notifier);

	if (ret)
		return ret;
	ret = register_reboot_notifier(&reboot_notifier);
	if (ret)
		unregister_pm_notifier(&pm_notifier);
	return ret;
}
module_init(test_sleep_init);

static void __exit test_sleep_exit(void)
{
	unregister_reboot_notifier(&reboot_notifier);
	unregister_pm_notifier(&pm_notifier);
}
module_exit(test_sleep_exit);

MODULE_DESCRIPTION("Holds up suspend and reboot");
MODULE_LICENSE("GPL");
