// SPDX-License-Identifier: GPL-2.0
/*
 * The device node: opening it, and one function an ioctl.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "libmmcomm.h"

struct mmcomm {
	int fd;
};

int mmcomm_open(const char *path, struct mmcomm **handle)
{
	struct mmcomm *opened = malloc(sizeof(*opened));

	*handle = NULL;
	if (!opened)
		return -ENOMEM;

	opened->fd = open(path ? path : MMCOMM_DEVICE_PATH, O_RDWR | O_CLOEXEC);
	if (opened->fd < 0) {
		int error = errno;

		free(opened);
		return -error;
	}
	*handle = opened;
	return 0;
}

void mmcomm_close(struct mmcomm *handle)
{
	if (!handle)
		return;
	close(handle->fd);
	free(handle);
}

static int device_ioctl(struct mmcomm *handle, unsigned long request,
			void *argument)
{
	return ioctl(handle->fd, request, argument) < 0 ? -errno : 0;
}

int mmcomm_get_info(struct mmcomm *handle, struct mmcomm_info *info)
{
	int result;

	memset(info, 0, sizeof(*info));
	info->size = sizeof(*info);
	result = device_ioctl(handle, MMCOMM_IOC_INFO, info);
	info->executor[sizeof(info->executor) - 1] = '\0';
	info->platform[sizeof(info->platform) - 1] = '\0';
	return result;
}

/*
 * Reads a list whose length is not known beforehand. It may grow between two
 * calls, so the array grows until everything fitted.
 */
static int get_list(struct mmcomm *handle, unsigned long request,
		    size_t entry_size, void **entries, size_t *count)
{
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = entry_size,
		.capacity = 32,
	};
	void *array = NULL;
	int result;

	*entries = NULL;
	*count = 0;
	for (;;) {
		void *larger = realloc(array, list.capacity * entry_size);

		if (!larger) {
			free(array);
			return -ENOMEM;
		}
		array = larger;
		memset(array, 0, list.capacity * entry_size);
		list.entries = (uintptr_t)array;
		list.count = 0;
		result = device_ioctl(handle, request, &list);
		if (result || list.count <= list.capacity)
			break;
		list.capacity = list.count;
	}
	if (result || !list.count) {
		free(array);
		return result;
	}
	*entries = array;
	*count = list.count;
	return 0;
}

int mmcomm_get_buffers(struct mmcomm *handle,
		       struct mmcomm_buffer_entry **entries, size_t *count)
{
	void *array;
	int result = get_list(handle, MMCOMM_IOC_BUFFERS, sizeof(**entries),
			      &array, count);

	*entries = array;
	return result;
}

int mmcomm_get_discovery(struct mmcomm *handle,
			 struct mmcomm_discovery_entry **entries, size_t *count)
{
	void *array;
	int result = get_list(handle, MMCOMM_IOC_DISCOVERY, sizeof(**entries),
			      &array, count);

	*entries = array;
	for (size_t i = 0; i < *count; i++) {
		struct mmcomm_discovery_entry *entry = &(*entries)[i];

		entry->place[sizeof(entry->place) - 1] = '\0';
		entry->reason[sizeof(entry->reason) - 1] = '\0';
	}
	return result;
}

int mmcomm_communicate(struct mmcomm *handle, struct mmcomm_communicate *message)
{
	message->size = sizeof(*message);
	return device_ioctl(handle, MMCOMM_IOC_COMMUNICATE, message);
}

int mmcomm_trigger(struct mmcomm *handle, struct mmcomm_trigger *trigger)
{
	trigger->size = sizeof(*trigger);
	return device_ioctl(handle, MMCOMM_IOC_TRIGGER, trigger);
}
