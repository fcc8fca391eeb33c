// SPDX-License-Identifier: GPL-2.0
/*
 * signals [ROUNDS]: SIGKILL and SIGTERM to callers, most of which wait for the device
 * at the time. Each must be gone at once, whatever it was doing, without sending what it
 * waited for, and the next call must be answered. A signal with a handler, in
 * contrast, must not disturb a call.
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device.h"
#include "smm_variable.h"
#include "tap.h"

#define CALLERS		6
#define PATIENCE_NS	60000000000ULL
#define CROWD		12
#define CROWD_ROUNDS	20

/* Long enough to keep the device busy, short enough for the variable driver. */
#define BUSY_LEN	0x20000

static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;
static atomic_int handled;

struct request {
	struct smm_variable_header header;
	struct smm_variable_payload_size payload;
};

static int ask(int device, __u32 message_len)
{
	struct request request = { .header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE };
	struct mmcomm_communicate message =
		device_message(recipient, &request, sizeof(request), &request,
			       sizeof(request));

	message.message_len = message_len;
	if (ioctl(device, MMCOMM_IOC_COMMUNICATE, &message))
		return errno;
	return request.payload.size >= 1024 && !request.header.status ? 0 : EPROTO;
}

/* Calls until killed, through the parent's open file or one of its own. */
static pid_t start_caller(int device, bool own_file)
{
	pid_t child = fork();

	if (child < 0)
		tap_bail_out("fork: %s", strerror(errno));
	if (child)
		return child;
	if (own_file)
		device = device_open();
	while (!ask(device, BUSY_LEN))
		;
	_exit(1);
}

/* Whether a process sleeps where only a fatal signal wakes it. */
static bool waits(pid_t pid)
{
	char path[64];
	char state = '?';
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	if (file) {
		if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
			state = '?';
		fclose(file);
	}
	return state == 'D';
}

/* Ends a caller; whether it was gone in time and by that signal. */
static bool end_caller(pid_t child, int signal)
{
	__u64 start = now_ns();
	int status = 0;

	kill(child, signal);
	while (!waitpid(child, &status, WNOHANG)) {
		if (now_ns() - start > PATIENCE_NS)
			return false;
		usleep(100);
	}
	return WIFSIGNALED(status) && WTERMSIG(status) == signal;
}

static void check_kill(int device, unsigned long rounds)
{
	unsigned long waiting = 0, lingering = 0, unanswered = 0;
	pid_t callers[CALLERS];

	for (int i = 0; i < CALLERS; i++)
		callers[i] = start_caller(device, i % 2);
	usleep(200000);
	for (unsigned long round = 0; round < rounds; round++) {
		int victim = round % CALLERS;

		/* Look for one that waits, a moment at most. */
		for (int tries = 0; tries < 200 && !waits(callers[victim]); tries++)
			usleep(500);
		waiting += waits(callers[victim]);
		lingering += !end_caller(callers[victim],
					 round / CALLERS % 2 ? SIGTERM : SIGKILL);
		unanswered += !!ask(device, 0);
		callers[victim] = start_caller(device, victim % 2);
		if ((round + 1) % 50 == 0)
			tap_note("%lu of %lu killed", round + 1, rounds);
	}
	for (int i = 0; i < CALLERS; i++)
		lingering += !end_caller(callers[i], SIGKILL);
	tap_note("%lu of %lu were waiting for the device", waiting, rounds);
	tap_ok(waiting > 0, "some callers are killed while they wait for the device");
	tap_ok(!lingering, "each killed caller is gone at once");
	tap_ok(!unanswered, "the next call is answered each time");
	tap_ok(!ask(device, 0), "and once all callers are gone");
}

/*
 * A crowd that is killed all at once while one of them has the device: that one's
 * message may still be sent, and no other.
 */
static void check_crowd(int device)
{
	unsigned long sent = 0, answered = 0;

	for (int round = 0; round < CROWD_ROUNDS; round++) {
		pid_t group = 0;
		__u32 count;

		for (int i = 0; i < CROWD; i++) {
			pid_t child = start_caller(device, i % 2);

			if (!group)
				group = child;
			setpgid(child, group);
		}
		usleep(100000);
		kill(-group, SIGKILL);
		count = smi_count();
		for (int i = 0; i < CROWD; i++)
			wait(NULL);
		sent += smi_count() - count;
		answered += !ask(device, 0);
	}
	tap_note("%d times %d callers killed at once, %lu messages sent after that",
		 CROWD_ROUNDS, CROWD, sent);
	tap_ok(sent <= CROWD_ROUNDS,
	       "killed callers do not send the message that they waited with");
	tap_ok(answered == CROWD_ROUNDS, "and each time the next call is answered");
}

static void on_signal(int signal)
{
	(void)signal;
	handled++;
}

static void check_handled_signal(int device)
{
	struct sigaction action = { .sa_handler = on_signal };
	unsigned long failed = 0;
	pid_t parent = getpid();
	pid_t other = start_caller(device, true);
	pid_t sender;

	sigaction(SIGUSR1, &action, NULL);
	sender = fork();
	if (!sender) {
		for (;;) {
			kill(parent, SIGUSR1);
			usleep(1000);
		}
	}
	for (int i = 0; i < 300 || handled < 50; i++)
		failed += !!ask(device, 0);
	end_caller(sender, SIGKILL);
	end_caller(other, SIGKILL);
	tap_ok(!failed,
	       "a signal with a handler does not interrupt a call");
}

int main(int argc, char **argv)
{
	unsigned long rounds = argc > 1 ? strtoul(argv[1], NULL, 0) : 100;
	int device = device_open();

	if (!rounds)
		tap_bail_out("usage: signals [ROUNDS]");
	if (device_info(device).max_message_len < BUSY_LEN)
		tap_bail_out("the communicate buffer is too small for this test");
	tap_ok(!ask(device, 0) && !ask(device, BUSY_LEN), "a call is answered");
	check_kill(device, rounds);
	check_crowd(device);
	check_handled_signal(device);
	return tap_done();
}
