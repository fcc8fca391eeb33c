// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/chardev.c through its real file operations: who may open it,
 * structures of any size and state, and lists. COMMUNICATE and TRIGGER have a
 * suite of their own, chardev_message_test.c.
 */
#include <kunit/test.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/string.h>

#include "chardev_fixture.h"
#include "communicator_fixture.h"

static void open_test(struct kunit *test)
{
	const struct cred *old = without_rawio(test);
	struct file *other = filp_open(DEVICE_PATH, O_RDONLY, 0);

	revert_creds(old);
	KUNIT_EXPECT_TRUE(test, IS_ERR(other));
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(other), -EPERM);

	other = filp_open(DEVICE_PATH, O_RDONLY, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(other));
	/* Each has a state of its own. */
	KUNIT_EXPECT_PTR_NE(test, other->private_data, chardev.file->private_data);
	KUNIT_EXPECT_FALSE(test, other->f_mode & FMODE_LSEEK);
	filp_close(other, NULL);
}

static void compat_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, !!chardev.file->f_op->compat_ioctl,
			IS_ENABLED(CONFIG_COMPAT));
	KUNIT_EXPECT_NULL(test, chardev.file->f_op->read_iter);
	KUNIT_EXPECT_NULL(test, chardev.file->f_op->mmap);
}

static void unknown_number_test(struct kunit *test)
{
	static const unsigned int unknown[] = {
		0, _IO(MMCOMM_IOC_TYPE, 0), _IO(MMCOMM_IOC_TYPE, 6),
		_IO(MMCOMM_IOC_TYPE, 0x10), _IO(MMCOMM_IOC_TYPE, 0xff),
		_IO(MMCOMM_IOC_TYPE - 1, 1), _IOWR(MMCOMM_IOC_TYPE, 1, u32), ~0U,
	};
	u32 i;

	/* Told apart before anybody's memory is looked at. */
	for (i = 0; i < ARRAY_SIZE(unknown); i++)
		KUNIT_EXPECT_EQ_MSG(test, chardev_ioctl_at(unknown[i], 0), -ENOTTY,
				    "0x%x", unknown[i]);
}

struct ioctl {
	const char *name;
	unsigned int command;
	u32 size;
	bool raises_mmi;
};

static const struct ioctl ioctls[] = {
	{ "INFO", MMCOMM_IOC_INFO, sizeof(struct mmcomm_info) },
	{ "BUFFERS", MMCOMM_IOC_BUFFERS, sizeof(struct mmcomm_list) },
	{ "DISCOVERY", MMCOMM_IOC_DISCOVERY, sizeof(struct mmcomm_list) },
	{ "COMMUNICATE", MMCOMM_IOC_COMMUNICATE, sizeof(struct mmcomm_communicate), true },
	{ "TRIGGER", MMCOMM_IOC_TRIGGER, sizeof(struct mmcomm_trigger), true },
};

static void ioctl_desc(const struct ioctl *ioctl, char *desc)
{
	strscpy(desc, ioctl->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(ioctl, ioctls, ioctl_desc);

/* The longest structure that is taken, whatever page size the kernel has. */
#define LONGEST	4096

/* A structure of so many bytes, zero but for its size and one byte. */
static long sized(struct kunit *test, const struct ioctl *ioctl, u32 size, u32 told,
		  u32 dirt_at)
{
	static u8 bytes[2 * LONGEST];

	memset(bytes, 0, sizeof(bytes));
	memcpy(bytes, &told, sizeof(told));
	if (dirt_at)
		bytes[dirt_at] = 1;
	return chardev_ioctl(test, ioctl->command, bytes, size);
}

/* What a structure that is taken returns, when it holds nothing but zeroes. */
static long zeroes(const struct ioctl *ioctl)
{
	switch (ioctl->command) {
	case MMCOMM_IOC_INFO:
		return 0;
	case MMCOMM_IOC_TRIGGER:
		return -EOPNOTSUPP;
	default:
		return -EINVAL;
	}
}

static void size_test(struct kunit *test)
{
	const struct ioctl *ioctl = test->param_value;
	u32 size = ioctl->size;

	KUNIT_EXPECT_EQ(test, sized(test, ioctl, size, 0, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, size, size - 1, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, size, size, 0), zeroes(ioctl));
	/* Longer, as a newer caller's is, with nothing that is not known. */
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, size + 8, size + 8, 0), zeroes(ioctl));
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, LONGEST, LONGEST, 0), zeroes(ioctl));
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, size + 8, size + 8, size), -E2BIG);
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, size + 8, size + 8, size + 7), -E2BIG);
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, LONGEST, LONGEST, LONGEST - 1),
			-E2BIG);
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, LONGEST + 1, LONGEST + 1, 0), -E2BIG);
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, LONGEST, U32_MAX, 0), -E2BIG);
	/* What is behind the structure is not ours to look at or to write. */
	KUNIT_EXPECT_EQ(test, sized(test, ioctl, size + 8, size, size), zeroes(ioctl));
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

static void memory_test(struct kunit *test)
{
	const struct ioctl *ioctl = test->param_value;
	unsigned long hole = chardev.other + AREA_LEN;
	u32 size = ioctl->size;

	KUNIT_EXPECT_EQ(test, chardev_ioctl_at(ioctl->command, 0), -EFAULT);
	KUNIT_EXPECT_EQ(test, chardev_ioctl_at(ioctl->command, hole), -EFAULT);
	KUNIT_EXPECT_EQ(test, chardev_ioctl_at(ioctl->command, ULONG_MAX - 7), -EFAULT);
	/* The size can be read, the rest cannot. */
	user_write(test, hole - sizeof(size), &size, sizeof(size));
	KUNIT_EXPECT_EQ(test, chardev_ioctl_at(ioctl->command, hole - sizeof(size)),
			-EFAULT);
	user_write(test, hole - size, &size, sizeof(size));
	KUNIT_EXPECT_EQ(test, chardev_ioctl_at(ioctl->command, hole - size),
			zeroes(ioctl));
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

/* The capability is asked for again before everything else. */
static void capability_test(struct kunit *test)
{
	const struct ioctl *ioctl = test->param_value;
	const struct cred *old = without_rawio(test);

	KUNIT_EXPECT_EQ(test, chardev_ioctl_at(ioctl->command, 0),
			ioctl->raises_mmi ? -EPERM : -EFAULT);
	revert_creds(old);
}

static void info_test(struct kunit *test)
{
	struct mmcomm_info info;

	memset(&info, 0xff, sizeof(info));
	info.size = sizeof(info);
	mmcomm_core.communicator.command = 0x42;
	mmcomm_core.communicator.timeout_ms = 77;
	mmcomm_core.communicator.exclusion.stops = 5;
	mmcomm_core.communicator.mmi.raised = 6;
	KUNIT_ASSERT_EQ(test, chardev_ioctl(test, MMCOMM_IOC_INFO, &info, sizeof(info)), 0);
	KUNIT_EXPECT_EQ(test, info.size, sizeof(info));
	KUNIT_EXPECT_EQ(test, info.abi_version, MMCOMM_ABI_VERSION);
	KUNIT_EXPECT_EQ(test, info.flags, MMCOMM_INFO_CAN_COMMUNICATE |
					  MMCOMM_INFO_SIMULATED | MMCOMM_INFO_SMI_COUNTER);
	KUNIT_EXPECT_EQ(test, info.buffer_count, PROVIDED_COUNT);
	KUNIT_EXPECT_EQ(test, info.header_versions,
			BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3));
	KUNIT_EXPECT_EQ(test, info.mmi_port_type, MMCOMM_MMI_PORT_NONE);
	KUNIT_EXPECT_EQ(test, info.cmd_port, 0);
	KUNIT_EXPECT_EQ(test, info.data_port, 0);
	KUNIT_EXPECT_EQ(test, info.message_command, 0x42);
	KUNIT_EXPECT_EQ(test, info.timeout_ms, 77);
	KUNIT_EXPECT_EQ(test, info.wsmt_flags, 0);
	KUNIT_EXPECT_EQ(test, info.reserved, 0);
	KUNIT_EXPECT_EQ(test, info.max_message_len, PROVIDED_LEN - 24);
	KUNIT_EXPECT_EQ(test, info.mailbox_address, 0);
	KUNIT_EXPECT_EQ(test, info.machine_stops, 5);
	KUNIT_EXPECT_EQ(test, info.mmis_raised, 6);
	KUNIT_EXPECT_STREQ(test, info.executor, "mock");
	KUNIT_EXPECT_NULL(test, memchr_inv(info.executor + 4, 0, sizeof(info.executor) - 4));
	KUNIT_EXPECT_NULL(test, memchr_inv(info.platform, 0, sizeof(info.platform)));
}

static void info_killed_test(struct kunit *test)
{
	struct mmcomm_info info = { .size = sizeof(info) };
	long ret;

	user_write(test, chardev.argument, &info, sizeof(info));
	hold_mutex(test, &mmcomm_core.communicator.lock);
	ret = chardev_ioctl_at(MMCOMM_IOC_INFO, chardev.argument);
	let_go_of_lock(test);
	KUNIT_EXPECT_EQ(test, ret, -EINTR);
}

/* Lists: the structure with its entries at chardev.response. */

static struct mmcomm_list list_of(u32 entry_size, u32 capacity)
{
	return (struct mmcomm_list) {
		.size = sizeof(struct mmcomm_list),
		.entry_size = entry_size,
		.capacity = capacity,
		.count = 0xffffffff,
		.entries = chardev.response,
	};
}

static long get_list(struct kunit *test, unsigned int command, struct mmcomm_list *list)
{
	static u8 fill[AREA_LEN];

	memset(fill, USER_FILL, sizeof(fill));
	user_write(test, chardev.response, fill, sizeof(fill));
	return chardev_ioctl(test, command, list, sizeof(*list));
}

static void buffers_test(struct kunit *test)
{
	struct mmcomm_buffer_entry entries[PROVIDED_COUNT] = {};
	struct mmcomm_list list = list_of(sizeof(entries[0]), 16);
	u32 i;

	mmcomm_core.communicator.buffers[1].state = MMCOMM_BUFFER_RETIRED;
	KUNIT_ASSERT_EQ(test, get_list(test, MMCOMM_IOC_BUFFERS, &list), 0);
	KUNIT_EXPECT_EQ(test, list.count, PROVIDED_COUNT);
	user_read(test, entries, chardev.response, sizeof(entries));
	for (i = 0; i < PROVIDED_COUNT; i++) {
		KUNIT_EXPECT_EQ(test, entries[i].id, i);
		KUNIT_EXPECT_EQ(test, entries[i].source, MMCOMM_SOURCE_SIMULATED);
		KUNIT_EXPECT_EQ(test, entries[i].state,
				i ? MMCOMM_BUFFER_RETIRED : MMCOMM_BUFFER_ENABLED);
		KUNIT_EXPECT_EQ(test, entries[i].reserved, 0);
		KUNIT_EXPECT_EQ(test, entries[i].address, PROVIDED + i * PROVIDED_LEN);
		KUNIT_EXPECT_EQ(test, entries[i].length, PROVIDED_LEN);
		KUNIT_EXPECT_EQ(test, entries[i].message_capacity, PROVIDED_LEN - 24);
	}
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response + sizeof(entries),
					   USER_FILL, 64));
}

static void discovery_test(struct kunit *test)
{
	struct mmcomm_discovery_entry entry;
	struct mmcomm_list list = list_of(sizeof(entry), 64);
	u32 i;

	KUNIT_ASSERT_GT(test, mmcomm_core.discovery.count, 0);
	KUNIT_ASSERT_EQ(test, get_list(test, MMCOMM_IOC_DISCOVERY, &list), 0);
	KUNIT_EXPECT_EQ(test, list.count, mmcomm_core.discovery.count);
	for (i = 0; i < list.count; i++) {
		user_read(test, &entry, chardev.response + i * sizeof(entry),
			  sizeof(entry));
		KUNIT_EXPECT_MEMEQ(test, &entry, &mmcomm_core.discovery.places[i],
				   sizeof(entry));
	}
}

struct list_case {
	const char *name;
	u32 entry_size;
	u32 capacity;
	u64 no_entries;
	u32 written;
	long error;
};

#define ENTRY_SIZE sizeof(struct mmcomm_buffer_entry)

static const struct list_case list_cases[] = {
	{ "count alone", ENTRY_SIZE, 0, true, 0, 0 },
	{ "room for one", ENTRY_SIZE, 1, false, 1, 0 },
	{ "room for both", ENTRY_SIZE, 2, false, 2, 0 },
	{ "room for many", ENTRY_SIZE, U32_MAX, false, 2, 0 },
	{ "shortest entries", 8, 2, false, 2, 0 },
	{ "longer entries", ENTRY_SIZE + 8, 2, false, 2, 0 },
	{ "longest entries", 4096, 2, false, 2, 0 },
	{ "entries too short", 7, 2, false, 0, -EINVAL },
	{ "entries too long", 4097, 2, false, 0, -EINVAL },
	{ "entries of no size", 0, 0, false, 0, -EINVAL },
	{ "room nowhere", ENTRY_SIZE, 1, true, 0, -EINVAL },
};

static void list_desc(const struct list_case *one, char *desc)
{
	strscpy(desc, one->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(list, list_cases, list_desc);

static void list_test(struct kunit *test)
{
	const struct list_case *one = test->param_value;
	struct mmcomm_list list = list_of(one->entry_size, one->capacity);
	u32 known = min_t(u32, one->entry_size, ENTRY_SIZE);
	u32 i, end = one->written * one->entry_size;
	struct mmcomm_buffer_entry entry = {};

	if (one->no_entries)
		list.entries = 0;
	KUNIT_EXPECT_EQ(test, get_list(test, MMCOMM_IOC_BUFFERS, &list), one->error);
	KUNIT_EXPECT_EQ(test, list.count, one->error ? 0 : PROVIDED_COUNT);
	KUNIT_EXPECT_EQ(test, list.capacity, one->capacity);
	for (i = 0; i < one->written; i++) {
		unsigned long at = chardev.response + i * one->entry_size;

		user_read(test, &entry, at, known);
		KUNIT_EXPECT_EQ(test, entry.id, i);
		KUNIT_EXPECT_EQ(test, entry.source, MMCOMM_SOURCE_SIMULATED);
		KUNIT_EXPECT_TRUE(test, user_holds(test, at + known, 0,
						   one->entry_size - known));
	}
	KUNIT_EXPECT_TRUE(test, user_holds(test, chardev.response + end, USER_FILL,
					   AREA_LEN - end));
}

/* The count is told even where the entries cannot be. */
static void list_memory_test(struct kunit *test)
{
	struct mmcomm_list list = list_of(ENTRY_SIZE, 2);
	unsigned long hole = chardev.other + AREA_LEN;

	list.entries = user_read_only(test, "", 1);
	KUNIT_EXPECT_EQ(test, get_list(test, MMCOMM_IOC_BUFFERS, &list), -EFAULT);
	KUNIT_EXPECT_EQ(test, list.count, PROVIDED_COUNT);
	/* Room for the first, not for the second; for its bytes, not the zeroes. */
	list.entries = hole - ENTRY_SIZE;
	KUNIT_EXPECT_EQ(test, get_list(test, MMCOMM_IOC_BUFFERS, &list), -EFAULT);
	list = list_of(ENTRY_SIZE + 8, 1);
	list.entries = hole - ENTRY_SIZE;
	KUNIT_EXPECT_EQ(test, get_list(test, MMCOMM_IOC_DISCOVERY, &list), -EFAULT);
	KUNIT_EXPECT_EQ(test, get_list(test, MMCOMM_IOC_BUFFERS, &list), -EFAULT);
	list = list_of(ENTRY_SIZE, 2);
	KUNIT_EXPECT_EQ(test, get_list(test, MMCOMM_IOC_BUFFERS, &list), 0);
}

static void list_killed_test(struct kunit *test)
{
	struct mmcomm_list list = list_of(ENTRY_SIZE, 2);
	long buffers, discovery;

	user_write(test, chardev.argument, &list, sizeof(list));
	hold_mutex(test, &mmcomm_core.communicator.lock);
	buffers = chardev_ioctl_at(MMCOMM_IOC_BUFFERS, chardev.argument);
	discovery = chardev_ioctl_at(MMCOMM_IOC_DISCOVERY, chardev.argument);
	let_go_of_lock(test);
	KUNIT_EXPECT_EQ(test, buffers, -EINTR);
	KUNIT_EXPECT_EQ(test, discovery, -EINTR);
	user_read(test, &list, chardev.argument, sizeof(list));
	KUNIT_EXPECT_EQ(test, list.count, 0);
}

/* Nothing can be told in memory that is only read. */
static void read_only_test(struct kunit *test)
{
	const struct ioctl *ioctl = test->param_value;
	u32 size = ioctl->size;
	unsigned long argument = user_read_only(test, &size, sizeof(size));

	KUNIT_EXPECT_EQ(test, chardev_ioctl_at(ioctl->command, argument), -EFAULT);
	KUNIT_EXPECT_EQ(test, mock_mm.raises, 0);
}

static struct kunit_case chardev_cases[] = {
	KUNIT_CASE(open_test),
	KUNIT_CASE(compat_test),
	KUNIT_CASE(unknown_number_test),
	KUNIT_CASE_PARAM(size_test, ioctl_gen_params),
	KUNIT_CASE_PARAM(memory_test, ioctl_gen_params),
	KUNIT_CASE_PARAM(read_only_test, ioctl_gen_params),
	KUNIT_CASE_PARAM(capability_test, ioctl_gen_params),
	KUNIT_CASE(info_test),
	KUNIT_CASE(info_killed_test),
	KUNIT_CASE(buffers_test),
	KUNIT_CASE(discovery_test),
	KUNIT_CASE_PARAM(list_test, list_gen_params),
	KUNIT_CASE(list_memory_test),
	KUNIT_CASE(list_killed_test),
	{}
};

static struct kunit_suite chardev_suite = {
	.name = "chardev",
	.init = chardev_with_mock_init,
	.exit = chardev_exit,
	.test_cases = chardev_cases,
};

kunit_test_suite(chardev_suite);
