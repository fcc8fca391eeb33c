// SPDX-License-Identifier: GPL-2.0
/*
 * test-api [update | first-half]: mmcomm's services for other kernel modules, used
 * by the module mmcomm_test_api and seen from user space.
 *
 * Without an argument: messages, MMIs and platform hooks.
 *
 * With "update": moves a communicate buffer while it is in use, to the memory
 * behind it and back. Needs mmcomm loaded with enable_comm_buffer_updates=1 and one
 * explicit buffer, comm_buffers=, for which "first-half" prints a value with room
 * behind it. A buffer that is explicit or was moved stays zeroed: to be run last.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "compiler.h"
#include "device.h"
#include "smm_variable.h"
#include "tap.h"

#define PARAMETERS "/sys/module/mmcomm_test_api/parameters/"

static int device;

/* Gives what the write failed with: what the function under test returned. */
static int send_command(const char *text)
{
	int fd = open(PARAMETERS "command", O_WRONLY | O_CLOEXEC);
	int error;

	if (fd < 0)
		tap_bail_out(PARAMETERS "command: %s; load mmcomm_test_api",
			     strerror(errno));
	error = write(fd, text, strlen(text)) < 0 ? errno : 0;
	close(fd);
	return error;
}

static void command_with_report(const char *text)
{
	int error = send_command(text);
	FILE *file = fopen(PARAMETERS "report", "r");
	char line[256];

	if (!file)
		tap_bail_out(PARAMETERS "report: %s", strerror(errno));
	tap_ok(!error, "%s in the kernel", text);
	if (error)
		tap_note("%s", strerror(error));
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		tap_ok(line[0] == '+', "%s", line + 2);
	}
	fclose(file);
}

/**
 * struct outcome - what a message came to
 * @error: errno or 0
 * @mmis: SMIs counted
 * @message: the structure, with the fields written back
 */
struct outcome {
	int error;
	__u32 mmis;
	struct mmcomm_communicate message;
};

static struct outcome ask_payload_size(__u32 buffer_id)
{
	static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;
	static struct {
		struct smm_variable_header header;
		struct smm_variable_payload_size payload;
	} memory;
	struct outcome outcome;
	__u32 count = smi_count();

	memset(&memory, 0, sizeof(memory));
	memory.header.function = SMM_VARIABLE_GET_PAYLOAD_SIZE;
	outcome.message = device_message(recipient, &memory, sizeof(memory), &memory,
					 sizeof(memory));
	outcome.message.buffer_id = buffer_id;
	outcome.error = ioctl(device, MMCOMM_IOC_COMMUNICATE, &outcome.message) ?
			errno : 0;
	outcome.mmis = smi_count() - count;
	if (!outcome.error && (memory.header.status || memory.payload.size < 1024))
		tap_bail_out("the variable driver's answer is wrong");
	return outcome;
}

static bool works(__u32 buffer_id)
{
	struct outcome outcome = ask_payload_size(buffer_id);

	return !outcome.error && outcome.mmis == 1;
}

/* Whether some place of the discovery list has the hook's sentence. */
static bool discovery_says(const char *reason)
{
	static struct mmcomm_discovery_entry entries[64];
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(entries[0]),
		.capacity = ARRAY_SIZE(entries),
		.entries = (uintptr_t)entries,
	};

	if (ioctl(device, MMCOMM_IOC_DISCOVERY, &list))
		return false;
	for (__u32 i = 0; i < list.count && i < list.capacity; i++) {
		if (entries[i].subject == MMCOMM_SUBJECT_PLATFORM &&
		    strstr(entries[i].reason, reason))
			return true;
	}
	return false;
}

static void check_refused_trigger(void)
{
	struct mmcomm_trigger trigger = { .size = sizeof(trigger) };
	__u32 count = smi_count();
	int error = ioctl(device, MMCOMM_IOC_TRIGGER, &trigger) ? errno : 0;

	tap_ok(error == EOPNOTSUPP && trigger.reason == MMCOMM_REASON_NO_TRIGGER &&
	       trigger.progress == MMCOMM_PROGRESS_NOT_SENT && smi_count() == count,
	       "veto: EOPNOTSUPP: TRIGGER");
}

static void check_veto(const struct mmcomm_info *before)
{
	struct outcome outcome;
	struct mmcomm_info info;

	tap_ok(!send_command("veto"), "a hook that forbids the trigger is registered");
	outcome = ask_payload_size(MMCOMM_BUFFER_ANY);
	tap_ok(outcome.error == EOPNOTSUPP && !outcome.mmis &&
	       outcome.message.reason == MMCOMM_REASON_NO_TRIGGER &&
	       outcome.message.progress == MMCOMM_PROGRESS_NOT_SENT,
	       "veto: EOPNOTSUPP: COMMUNICATE");
	if (outcome.error != EOPNOTSUPP)
		tap_note("errno %d, reason %u", outcome.error, outcome.message.reason);
	check_refused_trigger();
	info = device_info(device);
	tap_ok(!(info.flags & (MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_CAN_TRIGGER |
			       MMCOMM_INFO_PLATFORM_VOUCHED)) &&
	       !strcmp(info.platform, "test-veto"),
	       "veto: INFO names the hook and offers nothing");
	tap_ok(discovery_says("the test forbids the trigger"),
	       "veto: DISCOVERY gives the hook's reason");
	tap_ok(send_command("veto") == EBUSY, "the test module has one hook at a time");
	tap_ok(!send_command("unregister"), "the forbidding hook is taken back");
	tap_ok(works(MMCOMM_BUFFER_ANY), "and messages are answered again");
	info = device_info(device);
	tap_ok(info.flags == before->flags && !strcmp(info.platform, before->platform),
	       "and INFO is what it was");
}

static void check_vouch(const struct mmcomm_info *before)
{
	struct mmcomm_info info;

	tap_ok(!send_command("vouch"), "a hook that vouches for the trigger is registered");
	tap_ok(works(MMCOMM_BUFFER_ANY), "vouch: messages are answered");
	info = device_info(device);
	tap_ok(info.flags & MMCOMM_INFO_PLATFORM_VOUCHED &&
	       info.flags & MMCOMM_INFO_CAN_COMMUNICATE &&
	       info.flags & MMCOMM_INFO_CAN_TRIGGER &&
	       !strcmp(info.platform, "test-vouch"),
	       "vouch: INFO names the hook");
	tap_ok(discovery_says("the test vouches for the trigger"),
	       "vouch: DISCOVERY gives the hook's reason");
	tap_ok(!send_command("unregister"), "the vouching hook is taken back");
	tap_ok(works(MMCOMM_BUFFER_ANY), "and messages are answered as before");
	info = device_info(device);
	tap_ok(info.flags == before->flags && !strcmp(info.platform, before->platform),
	       "and INFO is what it was before");
}

static void check_services(void)
{
	struct mmcomm_info before = device_info(device);

	command_with_report("communicate");
	command_with_report("trigger");
	check_veto(&before);
	check_vouch(&before);
	tap_ok(syscall(SYS_delete_module, "mmcomm", O_NONBLOCK) && errno == EWOULDBLOCK,
	       "mmcomm cannot be unloaded under a module that uses it");
}

static int move_buffer(__u32 id, __u64 address, __u64 length)
{
	char text[80];

	snprintf(text, sizeof(text), "update %u %llu %llu", id, address, length);
	return send_command(text);
}

/* The buffers, as many as there are; @entries has room for 64. */
static __u32 list_buffers(struct mmcomm_buffer_entry *entries)
{
	struct mmcomm_list list = {
		.size = sizeof(list),
		.entry_size = sizeof(*entries),
		.capacity = 64,
		.entries = (uintptr_t)entries,
	};

	if (ioctl(device, MMCOMM_IOC_BUFFERS, &list))
		tap_bail_out("MMCOMM_IOC_BUFFERS: %s", strerror(errno));
	return list.count;
}

/* Moves the one buffer there is, which is explicit, to the memory behind it. */
static void check_update(void)
{
	struct mmcomm_buffer_entry old = device_first_buffer(device);
	struct mmcomm_buffer_entry entries[64];
	struct mmcomm_buffer_entry now = { 0 };
	__u64 address = old.address + old.length;
	__u64 length = old.length;
	struct outcome outcome;
	bool disabled = false;
	__u32 count;

	if (old.source != MMCOMM_SOURCE_PARAMETER || list_buffers(entries) != 1)
		tap_bail_out("load mmcomm with comm_buffers=$(test-api first-half)");
	tap_ok(works(old.id), "the buffer is in use before it moves");
	tap_ok(move_buffer(old.id, address + 1, length) == EINVAL,
	       "update: EINVAL: an address that is not page aligned");
	tap_ok(move_buffer(old.id, address, length + 1) == EINVAL,
	       "update: EINVAL: a length that is not whole pages");
	tap_ok(move_buffer(old.id, address, 0) == EINVAL, "update: EINVAL: no length");
	tap_ok(move_buffer(old.id, ~0ULL << 12, length) == EINVAL,
	       "update: EINVAL: memory that wraps around");
	tap_ok(move_buffer(old.id, old.address, length) == EINVAL,
	       "update: EINVAL: memory of a buffer in use");
	tap_ok(move_buffer(old.id, 0x1000000, length) == EINVAL, "update: EINVAL: System RAM");
	tap_ok(move_buffer(old.id + 1, address, length) == EPERM,
	       "update: EPERM: a buffer that may not be moved");
	tap_ok(works(old.id) && list_buffers(entries) == 1,
	       "and the buffer is still in use");

	tap_ok(!move_buffer(old.id, address, length), "the buffer moves");
	outcome = ask_payload_size(MMCOMM_BUFFER_ANY);
	tap_ok(!outcome.error && outcome.mmis == 1, "the next message is answered");
	count = list_buffers(entries);
	for (__u32 i = 0; i < count && i < 64; i++) {
		if (entries[i].state == MMCOMM_BUFFER_ENABLED &&
		    entries[i].address == address)
			now = entries[i];
		if (entries[i].state == MMCOMM_BUFFER_DISABLED &&
		    entries[i].address == old.address)
			disabled = true;
	}
	tap_ok(now.length == length && now.source == MMCOMM_SOURCE_UPDATE &&
	       now.id == old.id,
	       "BUFFERS: the new buffer is enabled, with the old one's id");
	tap_ok(disabled, "BUFFERS: the old one is disabled");
	tap_ok(now.length && works(now.id) &&
	       outcome.message.max_message_len == now.message_capacity,
	       "messages go through the new buffer");
	tap_ok(!move_buffer(old.id, old.address, length) && works(old.id),
	       "the buffer moves back to where it was");
}

/* comm_buffers= for the first half of the first buffer, for a load of its own. */
static int print_first_half(void)
{
	struct mmcomm_buffer_entry buffer = device_first_buffer(device);

	printf("%#llx:%#llx\n", (__u64)buffer.address, buffer.length / 8192 * 4096);
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";

	device = device_open();
	if (!strcmp(what, "first-half"))
		return print_first_half();
	if (!strcmp(what, "update")) {
		check_update();
	} else if (argc == 1) {
		check_services();
	} else {
		fputs("usage: test-api [update | first-half]\n", stderr);
		return 2;
	}
	return tap_done();
}
