// SPDX-License-Identifier: GPL-2.0
/*
 * How physical memory is reached on a real machine, and everything that the
 * kernel knows of the firmware put together.
 */
#include <linux/cc_platform.h>
#include <linux/crash_dump.h>
#include <linux/dmi.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/mm.h>

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
	if (cc_platform_has(CC_ATTR_GUEST_MEM_ENCRYPT)) {
		firmware->encrypted_guest = true;
		firmware->refusal =
			"memory is encrypted: what the firmware shares cannot be read";
	} else if (is_kdump_kernel()) {
		firmware->refusal = "a crash kernel has no business with Management Mode";
	}
	firmware->smc_refusal = firmware->refusal;
	if (firmware->refusal)
		return;
	mmcomm_efi_read(firmware);
	mmcomm_of_read(firmware);
}
