// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/mmcomm: the ioctl table, copying in and out, and per-open state.
 *
 * Requests and responses pass through a staging buffer that belongs to the open
 * file and is charged to it, so that no user page is touched while the machine
 * is stopped or the communicator's lock is held.
 */
#include <linux/capability.h>
#include <linux/compat.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/uaccess.h>

#include "communicator.h"
#include "compat.h"
#include "core.h"

/* Bounds of the size that a caller may give for one entry of a list. */
#define MIN_ENTRY_SIZE	8
#define MAX_ENTRY_SIZE	4096

/* Whatever page size the kernel has: callers do not depend on it. */
#define MAX_STRUCTURE_SIZE	4096

/**
 * struct open_file - state of one open file
 * @lock: one COMMUNICATE at a time through one file; guards the staging buffer.
 *	Taken before the communicator's lock
 * @staging: request, then response
 * @staging_len: bytes at @staging
 */
struct open_file {
	struct mutex lock; /* guards staging */
	void *staging;
	size_t staging_len;
};

static int chardev_open(struct inode *inode, struct file *file)
{
	struct open_file *open;

	if (!capable(CAP_SYS_RAWIO))
		return -EPERM;
	open = kzalloc(sizeof(*open), GFP_KERNEL_ACCOUNT);
	if (!open)
		return -ENOMEM;
	mutex_init(&open->lock);
	file->private_data = open;
	return nonseekable_open(inode, file);
}

static int chardev_release(struct inode *inode, struct file *file)
{
	struct open_file *open = file->private_data;

	kvfree_sensitive(open->staging, open->staging_len);
	mutex_destroy(&open->lock);
	kfree(open);
	return 0;
}

static int grow_staging(struct open_file *open, size_t len)
{
	void *staging;

	lockdep_assert_held(&open->lock);
	if (len <= open->staging_len)
		return 0;
	len = PAGE_ALIGN(len);
	staging = kvmalloc(len, GFP_KERNEL_ACCOUNT);
	if (!staging)
		return -ENOMEM;
	kvfree_sensitive(open->staging, open->staging_len);
	open->staging = staging;
	open->staging_len = len;
	return 0;
}

static int ioctl_info(struct open_file *open, void *argument)
{
	struct mmcomm_info *info = argument;
	u32 size = info->size;
	int ret;

	memset(info, 0, sizeof(*info));
	info->size = size;
	ret = mmcomm_report_info(info);
	if (ret)
		return ret;
	if (security_locked_down(LOCKDOWN_DEV_MEM))
		info->flags |= MMCOMM_INFO_LOCKED_COMMUNICATE;
	if (security_locked_down(LOCKDOWN_IOPORT))
		info->flags |= MMCOMM_INFO_LOCKED_TRIGGER;
	return 0;
}

static int copy_entries(const struct mmcomm_snapshot *snapshot,
			const struct mmcomm_list *list)
{
	u8 __user *to = u64_to_user_ptr(list->entries);
	u32 known = min(list->entry_size, snapshot->entry_size);
	u32 i, count = min(list->capacity, snapshot->count);

	for (i = 0; i < count; i++, to += list->entry_size) {
		if (copy_to_user(to, snapshot->entries + i * snapshot->entry_size,
				 known))
			return -EFAULT;
		if (clear_user(to + known, list->entry_size - known))
			return -EFAULT;
	}
	return 0;
}

static int list_entries(struct mmcomm_list *list,
			int (*take)(struct mmcomm_snapshot *snapshot))
{
	struct mmcomm_snapshot snapshot;
	int ret;

	list->count = 0;
	if (list->entry_size < MIN_ENTRY_SIZE || list->entry_size > MAX_ENTRY_SIZE ||
	    (list->capacity && !list->entries))
		return -EINVAL;
	ret = take(&snapshot);
	if (ret)
		return ret;
	list->count = snapshot.count;
	ret = copy_entries(&snapshot, list);
	kvfree(snapshot.entries);
	return ret;
}

static int ioctl_buffers(struct open_file *open, void *argument)
{
	return list_entries(argument, mmcomm_report_buffers);
}

static int ioctl_discovery(struct open_file *open, void *argument)
{
	return list_entries(argument, mmcomm_report_discovery);
}

/* The same memory for both, or not a byte in common. */
static bool overlap_partly(const struct mmcomm_communicate *request)
{
	u64 a = request->request, b = request->response;

	if (!request->response_capacity || a == b)
		return false;
	return a < b ? b - a < request->request_len :
		       a - b < request->response_capacity;
}

static int read_relocations(const struct mmcomm_communicate *request,
			    struct mmcomm_relocation *relocations,
			    struct mmcomm_result *result)
{
	if (request->relocation_count > MMCOMM_MAX_RELOCATIONS ||
	    (request->relocation_count && !request->relocations)) {
		result->reason = MMCOMM_REASON_RELOCATION;
		return -EINVAL;
	}
	if (copy_from_user(relocations, u64_to_user_ptr(request->relocations),
			   request->relocation_count * sizeof(*relocations))) {
		result->reason = MMCOMM_REASON_RELOCATION;
		return -EFAULT;
	}
	return 0;
}

/* What comes first for everything that may raise an MMI. */
static int check_allowed(enum lockdown_reason lockdown, u32 flags, u32 reserved,
			 u32 *reason)
{
	if (security_locked_down(lockdown)) {
		*reason = MMCOMM_REASON_LOCKDOWN;
		return -EPERM;
	}
	if (flags) {
		*reason = MMCOMM_REASON_FLAGS;
		return -EINVAL;
	}
	if (reserved) {
		*reason = MMCOMM_REASON_RESERVED;
		return -EINVAL;
	}
	return 0;
}

static int exchange_staged(struct open_file *open,
			   const struct mmcomm_communicate *request,
			   struct mmcomm_message *message,
			   struct mmcomm_result *result)
{
	u32 room = min_t(u64, request->response_capacity, result->max_message_len);
	int ret;

	if (grow_staging(open, max(request->request_len, room))) {
		result->reason = MMCOMM_REASON_NO_MEMORY;
		return -ENOMEM;
	}
	if (copy_from_user(open->staging, u64_to_user_ptr(request->request),
			   request->request_len)) {
		result->reason = MMCOMM_REASON_REQUEST_MEMORY;
		return -EFAULT;
	}
	message->request = open->staging;
	message->response = open->staging;
	message->response_capacity = room;

	ret = mmcomm_communicator_call(&mmcomm_core.communicator, message, result);
	if (ret)
		return ret;
	if (copy_to_user(u64_to_user_ptr(request->response), open->staging,
			 result->response_copied)) {
		result->response_copied = 0;
		result->reason = MMCOMM_REASON_RESPONSE_MEMORY;
		return -EFAULT;
	}
	return 0;
}

static int communicate(struct open_file *open,
		       const struct mmcomm_communicate *request,
		       struct mmcomm_result *result)
{
	struct mmcomm_relocation relocations[MMCOMM_MAX_RELOCATIONS];
	struct mmcomm_message message = {
		.buffer_id = request->buffer_id,
		.header_version = request->header_version,
		.relocations = relocations,
		.request_len = request->request_len,
		.message_len = request->message_len,
		.window_len = request->window_len,
	};
	int ret;

	import_guid(&message.recipient, request->recipient);
	ret = check_allowed(LOCKDOWN_DEV_MEM, request->flags, request->reserved,
			    &result->reason);
	if (!ret)
		ret = mmcomm_check_message(&message, result);
	if (!ret)
		ret = read_relocations(request, relocations, result);
	if (ret)
		return ret;
	message.relocation_count = request->relocation_count;
	ret = mmcomm_check_message(&message, result);
	if (ret)
		return ret;
	if (overlap_partly(request)) {
		result->reason = MMCOMM_REASON_OVERLAP;
		return -EINVAL;
	}
	ret = mmcomm_communicator_admit(&mmcomm_core.communicator, &message,
					result);
	if (ret)
		return ret;
	if (mutex_lock_killable(&open->lock)) {
		result->reason = MMCOMM_REASON_INTERRUPTED;
		return -EINTR;
	}
	ret = exchange_staged(open, request, &message, result);
	mutex_unlock(&open->lock);
	return ret;
}

static int ioctl_communicate(struct open_file *open, void *argument)
{
	struct mmcomm_communicate *request = argument;
	struct mmcomm_result result;
	int ret;

	mmcomm_result_init(&result);
	ret = communicate(open, request, &result);
	request->mm_status = result.mm_status;
	request->raw_status = result.raw_status;
	request->response_len = result.response_len;
	request->max_message_len = result.max_message_len;
	request->stopped_ns = result.stopped_ns;
	request->response_copied = result.response_copied;
	request->result_flags = result.flags;
	request->progress = result.progress;
	request->reason = result.reason;
	request->mmi_count = result.mmi_count;
	request->used_buffer_id = result.used_buffer_id;
	return ret;
}

static int trigger(const struct mmcomm_trigger *request,
		   struct mmcomm_trigger_result *result)
{
	int ret = check_allowed(LOCKDOWN_IOPORT, request->flags,
				request->reserved, &result->reason);

	if (ret)
		return ret;
	if (request->command > 0xff || request->data > 0xff) {
		result->reason = MMCOMM_REASON_COMMAND;
		return -EINVAL;
	}
	return mmcomm_trigger_sw_mmi(request->command, request->data, result);
}

static int ioctl_trigger(struct open_file *open, void *argument)
{
	struct mmcomm_trigger *request = argument;
	struct mmcomm_trigger_result result = {};
	int ret;

	ret = trigger(request, &result);
	request->data_after = result.data_after;
	request->mmi_count = result.mmi_count;
	request->result_flags = result.flags;
	request->progress = result.progress;
	request->reason = result.reason;
	request->stopped_ns = result.stopped_ns;
	return ret;
}

/**
 * struct ioctl_op - one ioctl
 * @command: its number
 * @size: bytes of its structure, the least that is accepted
 * @progress: where its progress is, of one that raises MMIs: the capability is
 *	looked at again then; 0 for any other
 * @run: works on a kernel copy of the structure, which is written back whatever
 *	it returns; NULL where the kernel was built without it
 */
struct ioctl_op {
	unsigned int command;
	u32 size;
	u32 progress;
	int (*run)(struct open_file *open, void *argument);
};

static const struct ioctl_op ioctl_ops[] = {
	{ MMCOMM_IOC_INFO, sizeof(struct mmcomm_info), 0, ioctl_info },
	{ MMCOMM_IOC_BUFFERS, sizeof(struct mmcomm_list), 0, ioctl_buffers },
	{ MMCOMM_IOC_DISCOVERY, sizeof(struct mmcomm_list), 0, ioctl_discovery },
	{ MMCOMM_IOC_COMMUNICATE, sizeof(struct mmcomm_communicate),
	  offsetof(struct mmcomm_communicate, progress), ioctl_communicate },
	{ MMCOMM_IOC_TRIGGER, sizeof(struct mmcomm_trigger),
	  offsetof(struct mmcomm_trigger, progress),
	  IS_ENABLED(CONFIG_MMCOMM_TRIGGER) ? ioctl_trigger : NULL },
};

union ioctl_argument {
	struct mmcomm_info info;
	struct mmcomm_list list;
	struct mmcomm_communicate communicate;
	struct mmcomm_trigger trigger;
};

/*
 * Writes the structure before an MMI is raised, since afterwards it would be too
 * late to find that it cannot be written. Should that happen then all the same,
 * what stands there must not say that the message was not sent.
 */
static int write_beforehand(void __user *user, const struct ioctl_op *op,
			    union ioctl_argument *argument)
{
	u32 *progress = (void *)argument + op->progress;

	*progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
	return copy_to_user(user, argument, op->size) ? -EFAULT : 0;
}

static long chardev_ioctl(struct file *file, unsigned int command,
			  unsigned long address)
{
	void __user *user = (void __user *)address;
	const struct ioctl_op *op = NULL;
	union ioctl_argument argument;
	u32 i, size;
	int ret;

	for (i = 0; i < ARRAY_SIZE(ioctl_ops) && !op; i++)
		if (ioctl_ops[i].command == command)
			op = &ioctl_ops[i];
	if (!op || !op->run)
		return -ENOTTY;
	if (op->progress && !capable(CAP_SYS_RAWIO))
		return -EPERM;
	if (get_user(size, (u32 __user *)user))
		return -EFAULT;
	if (size < op->size)
		return -EINVAL;
	if (size > MAX_STRUCTURE_SIZE)
		return -E2BIG;
	ret = copy_struct_from_user(&argument, op->size, user, size);
	if (!ret && op->progress)
		ret = write_beforehand(user, op, &argument);
	if (ret)
		return ret;

	ret = op->run(file->private_data, &argument);
	if (copy_to_user(user + sizeof(size), (void *)&argument + sizeof(size),
			 op->size - sizeof(size)))
		return -EFAULT;
	return ret;
}

static const struct file_operations chardev_fops = {
	.owner = THIS_MODULE,
	.open = chardev_open,
	.release = chardev_release,
	.unlocked_ioctl = chardev_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice chardev = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = MMCOMM_DEVICE_NAME,
	.fops = &chardev_fops,
	.mode = 0600,
};

/**
 * mmcomm_chardev_register - make /dev/mmcomm appear
 *
 * Return: 0 or a negative errno.
 */
int mmcomm_chardev_register(void)
{
	return misc_register(&chardev);
}

/**
 * mmcomm_chardev_unregister - make /dev/mmcomm go away
 */
void mmcomm_chardev_unregister(void)
{
	misc_deregister(&chardev);
}
