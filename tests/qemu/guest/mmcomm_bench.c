// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/mmcomm_bench: what the same SMI costs below /dev/mmcomm: bare, with the
 * variable driver's work in it, and as a call of mmcomm_communicate().
 *
 * The first two are raised here, past mmcomm and inside stop_machine(), with the
 * clock around the two ports and the wait for completion and nothing else. For
 * the message, a communicate buffer's memory and the mailbox are used as mmcomm
 * uses them, and put back. Nobody else may use /dev/mmcomm at the time.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/mmcomm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/stop_machine.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <asm/msr.h>

#include "mmcomm_bench.h"
#include "smm_variable.h"

#define MSR_SMI_COUNTER		0x34
#define SENTINEL		0x5a5a5a5a5a5a5a5aULL
#define MOST_POLLS		10000000

/* SMM_CORE_PRIVATE_DATA of 64-bit firmware. */
struct mailbox {
	u8 start[41];
	u8 in_smm;
	u8 unused[6];
	u64 smst;
	u64 buffer;
	u64 buffer_size;
	u64 return_status;
};

static_assert(offsetof(struct mailbox, buffer) == 56);

struct header {
	guid_t recipient;
	u64 message_len;
	u8 message[];
};

static DEFINE_MUTEX(lock);
static struct mmcomm_bench_setup setup;
static struct mailbox *mailbox;
static struct header *buffer;
static u8 message[MMCOMM_BENCH_MESSAGE_ROOM];
static u8 answer[MMCOMM_BENCH_MESSAGE_ROOM];
static u8 saved[sizeof(struct header) + MMCOMM_BENCH_MESSAGE_ROOM];

static const guid_t variable_driver =
	GUID_INIT(0xed32d533, 0x99e6, 0x4209,
		  0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7);

static bool answer_is_right(const void *at)
{
	const struct smm_variable_header *header = at;

	return header->function == SMM_VARIABLE_GET &&
	       header->status == SMM_EFI_SUCCESS;
}

static void write_ports(void)
{
	outb(0, setup.data_port);
	outb(setup.command, setup.cmd_port);
	inb(setup.cmd_port);
}

/**
 * struct measurement - one SMI in the stopped machine
 * @ns: out: how long it took
 * @error: out: 0, or what went wrong
 */
struct measurement {
	u64 ns;
	int error;
};

static int measure_bare(void *data)
{
	struct measurement *measurement = data;
	u8 data_before = inb(setup.data_port);
	unsigned int polls = MOST_POLLS;
	u64 count, now, start;

	measurement->error = -ETIMEDOUT;
	rdmsrl(MSR_SMI_COUNTER, count);
	start = ktime_get_raw_fast_ns();
	write_ports();
	do {
		rdmsrl(MSR_SMI_COUNTER, now);
	} while (now == count && --polls);
	measurement->ns = ktime_get_raw_fast_ns() - start;
	if (now != count)
		measurement->error = 0;
	outb(data_before, setup.data_port);
	return 0;
}

static bool mailbox_done(void)
{
	return !READ_ONCE(mailbox->buffer) &&
	       READ_ONCE(mailbox->return_status) != SENTINEL &&
	       !READ_ONCE(mailbox->in_smm);
}

static int measure_handler(void *data)
{
	size_t length = sizeof(*buffer) + setup.message_len;
	struct measurement *measurement = data;
	u8 data_before = inb(setup.data_port);
	unsigned int polls = MOST_POLLS;
	u64 start;

	if (READ_ONCE(mailbox->buffer)) {
		measurement->error = -EBUSY;
		return 0;
	}
	memcpy(saved, buffer, length);
	buffer->recipient = variable_driver;
	buffer->message_len = setup.message_len;
	memcpy(buffer->message, message, setup.message_len);
	WRITE_ONCE(mailbox->return_status, SENTINEL);
	WRITE_ONCE(mailbox->buffer_size, length);
	WRITE_ONCE(mailbox->buffer, setup.buffer);

	start = ktime_get_raw_fast_ns();
	write_ports();
	while (!mailbox_done() && --polls)
		cpu_relax();
	measurement->ns = ktime_get_raw_fast_ns() - start;

	if (!polls)
		measurement->error = -ETIMEDOUT;
	else if (READ_ONCE(mailbox->return_status) || !answer_is_right(buffer->message))
		measurement->error = -EIO;
	else
		measurement->error = 0;
	WRITE_ONCE(mailbox->buffer, 0);
	memcpy(buffer, saved, length);
	outb(data_before, setup.data_port);
	return 0;
}

static int measure_stopped(int (*measure)(void *), u64 *ns)
{
	struct measurement measurement = { .error = -EOPNOTSUPP };

	stop_machine(measure, &measurement, cpumask_of(0));
	*ns = measurement.ns;
	return measurement.error;
}

static int measure_call(u64 *ns)
{
	struct mmcomm_message request = {
		.recipient = variable_driver,
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = message,
		.response = answer,
		.request_len = setup.message_len,
		.response_capacity = setup.message_len,
	};
	struct mmcomm_result result;
	u64 start = ktime_get_raw_fast_ns();
	int ret = mmcomm_communicate(&request, &result);

	*ns = ktime_get_raw_fast_ns() - start;
	if (ret)
		return ret;
	return result.mm_status || !answer_is_right(answer) ? -EIO : 0;
}

static void unmap(void)
{
	if (mailbox)
		memunmap(mailbox);
	if (buffer)
		memunmap(buffer);
	mailbox = NULL;
	buffer = NULL;
}

static int take_setup(const void __user *argument)
{
	if (copy_from_user(&setup, argument, sizeof(setup)))
		return -EFAULT;
	if (setup.message_len < sizeof(struct smm_variable_header) ||
	    setup.message_len > sizeof(message))
		return -EINVAL;
	if (copy_from_user(message, u64_to_user_ptr(setup.message), setup.message_len))
		return -EFAULT;
	unmap();
	mailbox = memremap(setup.mailbox, sizeof(*mailbox), MEMREMAP_WB);
	buffer = memremap(setup.buffer, sizeof(saved), MEMREMAP_WB);
	if (!mailbox || !buffer) {
		unmap();
		return -ENOMEM;
	}
	return 0;
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
	if (!mailbox)
		ret = -ENXIO;
	else if (command == MMCOMM_BENCH_BARE_SMI)
		ret = measure_stopped(measure_bare, &ns);
	else if (command == MMCOMM_BENCH_HANDLER_SMI)
		ret = measure_stopped(measure_handler, &ns);
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
	unmap();
}
module_exit(mmcomm_bench_exit);

MODULE_DESCRIPTION("Kernel side of mmcomm's benchmark");
MODULE_LICENSE("GPL");
