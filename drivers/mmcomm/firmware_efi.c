// SPDX-License-Identifier: GPL-2.0
/*
 * Reads what the kernel knows of the firmware through EFI, on x86.
 */
#include <linux/cc_platform.h>
#include <linux/crash_dump.h>
#include <linux/dmi.h>
#include <linux/efi.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "firmware.h"

static bool is_system_ram(u64 start, u64 length)
{
	return region_intersects(start, length, IORESOURCE_SYSTEM_RAM,
				 IORES_DESC_NONE) != REGION_DISJOINT;
}

static bool map_failed;

/* memremap() would hand out Linux' own memory where the maps disagree. */
static void *map_memory(u64 start, u64 length)
{
	void *virt;

	if (is_system_ram(start, length))
		return NULL;
	virt = memremap(start, length, MEMREMAP_WB);
	if (!virt)
		map_failed = true;
	return virt;
}

static const struct mmcomm_physical_access real_access = {
	.map = map_memory,
	.unmap = memunmap,
	.is_system_ram = is_system_ram,
	.map_failed = &map_failed,
};

static int read_runtime_map(struct mmcomm_memory_map *map)
{
	efi_memory_desc_t *md;
	u32 count = 0;

	for_each_efi_memory_desc(md)
		count++;
	map->regions = kvcalloc(count, sizeof(*map->regions), GFP_KERNEL);
	if (!map->regions)
		return -ENOMEM;
	for_each_efi_memory_desc(md) {
		struct mmcomm_memory_region *region = &map->regions[map->count];

		if (!(md->attribute & EFI_MEMORY_RUNTIME))
			continue;
		region->start = md->phys_addr;
		region->length = md->num_pages << EFI_PAGE_SHIFT;
		region->virt = md->virt_addr;
		region->attribute = md->attribute;
		region->type = md->type;
		map->count++;
	}
	return 0;
}

static const char *refusal(void)
{
	if (cc_platform_has(CC_ATTR_GUEST_MEM_ENCRYPT))
		return "memory is encrypted: what the firmware shares cannot be read";
	if (is_kdump_kernel())
		return "a crash kernel has no business with Management Mode";
	if (!efi_enabled(EFI_BOOT))
		return "not booted by UEFI, there is no EFI memory map";
	if (!efi_enabled(EFI_RUNTIME_SERVICES))
		return "no EFI runtime: boot without efi=noruntime, on PREEMPT_RT with efi=runtime";
	if (!efi_enabled(EFI_MEMMAP))
		return "the kernel kept no EFI memory map";
	if (efi_enabled(EFI_64BIT) != IS_ENABLED(CONFIG_64BIT))
		return "32-bit firmware under a 64-bit kernel, or the other way round";
	return NULL;
}

/**
 * mmcomm_firmware_read - read what the kernel knows of the firmware
 * @firmware: out: to be freed with mmcomm_firmware_free()
 *
 * Reads memory of the firmware and writes none. May sleep.
 */
void mmcomm_firmware_read(struct mmcomm_firmware *firmware)
{
	firmware->access = &real_access;
	firmware->is_qemu = dmi_match(DMI_SYS_VENDOR, "QEMU");
	firmware->encrypted_guest = cc_platform_has(CC_ATTR_GUEST_MEM_ENCRYPT);
	firmware->runtime = (unsigned long)efi.runtime;
	firmware->refusal = refusal();
	if (firmware->refusal)
		return;
	if (read_runtime_map(&firmware->runtime_map)) {
		firmware->refusal = "no memory for the EFI memory map";
		firmware->no_memory = true;
		return;
	}
	mmcomm_firmware_find_tables(firmware);
	mmcomm_acpi_read_uefi_tables(firmware);
}
