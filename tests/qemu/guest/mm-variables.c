// SPDX-License-Identifier: GPL-2.0
/*
 * mm-variables: variables through the MM variable driver alone, without efivarfs:
 * set, got back to the byte, overwritten, enumerated, deleted; and what the driver
 * says of those that are not there and of answers that do not fit. One variable is
 * left behind, for others to read: "MmcommKept", bytes 0 to 99.
 *
 * mm-variables boot-order sets BootOrder, and that alone.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "compiler.h"
#include "device.h"
#include "tap.h"
#include "variables.h"

#define ROOM		2048
#define ATTRIBUTES	7	/* non-volatile, boot services, runtime */
#define VOLATILE	6

/* 6d6d636f-6d6d-4654-8003-000000000001, in memory order: nobody else's. */
static const __u8 vendor[16] = {
	0x6f, 0x63, 0x6d, 0x6d, 0x6d, 0x6d, 0x54, 0x46, 0x80, 0x03, 0, 0, 0, 0, 0, 1
};

static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;

static int fd;
static __u8 memory[ROOM];

/* No status: a message that succeeds without an answer would come back unchanged. */
#define UNANSWERED_STATUS	0x5a5a5a5a5a5a5a5aULL

/* The driver's own status, or ~0 where the message failed. */
static __u64 send(__u64 function, size_t length)
{
	struct smm_variable_header header = {
		.function = function,
		.status = UNANSWERED_STATUS,
	};
	struct mmcomm_communicate message;

	memcpy(memory, &header, sizeof(header));
	message = device_message(recipient, memory, length, memory, length);
	if (ioctl(fd, MMCOMM_IOC_COMMUNICATE, &message)) {
		tap_note("function %llu: %s, reason %u", (unsigned long long)function,
			 strerror(errno), message.reason);
		return ~0ULL;
	}
	memcpy(&header, memory, sizeof(header));
	return header.status;
}

static struct variable variable_of(const char *name, size_t size, __u32 attributes, __u8 seed)
{
	struct variable variable = {
		.attributes = attributes,
		.size = size,
		.data = malloc(size + 1),
	};

	if (!variable.data)
		tap_bail_out("out of memory");
	memcpy(variable.guid, vendor, sizeof(vendor));
	for (size_t i = 0; i <= strlen(name); i++)
		variable.name[i] = name[i];
	variable.name_size = 2 * (strlen(name) + 1);
	for (size_t i = 0; i < size; i++)
		variable.data[i] = seed + i * (seed | 1);
	return variable;
}

static __u64 set(const struct variable *variable)
{
	size_t at = variable_request(variable, memory, variable->size);
	__u32 attributes = variable->attributes;

	memcpy(memory + sizeof(struct smm_variable_header) +
	       offsetof(struct smm_variable_access, attributes), &attributes,
	       sizeof(attributes));
	memcpy(memory + at, variable->data, variable->size);
	return send(SMM_VARIABLE_SET, at + variable->size);
}

static __u64 get(const struct variable *variable, __u64 room)
{
	size_t at = variable_request(variable, memory, room);

	memset(memory + at, 0xee, room);
	return send(SMM_VARIABLE_GET, at + room);
}

static bool got_back(const struct variable *variable)
{
	return get(variable, variable->size) == SMM_EFI_SUCCESS &&
	       variable_answer_same(variable, memory, ROOM);
}

static __u64 answered_size(void)
{
	struct smm_variable_access access;

	memcpy(&access, memory + sizeof(struct smm_variable_header),
	       offsetof(struct smm_variable_access, name));
	return access.data_size;
}

/* How often the driver names a variable; -1 where it does not come to an end. */
static int times_named(const struct variable *variable)
{
	__u8 guid[16] = { 0 };
	__u16 name[128] = { 0 };
	int times = 0;

	for (int names = 0; names < 1000; names++) {
		__u64 name_size = sizeof(name);
		__u8 *at = memory + sizeof(struct smm_variable_header);
		__u64 status;

		memcpy(at, guid, sizeof(guid));
		memcpy(at + sizeof(guid), &name_size, sizeof(name_size));
		memcpy(at + sizeof(guid) + sizeof(name_size), name, sizeof(name));
		status = send(SMM_VARIABLE_GET_NEXT, sizeof(struct smm_variable_header) +
			      sizeof(guid) + sizeof(name_size) + sizeof(name));
		if (status == SMM_EFI_NOT_FOUND)
			return times;
		if (status)
			return -1;
		memcpy(guid, at, sizeof(guid));
		memcpy(name, at + sizeof(guid) + sizeof(name_size), sizeof(name));
		times += !memcmp(guid, variable->guid, sizeof(guid)) &&
			 !memcmp(name, variable->name, variable->name_size);
	}
	return -1;
}

static void check_sizes(void)
{
	static const size_t sizes[] = { 1, 2, 7, 8, 63, 64, 255, 256, 257, 500 };
	unsigned int wrong = 0;

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct variable variable = variable_of("MmcommSize", sizes[i], ATTRIBUTES, i);

		if (set(&variable) || !got_back(&variable)) {
			wrong++;
			tap_note("%zu bytes", sizes[i]);
		}
		free(variable.data);
	}
	tap_ok(!wrong, "a variable of each size is set, over the one before, and got back");
}

static void check_one(const char *name, __u32 attributes)
{
	struct variable variable = variable_of(name, 40, attributes, 0x31);
	struct variable other = variable_of(name, 40, attributes, 0x77);
	struct variable none = variable;

	tap_ok(get(&variable, 40) == SMM_EFI_NOT_FOUND && times_named(&variable) == 0,
	       "%s is not there yet: NOT_FOUND in the payload", name);
	tap_ok(set(&variable) == SMM_EFI_SUCCESS && got_back(&variable),
	       "%s is set and got back, byte by byte", name);
	tap_ok(times_named(&variable) == 1, "%s is named once among all variables", name);
	tap_ok(set(&other) == SMM_EFI_SUCCESS && got_back(&other) && !got_back(&variable),
	       "%s has another value when that is set", name);
	tap_ok(get(&other, 39) == SMM_EFI_BUFFER_TOO_SMALL,
	       "%s and room for a byte less: BUFFER_TOO_SMALL in the payload", name);
	tap_ok(answered_size() == 40, "%s: and the size that it needs", name);
	none.size = 0;
	tap_ok(set(&none) == SMM_EFI_SUCCESS && get(&variable, 40) == SMM_EFI_NOT_FOUND &&
	       times_named(&variable) == 0, "%s is deleted, and gone", name);
	tap_ok(set(&none) == SMM_EFI_NOT_FOUND, "%s cannot be deleted twice", name);
	free(other.data);
	free(variable.data);
}

static void set_boot_order(void)
{
	static const __u8 global[16] = EFI_GLOBAL_GUID_BYTES;
	struct variable variable = variable_of("BootOrder", 2, ATTRIBUTES, 0);

	memcpy(variable.guid, global, sizeof(global));
	tap_ok(set(&variable) == SMM_EFI_SUCCESS && got_back(&variable), "BootOrder is set");
}

int main(int argc, char **argv)
{
	struct variable kept;

	fd = device_open();
	if (argc == 2 && !strcmp(argv[1], "boot-order")) {
		set_boot_order();
		return tap_done();
	}
	check_one("MmcommNonVolatile", ATTRIBUTES);
	check_one("MmcommVolatile", VOLATILE);
	check_sizes();
	kept = variable_of("MmcommKept", 100, ATTRIBUTES, 0);
	tap_ok(set(&kept) == SMM_EFI_SUCCESS && got_back(&kept), "MmcommKept is set, for others");
	return tap_done();
}
