// SPDX-License-Identifier: GPL-2.0
/*
 * Events of one call are put together, whatever comes in between or gets lost.
 */
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "watch.h"

#include "test.h"

static char calls[1024];

/* For instance "7:RMV 8:V ": a thread, and what is known of its call. */
static void write_down(void *context, const struct watch_call *call)
{
	size_t used = strlen(calls);

	(void)context;
	snprintf(calls + used, sizeof(calls) - used, "%d:%s%s%s%s ", call->thread,
		 call->requested ? "R" : "", call->raised ? "M" : "", call->called ? "S" : "",
		 call->decided ? "V" : "");
}

static struct watch_join join;

/* @kinds: R, M, S or V */
static void add_to(int thread, const char *kinds, __u8 recipient)
{
	for (; *kinds; kinds++) {
		struct watch_call event = {
			.thread = thread,
			.requested = *kinds == 'R',
			.raised = *kinds == 'M',
			.called = *kinds == 'S',
			.decided = *kinds == 'V',
		};

		if (event.requested || event.decided)
			event.recipient[0] = recipient;
		assert_true(watch_join_add(&join, &event));
	}
}

static void add(int thread, const char *kinds)
{
	add_to(thread, kinds, 1);
}

static int begin(void **state)
{
	(void)state;
	*calls = '\0';
	join = (struct watch_join){ .complete = write_down };
	return 0;
}

static int end(void **state)
{
	(void)state;
	watch_join_flush(&join);
	return 0;
}

static void whole_calls(void **state)
{
	(void)state;
	add(1, "RMVRMV");
	assert_string_equal(calls, "1:RMV 1:RMV ");
}

static void by_secure_monitor_call(void **state)
{
	(void)state;
	add(1, "RSVRSV");
	assert_string_equal(calls, "1:RSV 1:RSV ");
	*calls = '\0';
	/* The second one belongs to something else. */
	add(1, "RSS");
	assert_string_equal(calls, "1:RS 1:S ");
}

/* A simulated MM is called without one. */
static void without_an_mmi(void **state)
{
	(void)state;
	add(1, "RV");
	assert_string_equal(calls, "1:RV ");
}

static void several_threads(void **state)
{
	(void)state;
	for (int thread = 1; thread <= 20; thread++)
		add(thread, "R");
	add(2, "M");
	add(20, "V");
	add(1, "V");
	add(2, "V");
	assert_string_equal(calls, "20:RV 1:RV 2:RMV ");
	assert_int_equal(join.count, 17);
}

static void single_events(void **state)
{
	(void)state;
	add(1, "VM");
	assert_string_equal(calls, "1:V 1:M ");
}

static void a_verdict_that_was_lost(void **state)
{
	(void)state;
	add(1, "RMRMV");
	assert_string_equal(calls, "1:RM 1:RMV ");
}

/* The verdict of another message, whose request was lost. */
static void a_request_that_was_lost(void **state)
{
	(void)state;
	add(1, "R");
	add_to(1, "V", 2);
	assert_string_equal(calls, "1:R 1:V ");
	*calls = '\0';
	/* The second MMI belongs to something else. */
	add(1, "RMM");
	assert_string_equal(calls, "1:RM 1:M ");
}

static void under_way_at_the_end(void **state)
{
	(void)state;
	add(3, "RM");
	add(1, "R");
	watch_join_flush(&join);
	assert_string_equal(calls, "3:RM 1:R ");
	assert_int_equal(join.count, 0);
	watch_join_flush(&join);
	assert_string_equal(calls, "3:RM 1:R ");
}

static struct watch_call seen;

static void keep(void *context, const struct watch_call *call)
{
	(void)context;
	seen = *call;
}

static void what_each_event_says(void **state)
{
	struct watch_call event = { .time_ns = 5, .thread = 1, .requested = true };

	(void)state;
	join.complete = keep;
	event.request.request_len = 24;
	set_text(event.process, "sh");
	assert_true(watch_join_add(&join, &event));
	event = (struct watch_call){ .time_ns = 6, .thread = 1, .raised = true };
	event.mmi.command = 7;
	assert_true(watch_join_add(&join, &event));
	event = (struct watch_call){ .time_ns = 6, .thread = 1, .called = true };
	event.smc.code = -3;
	assert_true(watch_join_add(&join, &event));
	event = (struct watch_call){ .time_ns = 7, .thread = 1, .decided = true };
	event.verdict.response_len = 25;
	set_text(event.process, "mmcomm-cli");
	assert_true(watch_join_add(&join, &event));
	assert_int_equal(seen.time_ns, 5);
	assert_int_equal(seen.smc.code, -3);
	assert_int_equal(seen.request.request_len, 24);
	assert_int_equal(seen.mmi.command, 7);
	assert_int_equal(seen.verdict.response_len, 25);
	assert_string_equal(seen.process, "mmcomm-cli");
}

int main(void)
{
#define with_join(test) cmocka_unit_test_setup_teardown(test, begin, end)
	test_case tests[] = {
		with_join(whole_calls),
		with_join(by_secure_monitor_call),
		with_join(without_an_mmi),
		with_join(several_threads),
		with_join(single_events),
		with_join(a_verdict_that_was_lost),
		with_join(a_request_that_was_lost),
		with_join(under_way_at_the_end),
		with_join(what_each_event_says),
	};

	return run_all("watch_join", tests);
}
