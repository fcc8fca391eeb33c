// SPDX-License-Identifier: GPL-2.0
/*
 * What programs that put a load on the device share, see load.h.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange.h"
#include "load.h"
#include "tap.h"

/* No host stands still for so long. */
#define PATIENCE_NS	60000000000ULL

struct load_shared *load_shared;

static unsigned long number_of(const char *name, unsigned long normal)
{
	const char *text = getenv(name);
	unsigned long number = text ? strtoul(text, NULL, 0) : 0;

	return number ? number : normal;
}

unsigned int load_rounds(unsigned int normal)
{
	return normal * number_of("MMCOMM_TIMES", 1);
}

unsigned int load_random(unsigned int below)
{
	static __thread __u64 state;

	if (!state)
		state = number_of("MMCOMM_SEED", 1) * 0x9e3779b97f4a7c15ULL;
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 32) % below;
}

void load_pause(unsigned int microseconds)
{
	usleep(load_random(microseconds) + 1);
}

void load_begin(void)
{
	load_shared = mmap(NULL, sizeof(*load_shared), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (load_shared == MAP_FAILED)
		tap_bail_out("out of memory");
}

bool load_call(int fd, __u32 buffer_id, __u32 length)
{
	struct exchange exchange = exchange_new(fd, length);
	int error;

	exchange_prepare(&exchange, now_ns());
	exchange.message.buffer_id = buffer_id;
	error = exchange_send(fd, &exchange);
	if (!error && !exchange_right(&exchange))
		error = EPROTO;
	if (error) {
		tap_note("%u bytes through buffer %#x: %s, reason %u", length, buffer_id,
			 strerror(error), exchange.message.reason);
		__atomic_add_fetch(&load_shared->wrong, 1, __ATOMIC_RELAXED);
	} else {
		__atomic_add_fetch(&load_shared->calls, 1, __ATOMIC_RELAXED);
	}
	exchange_free(&exchange);
	return !error;
}

static void *call_for_ever(void *argument)
{
	int fd = *(int *)argument;

	while (load_call(fd, MMCOMM_BUFFER_ANY, EXCHANGE_LEAST + load_random(EXCHANGE_MOST / 8)))
		;
	return NULL;
}

pid_t load_start_caller(int fd, unsigned int threads)
{
	pthread_t thread;
	pid_t child = fork();

	if (child < 0)
		tap_bail_out("fork: %s", strerror(errno));
	if (child)
		return child;
	if (fd < 0)
		fd = device_open();
	while (--threads) {
		if (pthread_create(&thread, NULL, call_for_ever, &fd))
			_exit(1);
	}
	call_for_ever(&fd);
	_exit(1);
}

bool load_kill(pid_t child)
{
	__u64 start = now_ns();
	int status = 0;

	kill(child, SIGKILL);
	while (!waitpid(child, &status, WNOHANG)) {
		if (now_ns() - start > PATIENCE_NS)
			return false;
		usleep(200);
	}
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}
