// SPDX-License-Identifier: GPL-2.0
/*
 * Dry runs: what a message would look like, without sending it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "print.h"

/* The GUID that marks a header of version 3, in memory order. */
static const __u8 v3_marker[MMCOMM_GUID_LEN] = {
	0x53, 0xc8, 0xe8, 0x68, 0xa9, 0x2b, 0xd7, 0x4d,
	0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35,
};

#define V1_LEN	24
#define V3_LEN	56

static void put_le64(__u8 *at, __u64 value)
{
	for (int i = 0; i < 8; i++)
		at[i] = value >> (8 * i);
}

size_t plan_header(__u32 version, const __u8 recipient[MMCOMM_GUID_LEN],
		   __u64 message_len, __u8 header[HEADER_MAX])
{
	memset(header, 0, HEADER_MAX);
	if (version == MMCOMM_HEADER_V3) {
		memcpy(header, v3_marker, MMCOMM_GUID_LEN);
		put_le64(header + 16, V3_LEN + message_len);
		memcpy(header + 32, recipient, MMCOMM_GUID_LEN);
		put_le64(header + 48, message_len);
		return V3_LEN;
	}
	memcpy(header, recipient, MMCOMM_GUID_LEN);
	put_le64(header + 16, message_len);
	return V1_LEN;
}

/* The first enabled buffer that takes it, or the one that is asked for. */
static const struct mmcomm_buffer_entry *
find_buffer(const struct mmcomm_buffer_entry *buffers, size_t count, __u32 id,
	    __u64 total_len)
{
	for (size_t i = 0; i < count; i++) {
		if (id != MMCOMM_BUFFER_ANY && buffers[i].id != id)
			continue;
		if (buffers[i].state == MMCOMM_BUFFER_ENABLED &&
		    total_len <= buffers[i].message_capacity + V1_LEN)
			return &buffers[i];
	}
	return NULL;
}

/*
 * What is used where nobody asks for a version. The simulated MM takes the highest;
 * a real core that takes more than one is sent V1, which every release understands.
 */
static __u32 usual_version(const struct mmcomm_info *info)
{
	const __u32 v1 = 1U << MMCOMM_HEADER_V1, v3 = 1U << MMCOMM_HEADER_V3;

	if (!(info->header_versions & v3))
		return MMCOMM_HEADER_V1;
	return info->flags & MMCOMM_INFO_SIMULATED || !(info->header_versions & v1) ?
		MMCOMM_HEADER_V3 : MMCOMM_HEADER_V1;
}

static int plan_on_device(const struct options *options, struct mmcomm *handle,
			  __u32 buffer_id, struct plan *plan)
{
	struct mmcomm_buffer_entry *buffers;
	__u32 header_len;
	size_t count;
	int result;

	result = mmcomm_get_info(handle, &plan->info);
	if (result)
		return fail_simple(options, MMCOMM_OPERATION_INFO, result);
	result = mmcomm_get_buffers(handle, &buffers, &count);
	if (result)
		return fail_simple(options, MMCOMM_OPERATION_BUFFERS, result);
	plan->have_device = true;
	if (!plan->header_version)
		plan->header_version = usual_version(&plan->info);
	header_len = plan->header_version == MMCOMM_HEADER_V3 ? V3_LEN : V1_LEN;
	plan->buffer = find_buffer(buffers, count, buffer_id,
				   (__u64)header_len + plan->message_len);
	print_plan(options, plan);
	if (!plan->buffer) {
		error("no buffer%s that is enabled and free takes a message of %u bytes.",
		      buffer_id == MMCOMM_BUFFER_ANY ? "" : " with that id",
		      plan->message_len);
		note("See 'mmcomm-cli buffers' for those there are.");
		free(buffers);
		return EXIT_TRANSPORT;
	}
	free(buffers);
	return EXIT_OK;
}

int plan_message(const struct options *options, const struct mmcomm_communicate *message)
{
	struct plan plan = {
		.request = (const __u8 *)(uintptr_t)message->request,
		.request_len = message->request_len,
		.message_len = message->message_len ? message->message_len :
						      message->request_len,
		.header_version = message->header_version,
	};
	struct mmcomm *handle;
	int code;

	memcpy(plan.recipient, message->recipient, MMCOMM_GUID_LEN);
	if (mmcomm_open(options->device, &handle)) {
		if (!plan.header_version)
			plan.header_version = MMCOMM_HEADER_V1;
		print_plan(options, &plan);
		return EXIT_OK;
	}
	code = plan_on_device(options, handle, message->buffer_id, &plan);
	mmcomm_close(handle);
	return code;
}

int plan_request(const struct options *options, const char *recipient, __u8 *request,
		 __u32 request_len, __u32 message_len)
{
	struct mmcomm_communicate message = {
		.buffer_id = MMCOMM_BUFFER_ANY,
		.request = (uintptr_t)request,
		.request_len = request_len,
		.message_len = message_len,
	};
	int code;

	mmcomm_guid_parse(recipient, message.recipient);
	code = plan_message(options, &message);
	free(request);
	return code;
}

int plan_variable(const struct options *options, const __u8 vendor[MMCOMM_GUID_LEN],
		  const char *name)
{
	__u32 request_len, message_len;
	__u8 *request;
	int result = mmcomm_variable_request(vendor, name, &request, &request_len,
					     &message_len);

	if (result == -ENOMEM)
		return out_of_memory();
	if (result)
		return usage_error(options, "'%s' is no name that a variable can have", name);
	return plan_request(options, MMCOMM_VARIABLE_RECIPIENT, request, request_len,
			    message_len);
}
