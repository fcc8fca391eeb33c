// SPDX-License-Identifier: GPL-2.0
/*
 * The device under test, see device.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "compiler.h"
#include "device.h"

#define SIMULATOR "mmcomm_sim"

noreturn static void refuse(const char *format, ...) __attribute__((printf_like(1, 2)));

static void refuse(const char *format, ...)
{
	va_list arguments;

	fflush(stdout);
	fputs("mmcomm-fuzz: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(2);
}

int device_open(const struct device *device)
{
	int fd = open(device->path, O_RDWR | O_CLOEXEC);

	if (fd >= 0)
		return fd;
	if (errno == ENOENT)
		refuse("%s is not there: load mmcomm with executor=sim, then mmcomm_sim",
		       device->path);
	if (errno == EPERM || errno == EACCES)
		refuse("%s: %s: run as root", device->path, strerror(errno));
	refuse("%s: %s", device->path, strerror(errno));
}

int device_ioctl(int fd, unsigned long command, __u64 argument)
{
	return ioctl(fd, command, (unsigned long)argument) ? errno : 0;
}

static __u32 read_list(const struct device *device, int fd, unsigned long command,
		       void *entries, __u32 entry_size, __u32 capacity)
{
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = entry_size,
		.capacity = capacity,
		.entries = (uintptr_t)entries,
	};

	memset(entries, 0, (size_t)entry_size * capacity);
	if (ioctl(fd, command, &list))
		refuse("%s: a list cannot be read: %s", device->path, strerror(errno));
	if (list.count > capacity)
		refuse("%s: a list of %u entries, more than can be", device->path,
		       list.count);
	return list.count;
}

static void read_info(struct device *device, int fd)
{
	device->info = (struct mmcomm_info) { .size = sizeof(device->info) };
	if (ioctl(fd, MMCOMM_IOC_INFO, &device->info))
		refuse("%s: MMCOMM_IOC_INFO: %s", device->path, strerror(errno));
}

void device_read_buffers(struct device *device, int fd)
{
	device->buffer_count = read_list(device, fd, MMCOMM_IOC_BUFFERS, device->buffers,
					 sizeof(device->buffers[0]), DEVICE_MAX_BUFFERS);
	read_info(device, fd);
}

void device_learn(struct device *device, int fd)
{
	bool simulated;

	device_read_buffers(device, fd);
	device->place_count = read_list(device, fd, MMCOMM_IOC_DISCOVERY, device->places,
					sizeof(device->places[0]), DEVICE_MAX_PLACES);
	simulated = device->info.flags & MMCOMM_INFO_SIMULATED;
	if (!(device->info.flags & MMCOMM_INFO_CAN_COMMUNICATE))
		refuse("%s takes no messages: load mmcomm_sim, or see mmcomm-cli info",
		       device->path);
	if (!simulated && device->recipients != RECIPIENTS_REAL)
		refuse("%s talks to this machine's own firmware. Load mmcomm with executor=sim,\n"
		       "then mmcomm_sim; or say --real to send what is harmless there",
		       device->path);
	if (device->info.flags & MMCOMM_INFO_LOCKED_COMMUNICATE)
		refuse("%s: kernel lockdown refuses messages; boot without it", device->path);
}

bool device_answers_in_place(const struct device *device)
{
	return device->info.mmi_port_type == MMCOMM_MMI_PORT_SMC &&
	       !strcmp(device->info.executor, "spm_mm");
}

bool device_any_enabled(const struct device *device)
{
	for (__u32 i = 0; i < device->buffer_count; i++) {
		if (device->buffers[i].state == MMCOMM_BUFFER_ENABLED)
			return true;
	}
	return false;
}

void device_unload_module(const struct device *device)
{
	if (syscall(SYS_delete_module, SIMULATOR, O_NONBLOCK))
		refuse("%s cannot be unloaded: %s (asked for by --retire %s)", SIMULATOR,
		       strerror(errno), device->module);
}

void device_load_module(struct device *device, int fd)
{
	int module = open(device->module, O_RDONLY | O_CLOEXEC);

	if (module < 0)
		refuse("%s: %s", device->module, strerror(errno));
	if (syscall(SYS_finit_module, module, device->module_parameters, 0))
		refuse("%s \"%s\" does not load: %s; see the kernel's log", device->module,
		       device->module_parameters, strerror(errno));
	close(module);
	device->loads++;
	device_learn(device, fd);
}
