// SPDX-License-Identifier: GPL-2.0
/*
 * What is told, see report.h.
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "compiler.h"
#include "report.h"

/* A line after so many seconds, or where no clock ticks after so many calls. */
#define PROGRESS_SECONDS	3
#define PROGRESS_CALLS		100000

static struct {
	const char *name;
	const struct options *options;
	const struct device *device;
	pthread_mutex_t lock; /* guards the rest, and the output */
	__u64 started;
	__u64 shown_at;
	__u64 shown;
} report = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

static __u64 now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000ULL + now.tv_nsec / 1000000;
}

void report_init(const char *name, const struct options *options,
		 const struct device *device)
{
	report.name = name;
	report.options = options;
	report.device = device;
	report.started = now_ms();
	report.shown_at = report.started;
}

const char *report_error_name(int error)
{
	static const struct {
		int error;
		const char *name;
	} names[] = {
		{ 0, "success" }, { EPERM, "EPERM" }, { ENOENT, "ENOENT" },
		{ EINTR, "EINTR" }, { EIO, "EIO" }, { E2BIG, "E2BIG" },
		{ EBADF, "EBADF" }, { ENOMEM, "ENOMEM" }, { EFAULT, "EFAULT" },
		{ EBUSY, "EBUSY" }, { ENODEV, "ENODEV" }, { EINVAL, "EINVAL" },
		{ ENOTTY, "ENOTTY" }, { ESPIPE, "ESPIPE" }, { EBADMSG, "EBADMSG" },
		{ EMSGSIZE, "EMSGSIZE" }, { EOPNOTSUPP, "EOPNOTSUPP" },
		{ ETIMEDOUT, "ETIMEDOUT" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (names[i].error == error)
			return names[i].name;
	}
	return "an errno that the ABI does not have";
}

const char *report_reason_name(__u32 reason)
{
	static const char * const names[] = {
		"NONE", "FLAGS", "RESERVED", "ZERO_GUID", "EMPTY_REQUEST", "MESSAGE_LEN",
		"WINDOW_LEN", "RELOCATION", "HEADER_VERSION", "OVERLAP", "COMMAND",
		"RESERVED_COMMAND", "LOCKDOWN", "REQUEST_MEMORY", "RESPONSE_MEMORY",
		"TOO_LONG", "NO_SUCH_BUFFER", "BUFFER_NOT_ENABLED", "NO_BUFFER",
		"NO_MAILBOX", "PROVIDER_GONE", "PROBE_ONLY", "NO_TRIGGER", "NO_CPU",
		"WINDOW_UNSUPPORTED", "SLEEPING", "MAILBOX_BUSY", "BUFFER_BUSY",
		"BUFFER_LOST", "NOT_TAKEN", "NO_MMI", "TIMEOUT", "RECIPIENT_CHANGED",
		"LENGTH_CHANGED", "SIZE_BELOW_HEADER", "SIZE_ABOVE_BUFFER",
		"GUARD_CHANGED", "INTERRUPTED", "NO_MEMORY", "BUFFER_DAMAGED",
		"MARKER_GUID", "NO_HANDLER", "SMC_UNSUPPORTED", "SMC_INVALID", "SMC_DENIED",
		"SMC_NO_MEMORY", "SMC_OTHER",
	};

	return reason < ARRAY_SIZE(names) ? names[reason] : "that the ABI does not have";
}

static const char *command_name(unsigned long command)
{
	switch (command) {
	case MMCOMM_IOC_INFO:
		return "INFO";
	case MMCOMM_IOC_BUFFERS:
		return "BUFFERS";
	case MMCOMM_IOC_DISCOVERY:
		return "DISCOVERY";
	case MMCOMM_IOC_COMMUNICATE:
		return "COMMUNICATE";
	case MMCOMM_IOC_TRIGGER:
		return "TRIGGER";
	default:
		return "unknown";
	}
}

static void print_address(const struct worker *worker, const char *name, __u64 address)
{
	char text[128];

	arena_describe(&worker->arena, address, text, sizeof(text));
	printf("    %-18s %s\n", name, text);
}

static void print_number(const char *name, __u64 value)
{
	printf("    %-18s %llu (0x%llx)\n", name, (unsigned long long)value,
	       (unsigned long long)value);
}

static void print_communicate(const struct worker *worker, const void *structure)
{
	struct mmcomm_communicate message;

	memcpy(&message, structure, sizeof(message));
	print_number("size", message.size);
	print_number("flags", message.flags);
	printf("    %-18s", "recipient");
	for (size_t i = 0; i < sizeof(message.recipient); i++)
		printf(" %02x", message.recipient[i]);
	printf(" (%s)\n", recipient_name(recipient_handler(message.recipient)));
	print_number("buffer_id", message.buffer_id);
	print_number("header_version", message.header_version);
	print_address(worker, "request", message.request);
	print_address(worker, "response", message.response);
	print_address(worker, "relocations", message.relocations);
	print_number("request_len", message.request_len);
	print_number("message_len", message.message_len);
	print_number("response_capacity", message.response_capacity);
	print_number("window_len", message.window_len);
	print_number("relocation_count", message.relocation_count);
	print_number("reserved", message.reserved);
	print_number("mm_status", message.mm_status);
	print_number("raw_status", message.raw_status);
	print_number("response_len", message.response_len);
	print_number("max_message_len", message.max_message_len);
	print_number("stopped_ns", message.stopped_ns);
	print_number("response_copied", message.response_copied);
	print_number("result_flags", message.result_flags);
	print_number("progress", message.progress);
	printf("    %-18s %u (%s)\n", "reason", message.reason,
	       report_reason_name(message.reason));
	print_number("mmi_count", message.mmi_count);
	print_number("used_buffer_id", message.used_buffer_id);
}

static void print_list(const struct worker *worker, const void *structure)
{
	struct mmcomm_list list;

	memcpy(&list, structure, sizeof(list));
	print_number("size", list.size);
	print_number("entry_size", list.entry_size);
	print_number("capacity", list.capacity);
	print_number("count", list.count);
	print_address(worker, "entries", list.entries);
}

static void print_trigger(const void *structure)
{
	struct mmcomm_trigger trigger;

	memcpy(&trigger, structure, sizeof(trigger));
	print_number("size", trigger.size);
	print_number("flags", trigger.flags);
	print_number("command", trigger.command);
	print_number("data", trigger.data);
	print_number("data_after", trigger.data_after);
	print_number("progress", trigger.progress);
	print_number("reason", trigger.reason);
	print_number("reserved", trigger.reserved);
}

static void print_bytes(const __u8 *bytes, size_t length)
{
	for (size_t i = 0; i < length && i < 176; i++)
		printf("%s%02x%s", i % 16 ? " " : "    ", bytes[i],
		       i % 16 == 15 || i + 1 == length ? "\n" : "");
}

static void print_structure(const struct worker *worker, const __u8 *structure,
			    size_t length)
{
	if (worker->command == MMCOMM_IOC_COMMUNICATE &&
	    length >= sizeof(struct mmcomm_communicate))
		print_communicate(worker, structure);
	else if ((worker->command == MMCOMM_IOC_BUFFERS ||
		  worker->command == MMCOMM_IOC_DISCOVERY) &&
		 length >= sizeof(struct mmcomm_list))
		print_list(worker, structure);
	else if (worker->command == MMCOMM_IOC_TRIGGER &&
		 length >= sizeof(struct mmcomm_trigger))
		print_trigger(structure);
	else
		print_bytes(structure, length);
}

static void print_replay(const struct worker *worker)
{
	const struct device *device = report.device;
	unsigned long long seed = report.options->seed;

	printf("again: %s --device %s", report.name, device->path);
	if (device->recipients == RECIPIENTS_REAL)
		printf(" --real");
	if (device->recipients == RECIPIENTS_ALL)
		printf(" --retire '%s%s%s'", device->module,
		       *device->module_parameters ? " " : "", device->module_parameters);
	printf(" --replay %llu/%llu", seed, (unsigned long long)worker->call);
	if (worker->number)
		printf("/%u", worker->number);
	printf("\n");
	if (report.options->threads > 1)
		printf("where that shows nothing: --seed %llu --threads %u --calls %llu\n",
		       seed, report.options->threads,
		       (unsigned long long)report.options->calls);
	else
		printf("where that shows nothing: --seed %llu --calls %llu\n", seed,
		       (unsigned long long)worker->call + 1);
}

void report_violation(struct worker *worker, const char *oracle, const char *format, ...)
{
	size_t readable = arena_readable(&worker->arena, worker->argument);
	va_list arguments;

	/* Never let go: the first one is told and ends it. */
	pthread_mutex_lock(&report.lock);
	printf("\nioctl: %s (0x%lx)\n", command_name(worker->command), worker->command);
	print_address(worker, "argument", worker->argument);
	printf("before the call:\n");
	print_structure(worker, worker->before, worker->before_len);
	if (readable) {
		if (readable > sizeof(worker->before))
			readable = sizeof(worker->before);
		printf("after the call:\n");
		print_structure(worker, (const __u8 *)(uintptr_t)worker->argument, readable);
	}
	/* Last, since of a long log often nothing but the end is left. */
	printf("violation: %s: call %llu of seed %llu, thread %u, %s: ", oracle,
	       (unsigned long long)worker->call,
	       (unsigned long long)report.options->seed, worker->number, worker->at);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf("\n");
	print_replay(worker);
	fflush(stdout);
	_exit(1);
}

void report_progress(__u64 done)
{
	__u64 now = now_ms();

	if (pthread_mutex_trylock(&report.lock))
		return;
	if (now - report.shown_at >= PROGRESS_SECONDS * 1000 ||
	    done - report.shown >= PROGRESS_CALLS) {
		printf("%llu of %llu calls\n", (unsigned long long)done,
		       (unsigned long long)report.options->calls);
		fflush(stdout);
		report.shown_at = now;
		report.shown = done;
	}
	pthread_mutex_unlock(&report.lock);
}

static void add(struct statistics *sum, const struct statistics *one)
{
	sum->ioctls += one->ioctls;
	sum->raced += one->raced;
	sum->histories += one->histories;
	sum->echoes += one->echoes;
	for (size_t i = 0; i < COUNT_KINDS; i++) {
		for (size_t j = 0; j < STATISTICS_ERRORS; j++)
			sum->errors[i][j] += one->errors[i][j];
	}
	for (size_t i = 0; i < STATISTICS_REASONS; i++)
		sum->reasons[i] += one->reasons[i];
}

bool report_time_over(void)
{
	__u64 seconds = report.options->seconds;

	return seconds && now_ms() - report.started >= seconds * 1000;
}

void report_end(const struct worker *workers, unsigned int count, __u64 calls)
{
	static const char * const kinds[] = {
		"INFO", "BUFFERS", "DISCOVERY", "COMMUNICATE", "TRIGGER", "unknown",
	};
	struct statistics sum = { 0 };
	double seconds = (now_ms() - report.started) / 1000.0;

	for (unsigned int i = 0; i < count; i++)
		add(&sum, &workers[i].statistics);
	for (size_t i = 0; i < COUNT_KINDS; i++) {
		for (size_t j = 0; j < STATISTICS_ERRORS; j++) {
			if (sum.errors[i][j])
				printf("reached: %-12s %-12s %lu\n", kinds[i],
				       report_error_name(j), sum.errors[i][j]);
		}
	}
	for (size_t i = 0; i < STATISTICS_REASONS; i++) {
		if (sum.reasons[i])
			printf("reached: reason %-20s %lu\n", report_reason_name(i),
			       sum.reasons[i]);
	}
	printf("%lu known-good messages, %lu histories, %lu raced, %lu times loaded again\n",
	       sum.echoes, sum.histories, sum.raced, report.device->loads);
	printf("%llu calls, %lu ioctls, %.1f s, %.0f calls per second: no violation\n",
	       (unsigned long long)calls, sum.ioctls, seconds, seconds > 0 ? calls / seconds : 0);
}
