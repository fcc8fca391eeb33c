// SPDX-License-Identifier: GPL-2.0
/*
 * bench [N]: what a message costs, from the bare SMI or SMC up to a whole command,
 * N times each (1000 by default). Compared operations take turns within one loop,
 * so that a drift of the machine's speed meets all of them alike. Needs the
 * modules mmcomm, mmcomm_bench and, on x86, msr; efivarfs and mmcomm-cli in the
 * path. Without efivarfs the message asks for a size, and what reads a variable
 * is left out.
 *
 * Besides TAP lines it prints, for ../bench to read,
 *	row NAME N P50 P99		medians and 99th percentiles, nanoseconds
 *
 * That exclusion was entered once a call is asserted. Time is not.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler.h"
#include "device.h"
#include "mmcomm_bench.h"
#include "tap.h"
#include "variables.h"

#define MAX_ROWS	16

/* No firmware returns it: an answer that is like its request looks like none. */
#define NO_STATUS	0x7fffffffffffffffULL

static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;
static const char *const preferred = "PlatformLang-8be4df61-93ca-11d2-aa0d-00e098032b8c";

/**
 * struct row - one operation and how long it took each time
 * @name: of the operation
 * @run: carries it out once; gives its time
 * @argument: for @run
 * @stops: stops of the machine that /dev/mmcomm's module makes in one run
 * @ns: the times
 */
struct row {
	char name[32];
	__u64 (*run)(__u64 argument);
	__u64 argument;
	unsigned int stops;
	__u64 *ns;
};

static struct {
	int device;
	int kernel;
	int file;
	const struct variable *variable;
	__u8 *message;
	__u8 *response;
	__u32 message_len;
	const char *variable_name;
} bench;

static __u64 run_kernel(__u64 number)
{
	__u64 ns;

	if (ioctl(bench.kernel, number, &ns))
		tap_bail_out("mmcomm_bench: %s", strerror(errno));
	return ns;
}

static bool answer_is_right(const struct mmcomm_communicate *message)
{
	const struct smm_variable_header *header = (const void *)bench.response;

	if (bench.variable)
		return variable_answer_same(bench.variable, bench.response,
					    message->response_copied);
	return message->response_copied == bench.message_len &&
	       header->function == SMM_VARIABLE_GET_PAYLOAD_SIZE &&
	       header->status == SMM_EFI_SUCCESS;
}

static __u64 run_ioctl(__u64 unused)
{
	struct mmcomm_communicate message =
		device_message(recipient, bench.message, bench.message_len,
			       bench.response, bench.message_len);
	__u64 start = now_ns();
	int ret = ioctl(bench.device, MMCOMM_IOC_COMMUNICATE, &message);
	__u64 ns = now_ns() - start;

	(void)unused;
	if (ret || message.mm_status || !answer_is_right(&message))
		tap_bail_out("the ioctl's answer is wrong");
	return ns;
}

static __u64 run_pread(__u64 unused)
{
	__u8 memory[4096];
	__u64 start = now_ns();
	ssize_t length = pread(bench.file, memory, sizeof(memory), 0);
	__u64 ns = now_ns() - start;

	(void)unused;
	if (length != (ssize_t)(4 + bench.variable->size) ||
	    memcmp(memory + 4, bench.variable->data, bench.variable->size))
		tap_bail_out("efivarfs' answer is wrong");
	return ns;
}

/* A message of some size that costs the handler the same whatever its size. */
static __u64 run_size(__u64 size)
{
	struct smm_variable_header header = {
		.function = SMM_VARIABLE_GET_PAYLOAD_SIZE,
		.status = NO_STATUS,
	};
	static __u8 *memory;
	struct mmcomm_communicate message;
	__u64 start, ns;
	int ret;

	if (!memory)
		memory = calloc(1, device_info(bench.device).max_message_len);
	if (!memory)
		tap_bail_out("out of memory");
	memcpy(memory, &header, sizeof(header));
	message = device_message(recipient, memory, size, memory, size);
	start = now_ns();
	ret = ioctl(bench.device, MMCOMM_IOC_COMMUNICATE, &message);
	ns = now_ns() - start;
	memcpy(&header, memory, sizeof(header));
	if (ret || message.mm_status || message.response_copied != size ||
	    header.status != SMM_EFI_SUCCESS)
		tap_bail_out("the answer to %llu bytes is wrong: %s, reason %u, %u bytes", size,
			     ret ? strerror(errno) : "no error", message.reason,
			     message.response_copied);
	return ns;
}

static __u64 run_command(const char *const arguments[])
{
	static posix_spawn_file_actions_t quiet;
	static bool initialised;
	__u64 start, ns;
	pid_t child;
	int status = 1;

	if (!initialised) {
		posix_spawn_file_actions_init(&quiet);
		posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
		initialised = true;
	}
	start = now_ns();
	if (posix_spawnp(&child, arguments[0], &quiet, NULL, (char **)arguments, environ) ||
	    waitpid(child, &status, 0) != child || status)
		tap_bail_out("%s %s: status %#x", arguments[0], arguments[1], status);
	ns = now_ns() - start;
	return ns;
}

static __u64 run_cli(__u64 unused)
{
	const char *const arguments[] = {
		"mmcomm-cli", "var", "get", bench.variable_name, NULL
	};

	(void)unused;
	return run_command(arguments);
}

static __u64 run_cat(__u64 unused)
{
	const char *const arguments[] = { "cat", bench.variable->path, NULL };

	(void)unused;
	return run_command(arguments);
}

static int by_value(const void *left, const void *right)
{
	__u64 a = *(const __u64 *)left, b = *(const __u64 *)right;

	return a < b ? -1 : a > b;
}

static void print_row(struct row *row, unsigned long n)
{
	qsort(row->ns, n, sizeof(*row->ns), by_value);
	printf("row %s %lu %llu %llu\n", row->name, n, row->ns[n / 2],
	       row->ns[(n * 99 + 99) / 100 - 1]);
	fflush(stdout);
}

/* Runs all rows in turn, N times, after a few rounds that do not count. */
static void run_rows(struct row *rows, size_t count, unsigned long n, const char *what)
{
	const unsigned long warm_up = n / 50 + 1;
	__u64 last_note = now_ns();
	unsigned long expected = 0;
	struct mmcomm_info before, after;

	for (size_t i = 0; i < count; i++) {
		rows[i].ns = calloc(n, sizeof(*rows[i].ns));
		if (!rows[i].ns)
			tap_bail_out("out of memory");
		for (unsigned long round = 0; round < warm_up; round++)
			rows[i].run(rows[i].argument);
	}
	before = device_info(bench.device);
	for (unsigned long round = 0; round < n; round++) {
		for (size_t i = 0; i < count; i++) {
			rows[i].ns[round] = rows[i].run(rows[i].argument);
			expected += rows[i].stops;
		}
		if (now_ns() - last_note > 5000000000ULL) {
			last_note = now_ns();
			tap_note("%s: %lu of %lu rounds", what, round + 1, n);
		}
	}
	after = device_info(bench.device);
	tap_ok(after.machine_stops - before.machine_stops == expected &&
	       after.mmis_raised - before.mmis_raised == expected,
	       "%s: exclusion was entered exactly once a call", what);
	for (size_t i = 0; i < count; i++) {
		print_row(&rows[i], n);
		free(rows[i].ns);
	}
}

static struct row new_row(const char *name, __u64 (*run)(__u64), __u64 argument,
			  unsigned int stops)
{
	struct row row = { .run = run, .argument = argument, .stops = stops };

	snprintf(row.name, sizeof(row.name), "%s", name);
	return row;
}

static void run_layers(unsigned long n)
{
	bool smc = device_info(bench.device).mmi_port_type == MMCOMM_MMI_PORT_SMC;
	struct row rows[] = {
		new_row(smc ? "mm_version" : "bare_smi", run_kernel, MMCOMM_BENCH_BARE, 0),
		new_row(smc ? "mm_communicate" : "handler_smi", run_kernel,
			MMCOMM_BENCH_HANDLER, 0),
		new_row("kernel_call", run_kernel, MMCOMM_BENCH_KERNEL_CALL, 1),
		new_row("ioctl", run_ioctl, 0, 1),
		new_row("efivarfs_pread", run_pread, 0, 0),
	};

	run_rows(rows, ARRAY_SIZE(rows) - !bench.variable, n, "layers");
}

/* The variable driver leaves a message alone that is longer than it takes. */
static __u64 longest_message(void)
{
	struct {
		struct smm_variable_header header;
		struct smm_variable_payload_size payload;
	} ask = {
		.header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE,
		.header.status = NO_STATUS,
	};
	struct mmcomm_communicate message =
		device_message(recipient, &ask, sizeof(ask), &ask, sizeof(ask));
	__u64 room = device_info(bench.device).max_message_len;
	__u64 taken;

	if (ioctl(bench.device, MMCOMM_IOC_COMMUNICATE, &message) || ask.header.status)
		tap_bail_out("the variable driver does not tell its payload's size");
	taken = sizeof(ask.header) + ask.payload.size;
	return taken < room ? taken : room;
}

static void run_sizes(unsigned long n)
{
	__u64 longest = longest_message();
	struct row rows[MAX_ROWS];
	size_t count = 0;
	__u64 size;
	char name[32];

	for (size = 64; size <= longest / 2 && count < MAX_ROWS - 1; size *= 4) {
		snprintf(name, sizeof(name), "ioctl_size_%llu", size);
		rows[count++] = new_row(name, run_size, size, 1);
	}
	snprintf(name, sizeof(name), "ioctl_size_%llu", longest);
	rows[count++] = new_row(name, run_size, longest, 1);
	run_rows(rows, count, n, "sizes");
}

/* How many messages the command sends is its own affair: asked, not asserted. */
static unsigned int stops_of_cli(void)
{
	struct mmcomm_info before = device_info(bench.device), after;

	run_cli(0);
	after = device_info(bench.device);
	tap_note("mmcomm-cli var get: %llu messages a command",
		 after.machine_stops - before.machine_stops);
	return after.machine_stops - before.machine_stops;
}

static void run_commands(unsigned long n)
{
	struct row rows[] = {
		new_row("cli_var_get", run_cli, 0, stops_of_cli()),
		new_row("cat_efivarfs", run_cat, 0, 0),
	};

	run_rows(rows, ARRAY_SIZE(rows), n, "commands");
}

static const struct variable *choose_variable(void)
{
	struct variables variables = variables_read();

	for (size_t i = 0; i < variables.count; i++) {
		if (strstr(variables.list[i].path, preferred))
			return &variables.list[i];
	}
	return &variables.list[0];
}

/* The variable's value, or where there are no files of variables, a size. */
static void choose_message(void)
{
	struct smm_variable_header payload_size = {
		.function = SMM_VARIABLE_GET_PAYLOAD_SIZE,
		.status = NO_STATUS,
	};

	if (bench.variable)
		bench.message_len = SMM_VARIABLE_NAME_OFFSET + bench.variable->name_size +
				    bench.variable->size;
	else
		bench.message_len = sizeof(payload_size) +
				    sizeof(struct smm_variable_payload_size);
	bench.message = calloc(1, bench.message_len);
	bench.response = calloc(1, bench.message_len);
	if (!bench.message || !bench.response)
		tap_bail_out("out of memory");
	if (bench.variable)
		variable_request(bench.variable, bench.message, bench.variable->size);
	else
		memcpy(bench.message, &payload_size, sizeof(payload_size));
}

static void open_variable(void)
{
	bench.variable = choose_variable();
	bench.variable_name = strrchr(bench.variable->path, '/') + 1;
	bench.file = open(bench.variable->path, O_RDONLY | O_CLOEXEC);
	if (bench.file < 0)
		tap_bail_out("%s: cannot be used", bench.variable->path);
}

static void prepare(void)
{
	struct mmcomm_buffer_entry buffer;
	struct mmcomm_bench_setup setup;
	struct mmcomm_info info;

	bench.device = device_open();
	bench.kernel = open("/dev/mmcomm_bench", O_RDWR | O_CLOEXEC);
	if (bench.kernel < 0)
		tap_bail_out("/dev/mmcomm_bench: %s; load mmcomm_bench", strerror(errno));
	if (!access(EFIVARFS, F_OK))
		open_variable();
	choose_message();

	info = device_info(bench.device);
	buffer = device_first_buffer(bench.device);
	setup = (struct mmcomm_bench_setup){
		.mailbox = info.mailbox_address,
		.buffer = buffer.address,
		.cmd_port = info.cmd_port,
		.data_port = info.data_port,
		.command = info.message_command,
		.message_len = bench.message_len,
		.message = (uintptr_t)bench.message,
	};
	if (ioctl(bench.kernel, MMCOMM_BENCH_SETUP, &setup))
		tap_bail_out("mmcomm_bench: %s", strerror(errno));
	tap_note("%s, %u bytes of message", bench.variable_name ?: "size of a payload",
		 bench.message_len);
}

int main(int argc, char **argv)
{
	unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 0) : 1000;

	if (!n)
		tap_bail_out("usage: bench [N]");
	prepare();
	run_layers(n);
	run_sizes(n);
	if (bench.variable)
		run_commands(n);
	return tap_done();
}
