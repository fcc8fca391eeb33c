// SPDX-License-Identifier: GPL-2.0
/*
 * A device for tests, in place of the kernel module and of MM.
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/mmcomm_sim.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fake_device.h"
#include "fake_profile.h"
#include "fake_wrap.h"

/* A number that no descriptor of a test has. */
#define FAKE_FD 7777

/* Too long for the last column of a narrow terminal. */
#define LONG_WORD "a_word_that_no_narrow_terminal_has_any_room_for"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define EFI_ERROR(n) (0x8000000000000000ULL | (n))

static const __u8 variable_handler[16] = {
	0x33, 0xd5, 0x32, 0xed, 0xe6, 0x99, 0x09, 0x42,
	0x9c, 0xc0, 0x2d, 0x72, 0xcd, 0xd9, 0x98, 0xa7,
};

/* A second handler, which turns every byte of its message around. */
static const __u8 echo_handler[16] = {
	0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0x78, 0x56,
	1, 2, 3, 4, 5, 6, 7, 8,
};

static const __u8 supervisor_handler[16] = {
	0x23, 0x3b, 0x63, 0x8c, 0x60, 0x12, 0xa6, 0x4e,
	0x83, 0x0f, 0x7d, 0xdc, 0x97, 0x38, 0x21, 0x11,
};

static const __u8 profile_handler[16] = {
	0x42, 0x43, 0x17, 0x49, 0x08, 0x71, 0x9b, 0x40,
	0x8b, 0xbe, 0x65, 0xfd, 0xa8, 0x53, 0x89, 0xf5,
};

static const __u8 global[16] = {
	0x61, 0xdf, 0xe4, 0x8b, 0xca, 0x93, 0xd2, 0x11,
	0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c,
};

static const __u8 other[16] = { 0xaa, 0xbb, 0xcc, 0xdd, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };

/* Variables, each with the same letter for a value; "Big" has fake.value_len. */
static const struct {
	const __u8 *vendor;
	const char *name;
	__u32 attributes;
	size_t size;
	char letter;
} variables[] = {
	{ global, "BootOrder", 7, 4, 'b' },
	{ global, "Lang", 7, 3, 'l' },
	{ other, "BootOrder", 3, 5, 'o' },
	{ other, "Empty", 6, 0, 'e' },
	{ other, "Big", 0x27, 0, 'B' },
	{ other, "a/slash", 7, 2, 's' },
};

#define VARIABLE_COUNT ARRAY_SIZE(variables)

struct fake fake;

void fake_reset(void)
{
	memset(&fake, 0, sizeof(fake));
	fake.info = (struct mmcomm_info) {
		.abi_version = MMCOMM_ABI_VERSION,
		.flags = MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_CAN_TRIGGER |
			 MMCOMM_INFO_SMI_COUNTER | MMCOMM_INFO_PLATFORM_VOUCHED |
			 MMCOMM_INFO_BORROWED,
		.buffer_count = 2,
		.header_versions = 1 << MMCOMM_HEADER_V1,
		.mmi_port_type = MMCOMM_MMI_PORT_SMI,
		.cmd_port = 0xb2,
		.data_port = 0xb3,
		.timeout_ms = 100,
		.max_message_len = 16384 - 24,
		.mailbox_address = 0x1e6d6140,
		.machine_stops = 4,
		.mmis_raised = 3,
		.executor = "fake",
		.platform = "bench",
	};
	fake.buffer_count = 2;
	fake.place_count = 3;
	fake.count_mmis = true;
	fake.value_len = 5000;
	fake.version = 0x00020001;
	fake.patch_level = 7;
	fake.max_request_level = 4;
}

void fake_simulate(void)
{
	fake.info.flags = MMCOMM_INFO_CAN_COMMUNICATE | MMCOMM_INFO_SIMULATED;
	fake.info.mmi_port_type = MMCOMM_MMI_PORT_NONE;
	fake.info.cmd_port = 0;
	fake.info.data_port = 0;
	fake.info.mailbox_address = 0;
	fake.info.header_versions |= 1 << MMCOMM_HEADER_V3;
	snprintf(fake.info.executor, sizeof(fake.info.executor), "%s", MMCOMM_SIM_NAME);
	fake.info.platform[0] = '\0';
	fake.count_mmis = false;
}

void fake_wsmt(__u32 flags)
{
	fake.info.flags |= MMCOMM_INFO_WSMT_PRESENT;
	fake.info.wsmt_flags = flags;
}

size_t fake_variable_count(void)
{
	return VARIABLE_COUNT;
}

static size_t size_of(size_t index)
{
	return strcmp(variables[index].name, "Big") ? variables[index].size : fake.value_len;
}

/* The names of the fake variables are ASCII. */
static bool name_is(const __u8 *name16, size_t bytes, const char *name)
{
	size_t length = strlen(name);

	if (bytes != 2 * (length + 1))
		return false;
	for (size_t i = 0; i <= length; i++) {
		if (name16[2 * i] != (__u8)name[i] || name16[2 * i + 1])
			return false;
	}
	return true;
}

static int find(const __u8 *vendor, const __u8 *name16, size_t bytes)
{
	for (size_t i = 0; i < VARIABLE_COUNT; i++) {
		if (!memcmp(vendor, variables[i].vendor, 16) &&
		    name_is(name16, bytes, variables[i].name))
			return i;
	}
	return -1;
}

static __u64 get64(const __u8 *at)
{
	__u64 value;

	memcpy(&value, at, sizeof(value));
	return le64toh(value);
}

static void put64(__u8 *at, __u64 value)
{
	value = htole64(value);
	memcpy(at, &value, sizeof(value));
}

/* @payload begins behind function and status. Offsets are those of EDK2. */
static __u64 get_variable(__u8 *payload, size_t length)
{
	__u64 data_size, name_size;
	__u32 attributes;
	size_t size;
	int index;

	data_size = get64(payload + 16);
	name_size = get64(payload + 24);
	if (data_size > length || name_size > length || 36 + data_size + name_size > length)
		return EFI_ERROR(15);
	if (name_size < 2 || payload[36 + name_size - 2] || payload[36 + name_size - 1])
		return EFI_ERROR(15);
	index = find(payload, payload + 36, name_size);
	if (index < 0)
		return EFI_ERROR(14);

	size = size_of(index);
	if (fake.lie == LIE_GROWS)
		size = data_size + 1;
	put64(payload + 16, fake.lie == LIE_SIZE ? data_size + 1000 : size);
	if (fake.lie == LIE_ASKS_LESS) {
		put64(payload + 16, data_size);
		return EFI_ERROR(5);
	}
	if (fake.lie == LIE_OTHER_NAME)
		put64(payload + 24, name_size + 2);
	if (size > data_size)
		return EFI_ERROR(5);
	attributes = htole32(variables[index].attributes);
	memcpy(payload + 32, &attributes, sizeof(attributes));
	memset(payload + 36 + name_size, variables[index].letter, size);
	return 0;
}

static __u64 next_name(__u8 *payload, size_t length)
{
	__u64 room = get64(payload + 16);
	__u8 *name = payload + 24;
	size_t buffer = length - 24, bytes = 0, needed;
	int index = -1;

	if (room > length || 24 + room > length)
		return EFI_ERROR(15);
	if (buffer < 2 || name[buffer / 2 * 2 - 2] || name[buffer / 2 * 2 - 1])
		return EFI_ERROR(15);
	while (name[bytes] || name[bytes + 1])
		bytes += 2;
	if (bytes) {
		index = find(payload, name, bytes + 2);
		if (index < 0)
			return EFI_ERROR(2);
	}
	if (fake.lie == LIE_FOREVER)
		index = -1;
	if (++index == VARIABLE_COUNT)
		return EFI_ERROR(14);

	needed = 2 * (strlen(variables[index].name) + 1);
	put64(payload + 16, needed);
	if (fake.lie == LIE_SIZE)
		put64(payload + 16, length + 2);
	if (fake.lie == LIE_ASKS_LESS) {
		put64(payload + 16, room);
		return EFI_ERROR(5);
	}
	if (needed > room)
		return EFI_ERROR(5);
	memcpy(payload, variables[index].vendor, 16);
	memset(name, 0, needed);
	for (size_t i = 0; variables[index].name[i]; i++)
		name[2 * i] = variables[index].name[i];
	if (fake.lie == LIE_NO_END)
		name[needed - 2] = 'x';
	return 0;
}

static void handle_variable(__u8 *message, size_t length)
{
	__u8 *payload = message + 16;
	__u64 status;

	if (length < 16 || fake.lie == LIE_NO_STATUS)
		return;
	length -= 16;
	switch (get64(message)) {
	case 1:
		if (length < 36)
			return;
		status = get_variable(payload, length);
		break;
	case 2:
		if (length < 24)
			return;
		status = next_name(payload, length);
		break;
	case 4:
		if (length < 32)
			return;
		put64(payload, 65536);
		put64(payload + 8, 32768);
		put64(payload + 16, 4096);
		status = payload[24] ? 0 : EFI_ERROR(2);
		break;
	case 11:
		if (length < 8)
			return;
		put64(payload, 0x3fff4);
		status = 0;
		break;
	default:
		status = EFI_ERROR(3);
		break;
	}
	put64(message + 8, status);
	if (fake.lie == LIE_OTHER_FUNCTION)
		put64(message, 99);
}

static void put32(__u8 *at, __u32 value)
{
	value = htole32(value);
	memcpy(at, &value, sizeof(value));
}

/* Returns the length of the answer. */
static size_t handle_supervisor(__u8 *message, size_t length)
{
	static const __u8 request[16] = { 'M', 'S', 'U', 'P', 1, 0, 0, 0, 3 };

	if (fake.supervisor == SUPERVISOR_SILENT)
		return length;
	/* The real one demands room for the whole answer, too. */
	if (length < 40 || memcmp(message, request, sizeof(request))) {
		put64(message + 16, EFI_ERROR(2));
		return length;
	}
	switch (fake.supervisor) {
	case SUPERVISOR_NO_HEADER:
		return 23;
	case SUPERVISOR_SIGNATURE:
		message[3] = 'Q';
		break;
	case SUPERVISOR_REVISION:
		message[4] = 2;
		break;
	case SUPERVISOR_OTHER:
		message[8] = 2;
		break;
	case SUPERVISOR_FAILS:
		put64(message + 16, fake.supervisor_result);
		return length;
	default:
		break;
	}
	if (fake.supervisor != SUPERVISOR_NO_RESULT)
		put64(message + 16, 0);
	put32(message + 24, fake.version);
	put32(message + 28, fake.patch_level);
	put64(message + 32, fake.max_request_level);
	return fake.supervisor == SUPERVISOR_SHORT ? 24 : length;
}

static __u32 get32(const __u8 *at)
{
	__u32 value;

	memcpy(&value, at, sizeof(value));
	return le32toh(value);
}

/*
 * Physical memory begins with the communicate buffer, so that an address can be
 * told from a pointer.
 */
#define PHYSICAL 0x1e4ee018ULL

/* Copies to where the request says, as long as that lies in the window. */
static __u64 copy_profile(__u8 *message, size_t window)
{
	const struct database *database = database_usual();
	__u64 size = get64(message + 16), to = get64(message + 24), from = get64(message + 32);

	if (to < PHYSICAL || to - PHYSICAL > window || size > window - (to - PHYSICAL))
		abort();
	if (from < database->size) {
		if (size > database->size - from)
			size = database->size - from;
		memcpy(message + (to - PHYSICAL), database->bytes + from, size);
		if (fake.profile == PROFILE_BROKEN && !from)
			put32(message + (to - PHYSICAL) + RECORD_LENGTH, 3);
		from += size;
	} else {
		from = database->size;
	}
	put64(message + 16, fake.profile == PROFILE_FEWER ? size - 1 : size);
	put64(message + 32, fake.profile == PROFILE_OFFSET ? from + 1 : from);
	return fake.profile == PROFILE_FAILS ? EFI_ERROR(15) : 0;
}

/* Returns the length of the answer. EDK2's handler demands exact sizes. */
static size_t handle_profile(__u8 *message, size_t length, size_t window)
{
	if (fake.profile == PROFILE_SILENT || length < 16)
		return length;
	put64(message + 8, UINT64_MAX);
	if (fake.profile == PROFILE_REFUSES)
		return length;
	if (get32(message) == 1 && length == 24) {
		put64(message + 16, fake.profile == PROFILE_EMPTY ? 0 :
				    fake.profile == PROFILE_HUGE ? 0x100001 :
				    database_usual()->size);
		put64(message + 8, 0);
	} else if (get32(message) == 2 && length == 40) {
		put64(message + 8, copy_profile(message, window));
	}
	if (fake.profile == PROFILE_OTHER)
		put32(message, 3);
	return fake.profile == PROFILE_SHORT ? 8 : length;
}

/* The MM core: returns its status, and the length of the answer. */
static __u64 dispatch(const __u8 *recipient, __u8 *message, size_t *answer_len, size_t window)
{
	size_t length = *answer_len;

	if (fake.mm_status)
		return fake.mm_status;
	if (!memcmp(recipient, variable_handler, 16)) {
		handle_variable(message, length);
		if (fake.lie == LIE_SHORT)
			*answer_len = 8;
		return 0;
	}
	if (!memcmp(recipient, supervisor_handler, 16) && fake.supervisor != SUPERVISOR_ABSENT) {
		*answer_len = handle_supervisor(message, length);
		return 0;
	}
	if (!memcmp(recipient, profile_handler, 16) && fake.profile != PROFILE_ABSENT) {
		*answer_len = handle_profile(message, length, window);
		return 0;
	}
	if (!memcmp(recipient, echo_handler, 16)) {
		for (size_t i = 0; i < length; i++)
			message[i] ^= 0xff;
		return 0;
	}
	return EFI_ERROR(14);
}

static int refuse(struct mmcomm_communicate *c, int error, __u32 reason)
{
	c->reason = reason;
	c->progress = MMCOMM_PROGRESS_NOT_SENT;
	return error;
}

static int check_window(struct mmcomm_communicate *c, __u32 length, __u32 window)
{
	const struct mmcomm_relocation *relocations =
		(const struct mmcomm_relocation *)(uintptr_t)c->relocations;

	if (window < length)
		return refuse(c, -EINVAL, MMCOMM_REASON_WINDOW_LEN);
	for (__u32 i = 0; i < c->relocation_count; i++) {
		if (relocations[i].payload_offset + 8 > length ||
		    relocations[i].window_offset >= window)
			return refuse(c, -EINVAL, MMCOMM_REASON_RELOCATION);
	}
	return 0;
}

static void relocate(const struct mmcomm_communicate *c, __u8 *message)
{
	const struct mmcomm_relocation *relocations =
		(const struct mmcomm_relocation *)(uintptr_t)c->relocations;

	for (__u32 i = 0; i < c->relocation_count; i++)
		put64(message + relocations[i].payload_offset,
		      PHYSICAL + relocations[i].window_offset);
}

static int communicate(struct mmcomm_communicate *c)
{
	static const __u8 zero[16];
	__u32 length = c->message_len ? c->message_len : c->request_len;
	__u32 window = c->window_len ? c->window_len : length;
	size_t answer_len = length, copied;
	__u8 *message;

	c->result_flags = 0;
	if (c->flags)
		return refuse(c, -EINVAL, MMCOMM_REASON_FLAGS);
	if (c->reserved)
		return refuse(c, -EINVAL, MMCOMM_REASON_RESERVED);
	if (!memcmp(c->recipient, zero, 16))
		return refuse(c, -EINVAL, MMCOMM_REASON_ZERO_GUID);
	if (!c->request_len)
		return refuse(c, -EINVAL, MMCOMM_REASON_EMPTY_REQUEST);
	if (c->message_len && c->message_len < c->request_len)
		return refuse(c, -EINVAL, MMCOMM_REASON_MESSAGE_LEN);
	if (check_window(c, length, window))
		return -EINVAL;
	if (c->header_version && !(fake.info.header_versions & 1U << c->header_version))
		return refuse(c, -EOPNOTSUPP, MMCOMM_REASON_HEADER_VERSION);
	if (c->buffer_id != MMCOMM_BUFFER_ANY && c->buffer_id >= fake.buffer_count)
		return refuse(c, -ENOENT, MMCOMM_REASON_NO_SUCH_BUFFER);
	c->max_message_len = fake.info.max_message_len;
	c->used_buffer_id = c->buffer_id == MMCOMM_BUFFER_ANY ? 0 : c->buffer_id;
	if (window > fake.info.max_message_len)
		return refuse(c, -EMSGSIZE, MMCOMM_REASON_TOO_LONG);
	if (fake.error[4]) {
		c->progress = fake.progress;
		c->reason = fake.reason;
		return -fake.error[4];
	}

	fake.calls++;
	if (fake.calls == fake.interrupt_after)
		raise(SIGINT);
	message = calloc(1, window);
	memcpy(message, (void *)(uintptr_t)c->request, c->request_len);
	relocate(c, message);
	c->mm_status = dispatch(c->recipient, message, &answer_len, window);
	c->raw_status = c->mm_status;
	c->response_len = answer_len;
	copied = c->window_len && window > answer_len ? window : answer_len;
	c->response_copied = copied < c->response_capacity ? copied : c->response_capacity;
	if (c->response_copied)
		memcpy((void *)(uintptr_t)c->response, message, c->response_copied);
	free(message);

	if (!fake.no_status)
		c->result_flags |= MMCOMM_RESULT_STATUS_VALID;
	if (c->response_copied < copied)
		c->result_flags |= MMCOMM_RESULT_TRUNCATED;
	c->mmi_count = 0;
	if (fake.count_mmis) {
		c->result_flags |= MMCOMM_RESULT_MMI_COUNTED;
		c->mmi_count = fake.lost_mmis ? 0 : 1;
		if (fake.lost_mmis)
			fake.lost_mmis--;
	}
	c->stopped_ns = 150000;
	c->progress = MMCOMM_PROGRESS_RAN;
	c->reason = MMCOMM_REASON_NONE;
	return 0;
}

static int trigger(struct mmcomm_trigger *t)
{
	t->result_flags = 0;
	t->progress = MMCOMM_PROGRESS_NOT_SENT;
	if (t->command > 0xff || t->data > 0xff) {
		t->reason = MMCOMM_REASON_COMMAND;
		return -EINVAL;
	}
	if (t->command == 2 || t->command == 3) {
		t->reason = MMCOMM_REASON_RESERVED_COMMAND;
		return -EINVAL;
	}
	if (fake.error[5]) {
		t->reason = fake.reason;
		t->progress = fake.progress;
		return -fake.error[5];
	}
	fake.triggers++;
	t->progress = MMCOMM_PROGRESS_RAN;
	t->data_after = t->data ^ 0xff;
	t->stopped_ns = 64000;
	if (fake.count_mmis) {
		t->result_flags = MMCOMM_RESULT_MMI_COUNTED;
		t->mmi_count = 1;
	}
	return 0;
}

static void buffer_entry(__u32 i, struct mmcomm_buffer_entry *entry)
{
	*entry = (struct mmcomm_buffer_entry) {
		.id = i,
		.source = MMCOMM_SOURCE_BORROWED,
		.state = i == 1 ? MMCOMM_BUFFER_RETIRED : MMCOMM_BUFFER_ENABLED,
		.address = 0x1e4ee000 + 0x4000 * (__u64)i,
		.length = 0x4000,
		.message_capacity = 0x4000 - 24,
	};
}

static void place_entry(__u32 i, struct mmcomm_discovery_entry *entry)
{
	*entry = (struct mmcomm_discovery_entry) {
		.subject = i % 3 == 0 ? MMCOMM_SUBJECT_TRIGGER :
			   i % 3 == 1 ? MMCOMM_SUBJECT_MAILBOX : MMCOMM_SUBJECT_BUFFER,
		.verdict = MMCOMM_VERDICT_USED,
		.address = i * 0x1000,
		.reason = "found there, and this sentence is a long one, with " LONG_WORD,
	};
	snprintf(entry->place, sizeof(entry->place), "place %u", i);
}

static int list(struct mmcomm_list *l, bool buffers)
{
	__u32 count = buffers ? fake.buffer_count : fake.place_count;

	for (__u32 i = 0; i < count && i < l->capacity; i++) {
		__u8 *at = (__u8 *)(uintptr_t)l->entries + i * (size_t)l->entry_size;
		struct mmcomm_buffer_entry buffer;
		struct mmcomm_discovery_entry place;

		buffer_entry(i, &buffer);
		place_entry(i, &place);
		memcpy(at, buffers ? (void *)&buffer : (void *)&place, l->entry_size);
	}
	l->count = count;
	return 0;
}

static int serve(unsigned long request, void *argument)
{
	struct mmcomm_info info = fake.info;
	int error;

	switch (request) {
	case MMCOMM_IOC_INFO:
		if (((struct mmcomm_info *)argument)->size != sizeof(info))
			return -EINVAL;
		if (fake.error[1])
			return -fake.error[1];
		info.size = sizeof(info);
		memcpy(argument, &info, sizeof(info));
		return 0;
	case MMCOMM_IOC_BUFFERS:
		return fake.error[2] ? -fake.error[2] : list(argument, true);
	case MMCOMM_IOC_DISCOVERY:
		return fake.error[3] ? -fake.error[3] : list(argument, false);
	case MMCOMM_IOC_COMMUNICATE:
		if (((struct mmcomm_communicate *)argument)->size != sizeof(fake.last))
			return -EINVAL;
		error = communicate(argument);
		memcpy(&fake.last, argument, sizeof(fake.last));
		return error;
	case MMCOMM_IOC_TRIGGER:
		if (((struct mmcomm_trigger *)argument)->size != sizeof(struct mmcomm_trigger))
			return -EINVAL;
		return trigger(argument);
	default:
		return -ENOTTY;
	}
}

int __wrap_open(const char *path, int flags, ...)
{
	if (strcmp(path, "/dev/mmcomm"))
		return __real_open(path, flags);
	fake.opens++;
	if (fake.open_error) {
		errno = fake.open_error;
		return -1;
	}
	return FAKE_FD;
}

int __wrap_ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;
	void *argument;
	int error;

	va_start(arguments, request);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	if (fd != FAKE_FD)
		return __real_ioctl(fd, request, argument);
	error = serve(request, argument);
	errno = -error;
	return error ? -1 : 0;
}

int __wrap_close(int fd)
{
	return fd == FAKE_FD ? 0 : __real_close(fd);
}
