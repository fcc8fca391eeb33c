// SPDX-License-Identifier: GPL-2.0
/*
 * The simulated MM goes away, and comes back, under an open file and calls in
 * several threads: a call either works or ends with ENODEV, PROVIDER_GONE.
 *
 * usage: sim-gone MODULE ROUNDS    MODULE is the file mmcomm_sim.ko, loaded
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/mmcomm_sim.h>

#include "compiler.h"
#include "device.h"
#include "message.h"
#include "tap.h"

#define THREADS		4
#define LEN		500

static int device;
static atomic_bool stop;
static atomic_ulong answered, refused, wrong;
static struct mmcomm_communicate plain;

static bool went_away(const struct mmcomm_communicate *call)
{
	return call->reason == MMCOMM_REASON_PROVIDER_GONE &&
	       call->progress == MMCOMM_PROGRESS_NOT_SENT;
}

static void *caller(void *unused)
{
	__u8 request[LEN], response[LEN];
	struct mmcomm_communicate call;

	while (!atomic_load(&stop)) {
		memset(request, rand(), sizeof(request));
		memset(response, 0, sizeof(response));
		call = plain;
		call.request = (uintptr_t)request;
		call.response = (uintptr_t)response;
		call.response_capacity = sizeof(response);
		if (!ioctl(device, MMCOMM_IOC_COMMUNICATE, &call)) {
			if (memcmp(request, response, LEN))
				atomic_fetch_add(&wrong, 1);
			atomic_fetch_add(&answered, 1);
		} else if (errno == ENODEV && went_away(&call)) {
			atomic_fetch_add(&refused, 1);
		} else {
			tap_note("a call ended with %s, reason %u", strerror(errno), call.reason);
			atomic_fetch_add(&wrong, 1);
		}
		sched_yield();
	}
	return unused;
}

/* A call under way holds the module; it is let go in a moment. */
static bool unload(void)
{
	for (int i = 0; i < 10000; i++) {
		if (!syscall(SYS_delete_module, "mmcomm_sim", O_NONBLOCK))
			return true;
		if (errno != EAGAIN && errno != EWOULDBLOCK)
			break;
		sched_yield();
	}
	tap_note("delete_module: %s", strerror(errno));
	return false;
}

static bool load(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool loaded = fd >= 0 && !syscall(SYS_finit_module, fd, "", 0);

	if (!loaded)
		tap_note("%s: %s", path, strerror(errno));
	close(fd);
	return loaded;
}

/* Lets the callers do some more. */
static bool wait_for_more(atomic_ulong *count)
{
	unsigned long before = atomic_load(count);

	for (int i = 0; i < 100000; i++) {
		if (atomic_load(count) > before + THREADS)
			return true;
		sched_yield();
	}
	return false;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS];
	int rounds, unloaded = 0, loaded = 0, refused_then = 0, answered_then = 0;

	if (argc != 3)
		tap_bail_out("usage: sim-gone MODULE ROUNDS");
	rounds = atoi(argv[2]);
	device = device_open();
	plain = message_to(MMCOMM_SIM_ECHO, LEN)->call;

	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, caller, NULL))
			tap_bail_out("no thread could be made");
	for (int round = 0; round < rounds; round++) {
		if (!unload())
			break;
		unloaded++;
		refused_then += wait_for_more(&refused);
		if (!load(argv[1]))
			break;
		loaded++;
		answered_then += wait_for_more(&answered);
	}
	atomic_store(&stop, true);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);

	tap_ok(unloaded == rounds, "the simulated MM goes under an open file");
	tap_ok(refused_then == rounds, "each time calls end with ENODEV, PROVIDER_GONE");
	tap_ok(loaded == rounds, "it comes back");
	tap_ok(answered_then == rounds, "each time calls through the same file work again");
	tap_ok(!atomic_load(&wrong), "no call ends in another way, no answer is wrong");
	return tap_done();
}
