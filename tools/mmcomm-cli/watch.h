/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli watch: from trace events to calls. watch_trace.c reads the kernel's
 * buffers, watch_decode.c makes a struct watch_call of each event, watch_join.c
 * puts those of one call together, print_watch.c prints them.
 */
#ifndef MMCOMM_CLI_WATCH_H
#define MMCOMM_CLI_WATCH_H

#include "cli.h"

struct tep_handle;

/* The kernel's TASK_COMM_LEN. */
#define WATCH_PROCESS_LEN 16

/**
 * struct watch_request - event mm_comm:mm_comm_request
 * @buffer_id: buffer asked for, or MMCOMM_BUFFER_ANY
 * @request_len: bytes that the caller gave
 * @message_len: length that MM is told; 0 for that of the request
 * @window_len: bytes that MM may write; 0 for the message's length
 */
struct watch_request {
	__u32 buffer_id;
	__u32 request_len;
	__u32 message_len;
	__u32 window_len;
};

/**
 * struct watch_verdict - event mm_comm:mm_comm_verdict
 * @error: errno, positive, or 0
 * @reason: enum mmcomm_reason
 * @progress: enum mmcomm_progress
 * @buffer_id: buffer chosen, or MMCOMM_BUFFER_ANY where none was
 * @mmi_count: MMIs counted
 * @result_flags: MMCOMM_RESULT_*
 * @mm_status: of the MM core
 * @response_len: bytes of the answer
 * @stopped_ns: how long the machine was stopped
 * @duration_ns: how long the call took, with its waiting
 */
struct watch_verdict {
	int error;
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

/**
 * struct watch_mmi - event sw_mmi:sw_mmi_raised
 * @command: byte of the command port
 * @data: byte of the data port
 * @counted: whether MMIs could be counted
 * @count: how many were
 * @stopped_ns: how long the machine was stopped
 */
struct watch_mmi {
	__u8 command;
	__u8 data;
	bool counted;
	__u32 count;
	__u64 stopped_ns;
};

/**
 * struct watch_smc - event sw_mmi:sw_mmi_smc
 * @function: id of the call
 * @address: physical address of the message
 * @code: what the secure monitor returned
 * @stopped_ns: how long the machine was stopped
 */
struct watch_smc {
	__u32 function;
	__u64 address;
	__s64 code;
	__u64 stopped_ns;
};

/**
 * struct watch_call - what is known of one call; of a single event one part of it
 * @time_ns: of the first event, on the kernel's monotonic clock
 * @thread: who called
 * @process: its name, empty where it is not known
 * @recipient: with @requested or @decided
 * @requested: @request is known
 * @raised: @mmi is known
 * @called: @smc is known
 * @decided: @verdict is known
 * @request: the message
 * @mmi: the MMI that was raised; without request and verdict a bare one
 * @smc: the secure monitor call that carried the message
 * @verdict: what came of the message
 */
struct watch_call {
	__u64 time_ns;
	int thread;
	char process[WATCH_PROCESS_LEN];
	__u8 recipient[MMCOMM_GUID_LEN];
	bool requested;
	bool raised;
	bool called;
	bool decided;
	struct watch_request request;
	struct watch_mmi mmi;
	struct watch_smc smc;
	struct watch_verdict verdict;
};

/* watch_decode.c ---------------------------------------------------------- */

/**
 * watch_decode - make a call of one event
 * @tep: knows the formats
 * @data: the event's binary record
 * @size: its bytes
 * @call: filled in, except for @time_ns and @process
 *
 * Goes by the names of fields. One that the format does not have stays 0, one
 * that is not known here is left alone.
 *
 * Return: whether it is an event that is known, with what identifies it.
 */
bool watch_decode(struct tep_handle *tep, void *data, size_t size, struct watch_call *call);

/**
 * watch_process_name - find a thread in the kernel's list of names
 * @saved: contents of saved_cmdlines: lines of a number and a name
 * @thread: the thread
 * @name: filled in; empty where the list has none
 */
void watch_process_name(const char *saved, int thread, char name[WATCH_PROCESS_LEN]);

/* watch_join.c ------------------------------------------------------------ */

/**
 * struct watch_join - calls under way
 * @calls: an array, from malloc(3)
 * @count: its entries
 * @room: entries that it has room for
 * @complete: gets each call, once nothing more is to come
 * @context: for @complete
 */
struct watch_join {
	struct watch_call *calls;
	size_t count;
	size_t room;
	void (*complete)(void *context, const struct watch_call *call);
	void *context;
};

/**
 * watch_join_add - the next event, in the order of time
 * @join: calls under way
 * @event: it
 *
 * A thread has one call under way at a time: what the events of one thread say
 * belongs together, up to a verdict.
 *
 * Return: false without memory.
 */
bool watch_join_add(struct watch_join *join, const struct watch_call *event);

/**
 * watch_join_flush - nothing more is to come of the calls under way
 * @join: empty afterwards, its memory released
 */
void watch_join_flush(struct watch_join *join);

/* watch_trace.c ----------------------------------------------------------- */

/** enum watch_step - what failed */
enum watch_step {
	WATCH_STEP_LIBRARY,
	WATCH_STEP_LOCKDOWN,
	WATCH_STEP_TRACEFS,
	WATCH_STEP_EVENTS,
	WATCH_STEP_INSTANCE,
	WATCH_STEP_SET_UP,
	WATCH_STEP_READ,
	WATCH_STEP_REMOVE,
	WATCH_STEP_MEMORY,
};

/**
 * struct watch_failure - why it cannot be watched, or not any longer
 * @step: what failed
 * @error: errno, or 0
 * @loaded: whether the module is loaded, with WATCH_STEP_EVENTS
 * @what: the file or library that it is about
 */
struct watch_failure {
	enum watch_step step;
	int error;
	bool loaded;
	char what[192];
};

/**
 * struct watch_sink - who gets what is read
 * @event: an event, in the order of time. Returns false to end reading
 * @lost: a number of events, 0 for an unknown one, were overwritten before they
 *	could be read
 * @unloaded: the module's events are gone
 * @loaded: they are back, and watched again
 * @context: for all of them
 */
struct watch_sink {
	bool (*event)(void *context, const struct watch_call *event);
	void (*lost)(void *context, __u64 count);
	void (*unloaded)(void *context);
	void (*loaded)(void *context);
	void *context;
};

struct watch_trace;

/**
 * watch_trace_open - begin to watch, in a trace instance of its own
 * @trace: what to read from
 * @failure: filled in on failure
 *
 * Return: whether it was begun. Otherwise nothing is left behind.
 */
bool watch_trace_open(struct watch_trace **trace, struct watch_failure *failure);

/**
 * watch_trace_name - the trace instance's name
 * @trace: from watch_trace_open()
 *
 * Return: the name, as long as @trace is open.
 */
const char *watch_trace_name(const struct watch_trace *trace);

/**
 * watch_trace_read - hand on what has come
 * @trace: from watch_trace_open()
 * @last: nothing will be read after this, so that nothing is held back
 * @sink: gets it
 * @failure: filled in on failure
 *
 * Does not wait. Of two CPUs' events the ones that came while this was reading are
 * held back until the next time, so that all are in order.
 *
 * Return: whether it could be read.
 */
bool watch_trace_read(struct watch_trace *trace, bool last, const struct watch_sink *sink,
		      struct watch_failure *failure);

/**
 * watch_trace_close - end, and remove the instance
 * @trace: from watch_trace_open(), or NULL
 * @failure: filled in on failure
 *
 * Return: whether it could be removed.
 */
bool watch_trace_close(struct watch_trace *trace, struct watch_failure *failure);

/* watch_explain.c --------------------------------------------------------- */

/**
 * watch_explain - turn a failure into sentences
 * @failure: what failed
 * @explanation: filled in, except for its progress
 *
 * Return: the exit code that belongs to it.
 */
int watch_explain(const struct watch_failure *failure,
		  struct mmcomm_explanation *explanation);

/* print_watch.c: one line each, written out at once. ---------------------- */

void print_watch_call(const struct options *options, const struct watch_call *call);
void print_watch_lost(const struct options *options, __u64 count);
void print_watch_module(const struct options *options, bool loaded);
void print_watch_failure(const struct options *options, const struct watch_failure *failure,
			 const struct mmcomm_explanation *explanation);

#endif
