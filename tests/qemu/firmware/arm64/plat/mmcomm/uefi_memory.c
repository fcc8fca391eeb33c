// SPDX-License-Identifier: BSD-2-Clause-Patent
/*
 * For UEFI as the boot loader: the buffer that both worlds share is left out of the
 * device tree's memory. UEFI takes what is there for its own, up to its stack at
 * the very end, and does not look at reserved memory; what is not there its driver
 * adds as memory that stays reserved.
 */
#include <common/fdt_wrappers.h>
#include <libfdt.h>

/* In the place of the function that reserves it, see platform.mk. */
int __wrap_fdt_add_reserved_memory(void *dtb, const char *node_name, uintptr_t base, size_t size);

int __wrap_fdt_add_reserved_memory(void *dtb, const char *node_name, uintptr_t base, size_t size)
{
	int node = fdt_path_offset(dtb, "/memory");
	uintptr_t start;
	size_t length;
	fdt64_t reg[2];
	int err;

	err = fdt_get_reg_props_by_index(dtb, node, 0, &start, &length);
	if (err < 0)
		return err;
	reg[0] = cpu_to_fdt64(start);
	reg[1] = cpu_to_fdt64(base - start);
	return fdt_setprop_inplace(dtb, node, "reg", reg, sizeof(reg));
}
