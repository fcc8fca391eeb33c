// SPDX-License-Identifier: GPL-2.0
/*
 * The simulated MM core: what an MMI does. It finds the mailbox armed or not,
 * takes the message, has a handler answer it and leaves the marks of the
 * traditional SMM core, in its order: pointer, size and status, in_mm last.
 *
 * The driver's side of the mailbox is the executor that real firmware gets; only
 * the MMI is made here.
 */
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "comm_header.h"
#include "sim.h"

/* What a late handler writes over a message that nobody waits for. */
#define LATE_BYTE	'L'

static struct sim_mm *to_mm(void *context)
{
	return container_of(context, struct sim_mm, smmc);
}

static const struct mmcomm_provided_buffer *
buffer_around(const struct sim_mm *mm, u64 address, u64 length)
{
	u32 i;

	for (i = 0; i < mm->buffer_count; i++) {
		const struct mmcomm_provided_buffer *buffer = &mm->buffers[i];
		u64 offset = address - buffer->address;

		if (address >= buffer->address && offset < buffer->length &&
		    length <= buffer->length - offset)
			return buffer;
	}
	return NULL;
}

/**
 * sim_mm_memory - memory that the simulated MM may reach
 * @mm: the simulated MM
 * @address: physical address
 * @length: bytes
 *
 * Return: kernel address of the range, NULL unless it lies in one buffer.
 */
void *sim_mm_memory(const struct sim_mm *mm, u64 address, u64 length)
{
	const struct mmcomm_provided_buffer *buffer =
		buffer_around(mm, address, length);

	return buffer ? buffer->virt + (address - buffer->address) : NULL;
}

/* Finds the header in front of a message. Returns false where none fits. */
static bool read_header(struct sim_call *call, u64 size, u64 room,
			guid_t *recipient)
{
	const struct mmcomm_header_v1 *v1 = call->header;
	const struct mmcomm_header_v3 *v3 = call->header;
	static const guid_t marker = MMCOMM_HEADER_V3_MARKER;
	u32 header_len = sizeof(*v1);

	if (size < sizeof(*v1))
		return false;
	call->header_version = MMCOMM_HEADER_V1;
	*recipient = v1->recipient;
	if (guid_equal(&v1->recipient, &marker)) {
		header_len = sizeof(*v3);
		if (size < header_len || le64_to_cpu(v3->buffer_size) != size)
			return false;
		call->header_version = MMCOMM_HEADER_V3;
		*recipient = v3->recipient;
	}
	call->message = call->header + header_len;
	call->len = size - header_len;
	call->room = room - header_len;
	call->returned = size;
	return true;
}

static void write_marks(struct sim_mm *mm, u64 status, u64 size)
{
	WRITE_ONCE(mm->mailbox.buffer_size, cpu_to_le64(size));
	WRITE_ONCE(mm->mailbox.return_status, cpu_to_le64(status));
}

static void finish(struct sim_mm *mm)
{
	write_marks(mm, mm->running.status, mm->running.call.returned);
	mm->running.call.message = NULL;
	WRITE_ONCE(mm->mailbox.in_mm, 0);
}

/* The handler of an earlier message comes to its end at last. */
static void finish_late(struct sim_mm *mm)
{
	struct sim_call *call = &mm->late.call;

	if (!call->message)
		return;
	memset(call->message, LATE_BYTE, call->len);
	write_marks(mm, mm->late.status, call->returned);
	call->message = NULL;
}

static void settle(struct sim_mm *mm, struct sim_unfinished *taken)
{
	u32 latency = READ_ONCE(mm->latency_us);

	mm->running = *taken;
	mm->running.looks = latency;
	switch (taken->call.completion) {
	case SIM_SECOND_LOOK:
		/* All but the last mark. */
		write_marks(mm, taken->status, taken->call.returned);
		mm->running.looks++;
		break;
	case SIM_NEXT_MMI:
		mm->late = *taken;
		fallthrough;
	case SIM_NEVER:
		mm->running.call.message = NULL;
		WRITE_ONCE(mm->mailbox.in_mm, 0);
		return;
	default:
		break;
	}
	if (!mm->running.looks)
		finish(mm);
}

static void refuse(struct sim_mm *mm, u64 status, u64 size)
{
	WRITE_ONCE(mm->mailbox.communication_buffer, 0);
	write_marks(mm, status, size);
	WRITE_ONCE(mm->mailbox.in_mm, 0);
}

static void take_message(struct sim_mm *mm, u64 address, u64 size)
{
	const struct mmcomm_provided_buffer *buffer;
	struct sim_unfinished taken = { .call.mm = mm };
	struct sim_call *call = &taken.call;
	guid_t recipient;
	u64 offset;

	WRITE_ONCE(mm->mailbox.in_mm, 1);
	buffer = buffer_around(mm, address, size);
	if (!buffer) {
		refuse(mm, SIM_EFI_ACCESS_DENIED, size);
		return;
	}
	offset = address - buffer->address;
	call->header = buffer->virt + offset;
	if (!read_header(call, size, buffer->length - offset, &recipient)) {
		refuse(mm, SIM_EFI_NOT_FOUND, size);
		return;
	}
	taken.status = sim_handle(&recipient, call);
	if (call->completion == SIM_OVERLOOKED) {
		WRITE_ONCE(mm->mailbox.in_mm, 0);
		return;
	}
	if (call->completion != SIM_POINTER_KEPT)
		WRITE_ONCE(mm->mailbox.communication_buffer, 0);
	settle(mm, &taken);
}

/* One MMI, whoever raised it: the core looks at its mailbox. */
static int sim_raise(void *context, struct mmcomm_transfer *transfer)
{
	struct sim_mm *mm = to_mm(context);
	u64 address = le64_to_cpu(READ_ONCE(mm->mailbox.communication_buffer));
	u64 size = le64_to_cpu(READ_ONCE(mm->mailbox.buffer_size));

	/* Leaves marks of its own, over the size of the new message. */
	finish_late(mm);
	if (address)
		take_message(mm, address, size);
	return 0;
}

/* A look at the marks is the only clock that ticks here. */
static bool sim_done(void *context, struct mmcomm_transfer *transfer)
{
	struct sim_mm *mm = to_mm(context);

	if (mm->running.call.message) {
		if (!mm->running.looks)
			finish(mm);
		else
			mm->running.looks--;
	}
	return mmcomm_executor_smmc.done(context, transfer);
}

static enum mmcomm_disarmed sim_disarm(void *context,
				       struct mmcomm_transfer *transfer)
{
	enum mmcomm_disarmed disarmed =
		mmcomm_executor_smmc.disarm(context, transfer);
	struct sim_mm *mm = to_mm(context);

	/* A handler that was too slow is not interrupted by that. */
	if (mm->running.call.message) {
		mm->late = mm->running;
		mm->running.call.message = NULL;
		WRITE_ONCE(mm->mailbox.in_mm, 0);
	}
	return disarmed;
}

/**
 * sim_mm_init - make a simulated MM ready
 * @mm: its memory, zeroed, with its buffers
 * @ops: out: the operations of its executor, but for the owner
 */
void sim_mm_init(struct sim_mm *mm, struct mmcomm_executor_ops *ops)
{
	mm->smmc.mailbox = &mm->mailbox;
	*ops = mmcomm_executor_smmc;
	ops->name = MMCOMM_SIM_NAME;
	ops->simulated = true;
	ops->header_versions = BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3);
	ops->raise = sim_raise;
	ops->done = sim_done;
	ops->disarm = sim_disarm;
}
