// SPDX-License-Identifier: GPL-2.0
/*
 * What watch prints: a line for each call, written out at once.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "format.h"
#include "print.h"
#include "terminal.h"
#include "watch.h"

/* One line, put together piece by piece. */
struct line {
	char text[1024];
	size_t length;
};

static void __printf(2, 3) add(struct line *line, const char *format, ...)
{
	size_t room = sizeof(line->text) - line->length;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line->text + line->length, room, format, arguments);
	va_end(arguments);
	if (length > 0)
		line->length += (size_t)length < room ? (size_t)length : room - 1;
}

/* MM may have run and given none: a 0 is EFI_SUCCESS only where it did. */
static bool has_status(const struct watch_verdict *verdict)
{
	return verdict->result_flags & MMCOMM_RESULT_STATUS_VALID;
}

/* The length that MM is told. */
static __u32 told_length(const struct watch_request *request)
{
	return request->message_len ? request->message_len : request->request_len;
}

static void add_mmi(struct line *line, const struct watch_mmi *mmi)
{
	add(line, "MMI 0x%02x/0x%02x ", mmi->command, mmi->data);
	if (mmi->counted)
		add(line, "counted %u", mmi->count);
	else
		add(line, "not counted");
}

static void add_smc(struct line *line, const struct watch_smc *smc)
{
	add(line, "SMC 0x%08x returned %s", smc->function, format_smc_code(smc->code).s);
}

static void add_verdict(struct line *line, const struct watch_verdict *verdict)
{
	if (verdict->error)
		add(line, " %s (%s), %s", errno_name(verdict->error),
		    mmcomm_reason_name(verdict->reason),
		    mmcomm_progress_name(verdict->progress));
	if (has_status(verdict))
		add(line, "%s %s", verdict->error ? "," : "",
		    format_status(verdict->mm_status).s);
	else if (!verdict->error)
		add(line, " no status, %s", mmcomm_progress_name(verdict->progress));
	if (!verdict->error)
		add(line, ", %llu byte%s back", verdict->response_len,
		    plural(verdict->response_len));
	if (verdict->buffer_id != MMCOMM_BUFFER_ANY)
		add(line, ", buffer %u", verdict->buffer_id);
}

static void add_message(struct line *line, const struct watch_call *call)
{
	add(line, "%s:", format_guid(call->recipient).s);
	if (call->requested)
		add(line, " %u byte%s ->", told_length(&call->request),
		    plural(told_length(&call->request)));
	if (call->decided)
		add_verdict(line, &call->verdict);
	else
		add(line, " no verdict seen");
	if (call->raised) {
		add(line, ", ");
		add_mmi(line, &call->mmi);
	}
	if (call->called) {
		add(line, ", ");
		add_smc(line, &call->smc);
	}
	if (call->decided && call->verdict.stopped_ns)
		add(line, ", stopped %s", format_duration(call->verdict.stopped_ns).s);
	if (call->decided && call->verdict.duration_ns)
		add(line, ", took %s", format_duration(call->verdict.duration_ns).s);
}

static void print_text(const struct watch_call *call)
{
	struct line line = { .length = 0 };

	add(&line, "%5llu.%06llu %s[%d] ", call->time_ns / 1000000000,
	    call->time_ns / 1000 % 1000000, *call->process ? call->process : "?", call->thread);
	if (call->requested || call->decided) {
		add_message(&line, call);
	} else if (call->called) {
		add_smc(&line, &call->smc);
		add(&line, ", stopped %s", format_duration(call->smc.stopped_ns).s);
	} else {
		add_mmi(&line, &call->mmi);
		add(&line, ", stopped %s", format_duration(call->mmi.stopped_ns).s);
	}
	make_printable(line.text);
	puts(line.text);
	fflush(stdout);
}

static json_object *json_buffer(__u32 id)
{
	return id == MMCOMM_BUFFER_ANY ? NULL : json_object_new_uint64(id);
}

static json_object *request_json(const struct watch_request *request)
{
	json_object *object = json_object_new_object();

	json_add(object, "buffer_id", json_buffer(request->buffer_id));
	json_add_number(object, "request_len", request->request_len);
	json_add_number(object, "message_len", told_length(request));
	json_add_number(object, "window_len", request->window_len);
	return object;
}

static json_object *verdict_json(const struct watch_verdict *verdict)
{
	json_object *object = json_object_new_object();

	json_add(object, "errno", verdict->error ? json_string(errno_name(verdict->error)) : NULL);
	json_add_string(object, "reason", mmcomm_reason_name(verdict->reason));
	json_add_string(object, "progress", mmcomm_progress_name(verdict->progress));
	json_add(object, "mm_status", has_status(verdict) ? json_status(verdict->mm_status) : NULL);
	json_add_number(object, "response_len", verdict->response_len);
	json_add(object, "buffer_id", json_buffer(verdict->buffer_id));
	json_add_number(object, "mmi_count", verdict->mmi_count);
	json_add_number(object, "stopped_ns", verdict->stopped_ns);
	json_add_number(object, "duration_ns", verdict->duration_ns);
	return object;
}

static json_object *mmi_json(const struct watch_mmi *mmi)
{
	json_object *object = json_object_new_object();

	json_add(object, "command", json_hex(mmi->command));
	json_add(object, "data", json_hex(mmi->data));
	json_add(object, "count", mmi->counted ? json_object_new_uint64(mmi->count) : NULL);
	json_add_number(object, "stopped_ns", mmi->stopped_ns);
	return object;
}

static json_object *smc_json(const struct watch_smc *smc)
{
	const char *name = mmcomm_smc_code_name(smc->code);
	json_object *object = json_object_new_object();

	json_add(object, "function", json_hex(smc->function));
	json_add(object, "address", json_hex(smc->address));
	json_add(object, "code", json_hex(smc->code));
	json_add(object, "name", name ? json_string(name) : NULL);
	json_add_number(object, "stopped_ns", smc->stopped_ns);
	return object;
}

static json_object *event_json(const char *name)
{
	json_object *object = json_object_new_object();

	json_add_string(object, "event", name);
	return object;
}

static void print_json(const struct watch_call *call)
{
	bool message = call->requested || call->decided;
	const struct mmcomm_guid *known = mmcomm_guid_lookup(call->recipient);
	json_object *object = event_json(message ? "message" :
					 call->called ? "smc" : "mmi");

	json_add_number(object, "time_ns", call->time_ns);
	json_add(object, "process", *call->process ? json_string(call->process) : NULL);
	json_add_number(object, "thread", call->thread);
	if (message) {
		json_add(object, "recipient", json_guid(call->recipient));
		json_add(object, "recipient_name", known ? json_string(known->name) : NULL);
		json_add(object, "request", call->requested ? request_json(&call->request) : NULL);
		json_add(object, "verdict", call->decided ? verdict_json(&call->verdict) : NULL);
	}
	json_add(object, "mmi", call->raised ? mmi_json(&call->mmi) : NULL);
	json_add(object, "smc", call->called ? smc_json(&call->smc) : NULL);
	json_print_line(object);
}

void print_watch_call(const struct options *options, const struct watch_call *call)
{
	if (options->output == OUTPUT_JSON)
		print_json(call);
	else
		print_text(call);
}

void print_watch_lost(const struct options *options, __u64 count)
{
	json_object *object;

	if (count)
		note("%llu event%s lost: the kernel's buffer was full.", count,
		     count == 1 ? " was" : "s were");
	else
		note("Events were lost: the kernel's buffer was full.");
	if (options->output != OUTPUT_JSON)
		return;
	object = event_json("lost");
	json_add(object, "count", count ? json_object_new_uint64(count) : NULL);
	json_print_line(object);
}

void print_watch_module(const struct options *options, bool loaded)
{
	if (loaded)
		note("The module is loaded again, and watched.");
	else
		note("The module was unloaded; waiting for it.");
	if (options->output == OUTPUT_JSON)
		json_print_line(event_json(loaded ? "loaded" : "unloaded"));
}

void print_watch_failure(const struct options *options, const struct watch_failure *failure,
			 const struct mmcomm_explanation *explanation)
{
	json_object *object, *details;

	error("%s", explanation->problem);
	if (*explanation->way_out)
		note("%s", explanation->way_out);
	if (options->output != OUTPUT_JSON)
		return;
	object = json_object_new_object();
	details = json_object_new_object();
	json_add(details, "errno", failure->error ? json_string(errno_name(failure->error)) : NULL);
	json_add_string(details, "problem", explanation->problem);
	json_add_string(details, "way_out", explanation->way_out);
	json_add(object, "error", details);
	json_print_line(object);
}
