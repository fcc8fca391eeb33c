// SPDX-License-Identifier: GPL-2.0
/*
 * Sets the fake device up from the environment, for tests that run the tool as
 * a whole: FAKE="name=number,...", and FAKE_TRACING=DIRECTORY for a made-up tracefs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_device.h"
#include "fake_trace.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static unsigned long trace_messages;
static bool without_module;

/* Threads 1 to 3 by turns, a second apart. */
static void feed_messages(void)
{
	for (unsigned long i = 0; i < trace_messages; i++)
		fake_trace_message(1000000000 + i % 3, (i + 1) * 1000000000ULL, 24 + i);
}

static void set(const char *name, unsigned long value)
{
	static const char *const requests[] = {
		"", "info", "buffers", "discovery", "communicate", "trigger"
	};

	for (size_t i = 1; i < ARRAY_SIZE(requests); i++) {
		if (!strcmp(name, requests[i])) {
			fake.error[i] = value;
			return;
		}
	}
	if (!strcmp(name, "open"))
		fake.open_error = value;
	else if (!strcmp(name, "progress"))
		fake.progress = value;
	else if (!strcmp(name, "reason"))
		fake.reason = value;
	else if (!strcmp(name, "buffer_count"))
		fake.buffer_count = value;
	else if (!strcmp(name, "place_count"))
		fake.place_count = value;
	else if (!strcmp(name, "counter"))
		fake.count_mmis = value;
	else if (!strcmp(name, "lost"))
		fake.lost_mmis = value;
	else if (!strcmp(name, "mm_status"))
		fake.mm_status = value;
	else if (!strcmp(name, "no_status"))
		fake.no_status = value;
	else if (!strcmp(name, "lie"))
		fake.lie = value;
	else if (!strcmp(name, "supervisor"))
		fake.supervisor = value;
	else if (!strcmp(name, "supervisor_result"))
		fake.supervisor_result = value;
	else if (!strcmp(name, "profile"))
		fake.profile = value;
	else if (!strcmp(name, "longest"))
		fake.info.max_message_len = value;
	else if (!strcmp(name, "wsmt"))
		fake_wsmt(value);
	else if (!strcmp(name, "simulated"))
		fake_simulate();
	else if (!strcmp(name, "interrupt"))
		fake.interrupt_after = value;
	else if (!strcmp(name, "flags"))
		fake.info.flags = value;
	else if (!strcmp(name, "mailbox") && !value)
		fake.info.executor[0] = '\0';
	else if (!strcmp(name, "trace_messages"))
		trace_messages = value;
	else if (!strcmp(name, "trace_library"))
		fake_trace.no_library = !value;
	else if (!strcmp(name, "trace_module") && !value)
		without_module = true;
	else if (!strcmp(name, "trace_create"))
		fake_trace.create_error = value;
	else if (!strcmp(name, "trace_destroy"))
		fake_trace.destroy_error = value;
	else if (!strcmp(name, "trace_smc"))
		fake_trace.by_smc = value;
	else if (!strcmp(name, "trace_status"))
		fake_trace.result_flags = value ? MMCOMM_RESULT_STATUS_VALID : 0;
	else if (!strcmp(name, "port"))
		fake.info.mmi_port_type = value;
	else
		abort();
}

__attribute__((constructor)) static void set_up(void)
{
	const char *environment = getenv("FAKE");
	char *copy, *word, *rest;

	fake_reset();
	fake_trace.directory = getenv("FAKE_TRACING");
	fake_trace.opened = feed_messages;
	fake_trace.result_flags = MMCOMM_RESULT_STATUS_VALID;
	if (!environment)
		return;
	copy = strdup(environment);
	for (word = strtok_r(copy, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
		char *value = strchr(word, '=');

		if (!value)
			abort();
		*value++ = '\0';
		set(word, strtoul(value, NULL, 0));
	}
	free(copy);
	if (fake_trace.directory) {
		fake_trace_make();
		if (without_module)
			fake_trace_unload();
	}
}
