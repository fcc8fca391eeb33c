// SPDX-License-Identifier: GPL-2.0
/*
 * What the parts of ioctl-abi share, see abi.h.
 */
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "abi.h"
#include "smm_variable.h"
#include "tap.h"
#include "test-handlers.h"

#define PATTERN		0x5a
#define PAGE		4096UL

struct abi abi;

static bool all_pattern(const void *memory, size_t length)
{
	const __u8 *at = memory;

	while (length--) {
		if (*at++ != PATTERN)
			return false;
	}
	return true;
}

static void explain(struct expectation expected, int error, __u32 progress,
		    __u32 reason, __u32 mmis, bool input_kept)
{
	tap_note("expected errno %d, progress %d, reason %d, %u SMIs", expected.error,
		 expected.progress, expected.reason, expected.mmis);
	tap_note("got errno %d, progress %#x, reason %#x, %u SMIs%s", error, progress,
		 reason, mmis, input_kept ? "" : ", input fields changed");
}

/*
 * One call with its output part, from @output_offset on, filled with a pattern.
 * The progress and reason fields lie at the offsets given.
 */
static bool checked_call(const char *text, unsigned long number, void *structure,
			 size_t size, size_t output_offset, size_t progress_offset,
			 size_t reason_offset, struct expectation expected)
{
	__u8 before[256];
	__u8 *bytes = structure;
	__u32 count, mmis, progress, reason;
	int error;
	bool input_kept, untouched, pass;

	memset(bytes + output_offset, PATTERN, size - output_offset);
	memcpy(before, bytes, size);
	count = smi_count();
	error = ioctl(abi.fd, number, structure) ? errno : 0;
	mmis = smi_count() - count;
	memcpy(&progress, bytes + progress_offset, sizeof(progress));
	memcpy(&reason, bytes + reason_offset, sizeof(reason));
	input_kept = !memcmp(before, bytes, output_offset);
	untouched = all_pattern(bytes + output_offset, size - output_offset);

	pass = error == expected.error && mmis == expected.mmis && input_kept;
	if (expected.reason == ABI_UNTOUCHED)
		pass = pass && untouched;
	else
		pass = pass && progress == (__u32)expected.progress &&
		       reason == (__u32)expected.reason;
	tap_ok(pass, "%s", text);
	if (!pass)
		explain(expected, error, progress, reason, mmis, input_kept);
	return pass;
}

bool abi_communicate(const char *text, struct mmcomm_communicate *message,
		     struct expectation expected)
{
	return checked_call(text, MMCOMM_IOC_COMMUNICATE, message, sizeof(*message),
			    offsetof(struct mmcomm_communicate, mm_status),
			    offsetof(struct mmcomm_communicate, progress),
			    offsetof(struct mmcomm_communicate, reason), expected);
}

bool abi_trigger(const char *text, struct mmcomm_trigger *trigger,
		 struct expectation expected)
{
	/* reserved is an input between the outputs: judged by itself. */
	__u32 reserved = trigger->reserved;
	struct mmcomm_trigger copy = *trigger;
	__u32 count, mmis;
	int error;
	bool pass, untouched, input_kept;

	memset(&copy.data_after, PATTERN,
	       offsetof(struct mmcomm_trigger, reserved) -
	       offsetof(struct mmcomm_trigger, data_after));
	memset(&copy.stopped_ns, PATTERN, sizeof(copy.stopped_ns));
	count = smi_count();
	error = ioctl(abi.fd, MMCOMM_IOC_TRIGGER, &copy) ? errno : 0;
	mmis = smi_count() - count;
	input_kept = !memcmp(&copy, trigger,
			     offsetof(struct mmcomm_trigger, data_after)) &&
		     copy.reserved == reserved;
	untouched = all_pattern(&copy.data_after,
				offsetof(struct mmcomm_trigger, reserved) -
				offsetof(struct mmcomm_trigger, data_after));
	pass = error == expected.error && mmis == expected.mmis && input_kept;
	if (expected.reason == ABI_UNTOUCHED)
		pass = pass && untouched;
	else
		pass = pass && copy.progress == (__u32)expected.progress &&
		       copy.reason == (__u32)expected.reason;
	tap_ok(pass, "%s", text);
	if (!pass)
		explain(expected, error, copy.progress, copy.reason, mmis, input_kept);
	*trigger = copy;
	return pass;
}

bool abi_raw(const char *text, unsigned long number, uintptr_t argument, int error,
	     unsigned int mmis)
{
	__u32 count = smi_count();
	int got = ioctl(abi.fd, number, argument) ? errno : 0;
	__u32 seen = smi_count() - count;
	bool pass = got == error && seen == mmis;

	tap_ok(pass, "%s", text);
	if (!pass)
		tap_note("expected errno %d, %u SMIs; got errno %d, %u SMIs", error,
			 mmis, got, seen);
	return pass;
}

struct mmcomm_communicate abi_message(void)
{
	static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;
	static struct {
		struct smm_variable_header header;
		struct smm_variable_payload_size payload;
		__u8 padding[40];
	} request;
	static __u8 response[64];

	static_assert(sizeof(request) == sizeof(response), "both are 64 bytes");
	memset(&request, 0, sizeof(request));
	request.header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE;
	return device_message(recipient, &request, sizeof(request), response,
			      sizeof(response));
}

__u8 abi_answer_any(struct mmcomm_communicate *message)
{
	static const __u8 complement[16] = TEST_HANDLER_GUID_BYTES(TEST_COMPLEMENT);

	/* The variable driver does, by leaving the message alone. */
	if (!abi.in_place)
		return 0;
	memcpy(message->recipient, complement, sizeof(complement));
	return 0xff;
}

__u32 abi_result_flags(void)
{
	return abi.in_place ? 0 : MMCOMM_RESULT_STATUS_VALID | MMCOMM_RESULT_MMI_COUNTED;
}

struct mmcomm_trigger abi_bare_trigger(void)
{
	return (struct mmcomm_trigger){ .size = sizeof(struct mmcomm_trigger) };
}

void *abi_memory_before_hole(size_t length)
{
	size_t pages = (length + PAGE - 1) / PAGE * PAGE;
	__u8 *memory = mmap(NULL, pages + PAGE, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED || munmap(memory + pages, PAGE))
		tap_bail_out("out of memory");
	return memory + pages - length;
}

void *abi_read_only(const void *bytes, size_t length)
{
	size_t pages = (length + PAGE - 1) / PAGE * PAGE;
	void *memory = mmap(NULL, pages, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		tap_bail_out("out of memory");
	memcpy(memory, bytes, length);
	if (mprotect(memory, pages, PROT_READ))
		tap_bail_out("mprotect: %s", strerror(errno));
	return memory;
}
