// SPDX-License-Identifier: GPL-2.0
/*
 * watch: the messages and MMIs of everybody, as they happen.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "print.h"
#include "watch.h"

/* How long an event may wait to be read. */
#define INTERVAL_MS 100

struct watch {
	const struct options *options;
	bool filtered;
	__u8 recipient[MMCOMM_GUID_LEN];
	__u64 count;
	__u64 shown;
	bool no_memory;
	struct watch_join join;
};

static bool enough(const struct watch *watch)
{
	return watch->no_memory || ferror(stdout) ||
	       (watch->count && watch->shown == watch->count);
}

static void show(void *context, const struct watch_call *call)
{
	struct watch *watch = context;

	/* A bare MMI has no recipient, nor has a call whose request was lost. */
	if (watch->filtered && ((!call->requested && !call->decided) ||
				memcmp(call->recipient, watch->recipient, MMCOMM_GUID_LEN)))
		return;
	if (enough(watch))
		return;
	print_watch_call(watch->options, call);
	watch->shown++;
}

static bool take_event(void *context, const struct watch_call *event)
{
	struct watch *watch = context;

	if (!watch_join_add(&watch->join, event))
		watch->no_memory = true;
	return !enough(watch);
}

/* What is lost may have been the rest of any call. */
static void take_lost(void *context, __u64 count)
{
	struct watch *watch = context;

	watch_join_flush(&watch->join);
	print_watch_lost(watch->options, count);
}

static void take_unloaded(void *context)
{
	struct watch *watch = context;

	watch_join_flush(&watch->join);
	print_watch_module(watch->options, false);
}

static void take_loaded(void *context)
{
	struct watch *watch = context;

	print_watch_module(watch->options, true);
}

/*
 * Waits until it is time to read again. Returns false where nobody reads the
 * output any more: the pipe's other end is closed, the terminal has hung up.
 */
static bool wait_for_more(void)
{
	struct pollfd output = { .fd = STDOUT_FILENO };

	return poll(&output, 1, INTERVAL_MS) <= 0 || !(output.revents & (POLLERR | POLLHUP));
}

static int fail_watch(const struct options *options, const struct watch_failure *failure)
{
	struct mmcomm_explanation explanation;
	int code = watch_explain(failure, &explanation);

	print_watch_failure(options, failure, &explanation);
	return code;
}

static int follow(struct watch *watch, struct watch_trace *trace)
{
	const struct watch_sink sink = {
		.event = take_event,
		.lost = take_lost,
		.unloaded = take_unloaded,
		.loaded = take_loaded,
		.context = watch,
	};
	struct watch_failure failure;
	bool last = false;
	int code = EXIT_OK;

	for (;;) {
		if (!watch_trace_read(trace, last, &sink, &failure)) {
			code = fail_watch(watch->options, &failure);
			break;
		}
		if (last || enough(watch))
			break;
		if (!interrupted() && !wait_for_more()) {
			/* As if it had been written to. */
			raise(SIGPIPE);
			code = EXIT_OTHER;
			break;
		}
		/* What has come until then is shown. */
		last = interrupted();
	}
	watch_join_flush(&watch->join);
	if (watch->no_memory)
		code = out_of_memory();
	return code;
}

static int watch_events(struct watch *watch)
{
	const struct options *options = watch->options;
	struct watch_failure failure;
	struct watch_trace *trace;
	int code;

	watch->join.complete = show;
	watch->join.context = watch;
	/* The instance must be removed, however this ends. */
	interrupt_catch_pipe();
	if (!watch_trace_open(&trace, &failure))
		return fail_watch(options, &failure);
	note("Watching, in the trace instance %s.", watch_trace_name(trace));
	code = follow(watch, trace);
	if (!watch_trace_close(trace, &failure))
		code = fail_watch(options, &failure);
	return code;
}

static int run_watch(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "count", required_argument, NULL, 'c' },
		{ "filter", required_argument, NULL, 'f' },
		{ 0 }
	};
	struct watch watch = { .options = options };
	int code, option;

	while ((option = next_option(options, argc, argv, own)) != OPTION_END) {
		switch (option) {
		case OPTION_DONE:
			return EXIT_OK;
		case OPTION_BAD:
			return EXIT_USAGE;
		case 'c':
			if (!parse_number(optarg, UINT32_MAX, &watch.count) || !watch.count)
				return usage_error(options, "'%s' is no count, 1 to %u", optarg,
						   UINT32_MAX);
			break;
		case 'f':
			if (mmcomm_guid_parse(optarg, watch.recipient))
				return usage_error(options,
						   "'%s' is neither a GUID nor a known name; see 'mmcomm-cli recipients'",
						   optarg);
			watch.filtered = true;
			break;
		}
	}
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	return watch_events(&watch);
}

const struct command watch_command = {
	.name = "watch",
	.arguments = "[OPTION...]",
	.summary = "Follow the messages and MMIs of everybody, live",
	.help =
	"Prints a line for each message to MM and for each bare MMI that any process or\n"
	"kernel module sends through mmcomm, until it is interrupted. Reads the module's\n"
	"trace events, in a trace instance of its own, so that other tracing goes on\n"
	"undisturbed. A line has the time in seconds on the monotonic clock, the process and\n"
	"its thread, the recipient, the length that MM is told, MM's status or the error with\n"
	"its reason and progress, the length of the answer, the MMI with its command and\n"
	"data, or on Arm the SMC with its return code, how long the machine was stopped, and\n"
	"how long the call took.\n\n"
	"With -o json there is one object a line. It goes on when the module is unloaded, and\n"
	"watches it again once it is loaded; what was not read by then is lost.\n\n"
	"Options:\n"
	"  -c, --count N          end after N lines\n"
	"  -f, --filter GUID|NAME show messages to this recipient only\n\n"
	"Examples:\n"
	"  mmcomm-cli watch\n"
	"  mmcomm-cli watch --filter variable --count 10\n"
	"  mmcomm-cli watch -o json >mmcomm.log\n",
	.run = run_watch,
};
