// SPDX-License-Identifier: GPL-2.0
/*
 * The handler that stands in for an MM supervisor: it tells its version.
 */
#include <linux/build_bug.h>
#include <linux/string.h>

#include "sim.h"

#define SIGNATURE		0x5055534d /* 'MSUP' */
#define REVISION		1
#define REQUEST_VERSION		3

/* Of the simulated supervisor: version 1.0 in the halves of a u32. */
#define VERSION			0x00010000
#define PATCH_LEVEL		0
#define MAX_REQUEST_LEVEL	REQUEST_VERSION

struct request_header {
	__le32 signature;
	__le32 revision;
	__le32 request;
	__le32 reserved;
	__le64 result;
};

struct version_answer {
	struct request_header header;
	__le32 version;
	__le32 patch_level;
	__le64 max_request_level;
};

static_assert(sizeof(struct request_header) == 24);
static_assert(sizeof(struct version_answer) == 40);

static u64 answer(struct version_answer *message)
{
	if (le32_to_cpu(message->header.signature) != SIGNATURE ||
	    le32_to_cpu(message->header.revision) != REVISION)
		return SIM_EFI_INVALID_PARAMETER;
	if (le32_to_cpu(message->header.request) != REQUEST_VERSION)
		return SIM_EFI_UNSUPPORTED;
	message->version = cpu_to_le32(VERSION);
	message->patch_level = cpu_to_le32(PATCH_LEVEL);
	message->max_request_level = cpu_to_le64(MAX_REQUEST_LEVEL);
	return SIM_EFI_SUCCESS;
}

/**
 * sim_supervisor - answer as an MM supervisor does
 * @call: the message, a request header with room for the answer
 *
 * Return: SUCCESS with the supervisor's own result in the header, NOT_FOUND where
 * the answer has no room.
 */
u64 sim_supervisor(struct sim_call *call)
{
	struct version_answer message;

	if (call->len < sizeof(message))
		return SIM_EFI_NOT_FOUND;
	memcpy(&message, call->message, sizeof(message));
	message.header.result = cpu_to_le64(answer(&message));
	memcpy(call->message, &message, sizeof(message));
	return SIM_EFI_SUCCESS;
}
