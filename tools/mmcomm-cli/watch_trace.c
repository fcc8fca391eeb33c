// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the module's trace events from a trace instance of its own, so that no
 * other tracing is disturbed: instance, buffers of every CPU, and what becomes of
 * both while the module is unloaded and loaded again.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "module.h"
#include "trace_library.h"
#include "watch.h"

#define INSTANCE_PREFIX "mmcomm-cli-"

/* For each CPU: some 2000 messages, which are read ten times a second. */
#define BUFFER_KB "512"

/* The switch of the messages' events, within an instance. */
#define SWITCH "events/mm_comm/enable"

/* No sub-buffer of any kernel's is longer. */
#define SUBBUFFER_LEN 65536

struct item {
	struct watch_call event;
	bool lost;
	__u64 lost_count;
	size_t order;
};

struct watch_trace {
	char name[32];
	char *directory;
	const char *tracing;
	struct tracefs_instance *instance;
	struct tep_handle *tep;
	struct kbuffer *kbuffer;
	bool watching;
	int *cpus;
	size_t cpu_count;
	struct item *items;
	size_t item_count;
	size_t item_room;
	size_t order;
	char *names;
	void *subbuffer;
};

static bool failed(struct watch_failure *failure, enum watch_step step, int error,
		   const char *what)
{
	failure->step = step;
	failure->error = error;
	snprintf(failure->what, sizeof(failure->what), "%.*s",
		 (int)sizeof(failure->what) - 1, what);
	return false;
}

static bool no_memory(struct watch_failure *failure)
{
	return failed(failure, WATCH_STEP_MEMORY, ENOMEM, "");
}

/* What a watch that was killed has left behind. One in use cannot be removed. */
static void remove_stale_instances(const char *tracing)
{
	struct dirent *entry;
	char path[512];
	DIR *directory;

	snprintf(path, sizeof(path), "%s/instances", tracing);
	directory = opendir(path);
	if (!directory)
		return;
	while ((entry = readdir(directory))) {
		__u64 process;

		if (strncmp(entry->d_name, INSTANCE_PREFIX, strlen(INSTANCE_PREFIX)) ||
		    !parse_number(entry->d_name + strlen(INSTANCE_PREFIX), INT32_MAX, &process) ||
		    !process ||
		    ((int)process != getpid() && (!kill(process, 0) || errno != ESRCH)))
			continue;
		unlinkat(dirfd(directory), entry->d_name, AT_REMOVEDIR);
	}
	closedir(directory);
}

/* Whether there is something to trace, and it may be. */
static bool look_at_kernel(struct watch_trace *trace, struct watch_failure *failure)
{
	const char *why = trace_library_load();
	struct stat status;
	char text[256];

	if (why)
		return failed(failure, WATCH_STEP_LIBRARY, 0, why);
	read_lockdown(text, sizeof(text));
	if (!strcmp(text, "confidentiality"))
		return failed(failure, WATCH_STEP_LOCKDOWN, EPERM, text);
	/* Not to be mounted here: that is for whoever runs the machine to decide. */
	if (trace_library.tracefs_tracing_dir_is_mounted(false, &trace->tracing) <= 0)
		return failed(failure, WATCH_STEP_TRACEFS, ENOENT, "/sys/kernel/tracing");
	snprintf(text, sizeof(text), "%s/events/mm_comm", trace->tracing);
	if (!stat(text, &status))
		return true;
	if (errno != ENOENT)
		return failed(failure, WATCH_STEP_SET_UP, errno, text);
	failure->loaded = module_is_loaded(MODULE_NAME);
	return failed(failure, WATCH_STEP_EVENTS, ENOENT, text);
}

static bool write_setting(struct watch_trace *trace, const char *file, const char *value,
			  struct watch_failure *failure)
{
	char path[320];

	errno = 0;
	if (trace_library.tracefs_instance_file_write(trace->instance, file, value) > 0)
		return true;
	snprintf(path, sizeof(path), "%s/%s", trace->directory, file);
	return failed(failure, WATCH_STEP_SET_UP, errno, path);
}

/* A file of the instance whose size matters. */
static char *read_file(struct watch_trace *trace, const char *file, int *size,
		       struct watch_failure *failure)
{
	char path[320];
	char *text;

	errno = 0;
	text = trace_library.tracefs_instance_file_read(trace->instance, file, size);
	if (!text) {
		snprintf(path, sizeof(path), "%s/%s", trace->directory, file);
		failed(failure, WATCH_STEP_SET_UP, errno, path);
	}
	return text;
}

static bool read_format(struct watch_trace *trace, const char *system, const char *event,
			struct watch_failure *failure)
{
	char path[64], *format;
	int size;

	snprintf(path, sizeof(path), "events/%s/%s/format", system, event);
	format = read_file(trace, path, &size, failure);
	if (!format)
		return false;
	/* What it says of printing may be beyond the library, and is not used. */
	trace_library.tep_parse_event(trace->tep, format, size, system);
	free(format);
	if (!trace_library.tep_find_event_by_name(trace->tep, system, event))
		return failed(failure, WATCH_STEP_SET_UP, EPROTO, path);
	return true;
}

/* A module that was loaded again has other numbers for its events. */
static bool read_formats(struct watch_trace *trace, struct watch_failure *failure)
{
	char *header;
	int size;

	trace_library.tep_free(trace->tep);
	trace_library.kbuffer_free(trace->kbuffer);
	trace->kbuffer = NULL;
	trace->tep = trace_library.tep_alloc();
	if (!trace->tep)
		return no_memory(failure);
	header = read_file(trace, "events/header_page", &size, failure);
	if (!header)
		return false;
	trace_library.tep_parse_header_page(trace->tep, header, size, sizeof(long));
	free(header);
	size = trace_library.tep_get_header_page_size(trace->tep);
	trace->kbuffer = trace_library.kbuffer_alloc(size == 4 ? KBUFFER_LSIZE_4 : KBUFFER_LSIZE_8,
						     KBUFFER_ENDIAN_SAME_AS_HOST);
	if (!trace->kbuffer)
		return no_memory(failure);
	return read_format(trace, "mm_comm", "mm_comm_request", failure) &&
	       read_format(trace, "mm_comm", "mm_comm_verdict", failure) &&
	       read_format(trace, "sw_mmi", "sw_mmi_raised", failure) &&
	       read_format(trace, "sw_mmi", "sw_mmi_smc", failure);
}

static bool enable_events(struct watch_trace *trace, struct watch_failure *failure)
{
	trace->watching = read_formats(trace, failure) &&
			  write_setting(trace, "events/sw_mmi/enable", "1", failure) &&
			  write_setting(trace, SWITCH, "1", failure);
	return trace->watching;
}

static bool open_cpus(struct watch_trace *trace, struct watch_failure *failure)
{
	struct dirent *entry;
	bool result = true;
	char path[320];
	DIR *directory;

	snprintf(path, sizeof(path), "%s/per_cpu", trace->directory);
	directory = opendir(path);
	if (!directory)
		return failed(failure, WATCH_STEP_SET_UP, errno, path);
	while (result && (entry = readdir(directory))) {
		int *cpus;

		if (strncmp(entry->d_name, "cpu", 3))
			continue;
		cpus = reallocarray(trace->cpus, trace->cpu_count + 1, sizeof(*cpus));
		if (!cpus) {
			result = no_memory(failure);
			break;
		}
		trace->cpus = cpus;
		snprintf(path, sizeof(path), "per_cpu/%.32s/trace_pipe_raw", entry->d_name);
		errno = 0;
		cpus[trace->cpu_count] =
			trace_library.tracefs_instance_file_open(trace->instance, path,
								 O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		if (cpus[trace->cpu_count] < 0)
			result = failed(failure, WATCH_STEP_SET_UP, errno, path);
		else
			trace->cpu_count++;
	}
	closedir(directory);
	return result;
}

static bool create_instance(struct watch_trace *trace, struct watch_failure *failure)
{
	errno = 0;
	trace->instance = trace_library.tracefs_instance_create(trace->name);
	if (!trace->instance)
		return failed(failure, WATCH_STEP_INSTANCE, errno, trace->name);
	trace->directory = trace_library.tracefs_instance_get_dir(trace->instance);
	if (!trace->directory)
		return no_memory(failure);
	return true;
}

bool watch_trace_open(struct watch_trace **result, struct watch_failure *failure)
{
	struct watch_trace *trace = calloc(1, sizeof(*trace));
	struct watch_failure unused;

	*failure = (struct watch_failure){ 0 };
	*result = NULL;
	if (!trace)
		return no_memory(failure);
	snprintf(trace->name, sizeof(trace->name), INSTANCE_PREFIX "%d", (int)getpid());
	if (!look_at_kernel(trace, failure)) {
		free(trace);
		return false;
	}
	remove_stale_instances(trace->tracing);
	trace->subbuffer = malloc(SUBBUFFER_LEN);
	/*
	 * Until some event is switched on, buffers have their smallest size; a size
	 * set before, even here, would keep older kernels from enlarging the others'.
	 * The clock is one that can be asked from here as well.
	 */
	if ((!trace->subbuffer && !no_memory(failure)) || !create_instance(trace, failure) ||
	    !write_setting(trace, "events/sw_mmi/enable", "1", failure) ||
	    !write_setting(trace, "buffer_size_kb", BUFFER_KB, failure) ||
	    !write_setting(trace, "trace_clock", "mono", failure) ||
	    !open_cpus(trace, failure) || !enable_events(trace, failure)) {
		watch_trace_close(trace, &unused);
		return false;
	}
	*result = trace;
	return true;
}

const char *watch_trace_name(const struct watch_trace *trace)
{
	return trace->name;
}

static struct item *new_item(struct watch_trace *trace)
{
	struct item *item;

	if (trace->item_count == trace->item_room) {
		size_t room = trace->item_room ? 2 * trace->item_room : 64;

		item = reallocarray(trace->items, room, sizeof(*item));
		if (!item)
			return NULL;
		trace->items = item;
		trace->item_room = room;
	}
	item = &trace->items[trace->item_count];
	memset(item, 0, sizeof(*item));
	item->order = trace->order++;
	return item;
}

/*
 * Who runs still knows its name best; of who has ended, the kernel keeps the name
 * for a while.
 */
static void find_process_name(struct watch_trace *trace, struct watch_call *event)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/comm", event->thread);
	file = fopen(path, "re");
	if (file) {
		if (!fgets(event->process, sizeof(event->process), file))
			*event->process = '\0';
		event->process[strcspn(event->process, "\n")] = '\0';
		fclose(file);
	}
	if (*event->process)
		return;
	if (!trace->names)
		trace->names = trace_library.tracefs_instance_file_read(NULL, "saved_cmdlines",
									NULL);
	if (trace->names)
		watch_process_name(trace->names, event->thread, event->process);
}

static bool read_subbuffer(struct watch_trace *trace)
{
	unsigned long long time;
	int missed;
	void *data;

	if (trace_library.kbuffer_load_subbuffer(trace->kbuffer, trace->subbuffer))
		return true;
	missed = trace_library.kbuffer_missed_events(trace->kbuffer);
	data = trace_library.kbuffer_read_event(trace->kbuffer, &time);
	if (missed) {
		struct item *item = new_item(trace);

		if (!item)
			return false;
		item->lost = true;
		item->lost_count = missed > 0 ? missed : 0;
		item->event.time_ns = data ? time : 0;
		trace->item_count++;
	}
	while (data) {
		struct item *item = new_item(trace);

		if (!item)
			return false;
		if (watch_decode(trace->tep, data,
				 trace_library.kbuffer_event_size(trace->kbuffer),
				 &item->event)) {
			item->event.time_ns = time;
			find_process_name(trace, &item->event);
			trace->item_count++;
		}
		data = trace_library.kbuffer_next_event(trace->kbuffer, &time);
	}
	return true;
}

static bool read_cpus(struct watch_trace *trace, struct watch_failure *failure)
{
	bool result = true;

	for (size_t i = 0; result && i < trace->cpu_count; i++) {
		ssize_t got;

		do {
			got = read(trace->cpus[i], trace->subbuffer, SUBBUFFER_LEN);
			if (got > 0 && !read_subbuffer(trace))
				result = no_memory(failure);
		} while (result && got > 0);
		/* A CPU that was never online has no buffer. */
		if (result && got < 0 && errno != EAGAIN && errno != EINTR && errno != ENODEV)
			result = failed(failure, WATCH_STEP_READ, errno, trace->directory);
	}
	free(trace->names);
	trace->names = NULL;
	return result;
}

static int in_time(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	if (a->event.time_ns != b->event.time_ns)
		return a->event.time_ns < b->event.time_ns ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* Hands on what is not younger than a point in time. */
static void hand_on(struct watch_trace *trace, __u64 until, const struct watch_sink *sink)
{
	size_t i;

	if (!trace->item_count)
		return;
	qsort(trace->items, trace->item_count, sizeof(*trace->items), in_time);
	for (i = 0; i < trace->item_count && trace->items[i].event.time_ns <= until; i++) {
		const struct item *item = &trace->items[i];

		if (item->lost)
			sink->lost(sink->context, item->lost_count);
		else if (!sink->event(sink->context, &item->event))
			i = trace->item_count - 1;
	}
	trace->item_count -= i;
	memmove(trace->items, trace->items + i, trace->item_count * sizeof(*trace->items));
}

/*
 * Unloading the module takes its events away, here as well, and empties the
 * buffers; loaded again, it has new ones, which are switched off.
 */
static bool follow_module(struct watch_trace *trace, const struct watch_sink *sink,
			  struct watch_failure *failure)
{
	char *enabled;
	bool there, on;

	errno = 0;
	enabled = trace_library.tracefs_instance_file_read(trace->instance, SWITCH, NULL);
	/* Lockdown may have been switched on. */
	if (!enabled && (errno == EPERM || errno == EACCES))
		return failed(failure, WATCH_STEP_READ, errno, trace->directory);
	there = enabled;
	on = there && *enabled == '1';
	free(enabled);
	if (on && trace->watching)
		return true;
	if (trace->watching) {
		trace->watching = false;
		hand_on(trace, UINT64_MAX, sink);
		sink->unloaded(sink->context);
	}
	if (!there)
		return true;
	/* It may be gone again by now. */
	if (!enable_events(trace, failure))
		return failure->error == ENOENT || failure->error == ENODEV;
	sink->loaded(sink->context);
	return true;
}

bool watch_trace_read(struct watch_trace *trace, bool last, const struct watch_sink *sink,
		      struct watch_failure *failure)
{
	struct timespec now;

	*failure = (struct watch_failure){ 0 };
	if (!follow_module(trace, sink, failure))
		return false;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (trace->watching && !read_cpus(trace, failure))
		return false;
	hand_on(trace, last ? UINT64_MAX : now.tv_sec * 1000000000ULL + now.tv_nsec, sink);
	return true;
}

bool watch_trace_close(struct watch_trace *trace, struct watch_failure *failure)
{
	bool result = true;

	if (!trace)
		return true;
	for (size_t i = 0; i < trace->cpu_count; i++)
		close(trace->cpus[i]);
	if (trace->instance) {
		errno = 0;
		if (trace_library.tracefs_instance_destroy(trace->instance))
			result = failed(failure, WATCH_STEP_REMOVE, errno,
					trace->directory ? trace->directory : trace->name);
		trace_library.tracefs_instance_free(trace->instance);
	}
	if (trace->directory)
		trace_library.tracefs_put_tracing_file(trace->directory);
	trace_library.tep_free(trace->tep);
	trace_library.kbuffer_free(trace->kbuffer);
	free(trace->cpus);
	free(trace->items);
	free(trace->names);
	free(trace->subbuffer);
	free(trace);
	return result;
}
