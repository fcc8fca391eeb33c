// SPDX-License-Identifier: GPL-2.0
/*
 * A made-up tracefs, for tests. What a kernel does by itself there, such as filling
 * a new instance with files, is done here in place of the library's function.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake_trace.h"
#include "fake_wrap.h"
#include "cli.h"
#include "trace_library.h"

#define COMMON_FIELDS \
	"format:\n" \
	"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n" \
	"\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n" \
	"\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n" \
	"\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"

const char fake_request_format[] =
	"name: mm_comm_request\nID: 1496\n" COMMON_FIELDS
	"\tfield:u8 recipient[16];\toffset:8;\tsize:16;\tsigned:0;\n"
	"\tfield:u32 buffer_id;\toffset:24;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 request_len;\toffset:28;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 message_len;\toffset:32;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 window_len;\toffset:36;\tsize:4;\tsigned:0;\n\n"
	"print fmt: \"recipient=%pUl buffer=%d\", REC->recipient, (int)REC->buffer_id\n";

const char fake_verdict_format[] =
	"name: mm_comm_verdict\nID: 1497\n" COMMON_FIELDS
	"\tfield:u8 recipient[16];\toffset:8;\tsize:16;\tsigned:0;\n"
	"\tfield:int error;\toffset:24;\tsize:4;\tsigned:1;\n"
	"\tfield:u32 reason;\toffset:28;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 progress;\toffset:32;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 buffer_id;\toffset:36;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 mmi_count;\toffset:40;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 result_flags;\toffset:44;\tsize:4;\tsigned:0;\n"
	"\tfield:u64 mm_status;\toffset:48;\tsize:8;\tsigned:0;\n"
	"\tfield:u64 response_len;\toffset:56;\tsize:8;\tsigned:0;\n"
	"\tfield:u64 stopped_ns;\toffset:64;\tsize:8;\tsigned:0;\n"
	"\tfield:u64 duration_ns;\toffset:72;\tsize:8;\tsigned:0;\n\n"
	"print fmt: \"recipient=%pUl error=%d\", REC->recipient, REC->error\n";

const char fake_mmi_format[] =
	"name: sw_mmi_raised\nID: 1502\n" COMMON_FIELDS
	"\tfield:u8 command;\toffset:8;\tsize:1;\tsigned:0;\n"
	"\tfield:u8 data;\toffset:9;\tsize:1;\tsigned:0;\n"
	"\tfield:bool counted;\toffset:10;\tsize:1;\tsigned:0;\n"
	"\tfield:u32 count;\toffset:12;\tsize:4;\tsigned:0;\n"
	"\tfield:u64 stopped_ns;\toffset:16;\tsize:8;\tsigned:0;\n\n"
	"print fmt: \"command=0x%02x\", REC->command\n";

const char fake_smc_format[] =
	"name: sw_mmi_smc\nID: 1503\n" COMMON_FIELDS
	"\tfield:u32 function;\toffset:8;\tsize:4;\tsigned:0;\n"
	"\tfield:u64 address;\toffset:16;\tsize:8;\tsigned:0;\n"
	"\tfield:s64 code;\toffset:24;\tsize:8;\tsigned:1;\n"
	"\tfield:u64 stopped_ns;\toffset:32;\tsize:8;\tsigned:0;\n\n"
	"print fmt: \"function=0x%08x\", REC->function\n";

static const char header_page[] =
	"\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
	"\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
	"\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
	"\tfield: char data;\toffset:16;\tsize:4080;\tsigned:0;\n";

/* What the ring buffer writes in front of an event: five bits, then the time. */
#define PAGE_HEADER	16
#define LONGEST_SHORT	(28 * 4)
#define MISSED		0x80000000UL
#define MISSED_STORED	0x40000000UL

struct fake_trace fake_trace;

void fake_subbuffer_begin(struct fake_subbuffer *page, __u64 time_ns)
{
	memset(page, 0, sizeof(*page));
	memcpy(page->bytes, &time_ns, sizeof(time_ns));
	page->length = PAGE_HEADER;
}

void fake_subbuffer_add(struct fake_subbuffer *page, const void *record, size_t size,
			unsigned int delta_ns)
{
	__u32 header = size / 4 | delta_ns << 5;

	if (size % 4 || size > LONGEST_SHORT || page->length + size + 4 > sizeof(page->bytes))
		abort();
	memcpy(page->bytes + page->length, &header, sizeof(header));
	memcpy(page->bytes + page->length + 4, record, size);
	page->length += size + 4;
}

void fake_subbuffer_end(struct fake_subbuffer *page, long missed)
{
	__u64 commit = page->length - PAGE_HEADER;

	if (missed)
		commit |= MISSED;
	if (missed > 0) {
		commit |= MISSED_STORED;
		memcpy(page->bytes + page->length, &missed, sizeof(missed));
	}
	memcpy(page->bytes + 8, &commit, sizeof(commit));
}

static void __printf(2, 3) make_file(const char *text, const char *format, ...)
{
	char path[512];
	va_list arguments;
	FILE *file;

	va_start(arguments, format);
	vsnprintf(path, sizeof(path), format, arguments);
	va_end(arguments);
	for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		abort();
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at)
{
	(void)status;
	(void)type;
	(void)at;
	return remove(path);
}

static void __printf(1, 2) remove_tree(const char *format, ...)
{
	char path[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(path, sizeof(path), format, arguments);
	va_end(arguments);
	nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void make_events(const char *directory)
{
	make_file("0\n", "%s/events/mm_comm/enable", directory);
	make_file(fake_request_format, "%s/events/mm_comm/mm_comm_request/format", directory);
	make_file(fake_verdict_format, "%s/events/mm_comm/mm_comm_verdict/format", directory);
	make_file("0\n", "%s/events/sw_mmi/enable", directory);
	make_file(fake_mmi_format, "%s/events/sw_mmi/sw_mmi_raised/format", directory);
	make_file(fake_smc_format, "%s/events/sw_mmi/sw_mmi_smc/format", directory);
}

static char instance_directory[512];

void fake_trace_load(void)
{
	make_events(fake_trace.directory);
	if (*instance_directory)
		make_events(instance_directory);
}

void fake_trace_unload(void)
{
	remove_tree("%s/events/mm_comm", fake_trace.directory);
	remove_tree("%s/events/sw_mmi", fake_trace.directory);
	if (*instance_directory) {
		remove_tree("%s/events/mm_comm", instance_directory);
		remove_tree("%s/events/sw_mmi", instance_directory);
	}
}

void fake_trace_make(void)
{
	make_file("", "%s/instances/.made", fake_trace.directory);
	make_file("77 worker\n4199999 past\n", "%s/saved_cmdlines", fake_trace.directory);
	fake_trace_load();
}

void fake_trace_remove(void)
{
	remove_tree("%s", fake_trace.directory);
}

void fake_trace_feed(int cpu, const void *record, size_t size, __u64 time_ns)
{
	struct fake_subbuffer page;

	fake_subbuffer_begin(&page, time_ns);
	fake_subbuffer_add(&page, record, size, 0);
	fake_subbuffer_end(&page, 0);
	if (write(fake_trace.feed[cpu], page.bytes, sizeof(page.bytes)) < 0)
		abort();
}

void fake_trace_message(int thread, __u64 time_ns, unsigned int length)
{
	struct fake_request request = {
		.common = { .type = FAKE_REQUEST_ID, .pid = thread },
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request_len = length,
	};
	struct fake_mmi mmi = {
		.common = { .type = FAKE_MMI_ID, .pid = thread },
		.command = 0x12,
		.counted = 1,
		.count = 1,
		.stopped_ns = 76000,
	};
	struct fake_smc smc = {
		.common = { .type = FAKE_SMC_ID, .pid = thread },
		.function = 0xc4000041,
		.address = 0x7fe00000,
		.stopped_ns = 76000,
	};
	struct fake_verdict verdict = {
		.common = { .type = FAKE_VERDICT_ID, .pid = thread },
		.progress = MMCOMM_PROGRESS_RAN,
		.buffer_id = 0,
		.mmi_count = 1,
		.result_flags = fake_trace.result_flags,
		.response_len = length,
		.stopped_ns = 76000,
		.duration_ns = 146000,
	};
	struct fake_subbuffer page;

	mmcomm_guid_parse("variable", request.recipient);
	mmcomm_guid_parse("variable", verdict.recipient);
	fake_subbuffer_begin(&page, time_ns);
	fake_subbuffer_add(&page, &request, sizeof(request), 0);
	if (fake_trace.by_smc)
		fake_subbuffer_add(&page, &smc, sizeof(smc), 1000);
	else
		fake_subbuffer_add(&page, &mmi, sizeof(mmi), 1000);
	fake_subbuffer_add(&page, &verdict, sizeof(verdict), 1000);
	fake_subbuffer_end(&page, 0);
	if (write(fake_trace.feed[0], page.bytes, sizeof(page.bytes)) < 0)
		abort();
}

/* Functions of the library ------------------------------------------------ */

static struct trace_library real;

static int fake_is_mounted(bool mount, const char **path)
{
	if (mount)
		abort();
	*path = fake_trace.directory ? fake_trace.directory : "/sys/kernel/tracing";
	return fake_trace.directory ? 1 : 0;
}

static struct tracefs_instance *fake_create(const char *name)
{
	if (fake_trace.create_error) {
		errno = fake_trace.create_error;
		return NULL;
	}
	snprintf(instance_directory, sizeof(instance_directory), "%s/instances/%s",
		 fake_trace.directory, name);
	make_file("1408\n", "%s/buffer_size_kb", instance_directory);
	make_file("[local] global mono\n", "%s/trace_clock", instance_directory);
	make_file(header_page, "%s/events/header_page", instance_directory);
	make_file("", "%s/per_cpu/cpu0/trace_pipe_raw", instance_directory);
	make_file("", "%s/per_cpu/cpu1/trace_pipe_raw", instance_directory);
	make_events(instance_directory);
	fake_trace.cpus = 0;
	return real.tracefs_instance_create(name);
}

static int fake_destroy(struct tracefs_instance *instance)
{
	(void)instance;
	for (size_t i = 0; i < fake_trace.cpus; i++)
		close(fake_trace.feed[i]);
	if (fake_trace.destroy_error) {
		errno = fake_trace.destroy_error;
		return -1;
	}
	remove_tree("%s", instance_directory);
	*instance_directory = '\0';
	return 0;
}

/* A socket that keeps sub-buffers apart, as the kernel does. */
static int fake_open(struct tracefs_instance *instance, const char *file, int mode)
{
	int ends[2], cpu;

	(void)instance;
	if (sscanf(file, "per_cpu/cpu%d/trace_pipe_raw", &cpu) != 1 || cpu > 1 ||
	    !(mode & O_NONBLOCK) ||
	    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends))
		abort();
	fake_trace.feed[cpu] = ends[1];
	if (++fake_trace.cpus == 2 && fake_trace.opened)
		fake_trace.opened();
	return ends[0];
}

const char *__wrap_trace_library_load(void)
{
	int (*set_directory)(const char *directory);
	const char *why = __real_trace_library_load();
	void *symbol;

	if (fake_trace.no_library)
		return "libtracefs.so.1: cannot open shared object file: No such file or directory";
	if (why)
		return why;
	real = trace_library;
	symbol = dlsym(dlopen("libtracefs.so.1", RTLD_NOW), "tracefs_set_tracing_dir");
	memcpy(&set_directory, &symbol, sizeof(symbol));
	if (fake_trace.directory && set_directory(fake_trace.directory))
		abort();
	trace_library.tracefs_tracing_dir_is_mounted = fake_is_mounted;
	trace_library.tracefs_instance_create = fake_create;
	trace_library.tracefs_instance_destroy = fake_destroy;
	trace_library.tracefs_instance_file_open = fake_open;
	return NULL;
}
