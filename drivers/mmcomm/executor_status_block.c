// SPDX-License-Identifier: GPL-2.0
/*
 * Executor for the status block of a Standalone MM core.
 *
 * The core knows the one buffer that it takes messages from. On every MMI,
 * whoever raised it, it looks at `valid`: where that is 1 it runs the message and
 * then writes valid, size and status, in whatever order. A message longer than
 * it takes it leaves as it is, with valid set.
 *
 * Two layouts are in use, which look the same before the first answer. Until then
 * only bytes are written that mean the same in both.
 */
#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/log2.h>
#include <linux/string.h>
#include <asm/barrier.h>

#include "compat.h"
#include "executor_status_block.h"

/* Neither an EFI_STATUS nor a size. */
#define SENTINEL	0x6d6d636f6d6d3f3fULL

/* Both layouts begin with it. */
#define VALID		0

/* Where Project Mu's layout says whose message it is, EDK2's has nothing. */
#define TO_SUPERVISOR	1

/* Bytes of the status, and of the size, in either layout. */
#define COMMON_STATUS	8
#define COMMON_SIZE	16
#define COMMON_LEN	2

/*
 * Each layout's status overlaps the other one's size: within these limits, which
 * the sentinel is outside of, an answer fits one only.
 */
#define STATUS_CLASS	GENMASK_ULL(63, 62)
#define MAX_NUMBER	0xfff
#define MAX_SIZE	U32_MAX

struct fields {
	u32 status;
	u32 size;
};

static struct fields fields_of(u32 layout)
{
	if (layout == MMCOMM_STATUS_BLOCK_MU)
		return (struct fields) { .status = 2, .size = 10 };
	return (struct fields) { .status = 8, .size = 16 };
}

/* A byte at a time: a field of the packed layout is not aligned. */
static void write_bytes(u8 *to, const u8 *from, u32 length)
{
	while (length--)
		WRITE_ONCE(*to++, *from++);
}

static void read_bytes(u8 *to, const u8 *from, u32 length)
{
	while (length--)
		*to++ = READ_ONCE(*from++);
}

static u64 read_field(const u8 *at)
{
	u8 bytes[sizeof(u64)];

	read_bytes(bytes, at, sizeof(bytes));
	return get_unaligned_le64(bytes);
}

static bool layout_known(const struct mmcomm_status_block_context *status_block)
{
	return is_power_of_2(status_block->layouts);
}

static void write_sentinels(struct mmcomm_status_block_context *status_block)
{
	static const __le64 sentinel = cpu_to_le64(SENTINEL);
	static const u8 no_size[COMMON_LEN];
	u8 *block = status_block->block;
	struct fields fields;

	if (status_block->layouts & MMCOMM_STATUS_BLOCK_MU)
		WRITE_ONCE(block[TO_SUPERVISOR], 0);
	if (layout_known(status_block)) {
		fields = fields_of(status_block->layouts);
		write_bytes(block + fields.status, (const u8 *)&sentinel, sizeof(sentinel));
		write_bytes(block + fields.size, (const u8 *)&sentinel, sizeof(sentinel));
	} else {
		write_bytes(block + COMMON_STATUS, (const u8 *)&sentinel, COMMON_LEN);
		write_bytes(block + COMMON_SIZE, no_size, COMMON_LEN);
	}
}

static int status_block_arm(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_status_block_context *status_block = context;
	u8 *block = status_block->block;

	if (READ_ONCE(block[VALID]))
		return -EBUSY;
	read_bytes(status_block->old, block, MMCOMM_STATUS_BLOCK_LEN);
	write_sentinels(status_block);
	read_bytes(status_block->armed, block, MMCOMM_STATUS_BLOCK_LEN);
	/* This arms the mailbox: everything else must be there before. */
	wmb();
	WRITE_ONCE(block[VALID], 1);
	/* The MMI must see it. */
	wmb();
	return 0;
}

/* With a layout that is known, any other value than the sentinels is an answer. */
static bool answered(const struct mmcomm_status_block_context *status_block, u32 layout)
{
	struct fields fields = fields_of(layout);
	u64 status, size;

	if (!(status_block->layouts & layout))
		return false;
	status = read_field(status_block->block + fields.status);
	size = read_field(status_block->block + fields.size);
	if (layout_known(status_block))
		return status != SENTINEL && size != SENTINEL;
	return (status & ~STATUS_CLASS) <= MAX_NUMBER && size && size <= MAX_SIZE;
}

/* The layout in which there is an answer, 0 where there is none. */
static u32 answered_layout(const struct mmcomm_status_block_context *status_block)
{
	if (answered(status_block, MMCOMM_STATUS_BLOCK_EDK2))
		return MMCOMM_STATUS_BLOCK_EDK2;
	if (answered(status_block, MMCOMM_STATUS_BLOCK_MU))
		return MMCOMM_STATUS_BLOCK_MU;
	return 0;
}

static bool status_block_done(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_status_block_context *status_block = context;

	return !READ_ONCE(status_block->block[VALID]) && answered_layout(status_block);
}

/* Bytes of the block, in whatever layout it may have. */
static u32 block_len(const struct mmcomm_status_block_context *status_block)
{
	return status_block->layouts & MMCOMM_STATUS_BLOCK_EDK2 ? MMCOMM_STATUS_BLOCK_LEN :
								  MMCOMM_STATUS_BLOCK_MU_LEN;
}

/* What is no status block to who looks for one would hide it until a reset. */
static void forget_implausible(struct mmcomm_status_block_context *status_block,
			       u64 buffer_len)
{
	static const u8 none[sizeof(u64)];
	struct fields fields = fields_of(status_block->layouts);
	u8 copy[MMCOMM_STATUS_BLOCK_LEN] = {};
	u32 layouts;

	read_bytes(copy, status_block->block, block_len(status_block));
	if (!mmcomm_status_block_refusal(copy, buffer_len, &layouts) &&
	    layouts & status_block->layouts)
		return;
	write_bytes(status_block->block + fields.status, none, sizeof(none));
	write_bytes(status_block->block + fields.size, none, sizeof(none));
}

static void status_block_collect(void *context, struct mmcomm_transfer *transfer)
{
	struct mmcomm_status_block_context *status_block = context;
	struct fields fields;
	u32 layout;

	/* Nothing below may be read before MM's marks were. */
	rmb();
	layout = answered_layout(status_block);
	if (layout)
		status_block->layouts = layout;
	fields = fields_of(status_block->layouts);
	transfer->raw_status = read_field(status_block->block + fields.status);
	transfer->mm_status = transfer->raw_status;
	transfer->returned_len = read_field(status_block->block + fields.size);
	transfer->status_valid = true;
	forget_implausible(status_block, transfer->buffer_len);
}

/* As if no message had been there. */
static void put_back(struct mmcomm_status_block_context *status_block)
{
	u32 i;

	for (i = VALID + 1; i < block_len(status_block); i++)
		if (status_block->armed[i] != status_block->old[i])
			WRITE_ONCE(status_block->block[i], status_block->old[i]);
}

/*
 * An MMI cannot split the exchange: either the core saw valid or we took it. A
 * core that left another mark was here all the same.
 */
static enum mmcomm_disarmed status_block_disarm(void *context,
						struct mmcomm_transfer *transfer)
{
	struct mmcomm_status_block_context *status_block = context;
	u8 now[MMCOMM_STATUS_BLOCK_LEN];
	u32 len = block_len(status_block);

	if (cmpxchg(&status_block->block[VALID], 1, 0) != 1)
		return MMCOMM_DISARMED_TAKEN;
	read_bytes(now, status_block->block, len);
	if (memcmp(now + VALID + 1, status_block->armed + VALID + 1, len - VALID - 1))
		return MMCOMM_DISARMED_TAKEN;
	put_back(status_block);
	return MMCOMM_DISARMED_NOT_TAKEN;
}

const struct mmcomm_executor_ops mmcomm_executor_status_block = {
	.name = "status_block",
	.owner = THIS_MODULE,
	.header_versions = BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3),
	.preferred_header = MMCOMM_HEADER_V1,
	.arm = status_block_arm,
	.done = status_block_done,
	.collect = status_block_collect,
	.disarm = status_block_disarm,
};
EXPORT_SYMBOL_GPL(mmcomm_executor_status_block);
