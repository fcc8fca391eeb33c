// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/mmcomm_bench: what the same entry into MM costs below /dev/mmcomm: bare,
 * with the variable driver's work in it, and as a call of mmcomm_communicate().
 *
 * The first two are done past mmcomm, inside stop_machine(), by the machine's own
 * file. Nobody else may use /dev/mmcomm at the time.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mmcomm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/stop_machine.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>

#include "mmcomm_bench_machine.h"
#include "smm_variable.h"

static DEFINE_MUTEX(lock);
static struct mmcomm_bench_setup setup;
static bool ready;
/* The request as it goes into a buffer, and without its header into a call. */
static union {
	struct bench_header header;
	u8 bytes[sizeof(struct bench_header) + MMCOMM_BENCH_MESSAGE_ROOM];
} request;
static u8 answer[MMCOMM_BENCH_MESSAGE_ROOM];

static const guid_t variable_driver =
	GUID_INIT(0xed32d533, 0x99e6, 0x4209,
		  0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7);

bool bench_answer_is_right(const void *at)
{
	const struct smm_variable_header *sent = (const void *)request.header.message;
	const struct smm_variable_header *header = at;

	return header->function == sent->function && header->status == SMM_EFI_SUCCESS;
}

static int run_bare(void *data)
{
	bench_measure_bare(data);
	return 0;
}

static int run_handler(void *data)
{
	bench_measure_handler(data);
	return 0;
}

static int measure_stopped(int (*run)(void *), u64 *ns)
{
	struct bench_measurement measurement = {
		.setup = &setup,
		.message = &request,
		.error = -EOPNOTSUPP,
	};

	stop_machine(run, &measurement, cpumask_of(0));
	*ns = measurement.ns;
	return measurement.error;
}

static int measure_call(u64 *ns)
{
	struct mmcomm_message message = {
		.recipient = variable_driver,
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = request.header.message,
		.response = answer,
		.request_len = setup.message_len,
		.response_capacity = setup.message_len,
	};
	struct mmcomm_result result;
	u64 start = ktime_get_raw_fast_ns();
	int ret = mmcomm_communicate(&message, &result);

	*ns = ktime_get_raw_fast_ns() - start;
	if (ret)
		return ret;
	return result.mm_status || !bench_answer_is_right(answer) ? -EIO : 0;
}

static int take_setup(const void __user *argument)
{
	int ret;

	if (copy_from_user(&setup, argument, sizeof(setup)))
		return -EFAULT;
	if (setup.message_len < sizeof(struct smm_variable_header) ||
	    setup.message_len > MMCOMM_BENCH_MESSAGE_ROOM)
		return -EINVAL;
	if (copy_from_user(request.header.message, u64_to_user_ptr(setup.message),
			   setup.message_len))
		return -EFAULT;
	request.header.recipient = variable_driver;
	request.header.message_len = setup.message_len;
	bench_unmap();
	ret = bench_map(&setup);
	ready = !ret;
	return ret;
}

static long bench_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	void __user *user = (void __user *)argument;
	u64 ns = 0;
	int ret;

	mutex_lock(&lock);
	if (command == MMCOMM_BENCH_SETUP) {
		ret = take_setup(user);
		mutex_unlock(&lock);
		return ret;
	}
	if (!ready)
		ret = -ENXIO;
	else if (command == MMCOMM_BENCH_BARE)
		ret = measure_stopped(run_bare, &ns);
	else if (command == MMCOMM_BENCH_HANDLER)
		ret = measure_stopped(run_handler, &ns);
	else if (command == MMCOMM_BENCH_KERNEL_CALL)
		ret = measure_call(&ns);
	else
		ret = -ENOTTY;
	mutex_unlock(&lock);
	if (!ret && copy_to_user(user, &ns, sizeof(ns)))
		ret = -EFAULT;
	return ret;
}

static const struct file_operations bench_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = bench_ioctl,
};

static struct miscdevice bench_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mmcomm_bench",
	.mode = 0600,
	.fops = &bench_fops,
};

static int __init mmcomm_bench_init(void)
{
	return misc_register(&bench_device);
}
module_init(mmcomm_bench_init);

static void __exit mmcomm_bench_exit(void)
{
	misc_deregister(&bench_device);
	bench_unmap();
}
module_exit(mmcomm_bench_exit);

MODULE_DESCRIPTION("Kernel side of mmcomm's benchmark");
MODULE_LICENSE("GPL");
