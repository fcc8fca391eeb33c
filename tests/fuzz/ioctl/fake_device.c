// SPDX-License-Identifier: GPL-2.0
/*
 * A device to test the fuzzer with: files, the caller's memory and every ioctl
 * but COMMUNICATE, see fake.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fake.h"
#include "fake_wrap.h"

#define DEVICE		"/dev/mmcomm"
#define PAGE		4096
#define FIRST_ADDRESS	0x10000000000000ULL

struct fake fake;

/* One call at a time, as the machine has one mailbox. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int copies;

bool fake_fault(const char *name)
{
	const char *fault = getenv("FAKE_FAULT");

	return fault && !strcmp(fault, name);
}

bool fake_in_place(void)
{
	const char *executor = getenv("FAKE_EXECUTOR");

	return executor && !strcmp(executor, "spm_mm");
}

__u64 fake_capacity(__u32 header_len)
{
	return FAKE_LENGTH - (fake_in_place() && !fake_fault("room-forgotten") ? 32 : header_len);
}

static void reset(void)
{
	fake.provider_gone = false;
	fake.armed = false;
	for (__u32 i = 0; i < FAKE_BUFFERS; i++) {
		fake.buffers[i] = (struct mmcomm_buffer_entry) {
			.id = i,
			.source = MMCOMM_SOURCE_SIMULATED,
			.state = MMCOMM_BUFFER_ENABLED,
			.address = FIRST_ADDRESS + i * (32ULL << 20),
			.length = FAKE_LENGTH,
			.message_capacity = fake_capacity(24),
		};
	}
	fake_variables_forget();
}

static void make_copies(void)
{
	copies = memfd_create("copies", MFD_CLOEXEC);
	if (copies < 0)
		abort();
}

/* A child has a device of its own, whoever was in a call when it was made. */
static void forked(void)
{
	pthread_mutex_init(&lock, NULL);
	close(copies);
	make_copies();
}

static void start(void)
{
	reset();
	make_copies();
	pthread_atfork(NULL, NULL, forked);
}

/* The kernel reads and writes the caller's memory for us, and finds the holes. */
bool fake_read(void *to, __u64 from, size_t length)
{
	return !length || (pwrite(copies, (void *)(uintptr_t)from, length, 0) == (ssize_t)length &&
	       pread(copies, to, length, 0) == (ssize_t)length);
}

bool fake_write(__u64 to, const void *from, size_t length)
{
	return !length || (pwrite(copies, from, length, 0) == (ssize_t)length &&
	       pread(copies, (void *)(uintptr_t)to, length, 0) == (ssize_t)length);
}

/*
 * A file that can be neither read, written nor mapped, as the device; where it
 * differs from the device is below.
 */
int __wrap_open(const char *path, int flags, ...)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (strcmp(path, DEVICE))
		return __real_open(path, flags);
	pthread_once(&once, start);
	if (flags & O_PATH)
		return __real_open("/", flags);
	if (fake_fault("can-be-read"))
		return __real_open("/dev/zero", O_RDWR);
	return epoll_create1(EPOLL_CLOEXEC);
}

off_t __wrap_lseek(int fd, off_t offset, int whence)
{
	(void)fd;
	(void)offset;
	(void)whence;
	errno = ESPIPE;
	return -1;
}

ssize_t __wrap_pread(int fd, void *to, size_t length, off_t offset)
{
	if (fd == copies)
		return __real_pread(fd, to, length, offset);
	errno = ESPIPE;
	return -1;
}

static int answer_info(struct mmcomm_info *info)
{
	__u32 size = info->size;

	*info = (struct mmcomm_info) {
		.size = size,
		.abi_version = MMCOMM_ABI_VERSION,
		.flags = MMCOMM_INFO_SIMULATED,
		.buffer_count = FAKE_BUFFERS,
		.header_versions = 1 << MMCOMM_HEADER_V1 | 1 << MMCOMM_HEADER_V3,
		.timeout_ms = 1,
		.machine_stops = fake.stops,
		.executor = "sim",
	};
	if (fake_in_place()) {
		info->flags = 0;
		info->header_versions = 1 << MMCOMM_HEADER_V1;
		info->mmi_port_type = MMCOMM_MMI_PORT_SMC;
		memcpy(info->executor, "spm_mm", sizeof("spm_mm"));
	}
	for (__u32 i = 0; i < FAKE_BUFFERS; i++) {
		if (fake.buffers[i].state == MMCOMM_BUFFER_ENABLED) {
			info->flags |= MMCOMM_INFO_CAN_COMMUNICATE;
			info->max_message_len = fake.buffers[i].message_capacity;
		}
	}
	if (fake_fault("reserved-output"))
		info->reserved = fake.stops > 1000;
	if (fake_fault("counter-back") && fake.stops > 1000)
		info->machine_stops = 7;
	return 0;
}

static int answer_list(struct mmcomm_list *list, const void *entries, __u32 known,
		       __u32 count)
{
	__u8 entry[PAGE];

	list->count = 0;
	if (list->entry_size < 8 || list->entry_size > PAGE ||
	    (list->capacity && !list->entries))
		return -EINVAL;
	list->count = count;
	if (fake_fault("list-count"))
		list->count = list->capacity < count ? list->capacity : count;
	for (__u32 i = 0; i < count; i++) {
		__u32 length = list->entry_size;

		if (i >= list->capacity && (!fake_fault("list-too-long") || !list->capacity))
			break;
		memset(entry, 0, sizeof(entry));
		memcpy(entry, (const __u8 *)entries + i * known,
		       known < list->entry_size ? known : list->entry_size);
		if (fake_fault("list-entry"))
			entry[4] ^= 2;
		if (fake_fault("list-tail") && length > known)
			length = known;
		if (!fake_write(list->entries + (__u64)i * list->entry_size, entry, length))
			return -EFAULT;
	}
	return 0;
}

static int answer_trigger(struct mmcomm_trigger *trigger)
{
	trigger->data_after = 0;
	trigger->mmi_count = 0;
	trigger->result_flags = 0;
	trigger->progress = MMCOMM_PROGRESS_NOT_SENT;
	trigger->stopped_ns = 0;
	trigger->reason = MMCOMM_REASON_FLAGS;
	if (trigger->flags)
		return -EINVAL;
	trigger->reason = MMCOMM_REASON_RESERVED;
	if (trigger->reserved)
		return -EINVAL;
	trigger->reason = MMCOMM_REASON_COMMAND;
	if (trigger->command > 0xff || trigger->data > 0xff)
		return -EINVAL;
	trigger->reason = MMCOMM_REASON_NO_TRIGGER;
	if (fake_fault("trigger-reason"))
		trigger->reason = MMCOMM_REASON_NONE;
	if (fake_fault("trigger-raised"))
		return 0;
	return -EOPNOTSUPP;
}

union argument {
	struct mmcomm_info info;
	struct mmcomm_list list;
	struct mmcomm_communicate communicate;
	struct mmcomm_trigger trigger;
};

static const struct mmcomm_discovery_entry places[3] = {
	{ MMCOMM_SUBJECT_ENVIRONMENT, MMCOMM_VERDICT_USED, 1, "one", "first" },
	{ MMCOMM_SUBJECT_MAILBOX, MMCOMM_VERDICT_ABSENT, 0, "two", "second" },
	{ MMCOMM_SUBJECT_BUFFER, MMCOMM_VERDICT_REFUSED, 3, "three", "third" },
};

static int run(unsigned int command, union argument *argument, __u64 user)
{
	switch (command) {
	case MMCOMM_IOC_INFO:
		return answer_info(&argument->info);
	case MMCOMM_IOC_BUFFERS:
		return answer_list(&argument->list, fake.buffers, sizeof(fake.buffers[0]),
				   FAKE_BUFFERS);
	case MMCOMM_IOC_DISCOVERY:
		return answer_list(&argument->list, places, sizeof(places[0]), 3);
	case MMCOMM_IOC_TRIGGER:
		return answer_trigger(&argument->trigger);
	default:
		return fake_communicate(&argument->communicate, user);
	}
}

static __u32 known_size(unsigned int command)
{
	switch (command) {
	case MMCOMM_IOC_INFO:
		return sizeof(struct mmcomm_info);
	case MMCOMM_IOC_BUFFERS:
	case MMCOMM_IOC_DISCOVERY:
		return sizeof(struct mmcomm_list);
	case MMCOMM_IOC_COMMUNICATE:
		return sizeof(struct mmcomm_communicate);
	case MMCOMM_IOC_TRIGGER:
		return sizeof(struct mmcomm_trigger);
	default:
		return 0;
	}
}

/* What is longer than what is known must be zero, as far as it can be read. */
static int check_tail(__u64 user, __u32 known, __u32 size)
{
	__u8 byte;

	for (__u32 i = known; i < size; i++) {
		if (!fake_read(&byte, user + i, 1))
			return -EFAULT;
		if (byte && !fake_fault("tail-accepted"))
			return -E2BIG;
	}
	return 0;
}

static int begin(__u64 user, __u32 known, bool written_first, union argument *argument)
{
	__u32 size;
	int ret;

	if (!fake_read(&size, user, sizeof(size)))
		return -EFAULT;
	if (size < known && !(fake_fault("short-accepted") && size > known - 8))
		return -EINVAL;
	if (size > PAGE)
		return -E2BIG;
	ret = check_tail(user, known, size);
	if (ret)
		return ret;
	if (!fake_read(argument, user, known))
		return -EFAULT;
	if (written_first) {
		__u32 progress = argument->communicate.progress;

		if (known == sizeof(struct mmcomm_communicate))
			argument->communicate.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN;
		if (!fake_write(user, argument, known))
			return -EFAULT;
		if (known == sizeof(struct mmcomm_communicate))
			argument->communicate.progress = progress;
	}
	return 0;
}

static int dispatch(unsigned int command, __u64 user)
{
	bool raises = command == MMCOMM_IOC_COMMUNICATE || command == MMCOMM_IOC_TRIGGER;
	__u32 known = known_size(command);
	__u32 from = fake_fault("size-changed") ? 0 : sizeof(__u32);
	union argument argument;
	int ret;

	if (!known)
		return fake_fault("number-accepted") && !(command & 0xc0) ? 0 : -ENOTTY;
	ret = begin(user, known, raises, &argument);
	if (ret)
		return ret;
	ret = run(command, &argument, user);
	if (ret && raises && fake_fault("nothing-written-back"))
		return ret;
	if (!from)
		*(__u32 *)&argument = known;
	if (!fake_write(user + from, (__u8 *)&argument + from, known - from))
		return -EFAULT;
	if (fake_fault("tail-written") && command == MMCOMM_IOC_COMMUNICATE)
		fake_write(user + known, "x", 1);
	return ret;
}

int __wrap_ioctl(int fd, unsigned long command, void *argument)
{
	static unsigned long calls;
	int flags = fcntl(fd, F_GETFL);
	int ret;

	if (flags < 0 || flags & O_PATH) {
		errno = EBADF;
		return -1;
	}
	pthread_mutex_lock(&lock);
	while (fake_fault("hangs") && calls == 3000)
		__real_usleep(1000);
	ret = dispatch(command, (uintptr_t)argument);
	if (++calls % 1000 == 0 && fake_fault("interrupted"))
		ret = -EINTR;
	pthread_mutex_unlock(&lock);
	if (ret < 0) {
		errno = -ret;
		return -1;
	}
	return 0;
}

/* Unloading and loading the simulator. */
long __wrap_syscall(long number, ...)
{
	if (number == SYS_delete_module)
		fake.provider_gone = true;
	else if (number == SYS_finit_module)
		reset();
	else
		abort();
	return 0;
}

/*
 * The fuzzer's patience passes quickly where it has to come to an end, and nowhere
 * else: a machine may be slow.
 */
int __wrap_usleep(useconds_t us)
{
	return __real_usleep(fake_fault("hangs") ? us / 100 : us);
}

/* Time for whoever has not noticed that a thread is no more. */
int __wrap_pthread_join(pthread_t thread, void **result)
{
	int ret = __real_pthread_join(thread, result);

	__real_usleep(20000);
	return ret;
}
