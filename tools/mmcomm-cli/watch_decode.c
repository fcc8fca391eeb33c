// SPDX-License-Identifier: GPL-2.0
/*
 * One trace event's binary record, read with the format that the kernel gives of
 * it: another release of the module may have other fields in other places.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace_library.h"
#include "watch.h"

struct record {
	struct tep_event *event;
	void *data;
	size_t size;
};

static struct tep_format_field *find_field(const struct record *record, const char *name)
{
	struct tep_format_field *field =
		trace_library.tep_find_any_field(record->event, name);

	if (!field || field->offset < 0 || field->size <= 0 ||
	    (size_t)field->offset + (size_t)field->size > record->size)
		return NULL;
	return field;
}

static __u64 number(const struct record *record, const char *name)
{
	struct tep_format_field *field = find_field(record, name);
	unsigned long long value;

	if (!field || trace_library.tep_read_number_field(field, record->data, &value))
		return 0;
	return value;
}

static bool recipient(const struct record *record, __u8 guid[MMCOMM_GUID_LEN])
{
	struct tep_format_field *field = find_field(record, "recipient");

	if (!field || field->size != MMCOMM_GUID_LEN)
		return false;
	memcpy(guid, (char *)record->data + field->offset, MMCOMM_GUID_LEN);
	return true;
}

static bool decode_request(const struct record *record, struct watch_call *call)
{
	call->requested = true;
	call->request.buffer_id = number(record, "buffer_id");
	call->request.request_len = number(record, "request_len");
	call->request.message_len = number(record, "message_len");
	call->request.window_len = number(record, "window_len");
	return recipient(record, call->recipient);
}

static bool decode_verdict(const struct record *record, struct watch_call *call)
{
	call->decided = true;
	call->verdict.error = -(__s64)(__s32)number(record, "error");
	call->verdict.reason = number(record, "reason");
	call->verdict.progress = number(record, "progress");
	call->verdict.buffer_id = number(record, "buffer_id");
	call->verdict.mmi_count = number(record, "mmi_count");
	call->verdict.result_flags = number(record, "result_flags");
	call->verdict.mm_status = number(record, "mm_status");
	call->verdict.response_len = number(record, "response_len");
	call->verdict.stopped_ns = number(record, "stopped_ns");
	call->verdict.duration_ns = number(record, "duration_ns");
	return recipient(record, call->recipient);
}

static bool decode_mmi(const struct record *record, struct watch_call *call)
{
	call->raised = true;
	call->mmi.command = number(record, "command");
	call->mmi.data = number(record, "data");
	call->mmi.counted = number(record, "counted");
	call->mmi.count = number(record, "count");
	call->mmi.stopped_ns = number(record, "stopped_ns");
	return true;
}

static bool decode_smc(const struct record *record, struct watch_call *call)
{
	call->called = true;
	call->smc.function = number(record, "function");
	call->smc.address = number(record, "address");
	call->smc.code = number(record, "code");
	call->smc.stopped_ns = number(record, "stopped_ns");
	return true;
}

bool watch_decode(struct tep_handle *tep, void *data, size_t size, struct watch_call *call)
{
	static const struct {
		const char *name;
		bool (*decode)(const struct record *record, struct watch_call *call);
	} events[] = {
		{ "mm_comm_request", decode_request },
		{ "mm_comm_verdict", decode_verdict },
		{ "sw_mmi_raised", decode_mmi },
		{ "sw_mmi_smc", decode_smc },
	};
	struct tep_record raw = { .data = data, .size = size };
	struct record record = { .data = data, .size = size };

	memset(call, 0, sizeof(*call));
	/* The number of the event, which every record begins with. */
	if (size < sizeof(__u16))
		return false;
	record.event = trace_library.tep_find_event(tep, trace_library.tep_data_type(tep, &raw));
	if (!record.event)
		return false;
	call->thread = number(&record, "common_pid");
	for (size_t i = 0; i < ARRAY_SIZE(events); i++) {
		if (!strcmp(record.event->name, events[i].name))
			return events[i].decode(&record, call);
	}
	return false;
}

void watch_process_name(const char *saved, int thread, char name[WATCH_PROCESS_LEN])
{
	*name = '\0';
	while (*saved) {
		size_t length = strcspn(saved, "\n");
		char *rest;

		if (strtol(saved, &rest, 10) == thread && rest < saved + length &&
		    *rest == ' ') {
			rest++;
			snprintf(name, WATCH_PROCESS_LEN, "%.*s",
				 (int)(saved + length - rest), rest);
			return;
		}
		saved += length;
		saved += *saved == '\n';
	}
}
