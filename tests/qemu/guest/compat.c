// SPDX-License-Identifier: GPL-2.0
/*
 * compat: a program of 32 bits and one of 64 bits make the same calls of a 64-bit
 * kernel, and each field that they get is compared.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compat.h"
#include "compiler.h"
#include "tap.h"

/**
 * struct field - a member of a record
 * @name: its name
 * @offset: where it is
 * @size: its bytes
 * @changes: it differs from one call to the next
 */
struct field {
	const char *name;
	size_t offset;
	size_t size;
	bool changes;
};

#define FIELD(member, size)						\
	{ #member, offsetof(struct compat_record, member), size, false }

#define CHANGING(member, size)						\
	{ #member, offsetof(struct compat_record, member), size, true }

#define NO_MORE	{ NULL, 0, 0, false }

static const struct field common_fields[] = {
	FIELD(call, 4), FIELD(error, 4), FIELD(structure_size, 4),
	FIELD(pointers_kept, 4),
	NO_MORE,
};

static const struct field info_fields[] = {
	FIELD(info.size, 4), FIELD(info.abi_version, 4), FIELD(info.flags, 4),
	FIELD(info.buffer_count, 4), FIELD(info.header_versions, 4),
	FIELD(info.mmi_port_type, 4), FIELD(info.cmd_port, 4), FIELD(info.data_port, 4),
	FIELD(info.message_command, 4), FIELD(info.timeout_ms, 4),
	FIELD(info.wsmt_flags, 4), FIELD(info.reserved, 4),
	FIELD(info.max_message_len, 8), FIELD(info.mailbox_address, 8),
	CHANGING(info.machine_stops, 8), CHANGING(info.mmis_raised, 8),
	FIELD(info.executor, MMCOMM_NAME_LEN), FIELD(info.platform, MMCOMM_NAME_LEN),
	NO_MORE,
};

static const struct field buffer_fields[] = {
	FIELD(list.size, 4), FIELD(list.entry_size, 4), FIELD(list.capacity, 4),
	FIELD(list.count, 4), FIELD(list.entries, 8),
	FIELD(buffers, COMPAT_BUFFERS * sizeof(struct mmcomm_buffer_entry)),
	NO_MORE,
};

static const struct field place_fields[] = {
	FIELD(list.size, 4), FIELD(list.entry_size, 4), FIELD(list.capacity, 4),
	FIELD(list.count, 4), FIELD(list.entries, 8),
	FIELD(places, COMPAT_PLACES * sizeof(struct mmcomm_discovery_entry)),
	NO_MORE,
};

static const struct field message_fields[] = {
	FIELD(message.size, 4), FIELD(message.flags, 4), FIELD(message.recipient, 16),
	FIELD(message.buffer_id, 4), FIELD(message.header_version, 4),
	FIELD(message.request, 8), FIELD(message.response, 8),
	FIELD(message.relocations, 8), FIELD(message.request_len, 4),
	FIELD(message.message_len, 4), FIELD(message.response_capacity, 4),
	FIELD(message.window_len, 4), FIELD(message.relocation_count, 4),
	FIELD(message.reserved, 4), FIELD(message.mm_status, 8),
	FIELD(message.raw_status, 8), FIELD(message.response_len, 8),
	FIELD(message.max_message_len, 8), CHANGING(message.stopped_ns, 8),
	FIELD(message.response_copied, 4), FIELD(message.result_flags, 4),
	FIELD(message.progress, 4), FIELD(message.reason, 4),
	FIELD(message.mmi_count, 4), FIELD(message.used_buffer_id, 4),
	FIELD(response, COMPAT_MESSAGE),
	NO_MORE,
};

static const struct field trigger_fields[] = {
	FIELD(trigger.size, 4), FIELD(trigger.flags, 4), FIELD(trigger.command, 4),
	FIELD(trigger.data, 4), FIELD(trigger.data_after, 4),
	FIELD(trigger.mmi_count, 4), FIELD(trigger.result_flags, 4),
	FIELD(trigger.progress, 4), FIELD(trigger.reason, 4), FIELD(trigger.reserved, 4),
	CHANGING(trigger.stopped_ns, 8),
	NO_MORE,
};

/**
 * struct expected - what a call must come to, whoever makes it
 * @text: the call
 * @error: errno or 0
 * @progress: of a message, or -1
 * @reason: of a message
 * @fields: to compare
 */
struct expected {
	const char *text;
	__u32 error;
	int progress;
	__u32 reason;
	const struct field *fields;
};

#define RAN		MMCOMM_PROGRESS_RAN
#define NOT_SENT	MMCOMM_PROGRESS_NOT_SENT

static const struct expected expected[COMPAT_CALLS] = {
	[COMPAT_INFO] = { "INFO", 0, -1, 0, info_fields },
	[COMPAT_BUFFER_LIST] = { "BUFFERS", 0, -1, 0, buffer_fields },
	[COMPAT_PLACE_LIST] = { "DISCOVERY", 0, -1, 0, place_fields },
	[COMPAT_MESSAGE_SENT] = { "COMMUNICATE", 0, RAN, 0, message_fields },
	[COMPAT_MESSAGE_RELOCATED] = { "COMMUNICATE with a relocation and a window", 0, RAN,
				       0, message_fields },
	[COMPAT_MESSAGE_IN_PLACE] = { "COMMUNICATE in place", 0, RAN, 0, message_fields },
	[COMPAT_FLAGS] = { "COMMUNICATE with an unknown flag", EINVAL, NOT_SENT,
			   MMCOMM_REASON_FLAGS, message_fields },
	[COMPAT_HIGH_REQUEST] = { "COMMUNICATE, its request above 4 GiB", EFAULT, NOT_SENT,
				  MMCOMM_REASON_REQUEST_MEMORY, message_fields },
	[COMPAT_HIGH_RESPONSE] = { "COMMUNICATE, its response above 4 GiB", EFAULT, RAN,
				   MMCOMM_REASON_RESPONSE_MEMORY, message_fields },
	[COMPAT_TAIL] = { "COMMUNICATE with something behind it", E2BIG, NOT_SENT, 0,
			  message_fields },
	[COMPAT_BARE] = { "TRIGGER", 0, -1, 0, trigger_fields },
	[COMPAT_NUMBER] = { "an unknown number", ENOTTY, -1, 0, info_fields },
	[COMPAT_NOWHERE] = { "a structure that is not there", EFAULT, -1, 0, info_fields },
};

static struct compat_record records[2][COMPAT_CALLS];

static void run(const char *program, struct compat_record *to)
{
	size_t room = COMPAT_CALLS * sizeof(*to), got = 0;
	int status = -1;
	int ends[2];
	pid_t child;

	if (pipe(ends))
		tap_bail_out("pipe: %s", strerror(errno));
	child = fork();
	if (!child) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execlp(program, program, NULL);
		fprintf(stderr, "%s: %s\n", program, strerror(errno));
		_exit(127);
	}
	close(ends[1]);
	while (got < room) {
		ssize_t length = read(ends[0], (__u8 *)to + got, room - got);

		if (length <= 0)
			break;
		got += length;
	}
	close(ends[0]);
	if (child < 0 || waitpid(child, &status, 0) != child)
		tap_bail_out("cannot start a child");
	tap_ok(!status && got == room, "%s makes all its calls", program);
	if (status || got != room)
		tap_bail_out("%s: status %#x, %zu of %zu bytes", program, status, got, room);
}

static unsigned int compare(const struct field *field, const char *text,
			    const struct compat_record *narrow,
			    const struct compat_record *wide)
{
	unsigned int wrong = 0;

	for (; field->name; field++) {
		if (field->changes || !memcmp((const __u8 *)narrow + field->offset,
					      (const __u8 *)wide + field->offset, field->size))
			continue;
		tap_note("%s: %s differs", text, field->name);
		wrong++;
	}
	return wrong;
}

static bool as_expected(const struct compat_record *record, const struct expected *one)
{
	bool right = record->error == one->error && record->pointers_kept;

	if (one->progress >= 0)
		right = right && record->message.progress == (__u32)one->progress &&
			record->message.reason == one->reason;
	if (!right)
		tap_note("%u bits: errno %u, progress %u, reason %u", 8 * record->pointer_size,
			 record->error, record->message.progress, record->message.reason);
	return right;
}

static void check_call(enum compat_call call)
{
	const struct compat_record *narrow = &records[0][call];
	const struct compat_record *wide = &records[1][call];
	const struct expected *one = &expected[call];
	unsigned int wrong;

	tap_ok(as_expected(narrow, one) && as_expected(wide, one),
	       "%s: ends as it must for both", one->text);
	wrong = compare(common_fields, one->text, narrow, wide) +
		compare(one->fields, one->text, narrow, wide);
	tap_ok(!wrong, "%s: each field is the same for both", one->text);
}

/* No field of a structure is left out above. */
static void check_complete(void)
{
	for (enum compat_call call = 0; call < COMPAT_CALLS; call++) {
		const struct field *field = expected[call].fields;
		size_t structure = records[1][call].structure_size, sum = 0;

		for (; field->name; field++) {
			if (strchr(field->name, '.'))
				sum += field->size;
		}
		if (sum != structure)
			tap_ok(false, "%s: %zu of %zu bytes are compared", expected[call].text,
			       sum, structure);
	}
}

/* What changes from call to call has to be there all the same. */
static void check_changing(void)
{
	const struct compat_record *narrow = records[0], *wide = records[1];

	tap_ok(narrow[COMPAT_MESSAGE_SENT].message.stopped_ns &&
	       narrow[COMPAT_BARE].trigger.stopped_ns,
	       "a 32-bit caller is told how long the machine was stopped");
	tap_ok(wide[COMPAT_INFO].info.machine_stops >=
	       narrow[COMPAT_INFO].info.machine_stops + 5,
	       "and its calls are counted");
}

int main(void)
{
	run("compat-caller-32", records[0]);
	run("compat-caller-64", records[1]);
	tap_ok(records[0][0].pointer_size == 4 && records[1][0].pointer_size == 8,
	       "they are programs of 32 and of 64 bits");
	for (enum compat_call call = 0; call < COMPAT_CALLS; call++)
		check_call(call);
	check_complete();
	check_changing();
	return tap_done();
}
