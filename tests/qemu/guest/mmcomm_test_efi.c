// SPDX-License-Identifier: GPL-2.0
/*
 * A kernel thread that calls efi.get_variable() directly, as several drivers do,
 * past every lock of efivarfs. It reads all variables in turn and compares them
 * with what they were when the module was loaded.
 *
 *	/sys/module/mmcomm_test_efi/parameters/run    1 starts it, 0 stops it
 *	/sys/module/mmcomm_test_efi/parameters/limit  calls after which it waits
 *	/sys/module/mmcomm_test_efi/parameters/done   calls since it was started
 *	/sys/module/mmcomm_test_efi/parameters/wrong  wrong answers among them
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/efi.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#define MAX_VARIABLES	256
#define NAME_ROOM	1024
#define DATA_ROOM	65536

struct variable {
	efi_char16_t *name;
	efi_guid_t vendor;
	u32 attributes;
	unsigned long size;
	void *data;
};

static struct variable variables[MAX_VARIABLES];
static unsigned int variable_count;
static void *answer;
static struct task_struct *reader;

static unsigned long limit = ULONG_MAX;
module_param(limit, ulong, 0644);
MODULE_PARM_DESC(limit, "calls after which the thread waits for a higher limit");

static unsigned long done;
module_param(done, ulong, 0444);
MODULE_PARM_DESC(done, "calls since the thread was started");

static unsigned long wrong;
module_param(wrong, ulong, 0444);
MODULE_PARM_DESC(wrong, "wrong answers since the thread was started");

static efi_status_t read_variable(const struct variable *variable, u32 *attributes,
				  unsigned long *size)
{
	efi_guid_t vendor = variable->vendor;

	*size = DATA_ROOM;
	return efi.get_variable(variable->name, &vendor, attributes, size, answer);
}

static bool is_right(const struct variable *variable)
{
	unsigned long size;
	u32 attributes = 0;

	memset(answer, 0x5a, variable->size);
	return read_variable(variable, &attributes, &size) == EFI_SUCCESS &&
	       attributes == variable->attributes && size == variable->size &&
	       !memcmp(answer, variable->data, size);
}

static int read_until_stopped(void *unused)
{
	unsigned int i = 0;

	while (!kthread_should_stop()) {
		if (done >= READ_ONCE(limit)) {
			usleep_range(500, 1000);
			continue;
		}
		if (!is_right(&variables[i]))
			wrong++;
		done++;
		i = (i + 1) % variable_count;
		cond_resched();
	}
	return 0;
}

static int set_run(const char *value, const struct kernel_param *param)
{
	struct task_struct *task;
	bool run;
	int ret;

	ret = kstrtobool(value, &run);
	if (ret)
		return ret;
	if (!run) {
		if (reader)
			kthread_stop(reader);
		reader = NULL;
		return 0;
	}
	if (reader || !variable_count)
		return -EBUSY;
	done = 0;
	wrong = 0;
	task = kthread_run(read_until_stopped, NULL, "mmcomm_test_efi");
	if (IS_ERR(task))
		return PTR_ERR(task);
	reader = task;
	return 0;
}

static const struct kernel_param_ops run_ops = { .set = set_run };

module_param_cb(run, &run_ops, NULL, 0200);
MODULE_PARM_DESC(run, "1 starts the thread, 0 stops it");

/* Remembers one variable; its name is @name. */
static int remember(const efi_char16_t *name, unsigned long name_size,
		    const efi_guid_t *vendor)
{
	struct variable *variable = &variables[variable_count];

	variable->vendor = *vendor;
	variable->name = kmemdup(name, name_size, GFP_KERNEL);
	if (!variable->name)
		return -ENOMEM;
	if (read_variable(variable, &variable->attributes, &variable->size) !=
	    EFI_SUCCESS) {
		kfree(variable->name);
		variable->name = NULL;
		return 0;
	}
	variable->data = kmemdup(answer, variable->size, GFP_KERNEL);
	variable_count++;
	return variable->data ? 0 : -ENOMEM;
}

static int remember_all(void)
{
	efi_char16_t *name = kzalloc(NAME_ROOM, GFP_KERNEL);
	efi_guid_t vendor = NULL_GUID;
	int ret = name ? 0 : -ENOMEM;

	while (!ret && variable_count < MAX_VARIABLES) {
		unsigned long size = NAME_ROOM;

		if (efi.get_next_variable(&size, name, &vendor) != EFI_SUCCESS)
			break;
		ret = remember(name, size, &vendor);
	}
	kfree(name);
	if (!ret && !variable_count)
		ret = -ENODEV;
	return ret;
}

static void forget_all(void)
{
	unsigned int i;

	for (i = 0; i < MAX_VARIABLES; i++) {
		kfree(variables[i].name);
		kfree(variables[i].data);
	}
	kfree(answer);
}

static int __init mmcomm_test_efi_init(void)
{
	int ret;

	if (!efi_rt_services_supported(EFI_RT_SUPPORTED_VARIABLE_SERVICES))
		return -ENODEV;
	answer = kmalloc(DATA_ROOM, GFP_KERNEL);
	if (!answer)
		return -ENOMEM;
	ret = remember_all();
	if (ret)
		forget_all();
	else
		pr_info("%u variables remembered\n", variable_count);
	return ret;
}
module_init(mmcomm_test_efi_init);

static void __exit mmcomm_test_efi_exit(void)
{
	if (reader)
		kthread_stop(reader);
	forget_all();
}
module_exit(mmcomm_test_efi_exit);

MODULE_DESCRIPTION("Direct caller of EFI runtime services, for mmcomm's race test");
MODULE_LICENSE("GPL");
