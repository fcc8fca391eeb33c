// SPDX-License-Identifier: GPL-2.0
/*
 * One thread that calls the device, see worker.h.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "generate.h"
#include "history.h"
#include "report.h"
#include "worker.h"

/* So often a message that must work says whether the device is still alive. */
#define ECHO_EVERY	1000

/* Requests and responses up to the longest that fits, and some way beyond. */
#define ROOM_BEHIND	(4 * ARENA_PAGE)
#define MIN_ROOM	(16 * ARENA_PAGE)

static size_t room_for(const struct device *device)
{
	__u64 longest = MIN_ROOM;

	for (__u32 i = 0; i < device->buffer_count; i++) {
		if (device->buffers[i].length > longest)
			longest = device->buffers[i].length;
	}
	return longest + ROOM_BEHIND;
}

void worker_create(struct worker *worker, unsigned int number,
		   const struct options *options, struct device *device, int shared_fd)
{
	size_t room = room_for(device);

	*worker = (struct worker) {
		.number = number,
		.options = options,
		.device = device,
		.shared_fd = shared_fd,
		.fd = device_open(device),
		.payload = calloc(1, room),
	};
	if (!worker->payload) {
		fprintf(stderr, "mmcomm-fuzz: no memory for payloads\n");
		exit(2);
	}
	arena_create(&worker->arena, number, room);
	generate_seal(&worker->arena);
	arena_seal(&worker->arena);
	model_create(&worker->model, device);
}

/* After a message that retired its buffer: the lists must say so. */
static void follow_timeout(struct worker *worker, int fd, __u64 argument)
{
	struct device *device = worker->device;
	struct mmcomm_communicate message;
	bool retired = false;

	memcpy(&message, (const void *)(uintptr_t)argument, sizeof(message));
	device_read_buffers(device, fd);
	for (__u32 i = 0; i < device->buffer_count; i++) {
		if (device->buffers[i].id == message.used_buffer_id)
			retired = device->buffers[i].state == MMCOMM_BUFFER_RETIRED;
	}
	if (!retired)
		report_violation(worker, "list", "buffer %u is not retired after a timeout",
				 message.used_buffer_id);
	if (!device_any_enabled(device))
		history_reload(worker, fd);
	else if (recipient_handler(message.recipient) == HANDLER_LATE)
		history_late(worker, fd, &message);
}

static void communicate(struct worker *worker, int fd)
{
	__u64 argument = generate_communicate(worker);

	if (check_communicate(worker, fd, argument) == ETIMEDOUT)
		follow_timeout(worker, fd, argument);
}

void worker_call(struct worker *worker, __u64 number)
{
	struct random *random = &worker->random;
	bool simulated = worker->device->recipients != RECIPIENTS_REAL;
	bool several = worker->options->threads > 1;
	unsigned long command;
	__u32 kind;
	int fd;

	worker->call = number;
	random_seed(random, worker->options->seed, number);
	fd = random_one_in(random, 2) ? worker->fd : worker->shared_fd;
	kind = random_below(random, 1000);
	if (number % ECHO_EVERY == ECHO_EVERY - 1) {
		worker->at = "a known-good message";
		history_echo(worker, fd);
	} else if (kind < 100 && several && simulated) {
		worker->at = "a message rewritten while it is sent";
		check_race(worker, fd, generate_race(worker));
	} else if (kind < 780) {
		worker->at = "a message";
		communicate(worker, fd);
	} else if (kind < 840) {
		worker->at = "a list of buffers";
		check_list(worker, fd, MMCOMM_IOC_BUFFERS, generate_list(worker, false));
	} else if (kind < 890) {
		worker->at = "a list of places";
		check_list(worker, fd, MMCOMM_IOC_DISCOVERY, generate_list(worker, true));
	} else if (kind < 930) {
		worker->at = "information";
		check_info(worker, fd, generate_info(worker));
	} else if (kind < 965) {
		worker->at = "a bare MMI";
		check_trigger(worker, fd, generate_trigger(worker));
	} else if (kind < 985) {
		worker->at = "an unknown number";
		command = generate_number(random);
		check_unknown(worker, fd, command, generate_info(worker));
	} else if (kind < 990 && simulated) {
		worker->at = "a variable that is set and read";
		history_variable(worker, fd);
	} else if (kind < 999 || !random_one_in(random, 5)) {
		worker->at = "open files";
		history_file(worker);
	} else {
		worker->at = "a child";
		history_fork(worker, fd);
	}
}
