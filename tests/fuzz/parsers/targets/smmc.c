// SPDX-License-Identifier: GPL-2.0
/*
 * executor_smmc.c: a message (u64 address, u64 size), what MM does with the
 * mailbox (a byte), and a candidate for a mailbox.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "executor_smmc.h"
#include "harness.h"

#define RAM_START	0x100000ULL
#define RAM_END		0x7d000000ULL

static struct mmcomm_memory_region regions[] = {
	{ .start = 0x7e100000, .length = 0x4000, .type = MMCOMM_MEMORY_RUNTIME_CODE },
	{ .start = 0x7e200000, .length = 0x10000, .type = MMCOMM_MEMORY_RUNTIME_DATA },
	{ .start = 0x7f800000, .length = 0x800000, .type = MMCOMM_MEMORY_RESERVED },
};

static const struct mmcomm_memory_map whole_map = {
	.regions = regions,
	.count = ARRAY_SIZE(regions),
};

static bool is_system_ram(u64 start, u64 length)
{
	return mmcomm_ranges_overlap(start, length, RAM_START, RAM_END - RAM_START);
}

static const struct mmcomm_physical_access access = {
	.is_system_ram = is_system_ram,
};

static const struct mmcomm_firmware firmware = {
	.access = &access,
	.runtime_map = { .regions = regions, .count = 2 },
};

static bool in_image(const u8 *at, u32 offset)
{
	u64 base = get_unaligned_le64(at + 80), size = get_unaligned_le64(at + 88);
	u64 address = get_unaligned_le64(at + offset);

	return address >= base && address < base + size;
}

static void check_mailbox(const struct mmcomm_smmc *mailbox)
{
	const u8 *at = (const u8 *)mailbox;
	u64 base = get_unaligned_le64(at + 80), size = get_unaligned_le64(at + 88);
	struct mmcomm_range mmram;

	accepted();
	require(!memcmp(at, "smmc\0\0\0\0", 8));
	require(get_unaligned_le64(at + 8) && get_unaligned_le64(at + 24));
	require(get_unaligned_le64(at + 16) - 1 < 64);
	require(at[40] == 1 && at[41] <= 1);
	require(base && !(base % 4096) && size && base + size > base);
	require(base >= RAM_END || base + size <= RAM_START);
	require(base - 0x7e100000 >= 0x4000 && base - 0x7e200000 >= 0x10000);
	require(in_image(at, 32) && in_image(at, 48) && in_image(at, 96));

	mmcomm_smmc_mmram(mailbox, &whole_map, &mmram);
	require(mmram.length && mmram.start + mmram.length > mmram.start);
	require(base - mmram.start < mmram.length);
}

/* Armed and taken back, a mailbox is as it was; MM's answer is read as written. */
static void use_mailbox(struct mmcomm_smmc *mailbox, u64 address, u64 size, u8 what)
{
	struct mmcomm_smmc_context context = { .mailbox = mailbox };
	const struct mmcomm_executor_ops *ops = &mmcomm_executor_smmc;
	struct mmcomm_transfer transfer = { .address = address, .total_len = size };
	struct mmcomm_smmc before = *mailbox;
	int ret = ops->arm(&context, &transfer);

	require(!ret || ret == -EBUSY);
	require(!ret == (!before.communication_buffer && !before.in_mm));
	if (ret) {
		require(!memcmp(&before, mailbox, sizeof(before)));
		return;
	}
	require(mailbox->communication_buffer == address && mailbox->buffer_size == size);
	require(!ops->done(&context, &transfer));
	if (what & 1)
		mailbox->communication_buffer = 0;
	if (what & 2)
		mailbox->return_status = before.return_status;
	if (what & 4)
		mailbox->in_mm = 1;
	if (what & 8)
		mailbox->buffer_size = before.buffer_size;
	if (ops->done(&context, &transfer)) {
		require(!mailbox->communication_buffer && !mailbox->in_mm);
		ops->collect(&context, &transfer);
		require(transfer.status_valid);
		require(transfer.raw_status == before.return_status);
		require(transfer.returned_len == (what & 8 ? before.buffer_size : size));
	} else if (ops->disarm(&context, &transfer) == MMCOMM_DISARMED_NOT_TAKEN) {
		require(!mailbox->communication_buffer);
		mailbox->in_mm = before.in_mm;
		require(!memcmp(&before, mailbox, sizeof(before)));
	} else {
		require(mailbox->communication_buffer != address);
	}
}

void fuzz(struct input *input)
{
	u64 address = take_u64(input), size = take_u64(input);
	u8 what = take_u8(input);
	struct mmcomm_smmc *mailbox =
		(struct mmcomm_smmc *)take_block(input, sizeof(*mailbox));
	const char *refusal = mmcomm_smmc_refusal(mailbox, &firmware);

	if (refusal)
		require_sentence(refusal);
	else
		check_mailbox(mailbox);
	/* A message has an address, and there is no message without one. */
	if (address)
		use_mailbox(mailbox, address, size, what);
	free(mailbox);
}
