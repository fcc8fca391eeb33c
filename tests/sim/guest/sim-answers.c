// SPDX-License-Identifier: GPL-2.0
/*
 * Handlers that behave, through the device: lengths, headers, buffers, windows,
 * statuses.
 *
 * Runs with the simulated MM as it is without parameters: two buffers of 64 KiB.
 */
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

#include <linux/mmcomm_sim.h>

#include "compiler.h"
#include "device.h"
#include "message.h"
#include "tap.h"

#define BUFFER_LEN	0x10000
#define V1_CAPACITY	(BUFFER_LEN - 24)
#define V3_CAPACITY	(BUFFER_LEN - 56)

#define EFI_ERROR_BIT	0x8000000000000000ULL
#define EFI_NOT_FOUND	(EFI_ERROR_BIT | 14)

static void info(int fd)
{
	struct mmcomm_info info = device_info(fd);
	struct mmcomm_buffer_entry entries[16];
	__u32 count = buffers_read(fd, entries);

	tap_ok(!strcmp(info.executor, MMCOMM_SIM_NAME), "INFO: the executor is sim");
	tap_ok((info.flags & (MMCOMM_INFO_SIMULATED | MMCOMM_INFO_CAN_COMMUNICATE)) ==
	       (MMCOMM_INFO_SIMULATED | MMCOMM_INFO_CAN_COMMUNICATE),
	       "INFO: simulated, and messages can be sent");
	tap_ok(!(info.flags & (MMCOMM_INFO_CAN_TRIGGER | MMCOMM_INFO_SMI_COUNTER |
			       MMCOMM_INFO_BORROWED | MMCOMM_INFO_PLATFORM_VOUCHED)),
	       "INFO: no bare MMIs, no counter, nothing borrowed, nobody vouches");
	tap_ok(info.header_versions == (1 << MMCOMM_HEADER_V1 | 1 << MMCOMM_HEADER_V3),
	       "INFO: both headers");
	tap_ok(info.max_message_len == V1_CAPACITY, "INFO: the longest message");
	tap_ok(!info.mailbox_address && info.mmi_port_type == MMCOMM_MMI_PORT_NONE,
	       "INFO: no mailbox in memory, no port");
	tap_ok(info.buffer_count == 2 && count == 2, "two buffers");
	for (__u32 i = 0; i < count; i++)
		tap_ok(entries[i].id == i && entries[i].length == BUFFER_LEN &&
		       entries[i].source == MMCOMM_SOURCE_SIMULATED &&
		       entries[i].state == MMCOMM_BUFFER_ENABLED &&
		       entries[i].message_capacity == V1_CAPACITY &&
		       entries[i].address >> 52,
		       "buffer %u: simulated, enabled, where no memory can be", i);
}

static void lengths(int fd, __u32 version, __u32 capacity)
{
	static const __u32 some[] = {
		1, 2, 7, 8, 9, 255, 256, 257, 4039, 4040, 4041, 4095, 4096, 4097,
		20000, 0, /* the largest */
	};

	for (size_t i = 0; i < ARRAY_SIZE(some); i++) {
		struct message *message = message_to(MMCOMM_SIM_ECHO, some[i] ?: capacity);
		const struct mmcomm_communicate *call = &message->call;

		message->call.header_version = version;
		message_send(fd, message);
		tap_ok(message_echoed(message) && !call->mm_status &&
		       !call->raw_status && !call->used_buffer_id &&
		       call->result_flags == MMCOMM_RESULT_STATUS_VALID &&
		       call->max_message_len == capacity &&
		       message_ended(message, 0, MMCOMM_REASON_NONE, MMCOMM_PROGRESS_RAN),
		       "V%u: %u bytes come back", version, call->request_len);
	}
}

static void too_long(int fd, __u32 version, __u32 capacity)
{
	struct message *message = message_to(MMCOMM_SIM_ECHO, capacity + 1);

	message->call.header_version = version;
	message_send(fd, message);
	tap_ok(message_ended(message, EMSGSIZE, MMCOMM_REASON_TOO_LONG,
			     MMCOMM_PROGRESS_NOT_SENT) &&
	       message->call.max_message_len == capacity &&
	       message->call.used_buffer_id == MMCOMM_BUFFER_ANY &&
	       message_untouched(message, 0),
	       "V%u: a byte more does not fit, and what would is said", version);
	message = message_to(MMCOMM_SIM_ECHO, 1);
	message->call.header_version = version;
	message->call.message_len = capacity;
	message->call.window_len = capacity + 1;
	message_send(fd, message);
	tap_ok(message_ended(message, EMSGSIZE, MMCOMM_REASON_TOO_LONG,
			     MMCOMM_PROGRESS_NOT_SENT) && message_untouched(message, 0),
	       "V%u: nor does a window that is a byte longer", version);
}

static void responses(int fd)
{
	struct message *message = message_to(MMCOMM_SIM_ECHO, 100);
	const struct mmcomm_communicate *call = &message->call;
	__u8 before[100];

	message->call.response_capacity = 40;
	message_send(fd, message);
	tap_ok(!message->error && call->response_len == 100 &&
	       call->response_copied == 40 &&
	       call->result_flags & MMCOMM_RESULT_TRUNCATED &&
	       !memcmp(message->response, message->request, 40) &&
	       message_untouched(message, 40), "an answer without room is cut");

	message = message_to(MMCOMM_SIM_ECHO, 100);
	message->call.response_capacity = 0;
	message->call.response = 0;
	message_send(fd, message);
	tap_ok(!message->error && call->response_len == 100 && !call->response_copied &&
	       call->result_flags & MMCOMM_RESULT_TRUNCATED, "no room at all");

	message = message_to(MMCOMM_SIM_ECHO, 100);
	memcpy(before, message->request, sizeof(before));
	message->call.response = message->call.request;
	message->call.message_len = 200;
	message_send(fd, message);
	tap_ok(!message->error && call->response_copied == 200 &&
	       !memcmp(before, message->request, 100), "the answer in place of the request");
}

static void headers(int fd)
{
	struct message *message = message_to(MMCOMM_SIM_ECHO, 1);

	message->call.buffer_id = 1;
	message_send(fd, message);
	tap_ok(message_echoed(message) && message->call.max_message_len == V3_CAPACITY &&
	       message->call.used_buffer_id == 1, "the newest header by default; buffer 1");
	message->call.buffer_id = 2;
	message_send(fd, message);
	tap_ok(message_ended(message, ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER,
			     MMCOMM_PROGRESS_NOT_SENT), "there is no buffer 2");
	message->call.header_version = 2;
	message_send(fd, message);
	tap_ok(message_ended(message, EINVAL, MMCOMM_REASON_HEADER_VERSION,
			     MMCOMM_PROGRESS_NOT_SENT), "there is no header V2");
}

static void statuses(int fd)
{
	static const __u64 some[] = {
		0, 1, 2, 0x7fffffffffffffffULL, EFI_ERROR_BIT | 1, EFI_NOT_FOUND,
		EFI_ERROR_BIT | 0xffffffff, ~0ULL,
	};

	for (size_t i = 0; i < ARRAY_SIZE(some); i++) {
		struct message *message = message_to(MMCOMM_SIM_STATUS, sizeof(some[i]));

		memcpy(message->request, &some[i], sizeof(some[i]));
		message_send(fd, message);
		tap_ok(message_echoed(message) && message->call.mm_status == some[i] &&
		       message->call.raw_status == some[i] &&
		       message->call.result_flags & MMCOMM_RESULT_STATUS_VALID,
		       "the core's status 0x%llx", (unsigned long long)some[i]);
	}
}

static void unknown_recipient(int fd)
{
	struct message *message = message_to("12345678-1234-1234-1234-123456789abc", 10);

	message_send(fd, message);
	tap_ok(message_ended(message, 0, MMCOMM_REASON_NONE, MMCOMM_PROGRESS_RAN) &&
	       message->call.mm_status == EFI_NOT_FOUND,
	       "a recipient that nobody knows: NOT_FOUND, by the core");
}

static void second_look(int fd)
{
	struct message *message = message_to(MMCOMM_SIM_SECOND_LOOK, 300);

	message_send(fd, message);
	tap_ok(message_echoed(message), "an answer at the second look");
}

/* The handler writes through a pointer that the kernel filled in. */
static void write_through_pointer(int fd, __u32 version)
{
	struct mmcomm_relocation relocation = { .window_offset = 1000 };
	struct mmcomm_sim_fill fill = { .length = 24, .value = 0x5a };
	struct message *message = message_to(MMCOMM_SIM_FILL, sizeof(fill));
	const struct mmcomm_communicate *call = &message->call;
	struct mmcomm_buffer_entry entries[16];
	struct mmcomm_sim_fill answer;
	__u32 i;

	memcpy(message->request, &fill, sizeof(fill));
	message->call.header_version = version;
	message->call.window_len = 1024;
	message->call.relocations = (uintptr_t)&relocation;
	message->call.relocation_count = 1;
	message_send(fd, message);
	memcpy(&answer, message->response, sizeof(answer));
	buffers_read(fd, entries);
	tap_ok(!message->error && !call->mm_status &&
	       answer.address == entries[0].address +
				 (version == MMCOMM_HEADER_V1 ? 24 : 56) + 1000,
	       "V%u: the address of a place in the window", version);
	for (i = sizeof(fill); i < 1000 && !message->response[i]; i++)
		;
	tap_ok(i == 1000, "V%u: the window is zero before that place", version);
	for (; i < 1024 && message->response[i] == 0x5a; i++)
		;
	tap_ok(i == 1024 && call->response_copied == 1024 &&
	       call->response_len == sizeof(fill) && message_untouched(message, 1024),
	       "V%u: the response is the whole window, with what was written", version);

	/* One byte too far is in the guard. */
	fill.length = 25;
	message = message_to(MMCOMM_SIM_FILL, sizeof(fill));
	memcpy(message->request, &fill, sizeof(fill));
	message->call.header_version = version;
	message->call.window_len = 1024;
	message->call.relocations = (uintptr_t)&relocation;
	message->call.relocation_count = 1;
	message_send(fd, message);
	tap_ok(message_ended(message, EBADMSG, MMCOMM_REASON_GUARD_CHANGED,
			     MMCOMM_PROGRESS_RAN) && message_untouched(message, 0),
	       "V%u: a byte behind the window breaks the guard", version);

	/* MM reaches no memory but its own. */
	fill.address = 0x1000;
	message = message_to(MMCOMM_SIM_FILL, sizeof(fill));
	memcpy(message->request, &fill, sizeof(fill));
	message->call.header_version = version;
	message_send(fd, message);
	tap_ok(!message->error && call->mm_status == EFI_NOT_FOUND,
	       "V%u: an address that is no buffer's is refused", version);
}

static void trigger(int fd)
{
	struct mmcomm_trigger trigger = { .size = sizeof(trigger), .command = 0x42 };
	int ret = ioctl(fd, MMCOMM_IOC_TRIGGER, &trigger);

	tap_ok(ret == -1 && errno == EOPNOTSUPP &&
	       trigger.reason == MMCOMM_REASON_NO_TRIGGER &&
	       trigger.progress == MMCOMM_PROGRESS_NOT_SENT,
	       "no bare MMIs with a simulated MM");
}

int main(void)
{
	int fd = device_open();

	info(fd);
	lengths(fd, MMCOMM_HEADER_V1, V1_CAPACITY);
	lengths(fd, MMCOMM_HEADER_V3, V3_CAPACITY);
	too_long(fd, MMCOMM_HEADER_V1, V1_CAPACITY);
	too_long(fd, MMCOMM_HEADER_V3, V3_CAPACITY);
	responses(fd);
	headers(fd);
	statuses(fd);
	unknown_recipient(fd);
	second_look(fd);
	write_through_pointer(fd, MMCOMM_HEADER_V1);
	write_through_pointer(fd, MMCOMM_HEADER_V3);
	trigger(fd);
	return tap_done();
}
