// SPDX-License-Identifier: GPL-2.0
/*
 * ns_buffer.c: a byte of flags (0: no-map, 1: enabled, 2: no reg), cells of an
 * address and of a size, buffers wanted (u8 each), and the reg.
 */
#include <stdlib.h>

#include <asm/unaligned.h>

#include "comm_buffer.h"
#include "harness.h"
#include "ns_buffer.h"

#define RAM		0x40000000ULL
#define RAM_LEN		0x3fe00000ULL

static bool is_system_ram(u64 start, u64 length)
{
	/* Nothing that wraps around is ever asked about. */
	require(length && start + length > start);
	return mmcomm_ranges_overlap(start, length, RAM, RAM_LEN);
}

static const struct mmcomm_physical_access access = { .is_system_ram = is_system_ram };

static void check_split(const struct mmcomm_range *range, u32 wanted)
{
	u32 i, count = wanted;
	u64 length = mmcomm_ns_buffer_split(range, &count);

	require(count && count <= wanted);
	require(count == wanted || length == 4096);
	for (i = 0; i < count; i++) {
		u64 start = range->start + i * length;

		require(!mmcomm_buffer_check_shape(start, length));
		require(start + length <= range->start + range->length);
		require(!is_system_ram(start, length));
	}
}

void fuzz(struct input *input)
{
	u8 flags = take_u8(input);
	struct mmcomm_ns_node node = {
		.no_map = flags & 1,
		.enabled = flags & 2,
		.address_cells = take_u8(input),
		.size_cells = take_u8(input),
	};
	u32 wanted = 1 + take_u8(input) % MMCOMM_MAX_BUFFERS;
	struct mmcomm_range range;
	const char *refusal;
	u8 *reg;

	node.reg_len = input->left;
	reg = take_block(input, node.reg_len);
	node.reg = flags & 4 ? NULL : reg;
	refusal = mmcomm_ns_node_parse(&node, &range);
	if (!refusal) {
		require(node.no_map && node.enabled && node.reg);
		require(node.reg_len == 4 * (node.address_cells + node.size_cells));
		require(range.start == (node.address_cells == 1 ? get_unaligned_be32(reg) :
								  get_unaligned_be64(reg)));
		refusal = mmcomm_ns_buffer_refusal(&access, &range);
	}
	if (refusal) {
		require_sentence(refusal);
	} else {
		accepted();
		check_split(&range, wanted);
	}
	free(reg);
}
