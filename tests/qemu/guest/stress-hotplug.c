// SPDX-License-Identifier: GPL-2.0
/*
 * stress-hotplug [CALLS]: gets variables through /dev/mmcomm
 *
 *	- with CPU 0 kept busy by a real-time spinner,
 *	- while every other CPU goes offline and comes back,
 *	- with CPU 0 alone,
 *	- with CPU 0 offline, where the kernel allows that: EOPNOTSUPP where MMIs
 *	  are raised there alone, an answer where they are SMCs,
 *
 * CALLS each (200 by default), every answer compared with efivarfs.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device.h"
#include "tap.h"
#include "variables.h"

#define REQUEST_ROOM	1024
/* No host stands still for so long. */
#define LONGEST_CALL_NS	60000000000ULL

static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;
static struct variables variables;
static int device;
static __u8 *response;

static int get_variable(size_t number, struct mmcomm_communicate *message)
{
	const struct variable *variable = &variables.list[number % variables.count];
	__u8 request[REQUEST_ROOM];
	size_t length = variable_request(variable, request, variable->size);

	*message = device_message(recipient, request, length, response,
				  length + variable->size);
	message->message_len = length + variable->size;
	if (ioctl(device, MMCOMM_IOC_COMMUNICATE, message))
		return errno;
	return variable_answer_same(variable, response, message->response_copied) ?
	       0 : EPROTO;
}

/* At least @calls calls, and on until @enough says so. */
static void check_calls(unsigned long calls, bool (*enough)(void), const char *when)
{
	struct mmcomm_communicate message;
	unsigned long wrong = 0, slow = 0, i;
	__u32 count = smi_count();

	for (i = 0; i < calls || !enough(); i++) {
		__u64 start = now_ns();
		int error = get_variable(i, &message);

		if (error && !wrong++)
			tap_note("%s: errno %d, reason %u", when, error, message.reason);
		slow += now_ns() - start > LONGEST_CALL_NS;
	}
	tap_ok(!wrong, "%s: at least %lu calls, every answer right", when, calls);
	tap_ok(!slow, "%s: no call takes longer than a minute", when);
	tap_ok(smi_count() - count == i, "%s: one SMI a call", when);
}

static bool always_enough(void)
{
	return true;
}

/*
 * A processor that has not quite stopped, since the host had no time for it, cannot
 * be started again yet: tried for a minute where the kernel has such a file at all.
 */
static int write_online(int cpu, bool online)
{
	char path[80];
	int fd;
	int error = 0;

	snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/online", cpu);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	for (int tries = 0; tries < 600; tries++) {
		error = pwrite(fd, online ? "1" : "0", 1, 0) == 1 ? 0 : errno;
		if (!error)
			break;
		usleep(100000);
	}
	close(fd);
	return error;
}

static pid_t start_spinner(void)
{
	pid_t child = fork();

	if (!child) {
		struct sched_param param = { .sched_priority = 50 };
		cpu_set_t cpus;

		CPU_ZERO(&cpus);
		CPU_SET(0, &cpus);
		if (sched_setaffinity(0, sizeof(cpus), &cpus) ||
		    sched_setscheduler(0, SCHED_FIFO, &param))
			_exit(1);
		for (;;)
			;
	}
	return child;
}

static void check_busy_cpu(unsigned long calls)
{
	pid_t spinner = start_spinner();
	int status;

	usleep(100000);
	check_calls(calls, always_enough, "CPU 0 busy");
	tap_ok(spinner > 0 && !waitpid(spinner, &status, WNOHANG),
	       "CPU 0 busy: it was, until the end");
	kill(spinner, SIGKILL);
	waitpid(spinner, &status, 0);
}

/* Takes each CPU but the first offline and back until told to stop. */
static atomic_bool stop;
static atomic_ulong cycles;
static atomic_ulong refused;

static void *cycle_cpus(void *argument)
{
	int cpus = *(int *)argument;

	while (!stop) {
		for (int cpu = 1; cpu < cpus; cpu++)
			refused += !!write_online(cpu, false);
		for (int cpu = 1; cpu < cpus; cpu++)
			refused += !!write_online(cpu, true);
		cycles++;
	}
	return NULL;
}

static bool cycled_enough(void)
{
	return cycles >= 3;
}

static void check_hotplug(unsigned long calls, int cpus)
{
	pthread_t thread;

	stop = false;
	if (pthread_create(&thread, NULL, cycle_cpus, &cpus))
		tap_bail_out("cannot start a thread");
	check_calls(calls, cycled_enough, "CPUs come and go");
	stop = true;
	pthread_join(thread, NULL);
	tap_note("%lu times all others offline and back", cycles);
	tap_ok(!refused, "CPUs come and go: each went and came");
}

static void check_first_cpu_alone(unsigned long calls, int cpus)
{
	for (int cpu = 1; cpu < cpus; cpu++)
		write_online(cpu, false);
	tap_ok(sysconf(_SC_NPROCESSORS_ONLN) == 1, "every CPU but the first is offline");
	check_calls(calls, always_enough, "CPU 0 alone");
	for (int cpu = 1; cpu < cpus; cpu++)
		write_online(cpu, true);
	tap_ok(sysconf(_SC_NPROCESSORS_ONLN) == cpus, "every CPU is back");
}

/* An SMC may come from any CPU. */
static bool needs_first_cpu(void)
{
	return device_info(device).mmi_port_type != MMCOMM_MMI_PORT_SMC;
}

static void check_without_first_cpu(void)
{
	struct mmcomm_trigger trigger = { .size = sizeof(trigger) };
	struct mmcomm_communicate message;
	int error = write_online(0, false);
	bool refused_trigger;

	if (error) {
		tap_skip("this kernel does not take CPU 0 offline",
			 "CPU 0 offline: EOPNOTSUPP");
		return;
	}
	if (!needs_first_cpu()) {
		check_calls(20, always_enough, "CPU 0 offline");
		write_online(0, true);
		return;
	}
	error = get_variable(0, &message);
	refused_trigger = ioctl(device, MMCOMM_IOC_TRIGGER, &trigger) &&
			  errno == EOPNOTSUPP && trigger.reason == MMCOMM_REASON_NO_CPU;
	write_online(0, true);
	tap_ok(error == EOPNOTSUPP && message.reason == MMCOMM_REASON_NO_CPU &&
	       message.progress == MMCOMM_PROGRESS_NOT_SENT && !message.mmi_count,
	       "CPU 0 offline: EOPNOTSUPP: COMMUNICATE");
	tap_ok(refused_trigger && trigger.progress == MMCOMM_PROGRESS_NOT_SENT,
	       "CPU 0 offline: EOPNOTSUPP: TRIGGER");
	tap_ok(!get_variable(0, &message), "CPU 0 back: a call is answered");
}

int main(int argc, char **argv)
{
	unsigned long calls = argc > 1 ? strtoul(argv[1], NULL, 0) : 200;
	int cpus = sysconf(_SC_NPROCESSORS_ONLN);

	if (!calls)
		tap_bail_out("usage: stress-hotplug [CALLS]");
	device = device_open();
	variables = variables_read();
	response = malloc(REQUEST_ROOM + variables.largest);
	if (!response)
		tap_bail_out("out of memory");

	check_busy_cpu(calls);
	if (cpus < 2) {
		tap_skip("there is one CPU only", "CPUs come and go");
		return tap_done();
	}
	check_hotplug(calls, cpus);
	check_first_cpu_alone(calls, cpus);
	check_without_first_cpu();
	return tap_done();
}
