// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/mmcomm, opened by the test, with memory in an address space of the test's
 * own, so that the driver's real file operations read and write a caller's
 * memory.
 */
#include <linux/cred.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>
#include <linux/shmem_fs.h>
#include <linux/uaccess.h>

#include "chardev_fixture.h"

struct chardev_fixture chardev;

static struct mmcomm_provided_buffer provided[PROVIDED_COUNT];
static struct mmcomm_executor executor = {
	.ops = &mock_mm_own_ops,
	.context = &mock_mm,
	.buffers = provided,
	.buffer_count = PROVIDED_COUNT,
};

static bool registered;

static unsigned long map_user(struct kunit *test, struct file *file, size_t len,
			      unsigned long prot, unsigned long flags)
{
	unsigned long address = kunit_vm_mmap(test, file, 0, len, prot, flags, 0);

	KUNIT_ASSERT_NE(test, address, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(address));
	return address;
}

/*
 * KUnit 6.12 gives a test's thread an address space with a reference too many,
 * which nobody drops: it would be lost with every test.
 */
static void drop_lost_reference(void)
{
	if (atomic_read(&current->mm->mm_count) == 2)
		mmdrop(current->mm);
}

/**
 * chardev_init - open the device of a module that knows of no MM
 * @test: the test
 *
 * Return: 0.
 */
int chardev_init(struct kunit *test)
{
	unsigned long memory;

	registered = false;
	chardev = (struct chardev_fixture) {};
	core_fixture_init(test);

	memory = map_user(test, NULL, AREAS * AREA_LEN + PAGE_SIZE,
			  PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE);
	drop_lost_reference();
	KUNIT_ASSERT_EQ(test, vm_munmap(memory + AREAS * AREA_LEN, PAGE_SIZE), 0);
	chardev.argument = memory;
	chardev.request = memory + AREA_LEN;
	chardev.response = memory + 2 * AREA_LEN;
	chardev.other = memory + 3 * AREA_LEN;

	chardev.file = filp_open(DEVICE_PATH, O_RDWR, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(chardev.file));
	return 0;
}

/**
 * chardev_with_mock_init - the same, with a mocked MM that brings two buffers
 * @test: the test
 *
 * Return: 0.
 */
int chardev_with_mock_init(struct kunit *test)
{
	u32 i;

	chardev_init(test);
	for (i = 0; i < PROVIDED_COUNT; i++) {
		provided[i].address = PROVIDED + i * PROVIDED_LEN;
		provided[i].length = PROVIDED_LEN;
		provided[i].virt = fake_memory_add(test, provided[i].address,
						   PROVIDED_LEN);
	}
	KUNIT_ASSERT_EQ(test, mmcomm_register_executor(&executor), 0);
	registered = true;
	return 0;
}

/**
 * chardev_exit - close the device
 * @test: the test
 */
void chardev_exit(struct kunit *test)
{
	if (!IS_ERR_OR_NULL(chardev.file)) {
		KUNIT_EXPECT_EQ(test, filp_close(chardev.file, NULL), 0);
		flush_delayed_fput();
	}
	if (registered)
		mmcomm_unregister_executor(&executor);
	core_fixture_exit(test);
}

/**
 * chardev_ioctl_at - an ioctl with a structure that is there already
 * @command: its number
 * @address: of the structure, in the caller's memory
 *
 * Return: what the ioctl returns.
 */
long chardev_ioctl_at(unsigned int command, unsigned long address)
{
	mock_mm.asked = 0;
	mock_mm.history[0] = 0;
	return chardev.file->f_op->unlocked_ioctl(chardev.file, command, address);
}

/**
 * chardev_ioctl - an ioctl
 * @test: the test
 * @command: its number
 * @argument: in: the structure; out: as the caller finds it afterwards
 * @len: its bytes
 *
 * Return: what the ioctl returns.
 */
long chardev_ioctl(struct kunit *test, unsigned int command, void *argument,
		   size_t len)
{
	long ret;

	user_write(test, chardev.argument, argument, len);
	ret = chardev_ioctl_at(command, chardev.argument);
	user_read(test, argument, chardev.argument, len);
	return ret;
}

/**
 * user_write - write the caller's memory
 * @test: the test
 * @to: address there
 * @from: what
 * @len: bytes
 */
void user_write(struct kunit *test, unsigned long to, const void *from, size_t len)
{
	KUNIT_ASSERT_EQ(test, copy_to_user((void __user *)to, from, len), 0);
}

/**
 * user_read - read the caller's memory
 * @test: the test
 * @to: where to
 * @from: address there
 * @len: bytes
 */
void user_read(struct kunit *test, void *to, unsigned long from, size_t len)
{
	KUNIT_ASSERT_EQ(test, copy_from_user(to, (void __user *)from, len), 0);
}

/**
 * user_holds - whether the caller's memory holds one byte throughout
 * @test: the test
 * @from: address there
 * @byte: the byte
 * @len: bytes, at most AREA_LEN
 *
 * Return: true where it does.
 */
bool user_holds(struct kunit *test, unsigned long from, u8 byte, size_t len)
{
	static u8 bytes[AREA_LEN];

	KUNIT_ASSERT_LE(test, len, sizeof(bytes));
	user_read(test, bytes, from, len);
	return !memchr_inv(bytes, byte, len);
}

/**
 * user_read_only - memory of the caller's that nobody can write
 * @test: the test
 * @bytes: what it holds at its start
 * @len: bytes, at most a page
 *
 * Return: its address.
 */
unsigned long user_read_only(struct kunit *test, const void *bytes, size_t len)
{
	struct file *file = shmem_file_setup("mmcomm-kunit", PAGE_SIZE, 0);
	unsigned long address;
	loff_t at = 0;

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_ASSERT_EQ(test, kernel_write(file, bytes, len, &at), len);
	address = map_user(test, file, PAGE_SIZE, PROT_READ, MAP_SHARED);
	fput(file);
	return address;
}

/**
 * without_rawio - take CAP_SYS_RAWIO away
 * @test: the test
 *
 * Return: the credentials from before, for revert_creds().
 */
const struct cred *without_rawio(struct kunit *test)
{
	struct cred *cred = prepare_creds();
	const struct cred *old;

	KUNIT_ASSERT_NOT_NULL(test, cred);
	cap_lower(cred->cap_effective, CAP_SYS_RAWIO);
	old = override_creds(cred);
	put_cred(cred);
	return old;
}
