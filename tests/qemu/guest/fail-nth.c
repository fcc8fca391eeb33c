// SPDX-License-Identifier: GPL-2.0
/*
 * fail-nth MMCOMM.KO [MMCOMM_SIM.KO]: makes the kernel's first allocation or copy
 * of user memory fail in every operation of the device and of the modules, then
 * the second, and so on until nothing was left to fail. Each time
 *
 *	- the operation succeeds in full, or ends in one of the errors documented for
 *	  it,
 *	- progress says no less than what became of the message, of which the
 *	  driver's count of machine stops is the witness,
 *	- the same operation works the next time, and a message sent then gets the
 *	  right answer, which a mailbox left armed would not give (EBUSY).
 *
 * In the end no memory may be lost. With the second module the simulated MM is
 * asked, otherwise the firmware's.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "compiler.h"
#include "exchange.h"
#include "fault.h"
#include "kmodule.h"
#include "leaks.h"
#include "tap.h"

#define DEVICE		"/dev/" MMCOMM_DEVICE_NAME
#define SMALL		EXCHANGE_LEAST
#define MOST_FAULTS	20000
#define REPORT_EVERY	200
#define MOST_SWEEPS	5

/**
 * struct operation - something that allocates or copies
 * @name: what it is
 * @points: the least number of places where it can fail
 * @refusals: the least number of these that must make it fail
 * @normal: errno that it ends in where nothing fails
 * @module: it loads or unloads a module
 * @errors: what else it may end in, up to a 0
 * @before: sets the scene; may be NULL
 * @run: the operation alone: 0 or errno
 * @after: given what @run returned, looks whether all is as it should be, and
 *	clears the scene
 */
struct operation {
	const char *name;
	unsigned int points;
	unsigned int refusals;
	int normal;
	bool module;
	int errors[4];
	void (*before)(void);
	int (*run)(void);
	bool (*after)(int error);
};

static struct kmodule mmcomm;
static struct kmodule sim;
static bool simulated;
static int device = -1;
static __u64 seed;

static struct exchange small;
static struct exchange large;
static __u64 stops_before;

static void say_wrong(const char *what, int error)
{
	tap_note("%s: %s", what, error ? strerror(error) : "0");
}

/* Loads what is not loaded, and opens the device. */
static void bring_up(void)
{
	int error = 0;

	if (!kmodule_loaded(&mmcomm))
		error = kmodule_load(&mmcomm);
	if (!error && simulated && !kmodule_loaded(&sim))
		error = kmodule_load(&sim);
	if (error)
		tap_bail_out("the modules do not load: %s", strerror(error));
	if (device < 0)
		device = device_open();
}

static void close_device(void)
{
	if (device >= 0)
		close(device);
	device = -1;
}

static void take_down(void)
{
	int error = 0;

	close_device();
	if (simulated && kmodule_loaded(&sim))
		error = kmodule_unload(&sim);
	if (!error && kmodule_loaded(&mmcomm))
		error = kmodule_unload(&mmcomm);
	if (error)
		tap_bail_out("the modules do not unload: %s", strerror(error));
}

/* A message through the open device, and one through a file of its own. */
static bool answers(void)
{
	int error = exchange_once(device, &small, ++seed);
	int fd;

	if (error) {
		say_wrong("the next message", error);
		return false;
	}
	fd = device_open();
	error = exchange_once(fd, &small, ++seed);
	close(fd);
	if (error)
		say_wrong("the next message through another file", error);
	return !error;
}

/* Modules */

static void before_load(void)
{
	take_down();
}

static int run_load(void)
{
	return kmodule_load(&mmcomm);
}

static bool after_load(int error)
{
	bool pass = kmodule_loaded(&mmcomm) == !error && !access(DEVICE, F_OK) == !error;

	if (!pass)
		say_wrong("module and device are not both there, or both gone", error);
	bring_up();
	pass = answers() && pass;
	take_down();
	return pass;
}

static void before_load_sim(void)
{
	take_down();
	if (kmodule_load(&mmcomm))
		tap_bail_out("mmcomm does not load");
}

static int run_load_sim(void)
{
	return kmodule_load(&sim);
}

static bool after_load_sim(int error)
{
	bool pass = kmodule_loaded(&sim) == !error;

	if (!pass)
		say_wrong("the module's presence", error);
	bring_up();
	return answers() && pass;
}

static void before_unload(void)
{
	bring_up();
	close_device();
	if (simulated && kmodule_unload(&sim))
		tap_bail_out("mmcomm_sim does not unload");
}

static int run_unload(void)
{
	return kmodule_unload(&mmcomm);
}

static bool after_unload(int error)
{
	bool pass = kmodule_loaded(&mmcomm) == !!error && !access(DEVICE, F_OK) == !!error;

	if (!pass)
		say_wrong("module and device are not both there, or both gone", error);
	bring_up();
	return answers() && pass;
}

static int run_unload_sim(void)
{
	return kmodule_unload(&sim);
}

/* A message that finds no MM, or finds it: the device is open all the while. */
static bool after_unload_sim(int error)
{
	bool pass = kmodule_loaded(&sim) == !!error;
	int sent = exchange_once(device, &small, ++seed);

	if (!pass)
		say_wrong("the module's presence", error);
	if (sent != (error ? 0 : ENODEV)) {
		say_wrong("the next message", sent);
		pass = false;
	}
	bring_up();
	return answers() && pass;
}

/* The device */

static int opened;

static int run_open(void)
{
	opened = open(DEVICE, O_RDWR | O_CLOEXEC);
	return opened < 0 ? errno : 0;
}

static bool after_open(int error)
{
	if (!error) {
		error = exchange_once(opened, &small, ++seed);
		close(opened);
		if (error)
			say_wrong("a message through the file", error);
		return !error && answers();
	}
	return answers();
}

static struct mmcomm_info info;

static void before_info(void)
{
	memset(&info, 0x5a, sizeof(info));
	info.size = sizeof(info);
}

static int run_info(void)
{
	return ioctl(device, MMCOMM_IOC_INFO, &info) ? errno : 0;
}

static bool after_info(int error)
{
	bool pass = error || (info.abi_version == MMCOMM_ABI_VERSION && info.max_message_len &&
			      !!(info.flags & MMCOMM_INFO_SIMULATED) == simulated);

	if (!pass)
		tap_note("INFO succeeds and tells something else");
	return answers() && pass;
}

static union {
	struct mmcomm_buffer_entry buffers[16];
	struct mmcomm_discovery_entry places[64];
} entries, entries_known;
static struct mmcomm_list list;
static __u32 count_known;

static void before_list(size_t entry_size, __u32 capacity)
{
	memset(&entries, 0, sizeof(entries));
	list = (struct mmcomm_list){
		.size = sizeof(list),
		.entry_size = entry_size,
		.capacity = capacity,
		.entries = (uintptr_t)&entries,
	};
}

static void learn_list(unsigned long number)
{
	if (ioctl(device, number, &list) || !list.count || list.count > list.capacity)
		tap_bail_out("the list cannot be read: %s", strerror(errno));
	entries_known = entries;
	count_known = list.count;
}

static bool after_list(int error)
{
	bool pass = error || (list.count == count_known &&
			      !memcmp(&entries, &entries_known, sizeof(entries)));

	if (!pass)
		tap_note("the list is read and is another one");
	return answers() && pass;
}

static void scene_buffers(void)
{
	before_list(sizeof(entries.buffers[0]), ARRAY_SIZE(entries.buffers));
}

static void before_buffers(void)
{
	scene_buffers();
	learn_list(MMCOMM_IOC_BUFFERS);
	scene_buffers();
}

static int run_buffers(void)
{
	return ioctl(device, MMCOMM_IOC_BUFFERS, &list) ? errno : 0;
}

static void scene_discovery(void)
{
	before_list(sizeof(entries.places[0]), ARRAY_SIZE(entries.places));
}

static void before_discovery(void)
{
	scene_discovery();
	learn_list(MMCOMM_IOC_DISCOVERY);
	scene_discovery();
}

static int run_discovery(void)
{
	return ioctl(device, MMCOMM_IOC_DISCOVERY, &list) ? errno : 0;
}

/*
 * What is told must not be less than what happened: a caller who reads NOT_SENT
 * sends again.
 */
static bool told_right(int error, __u32 progress, __u64 stops)
{
	bool right;

	if (!error)
		right = progress == MMCOMM_PROGRESS_RAN && stops == 1;
	else if (stops)
		right = error == EFAULT && (progress == MMCOMM_PROGRESS_RAN ||
					    progress == MMCOMM_PROGRESS_MAY_HAVE_RUN);
	else
		right = progress == MMCOMM_PROGRESS_NOT_SENT ||
			(error == EFAULT && progress == EXCHANGE_UNTOUCHED);
	if (!right)
		tap_note("errno %d: progress is %#x, the machine was stopped %llu times", error,
			 progress, (unsigned long long)stops);
	return right;
}

static __u64 stops_since(void)
{
	return device_info(device).machine_stops - stops_before;
}

static void before_message(struct exchange *exchange)
{
	exchange_prepare(exchange, ++seed);
	stops_before = device_info(device).machine_stops;
}

static bool after_message(struct exchange *exchange, int error)
{
	bool pass = told_right(error, exchange->message.progress, stops_since());

	if (!error && !exchange_right(exchange)) {
		tap_note("a message succeeds with a wrong answer");
		pass = false;
	}
	return answers() && pass;
}

static void before_small(void)
{
	before_message(&small);
}

static int run_small(void)
{
	return exchange_send(device, &small);
}

static bool after_small(int error)
{
	return after_message(&small, error);
}

static void before_large(void)
{
	before_message(&large);
}

static int run_large(void)
{
	return exchange_send(device, &large);
}

static bool after_large(int error)
{
	return after_message(&large, error);
}

/* The first message through a file makes its staging buffer grow. */
static void before_first(void)
{
	close_device();
	device = device_open();
	before_message(&large);
}

/* The second one, a longer one, makes it grow again. */
static void before_growing(void)
{
	int error;

	close_device();
	device = device_open();
	error = exchange_once(device, &small, ++seed);
	if (error)
		tap_bail_out("a message: %s", strerror(error));
	before_message(&large);
}

static struct mmcomm_relocation relocation;

static void before_relocated(void)
{
	before_message(&large);
	relocation.payload_offset = large.length - sizeof(__u64);
	relocation.window_offset = 0;
	large.message.relocations = (uintptr_t)&relocation;
	large.message.relocation_count = 1;
}

/* The address that the kernel filled in is part of the answer. */
static bool after_relocated(int error)
{
	struct mmcomm_buffer_entry buffer = device_first_buffer(device);
	__u8 *at = large.response + relocation.payload_offset;
	__u64 address;

	memcpy(&address, at, sizeof(address));
	if (!error) {
		if (address <= buffer.address || address >= buffer.address + 4096)
			tap_note("a relocation is %#llx", (unsigned long long)address);
		else
			memcpy(at, large.request + relocation.payload_offset, sizeof(address));
	}
	return after_message(&large, error);
}

static void before_refused(void)
{
	before_message(&small);
	small.message.buffer_id = 0x7777;
}

static bool after_refused(int error)
{
	bool pass = !stops_since() && (small.message.progress == MMCOMM_PROGRESS_NOT_SENT ||
				       (error == EFAULT &&
					small.message.progress != MMCOMM_PROGRESS_RAN));

	if (!pass)
		tap_note("a message that is refused: progress is %#x", small.message.progress);
	return answers() && pass;
}

/* Staging memory comes before the request: ENOMEM wins over EFAULT. */
static void before_unreadable(void)
{
	close_device();
	device = device_open();
	before_message(&small);
	small.message.request = 8;
}

static bool after_unreadable(int error)
{
	bool pass = error && !stops_since() &&
		    small.message.progress != MMCOMM_PROGRESS_RAN;

	if (!pass)
		tap_note("a request that cannot be read: progress is %#x",
			 small.message.progress);
	return answers() && pass;
}

static struct mmcomm_trigger bare;

static void before_trigger(void)
{
	bare = (struct mmcomm_trigger){
		.size = sizeof(bare),
		.progress = EXCHANGE_UNTOUCHED,
	};
	stops_before = device_info(device).machine_stops;
}

static int run_trigger(void)
{
	return ioctl(device, MMCOMM_IOC_TRIGGER, &bare) ? errno : 0;
}

static bool after_trigger(int error)
{
	__u64 stops = stops_since();
	bool pass = simulated ? !stops : told_right(error, bare.progress, stops);

	return answers() && pass;
}

/* Those that the simulated MM alone has come last, see main(). */
static struct operation operations[] = {
	{ "INFO", 2, 2, 0, false, { EFAULT }, before_info, run_info, after_info },
	{ "BUFFERS", 4, 4, 0, false, { EFAULT, ENOMEM }, before_buffers, run_buffers, after_list },
	{ "DISCOVERY", 4, 4, 0, false, { EFAULT, ENOMEM }, before_discovery, run_discovery,
	  after_list },
	{ "COMMUNICATE, a small message", 5, 5, 0, false, { EFAULT }, before_small, run_small,
	  after_small },
	{ "COMMUNICATE, a large message", 5, 5, 0, false, { EFAULT }, before_large, run_large,
	  after_large },
	{ "COMMUNICATE, the first one of a file", 6, 5, 0, false, { EFAULT, ENOMEM }, before_first,
	  run_large, after_large },
	{ "COMMUNICATE, one that makes the staging buffer grow", 6, 5, 0, false,
	  { EFAULT, ENOMEM }, before_growing, run_large, after_large },
	{ "COMMUNICATE, with a relocation", 6, 6, 0, false, { EFAULT }, before_relocated, run_large,
	  after_relocated },
	{ "COMMUNICATE, a message that is refused", 3, 3, ENOENT, false, { EFAULT }, before_refused,
	  run_small, after_refused },
	{ "COMMUNICATE, a first message that cannot be read", 4, 1, EFAULT, false, { ENOMEM },
	  before_unreadable, run_small, after_unreadable },
	{ "TRIGGER", 3, 3, 0, false, { EFAULT }, before_trigger, run_trigger, after_trigger },
	{ "open", 2, 2, 0, false, { ENOMEM, EFAULT }, NULL, run_open, after_open },
	{ "unload of mmcomm", 1, 0, 0, true, { ENOMEM, EFAULT }, before_unload, run_unload,
	  after_unload },
	{ "load of mmcomm", 20, 10, 0, true, { ENOMEM, EFAULT }, before_load, run_load,
	  after_load },
	{ "unload of mmcomm_sim", 1, 0, 0, true, { ENOMEM, EFAULT }, bring_up,
	  run_unload_sim, after_unload_sim },
	{ "load of mmcomm_sim", 20, 10, 0, true, { ENOMEM, EFAULT }, before_load_sim,
	  run_load_sim, after_load_sim },
};

static bool expected(const struct operation *operation, int error)
{
	if (error == operation->normal)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(operation->errors) && operation->errors[i]; i++) {
		if (error == operation->errors[i])
			return true;
	}
	return false;
}

/*
 * Parts of the kernel that want to know of each module warn where they have no
 * memory for it. On a machine that is emulated loading takes long: the kernel's own
 * part of it fails only where no firmware is asked.
 */
static void choose_faults(const struct operation *operation)
{
	fault_spare(operation->module ? "notifier_call_chain" : NULL);
	fault_within(operation->run == run_load && !simulated ? "do_one_initcall" : NULL);
}

struct outcome {
	unsigned int odd;
	unsigned int broken;
};

/* Whether as many places were found, and as many made it fail, as there have to be. */
static bool sweep_once(const struct operation *operation, struct outcome *outcome)
{
	unsigned int refused = 0, nth;
	int error;
	bool hit;

	for (nth = 1; nth <= MOST_FAULTS; nth++) {
		if (operation->before)
			operation->before();
		fault_arm(nth);
		error = operation->run();
		hit = fault_disarm();
		refused += hit && error != operation->normal;
		/* Without a fault there is no reason for another result. */
		if (hit ? !expected(operation, error) : error != operation->normal) {
			tap_note("%s: fault %u%s: %s", operation->name, nth,
				 hit ? "" : " that none was", strerror(error));
			outcome->odd++;
		}
		if (!operation->after(error)) {
			tap_note("%s: that was fault %u", operation->name, nth);
			outcome->broken++;
		}
		if (!hit)
			break;
		if (nth % REPORT_EVERY == 0)
			tap_note("%s: %u faults so far", operation->name, nth);
	}
	nth--;
	tap_note("%s: %u places where it can fail, of which %u make it fail", operation->name,
		 nth, refused);
	return nth < MOST_FAULTS && nth >= operation->points && refused >= operation->refusals;
}

/*
 * Now and then the kernel's debugging allocates a page for its own books in the
 * middle of an operation. It does without, and the place that would have been the
 * Nth is passed over: another sweep finds it, unless it is not there.
 */
static void sweep(const struct operation *operation)
{
	struct outcome outcome = {};
	unsigned int sweeps = 0;
	bool whole;

	choose_faults(operation);
	do {
		whole = sweep_once(operation, &outcome);
	} while (!whole && ++sweeps < MOST_SWEEPS);
	tap_ok(whole, "%s: every place can be made to fail", operation->name);
	tap_ok(!outcome.odd, "%s: each fault is absorbed, or ends in a documented error",
	       operation->name);
	tap_ok(!outcome.broken, "%s: each fault leaves all in order", operation->name);
}

/* A sweep of nothing must count nothing, or the counts above mean nothing. */
static int run_nothing(void)
{
	return 0;
}

static void check_control(void)
{
	unsigned int nth;
	bool hit;

	fault_arm(1);
	run_nothing();
	hit = fault_disarm();
	tap_ok(!hit, "no fault is counted where nothing was done");
	for (nth = 1; nth < 10; nth++) {
		fault_arm(nth);
		ioctl(device, _IO(MMCOMM_IOC_TYPE, 0x7f), &info);
		if (!fault_disarm())
			break;
	}
	tap_ok(nth == 1, "nor where the device refuses the number");
}

int main(int argc, char **argv)
{
	size_t count = ARRAY_SIZE(operations);
	unsigned int leaks;

	if (argc != 2 && argc != 3)
		tap_bail_out("usage: fail-nth MMCOMM.KO [MMCOMM_SIM.KO]");
	simulated = argc == 3;
	mmcomm = kmodule_open(argv[1], "mmcomm", simulated ? "executor=sim" : "");
	if (simulated)
		sim = kmodule_open(argv[2], "mmcomm_sim", "");
	else
		count -= 2;
	bring_up();
	small = exchange_new(device, SMALL);
	large = exchange_new(device, EXCHANGE_MOST);
	fault_begin();
	/* Everything once, so that what is kept for good is there. */
	for (size_t i = 0; i < count; i++) {
		struct operation *operation = &operations[i];
		int error;

		if (simulated && operation->run == run_trigger)
			operation->normal = EOPNOTSUPP;
		if (operation->before)
			operation->before();
		error = operation->run();
		if (error != operation->normal || !operation->after(error))
			tap_bail_out("%s without a fault: %s", operation->name,
				     strerror(error));
		bring_up();
	}
	leaks_forget();

	check_control();
	for (size_t i = 0; i < count; i++) {
		bring_up();
		sweep(&operations[i]);
	}
	take_down();
	tap_ok(fault_end(), "the kernel has no complaint about a lock");
	leaks = leaks_count();
	tap_ok(!leaks, "no memory is lost");
	return tap_done();
}
