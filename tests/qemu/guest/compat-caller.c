// SPDX-License-Identifier: GPL-2.0
/*
 * The caller whose results compat compares: built as a program of 32 bits and as
 * one of 64, from this one source and without a C library, which Debian has for
 * one of them only. Makes each call of enum compat_call and writes what came of it.
 *
 * usage: compat-caller-32 DEVICE
 */
#if __SIZEOF_POINTER__ == 4
#include <asm/unistd_32.h>
#else
#include <asm/unistd_64.h>
#endif
#include <linux/fcntl.h>

#include "compat.h"
#include "smm_variable.h"

static struct compat_record record;
static __u8 request[COMPAT_MESSAGE];
static struct mmcomm_relocation relocation = { .payload_offset = COMPAT_MESSAGE - 8 };
static int device;

static long system_call(long number, unsigned long a, unsigned long b,
			unsigned long c)
{
	long result;

#if __SIZEOF_POINTER__ == 4
	asm volatile("int $0x80" : "=a"(result)
		     : "0"(number), "b"(a), "c"(b), "d"(c) : "memory");
#else
	asm volatile("syscall" : "=a"(result)
		     : "0"(number), "D"(a), "S"(b), "d"(c) : "memory", "rcx", "r11");
#endif
	return result;
}

/* The compiler may call these by itself. */
void *memset(void *to, int value, __SIZE_TYPE__ count)
{
	__u8 *at = to;

	while (count--)
		*at++ = value;
	return to;
}

void *memcpy(void *to, const void *from, __SIZE_TYPE__ count)
{
	__u8 *at = to;
	const __u8 *source = from;

	while (count--)
		*at++ = *source++;
	return to;
}

static void leave(int status)
{
	for (;;)
		system_call(__NR_exit, status, 0, 0);
}

static void start(enum compat_call call, __u32 structure_size)
{
	memset(&record, 0, sizeof(record));
	record.call = call;
	record.pointer_size = sizeof(void *);
	record.structure_size = structure_size;
	record.info.size = structure_size;
}

static void make(unsigned long number, void *structure)
{
	record.error = -system_call(__NR_ioctl, device, number, (unsigned long)structure);
}

static void finish(void)
{
	const __u8 *at = (void *)&record;
	__SIZE_TYPE__ left = sizeof(record);

	while (left) {
		long written = system_call(__NR_write, 1, (unsigned long)at, left);

		if (written <= 0)
			leave(2);
		at += written;
		left -= written;
	}
}

static void read_info(void)
{
	start(COMPAT_INFO, sizeof(record.info));
	make(MMCOMM_IOC_INFO, &record.info);
	record.pointers_kept = 1;
	finish();
}

static void read_list(enum compat_call call, unsigned long number, __u32 entry_size,
		      __u32 capacity)
{
	start(call, sizeof(record.list));
	record.list.entry_size = entry_size;
	record.list.capacity = capacity;
	record.list.entries = (unsigned long)&record.buffers;
	make(number, &record.list);
	record.pointers_kept = record.list.entries == (unsigned long)&record.buffers;
	record.list.entries = 0;
	finish();
}

/* Each byte of the answer is known, but for the first few that are the same twice. */
static void start_message(enum compat_call call)
{
	static const struct smm_variable_header header = {
		.function = SMM_VARIABLE_GET_PAYLOAD_SIZE,
	};
	static const __u8 recipient[16] = SMM_VARIABLE_GUID_BYTES;

	start(call, sizeof(record.message));
	for (int i = 0; i < COMPAT_MESSAGE; i++)
		request[i] = i;
	memcpy(request, &header, sizeof(header));
	memcpy(record.message.recipient, recipient, sizeof(recipient));
	record.message.buffer_id = MMCOMM_BUFFER_ANY;
	record.message.request = (unsigned long)request;
	record.message.request_len = sizeof(request);
	record.message.response = (unsigned long)record.response;
	record.message.response_capacity = sizeof(record.response);
}

static void finish_message(void)
{
	__u64 at_request = record.message.request;
	__u64 at_response = record.message.response;
	__u64 at_relocations = record.message.relocations;

	make(MMCOMM_IOC_COMMUNICATE, &record.message);
	record.pointers_kept = record.message.request == at_request &&
			       record.message.response == at_response &&
			       record.message.relocations == at_relocations;
	record.message.request = 0;
	record.message.response = 0;
	record.message.relocations = 0;
	finish();
}

static void send_messages(void)
{
	__u8 *end_of_message = (__u8 *)&record +
			       __builtin_offsetof(struct compat_record, message) +
			       sizeof(record.message);

	start_message(COMPAT_MESSAGE_SENT);
	finish_message();

	start_message(COMPAT_MESSAGE_RELOCATED);
	record.message.relocations = (unsigned long)&relocation;
	record.message.relocation_count = 1;
	record.message.window_len = 2 * COMPAT_MESSAGE;
	finish_message();

	start_message(COMPAT_MESSAGE_IN_PLACE);
	memcpy(record.response, request, sizeof(request));
	record.message.request = (unsigned long)record.response;
	finish_message();

	start_message(COMPAT_FLAGS);
	record.message.flags = 0x80000000;
	finish_message();

	start_message(COMPAT_HIGH_REQUEST);
	record.message.request |= 1ULL << 32;
	finish_message();

	start_message(COMPAT_HIGH_RESPONSE);
	record.message.response |= 1ULL << 32;
	finish_message();

	start_message(COMPAT_TAIL);
	end_of_message[0] = 1;
	record.message.size += 8;
	finish_message();
}

static void raise_mmi(void)
{
	start(COMPAT_BARE, sizeof(record.trigger));
	make(MMCOMM_IOC_TRIGGER, &record.trigger);
	record.pointers_kept = 1;
	finish();
}

static void call_wrongly(void)
{
	start(COMPAT_NUMBER, sizeof(record.info));
	make(_IO(MMCOMM_IOC_TYPE, 0x7f), &record.info);
	record.pointers_kept = 1;
	finish();
	start(COMPAT_NOWHERE, sizeof(record.info));
	make(MMCOMM_IOC_INFO, (void *)8);
	record.pointers_kept = 1;
	finish();
}

__attribute__((force_align_arg_pointer)) void _start(void)
{
	long fd = system_call(__NR_open, (unsigned long)"/dev/" MMCOMM_DEVICE_NAME, O_RDWR, 0);

	if (fd < 0)
		leave(1);
	device = fd;
	read_info();
	read_list(COMPAT_BUFFER_LIST, MMCOMM_IOC_BUFFERS, sizeof(record.buffers[0]),
		  COMPAT_BUFFERS);
	read_list(COMPAT_PLACE_LIST, MMCOMM_IOC_DISCOVERY, sizeof(record.places[0]),
		  COMPAT_PLACES);
	send_messages();
	raise_mmi();
	call_wrongly();
	leave(0);
}
