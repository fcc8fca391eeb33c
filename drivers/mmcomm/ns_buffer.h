/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The memory that a secure partition on Arm shares with the normal world, as the
 * device tree describes it. Pure: knows bytes only.
 */
#ifndef _MMCOMM_NS_BUFFER_H
#define _MMCOMM_NS_BUFFER_H

#include <linux/types.h>

#include "firmware_memory.h"

/** define MMCOMM_MAX_NS_BUFFERS - nodes about shared memory that are looked at */
#define MMCOMM_MAX_NS_BUFFERS	8

/**
 * define MMCOMM_MAX_NS_BUFFER_LEN - bytes that shared memory can have
 *
 * As many as the communicate buffers that it could be split into. What says more
 * is not believed.
 */
#define MMCOMM_MAX_NS_BUFFER_LEN	(256ULL * 1024 * 1024)

/**
 * struct mmcomm_ns_node - a node of reserved memory, as it stands in the device tree
 * @reg: value of its property reg, big endian; NULL where it has none
 * @reg_len: bytes of @reg
 * @address_cells: 32-bit cells of an address in @reg
 * @size_cells: 32-bit cells of a size in @reg
 * @no_map: has the property no-map, so that Linux leaves the memory alone
 * @enabled: neither the node nor what leads to it is disabled by its status
 */
struct mmcomm_ns_node {
	const void *reg;
	u32 reg_len;
	u32 address_cells;
	u32 size_cells;
	bool no_map;
	bool enabled;
};

/**
 * enum mmcomm_ns_place - where firmware tells of shared memory, best answer first
 * @MMCOMM_NS_OWN_BINDING: a node mmcomm,spm-mm of the device tree
 * @MMCOMM_NS_ADDED_BY_TF_A: the node that Trusted Firmware-A adds
 * @MMCOMM_NS_PLACES: how many there are
 */
enum mmcomm_ns_place {
	MMCOMM_NS_OWN_BINDING,
	MMCOMM_NS_ADDED_BY_TF_A,
	MMCOMM_NS_PLACES,
};

/**
 * struct mmcomm_ns_buffer - shared memory that the firmware tells of
 * @place: where it tells
 * @refusal: why it cannot be used; NULL where it can, as far as that place says
 * @range: the memory, where it is not refused
 */
struct mmcomm_ns_buffer {
	enum mmcomm_ns_place place;
	const char *refusal;
	struct mmcomm_range range;
};

const char *mmcomm_ns_place_name(enum mmcomm_ns_place place);
const char *mmcomm_ns_node_parse(const struct mmcomm_ns_node *node,
				 struct mmcomm_range *range);
const char *mmcomm_ns_buffer_refusal(const struct mmcomm_physical_access *access,
				     const struct mmcomm_range *range);
u64 mmcomm_ns_buffer_split(const struct mmcomm_range *range, u32 *count);

#endif /* _MMCOMM_NS_BUFFER_H */
