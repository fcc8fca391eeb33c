// SPDX-License-Identifier: GPL-2.0
/*
 * Messages and triggers: planned, answered and failed.
 */
#include <string.h>

#include "format.h"
#include "plan.h"
#include "print.h"

static json_object *ports_json(const struct mmcomm_info *info, __u32 command,
			       __u32 data)
{
	json_object *object = json_object_new_object();

	json_add_string(object, "type", mmcomm_port_type_name(info->mmi_port_type));
	json_add(object, "data_port", json_hex(info->data_port));
	json_add(object, "data", json_hex(data));
	json_add(object, "cmd_port", json_hex(info->cmd_port));
	json_add(object, "command", json_hex(command));
	return object;
}

static void print_plan_json(const struct plan *plan, const __u8 *header,
			    size_t header_len)
{
	json_object *object = json_object_new_object();
	json_object *buffer = NULL;

	json_add_bool(object, "dry_run", true);
	json_add(object, "recipient", json_guid(plan->recipient));
	json_add_number(object, "header_version", plan->header_version);
	json_add(object, "header", json_bytes(header, header_len));
	json_add_number(object, "request_len", plan->request_len);
	json_add_number(object, "message_len", plan->message_len);
	json_add(object, "request", json_bytes(plan->request, plan->request_len));
	if (plan->buffer) {
		buffer = json_object_new_object();
		json_add_number(buffer, "id", plan->buffer->id);
		json_add(buffer, "address", json_hex(plan->buffer->address));
		json_add_number(buffer, "length", plan->buffer->length);
	}
	json_add(object, "buffer", buffer);
	json_add(object, "can_send", plan->have_device ?
		 json_object_new_boolean(can_send(&plan->info)) : NULL);
	json_add(object, "simulated", plan->have_device ?
		 json_object_new_boolean(plan->info.flags & MMCOMM_INFO_SIMULATED) : NULL);
	json_add(object, "trigger", plan->have_device &&
		 !(plan->info.flags & (MMCOMM_INFO_SIMULATED | MMCOMM_INFO_BY_REGISTER)) ?
		 ports_json(&plan->info, plan->info.message_command, 0) : NULL);
	json_print(object);
}

static void print_ports(const struct mmcomm_info *info, __u32 command, __u32 data)
{
	switch (info->mmi_port_type) {
	case MMCOMM_MMI_PORT_SMI:
		field("Trigger", "0x%02x to data port 0x%x, then 0x%02x to command port 0x%x",
		      data, info->data_port, command, info->cmd_port);
		break;
	case MMCOMM_MMI_PORT_SMC:
		field("Trigger", "SMC 0x%08x with the buffer's address", info->cmd_port);
		break;
	default:
		field("Trigger", "none: an MMI cannot be raised here");
		break;
	}
}

void print_plan(const struct options *options, const struct plan *plan)
{
	__u8 header[HEADER_MAX];
	size_t header_len = plan_header(plan->header_version, plan->recipient,
					plan->message_len, header);

	if (options->output == OUTPUT_JSON) {
		print_plan_json(plan, header, header_len);
		return;
	}
	puts("Dry run: nothing is sent.\n");
	if (plan->have_device && !can_send(&plan->info))
		field("Messages", "%s", messages_text(&plan->info));
	field("Recipient", "%s", format_guid_long(plan->recipient).s);
	if (plan->buffer)
		field("Buffer", "%u at 0x%llx, %llu bytes (%s)",
		      plan->buffer->id, plan->buffer->address,
		      plan->buffer->length,
		      mmcomm_source_name(plan->buffer->source));
	else if (plan->have_device)
		field("Buffer", "none takes it");
	else
		field("Buffer", "unknown: the device cannot be asked");
	field("Header", "V%u, %zu bytes", plan->header_version, header_len);
	field("Message", "%u byte%s%s", plan->message_len, plural(plan->message_len),
	      plan->message_len > plan->request_len ? ", zero behind the data" : "");
	if (plan->have_device && plan->info.flags & MMCOMM_INFO_SIMULATED)
		field("Trigger", "none: " SIMULATED_CALL);
	else if (plan->have_device && plan->info.flags & MMCOMM_INFO_BY_REGISTER)
		field("Trigger", REGISTER_CALL);
	else if (plan->have_device)
		print_ports(&plan->info, plan->info.message_command, 0);
	else
		field("Trigger", "unknown: the device cannot be asked");
	puts("\nHeader:");
	hexdump(header, header_len);
	printf("\nData, %u byte%s:\n", plan->request_len, plural(plan->request_len));
	hexdump(plan->request, plan->request_len);
}

void print_trigger_plan(const struct options *options, const struct mmcomm_info *info,
			__u32 command, __u32 data)
{
	json_object *object;

	if (options->output == OUTPUT_JSON) {
		object = json_object_new_object();
		json_add_bool(object, "dry_run", true);
		json_add(object, "trigger",
			 info->size && info->mmi_port_type != MMCOMM_MMI_PORT_SMC ?
			 ports_json(info, command, data) : NULL);
		json_print(object);
		return;
	}
	puts("Dry run: no MMI is raised.\n");
	if (info->size && info->mmi_port_type == MMCOMM_MMI_PORT_SMC)
		field("Trigger", "none: an SMC takes a message, not a command");
	else if (info->size)
		print_ports(info, command, data);
	else
		field("Trigger",
		      "0x%02x as data, then 0x%02x as command; the device cannot be asked for its ports",
		      data, command);
	if (info->size)
		field("Bare triggers", "%s", info->flags & MMCOMM_INFO_CAN_TRIGGER ?
		      "can be raised" : "cannot be raised");
	if (info->mmi_port_type != MMCOMM_MMI_PORT_SMC)
		field("Not checked",
		      "whether the FADT reserves command 0x%02x: the real call looks", command);
}

static json_object *response_json(const struct mmcomm_communicate *message)
{
	json_object *object = json_object_new_object();
	bool valid = message->result_flags & MMCOMM_RESULT_STATUS_VALID;

	json_add(object, "recipient", json_guid(message->recipient));
	json_add_string(object, "progress", mmcomm_progress_name(message->progress));
	json_add(object, "mm_status", valid ? json_status(message->mm_status) : NULL);
	json_add(object, "raw_status", valid ? json_hex(message->raw_status) : NULL);
	json_add_number(object, "response_len", message->response_len);
	json_add_number(object, "response_copied", message->response_copied);
	json_add_bool(object, "truncated", message->result_flags & MMCOMM_RESULT_TRUNCATED);
	json_add(object, "mmi_count", message->result_flags & MMCOMM_RESULT_MMI_COUNTED ?
		 json_object_new_uint64(message->mmi_count) : NULL);
	json_add_number(object, "stopped_ns", message->stopped_ns);
	json_add_number(object, "buffer_id", message->used_buffer_id);
	return object;
}

static struct text count_text(bool counted, __u32 count)
{
	if (!counted)
		return format("MMIs not counted");
	return format("%u MMI%s counted", count, plural(count));
}

/* Where MM gives no status its answer stands in the message's place, which cuts it. */
static const char *what_cut(const struct mmcomm_communicate *message)
{
	__u32 told = message->message_len ? message->message_len : message->request_len;

	if (!(message->result_flags & MMCOMM_RESULT_STATUS_VALID) &&
	    message->response_len > told)
		return "--message-len";
	return "--capacity";
}

static void print_status_fields(const struct mmcomm_communicate *message)
{
	const struct mmcomm_status *status;

	field("Recipient", "%s", format_guid_long(message->recipient).s);
	if (message->result_flags & MMCOMM_RESULT_STATUS_VALID) {
		field("MM core", "%s", format_status(message->mm_status).s);
		status = mmcomm_status_by_code(message->mm_status);
		if (*mmcomm_core_status_hint(message->mm_status))
			field("", "%s", mmcomm_core_status_hint(message->mm_status));
		else if (status && message->mm_status)
			field("", "%s", status->meaning);
	} else {
		field("MM core", "gives no status here");
	}
	if (message->progress == MMCOMM_PROGRESS_MAY_HAVE_RUN)
		field("Done", "is not known: MM leaves no mark here");
	field("Call", "buffer %u, %s, machine stopped for %s",
	      message->used_buffer_id,
	      count_text(message->result_flags & MMCOMM_RESULT_MMI_COUNTED,
			 message->mmi_count).s, format_duration(message->stopped_ns).s);
	field("Answer", "%llu byte%s", message->response_len,
	      plural(message->response_len));
	if (message->result_flags & MMCOMM_RESULT_TRUNCATED)
		field("", "cut to %u bytes: use a larger %s", message->response_copied,
		      what_cut(message));
}

/* With raw output only the bytes go to standard output, but nothing is hidden. */
static void print_raw(const struct mmcomm_communicate *message, const __u8 *response)
{
	fwrite(response, 1, message->response_copied, stdout);
	if (message->result_flags & MMCOMM_RESULT_STATUS_VALID && message->mm_status)
		note("The MM core answered %s.", format_status(message->mm_status).s);
	if (message->progress == MMCOMM_PROGRESS_MAY_HAVE_RUN)
		note("Whether MM is done is not known: it leaves no mark here.");
	if (message->result_flags & MMCOMM_RESULT_TRUNCATED)
		note("The answer has %llu bytes and was cut to %u; use a larger %s.",
		     message->response_len, message->response_copied, what_cut(message));
}

void print_response(const struct options *options,
		    const struct mmcomm_communicate *message, const __u8 *request,
		    const __u8 *response, bool diff)
{
	json_object *object;
	size_t differences;

	switch (options->output) {
	case OUTPUT_RAW:
		print_raw(message, response);
		break;
	case OUTPUT_JSON:
		object = response_json(message);
		if (diff)
			json_add(object, "request",
				 json_bytes(request, message->message_len));
		json_add(object, "response",
			 json_bytes(response, message->response_copied));
		json_print(object);
		break;
	case OUTPUT_TEXT:
		print_status_fields(message);
		putchar('\n');
		if (!diff) {
			hexdump(response, message->response_copied);
			break;
		}
		puts("- request, + answer:");
		differences = hexdump_diff(request, message->message_len, response,
					   message->response_copied);
		printf("%zu byte%s differ%s.\n", differences, plural(differences),
		       differences == 1 ? "s" : "");
		break;
	}
}

void print_trigger(const struct options *options, const struct mmcomm_trigger *trigger)
{
	bool counted = trigger->result_flags & MMCOMM_RESULT_MMI_COUNTED;
	json_object *object;

	if (options->output == OUTPUT_JSON) {
		object = json_object_new_object();
		json_add(object, "command", json_hex(trigger->command));
		json_add(object, "data", json_hex(trigger->data));
		json_add(object, "data_after", json_hex(trigger->data_after));
		json_add(object, "mmi_count", counted ?
			 json_object_new_uint64(trigger->mmi_count) : NULL);
		json_add_string(object, "progress", mmcomm_progress_name(trigger->progress));
		json_add_number(object, "stopped_ns", trigger->stopped_ns);
		json_print(object);
		return;
	}
	field("Command", "0x%02x with data 0x%02x", trigger->command, trigger->data);
	field("Result", "%s, machine stopped for %s",
	      count_text(counted, trigger->mmi_count).s,
	      format_duration(trigger->stopped_ns).s);
	field("Data port", "0x%02x afterwards", trigger->data_after);
}

void print_failure_json(const struct mmcomm_failure *failure,
			const struct mmcomm_explanation *explanation)
{
	const struct mmcomm_communicate *message = failure->message;
	json_object *object = json_object_new_object();
	json_object *details = json_object_new_object();

	json_add_string(details, "errno", errno_name(failure->error));
	if (*explanation->progress) {
		json_add_string(details, "progress", mmcomm_progress_name(failure->progress));
		json_add_string(details, "reason", mmcomm_reason_name(failure->reason));
	}
	if (message && message->result_flags & MMCOMM_RESULT_STATUS_VALID) {
		json_add(details, "mm_status", json_status(message->mm_status));
		json_add(details, "raw_status", json_hex(message->raw_status));
	}
	json_add_string(details, "problem", explanation->problem);
	json_add_string(details, "way_out", explanation->way_out);
	json_add(object, "error", details);
	json_print(object);
}

void print_protocol_failure_json(const char *what, int result,
				 const struct mmcomm_outcome *outcome)
{
	json_object *object = json_object_new_object();
	json_object *details = json_object_new_object();

	json_add_string(details, "request", what);
	json_add(details, "recipient", json_guid(outcome->last.recipient));
	json_add_string(details, "progress", mmcomm_progress_name(outcome->last.progress));
	if (outcome->last.result_flags & MMCOMM_RESULT_STATUS_VALID)
		json_add(details, "mm_status", json_status(outcome->last.mm_status));
	if (result == MMCOMM_HANDLER_FAILED)
		json_add(details, "handler_status", json_status(outcome->handler_status));
	if (result == MMCOMM_BAD_ANSWER)
		json_add_string(details, "problem", outcome->detail);
	json_add(object, "error", details);
	json_print(object);
}
