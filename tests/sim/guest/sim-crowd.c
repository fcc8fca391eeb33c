// SPDX-License-Identifier: GPL-2.0
/*
 * Many callers at once, in threads and processes, through one file and through
 * files of their own, in every buffer, while signals fly and callers are killed
 * in the middle of a call: each answer is the right one, who is killed is gone,
 * and the device always answers the next call.
 *
 * usage: sim-crowd [ROUNDS]
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/mmcomm_sim.h>

#include "compiler.h"
#include "device.h"
#include "message.h"
#include "tap.h"

#define PROCESSES	4
#define THREADS		2
#define BUFFERS		16
#define LONGEST		6000

/* What all of them see. */
static struct shared {
	atomic_ulong calls[BUFFERS];
	atomic_ulong wrong;
	atomic_int error;
	atomic_int reason;
} *shared;

static int parents_file;
static struct mmcomm_communicate plain;

static void on_signal(int signal)
{
	(void)signal;
}

/* One echo, of random length and content, in one buffer. */
static void call_once(int fd, __u32 buffer, unsigned int *seed, __u8 *request, __u8 *response)
{
	struct mmcomm_communicate call = plain;
	__u32 len = 1 + rand_r(seed) % LONGEST;
	__u8 byte = rand_r(seed);

	memset(request, byte, len);
	request[len - 1] = ~byte;
	memset(response, UNTOUCHED, LONGEST);
	call.buffer_id = buffer;
	call.header_version = rand_r(seed) % 2 ? MMCOMM_HEADER_V1 : MMCOMM_HEADER_V3;
	call.request = (uintptr_t)request;
	call.response = (uintptr_t)response;
	call.request_len = len;
	call.response_capacity = LONGEST;
	if (ioctl(fd, MMCOMM_IOC_COMMUNICATE, &call)) {
		shared->error = errno;
		shared->reason = call.reason;
		shared->wrong++;
	} else if (call.response_copied != len || memcmp(request, response, len) ||
		   (len < LONGEST && response[len] != UNTOUCHED)) {
		shared->wrong++;
	}
	shared->calls[buffer]++;
}

static void *caller(void *argument)
{
	unsigned int number = (uintptr_t)argument;
	int fd = number % 2 ? device_open() : parents_file;
	__u8 *request = malloc(LONGEST), *response = malloc(LONGEST);
	unsigned int seed = number;

	for (__u32 i = number; request && response; i++)
		call_once(fd, i % BUFFERS, &seed, request, response);
	return NULL;
}

static pid_t start_process(unsigned int number)
{
	pid_t child = fork();
	pthread_t thread;

	if (child < 0)
		tap_bail_out("fork: %s", strerror(errno));
	if (child)
		return child;
	for (uintptr_t i = 1; i < THREADS; i++)
		pthread_create(&thread, NULL, caller, (void *)(number * THREADS + i));
	caller((void *)(uintptr_t)(number * THREADS));
	_exit(1);
}

static unsigned long calls_made(void)
{
	unsigned long calls = 0;

	for (unsigned int i = 0; i < BUFFERS; i++)
		calls += shared->calls[i];
	return calls;
}

static unsigned int buffers_used(void)
{
	unsigned int used = 0;

	for (unsigned int i = 0; i < BUFFERS; i++)
		used += !!shared->calls[i];
	return used;
}

int main(int argc, char **argv)
{
	unsigned long rounds = argc > 1 ? strtoul(argv[1], NULL, 0) : 30;
	unsigned long gone = 0, answered = 0;
	struct sigaction action = { .sa_handler = on_signal };
	unsigned int seed = 1;
	pid_t children[PROCESSES];

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		tap_bail_out("mmap: %s", strerror(errno));
	sigaction(SIGUSR1, &action, NULL);
	parents_file = device_open();
	plain = message_to(MMCOMM_SIM_ECHO, 1)->call;

	for (unsigned int i = 0; i < PROCESSES; i++)
		children[i] = start_process(i);
	for (unsigned long round = 0; round < rounds; round++) {
		unsigned int victim = rand_r(&seed) % PROCESSES;
		unsigned long before = calls_made();
		struct message *message;
		int status;

		for (unsigned int i = 0; i < PROCESSES; i++)
			kill(children[i], SIGUSR1);
		usleep(rand_r(&seed) % 20000);
		/* However slow the machine is: they are at work. */
		while (calls_made() == before)
			usleep(1000);
		kill(children[victim], SIGKILL);
		gone += waitpid(children[victim], &status, 0) == children[victim] &&
			WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
		message = message_to(MMCOMM_SIM_ECHO, 1 + round);
		message_send(parents_file, message);
		answered += message_echoed(message);
		children[victim] = start_process(PROCESSES + round);
		if ((round + 1) % 10 == 0)
			tap_note("%lu of %lu killed", round + 1, rounds);
	}
	/* Each of them goes from buffer to buffer. */
	while (buffers_used() < BUFFERS)
		usleep(1000);
	for (unsigned int i = 0; i < PROCESSES; i++) {
		kill(children[i], SIGKILL);
		waitpid(children[i], NULL, 0);
	}
	tap_note("%lu calls", calls_made());
	if (shared->wrong)
		tap_note("the last error was %s, reason %d", strerror(shared->error),
			 (int)shared->reason);
	tap_ok(gone == rounds, "who is killed is gone");
	tap_ok(answered == rounds, "each time the next call is answered");
	tap_ok(!shared->wrong, "every answer is right");
	tap_ok(buffers_used() == BUFFERS && calls_made() >= rounds, "in every buffer");
	return tap_done();
}
