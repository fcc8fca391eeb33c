// SPDX-License-Identifier: GPL-2.0
/*
 * Does what a kernel that watches itself has to notice, so that a run can prove,
 * each time, that it would:
 *
 *	echo FAULT >/sys/module/mmcomm_test_faults/parameters/fault
 *
 * Each leaves the kernel able to go on.
 */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

#define OBJECT_LEN	24
#define LEAKS		16
#define RACE_MS		10000

static DEFINE_MUTEX(lock_a);
static DEFINE_MUTEX(lock_b);
static DEFINE_SPINLOCK(spinning);
static void *leaked;

static void warn(void)
{
	WARN(1, "on purpose");
}

static void overrun(void)
{
	size_t len = OBJECT_LEN;
	char *memory = kmalloc(len, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(len);
	if (memory)
		memory[len] = 1;
	kfree(memory);
}

static void use_after_free(void)
{
	char *memory = kmalloc(OBJECT_LEN, GFP_KERNEL);
	char *stale = memory;

	OPTIMIZER_HIDE_VAR(stale);
	kfree(memory);
	if (stale)
		WRITE_ONCE(stale[0], 1);
}

static void shift(void)
{
	int bits = 40;
	int value = 1;

	OPTIMIZER_HIDE_VAR(bits);
	value <<= bits;
	OPTIMIZER_HIDE_VAR(value);
}

static void sleep(void)
{
	spin_lock(&spinning);
	might_sleep();
	spin_unlock(&spinning);
}

static void delete_twice(void)
{
	LIST_HEAD(list);
	LIST_HEAD(entry);

	list_add(&entry, &list);
	list_del(&entry);
	list_del(&entry);
}

struct object {
	struct timer_list timer;
};

static void no_timeout(struct timer_list *timer)
{
}

static void free_running_timer(void)
{
	struct object *object = kmalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return;
	timer_setup(&object->timer, no_timeout, 0);
	mod_timer(&object->timer, jiffies + HZ * 1000);
	kfree(object);
}

static void lock_in_both_orders(void)
{
	mutex_lock(&lock_a);
	mutex_lock(&lock_b);
	mutex_unlock(&lock_b);
	mutex_unlock(&lock_a);

	mutex_lock(&lock_b);
	mutex_lock(&lock_a);
	mutex_unlock(&lock_a);
	mutex_unlock(&lock_b);
}

/* An address left on some stack hides one object, but not all of them. */
static void leak(void)
{
	int i;

	for (i = 0; i < LEAKS; i++)
		WRITE_ONCE(leaked, kmalloc(OBJECT_LEN, GFP_KERNEL));
	WRITE_ONCE(leaked, NULL);
}

static unsigned long raced;

static int count_up(void *unused)
{
	while (!kthread_should_stop()) {
		raced++;
		cond_resched();
	}
	return 0;
}

static void race(void)
{
	struct task_struct *other = kthread_run(count_up, NULL, "mmcomm_race");
	unsigned long end = jiffies + msecs_to_jiffies(RACE_MS);

	if (IS_ERR(other))
		return;
	while (time_before(jiffies, end)) {
		raced++;
		cond_resched();
	}
	kthread_stop(other);
}

static const struct {
	const char *name;
	void (*commit)(void);
} faults[] = {
	{ "warn", warn },
	{ "overrun", overrun },
	{ "use-after-free", use_after_free },
	{ "shift", shift },
	{ "sleep", sleep },
	{ "list", delete_twice },
	{ "object", free_running_timer },
	{ "order", lock_in_both_orders },
	{ "leak", leak },
	{ "race", race },
};

static int set_fault(const char *value, const struct kernel_param *param)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(faults); i++) {
		if (sysfs_streq(value, faults[i].name)) {
			faults[i].commit();
			return 0;
		}
	}
	return -EINVAL;
}

static const struct kernel_param_ops fault_ops = { .set = set_fault };
module_param_cb(fault, &fault_ops, NULL, 0200);
MODULE_PARM_DESC(fault, "what to do wrong, when this is written");

MODULE_DESCRIPTION("Faults that the runner of the guests has to notice");
MODULE_LICENSE("GPL");
