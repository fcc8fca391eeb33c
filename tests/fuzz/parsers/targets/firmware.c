// SPDX-License-Identifier: GPL-2.0
/*
 * firmware.c: from the system table in made-up memory to the boot memory map.
 */
#include "world.h"

void fuzz(struct input *input)
{
	static struct mmcomm_firmware firmware;
	u32 i;

	world_make(input, &firmware);
	mmcomm_firmware_find_tables(&firmware);

	require(firmware.known_count <= MMCOMM_MAX_KNOWN);
	for (i = 0; i < firmware.known_count; i++)
		require(firmware.known[i]);
	require(!firmware.no_memory && !firmware.refusal);
	require(!firmware.boot_map.count == !!firmware.no_boot_map);
	if (firmware.no_boot_map)
		require_sentence(firmware.no_boot_map);
	require(mmcomm_firmware_map(&firmware) == (firmware.boot_map.count ?
						   &firmware.boot_map :
						   &firmware.runtime_map));
	if (firmware.boot_map.count)
		accepted();
	for (i = 0; i < firmware.boot_map.count; i++) {
		const struct mmcomm_memory_region *region = &firmware.boot_map.regions[i];

		require(!(region->start % 4096) && !(region->length % 4096));
		require(region->start + region->length >= region->start);
	}
	world_end(&firmware);
}
