// SPDX-License-Identifier: GPL-2.0
/*
 * The module parameters: declared, parsed and checked. Nothing else reads them.
 */
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat.h"
#include "config.h"
#include "mailbox.h"

/* Longest time that the machine may stand still waiting for MM. */
#define MAX_TIMEOUT_MS 1000

/** mmcomm_config - the module parameters; written at load time alone */
struct mmcomm_config mmcomm_config = {
	.buffers = 1,
	.timeout_ms = 100,
};
EXPORT_SYMBOL_IF_KUNIT(mmcomm_config);

static char *comm_buffers;
module_param_hw(comm_buffers, charp, other, 0400);
MODULE_PARM_DESC(comm_buffers,
		 "communicate buffers to use, as ADDRESS:LENGTH[,...]; checked against the firmware's memory map");

static unsigned long long mailbox;
module_param_hw(mailbox, ullong, other, 0400);
MODULE_PARM_DESC(mailbox,
		 "physical address of the traditional mailbox; checked like one that was found, but may lie in runtime data");

static char *executor;
module_param(executor, charp, 0444);
MODULE_PARM_DESC(executor,
		 "use this executor alone: smmc, acpi_uefi, status_block, spm_mm, or the name of one that another module registers");

module_param_named(command, mmcomm_config.command, uint, 0444);
MODULE_PARM_DESC(command,
		 "command byte of a message, default 0; an ACPI UEFI table with a buffer pointer has its own");

module_param_named(buffers, mmcomm_config.buffers, uint, 0444);
MODULE_PARM_DESC(buffers, "how many buffers to split borrowed or shared memory into, default 1");

module_param_named(timeout_ms, mmcomm_config.timeout_ms, uint, 0444);
MODULE_PARM_DESC(timeout_ms,
		 "how long to wait for MM with the machine stopped, 1 to 1000, default 100");

module_param_named(allow_borrow, mmcomm_config.allow_borrow, bool, 0444);
MODULE_PARM_DESC(allow_borrow,
		 "borrow unused runtime-services data pages though this is not QEMU");

module_param_named(allow_blind_trigger, mmcomm_config.allow_blind_trigger, bool, 0444);
MODULE_PARM_DESC(allow_blind_trigger,
		 "offer bare MMIs though neither a mailbox nor a platform hook vouches for MM");

module_param_named(probe_only, mmcomm_config.probe_only, bool, 0444);
MODULE_PARM_DESC(probe_only, "look at the machine and raise no MMI");

module_param_named(evidence, mmcomm_config.evidence, bool, 0444);
MODULE_PARM_DESC(evidence,
		 "write a line to the console before each MMI, so that a hang shows its cause");

module_param_named(enable_comm_buffer_updates,
		   mmcomm_config.enable_comm_buffer_updates, bool, 0444);
MODULE_PARM_DESC(enable_comm_buffer_updates,
		 "let other modules move the buffer updatable_buffer_id");

module_param_named(updatable_buffer_id, mmcomm_config.updatable_buffer_id, uint, 0444);
MODULE_PARM_DESC(updatable_buffer_id, "the one buffer that may be moved, default 0");

static int parse_buffer(struct mmcomm_range *range, char *text)
{
	char *start = strsep(&text, ":");

	if (!text || kstrtou64(start, 0, &range->start) ||
	    kstrtou64(text, 0, &range->length))
		return -EINVAL;
	return mmcomm_buffer_check_shape(range->start, range->length);
}

/**
 * mmcomm_config_parse_buffers - read ADDRESS:LENGTH[,ADDRESS:LENGTH...]
 * @config: out: comm_buffers and comm_buffer_count
 * @text: the parameter, NULL or empty for none
 *
 * Return: 0, -EINVAL for text of another form, a range of other than whole
 * pages or one that overlaps an earlier one, -EOVERFLOW for a range that wraps
 * around, -EFBIG for one longer than MMCOMM_MAX_BUFFER_LEN, -E2BIG for more than
 * MMCOMM_MAX_BUFFERS, -ENOMEM.
 */
int mmcomm_config_parse_buffers(struct mmcomm_config *config, const char *text)
{
	char *copy, *rest, *one;
	int ret = 0;
	u32 i;

	config->comm_buffer_count = 0;
	if (!text || !*text)
		return 0;
	copy = kstrdup(text, GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	rest = copy;
	while (!ret && (one = strsep(&rest, ","))) {
		struct mmcomm_range *range;

		if (config->comm_buffer_count == MMCOMM_MAX_BUFFERS) {
			ret = -E2BIG;
			break;
		}
		range = &config->comm_buffers[config->comm_buffer_count];
		ret = parse_buffer(range, one);
		for (i = 0; !ret && i < config->comm_buffer_count; i++)
			if (mmcomm_ranges_overlap(range->start, range->length,
						  config->comm_buffers[i].start,
						  config->comm_buffers[i].length))
				ret = -EINVAL;
		if (!ret)
			config->comm_buffer_count++;
	}
	kfree(copy);
	return ret;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_config_parse_buffers);

/**
 * mmcomm_config_refusal - why the parameters cannot be taken
 * @config: the parameters
 *
 * Return: NULL where they can, otherwise one sentence that names the parameter.
 */
const char *mmcomm_config_refusal(const struct mmcomm_config *config)
{
	if (config->command > 0xff)
		return "command= takes a byte, 0 to 255";
	if (!config->buffers || config->buffers > MMCOMM_MAX_BUFFERS)
		return "buffers= takes 1 to 16";
	if (!config->timeout_ms || config->timeout_ms > MAX_TIMEOUT_MS)
		return "timeout_ms= takes 1 to 1000";
	if (config->updatable_buffer_id >= MMCOMM_MAX_BUFFERS)
		return "updatable_buffer_id= takes 0 to 15";
	if (config->mailbox && config->executor && strcmp(config->executor, "smmc") &&
	    mmcomm_mailbox_executor(config->executor))
		return "mailbox= is the traditional mailbox, executor= names another";
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_config_refusal);

/**
 * mmcomm_config_load - take the module parameters
 *
 * Return: NULL, or one sentence that names the parameter at fault.
 */
const char *mmcomm_config_load(void)
{
	switch (mmcomm_config_parse_buffers(&mmcomm_config, comm_buffers)) {
	case 0:
		break;
	case -E2BIG:
		return "comm_buffers= takes at most 16 buffers";
	case -EFBIG:
		return "comm_buffers= takes buffers of at most 16 MiB";
	case -EOVERFLOW:
		return "comm_buffers= has a buffer that wraps around";
	case -ENOMEM:
		return "no memory to read comm_buffers=";
	default:
		return "comm_buffers= takes ADDRESS:LENGTH[,...]: whole 4 KiB pages, no overlap";
	}
	mmcomm_config.mailbox = mailbox;
	mmcomm_config.executor = executor && *executor ? executor : NULL;
	return mmcomm_config_refusal(&mmcomm_config);
}
