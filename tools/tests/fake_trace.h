/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A made-up tracefs, for tests: a directory with the files of one that matter to
 * watch, and trace buffers to fill. The libraries are the real ones.
 */
#ifndef FAKE_TRACE_H
#define FAKE_TRACE_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

/* Numbers of the events, as the format files tell them. */
#define FAKE_REQUEST_ID	1496
#define FAKE_VERDICT_ID	1497
#define FAKE_MMI_ID	1502
#define FAKE_SMC_ID	1503

/* Binary records, in the layout that the format files tell. */
struct fake_common {
	__u16 type;
	__u8 flags;
	__u8 preempt_count;
	__s32 pid;
};

struct fake_request {
	struct fake_common common;
	__u8 recipient[16];
	__u32 buffer_id;
	__u32 request_len;
	__u32 message_len;
	__u32 window_len;
};

struct fake_verdict {
	struct fake_common common;
	__u8 recipient[16];
	__s32 error;
	__u32 reason;
	__u32 progress;
	__u32 buffer_id;
	__u32 mmi_count;
	__u32 result_flags;
	__u64 mm_status;
	__u64 response_len;
	__u64 stopped_ns;
	__u64 duration_ns;
};

struct fake_mmi {
	struct fake_common common;
	__u8 command;
	__u8 data;
	__u8 counted;
	__u8 hole;
	__u32 count;
	__u64 stopped_ns;
};

struct fake_smc {
	struct fake_common common;
	__u32 function;
	__u32 hole;
	__u64 address;
	__s64 code;
	__u64 stopped_ns;
};

/* The contents of the files "format". */
extern const char fake_request_format[];
extern const char fake_verdict_format[];
extern const char fake_mmi_format[];
extern const char fake_smc_format[];

/**
 * struct fake_subbuffer - a page of a trace buffer, as the kernel hands it out
 * @bytes: it
 * @length: bytes that are used
 */
struct fake_subbuffer {
	__u8 bytes[4096];
	size_t length;
};

/**
 * fake_subbuffer_begin - an empty one
 * @page: it
 * @time_ns: of its first event
 */
void fake_subbuffer_begin(struct fake_subbuffer *page, __u64 time_ns);

/**
 * fake_subbuffer_add - add an event
 * @page: to this one
 * @record: a struct fake_*, without its type
 * @size: its bytes
 * @delta_ns: nanoseconds since the event before
 */
void fake_subbuffer_add(struct fake_subbuffer *page, const void *record, size_t size,
			unsigned int delta_ns);

/**
 * fake_subbuffer_end - complete it
 * @page: it
 * @missed: events that were lost before it; negative for an unknown number
 */
void fake_subbuffer_end(struct fake_subbuffer *page, long missed);

/**
 * struct fake_trace - what the fake does
 * @directory: stands for /sys/kernel/tracing; NULL where it is not mounted
 * @no_library: the libraries are missing
 * @create_error: errno of creating an instance, or 0
 * @destroy_error: errno of removing it, or 0
 * @result_flags: of every message's verdict
 * @by_smc: messages go by secure monitor call
 * @cpus: buffers that have been opened
 * @feed: for each, where to write sub-buffers to
 * @opened: called when all of one instance's CPUs can be fed, or NULL
 */
struct fake_trace {
	const char *directory;
	bool no_library;
	int create_error;
	int destroy_error;
	__u32 result_flags;
	bool by_smc;
	size_t cpus;
	int feed[2];
	void (*opened)(void);
};

extern struct fake_trace fake_trace;

/** fake_trace_make - a tracefs of a machine with two CPUs, with the module loaded */
void fake_trace_make(void);

/** fake_trace_remove - remove it */
void fake_trace_remove(void);

/** fake_trace_load - the module's events are there, in the instance too, switched off */
void fake_trace_load(void);

/** fake_trace_unload - they are gone */
void fake_trace_unload(void);

/**
 * fake_trace_feed - an event, in a page of its own
 * @cpu: into its buffer
 * @record: a struct fake_*
 * @size: its bytes
 * @time_ns: when
 */
void fake_trace_feed(int cpu, const void *record, size_t size, __u64 time_ns);

/**
 * fake_trace_message - feed the events of one message
 * @thread: who sends
 * @time_ns: when
 * @length: its bytes
 */
void fake_trace_message(int thread, __u64 time_ns, unsigned int length);

#endif
