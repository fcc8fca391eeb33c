// SPDX-License-Identifier: GPL-2.0
/*
 * Makes one ioctl and holds it against what must come of it, see check.h.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>

#include "check.h"
#include "compiler.h"
#include "race.h"
#include "report.h"

/* So often all memory is watched, and not only what a call names. */
#define WATCH_ALL	256

static __u8 *at(__u64 address)
{
	return (__u8 *)(uintptr_t)address;
}

/*
 * The checks that all ioctls have in common. Returns -errno where the
 * structure is not even looked at, otherwise 0 and a copy of what the kernel knows of it.
 */
static int common_checks(const struct arena *arena, __u64 argument, __u32 known,
			 bool written_first, void *copy)
{
	size_t readable = arena_readable(arena, argument);
	__u32 size;

	if (readable < sizeof(size))
		return -EFAULT;
	memcpy(&size, at(argument), sizeof(size));
	if (size < known)
		return -EINVAL;
	if (size > ARENA_PAGE)
		return -E2BIG;
	for (__u32 i = known; i < size; i++) {
		if (i >= readable)
			return -EFAULT;
		if (at(argument)[i])
			return -E2BIG;
	}
	if (readable < known)
		return -EFAULT;
	if (written_first && !arena_writes(arena, argument, known))
		return -EFAULT;
	memcpy(copy, at(argument), known);
	return 0;
}

/* Begins to watch; what the structure points to is added by the caller. */
static void prepare(struct worker *worker, unsigned long command, __u64 argument)
{
	struct arena *arena = &worker->arena;

	worker->command = command;
	worker->argument = argument;
	worker->before_len = arena_readable(arena, argument);
	if (worker->before_len > sizeof(worker->before))
		worker->before_len = sizeof(worker->before);
	if (worker->before_len)
		memcpy(worker->before, at(argument), worker->before_len);
	arena_forget(arena);
	arena_watch(arena, argument, 512);
	if (worker->call % WATCH_ALL == 0)
		arena_watch(arena, (uintptr_t)arena->data, arena->data_len);
}

static enum statistics_kind kind_of(unsigned long command)
{
	switch (command) {
	case MMCOMM_IOC_INFO:
		return COUNT_INFO;
	case MMCOMM_IOC_BUFFERS:
		return COUNT_BUFFERS;
	case MMCOMM_IOC_DISCOVERY:
		return COUNT_DISCOVERY;
	case MMCOMM_IOC_COMMUNICATE:
		return COUNT_COMMUNICATE;
	case MMCOMM_IOC_TRIGGER:
		return COUNT_TRIGGER;
	default:
		return COUNT_UNKNOWN;
	}
}

static void count(struct worker *worker, int error)
{
	worker->statistics.ioctls++;
	if (error < STATISTICS_ERRORS)
		worker->statistics.errors[kind_of(worker->command)][error]++;
}

static int call(struct worker *worker, int fd)
{
	int error = device_ioctl(fd, worker->command, worker->argument);

	count(worker, error);
	return error;
}

static void expect_error(struct worker *worker, int expected, int got)
{
	if (expected != got)
		report_violation(worker, "errno", "expected %s, got %s (%d)",
				 report_error_name(expected), report_error_name(got), got);
}

static void expect_memory(struct worker *worker)
{
	__u64 address;
	char where[128];

	if (!arena_difference(&worker->arena, &address))
		return;
	arena_describe(&worker->arena, address, where, sizeof(where));
	report_violation(worker, "memory",
			 "the byte at %s is 0x%02x and should be 0x%02x", where,
			 *at(address),
			 worker->arena.expected[at(address) - worker->arena.data]);
}

/**
 * struct field - one field of a structure
 * @name: its name
 * @offset: where it stands
 * @size: 4 or 8 bytes
 */
struct field {
	const char *name;
	size_t offset;
	size_t size;
};

static __u64 field_value(const struct field *field, const void *structure)
{
	__u64 wide = 0;

	memcpy(&wide, (const __u8 *)structure + field->offset, field->size);
	return wide;
}

static void expect_fields(struct worker *worker, const struct field *fields, size_t count,
			  const void *expected, const void *got)
{
	for (size_t i = 0; i < count; i++) {
		__u64 should = field_value(&fields[i], expected);
		__u64 is = field_value(&fields[i], got);

		if (should != is)
			report_violation(worker, "field",
					 "%s: expected 0x%llx, got 0x%llx", fields[i].name,
					 (unsigned long long)should, (unsigned long long)is);
	}
}

static const struct field communicate_fields[] = {
	{ "reason", offsetof(struct mmcomm_communicate, reason), 4 },
	{ "progress", offsetof(struct mmcomm_communicate, progress), 4 },
	{ "result_flags", offsetof(struct mmcomm_communicate, result_flags), 4 },
	{ "mm_status", offsetof(struct mmcomm_communicate, mm_status), 8 },
	{ "raw_status", offsetof(struct mmcomm_communicate, raw_status), 8 },
	{ "response_len", offsetof(struct mmcomm_communicate, response_len), 8 },
	{ "response_copied", offsetof(struct mmcomm_communicate, response_copied), 4 },
	{ "max_message_len", offsetof(struct mmcomm_communicate, max_message_len), 8 },
	{ "stopped_ns", offsetof(struct mmcomm_communicate, stopped_ns), 8 },
	{ "mmi_count", offsetof(struct mmcomm_communicate, mmi_count), 4 },
	{ "used_buffer_id", offsetof(struct mmcomm_communicate, used_buffer_id), 4 },
	{ "flags", offsetof(struct mmcomm_communicate, flags), 4 },
	{ "buffer_id", offsetof(struct mmcomm_communicate, buffer_id), 4 },
	{ "header_version", offsetof(struct mmcomm_communicate, header_version), 4 },
	{ "request", offsetof(struct mmcomm_communicate, request), 8 },
	{ "response", offsetof(struct mmcomm_communicate, response), 8 },
	{ "relocations", offsetof(struct mmcomm_communicate, relocations), 8 },
	{ "request_len", offsetof(struct mmcomm_communicate, request_len), 4 },
	{ "message_len", offsetof(struct mmcomm_communicate, message_len), 4 },
	{ "response_capacity", offsetof(struct mmcomm_communicate, response_capacity), 4 },
	{ "window_len", offsetof(struct mmcomm_communicate, window_len), 4 },
	{ "relocation_count", offsetof(struct mmcomm_communicate, relocation_count), 4 },
	{ "reserved", offsetof(struct mmcomm_communicate, reserved), 4 },
};

/* What the machine measured, within what is possible. */
static void expect_measured(struct worker *worker, struct prediction *prediction,
			    const struct mmcomm_communicate *got)
{
	const struct device *device = worker->device;
	struct mmcomm_communicate *out = &prediction->out;

	if (prediction->stopped)
		out->stopped_ns = got->stopped_ns;
	if (!prediction->sent || !(device->info.flags & MMCOMM_INFO_SMI_COUNTER) ||
	    device->info.flags & MMCOMM_INFO_SIMULATED)
		return;
	out->result_flags |= MMCOMM_RESULT_MMI_COUNTED;
	out->mmi_count = got->mmi_count;
	if (!got->mmi_count)
		report_violation(worker, "field", "mmi_count: no MMI was counted");
}

/* What the response must hold, and how the structure is written back over it. */
static void expect_response(struct worker *worker, const struct prediction *prediction)
{
	const struct mmcomm_communicate *out = &prediction->out;
	struct arena *arena = &worker->arena;

	if (prediction->error && out->reason != MMCOMM_REASON_RESPONSE_MEMORY)
		return;
	if (prediction->opaque && prediction->error)
		arena_accept(arena, out->response, prediction->tried);
	else if (prediction->error)
		arena_accept_part(arena, out->response, prediction->message,
				  prediction->tried);
	else
		arena_expect(arena, out->response, prediction->message, prediction->tried);
	if (prediction->opaque)
		arena_accept(arena, out->response, prediction->theirs < prediction->tried ?
						   prediction->theirs : prediction->tried);
}

/*
 * The kernel writes progress before it reads anything else, which matters where
 * the request or the relocations are in the structure itself.
 */
static void predict_communicate(struct worker *worker, const struct mmcomm_communicate *in,
				struct prediction *prediction)
{
	__u8 *progress = at(worker->argument) + offsetof(struct mmcomm_communicate, progress);
	__u32 beforehand = MMCOMM_PROGRESS_MAY_HAVE_RUN;

	memcpy(progress, &beforehand, sizeof(beforehand));
	model_communicate(&worker->model, worker->device, &worker->arena, in, prediction);
	memcpy(progress, &in->progress, sizeof(in->progress));
}

int check_communicate(struct worker *worker, int fd, __u64 argument)
{
	struct arena *arena = &worker->arena;
	struct mmcomm_communicate in, got;
	struct prediction prediction = { 0 };
	size_t behind_size = sizeof(in.size);
	const char *wrong;
	int error, refused;

	prepare(worker, MMCOMM_IOC_COMMUNICATE, argument);
	refused = -common_checks(arena, argument, sizeof(in), true, &in);
	if (!refused) {
		predict_communicate(worker, &in, &prediction);
		arena_watch(arena, in.request, in.request_len);
		arena_watch(arena, in.response, in.response_capacity);
		arena_watch(arena, in.relocations,
			    sizeof(struct mmcomm_relocation) * MMCOMM_MAX_RELOCATIONS);
	}
	error = call(worker, fd);
	if (refused) {
		expect_error(worker, refused, error);
		expect_memory(worker);
		return error;
	}

	memcpy(&got, at(argument), sizeof(got));
	if (got.reason < STATISTICS_REASONS)
		worker->statistics.reasons[got.reason]++;
	if (prediction.opaque) {
		wrong = model_settle(arena, &prediction, &got, argument);
		if (wrong)
			report_violation(worker, "field", "%s", wrong);
	}
	if (error != prediction.error)
		report_violation(worker, "errno",
				 "expected %s (reason %s), got %s (reason %s)",
				 report_error_name(prediction.error),
				 report_reason_name(prediction.out.reason),
				 report_error_name(error), report_reason_name(got.reason));
	expect_measured(worker, &prediction, &got);
	expect_fields(worker, communicate_fields, ARRAY_SIZE(communicate_fields),
		      &prediction.out, &got);
	expect_response(worker, &prediction);
	arena_expect(arena, argument + behind_size, (__u8 *)&prediction.out + behind_size,
		     sizeof(got) - behind_size);
	expect_memory(worker);
	return error;
}

/* What holds whatever was read of a structure that changed meanwhile. */
static void expect_race(struct worker *worker, int error,
			const struct mmcomm_communicate *before)
{
	struct mmcomm_communicate got;
	__u64 status_bits = MMCOMM_RESULT_STATUS_VALID;

	memcpy(&got, at(worker->argument), sizeof(got));
	/* Refused by its size: nothing was written. */
	if ((error == EINVAL || error == E2BIG) &&
	    !memcmp(&got.mm_status, &before->mm_status,
		    sizeof(got) - offsetof(struct mmcomm_communicate, mm_status)))
		return;
	if (!model_reason_allows(got.reason, error, got.progress))
		report_violation(worker, "race", "%s with reason %s (%u) and progress %u",
				 report_error_name(error), report_reason_name(got.reason),
				 got.reason, got.progress);
	if (got.reason < STATISTICS_REASONS)
		worker->statistics.reasons[got.reason]++;
	if (got.progress != MMCOMM_PROGRESS_RAN)
		status_bits = 0;
	if ((got.result_flags & ~(__u32)MMCOMM_RESULT_TRUNCATED) != status_bits)
		report_violation(worker, "race", "result_flags 0x%x with progress %u",
				 got.result_flags, got.progress);
	if (got.response_copied > worker->arena.room ||
	    got.response_copied > got.max_message_len ||
	    (error && got.response_copied))
		report_violation(worker, "race", "response_copied is %u, max_message_len %llu",
				 got.response_copied,
				 (unsigned long long)got.max_message_len);
	if (got.response_len > got.max_message_len)
		report_violation(worker, "race", "response_len is %llu, max_message_len %llu",
				 (unsigned long long)got.response_len,
				 (unsigned long long)got.max_message_len);
}

void check_race(struct worker *worker, int fd, __u64 argument)
{
	struct arena *arena = &worker->arena;
	struct mmcomm_communicate *message = (void *)at(argument);
	struct mmcomm_communicate before;
	int error;

	prepare(worker, MMCOMM_IOC_COMMUNICATE, argument);
	before = *message;
	race_open(worker, message);
	error = call(worker, fd);
	race_close(worker);
	worker->statistics.raced++;
	expect_race(worker, error, &before);
	/* Every zone but that for responses is the other thread's or nobody's. */
	arena_accept(arena, argument, sizeof(before));
	arena_accept(arena, (uintptr_t)arena->request, arena->room);
	arena_accept(arena, (uintptr_t)arena->response, arena->room);
	arena_accept(arena, (uintptr_t)arena->list, ARENA_PAGE);
	expect_memory(worker);
}

/*
 * The entries that must have been written. Returns false where memory ended.
 */
static bool expect_entries(struct arena *arena, const struct mmcomm_list *in,
			   const void *entries, __u32 known, __u32 count)
{
	__u8 entry[4096];
	__u64 to = in->entries;
	__u32 copied = in->entry_size < known ? in->entry_size : known;

	for (__u32 i = 0; i < count && i < in->capacity; i++, to += in->entry_size) {
		memset(entry, 0, sizeof(entry));
		memcpy(entry, (const __u8 *)entries + (size_t)i * known, copied);
		if (!arena_writes(arena, to, in->entry_size)) {
			arena_accept_part(arena, to, entry, in->entry_size);
			return false;
		}
		arena_expect(arena, to, entry, in->entry_size);
	}
	return true;
}

void check_list(struct worker *worker, int fd, unsigned long command, __u64 argument)
{
	const struct device *device = worker->device;
	struct arena *arena = &worker->arena;
	bool buffers = command == MMCOMM_IOC_BUFFERS;
	const void *entries = buffers ? (const void *)device->buffers : device->places;
	__u32 known = buffers ? sizeof(device->buffers[0]) : sizeof(device->places[0]);
	__u32 count = buffers ? device->buffer_count : device->place_count;
	size_t at_count = offsetof(struct mmcomm_list, count);
	struct mmcomm_list in;
	int error, expected;

	prepare(worker, command, argument);
	expected = -common_checks(arena, argument, sizeof(in), false, &in);
	if (!expected)
		arena_watch(arena, in.entries, (__u64)in.entry_size * count);
	error = call(worker, fd);

	if (!expected) {
		if (in.entry_size < 8 || in.entry_size > 4096 ||
		    (in.capacity && !in.entries)) {
			expected = EINVAL;
			count = 0;
		} else if (!expect_entries(arena, &in, entries, known, count)) {
			expected = EFAULT;
		}
		if (arena_writes(arena, argument, sizeof(in))) {
			/* All but the size is written back, over what the entries left. */
			in.count = count;
			arena_expect(arena, argument + sizeof(in.size), &in.entry_size,
				     sizeof(in) - sizeof(in.size));
			if (error == expected && memcmp(at(argument + at_count), &count,
							sizeof(count)))
				report_violation(worker, "field", "count: expected %u", count);
		} else {
			expected = EFAULT;
			arena_accept(arena, argument, sizeof(in));
		}
	}
	expect_error(worker, expected, error);
	expect_memory(worker);
}

static const struct field info_fields[] = {
	{ "abi_version", offsetof(struct mmcomm_info, abi_version), 4 },
	{ "flags", offsetof(struct mmcomm_info, flags), 4 },
	{ "buffer_count", offsetof(struct mmcomm_info, buffer_count), 4 },
	{ "header_versions", offsetof(struct mmcomm_info, header_versions), 4 },
	{ "mmi_port_type", offsetof(struct mmcomm_info, mmi_port_type), 4 },
	{ "cmd_port", offsetof(struct mmcomm_info, cmd_port), 4 },
	{ "data_port", offsetof(struct mmcomm_info, data_port), 4 },
	{ "message_command", offsetof(struct mmcomm_info, message_command), 4 },
	{ "timeout_ms", offsetof(struct mmcomm_info, timeout_ms), 4 },
	{ "wsmt_flags", offsetof(struct mmcomm_info, wsmt_flags), 4 },
	{ "reserved", offsetof(struct mmcomm_info, reserved), 4 },
	{ "max_message_len", offsetof(struct mmcomm_info, max_message_len), 8 },
	{ "mailbox_address", offsetof(struct mmcomm_info, mailbox_address), 8 },
};

void check_info(struct worker *worker, int fd, __u64 argument)
{
	struct mmcomm_info in, got, expected = worker->device->info;
	struct arena *arena = &worker->arena;
	size_t behind_size = sizeof(in.size);
	int error, refused;

	prepare(worker, MMCOMM_IOC_INFO, argument);
	refused = -common_checks(arena, argument, sizeof(in), false, &in);
	error = call(worker, fd);
	if (!refused && !arena_writes(arena, argument, sizeof(in))) {
		refused = EFAULT;
		arena_accept(arena, argument, sizeof(in));
	}
	expect_error(worker, refused, error);
	if (!refused) {
		memcpy(&got, at(argument), sizeof(got));
		expect_fields(worker, info_fields, ARRAY_SIZE(info_fields), &expected, &got);
		if (got.machine_stops < worker->last_stops || got.mmis_raised < worker->last_mmis)
			report_violation(worker, "counter",
					 "machine_stops %llu after %llu, mmis_raised %llu after %llu",
					 (unsigned long long)got.machine_stops,
					 (unsigned long long)worker->last_stops,
					 (unsigned long long)got.mmis_raised,
					 (unsigned long long)worker->last_mmis);
		worker->last_stops = got.machine_stops;
		worker->last_mmis = got.mmis_raised;
		expected.machine_stops = got.machine_stops;
		expected.mmis_raised = got.mmis_raised;
		arena_expect(arena, argument + behind_size, (__u8 *)&expected + behind_size,
			     sizeof(got) - behind_size);
	}
	expect_memory(worker);
}

static const struct field trigger_fields[] = {
	{ "reason", offsetof(struct mmcomm_trigger, reason), 4 },
	{ "progress", offsetof(struct mmcomm_trigger, progress), 4 },
	{ "result_flags", offsetof(struct mmcomm_trigger, result_flags), 4 },
	{ "data_after", offsetof(struct mmcomm_trigger, data_after), 4 },
	{ "mmi_count", offsetof(struct mmcomm_trigger, mmi_count), 4 },
	{ "stopped_ns", offsetof(struct mmcomm_trigger, stopped_ns), 8 },
	{ "flags", offsetof(struct mmcomm_trigger, flags), 4 },
	{ "command", offsetof(struct mmcomm_trigger, command), 4 },
	{ "data", offsetof(struct mmcomm_trigger, data), 4 },
	{ "reserved", offsetof(struct mmcomm_trigger, reserved), 4 },
};

static int predict_trigger(const struct device *device, struct mmcomm_trigger *out)
{
	out->data_after = 0;
	out->mmi_count = 0;
	out->result_flags = 0;
	out->progress = MMCOMM_PROGRESS_NOT_SENT;
	out->stopped_ns = 0;
	if (device->info.flags & MMCOMM_INFO_LOCKED_TRIGGER) {
		out->reason = MMCOMM_REASON_LOCKDOWN;
		return -EPERM;
	}
	if (out->flags) {
		out->reason = MMCOMM_REASON_FLAGS;
		return -EINVAL;
	}
	if (out->reserved) {
		out->reason = MMCOMM_REASON_RESERVED;
		return -EINVAL;
	}
	if (out->command > 0xff || out->data > 0xff) {
		out->reason = MMCOMM_REASON_COMMAND;
		return -EINVAL;
	}
	out->reason = MMCOMM_REASON_NO_TRIGGER;
	return -EOPNOTSUPP;
}

void check_trigger(struct worker *worker, int fd, __u64 argument)
{
	struct arena *arena = &worker->arena;
	struct mmcomm_trigger out, got;
	size_t behind_size = sizeof(out.size);
	int error, expected;
	bool refused;

	prepare(worker, MMCOMM_IOC_TRIGGER, argument);
	expected = -common_checks(arena, argument, sizeof(out), true, &out);
	refused = expected;
	if (!refused)
		expected = -predict_trigger(worker->device, &out);
	error = call(worker, fd);
	expect_error(worker, expected, error);
	if (!refused) {
		memcpy(&got, at(argument), sizeof(got));
		if (got.reason < STATISTICS_REASONS)
			worker->statistics.reasons[got.reason]++;
		expect_fields(worker, trigger_fields, ARRAY_SIZE(trigger_fields), &out, &got);
		arena_expect(arena, argument + behind_size, (__u8 *)&out + behind_size,
			     sizeof(got) - behind_size);
	}
	expect_memory(worker);
}

void check_unknown(struct worker *worker, int fd, unsigned long command, __u64 argument)
{
	prepare(worker, command, argument);
	expect_error(worker, ENOTTY, call(worker, fd));
	expect_memory(worker);
}
