// SPDX-License-Identifier: GPL-2.0
/*
 * mmcomm_sim: stands in for the firmware's Management Mode, behind the same
 * device and the same ABI, on any machine. No firmware takes part.
 *
 *	modprobe mmcomm executor=sim
 *	modprobe mmcomm_sim
 */
#define pr_fmt(fmt) "mmcomm_sim: " fmt

#include <linux/align.h>
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "sim.h"
#include "variable_store.h"

/* No machine has memory there: addresses have 52 bits at most. */
#define FIRST_ADDRESS	BIT_ULL(52)

#define ALL_GROUPS	GENMASK(SIM_GROUPS - 1, 0)

static struct sim_mm sim = {
	.groups = ALL_GROUPS,
};

static unsigned int buffers = 2;
module_param(buffers, uint, 0444);
MODULE_PARM_DESC(buffers, "communicate buffers, 1 to 16, default 2");

static unsigned int buffer_len = 64 * 1024;
module_param(buffer_len, uint, 0444);
MODULE_PARM_DESC(buffer_len,
		 "bytes of each buffer, a multiple of 4096 up to 16 MiB, default 65536");

module_param_named(latency_us, sim.latency_us, uint, 0644);
MODULE_PARM_DESC(latency_us,
		 "microseconds that a handler takes, default 0; longer than mmcomm's timeout_ms is too late");

static const char * const group_names[] = {
	[SIM_BEHAVING] = "behaving",
	[SIM_MISBEHAVING] = "misbehaving",
	[SIM_VARIABLES] = "variables",
	[SIM_SUPERVISOR] = "supervisor",
};

static_assert(ARRAY_SIZE(group_names) == SIM_GROUPS);

static int parse_groups(char *list, u32 *groups)
{
	char *name;
	int group;

	*groups = 0;
	while ((name = strsep(&list, ","))) {
		name = strim(name);
		if (!*name)
			continue;
		group = match_string(group_names, SIM_GROUPS, name);
		if (group < 0) {
			pr_err("handlers=: \"%s\" is none of behaving, misbehaving, variables, supervisor\n",
			       name);
			return -EINVAL;
		}
		*groups |= BIT(group);
	}
	return 0;
}

static int set_handlers(const char *value, const struct kernel_param *param)
{
	char *list = kstrdup(value, GFP_KERNEL);
	u32 groups;
	int ret;

	if (!list)
		return -ENOMEM;
	ret = parse_groups(list, &groups);
	if (!ret)
		WRITE_ONCE(sim.groups, groups);
	kfree(list);
	return ret;
}

static int get_handlers(char *value, const struct kernel_param *param)
{
	u32 groups = READ_ONCE(sim.groups);
	int group, len = 0;

	for (group = 0; group < SIM_GROUPS; group++)
		if (groups & BIT(group))
			len += sysfs_emit_at(value, len, "%s%s", len ? "," : "",
					     group_names[group]);
	return len + sysfs_emit_at(value, len, "\n");
}

static const struct kernel_param_ops handlers_ops = {
	.set = set_handlers,
	.get = get_handlers,
};
module_param_cb(handlers, &handlers_ops, NULL, 0644);
MODULE_PARM_DESC(handlers,
		 "which handlers there are: a list of behaving, misbehaving, variables, supervisor; default all");

static struct mmcomm_executor_ops ops;

static struct mmcomm_executor executor = {
	.ops = &ops,
	.context = &sim.smmc,
	.buffers = sim.buffers,
};

static int check_parameters(void)
{
	if (!buffers || buffers > MMCOMM_MAX_BUFFERS) {
		pr_err("buffers=%u: say 1 to %u\n", buffers, MMCOMM_MAX_BUFFERS);
		return -EINVAL;
	}
	if (!buffer_len || buffer_len > MMCOMM_MAX_BUFFER_LEN ||
	    !IS_ALIGNED(buffer_len, MMCOMM_MM_PAGE_SIZE)) {
		pr_err("buffer_len=%u: say a multiple of %u up to %u\n", buffer_len,
		       MMCOMM_MM_PAGE_SIZE, MMCOMM_MAX_BUFFER_LEN);
		return -EINVAL;
	}
	return 0;
}

static void free_buffers(void)
{
	while (sim.buffer_count)
		vfree(sim.buffers[--sim.buffer_count].virt);
}

static int allocate_buffers(void)
{
	u32 i;

	for (i = 0; i < buffers; i++) {
		struct mmcomm_provided_buffer *buffer = &sim.buffers[i];

		buffer->virt = vzalloc(buffer_len);
		if (!buffer->virt) {
			free_buffers();
			return -ENOMEM;
		}
		/* Never one behind the other: overruns shall not go unnoticed. */
		buffer->address = FIRST_ADDRESS + 2ULL * i * MMCOMM_MAX_BUFFER_LEN;
		buffer->length = buffer_len;
		sim.buffer_count++;
	}
	executor.buffer_count = sim.buffer_count;
	return 0;
}

static const char *register_refusal(int error)
{
	switch (error) {
	case -EBUSY:
		return "mmcomm talks to this machine's MM, or to another executor";
	case -EPERM:
		return "mmcomm was loaded to wait for another executor";
	default:
		return "mmcomm does not take the simulated MM";
	}
}

static int __init sim_init(void)
{
	int ret;

	ret = check_parameters();
	if (ret)
		return ret;
	ret = allocate_buffers();
	if (ret)
		return ret;
	sim_handlers_init();
	sim_store_init();
	sim_mm_init(&sim, &ops);
	ops.owner = THIS_MODULE;
	ret = mmcomm_register_executor(&executor);
	if (ret) {
		pr_err("%s (error %d); load it with executor=" MMCOMM_SIM_NAME "\n",
		       register_refusal(ret), ret);
		free_buffers();
		return ret;
	}
	pr_info("%u buffers of %u bytes; no firmware takes part\n",
		sim.buffer_count, buffer_len);
	return 0;
}
module_init(sim_init);

static void __exit sim_exit(void)
{
	mmcomm_unregister_executor(&executor);
	free_buffers();
}
module_exit(sim_exit);

MODULE_DESCRIPTION("Simulated Management Mode for mmcomm");
MODULE_AUTHOR("mmcomm maintainers");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
