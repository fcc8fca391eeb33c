// SPDX-License-Identifier: GPL-2.0
/*
 * The protocol of the MM supervisor of Project Mu: asking for its version.
 *
 * A request is a header of 24 bytes; the answer is the same header with its
 * result filled in, and what was asked for behind it. The supervisor demands that
 * the message it is given has room for all of that.
 */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "libmmcomm.h"

/* 'M', 'S', 'U', 'P' in the order of memory. */
#define SIGNATURE		0x5055534d
#define REVISION		1
#define REQUEST_VERSION		3

/* The firmware's layouts; all fields are little endian. */
struct request_header {
	__u32 signature;
	__u32 revision;
	__u32 request;
	__u32 reserved;
	__u64 result;
};

struct version_message {
	struct request_header header;
	__u32 version;
	__u32 patch_level;
	__u64 max_request_level;
};

static_assert(sizeof(struct request_header) == 24, "layout of the firmware");
static_assert(sizeof(struct version_message) == 40, "layout of the firmware");

/*
 * What the result holds when a message leaves. No supervisor returns it, so that
 * an answer which nobody wrote cannot pass for success.
 */
#define NO_RESULT		UINT64_MAX

static void fill_request(struct version_message *message)
{
	memset(message, 0, sizeof(*message));
	message->header.signature = htole32(SIGNATURE);
	message->header.revision = htole32(REVISION);
	message->header.request = htole32(REQUEST_VERSION);
	message->header.result = htole64(NO_RESULT);
}

static int check_answer(const struct version_message *message,
			struct mmcomm_outcome *outcome)
{
	const struct request_header *header = &message->header;
	struct version_message untouched;
	__u64 result = le64toh(header->result);

	fill_request(&untouched);
	if (outcome->last.response_copied < sizeof(*header))
		return bad_answer(outcome, "it is shorter than the supervisor's own header");
	if (!memcmp(message, &untouched, outcome->last.response_copied))
		return bad_answer(outcome, "it is the request, untouched; nobody seems to listen");
	if (le32toh(header->signature) != SIGNATURE)
		return bad_answer(outcome, "it lacks the signature 'MSUP'");
	if (le32toh(header->revision) != REVISION)
		return bad_answer(outcome, "its header has another revision");
	if (le32toh(header->request) != REQUEST_VERSION)
		return bad_answer(outcome, "it is the answer to another request");
	if (result == NO_RESULT)
		return bad_answer(outcome, "the result was not filled in");
	if (result) {
		/* Whatever is not zero is an error, with or without the bit for it. */
		outcome->handler_status = result | MMCOMM_EFI_ERROR_BIT;
		return MMCOMM_HANDLER_FAILED;
	}
	if (outcome->last.response_copied < sizeof(*message))
		return bad_answer(outcome, "it is too short to hold a version");
	return 0;
}

int mmcomm_supervisor_get_version(struct mmcomm *handle,
				  struct mmcomm_supervisor_version *version,
				  struct mmcomm_outcome *outcome)
{
	struct mmcomm_communicate *last = &outcome->last;
	struct version_message message;
	int result;

	fill_request(&message);
	outcome->handler_status = 0;
	outcome->detail = NULL;
	*last = (struct mmcomm_communicate) {
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = (uintptr_t)&message,
		.response = (uintptr_t)&message,
		.request_len = sizeof(message.header),
		.message_len = sizeof(message),
		.response_capacity = sizeof(message),
	};
	mmcomm_guid_parse(MMCOMM_SUPERVISOR_RECIPIENT, last->recipient);
	result = mmcomm_communicate(handle, last);
	tally_add(&outcome->tally, last);
	if (result)
		return result;
	if (last->result_flags & MMCOMM_RESULT_STATUS_VALID &&
	    last->mm_status & MMCOMM_EFI_ERROR_BIT)
		return MMCOMM_MM_FAILED;

	result = check_answer(&message, outcome);
	if (result)
		return result;
	version->version = le32toh(message.version);
	version->patch_level = le32toh(message.patch_level);
	version->max_request_level = le64toh(message.max_request_level);
	return 0;
}

int mmcomm_supervisor_request(__u8 **request, __u32 *request_len, __u32 *message_len)
{
	struct version_message *message = malloc(sizeof(*message));

	if (!message)
		return -ENOMEM;
	fill_request(message);
	*request = (__u8 *)message;
	*request_len = sizeof(message->header);
	*message_len = sizeof(*message);
	return 0;
}
