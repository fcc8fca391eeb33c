// SPDX-License-Identifier: GPL-2.0
/*
 * Reading trace buffers, from a made-up tracefs: order, what is lost, the module
 * unloaded and loaded again, and what is left behind.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fake_trace.h"
#include "trace_library.h"
#include "watch.h"

#include "test.h"

static char directory[64];
static char happened[1024];
static struct watch_trace *trace;
static struct watch_failure failure;
static int stop_after;

/* Of the first events read. */
static char names[2][WATCH_PROCESS_LEN];
static size_t name_count;

static void __printf(1, 2) write_down(const char *format, ...)
{
	size_t used = strlen(happened);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(happened + used, sizeof(happened) - used, format, arguments);
	va_end(arguments);
}

static bool take_event(void *context, const struct watch_call *event)
{
	(void)context;
	write_down("%d%s%s%s@%llu ", event->thread, event->requested ? "R" : "",
		   event->raised ? "M" : "", event->decided ? "V" : "", event->time_ns);
	if (name_count < ARRAY_SIZE(names))
		memcpy(names[name_count++], event->process, WATCH_PROCESS_LEN);
	return --stop_after != 0;
}

static void take_lost(void *context, __u64 count)
{
	(void)context;
	write_down("lost:%llu ", count);
}

static void take_unloaded(void *context)
{
	(void)context;
	write_down("unloaded ");
}

static void take_loaded(void *context)
{
	(void)context;
	write_down("loaded ");
}

static const struct watch_sink sink = {
	.event = take_event,
	.lost = take_lost,
	.unloaded = take_unloaded,
	.loaded = take_loaded,
};

static const char *read_it(bool last)
{
	*happened = '\0';
	assert_true(watch_trace_read(trace, last, &sink, &failure));
	return happened;
}

static int begin(void **state)
{
	(void)state;
	memset(&fake_trace, 0, sizeof(fake_trace));
	snprintf(directory, sizeof(directory), "/tmp/fake_trace.XXXXXX");
	fake_trace.directory = mkdtemp(directory);
	fake_trace_make();
	stop_after = 0;
	name_count = 0;
	trace = NULL;
	return 0;
}

static int end(void **state)
{
	bool closed = watch_trace_close(trace, &failure);

	(void)state;
	fake_trace_remove();
	return !closed;
}

static void begin_to_watch(void)
{
	assert_true(watch_trace_open(&trace, &failure));
}

static bool file_is(const char *name, const char *expected)
{
	char path[256], text[64] = "";
	FILE *file;

	snprintf(path, sizeof(path), "%s/instances/%s/%s", directory,
		 watch_trace_name(trace), name);
	file = fopen(path, "r");
	if (!file)
		return !expected;
	if (!fgets(text, sizeof(text), file))
		*text = '\0';
	fclose(file);
	text[strcspn(text, "\n")] = '\0';
	return expected && !strcmp(text, expected);
}

static bool instance_exists(const char *name)
{
	struct stat status;
	char path[256];

	snprintf(path, sizeof(path), "%s/instances/%s", directory, name);
	return !stat(path, &status);
}

static void set_up_and_removed(void **state)
{
	char name[64];

	(void)state;
	begin_to_watch();
	snprintf(name, sizeof(name), "mmcomm-cli-%d", getpid());
	assert_string_equal(watch_trace_name(trace), name);
	assert_true(file_is("trace_clock", "mono"));
	assert_true(file_is("buffer_size_kb", "512"));
	assert_true(file_is("events/mm_comm/enable", "1"));
	assert_true(file_is("events/sw_mmi/enable", "1"));
	assert_string_equal(read_it(false), "");
	assert_true(watch_trace_close(trace, &failure));
	trace = NULL;
	assert_false(instance_exists(name));
}

static void one_message(void **state)
{
	(void)state;
	begin_to_watch();
	fake_trace_message(77, 5000, 24);
	assert_string_equal(read_it(false), "77R@5000 77M@6000 77V@7000 ");
	assert_string_equal(read_it(true), "");
}

static void feed_verdict(int cpu, int thread, __u64 time)
{
	struct fake_verdict record = {
		.common = { .type = FAKE_VERDICT_ID, .pid = thread },
	};

	fake_trace_feed(cpu, &record, sizeof(record), time);
}

/* Events of two CPUs come out in the order of time. */
static void two_cpus(void **state)
{
	(void)state;
	begin_to_watch();
	feed_verdict(0, 3, 300);
	feed_verdict(0, 5, 500);
	feed_verdict(1, 4, 400);
	feed_verdict(1, 1, 100);
	assert_string_equal(read_it(false), "1V@100 3V@300 4V@400 5V@500 ");
}

/* An older one of another CPU may still be to come. */
static void the_youngest_wait(void **state)
{
	struct timespec now;
	char expected[64];
	__u64 future;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &now);
	future = (now.tv_sec + 3600) * 1000000000ULL;
	snprintf(expected, sizeof(expected), "9V@%llu 8V@%llu ", future, future + 1);
	begin_to_watch();
	feed_verdict(0, 8, future + 1);
	feed_verdict(0, 1, 5);
	assert_string_equal(read_it(false), "1V@5 ");
	feed_verdict(1, 9, future);
	assert_string_equal(read_it(false), "");
	assert_string_equal(read_it(true), expected);
}

static void lost_events(void **state)
{
	struct fake_verdict record = { .common = { .type = FAKE_VERDICT_ID, .pid = 1 } };
	struct fake_subbuffer page;

	(void)state;
	begin_to_watch();
	feed_verdict(1, 2, 50);
	for (long missed = -1; missed <= 12; missed += 13) {
		fake_subbuffer_begin(&page, 100);
		fake_subbuffer_add(&page, &record, sizeof(record), 0);
		fake_subbuffer_end(&page, missed);
		assert_int_equal(write(fake_trace.feed[0], page.bytes, sizeof(page.bytes)), 4096);
	}
	assert_string_equal(read_it(false), "2V@50 lost:0 1V@100 lost:12 1V@100 ");
}

static void enough_is_enough(void **state)
{
	(void)state;
	begin_to_watch();
	for (int i = 1; i <= 5; i++)
		feed_verdict(0, i, i);
	stop_after = 2;
	assert_string_equal(read_it(false), "1V@1 2V@2 ");
}

/* More events than there was room for at first. */
static void many_events(void **state)
{
	(void)state;
	begin_to_watch();
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < 9; i++)
			feed_verdict(0, 1, 1);
		read_it(false);
		assert_int_equal(strlen(happened), 9 * strlen("1V@1 "));
	}
}

/* From /proc, and of a thread that is gone from the kernel's list. */
static void names_of_processes(void **state)
{
	(void)state;
	begin_to_watch();
	assert_int_equal(prctl(PR_SET_NAME, "a name"), 0);
	feed_verdict(0, getpid(), 1);
	feed_verdict(0, 4199999, 2);
	read_it(false);
	assert_string_equal(names[0], "a name");
	assert_string_equal(names[1], "past");
}

static void unloaded_and_loaded(void **state)
{
	(void)state;
	begin_to_watch();
	fake_trace_unload();
	assert_string_equal(read_it(false), "unloaded ");
	assert_string_equal(read_it(false), "");
	fake_trace_load();
	assert_true(file_is("events/mm_comm/enable", "0"));
	assert_string_equal(read_it(false), "loaded ");
	assert_true(file_is("events/mm_comm/enable", "1"));
	fake_trace_message(1, 10, 24);
	assert_string_equal(read_it(false), "1R@10 1M@1010 1V@2010 ");
}

/* So fast that the files were there whenever it looked; a new one is switched off. */
static void loaded_at_once(void **state)
{
	(void)state;
	begin_to_watch();
	fake_trace_unload();
	fake_trace_load();
	assert_string_equal(read_it(false), "unloaded loaded ");
	assert_true(file_is("events/sw_mmi/enable", "1"));
}

static char *refuse(struct tracefs_instance *instance, const char *file, int *size)
{
	(void)instance;
	(void)file;
	(void)size;
	errno = EPERM;
	return NULL;
}

/* Lockdown, switched on meanwhile, does not pass for a module that was unloaded. */
static void refused_meanwhile(void **state)
{
	(void)state;
	begin_to_watch();
	trace_library.tracefs_instance_file_read = refuse;
	*happened = '\0';
	assert_false(watch_trace_read(trace, false, &sink, &failure));
	assert_string_equal(happened, "");
	assert_int_equal(failure.step, WATCH_STEP_READ);
	assert_int_equal(failure.error, EPERM);
}

static void what_cannot_be_begun(void **state)
{
	(void)state;
	fake_trace.no_library = true;
	assert_false(watch_trace_open(&trace, &failure));
	assert_int_equal(failure.step, WATCH_STEP_LIBRARY);
	fake_trace.no_library = false;

	fake_trace.directory = NULL;
	assert_false(watch_trace_open(&trace, &failure));
	assert_int_equal(failure.step, WATCH_STEP_TRACEFS);
	fake_trace.directory = directory;

	fake_trace.create_error = ENOMEM;
	assert_false(watch_trace_open(&trace, &failure));
	assert_int_equal(failure.step, WATCH_STEP_INSTANCE);
	assert_int_equal(failure.error, ENOMEM);
	fake_trace.create_error = 0;

	fake_trace_unload();
	assert_false(watch_trace_open(&trace, &failure));
	assert_int_equal(failure.step, WATCH_STEP_EVENTS);
	assert_int_equal(failure.error, ENOENT);
	assert_null(trace);
}

/* Without root nobody can tell whether the events are there. */
static void nobody_may_look(void **state)
{
	bool root = !geteuid();
	bool begun;

	(void)state;
	assert_int_equal(chmod(directory, 0), 0);
	assert_false(root && seteuid(65534));
	begun = watch_trace_open(&trace, &failure);
	assert_false(root && seteuid(0));
	assert_int_equal(chmod(directory, 0700), 0);
	assert_false(begun);
	assert_int_equal(failure.step, WATCH_STEP_SET_UP);
	assert_int_equal(failure.error, EACCES);
}

static void it_cannot_be_removed(void **state)
{
	(void)state;
	begin_to_watch();
	fake_trace.destroy_error = EBUSY;
	assert_false(watch_trace_close(trace, &failure));
	trace = NULL;
	assert_int_equal(failure.step, WATCH_STEP_REMOVE);
	assert_int_equal(failure.error, EBUSY);
	assert_non_null(strstr(failure.what, directory));
	fake_trace.destroy_error = 0;
}

/* Of a process that is gone, and nothing else. */
static void left_behind_instances(void **state)
{
	static const char *const others[] = { "mmcomm-cli-1", "mmcomm-cli-x", "mmcomm-cli-0",
					      "perf" };
	char path[256], stale[64];
	int child = fork();

	(void)state;
	if (!child)
		_exit(0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	snprintf(stale, sizeof(stale), "mmcomm-cli-%d", child);
	snprintf(path, sizeof(path), "%s/instances/%s", directory, stale);
	assert_int_equal(mkdir(path, 0700), 0);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		snprintf(path, sizeof(path), "%s/instances/%s", directory, others[i]);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	/* Of a process that had the number of this one. */
	snprintf(path, sizeof(path), "%s/instances/mmcomm-cli-%d", directory, getpid());
	assert_int_equal(mkdir(path, 0700), 0);
	begin_to_watch();
	assert_false(instance_exists(stale));
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		assert_true(instance_exists(others[i]));
}

int main(void)
{
#define with_trace(test) cmocka_unit_test_setup_teardown(test, begin, end)
	test_case tests[] = {
		with_trace(set_up_and_removed),
		with_trace(one_message),
		with_trace(two_cpus),
		with_trace(the_youngest_wait),
		with_trace(lost_events),
		with_trace(enough_is_enough),
		with_trace(many_events),
		with_trace(names_of_processes),
		with_trace(unloaded_and_loaded),
		with_trace(loaded_at_once),
		with_trace(refused_meanwhile),
		with_trace(what_cannot_be_begun),
		with_trace(nobody_may_look),
		with_trace(it_cannot_be_removed),
		with_trace(left_behind_instances),
	};

	return run_all("watch_trace", tests);
}
