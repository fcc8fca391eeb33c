// SPDX-License-Identifier: GPL-2.0
/*
 * lengths [HEADER]: an echo through each enabled communicate buffer, with a header
 * of that version (1 by default): every length within a page (in the first buffer,
 * with the header of version 1), those around the borders of pages, and those up to
 * the buffer's last byte. Each answer is compared to the byte; one byte more than
 * fits is refused without an MMI.
 *
 * Over SMC an echo is no answer: there it is the complement of each byte, and where
 * the first buffer is small, every length within its last page counts as well.
 *
 * Needs the test firmware, see ../firmware.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "compiler.h"
#include "device.h"
#include "tap.h"
#include "test-handlers.h"

#define PAGE		4096ULL
#define V1_HEADER_LEN	24
#define SMALL		0x40000ULL
#define V3_HEADER_LEN	56

/* From here on only every so many borders count. */
#define NEAR_PAGES	16
#define FAR_PAGES	16

/* Without a whole page: the shortest lengths. */
#define SHORTEST	64

/* Lengths on both sides of a border, and at the end. */
#define AROUND		2
#define AT_END		16

/* What stands behind the answer's place. */
#define BEHIND		64
#define UNTOUCHED	0xee

/* The request begins at one of so many bytes of the noise, by its length. */
#define NOISE_STARTS	251

static const __u8 echo[16] = TEST_HANDLER_GUID_BYTES(TEST_ECHO);
static const __u8 complement[16] = TEST_HANDLER_GUID_BYTES(TEST_COMPLEMENT);

/**
 * struct sweep - one buffer, and what came of it so far
 * @fd: /dev/mmcomm
 * @buffer: its id
 * @header: version of the header
 * @capacity: longest message
 * @whole_page: every length within a page is wanted
 * @has_status: MM answers with a status
 * @in_place: MM's answer is all that there is of it, as over SMC
 * @noise: what requests are made of
 * @response: room for an answer
 * @calls: made
 * @wrong: of them
 */
struct sweep {
	int fd;
	__u32 buffer;
	__u32 header;
	__u64 capacity;
	bool whole_page;
	bool has_status;
	bool in_place;
	const __u8 *noise;
	__u8 *response;
	unsigned long calls;
	unsigned long wrong;
};

static bool untouched(const __u8 *bytes, size_t length)
{
	while (length--) {
		if (*bytes++ != UNTOUCHED)
			return false;
	}
	return true;
}

static const __u8 *recipient_of(const struct sweep *sweep)
{
	return sweep->in_place ? complement : echo;
}

static bool answered(const struct sweep *sweep, const __u8 *request, __u64 length)
{
	if (!sweep->in_place)
		return !memcmp(sweep->response, request, length);
	for (__u64 i = 0; i < length; i++) {
		if ((sweep->response[i] ^ request[i]) != 0xff)
			return false;
	}
	return true;
}

static void call(struct sweep *sweep, __u64 length)
{
	const __u8 *request = sweep->noise + length % NOISE_STARTS;
	struct mmcomm_communicate message =
		device_message(recipient_of(sweep), request, length, sweep->response,
			       length + BEHIND);
	int error;

	message.buffer_id = sweep->buffer;
	message.header_version = sweep->header;
	memset(sweep->response, UNTOUCHED, length + BEHIND);
	error = ioctl(sweep->fd, MMCOMM_IOC_COMMUNICATE, &message) ? errno : 0;
	sweep->calls++;
	if (!error && message.response_len == length &&
	    message.response_copied == length && message.mmi_count == !sweep->in_place &&
	    message.progress == MMCOMM_PROGRESS_RAN && !message.reason &&
	    !!(message.result_flags & MMCOMM_RESULT_STATUS_VALID) == sweep->has_status &&
	    !message.mm_status && answered(sweep, request, length) &&
	    untouched(sweep->response + length, BEHIND))
		return;
	if (!sweep->wrong++)
		tap_note("%llu bytes: errno %d, reason %u, status %#llx, %llu answered, %u MMIs",
			 length, error, message.reason, (__u64)message.mm_status,
			 (__u64)message.response_len, message.mmi_count);
}

static void call_all(struct sweep *sweep, __u32 header_len)
{
	__u64 most = sweep->whole_page ? PAGE : SHORTEST;
	__u64 at_end = sweep->in_place && sweep->whole_page && sweep->capacity < SMALL ?
		       PAGE : AT_END;
	__u64 length, last;

	for (length = 1; length <= most && length <= sweep->capacity; length++)
		call(sweep, length);
	last = length - 1;
	for (__u64 border = PAGE; border < sweep->capacity;
	     border += (border < NEAR_PAGES * PAGE ? 1 : FAR_PAGES) * PAGE) {
		for (length = border - header_len - AROUND;
		     length <= border - header_len + AROUND; length++)
			call(sweep, length);
		for (length = border - AROUND; length <= border + AROUND &&
		     length <= sweep->capacity; length++)
			call(sweep, length);
	}
	length = sweep->capacity > at_end ? sweep->capacity - at_end : 1;
	for (length = length > last ? length : last + 1; length <= sweep->capacity; length++)
		call(sweep, length);
}

static void check_too_long(struct sweep *sweep)
{
	struct mmcomm_communicate message =
		device_message(recipient_of(sweep), sweep->noise, 1, sweep->response, 1);
	__u32 smis = smi_count();
	int error;

	message.buffer_id = sweep->buffer;
	message.header_version = sweep->header;
	message.message_len = sweep->capacity + 1;
	error = ioctl(sweep->fd, MMCOMM_IOC_COMMUNICATE, &message) ? errno : 0;
	tap_ok(error == EMSGSIZE && message.reason == MMCOMM_REASON_TOO_LONG &&
	       message.progress == MMCOMM_PROGRESS_NOT_SENT &&
	       message.max_message_len == sweep->capacity && smi_count() == smis,
	       "V%u, buffer %u: one byte more does not fit, and no MMI is raised",
	       sweep->header, sweep->buffer);
}

static void check_buffer(struct sweep *sweep, __u32 header_len)
{
	__u8 *noise = malloc(sweep->capacity + NOISE_STARTS);
	__u64 state = 0x9e3779b97f4a7c15ULL;
	__u32 smis;

	sweep->response = malloc(sweep->capacity + BEHIND);
	if (!noise || !sweep->response)
		tap_bail_out("out of memory");
	for (__u64 i = 0; i < sweep->capacity + NOISE_STARTS; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		noise[i] = state;
	}
	sweep->noise = noise;

	smis = smi_count();
	call_all(sweep, header_len);
	smis = smi_count() - smis;
	tap_note("buffer %u: %lu lengths up to %llu bytes", sweep->buffer, sweep->calls,
		 sweep->capacity);
	tap_ok(sweep->calls && !sweep->wrong,
	       "V%u, buffer %u: each length is echoed, byte by byte", sweep->header,
	       sweep->buffer);
	tap_ok(smis == sweep->calls, "V%u, buffer %u: one SMI a call", sweep->header,
	       sweep->buffer);
	check_too_long(sweep);
	free(noise);
	free(sweep->response);
}

int main(int argc, char **argv)
{
	unsigned long header = argc > 1 ? strtoul(argv[1], NULL, 0) : MMCOMM_HEADER_V1;
	__u32 header_len = header == MMCOMM_HEADER_V3 ? V3_HEADER_LEN : V1_HEADER_LEN;
	int fd = device_open();
	struct mmcomm_info info = device_info(fd);
	struct mmcomm_buffer_entry entries[64] = { 0 };
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(entries[0]),
		.capacity = ARRAY_SIZE(entries),
		.entries = (uintptr_t)entries,
	};
	bool first = true;

	if (argc > 2 || (header != MMCOMM_HEADER_V1 && header != MMCOMM_HEADER_V3))
		tap_bail_out("usage: lengths [1 | 3]");
	if (ioctl(fd, MMCOMM_IOC_BUFFERS, &list))
		tap_bail_out("MMCOMM_IOC_BUFFERS: %s", strerror(errno));
	for (__u32 i = 0; i < list.count && i < list.capacity; i++) {
		struct sweep sweep = {
			.fd = fd,
			.buffer = entries[i].id,
			.header = header,
			.capacity = entries[i].message_capacity + V1_HEADER_LEN - header_len,
			.whole_page = first && header == MMCOMM_HEADER_V1,
			.has_status = strcmp(info.executor, "acpi_uefi") != 0,
			.in_place = info.mmi_port_type == MMCOMM_MMI_PORT_SMC,
		};

		if (entries[i].state != MMCOMM_BUFFER_ENABLED)
			continue;
		sweep.has_status &= !sweep.in_place;
		check_buffer(&sweep, header_len);
		first = false;
	}
	return tap_done();
}
