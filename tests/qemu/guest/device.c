// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/mmcomm and the SMI counter, as the programs in this folder use them.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "compiler.h"
#include "device.h"
#include "tap.h"

#define MSR_SMI_COUNT 0x34

int device_open(void)
{
	int fd = open("/dev/" MMCOMM_DEVICE_NAME, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		tap_bail_out("/dev/" MMCOMM_DEVICE_NAME
			     ": %s; is the module loaded?", strerror(errno));
	return fd;
}

struct mmcomm_info device_info(int fd)
{
	struct mmcomm_info info = { .size = sizeof(info) };

	if (ioctl(fd, MMCOMM_IOC_INFO, &info))
		tap_bail_out("MMCOMM_IOC_INFO: %s", strerror(errno));
	return info;
}

struct mmcomm_buffer_entry device_first_buffer(int fd)
{
	struct mmcomm_buffer_entry entries[64] = { 0 };
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(entries[0]),
		.capacity = ARRAY_SIZE(entries),
		.entries = (uintptr_t)entries,
	};

	if (ioctl(fd, MMCOMM_IOC_BUFFERS, &list))
		tap_bail_out("MMCOMM_IOC_BUFFERS: %s", strerror(errno));
	for (__u32 i = 0; i < list.count && i < list.capacity; i++) {
		if (entries[i].state == MMCOMM_BUFFER_ENABLED)
			return entries[i];
	}
	tap_bail_out("no communicate buffer is enabled");
}

struct mmcomm_communicate device_message(const __u8 recipient[16],
					 const void *request, __u32 request_len,
					 void *response, __u32 response_capacity)
{
	struct mmcomm_communicate message = {
		.size = sizeof(message),
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = (uintptr_t)request,
		.response = (uintptr_t)response,
		.request_len = request_len,
		.response_capacity = response_capacity,
	};

	memcpy(message.recipient, recipient, sizeof(message.recipient));
	return message;
}

#ifndef __x86_64__
/* No processor counts; the driver does. */
__u32 smi_count(void)
{
	static int fd = -1;

	if (fd < 0)
		fd = device_open();
	return device_info(fd).mmis_raised;
}
#else
__u32 smi_count(void)
{
	static int fd = -1;
	__u64 value;

	if (fd < 0)
		fd = open("/dev/cpu/0/msr", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		tap_bail_out("/dev/cpu/0/msr: %s; load the module msr", strerror(errno));
	if (pread(fd, &value, sizeof(value), MSR_SMI_COUNT) != sizeof(value))
		tap_bail_out("MSR_SMI_COUNT: %s", strerror(errno));
	return value;
}
#endif

__u64 now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}
