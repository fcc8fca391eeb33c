// SPDX-License-Identifier: GPL-2.0
/*
 * Finds the firmware's system table, configuration tables and boot memory map.
 *
 * The kernel exports no pointer to any of them. The system table lies in
 * runtime-services data and is recognised by its CRC; everything else hangs
 * off it.
 */
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "compat.h"
#include "firmware.h"

static const guid_t boot_map_guid =
	GUID_INIT(0x800f683f, 0xd08b, 0x423a,
		  0xa2, 0x93, 0x96, 0x5c, 0x3c, 0x6f, 0xe2, 0xb4);

static const guid_t region_table_guid =
	GUID_INIT(0x4e28ca50, 0xd582, 0x44ac,
		  0xa1, 0x1f, 0xe3, 0xd5, 0x65, 0x26, 0xdb, 0x34);

/**
 * mmcomm_firmware_know - remember an address of something firmware owns
 * @firmware: what is known of the firmware
 * @address: physical address; 0 is ignored
 */
void mmcomm_firmware_know(struct mmcomm_firmware *firmware, u64 address)
{
	if (address && firmware->known_count < MMCOMM_MAX_KNOWN)
		firmware->known[firmware->known_count++] = address;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_firmware_know);

/**
 * mmcomm_firmware_map - the best memory map there is
 * @firmware: what is known of the firmware
 *
 * Return: the boot map, or where it was not found the runtime services' own.
 */
const struct mmcomm_memory_map *
mmcomm_firmware_map(const struct mmcomm_firmware *firmware)
{
	return firmware->boot_map.count ? &firmware->boot_map :
					  &firmware->runtime_map;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_firmware_map);

/**
 * mmcomm_firmware_free - free the memory maps
 * @firmware: what is known of the firmware
 */
void mmcomm_firmware_free(struct mmcomm_firmware *firmware)
{
	mmcomm_memory_map_free(&firmware->runtime_map);
	mmcomm_memory_map_free(&firmware->boot_map);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_firmware_free);

static void know_virtual(struct mmcomm_firmware *firmware, u64 address)
{
	u64 physical;

	if (mmcomm_memory_to_physical(&firmware->runtime_map, address, &physical))
		mmcomm_firmware_know(firmware, physical);
}

/* Maps a table that must not be System RAM, where its memory could be reused. */
static void *map_table(const struct mmcomm_firmware *firmware, u64 address,
		       u64 length)
{
	if (firmware->access->is_system_ram(address, length))
		return NULL;
	return firmware->access->map(address, length);
}

static void read_boot_map(struct mmcomm_firmware *firmware, u64 address)
{
	u64 length;
	void *table;

	firmware->no_boot_map = "the boot memory map cannot be mapped";
	table = map_table(firmware, address, MMCOMM_BOOT_MAP_HEADER_LEN);
	if (!table)
		return;
	length = mmcomm_memory_map_len(table);
	firmware->access->unmap(table);

	firmware->no_boot_map = "the boot memory map contradicts itself";
	if (!length)
		return;
	table = map_table(firmware, address, length);
	if (!table)
		return;
	switch (mmcomm_memory_map_parse(&firmware->boot_map, table, length)) {
	case 0:
		firmware->no_boot_map = NULL;
		break;
	case -ENOMEM:
		firmware->no_boot_map = "no memory for the boot memory map";
		firmware->no_memory = true;
		break;
	}
	firmware->access->unmap(table);
}

static void read_config_tables(struct mmcomm_firmware *firmware, u64 address,
			       u32 count)
{
	u64 length = count * sizeof(struct mmcomm_config_table);
	const struct mmcomm_config_table *tables;
	u32 i;

	if (!mmcomm_memory_region_of(&firmware->runtime_map, address, length))
		return;
	tables = firmware->access->map(address, length);
	if (!tables)
		return;
	for (i = 0; i < count; i++) {
		struct mmcomm_config_table table;

		memcpy(&table, &tables[i], sizeof(table));
		mmcomm_firmware_know(firmware, le64_to_cpu(table.address));
		if (guid_equal(&table.guid, &boot_map_guid) &&
		    !firmware->boot_map.count)
			read_boot_map(firmware, le64_to_cpu(table.address));
		if (guid_equal(&table.guid, &region_table_guid))
			firmware->region_table = le64_to_cpu(table.address);
	}
	firmware->access->unmap((void *)tables);
}

/*
 * A CRC is no secret, and what UEFI variables hold lies in the same memory: the
 * table counts only where it points at the runtime services that the kernel
 * itself calls.
 */
static bool find_in_region(const struct mmcomm_firmware *firmware,
			   const struct mmcomm_memory_region *region,
			   struct mmcomm_system_table *table, u64 *address)
{
	bool found = false;
	const u8 *bytes;
	u64 offset;

	bytes = firmware->access->map(region->start, region->length);
	if (!bytes)
		return false;
	for (offset = 0; offset + MMCOMM_SYSTEM_TABLE_LEN <= region->length &&
	     !found; offset += sizeof(u64)) {
		if (mmcomm_system_table_parse(bytes + offset, table) &&
		    table->runtime == firmware->runtime) {
			*address = region->start + offset;
			found = true;
		}
		if (!(offset % MMCOMM_RESCHEDULE_LEN))
			cond_resched();
	}
	firmware->access->unmap((void *)bytes);
	return found;
}

/**
 * mmcomm_firmware_find_tables - find system table, tables and boot memory map
 * @firmware: in: access and runtime map; out: boot map and known addresses
 *
 * Reads memory of the firmware and writes none. May sleep.
 */
void mmcomm_firmware_find_tables(struct mmcomm_firmware *firmware)
{
	struct mmcomm_system_table table;
	u64 address, tables;
	u32 i;

	firmware->no_boot_map = "the EFI system table was not found in runtime data";
	for (i = 0; i < firmware->runtime_map.count; i++) {
		const struct mmcomm_memory_region *region =
			&firmware->runtime_map.regions[i];

		if (region->type != MMCOMM_MEMORY_RUNTIME_DATA ||
		    !find_in_region(firmware, region, &table, &address))
			continue;
		firmware->no_boot_map =
			"the system table lists no boot memory map";
		mmcomm_firmware_know(firmware, address);
		know_virtual(firmware, table.vendor);
		know_virtual(firmware, table.runtime);
		know_virtual(firmware, table.tables);
		if (mmcomm_memory_to_physical(&firmware->runtime_map,
					      table.tables, &tables))
			read_config_tables(firmware, tables, table.table_count);
		return;
	}
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_firmware_find_tables);
