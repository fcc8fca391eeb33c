// SPDX-License-Identifier: GPL-2.0
/*
 * Another kernel module that uses mmcomm: sends messages, raises an MMI, has a
 * platform hook of its own, and moves a communicate buffer.
 *
 * Written to /sys/module/mmcomm_test_api/parameters/command; the write fails with
 * what the function under test returned:
 *	communicate	asks the variable driver for its largest payload, and tries
 *			what must be refused
 *	trigger		raises command 0, data 0
 *	veto		registers a platform hook that forbids the trigger
 *	vouch		registers one that vouches for it
 *	unregister	takes the hook back
 *	update I A L	moves buffer I to L bytes at physical address A
 *
 * parameters/report then holds the lines that "communicate" and "trigger" found.
 */
#include <linux/mmcomm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "smm_variable.h"

static const guid_t variable_driver =
	GUID_INIT(0xed32d533, 0x99e6, 0x4209,
		  0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7);

static char report[PAGE_SIZE / 2];
static size_t report_len;
static struct mmcomm_platform_control *registered;

/* One line a check, "+" or "-" first, which user space turns into its own. */
static __printf(2, 3) void check(bool pass, const char *format, ...)
{
	va_list args;

	report_len += scnprintf(report + report_len, sizeof(report) - report_len,
				pass ? "+ " : "- ");
	va_start(args, format);
	report_len += vscnprintf(report + report_len, sizeof(report) - report_len,
				 format, args);
	va_end(args);
	report_len += scnprintf(report + report_len, sizeof(report) - report_len, "\n");
}

struct payload_size_message {
	struct smm_variable_header header;
	struct smm_variable_payload_size payload;
};

static struct mmcomm_message valid_message(struct payload_size_message *payload)
{
	*payload = (struct payload_size_message) {
		.header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE,
	};
	return (struct mmcomm_message) {
		.recipient = variable_driver,
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = payload,
		.response = payload,
		.request_len = sizeof(*payload),
		.response_capacity = sizeof(*payload),
	};
}

static void check_refused(const char *what, const struct mmcomm_message *message,
			  int error, enum mmcomm_reason reason)
{
	struct mmcomm_result result;
	int ret;

	memset(&result, 0x5a, sizeof(result));
	ret = mmcomm_communicate(message, &result);
	check(ret == error && result.reason == reason &&
	      result.progress == MMCOMM_PROGRESS_NOT_SENT,
	      "mmcomm_communicate: %s is refused with %d, reason %d", what, error,
	      reason);
}

static int communicate(void)
{
	struct payload_size_message *payload = kzalloc(sizeof(*payload), GFP_KERNEL);
	struct mmcomm_message message;
	struct mmcomm_result result;
	int ret;

	if (!payload)
		return -ENOMEM;
	message = valid_message(payload);
	ret = mmcomm_communicate(&message, &result);
	if (ret)
		goto out;
	check(result.mm_status == SMM_EFI_SUCCESS &&
	      result.flags == (MMCOMM_RESULT_STATUS_VALID | MMCOMM_RESULT_MMI_COUNTED) &&
	      payload->header.status == SMM_EFI_SUCCESS && payload->payload.size >= 1024,
	      "mmcomm_communicate: the variable driver answers");
	check(result.progress == MMCOMM_PROGRESS_RAN && !result.reason &&
	      result.mmi_count == 1 && result.stopped_ns &&
	      result.response_len == sizeof(*payload) &&
	      result.response_copied == sizeof(*payload) && result.max_message_len,
	      "mmcomm_communicate: one MMI, and each field of the result");

	message = valid_message(payload);
	message.recipient = guid_null;
	check_refused("a zero GUID", &message, -EINVAL, MMCOMM_REASON_ZERO_GUID);
	message = valid_message(payload);
	message.request_len = 0;
	check_refused("an empty request", &message, -EINVAL, MMCOMM_REASON_EMPTY_REQUEST);
	message = valid_message(payload);
	message.buffer_id = 0x7777;
	check_refused("an unknown buffer", &message, -ENOENT,
		      MMCOMM_REASON_NO_SUCH_BUFFER);
	message = valid_message(payload);
	message.message_len = U32_MAX;
	check_refused("a message of 2^32 - 1 bytes", &message, -EMSGSIZE,
		      MMCOMM_REASON_TOO_LONG);
out:
	kfree(payload);
	return ret;
}

static int trigger(void)
{
	struct mmcomm_trigger_result result;
	int ret;

	ret = mmcomm_trigger_sw_mmi(2, 0, &result);
	check(ret == -EINVAL && result.reason == MMCOMM_REASON_RESERVED_COMMAND &&
	      result.progress == MMCOMM_PROGRESS_NOT_SENT,
	      "mmcomm_trigger_sw_mmi: a command of the FADT's is refused");
	ret = mmcomm_trigger_sw_mmi(0, 0, &result);
	if (ret)
		return ret;
	check(result.progress == MMCOMM_PROGRESS_RAN && !result.reason &&
	      result.mmi_count == 1 && result.flags == MMCOMM_RESULT_MMI_COUNTED &&
	      result.stopped_ns,
	      "mmcomm_trigger_sw_mmi: one MMI, and each field of the result");
	return 0;
}

static bool any_machine(void)
{
	return true;
}

static int forbid(const struct mmcomm_acpi_base *acpi_base,
		  struct mmcomm_platform_report *platform_report)
{
	strscpy(platform_report->reason, "the test forbids the trigger",
		sizeof(platform_report->reason));
	return -EPERM;
}

static int vouch(const struct mmcomm_acpi_base *acpi_base,
		 struct mmcomm_platform_report *platform_report)
{
	/* Q35's ACPI PM block is in I/O space. */
	if (acpi_base->type != MMCOMM_ACPI_BASE_IO || !acpi_base->io) {
		strscpy(platform_report->reason, "the test was given no ACPI base",
			sizeof(platform_report->reason));
		return -ENODEV;
	}
	strscpy(platform_report->reason, "the test vouches for the trigger",
		sizeof(platform_report->reason));
	return 0;
}

static struct mmcomm_platform_control forbidding_control = {
	.name = "test-veto",
	.owner = THIS_MODULE,
	.matches = any_machine,
	.init = forbid,
};

static struct mmcomm_platform_control vouching_control = {
	.name = "test-vouch",
	.owner = THIS_MODULE,
	.matches = any_machine,
	.init = vouch,
};

static int register_control(struct mmcomm_platform_control *control)
{
	int ret;

	if (registered)
		return -EBUSY;
	ret = mmcomm_register_platform_control(control);
	if (!ret)
		registered = control;
	return ret;
}

static int unregister_control(void)
{
	if (!registered)
		return -ENOENT;
	mmcomm_unregister_platform_control(registered);
	registered = NULL;
	return 0;
}

static int set_command(const char *value, const struct kernel_param *param)
{
	u64 address, length;
	u32 id;

	report_len = 0;
	report[0] = '\0';
	if (sysfs_streq(value, "communicate"))
		return communicate();
	if (sysfs_streq(value, "trigger"))
		return trigger();
	if (sysfs_streq(value, "veto"))
		return register_control(&forbidding_control);
	if (sysfs_streq(value, "vouch"))
		return register_control(&vouching_control);
	if (sysfs_streq(value, "unregister"))
		return unregister_control();
	if (sscanf(value, "update %u %lli %lli", &id, &address, &length) == 3)
		return mmcomm_update_comm_buffer(id, address, length);
	return -EINVAL;
}

static const struct kernel_param_ops command_ops = { .set = set_command };

module_param_cb(command, &command_ops, NULL, 0200);
MODULE_PARM_DESC(command, "communicate, trigger, veto, vouch, unregister, update ID ADDRESS LENGTH");

static int get_report(char *text, const struct kernel_param *param)
{
	return scnprintf(text, PAGE_SIZE, "%s", report);
}

static const struct kernel_param_ops report_ops = { .get = get_report };

module_param_cb(report, &report_ops, NULL, 0400);
MODULE_PARM_DESC(report, "what the last command found");

static int __init mmcomm_test_api_init(void)
{
	return 0;
}
module_init(mmcomm_test_api_init);

static void __exit mmcomm_test_api_exit(void)
{
	unregister_control();
}
module_exit(mmcomm_test_api_exit);

MODULE_DESCRIPTION("Test of mmcomm's in-kernel services");
MODULE_LICENSE("GPL");
