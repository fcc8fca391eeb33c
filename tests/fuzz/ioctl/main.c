// SPDX-License-Identifier: GPL-2.0
/*
 * mmcomm-fuzz: calls /dev/mmcomm in every way that a random number can think of,
 * and knows for each call what has to come of it.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "compiler.h"
#include "race.h"
#include "report.h"
#include "worker.h"

#define DEFAULT_CALLS	1000000

/* No call takes so long, in seconds, however loaded the machine is. */
#define STUCK_SECONDS	120

static const char help[] =
"usage: mmcomm-fuzz [OPTION...]\n"
"\n"
"Makes ioctls of /dev/mmcomm with structures that are valid, nearly valid or\n"
"wild, and checks errno, every field that is written back and every byte of\n"
"memory around them against a model of the ABI. Meant for the simulated MM:\n"
"\n"
"    insmod mmcomm.ko executor=sim timeout_ms=1\n"
"    insmod mmcomm_sim.ko\n"
"    mmcomm-fuzz --calls 1000000\n"
"\n"
"  --seed N         of the random numbers; without it one is chosen and printed\n"
"  --calls N        how many, default 1000000. A call may be a short history of\n"
"                   ioctls; which one follows from the seed and its number\n"
"  --seconds N      end after that time, whatever --calls says\n"
"  --replay N/M[/T] call number M of seed N alone, as thread T, default 0, made it\n"
"  --threads N      that call at the same time, default 1, at most 16. From 2 on\n"
"                   structures are rewritten while they are sent, signals arrive\n"
"                   and children are killed in mid-call\n"
"  --retire 'FILE [PARAMETER...]'\n"
"                   also write to handlers that never finish. Each such message\n"
"                   retires a buffer; when none is left mmcomm_sim is unloaded and\n"
"                   loaded again from FILE. With one thread only\n"
"  --real           for real firmware: only what is harmless there. No variable\n"
"                   is set and no bare MMI raised\n"
"  --device FILE    instead of /dev/mmcomm\n"
"  --help           this text\n"
"\n"
"With one thread the same seed makes the same calls. Exit status: 0 without a\n"
"violation; 1 after the first one, which is printed with the structure and the\n"
"command that shows it again; 2 where nothing can be fuzzed.\n";

noreturn static void wrong_usage(const char *what, const char *value)
{
	fprintf(stderr, "mmcomm-fuzz: %s: %s; see mmcomm-fuzz --help\n", what, value);
	exit(2);
}

static __u64 number(const char *option, const char *text, char end, const char **rest)
{
	unsigned long long value;
	char *after;

	errno = 0;
	value = strtoull(text, &after, 0);
	if (errno || after == text || *after != end || *text == '-')
		wrong_usage(option, text);
	if (rest)
		*rest = after + 1;
	return value;
}

static unsigned int thread_number(const char *option, const char *text, unsigned int low,
				  unsigned int high)
{
	__u64 value = number(option, text, '\0', NULL);

	if (value < low || value > high)
		wrong_usage(option, text);
	return value;
}

/* SEED/CALL or SEED/CALL/THREAD. */
static void read_replay(const char *text, struct options *options)
{
	static const char form[] = "--replay SEED/CALL[/THREAD]";
	const char *call, *thread;

	options->replay = true;
	options->seed = number(form, text, '/', &call);
	thread = strchr(call, '/');
	options->first = number(form, call, thread ? '/' : '\0', NULL);
	if (thread)
		options->thread = thread_number(form, thread + 1, 0, WORKER_MAX - 1);
}

static __u64 any_seed(void)
{
	__u32 seed;

	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return getpid();
	return seed;
}

/* FILE and, behind a space, parameters. */
static void split_module(char *text, struct device *device)
{
	char *space = strchr(text, ' ');

	device->module = text;
	device->module_parameters = "";
	device->recipients = RECIPIENTS_ALL;
	if (space) {
		*space = '\0';
		device->module_parameters = space + 1;
	}
}

static void read_options(int argc, char **argv, struct options *options,
			 struct device *device)
{
	static const struct option known[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "calls", required_argument, NULL, 'c' },
		{ "seconds", required_argument, NULL, 'S' },
		{ "replay", required_argument, NULL, 'r' },
		{ "threads", required_argument, NULL, 't' },
		{ "retire", required_argument, NULL, 'R' },
		{ "real", no_argument, NULL, 'f' },
		{ "device", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	bool real = false;
	int option;

	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		switch (option) {
		case 's':
			options->seed = number("--seed", optarg, '\0', NULL);
			break;
		case 'c':
			options->calls = number("--calls", optarg, '\0', NULL);
			break;
		case 'S':
			options->seconds = number("--seconds", optarg, '\0', NULL);
			break;
		case 'r':
			read_replay(optarg, options);
			break;
		case 't':
			options->threads = thread_number("--threads is 1 to 16", optarg, 1,
							 WORKER_MAX);
			break;
		case 'R':
			split_module(optarg, device);
			break;
		case 'f':
			real = true;
			break;
		case 'd':
			device->path = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			exit(0);
		default:
			fputs("see mmcomm-fuzz --help\n", stderr);
			exit(2);
		}
	}
	if (optind < argc)
		wrong_usage("no such argument", argv[optind]);
	if (real && device->module)
		wrong_usage("not together", "--real and --retire");
	if (real)
		device->recipients = RECIPIENTS_REAL;
	if (device->module && options->threads > 1)
		wrong_usage("not together", "--retire and --threads");
	if (options->replay) {
		options->threads = 1;
		options->calls = 1;
	}
}

static struct options options = {
	.calls = DEFAULT_CALLS,
	.threads = 1,
};

static struct device device = { .path = "/dev/mmcomm" };
static struct worker workers[WORKER_MAX];
static struct worker *callers;
static atomic_ullong next_call, calls_done;
static atomic_uint workers_done;

static void *work(void *argument)
{
	struct worker *worker = argument;
	__u64 end = options.first + options.calls;
	__u64 call;

	while (!report_time_over() && (call = next_call++) < end) {
		worker_call(worker, call);
		if (++calls_done % 256 == 0)
			report_progress(calls_done);
	}
	workers_done++;
	return NULL;
}

/* A call that does not come back is a violation, too. */
static void wait_for_workers(void)
{
	unsigned int idle = 0;
	__u64 before = 0;

	while (workers_done < options.threads) {
		usleep(100000);
		idle = calls_done == before ? idle + 1 : 0;
		before = calls_done;
		if (idle < STUCK_SECONDS * 10)
			continue;
		for (unsigned int i = 0; i < options.threads; i++)
			printf("thread %u is in call %llu, %s\n", callers[i].number,
			       (unsigned long long)callers[i].call, callers[i].at);
		report_violation(&callers[0], "stuck", "no call came back for %u seconds",
				 STUCK_SECONDS);
	}
}

int main(int argc, char **argv)
{
	int fd;

	options.seed = any_seed();
	read_options(argc, argv, &options, &device);
	recipients_init();
	fd = device_open(&device);
	device_learn(&device, fd);
	/* A call that is replayed finds the memory of the threads before its own. */
	for (unsigned int i = 0; i < options.thread + options.threads; i++)
		worker_create(&workers[i], i, &options, &device, fd);
	callers = &workers[options.thread];

	printf("seed %llu, %llu calls, %u thread%s\n", (unsigned long long)options.seed,
	       (unsigned long long)options.calls, options.threads,
	       options.threads == 1 ? "" : "s");
	printf("%s: executor %s, %u buffers, messages up to %llu bytes\n", device.path,
	       device.info.executor, device.buffer_count,
	       (unsigned long long)device.info.max_message_len);
	fflush(stdout);
	report_init(argv[0], &options, &device);

	next_call = options.first;
	for (unsigned int i = 0; i < options.threads; i++) {
		if (pthread_create(&callers[i].thread, NULL, work, &callers[i])) {
			fprintf(stderr, "mmcomm-fuzz: no more threads\n");
			exit(2);
		}
	}
	if (options.threads > 1 && device.recipients != RECIPIENTS_REAL)
		race_start(callers, options.threads);
	wait_for_workers();
	/* First: it signals threads, which are no more once they are joined. */
	if (options.threads > 1 && device.recipients != RECIPIENTS_REAL)
		race_stop();
	for (unsigned int i = 0; i < options.threads; i++)
		pthread_join(callers[i].thread, NULL);
	report_end(callers, options.threads, calls_done);
	return 0;
}
