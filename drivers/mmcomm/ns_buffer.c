// SPDX-License-Identifier: GPL-2.0
/*
 * Reads what the device tree says of the memory that a secure partition shares,
 * decides whether it can be that, and splits it.
 *
 * Pages are those of MM, 4 KiB, whatever Linux' are.
 */
#include <linux/align.h>
#include <linux/minmax.h>
#include <linux/overflow.h>

#include "comm_buffer.h"
#include "compat.h"
#include "ns_buffer.h"

#define CELL_LEN	4

/**
 * mmcomm_ns_place_name - the name of a place, for the discovery list
 * @place: the place
 *
 * Return: the name.
 */
const char *mmcomm_ns_place_name(enum mmcomm_ns_place place)
{
	return place == MMCOMM_NS_OWN_BINDING ? "device tree mmcomm,spm-mm" :
						"device tree ns-buf-spm-mm";
}

static u64 read_cells(const u8 *at, u32 cells)
{
	return cells == 1 ? get_unaligned_be32(at) : get_unaligned_be64(at);
}

/**
 * mmcomm_ns_node_parse - read a node of reserved memory
 * @node: the node
 * @range: out: the memory, where it is not refused
 *
 * Return: NULL, or one sentence without a subject on why it cannot be used.
 */
const char *mmcomm_ns_node_parse(const struct mmcomm_ns_node *node,
				 struct mmcomm_range *range)
{
	u32 address_len, size_len;

	if (!node->enabled)
		return "is disabled by its status";
	if (!node->reg)
		return "has no reg, and so no place of its own";
	if (!node->address_cells || node->address_cells > 2 ||
	    !node->size_cells || node->size_cells > 2)
		return "is below a node that has neither one nor two cells for addresses and sizes";
	address_len = node->address_cells * CELL_LEN;
	size_len = node->size_cells * CELL_LEN;
	if (node->reg_len != address_len + size_len)
		return "has a reg that is not one address and one size";
	/* Without it Linux has the memory in its own map, and reads ahead there. */
	if (!node->no_map)
		return "lacks no-map: Linux maps the memory too";
	range->start = read_cells(node->reg, node->address_cells);
	range->length = read_cells(node->reg + address_len, node->size_cells);
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_ns_node_parse);

/**
 * mmcomm_ns_buffer_refusal - why memory cannot be what a secure partition shares
 * @access: how physical memory is reached
 * @range: the memory
 *
 * Return: NULL where it can, otherwise one sentence without a subject.
 */
const char *mmcomm_ns_buffer_refusal(const struct mmcomm_physical_access *access,
				     const struct mmcomm_range *range)
{
	u64 end;

	if (!range->length)
		return "is empty";
	if (!range->start || !IS_ALIGNED(range->start, MMCOMM_MM_PAGE_SIZE) ||
	    !IS_ALIGNED(range->length, MMCOMM_MM_PAGE_SIZE))
		return "is not a whole number of 4 KiB pages, page aligned, from page 1 on";
	if (check_add_overflow(range->start, range->length, &end))
		return "has an address and a length that wrap around";
	if (range->length > MMCOMM_MAX_NS_BUFFER_LEN)
		return "is longer than 256 MiB";
	if (access->is_system_ram(range->start, range->length))
		return "is System RAM, which Linux uses";
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_ns_buffer_refusal);

/**
 * mmcomm_ns_buffer_split - how shared memory is cut into communicate buffers
 * @range: the memory, which mmcomm_ns_buffer_refusal() does not refuse
 * @count: in: how many are wanted, at least 1; out: how many there are, fewer
 *	where there are not as many pages
 *
 * They stand behind one another from the start on, whole pages each.
 *
 * Return: bytes of each.
 */
u64 mmcomm_ns_buffer_split(const struct mmcomm_range *range, u32 *count)
{
	u64 pages = range->length / MMCOMM_MM_PAGE_SIZE;

	*count = min_t(u64, *count, pages);
	return min_t(u64, pages / *count * MMCOMM_MM_PAGE_SIZE, MMCOMM_MAX_BUFFER_LEN);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_ns_buffer_split);
