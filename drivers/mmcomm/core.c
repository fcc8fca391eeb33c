// SPDX-License-Identifier: GPL-2.0
/*
 * Load and unload, and the one instance of everything.
 */
#define pr_fmt(fmt) "mmcomm: " fmt

#include <linux/errno.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/printk.h>

#include "compat.h"
#include "config.h"
#include "core.h"

/** mmcomm_core - the one instance of everything */
struct mmcomm_core mmcomm_core = {
	.communicator.lock = __MUTEX_INITIALIZER(mmcomm_core.communicator.lock),
	.machine = &mmcomm_real_machine,
	.controls = LIST_HEAD_INIT(mmcomm_core.controls),
};
EXPORT_SYMBOL_IF_KUNIT(mmcomm_core);

/* Every place with its verdict, or those alone that were refused. */
static void log_discovery(bool refused_only)
{
	u32 i;

	for (i = 0; i < mmcomm_core.discovery.count; i++) {
		const struct mmcomm_discovery_entry *entry = &mmcomm_core.discovery.places[i];

		if (refused_only && entry->verdict != MMCOMM_VERDICT_REFUSED)
			continue;
		if (entry->address)
			pr_info("%s at 0x%llx: %s\n", entry->place,
				(u64)entry->address, entry->reason);
		else
			pr_info("%s: %s\n", entry->place, entry->reason);
	}
}

static bool waits_for_executor(void)
{
	return mmcomm_config.executor && !mmcomm_mailbox_executor(mmcomm_config.executor);
}

static int decide(void)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	const struct mmcomm_executor_ops *executor = communicator->executor;

	if (mmcomm_sw_mmi_command_reserved(&communicator->mmi,
					   mmcomm_config.command)) {
		pr_err("command=0x%02x would switch the machine's mode: the FADT gives it another meaning\n",
		       mmcomm_config.command);
		return -EINVAL;
	}
	if (communicator->probe_only)
		return 0;
	if (mmcomm_core.parameter_refused) {
		pr_err("a parameter names a place that breaks a rule:\n");
		log_discovery(true);
		return -EINVAL;
	}
	if (waits_for_executor() || communicator->trigger_allowed ||
	    (executor && mmcomm_communicator_can_raise(communicator)))
		return 0;
	pr_err("no Management Mode that can be talked to was found:\n");
	log_discovery(false);
	return -ENODEV;
}

static void log_ready(void)
{
	const struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	const struct mmcomm_mailbox *mailbox = &mmcomm_core.mailbox;

	if (communicator->probe_only)
		pr_info("looked only, no MMI will be raised\n");
	else if (mailbox->kind == MMCOMM_MAILBOX_ACPI_REGISTER)
		pr_info("mailbox %s at %s0x%llx, communicate buffers: %u, MMIs through it\n",
			communicator->executor->name, mailbox->address ? "" : "port ",
			mailbox->table.invocation.address, communicator->buffer_count);
	else if (mailbox->kind == MMCOMM_MAILBOX_SPM_MM)
		pr_info("mailbox %s, communicate buffers: %u, MMIs by SMC 0x%x\n",
			communicator->executor->name, communicator->buffer_count,
			communicator->mmi.cmd.smc);
	else if (communicator->executor)
		pr_info("mailbox %s at 0x%llx, communicate buffers: %u, MMIs through port 0x%x\n",
			communicator->executor->name, mailbox->address,
			communicator->buffer_count, communicator->mmi.cmd.smi);
	else if (waits_for_executor())
		pr_info("waiting for executor %s\n", mmcomm_config.executor);
	else
		pr_info("no mailbox: bare MMIs alone, through port 0x%x\n",
			communicator->mmi.cmd.smi);
}

/* A mailbox without memory for messages is not what anybody hoped for. */
static void warn_without_buffers(void)
{
	const struct mmcomm_communicator *communicator = &mmcomm_core.communicator;

	if (!communicator->executor || communicator->buffer_count ||
	    communicator->probe_only)
		return;
	pr_warn("no memory that a message may live in was found:\n");
	log_discovery(false);
}

/**
 * mmcomm_core_start - take the parameters, look for MM, decide whether to load
 *
 * Return: 0, -EINVAL for a parameter that breaks a rule, -ENODEV where there is
 * nothing to talk to, -ENOMEM. The log says why.
 */
int mmcomm_core_start(void)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	int ret;

	communicator->timeout_ms = mmcomm_config.timeout_ms;
	communicator->probe_only = mmcomm_config.probe_only;
	communicator->evidence = mmcomm_config.evidence;
	communicator->updates_enabled = mmcomm_config.enable_comm_buffer_updates;
	communicator->updatable_buffer_id = mmcomm_config.updatable_buffer_id;
	communicator->exclusion.first_cpu_only = IS_ENABLED(CONFIG_X86);
	communicator->refresh = mmcomm_bring_up;

	mutex_lock(&communicator->lock);
	ret = mmcomm_bring_up(communicator);
	if (!ret)
		ret = decide();
	mutex_unlock(&communicator->lock);
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_core_start);

/**
 * mmcomm_core_announce - log what came of loading
 */
void mmcomm_core_announce(void)
{
	/* A caller may already be there and have MM looked for again. */
	mutex_lock(&mmcomm_core.communicator.lock);
	log_ready();
	warn_without_buffers();
	mutex_unlock(&mmcomm_core.communicator.lock);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_core_announce);

static void __init add_own_controls(void)
{
#if IS_ENABLED(CONFIG_X86) && IS_ENABLED(CONFIG_PCI)
	list_add_tail(&mmcomm_platform_q35.list, &mmcomm_core.controls);
#endif
}

static void set_ready(bool ready)
{
	mutex_lock(&mmcomm_core.communicator.lock);
	mmcomm_core.ready = ready;
	if (!ready)
		mmcomm_take_down();
	mutex_unlock(&mmcomm_core.communicator.lock);
}

static int __init mmcomm_init(void)
{
	const char *refusal = mmcomm_config_load();
	int ret;

	if (refusal) {
		pr_err("%s\n", refusal);
		return -EINVAL;
	}
	add_own_controls();
	ret = mmcomm_core_start();
	if (ret)
		goto err_ready;
	ret = mmcomm_power_register();
	if (ret)
		goto err_ready;
	set_ready(true);
	ret = mmcomm_chardev_register();
	if (ret)
		goto err_power;
	mmcomm_core_announce();
	return 0;

err_power:
	mmcomm_power_unregister();
err_ready:
	set_ready(false);
	return ret;
}
module_init(mmcomm_init);

static void __exit mmcomm_exit(void)
{
	mmcomm_chardev_unregister();
	mmcomm_power_unregister();
	set_ready(false);
}
module_exit(mmcomm_exit);

MODULE_DESCRIPTION("Management Mode communication");
MODULE_AUTHOR("mmcomm maintainers");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
