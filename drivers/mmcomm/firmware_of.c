// SPDX-License-Identifier: GPL-2.0
/*
 * Reads what the device tree says of the memory that a secure partition shares:
 * the node of Documentation/devicetree/bindings/firmware/mmcomm,spm-mm.yaml, and
 * the one that Trusted Firmware-A adds.
 */
#include <linux/of.h>

#include "firmware.h"

static struct mmcomm_ns_buffer *add(struct mmcomm_firmware *firmware,
				    enum mmcomm_ns_place place, const char *refusal)
{
	struct mmcomm_ns_buffer *buffer;

	if (firmware->ns_buffer_count == MMCOMM_MAX_NS_BUFFERS)
		return NULL;
	buffer = &firmware->ns_buffers[firmware->ns_buffer_count++];
	buffer->place = place;
	buffer->refusal = refusal;
	return buffer;
}

static void read_reserved(struct mmcomm_firmware *firmware, enum mmcomm_ns_place place,
			  const struct device_node *node, bool enabled)
{
	struct mmcomm_ns_buffer *buffer = add(firmware, place, NULL);
	struct mmcomm_ns_node raw = {
		.no_map = of_property_read_bool(node, "no-map"),
		.enabled = enabled && of_device_is_available(node),
	};
	int reg_len = 0;

	if (!buffer)
		return;
	raw.reg = of_get_property(node, "reg", &reg_len);
	raw.reg_len = reg_len;
	/* They count in the node's parent. */
	raw.address_cells = of_n_addr_cells((struct device_node *)node);
	raw.size_cells = of_n_size_cells((struct device_node *)node);
	buffer->refusal = mmcomm_ns_node_parse(&raw, &buffer->range);
}

static void read_own_binding(struct mmcomm_firmware *firmware,
			     const struct device_node *reserved)
{
	struct device_node *node, *region;

	for_each_compatible_node(node, NULL, "mmcomm,spm-mm") {
		if (of_count_phandle_with_args(node, "memory-region", NULL) != 1) {
			add(firmware, MMCOMM_NS_OWN_BINDING, "has other than one memory-region");
			continue;
		}
		region = of_parse_phandle(node, "memory-region", 0);
		if (!region || region->parent != reserved)
			add(firmware, MMCOMM_NS_OWN_BINDING,
			    "has a memory-region that is not in /reserved-memory");
		else
			read_reserved(firmware, MMCOMM_NS_OWN_BINDING, region,
				      of_device_is_available(node));
		of_node_put(region);
	}
}

/**
 * mmcomm_of_read - read what the device tree says of shared memory
 * @firmware: out: ns_buffers
 */
void mmcomm_of_read(struct mmcomm_firmware *firmware)
{
	struct device_node *reserved = of_find_node_by_path("/reserved-memory");
	struct device_node *node;

	/* First, so that no number of others leaves it out. */
	for_each_child_of_node(reserved, node)
		if (of_node_name_eq(node, "ns-buf-spm-mm"))
			read_reserved(firmware, MMCOMM_NS_ADDED_BY_TF_A, node, true);
	read_own_binding(firmware, reserved);
	of_node_put(reserved);
}
