// SPDX-License-Identifier: GPL-2.0
/*
 * freezer [ROUNDS]: callers at work while the system goes to sleep, as far as its
 * freezer goes (pm_test=freezer), ROUNDS times (5 by default). They must not keep
 * it from sleep; on the way each of them is refused, with EBUSY and nothing sent;
 * afterwards all go on, and nobody gets a wrong answer. Needs mmcomm_test_sleep, which
 * holds up each round until everybody has met it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device.h"
#include "smm_variable.h"
#include "tap.h"

#define CALLERS		4
#define PATIENCE_NS	120000000000ULL
#define HOLD		"/sys/module/mmcomm_test_sleep/parameters/suspend"

static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;

/**
 * struct caller - a process that makes one call after the other
 * @right: answered calls
 * @refused: calls that were refused since the system goes to sleep
 * @wrong: anything else
 * @pid: the process
 */
struct caller {
	atomic_ulong right;
	atomic_ulong refused;
	atomic_ulong wrong;
	pid_t pid;
};

/**
 * struct shared - what the processes of this test have in common
 * @callers: the callers
 */
struct shared {
	struct caller callers[CALLERS];
};

static struct shared *shared;

static void call(int device, struct caller *caller)
{
	struct {
		struct smm_variable_header header;
		struct smm_variable_payload_size payload;
	} request = { .header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE };
	struct mmcomm_communicate message =
		device_message(recipient, &request, sizeof(request), &request,
			       sizeof(request));

	if (!ioctl(device, MMCOMM_IOC_COMMUNICATE, &message) &&
	    request.payload.size >= 1024 && !request.header.status)
		caller->right++;
	else if (errno == EBUSY && message.reason == MMCOMM_REASON_SLEEPING &&
		 message.progress == MMCOMM_PROGRESS_NOT_SENT && !message.mmi_count)
		caller->refused++;
	else
		caller->wrong++;
}

static void start_callers(void)
{
	for (int i = 0; i < CALLERS; i++) {
		pid_t child = fork();

		if (child < 0)
			tap_bail_out("fork: %s", strerror(errno));
		if (!child) {
			int device = device_open();

			for (;;)
				call(device, &shared->callers[i]);
		}
		shared->callers[i].pid = child;
	}
}

static void end_callers(void)
{
	for (int i = 0; i < CALLERS; i++) {
		kill(shared->callers[i].pid, SIGKILL);
		waitpid(shared->callers[i].pid, NULL, 0);
	}
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		tap_bail_out("%s: writing %s: %s", path, text, strerror(errno));
	close(fd);
}

/* Whether every caller makes ten calls more, in time. */
static bool all_go_on(void)
{
	__u64 start = now_ns();

	for (int i = 0; i < CALLERS; i++) {
		unsigned long goal = shared->callers[i].right + 10;

		while (shared->callers[i].right < goal) {
			if (now_ns() - start > PATIENCE_NS)
				return false;
			usleep(200);
		}
	}
	return true;
}

static unsigned long wrong_answers(void)
{
	unsigned long wrong = 0;

	for (int i = 0; i < CALLERS; i++)
		wrong += shared->callers[i].wrong;
	return wrong;
}

static unsigned long refusals(void)
{
	unsigned long refused = 0;

	for (int i = 0; i < CALLERS; i++)
		refused += shared->callers[i].refused;
	return refused;
}

/* Whether each caller was refused since then, and INFO says why. */
static bool all_met(int device, const unsigned long *refused)
{
	for (int i = 0; i < CALLERS; i++) {
		if (shared->callers[i].refused == refused[i])
			return false;
	}
	return device_info(device).flags & MMCOMM_INFO_SLEEPING;
}

/* Lets the system go to sleep once everybody has met it on the way. */
static pid_t start_watcher(const unsigned long *refused)
{
	pid_t child = fork();

	if (child < 0)
		tap_bail_out("fork: %s", strerror(errno));
	if (!child) {
		int device = device_open();
		__u64 start = now_ns();
		bool met;

		while (!(met = all_met(device, refused)) && now_ns() - start < PATIENCE_NS)
			usleep(2000);
		write_file(HOLD, "0");
		_exit(!met);
	}
	return child;
}

static void check_suspend(unsigned long rounds)
{
	unsigned long failed = 0, lost = 0, unmet = 0;

	write_file("/sys/power/pm_test", "freezer");
	write_file("/sys/module/suspend/parameters/pm_test_delay", "1");
	for (unsigned long round = 0; round < rounds; round++) {
		int fd = open("/sys/power/state", O_WRONLY | O_CLOEXEC);
		unsigned long refused[CALLERS];
		int status = -1;
		pid_t watcher;

		for (int i = 0; i < CALLERS; i++)
			refused[i] = shared->callers[i].refused;
		write_file(HOLD, "1");
		watcher = start_watcher(refused);
		failed += write(fd, "freeze", 6) != 6;
		close(fd);
		waitpid(watcher, &status, 0);
		unmet += status != 0;
		lost += !all_go_on();
	}
	write_file("/sys/power/pm_test", "none");
	tap_note("%lu calls refused in %lu rounds", refusals(), rounds);
	tap_ok(!failed, "callers do not keep the system from sleep");
	tap_ok(!unmet, "on the way each caller is refused, EBUSY, nothing sent, and INFO says so");
	tap_ok(!lost, "calls are answered afterwards");
	tap_ok(!wrong_answers(), "and nothing else happens to a call");
}

int main(int argc, char **argv)
{
	unsigned long rounds = argc > 1 ? strtoul(argv[1], NULL, 0) : 5;

	if (!rounds)
		tap_bail_out("usage: freezer [ROUNDS]");
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		tap_bail_out("mmap: %s", strerror(errno));

	start_callers();
	tap_ok(all_go_on(), "%d callers at work", CALLERS);
	check_suspend(rounds);
	end_callers();
	return tap_done();
}
