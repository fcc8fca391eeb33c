// SPDX-License-Identifier: GPL-2.0
/*
 * The handler that stands in for EDK2's SMM variable driver: its messages are
 * laid out as in MdeModulePkg's SmmVariableCommon.h, its rules are those of the
 * UEFI specification, section 8.2, after the operating system has started.
 * Authenticated variables are not offered.
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/stddef.h>
#include <linux/string.h>

#include "sim.h"
#include "variable_store.h"

#define FUNCTION_GET			1
#define FUNCTION_GET_NEXT_NAME		2
#define FUNCTION_SET			3
#define FUNCTION_QUERY_INFO		4
#define FUNCTION_GET_PAYLOAD_SIZE	11

#define NON_VOLATILE	0x1
#define BOOT_SERVICE	0x2
#define RUNTIME		0x4
#define APPEND_WRITE	0x40

struct function_header {
	__le64 function;
	__le64 status;
};

struct access_variable {
	guid_t vendor;
	__le64 data_size;
	__le64 name_size;
	__le32 attributes;
	u8 name[]; /* then the data */
} __packed;

struct next_name {
	guid_t vendor;
	__le64 name_size;
	u8 name[];
} __packed;

struct query_info {
	__le64 maximum_storage;
	__le64 remaining_storage;
	__le64 maximum_size;
	__le32 attributes;
	__le32 padding;
};

static_assert(offsetof(struct access_variable, name) == 36);
static_assert(offsetof(struct next_name, name) == 24);

/* UCS-2 with a NUL at its end, and nowhere before it. */
static bool name_sound(const u8 *name, u64 size)
{
	u64 i;

	if (size < 2 || size % 2)
		return false;
	for (i = 0; i < size; i += 2)
		if (!name[i] && !name[i + 1])
			return i == size - 2;
	return false;
}

/* Sums that cannot overflow: everything is at most as long as the message. */
static bool access_fits(const struct access_variable *access, u64 len)
{
	u64 room = len - offsetof(struct access_variable, name);
	u64 name_size = le64_to_cpu(access->name_size);

	return name_size <= room &&
	       le64_to_cpu(access->data_size) <= room - name_size &&
	       name_sound(access->name, name_size);
}

static struct sim_name access_name(const struct access_variable *access)
{
	return (struct sim_name) {
		.vendor = access->vendor,
		.name = access->name,
		.size = le64_to_cpu(access->name_size),
	};
}

static u64 get(void *payload, u64 len)
{
	struct access_variable *access = payload;
	const struct sim_variable *variable;
	struct sim_name name;
	u64 room;

	if (len < sizeof(*access))
		return SIM_EFI_INVALID_PARAMETER;
	if (!access_fits(access, len))
		return SIM_EFI_ACCESS_DENIED;
	name = access_name(access);
	variable = sim_store_find(&name);
	if (!variable)
		return SIM_EFI_NOT_FOUND;
	room = le64_to_cpu(access->data_size);
	access->data_size = cpu_to_le64(variable->data_size);
	access->attributes = cpu_to_le32(variable->attributes);
	if (variable->data_size > room)
		return SIM_EFI_BUFFER_TOO_SMALL;
	memcpy(access->name + name.size, variable->bytes + variable->name_size,
	       variable->data_size);
	return SIM_EFI_SUCCESS;
}

static u64 get_next_name(void *payload, u64 len)
{
	const struct sim_variable *variable = NULL;
	struct next_name *next = payload;
	struct sim_name name;
	u64 room, end;

	if (len < sizeof(*next))
		return SIM_EFI_INVALID_PARAMETER;
	room = le64_to_cpu(next->name_size);
	if (room > len - sizeof(*next))
		return SIM_EFI_ACCESS_DENIED;
	for (end = 0; end + 2 <= room; end += 2)
		if (!next->name[end] && !next->name[end + 1])
			break;
	if (end + 2 > room)
		return SIM_EFI_INVALID_PARAMETER;
	if (end) {
		name.vendor = next->vendor;
		name.name = next->name;
		name.size = end + 2;
		variable = sim_store_find(&name);
		if (!variable)
			return SIM_EFI_INVALID_PARAMETER;
	}
	variable = sim_store_after(variable);
	if (!variable)
		return SIM_EFI_NOT_FOUND;
	next->name_size = cpu_to_le64(variable->name_size);
	if (variable->name_size > room)
		return SIM_EFI_BUFFER_TOO_SMALL;
	next->vendor = variable->vendor;
	memcpy(next->name, variable->bytes, variable->name_size);
	return SIM_EFI_SUCCESS;
}

static u64 check_attributes(const struct sim_variable *old, u32 attributes)
{
	u32 known = NON_VOLATILE | BOOT_SERVICE | RUNTIME;

	if (attributes & ~known)
		return SIM_EFI_UNSUPPORTED;
	if (attributes && (attributes & (BOOT_SERVICE | RUNTIME)) !=
			  (BOOT_SERVICE | RUNTIME))
		return SIM_EFI_INVALID_PARAMETER;
	if (old && !(old->attributes & NON_VOLATILE))
		return SIM_EFI_WRITE_PROTECTED;
	if (old && attributes && attributes != old->attributes)
		return SIM_EFI_INVALID_PARAMETER;
	if (!old && attributes && !(attributes & NON_VOLATILE))
		return SIM_EFI_WRITE_PROTECTED;
	return SIM_EFI_SUCCESS;
}

static u64 set(void *payload, u64 len)
{
	const struct access_variable *access = payload;
	u32 attributes, data_size;
	struct sim_variable *old;
	struct sim_name name;
	const void *data;
	bool append, stored;
	u64 status;

	if (len < sizeof(*access))
		return SIM_EFI_INVALID_PARAMETER;
	if (!access_fits(access, len))
		return SIM_EFI_ACCESS_DENIED;
	name = access_name(access);
	if (name.size == 2)
		return SIM_EFI_INVALID_PARAMETER;
	attributes = le32_to_cpu(access->attributes);
	append = attributes & APPEND_WRITE;
	attributes &= ~APPEND_WRITE;
	data_size = le64_to_cpu(access->data_size);
	data = access->name + name.size;

	old = sim_store_find(&name);
	status = check_attributes(old, attributes);
	if (status)
		return status;
	if (append && !data_size)
		return SIM_EFI_SUCCESS;
	if (!attributes || !data_size) {
		if (!old)
			return SIM_EFI_NOT_FOUND;
		sim_store_delete(old);
		return SIM_EFI_SUCCESS;
	}
	if (append && old)
		stored = sim_store_append(old, data, data_size);
	else
		stored = sim_store_set(&name, attributes, data, data_size);
	return stored ? SIM_EFI_SUCCESS : SIM_EFI_OUT_OF_RESOURCES;
}

static u64 query_info(void *payload, u64 len)
{
	struct query_info *info = payload;

	if (len < sizeof(*info))
		return SIM_EFI_INVALID_PARAMETER;
	info->maximum_storage = cpu_to_le64(SIM_STORE_LEN);
	info->remaining_storage = cpu_to_le64(sim_store_room());
	info->maximum_size = cpu_to_le64(sim_store_room());
	return SIM_EFI_SUCCESS;
}

static u64 get_payload_size(struct sim_call *call, void *payload, u64 len)
{
	__le64 size = cpu_to_le64(call->room - sizeof(struct function_header));

	if (len < sizeof(size))
		return SIM_EFI_INVALID_PARAMETER;
	memcpy(payload, &size, sizeof(size));
	return SIM_EFI_SUCCESS;
}

static u64 run(struct sim_call *call, u64 function)
{
	void *payload = call->message + sizeof(struct function_header);
	u64 len = call->len - sizeof(struct function_header);

	switch (function) {
	case FUNCTION_GET:
		return get(payload, len);
	case FUNCTION_GET_NEXT_NAME:
		return get_next_name(payload, len);
	case FUNCTION_SET:
		return set(payload, len);
	case FUNCTION_QUERY_INFO:
		return query_info(payload, len);
	case FUNCTION_GET_PAYLOAD_SIZE:
		return get_payload_size(call, payload, len);
	default:
		return SIM_EFI_UNSUPPORTED;
	}
}

/**
 * sim_variable - answer as EDK2's SMM variable driver does
 * @call: the message
 *
 * Return: SUCCESS with the driver's own status in the message. What is too short
 * for a function number is left as it is.
 */
u64 sim_variable(struct sim_call *call)
{
	struct function_header *header = call->message;

	if (call->len < sizeof(*header))
		return SIM_EFI_SUCCESS;
	header->status = cpu_to_le64(run(call, le64_to_cpu(header->function)));
	return SIM_EFI_SUCCESS;
}
