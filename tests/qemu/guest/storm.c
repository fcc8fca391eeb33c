// SPDX-License-Identifier: GPL-2.0
/*
 * storm MMCOMM.KO [MMCOMM_SIM.KO]: the modules are loaded and unloaded again and
 * again while processes open the device and call as fast as they can. A module in
 * use stays; a device that is open answers, or says that its MM has gone; every
 * answer is right. With the second module the simulated MM is asked, and unloaded
 * under calls, too.
 *
 * MMCOMM_TIMES=N in the environment makes it last N times as long.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler.h"
#include "exchange.h"
#include "kmodule.h"
#include "load.h"
#include "tap.h"

#define DEVICE		"/dev/" MMCOMM_DEVICE_NAME
#define CALLERS		3
#define MOST_CALLS	5

/* Longer than any module takes to go, in tries of a millisecond. */
#define PATIENCE	20000

static struct kmodule mmcomm;
static struct kmodule sim;
static bool simulated;

static void must(int error, const char *what)
{
	if (error)
		tap_bail_out("%s: %s", what, strerror(error));
}

/*
 * What may become of a call while modules come and go: an answer, or word that the
 * simulated MM has gone or is not there yet. Nothing may have been sent then.
 */
static bool send_one(int fd)
{
	struct exchange exchange = exchange_new(fd, EXCHANGE_LEAST + load_random(2048));
	int error = exchange_once(fd, &exchange, now_ns());
	bool right = !error;

	if (simulated && error == ENODEV)
		right = exchange.message.progress == MMCOMM_PROGRESS_NOT_SENT &&
			(exchange.message.reason == MMCOMM_REASON_PROVIDER_GONE ||
			 exchange.message.reason == MMCOMM_REASON_NO_MAILBOX);
	if (!right)
		tap_note("a call: %s, reason %u", strerror(error), exchange.message.reason);
	else if (!error)
		__atomic_add_fetch(&load_shared->calls, 1, __ATOMIC_RELAXED);
	exchange_free(&exchange);
	return right;
}

/* Opens, calls a few times, closes, until killed or something is wrong. */
static void open_and_call(void)
{
	static const int absent[] = { ENOENT, ENODEV, ENXIO };

	for (;;) {
		unsigned int calls = 1 + load_random(MOST_CALLS);
		int fd = open(DEVICE, O_RDWR | O_CLOEXEC);

		if (fd < 0) {
			bool known = false;

			for (size_t i = 0; i < ARRAY_SIZE(absent); i++)
				known |= errno == absent[i];
			if (!known) {
				tap_note("open: %s", strerror(errno));
				break;
			}
			load_pause(1000);
			continue;
		}
		while (calls && send_one(fd)) {
			calls--;
			/* Other processes find the file open, and in use. */
			if (!load_random(4))
				load_pause(2000);
		}
		close(fd);
		if (calls)
			break;
		/* A gap in which the module is not in use. */
		load_pause(40000);
	}
	__atomic_add_fetch(&load_shared->wrong, 1, __ATOMIC_RELAXED);
	_exit(1);
}

static pid_t start_caller(unsigned int number)
{
	pid_t child = fork();

	if (child < 0)
		tap_bail_out("fork: %s", strerror(errno));
	if (!child) {
		/* Each by another way. */
		while (number--)
			load_random(2);
		open_and_call();
	}
	return child;
}

/* Unloads a module that others use at times. Counts how often it was in use. */
static bool unload_sometime(const struct kmodule *module, unsigned long *refused)
{
	for (int tries = 0; tries < PATIENCE; tries++) {
		int error = kmodule_unload(module);

		if (!error)
			return true;
		if (error != EAGAIN) {
			tap_note("%s: %s", module->name, strerror(error));
			return false;
		}
		++*refused;
		usleep(1000);
	}
	tap_note("%s never becomes free", module->name);
	return false;
}

static void load_all(void)
{
	must(kmodule_load(&mmcomm), "loading mmcomm");
	if (simulated)
		must(kmodule_load(&sim), "loading mmcomm_sim");
}

static void check_open_file(void)
{
	struct exchange exchange;
	int fd;

	load_all();
	fd = device_open();
	exchange = exchange_new(fd, EXCHANGE_LEAST);
	if (simulated) {
		tap_ok(kmodule_unload(&mmcomm) == EAGAIN,
		       "mmcomm stays while mmcomm_sim uses it");
		must(kmodule_unload(&sim), "unloading mmcomm_sim");
		tap_ok(exchange_once(fd, &exchange, 1) == ENODEV &&
		       exchange.message.reason == MMCOMM_REASON_PROVIDER_GONE &&
		       exchange.message.progress == MMCOMM_PROGRESS_NOT_SENT,
		       "an open file says that the simulated MM has gone");
	}
	tap_ok(kmodule_unload(&mmcomm) == EAGAIN, "mmcomm stays while a file is open");
	tap_ok(kmodule_loaded(&mmcomm) && device_info(fd).abi_version == MMCOMM_ABI_VERSION,
	       "and the file still answers");
	if (simulated)
		must(kmodule_load(&sim), "loading mmcomm_sim");
	tap_ok(!exchange_once(fd, &exchange, 2), "and so does MM");
	close(fd);
	exchange_free(&exchange);
	if (simulated)
		must(kmodule_unload(&sim), "unloading mmcomm_sim");
	tap_ok(!kmodule_unload(&mmcomm), "mmcomm goes once the file is closed");
	tap_ok(access(DEVICE, F_OK) && !kmodule_loaded(&mmcomm), "and so does the device");
}

/* So often it goes on for the sake of what depends on who runs when. */
#define MOST_TIMES	20

/* Both modules go and come under the callers' feet. */
static void check_storm(void)
{
	unsigned int rounds = load_rounds(simulated ? 60 : 20), done = 0;
	bool met = false, stuck = false;
	unsigned long refused = 0;
	pid_t callers[CALLERS];

	for (unsigned int i = 0; i < CALLERS; i++)
		callers[i] = start_caller(i);
	while (!stuck && (done < rounds || (!met && done < MOST_TIMES * rounds))) {
		load_all();
		load_pause(20000);
		stuck = (simulated && !unload_sometime(&sim, &refused)) ||
			!unload_sometime(&mmcomm, &refused);
		done += !stuck;
		met = load_shared->calls > rounds && refused;
		if (done % 10 == 0)
			tap_note("%u of %u times loaded and unloaded", done, rounds);
	}
	for (unsigned int i = 0; i < CALLERS; i++)
		load_kill(callers[i]);
	tap_note("%u loads and unloads, %lu times in use, %lu calls answered", done, refused,
		 load_shared->calls);
	tap_ok(!stuck, "a module in use stays, and goes once it is free");
	tap_ok(!load_shared->wrong, "callers see an answer, or a device that has gone");
	tap_ok(met, "and calls and unloads did meet");
	tap_ok(access(DEVICE, F_OK), "no device is left");
}

/* The simulated MM goes and comes while files stay open. */
static void check_provider_storm(void)
{
	unsigned int rounds = load_rounds(60), done = 0;
	unsigned long refused = 0, before = load_shared->calls;
	pid_t callers[CALLERS];
	int fd;

	must(kmodule_load(&mmcomm), "loading mmcomm");
	fd = device_open();
	for (unsigned int i = 0; i < CALLERS; i++)
		callers[i] = start_caller(i);
	for (unsigned int round = 0; round < rounds; round++) {
		must(kmodule_load(&sim), "loading mmcomm_sim");
		load_pause(10000);
		if (!unload_sometime(&sim, &refused))
			break;
		done++;
	}
	must(kmodule_load(&sim), "loading mmcomm_sim");
	tap_ok(send_one(fd), "a file that was open all the while is answered");
	for (unsigned int i = 0; i < CALLERS; i++)
		load_kill(callers[i]);
	tap_note("%u unloads of mmcomm_sim under calls, %lu calls answered", done,
		 load_shared->calls - before);
	tap_ok(done == rounds && !load_shared->wrong && load_shared->calls > before,
	       "the simulated MM goes under calls: they are answered, or told");
	close(fd);
	must(kmodule_unload(&sim), "unloading mmcomm_sim");
	must(kmodule_unload(&mmcomm), "unloading mmcomm");
}

int main(int argc, char **argv)
{
	if (argc != 2 && argc != 3)
		tap_bail_out("usage: storm MMCOMM.KO [MMCOMM_SIM.KO]");
	simulated = argc == 3;
	mmcomm = kmodule_open(argv[1], "mmcomm", simulated ? "executor=sim" : "");
	if (simulated)
		sim = kmodule_open(argv[2], "mmcomm_sim", "");
	load_begin();
	check_open_file();
	check_storm();
	if (simulated)
		check_provider_storm();
	return tap_done();
}
