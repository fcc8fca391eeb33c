/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The device under test: its open files, and what it told about itself before
 * the first call, which must not change by itself.
 */
#ifndef FUZZ_DEVICE_H
#define FUZZ_DEVICE_H

#include <linux/mmcomm.h>
#include <stdbool.h>

#include "recipients.h"

#define DEVICE_MAX_BUFFERS	32
#define DEVICE_MAX_PLACES	128

/**
 * struct device - what is known of the device
 * @path: its file
 * @recipients: who is written to
 * @info: MMCOMM_IOC_INFO
 * @buffers: MMCOMM_IOC_BUFFERS, in its order
 * @buffer_count: entries of @buffers
 * @places: MMCOMM_IOC_DISCOVERY
 * @place_count: entries of @places
 * @module: file of the simulator's module, to load it again; may be NULL
 * @module_parameters: what it is loaded with
 * @loads: times that it was loaded again
 */
struct device {
	const char *path;
	enum recipients recipients;
	struct mmcomm_info info;
	struct mmcomm_buffer_entry buffers[DEVICE_MAX_BUFFERS];
	__u32 buffer_count;
	struct mmcomm_discovery_entry places[DEVICE_MAX_PLACES];
	__u32 place_count;
	const char *module;
	const char *module_parameters;
	unsigned long loads;
};

/** device_open() - opens the device, or ends the program saying why it cannot */
int device_open(const struct device *device);

/** device_ioctl() - errno of an ioctl, 0 where it succeeds */
int device_ioctl(int fd, unsigned long command, __u64 argument);

/**
 * device_learn() - asks the device what it is
 * @device: path is set, the rest is filled in
 * @fd: the open device
 *
 * Ends the program where it cannot be fuzzed: no message can be sent, or it is
 * real firmware and only the simulated one was meant.
 */
void device_learn(struct device *device, int fd);

/** device_read_buffers() - the list of buffers, as it is now */
void device_read_buffers(struct device *device, int fd);

/**
 * device_answers_in_place() - whether messages go by SMC, where MM leaves nothing
 * but the message: no status, and no mark that tells an answer from a message that
 * nobody has
 */
bool device_answers_in_place(const struct device *device);

/** device_any_enabled() - whether any buffer takes messages */
bool device_any_enabled(const struct device *device);

/** device_unload_module() - removes the simulator, or ends the program */
void device_unload_module(const struct device *device);

/** device_load_module() - loads the simulator again and learns what is there */
void device_load_module(struct device *device, int fd);

#endif /* FUZZ_DEVICE_H */
