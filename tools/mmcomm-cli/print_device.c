// SPDX-License-Identifier: GPL-2.0
/*
 * What the device says of itself: information, buffers, places looked at.
 */
#include <string.h>

#include "format.h"
#include "print.h"
#include "table.h"

/* The flags of mmcomm_info, for JSON. */
static const struct {
	__u32 bit;
	const char *name;
} info_flags[] = {
	{ MMCOMM_INFO_CAN_COMMUNICATE, "can_communicate" },
	{ MMCOMM_INFO_CAN_TRIGGER, "can_trigger" },
	{ MMCOMM_INFO_SIMULATED, "simulated" },
	{ MMCOMM_INFO_PROBE_ONLY, "probe_only" },
	{ MMCOMM_INFO_SMI_COUNTER, "smi_counter" },
	{ MMCOMM_INFO_BORROWED, "borrowed" },
	{ MMCOMM_INFO_SLEEPING, "sleeping" },
	{ MMCOMM_INFO_LOCKED_COMMUNICATE, "locked_communicate" },
	{ MMCOMM_INFO_LOCKED_TRIGGER, "locked_trigger" },
	{ MMCOMM_INFO_PLATFORM_VOUCHED, "platform_vouched" },
	{ MMCOMM_INFO_WSMT_PRESENT, "wsmt_present" },
	{ MMCOMM_INFO_EVIDENCE, "evidence" },
	{ MMCOMM_INFO_BY_REGISTER, "by_register" },
};

/* Protection flags of the Windows SMM Security Mitigations Table. */
static const char *const wsmt_names[] = {
	"FIXED_COMM_BUFFERS",
	"COMM_BUFFER_NESTED_PTR_PROTECTION",
	"SYSTEM_RESOURCE_PROTECTION",
};

static json_object *info_json(const struct mmcomm_info *info)
{
	json_object *object = json_object_new_object();
	json_object *flags = json_object_new_object();
	json_object *versions = json_object_new_array();

	json_add_number(object, "abi_version", info->abi_version);
	for (size_t i = 0; i < ARRAY_SIZE(info_flags); i++)
		json_add_bool(flags, info_flags[i].name, info->flags & info_flags[i].bit);
	json_add(object, "flags", flags);
	json_add_string(object, "executor", info->executor);
	json_add_bool(object, "simulated", info->flags & MMCOMM_INFO_SIMULATED);
	json_add_string(object, "platform", info->platform);
	json_add_string(object, "mmi_port_type", mmcomm_port_type_name(info->mmi_port_type));
	json_add(object, "cmd_port", json_hex(info->cmd_port));
	json_add(object, "data_port", json_hex(info->data_port));
	json_add(object, "message_command", json_hex(info->message_command));
	json_add(object, "mailbox_address", json_hex(info->mailbox_address));
	for (unsigned int version = 0; version < 32; version++) {
		if (info->header_versions & 1U << version)
			json_object_array_add(versions, json_object_new_int(version));
	}
	json_add(object, "header_versions", versions);
	json_add_number(object, "buffer_count", info->buffer_count);
	json_add_number(object, "max_message_len", info->max_message_len);
	json_add_number(object, "timeout_ms", info->timeout_ms);
	json_add(object, "wsmt_flags", info->flags & MMCOMM_INFO_WSMT_PRESENT ?
		 json_hex(info->wsmt_flags) : NULL);
	json_add_number(object, "machine_stops", info->machine_stops);
	json_add_number(object, "mmis_raised", info->mmis_raised);
	return object;
}

static struct text wsmt_text(const struct mmcomm_info *info)
{
	struct text text = { "" };

	if (!(info->flags & MMCOMM_INFO_WSMT_PRESENT))
		return format("no such table, or none that is whole");
	for (size_t i = 0; i < ARRAY_SIZE(wsmt_names); i++) {
		if (info->wsmt_flags & 1U << i)
			text = format("%s%s%s", text.s, *text.s ? ", " : "", wsmt_names[i]);
	}
	return format("0x%x%s%s", info->wsmt_flags, *text.s ? ": " : "", text.s);
}

static struct text headers_text(const struct mmcomm_info *info)
{
	struct text text = { "" };

	for (unsigned int version = 0; version < 32; version++) {
		if (info->header_versions & 1U << version)
			text = format("%s%sV%u", text.s, *text.s ? ", " : "", version);
	}
	return *text.s ? text : format("none");
}

static void print_trigger_field(const struct mmcomm_info *info)
{
	if (info->flags & MMCOMM_INFO_SIMULATED) {
		field("Trigger", "none: " SIMULATED_CALL);
		return;
	}
	switch (info->mmi_port_type) {
	case MMCOMM_MMI_PORT_SMI:
		field("Trigger", "I/O port 0x%x for the command, 0x%x for the data",
		      info->cmd_port, info->data_port);
		if (!(info->flags & MMCOMM_INFO_BY_REGISTER))
			field("Message command", "0x%02x", info->message_command);
		break;
	case MMCOMM_MMI_PORT_SMC:
		field("Trigger", "SMC 0x%08x", info->cmd_port);
		break;
	default:
		field("Trigger", "none");
		break;
	}
	/* The ports are for bare triggers then. */
	if (info->flags & MMCOMM_INFO_BY_REGISTER)
		field("Message trigger", REGISTER_CALL);
}

/* Such a call comes back when MM is done, and there is no way to miss it. */
static bool by_smc(const struct mmcomm_info *info)
{
	return info->mmi_port_type == MMCOMM_MMI_PORT_SMC &&
	       !(info->flags & (MMCOMM_INFO_SIMULATED | MMCOMM_INFO_BY_REGISTER));
}

bool can_send(const struct mmcomm_info *info)
{
	return info->flags & MMCOMM_INFO_CAN_COMMUNICATE &&
	       !(info->flags & MMCOMM_INFO_LOCKED_COMMUNICATE);
}

const char *messages_text(const struct mmcomm_info *info)
{
	bool simulated = info->flags & MMCOMM_INFO_SIMULATED;
	bool by_port = !simulated && !(info->flags & MMCOMM_INFO_BY_REGISTER);

	if (can_send(info))
		return simulated ? "can be sent, to the simulated MM" : "can be sent";
	if (info->flags & MMCOMM_INFO_CAN_COMMUNICATE)
		return "refused by kernel lockdown";
	if (info->flags & MMCOMM_INFO_PROBE_ONLY)
		return "cannot be sent: the module is loaded with probe_only=1";
	if (!*info->executor)
		return "cannot be sent: there is no mailbox";
	if (!info->buffer_count)
		return "cannot be sent: there is no buffer";
	if (by_port && info->mmi_port_type != MMCOMM_MMI_PORT_SMI &&
	    info->mmi_port_type != MMCOMM_MMI_PORT_SMC)
		return "cannot be sent: nothing raises an MMI here";
	return "cannot be sent: see 'mmcomm-cli probe'";
}

void print_info(const struct options *options, const struct mmcomm_info *info)
{
	if (options->output == OUTPUT_JSON) {
		json_print(info_json(info));
		return;
	}
	if (info->flags & MMCOMM_INFO_SIMULATED)
		field("SIMULATED", "MM is simulated by a kernel module: no answer is firmware's");
	field("Messages", "%s", messages_text(info));
	field("Bare triggers", "%s", !(info->flags & MMCOMM_INFO_CAN_TRIGGER) ? "cannot be raised" :
	      info->flags & MMCOMM_INFO_LOCKED_TRIGGER ? "refused by kernel lockdown" :
	      "can be raised");
	if (info->flags & MMCOMM_INFO_PROBE_ONLY)
		field("Probe only", "yes: loaded with probe_only=1, raises no MMI");
	if (info->flags & MMCOMM_INFO_SLEEPING)
		field("Sleeping", "yes: suspend or reboot is under way");
	if (*info->executor)
		field("Executor", "%s (%s)", info->executor,
		      info->flags & MMCOMM_INFO_SIMULATED ? "simulated: not firmware" :
							    "real firmware");
	else
		field("Executor", "none");
	if (info->mailbox_address)
		field("Mailbox", "0x%llx", info->mailbox_address);
	print_trigger_field(info);
	if (*info->platform)
		field("Platform", "%s, %s", info->platform,
		      info->flags & MMCOMM_INFO_PLATFORM_VOUCHED ?
		      "vouches for the trigger" : "does not vouch for the trigger");
	else
		field("Platform", "none known");
	field("Buffers", "%u%s", info->buffer_count,
	      info->flags & MMCOMM_INFO_BORROWED ? ", borrowed for each call" : "");
	field("Longest message", "%llu bytes", info->max_message_len);
	field("Headers", "%s", headers_text(info).s);
	if (by_smc(info)) {
		field("Timeout", "none: an SMC returns when MM is done");
		field("MMI counter", "none: the return of an SMC proves it");
	} else {
		field("Timeout", "%u ms", info->timeout_ms);
		field("MMI counter", "%s",
		      info->flags & MMCOMM_INFO_SMI_COUNTER ? "yes" : "no");
	}
	field("WSMT", "%s", wsmt_text(info).s);
	if (info->flags & MMCOMM_INFO_EVIDENCE)
		field("Evidence", "on: a console line before each call");
	field("Since loading", "%llu %s%s%s, machine stopped %llu time%s",
	      info->mmis_raised, by_smc(info) ? "message" : "MMI", plural(info->mmis_raised),
	      by_smc(info) ? " sent by SMC" : " raised",
	      info->machine_stops, plural(info->machine_stops));
	field("ABI version", "%u (this tool: %d)", info->abi_version,
	      MMCOMM_ABI_VERSION);
}

static void print_buffers_json(const struct mmcomm_buffer_entry *entries, size_t count)
{
	json_object *array = json_object_new_array();

	for (size_t i = 0; i < count; i++) {
		json_object *object = json_object_new_object();

		json_add_number(object, "id", entries[i].id);
		json_add(object, "address", json_hex(entries[i].address));
		json_add_number(object, "length", entries[i].length);
		json_add_number(object, "message_capacity", entries[i].message_capacity);
		json_add_string(object, "source", mmcomm_source_name(entries[i].source));
		json_add_string(object, "state", mmcomm_state_name(entries[i].state));
		json_object_array_add(array, object);
	}
	json_print(array);
}

void print_buffers(const struct options *options,
		   const struct mmcomm_buffer_entry *entries, size_t count)
{
	static const struct column columns[] = {
		{ .title = "ID", .right = true },
		{ .title = "ADDRESS", .right = true },
		{ .title = "LENGTH", .right = true },
		{ .title = "LONGEST MESSAGE", .right = true },
		{ .title = "SOURCE" },
		{ .title = "STATE" },
	};
	struct table *table;

	if (options->output == OUTPUT_JSON) {
		print_buffers_json(entries, count);
		return;
	}
	if (!count) {
		puts("There is no communicate buffer.");
		return;
	}
	table = table_new(columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < count; i++)
		table_row(table, format("%u", entries[i].id).s,
			  format("0x%llx", entries[i].address).s,
			  format("%llu", entries[i].length).s,
			  format("%llu", entries[i].message_capacity).s,
			  mmcomm_source_name(entries[i].source),
			  mmcomm_state_name(entries[i].state));
	table_print(table);
}

static bool refused(const struct mmcomm_discovery_entry *entries, size_t count,
		    __u32 subject)
{
	for (size_t i = 0; i < count; i++) {
		if (entries[i].subject == subject &&
		    entries[i].verdict == MMCOMM_VERDICT_REFUSED)
			return true;
	}
	return false;
}

/* Whether a place for @subject was found that is, or could be, in use. */
static bool found(const struct mmcomm_info *info,
		  const struct mmcomm_discovery_entry *entries, size_t count,
		  __u32 subject)
{
	/* Who stands in for MM may be called without any port. */
	if (subject == MMCOMM_SUBJECT_TRIGGER &&
	    info->flags & (MMCOMM_INFO_SIMULATED | MMCOMM_INFO_CAN_COMMUNICATE))
		return true;
	/* Every entry of the region table may be occupied just now. */
	if (subject == MMCOMM_SUBJECT_BUFFER && info->max_message_len)
		return true;
	/* A platform hook may forbid the trigger that ACPI names, and the register. */
	if (subject == MMCOMM_SUBJECT_TRIGGER &&
	    refused(entries, count, MMCOMM_SUBJECT_PLATFORM))
		return false;
	if (subject == MMCOMM_SUBJECT_TRIGGER && info->flags & MMCOMM_INFO_BY_REGISTER)
		return true;
	for (size_t i = 0; i < count; i++) {
		if (entries[i].subject == subject &&
		    (entries[i].verdict == MMCOMM_VERDICT_USED ||
		     entries[i].verdict == MMCOMM_VERDICT_USABLE))
			return true;
	}
	return false;
}

static bool place_is(const struct mmcomm_discovery_entry *entries, size_t count,
		     const char *place, __u32 verdict)
{
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(entries[i].place, place) && entries[i].verdict == verdict)
			return true;
	}
	return false;
}

#define FOUND_AND_UNUSED \
	"Everything that a message to MM needs was found, and is not in use: the module\n" \
	"waits for another module with the executor that its parameter executor= names."

/* Then none of the mailboxes that were found is used, however whole it is. */
static bool waits_for_executor(const struct mmcomm_info *info,
			       const struct mmcomm_discovery_entry *entries, size_t count)
{
	if (*info->executor)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (entries[i].subject == MMCOMM_SUBJECT_MAILBOX &&
		    entries[i].verdict == MMCOMM_VERDICT_USED)
			return false;
	}
	return true;
}

/* What the reasons of the places do not say: what would have to be there, on Arm. */
static const char *arm_hint(const struct mmcomm_discovery_entry *entries, size_t count,
			    bool mailbox, bool buffer)
{
	if (!mailbox && place_is(entries, count, PLACE_CONDUIT, MMCOMM_VERDICT_ABSENT))
		return HINT_NO_CONDUIT;
	if (!mailbox && place_is(entries, count, PLACE_MM_VERSION, MMCOMM_VERDICT_ABSENT))
		return HINT_NO_SPM_MM;
	if (!buffer && place_is(entries, count, PLACE_MM_VERSION, MMCOMM_VERDICT_USED))
		return HINT_NO_SHARED_MEMORY;
	return NULL;
}

static void print_discovery_json(const struct mmcomm_info *info,
				 const struct mmcomm_discovery_entry *entries,
				 size_t count, bool brought)
{
	json_object *object = json_object_new_object();
	json_object *array = json_object_new_array();

	for (size_t i = 0; i < count; i++) {
		json_object *place = json_object_new_object();

		json_add_string(place, "subject", mmcomm_subject_name(entries[i].subject));
		json_add_string(place, "place", entries[i].place);
		json_add(place, "address", entries[i].address ?
			 json_hex(entries[i].address) : NULL);
		json_add_string(place, "verdict", mmcomm_verdict_name(entries[i].verdict));
		json_add_string(place, "reason", entries[i].reason);
		json_object_array_add(array, place);
	}
	json_add(object, "places", array);
	json_add_bool(object, "simulated", info->flags & MMCOMM_INFO_SIMULATED);
	json_add_bool(object, "trigger_found",
		      found(info, entries, count, MMCOMM_SUBJECT_TRIGGER));
	json_add_bool(object, "mailbox_found",
		      found(info, entries, count, MMCOMM_SUBJECT_MAILBOX));
	json_add_bool(object, "buffer_found",
		      found(info, entries, count, MMCOMM_SUBJECT_BUFFER));
	json_add_bool(object, "loaded_for_this_look", brought);
	json_add(object, "info", info_json(info));
	json_print(object);
}

void print_discovery(const struct options *options, const struct mmcomm_info *info,
		     const struct mmcomm_discovery_entry *entries, size_t count,
		     bool brought)
{
	static const struct column columns[] = {
		{ .title = "LOOKED FOR" },
		{ .title = "PLACE" },
		{ .title = "ADDRESS", .right = true },
		{ .title = "VERDICT" },
		{ .title = "REASON", .wrap = true },
	};
	bool trigger = found(info, entries, count, MMCOMM_SUBJECT_TRIGGER);
	bool mailbox = found(info, entries, count, MMCOMM_SUBJECT_MAILBOX);
	bool buffer = found(info, entries, count, MMCOMM_SUBJECT_BUFFER);
	const char *hint = arm_hint(entries, count, mailbox, buffer);
	struct table *table;

	if (options->output == OUTPUT_JSON) {
		print_discovery_json(info, entries, count, brought);
		return;
	}
	table = table_new(columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < count; i++)
		table_row(table, mmcomm_subject_name(entries[i].subject), entries[i].place,
			  entries[i].address ?
			  format("0x%llx", entries[i].address).s : "-",
			  mmcomm_verdict_name(entries[i].verdict), entries[i].reason);
	table_print(table);

	putchar('\n');
	if (info->flags & MMCOMM_INFO_SIMULATED)
		printf("SIMULATED: the executor %s stands in for MM; nothing here is firmware's.\n",
		       info->executor);
	if (trigger && mailbox && buffer)
		puts(waits_for_executor(info, entries, count) ? FOUND_AND_UNUSED :
		     "Everything that a message to MM needs was found.");
	else
		printf("A message to MM cannot be sent here; not found: %s%s%s%s%s.\n",
		       trigger ? "" : "trigger", trigger || mailbox ? "" : ", ",
		       mailbox ? "" : "mailbox", buffer || (trigger && mailbox) ? "" : ", ",
		       buffer ? "" : "buffer");
	if (hint)
		puts(hint);
	if (brought)
		puts("For this look the module was loaded with probe_only=1; it raised no MMI and\n"
		     "has been unloaded again.");
	else if (info->flags & MMCOMM_INFO_PROBE_ONLY)
		puts("The module is loaded with probe_only=1 and raises no MMI.");
}
