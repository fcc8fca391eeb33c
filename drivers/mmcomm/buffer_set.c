// SPDX-License-Identifier: GPL-2.0
/*
 * The set of communicate buffers that the communicator has: taken at bring-up,
 * kept over the next one where they must be, moved by an update. The caller
 * holds the communicator's lock.
 */
#include <linux/errno.h>

#include "compat.h"
#include "core.h"

static void unmap_buffer(struct mmcomm_buffer *buffer)
{
	mmcomm_buffer_unmap(buffer, mmcomm_core.access);
}

/*
 * Buffers that outlive a bring-up: retired ones, which a late MM handler may
 * still write; one that another module moved; and the place that it was moved
 * away from, which somebody else may use by now.
 */
static bool outlives(const struct mmcomm_buffer *buffer)
{
	/* What came with an executor goes with it. */
	if (buffer->source == MMCOMM_SOURCE_SIMULATED && !mmcomm_core.registered)
		return false;
	return buffer->state == MMCOMM_BUFFER_RETIRED ||
	       buffer->state == MMCOMM_BUFFER_DISABLED ||
	       (buffer->state == MMCOMM_BUFFER_ENABLED &&
		buffer->source == MMCOMM_SOURCE_UPDATE && !mmcomm_core.registered);
}

/**
 * mmcomm_buffers_drop_old - drop the buffers that a bring-up finds anew
 * @kept: out: MMCOMM_MAX_BUFFERS ranges that must not become a buffer again
 *
 * Return: entries of @kept.
 */
u32 mmcomm_buffers_drop_old(struct mmcomm_range *kept)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u32 i, count = 0;

	for (i = 0; i < communicator->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (!outlives(buffer)) {
			unmap_buffer(buffer);
			continue;
		}
		kept[count].start = buffer->address;
		kept[count].length = buffer->length;
		communicator->buffers[count++] = *buffer;
	}
	communicator->buffer_count = count;
	return count;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffers_drop_old);

static bool id_taken(u32 id)
{
	const struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++)
		if (communicator->buffers[i].id == id)
			return true;
	return false;
}

/**
 * mmcomm_buffers_overlap - whether a range touches a communicate buffer
 * @address: physical address
 * @length: bytes
 * @disabled_too: whether places that a buffer was moved away from count
 *
 * Return: true where it does.
 */
bool mmcomm_buffers_overlap(u64 address, u64 length, bool disabled_too)
{
	const struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++) {
		const struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (buffer->state == MMCOMM_BUFFER_DISABLED && !disabled_too)
			continue;
		if (mmcomm_ranges_overlap(address, length, buffer->address,
					  buffer->length))
			return true;
	}
	return false;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffers_overlap);

static void zero_buffer(void *buffer)
{
	mmcomm_buffer_zero(buffer);
}

/*
 * What is the driver's alone is zeroed when it is found, what is borrowed, claimed
 * or shared for a call is not; and nothing is written where the administrator only
 * wants to look.
 */
static int zero_own(struct mmcomm_buffer *buffer)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u64 stopped_ns;

	if (buffer->borrowed || buffer->claim || buffer->shared ||
	    communicator->probe_only || !communicator->executor)
		return 0;
	return mmcomm_exclusive(&communicator->exclusion, zero_buffer, buffer,
				&stopped_ns);
}

/* What the MM that is in use wants in front of a message. */
static u32 header_room(void)
{
	const struct mmcomm_executor_ops *executor = mmcomm_core.communicator.executor;

	return executor ? executor->header_room : 0;
}

/**
 * mmcomm_buffers_add - take buffers that were found
 * @findings: what was found; the buffers belong to the communicator afterwards
 *
 * What overlaps a buffer that stayed is not taken.
 */
void mmcomm_buffers_add(struct mmcomm_findings *findings)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u32 i;

	for (i = 0; i < findings->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &findings->buffers[i];

		if (communicator->buffer_count == MMCOMM_MAX_BUFFERS ||
		    mmcomm_buffers_overlap(buffer->address, buffer->length, true)) {
			unmap_buffer(buffer);
			continue;
		}
		if (zero_own(buffer)) {
			/* The CPU for it is offline: tried again at the next call. */
			communicator->stale = true;
			unmap_buffer(buffer);
			continue;
		}
		while (id_taken(buffer->id))
			buffer->id++;
		communicator->buffers[communicator->buffer_count++] = *buffer;
	}
	for (i = 0; i < communicator->buffer_count; i++)
		communicator->buffers[i].header_room = header_room();
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffers_add);

/**
 * mmcomm_buffers_enabled - the enabled buffer of an id
 * @id: the id
 *
 * Return: it, NULL where none is enabled.
 */
struct mmcomm_buffer *mmcomm_buffers_enabled(u32 id)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &communicator->buffers[i];

		if (buffer->id == id && buffer->state == MMCOMM_BUFFER_ENABLED)
			return buffer;
	}
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffers_enabled);

/*
 * A place that is offered again makes room for itself, anything else goes to the
 * end: what a buffer was moved away from must not be forgotten.
 */
static struct mmcomm_buffer *free_slot(u64 address, u64 length)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++) {
		struct mmcomm_buffer *buffer = &communicator->buffers[i];

		/* Only where nothing of the old place is left out. */
		if (buffer->state == MMCOMM_BUFFER_DISABLED &&
		    buffer->address >= address && buffer->length <= length &&
		    buffer->address - address <= length - buffer->length)
			return buffer;
	}
	if (communicator->buffer_count == MMCOMM_MAX_BUFFERS)
		return NULL;
	return &communicator->buffers[communicator->buffer_count];
}

/**
 * mmcomm_buffers_move - move a buffer
 * @old: an enabled buffer
 * @address: physical address of the new memory, checked by the caller
 * @length: its bytes
 *
 * The old buffer is disabled, the new one enabled under the same id, and zeroed
 * unless it lies in the region table, or is what a secure partition shares.
 *
 * Return: 0, -ENOSPC, -ENOMEM, -EOPNOTSUPP where the machine cannot be stopped.
 */
int mmcomm_buffers_move(struct mmcomm_buffer *old, u64 address, u64 length)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	struct mmcomm_buffer *slot = free_slot(address, length);
	struct mmcomm_buffer moved;
	int ret;

	if (!slot)
		return -ENOSPC;
	ret = mmcomm_buffer_map(&moved, old->id, MMCOMM_SOURCE_UPDATE, mmcomm_core.access,
				&mmcomm_core.regions, address, length);
	if (ret)
		return ret;
	moved.header_room = header_room();
	moved.shared = mmcomm_core.mailbox.kind == MMCOMM_MAILBOX_SPM_MM;
	ret = zero_own(&moved);
	if (ret) {
		unmap_buffer(&moved);
		return ret;
	}

	unmap_buffer(old);
	old->state = MMCOMM_BUFFER_DISABLED;
	if (slot == &communicator->buffers[communicator->buffer_count])
		communicator->buffer_count++;
	*slot = moved;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffers_move);

/**
 * mmcomm_buffers_drop_all - drop every buffer
 */
void mmcomm_buffers_drop_all(void)
{
	struct mmcomm_communicator *communicator = &mmcomm_core.communicator;
	u32 i;

	for (i = 0; i < communicator->buffer_count; i++)
		unmap_buffer(&communicator->buffers[i]);
	communicator->buffer_count = 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_buffers_drop_all);
