// SPDX-License-Identifier: GPL-2.0
/*
 * Reads what the kernel knows of the firmware through EFI.
 */
#include <linux/efi.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "compat.h"
#include "firmware.h"

static int read_map(struct mmcomm_memory_map *map, bool runtime_only)
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

		if (runtime_only && !(md->attribute & EFI_MEMORY_RUNTIME))
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

/* On Arm the map is all that is needed, and is kept without runtime services too. */
static const char *refusal(bool runtime)
{
	if (!efi_enabled(EFI_BOOT))
		return "not booted by UEFI, there is no EFI memory map";
	if (!runtime && !IS_ENABLED(CONFIG_ARM64))
		return "no EFI runtime: boot without efi=noruntime, on PREEMPT_RT with efi=runtime";
	if (!efi_enabled(EFI_MEMMAP))
		return "the kernel kept no EFI memory map";
	if (efi_enabled(EFI_64BIT) != IS_ENABLED(CONFIG_64BIT))
		return "32-bit firmware under a 64-bit kernel, or the other way round";
	return NULL;
}

/**
 * mmcomm_efi_read - read what the kernel knows of the firmware through EFI
 * @firmware: in: access; out: everything that comes from EFI
 *
 * Reads memory of the firmware and writes none. May sleep.
 */
void mmcomm_efi_read(struct mmcomm_firmware *firmware)
{
	bool runtime = efi_enabled(EFI_RUNTIME_SERVICES);

	firmware->runtime = (unsigned long)efi.runtime;
	firmware->refusal = refusal(runtime);
	/* No way into MM keeps them out, neither SMC nor a register. */
	if (runtime && MMCOMM_EFI_CALLS_ARE_PREEMPTIBLE) {
		firmware->refusal =
			"EFI calls of this kernel can be stopped half-way: boot with efi=noruntime";
		firmware->smc_refusal = firmware->refusal;
	}
	if (firmware->refusal)
		return;
	/* Elsewhere the kernel keeps the runtime services' part alone. */
	if (read_map(&firmware->runtime_map, true) ||
	    (IS_ENABLED(CONFIG_ARM64) && read_map(&firmware->boot_map, false))) {
		firmware->refusal = "no memory for the EFI memory map";
		firmware->no_memory = true;
		return;
	}
	if (runtime)
		mmcomm_firmware_find_tables(firmware);
	if (IS_ENABLED(CONFIG_ARM64))
		firmware->no_boot_map = NULL;
	mmcomm_acpi_read_uefi_tables(firmware);
}
