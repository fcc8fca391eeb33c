// SPDX-License-Identifier: GPL-2.0
/*
 * race [CALLS [CALLERS]]: everybody who uses the firmware's mailbox at once:
 * CALLERS threads (2 by default) that get variables through /dev/mmcomm, one that
 * reads them through efivarfs, and a kernel thread that calls efi.get_variable()
 * directly (module mmcomm_test_efi). CALLS calls each (2000 by default), none of
 * them far ahead of the others, and not one may get a wrong answer. Where a few
 * minutes are not enough for that, a quarter of the calls is.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "device.h"
#include "tap.h"
#include "variables.h"

#define PARAMETERS	"/sys/module/mmcomm_test_efi/parameters/"
#define MAX_CALLERS	16
#define REQUEST_ROOM	1024

/* When a quarter of the calls is enough: emulated processors wait for one another. */
#define LONG_NS		180000000000ULL

/* How far one side may be ahead of the slowest, in calls. */
#define LEAD		50

static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;

/**
 * struct side - one of those who take part
 * @name: who it is
 * @start: number of the variable that it begins with
 * @done: calls made
 * @failed: calls that returned an error
 * @wrong: answers that differ from the known value
 * @thread: that makes the calls
 */
struct side {
	char name[32];
	size_t start;
	atomic_ulong done;
	atomic_ulong failed;
	atomic_ulong wrong;
	pthread_t thread;
};

static struct variables variables;
static atomic_bool stop;
static atomic_ulong limit = LEAD;
static int device;

/* Waits until the others are near; false once all is over. */
static bool may_go_on(const struct side *side)
{
	while (!stop && side->done >= limit)
		usleep(500);
	return !stop;
}

static void *call_device(void *argument)
{
	struct side *side = argument;
	__u8 request[REQUEST_ROOM];
	__u8 *response = malloc(REQUEST_ROOM + variables.largest);

	for (size_t i = side->start; response && may_go_on(side); i++) {
		const struct variable *variable = &variables.list[i % variables.count];
		size_t length = variable_request(variable, request, variable->size);
		size_t message_len = length + variable->size;
		struct mmcomm_communicate message =
			device_message(recipient, request, length, response,
				       message_len);

		message.message_len = message_len;
		memset(response, 0x5a, message_len);
		if (ioctl(device, MMCOMM_IOC_COMMUNICATE, &message))
			side->failed++;
		else if (message.mm_status || message.response_len != message_len ||
			 !variable_answer_same(variable, response,
					       message.response_copied))
			side->wrong++;
		side->done++;
	}
	free(response);
	return NULL;
}

static void *read_files(void *argument)
{
	struct side *side = argument;

	for (size_t i = side->start; may_go_on(side); i++) {
		const struct variable *variable = &variables.list[i % variables.count];

		if (!variable_file_same(variable, -1))
			side->wrong++;
		side->done++;
	}
	return NULL;
}

static unsigned long parameter(const char *name)
{
	char path[128];
	unsigned long value;
	FILE *file;

	snprintf(path, sizeof(path), PARAMETERS "%s", name);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%lu", &value) != 1)
		tap_bail_out("%s: %s; load mmcomm_test_efi", path, strerror(errno));
	fclose(file);
	return value;
}

static void set_parameter(const char *name, unsigned long value)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), PARAMETERS "%s", name);
	file = fopen(path, "w");
	if (!file || fprintf(file, "%lu", value) < 0 || fclose(file))
		tap_bail_out("%s: %s; load mmcomm_test_efi", path, strerror(errno));
}

static unsigned long calls_of_slowest(const struct side *sides, size_t count)
{
	unsigned long slowest = parameter("done");

	for (size_t i = 0; i < count; i++) {
		if (sides[i].done < slowest)
			slowest = sides[i].done;
	}
	return slowest;
}

static void start_side(struct side *side, size_t number, void *(*work)(void *))
{
	/* No two begin with the same variable. */
	side->start = number * 7;
	if (pthread_create(&side->thread, NULL, work, side))
		tap_bail_out("cannot start a thread");
}

static void wait_for_all(const struct side *sides, size_t count, unsigned long calls,
			 unsigned long least)
{
	__u64 start = now_ns(), last_note = start;
	unsigned long slowest;

	while ((slowest = calls_of_slowest(sides, count)) < calls &&
	       (slowest < least || now_ns() - start < LONG_NS)) {
		limit = slowest + LEAD;
		set_parameter("limit", limit);
		usleep(20000);
		if (now_ns() - last_note > 5000000000ULL) {
			last_note = now_ns();
			tap_note("%lu of %lu calls on each side", slowest, calls);
		}
	}
}

int main(int argc, char **argv)
{
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 0) : 2000;
	size_t callers = argc > 2 ? strtoul(argv[2], NULL, 0) : 2;
	struct side sides[MAX_CALLERS + 1] = { 0 };
	struct mmcomm_info before, after;
	unsigned long device_calls = 0, least;

	if (!calls || !callers || callers > MAX_CALLERS)
		tap_bail_out("usage: race [CALLS [CALLERS]], at most %d callers",
			     MAX_CALLERS);
	least = (calls + 3) / 4;
	device = device_open();
	variables = variables_read();
	before = device_info(device);

	set_parameter("limit", limit);
	set_parameter("run", 1);
	for (size_t i = 0; i < callers; i++) {
		snprintf(sides[i].name, sizeof(sides[i].name), "caller %zu", i + 1);
		start_side(&sides[i], i, call_device);
	}
	snprintf(sides[callers].name, sizeof(sides[callers].name), "efivarfs reader");
	start_side(&sides[callers], callers, read_files);

	wait_for_all(sides, callers + 1, calls, least);
	stop = true;
	for (size_t i = 0; i <= callers; i++)
		pthread_join(sides[i].thread, NULL);
	set_parameter("run", 0);
	after = device_info(device);

	for (size_t i = 0; i <= callers; i++) {
		tap_note("%s: %lu calls, %lu failed, %lu wrong", sides[i].name,
			 sides[i].done, sides[i].failed, sides[i].wrong);
		tap_ok(sides[i].done >= least && !sides[i].failed && !sides[i].wrong,
		       "%s: at least %lu calls, every answer right", sides[i].name,
		       least);
		if (i < callers)
			device_calls += sides[i].done;
	}
	tap_note("kernel thread: %lu calls, %lu wrong", parameter("done"),
		 parameter("wrong"));
	tap_ok(parameter("done") >= least && !parameter("wrong"),
	       "efi.get_variable() in a kernel thread: at least %lu calls, every answer right",
	       least);
	tap_ok(after.machine_stops - before.machine_stops == device_calls &&
	       after.mmis_raised - before.mmis_raised == device_calls,
	       "one stop of the machine and one MMI for each call of the device");
	return tap_done();
}
