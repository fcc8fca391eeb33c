/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Communicate buffers: page-aligned memory that MM takes messages from, and the
 * invariants that hold before and after each message.
 */
#ifndef _MMCOMM_COMM_BUFFER_H
#define _MMCOMM_COMM_BUFFER_H

#include <linux/mmcomm.h>
#include <linux/types.h>

#include "firmware_memory.h"
#include "region_table.h"

/** define MMCOMM_GUARD_LEN - bytes past window and answer that must stay zero */
#define MMCOMM_GUARD_LEN	MMCOMM_MM_PAGE_SIZE

/**
 * define MMCOMM_MAX_BUFFER_LEN - bytes that a communicate buffer has at most
 *
 * Bounds what is copied and zeroed while the machine is stopped.
 */
#define MMCOMM_MAX_BUFFER_LEN	(16 * 1024 * 1024)

/** define MMCOMM_MAX_BUFFERS - communicate buffers there can be */
#define MMCOMM_MAX_BUFFERS	16

/**
 * struct mmcomm_buffer - one communicate buffer
 * @virt: the memory, as the kernel sees it
 * @address: the memory's physical address, 4 KiB aligned
 * @length: bytes, a multiple of 4096
 * @id: number that callers use
 * @source: where it was found
 * @state: whether it may be used
 * @mapped: @virt and @claim came from memremap() and are unmapped with the buffer
 * @claim: type of the region table's entry that the memory lies in, which is
 *	claimed for each call; NULL where it lies in none
 * @borrowed: the pages belong to the firmware and are given back in each call
 * @shared: a secure partition shares the memory with whoever calls it: it holds
 *	anything between the driver's messages
 * @fill: what every byte of a borrowed buffer holds between calls
 * @header_room: bytes in front of a message that MM wants to be there, where it
 *	wants more than the header has
 * @recipient: private copy for the message under way
 * @message_len: private copy for the message under way
 * @window_len: bytes that MM may write, from the start of the message
 * @header_version: MMCOMM_HEADER_* of the message under way
 * @prepared_len: bytes from the start that were prepared for the message under
 *	way: header, window and guard
 *
 * The communicator's lock guards everything but the memory itself, which is
 * only touched while every other CPU is stopped.
 */
struct mmcomm_buffer {
	void *virt;
	phys_addr_t address;
	u64 length;
	u32 id;
	enum mmcomm_buffer_source source;
	enum mmcomm_buffer_state state;
	bool mapped;
	__le32 *claim;
	bool borrowed;
	bool shared;
	u8 fill;
	u32 header_room;

	guid_t recipient;
	u64 message_len;
	u64 window_len;
	u32 header_version;
	u64 prepared_len;
};

int mmcomm_buffer_check_shape(u64 address, u64 length);
int mmcomm_buffer_init(struct mmcomm_buffer *buffer, u32 id,
		       enum mmcomm_buffer_source source, void *virt,
		       phys_addr_t address, u64 length);
int mmcomm_buffer_map(struct mmcomm_buffer *buffer, u32 id,
		      enum mmcomm_buffer_source source,
		      const struct mmcomm_physical_access *access,
		      const struct mmcomm_region_table *regions, u64 address,
		      u64 length);
void mmcomm_buffer_unmap(struct mmcomm_buffer *buffer,
			 const struct mmcomm_physical_access *access);
enum mmcomm_buffer_state mmcomm_buffer_state_now(const struct mmcomm_buffer *buffer);
u64 mmcomm_buffer_capacity(const struct mmcomm_buffer *buffer,
			   u32 header_version);
enum mmcomm_reason mmcomm_buffer_acquire(struct mmcomm_buffer *buffer,
					 u32 header_version, u64 window_len);
void mmcomm_buffer_fill(struct mmcomm_buffer *buffer,
			const struct mmcomm_message *message, u64 message_len);
enum mmcomm_reason mmcomm_buffer_verify_header(const struct mmcomm_buffer *buffer);
enum mmcomm_reason mmcomm_buffer_verify_answer(const struct mmcomm_buffer *buffer,
					       u64 returned_len);
bool mmcomm_buffer_guard_intact(const struct mmcomm_buffer *buffer, u64 answer_end);
const void *mmcomm_buffer_message(const struct mmcomm_buffer *buffer);
void mmcomm_buffer_release(struct mmcomm_buffer *buffer, u64 returned_len);
void mmcomm_buffer_release_broken(struct mmcomm_buffer *buffer);
void mmcomm_buffer_zero(struct mmcomm_buffer *buffer);

/* answer_in_place.c */
enum mmcomm_reason
mmcomm_buffer_verify_in_place(const struct mmcomm_buffer *buffer,
			      const struct mmcomm_message *message,
			      u64 *returned_len);

#endif /* _MMCOMM_COMM_BUFFER_H */
