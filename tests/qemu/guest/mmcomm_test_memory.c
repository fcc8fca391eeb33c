// SPDX-License-Identifier: GPL-2.0
/*
 * Compares all memory of EFI runtime services, code and data, byte by byte with
 * an earlier snapshot. What firmware itself writes is learned beforehand: bytes
 * that differ from the snapshot after nothing but EFI calls.
 *
 * Written to /sys/module/mmcomm_test_memory/parameters/command:
 *	snapshot	remember what is there now
 *	learn		bytes that differ from the snapshot are firmware's own;
 *			then remember what is there now
 *	exempt A L	L bytes from physical address A are firmware's own
 *	private A L	fails with ENOENT where some of L bytes from A are not
 *			watched, with EBUSY where some are firmware's own
 *	compare		compare with the snapshot
 *
 * parameters/report then says "watched W firmware F changed C", three counts of
 * bytes, and in further lines the first changed ranges.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitmap.h>
#include <linux/efi.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/stop_machine.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#define MAX_REGIONS	64
#define MAX_RANGES	40

/**
 * struct region - one region of the EFI memory map
 * @start: physical address
 * @size: bytes
 * @memory: the memory itself
 * @known: snapshot
 * @now: what is there now
 * @firmware: a bit a byte, set where firmware writes
 */
struct region {
	u64 start;
	u64 size;
	void *memory;
	u8 *known;
	u8 *now;
	unsigned long *firmware;
};

static struct region regions[MAX_REGIONS];
static unsigned int region_count;
static u64 changed_bytes;
static struct {
	u64 first;
	u64 last;
} changed[MAX_RANGES];
static unsigned int changed_count;

/* Nothing else runs, so that no EFI call is half-way. */
static int read_all(void *unused)
{
	unsigned int i;

	for (i = 0; i < region_count; i++)
		memcpy(regions[i].now, regions[i].memory, regions[i].size);
	return 0;
}

static void look(void)
{
	stop_machine(read_all, NULL, NULL);
}

static void snapshot(void)
{
	unsigned int i;

	for (i = 0; i < region_count; i++)
		memcpy(regions[i].known, regions[i].now, regions[i].size);
}

static void learn(void)
{
	struct region *region;
	u64 offset;

	for (region = regions; region < regions + region_count; region++)
		for (offset = 0; offset < region->size; offset++)
			if (region->known[offset] != region->now[offset])
				__set_bit(offset, region->firmware);
}

static void note_change(u64 address)
{
	changed_bytes++;
	if (changed_count && changed[changed_count - 1].last + 1 == address) {
		changed[changed_count - 1].last = address;
	} else if (changed_count < MAX_RANGES) {
		changed[changed_count].first = address;
		changed[changed_count++].last = address;
	}
}

static void compare(void)
{
	struct region *region;
	u64 offset;

	changed_bytes = 0;
	changed_count = 0;
	for (region = regions; region < regions + region_count; region++)
		for (offset = 0; offset < region->size; offset++)
			if (region->known[offset] != region->now[offset] &&
			    !test_bit(offset, region->firmware))
				note_change(region->start + offset);
}

static struct region *region_of(u64 address)
{
	unsigned int i;

	for (i = 0; i < region_count; i++)
		if (address >= regions[i].start &&
		    address - regions[i].start < regions[i].size)
			return &regions[i];
	return NULL;
}

static int exempt(u64 address, u64 length)
{
	struct region *region;

	for (; length; address++, length--) {
		region = region_of(address);
		if (!region)
			return -ENOENT;
		__set_bit(address - region->start, region->firmware);
	}
	return 0;
}

static int check_private(u64 address, u64 length)
{
	struct region *region;

	for (; length; address++, length--) {
		region = region_of(address);
		if (!region)
			return -ENOENT;
		if (test_bit(address - region->start, region->firmware))
			return -EBUSY;
	}
	return 0;
}

static int set_command(const char *value, const struct kernel_param *param)
{
	u64 address, length;

	if (sysfs_streq(value, "snapshot")) {
		look();
		snapshot();
	} else if (sysfs_streq(value, "learn")) {
		look();
		learn();
		snapshot();
	} else if (sysfs_streq(value, "compare")) {
		look();
		compare();
	} else if (sscanf(value, "exempt %lli %lli", &address, &length) == 2) {
		return exempt(address, length);
	} else if (sscanf(value, "private %lli %lli", &address, &length) == 2) {
		return check_private(address, length);
	} else {
		return -EINVAL;
	}
	return 0;
}

static const struct kernel_param_ops command_ops = { .set = set_command };

module_param_cb(command, &command_ops, NULL, 0200);
MODULE_PARM_DESC(command, "snapshot, learn, exempt ADDRESS LENGTH, private ADDRESS LENGTH, compare");

static int get_report(char *text, const struct kernel_param *param)
{
	u64 watched = 0, firmware = 0;
	unsigned int i;
	int len;

	for (i = 0; i < region_count; i++) {
		watched += regions[i].size;
		firmware += bitmap_weight(regions[i].firmware, regions[i].size);
	}
	len = scnprintf(text, PAGE_SIZE, "watched %llu firmware %llu changed %llu\n",
			watched, firmware, changed_bytes);
	for (i = 0; i < changed_count; i++)
		len += scnprintf(text + len, PAGE_SIZE - len, "%#llx-%#llx\n",
				 changed[i].first, changed[i].last);
	return len;
}

static const struct kernel_param_ops report_ops = { .get = get_report };

module_param_cb(report, &report_ops, NULL, 0400);
MODULE_PARM_DESC(report, "what the last comparison found");

static void forget_all(void)
{
	unsigned int i;

	for (i = 0; i < region_count; i++) {
		if (regions[i].memory)
			memunmap(regions[i].memory);
		vfree(regions[i].known);
		vfree(regions[i].now);
		vfree(regions[i].firmware);
	}
}

static int watch(const efi_memory_desc_t *md)
{
	struct region *region = &regions[region_count++];

	region->start = md->phys_addr;
	region->size = md->num_pages << EFI_PAGE_SHIFT;
	region->memory = memremap(region->start, region->size, MEMREMAP_WB);
	region->known = vzalloc(region->size);
	region->now = vzalloc(region->size);
	region->firmware = vzalloc(BITS_TO_LONGS(region->size) * sizeof(long));
	if (!region->memory || !region->known || !region->now || !region->firmware)
		return -ENOMEM;
	return 0;
}

static int __init mmcomm_test_memory_init(void)
{
	efi_memory_desc_t *md;
	int ret = 0;

	if (!efi_enabled(EFI_MEMMAP))
		return -ENODEV;
	for_each_efi_memory_desc(md) {
		if (md->type != EFI_RUNTIME_SERVICES_CODE &&
		    md->type != EFI_RUNTIME_SERVICES_DATA)
			continue;
		ret = region_count < MAX_REGIONS ? watch(md) : -E2BIG;
		if (ret)
			break;
	}
	if (!ret && !region_count)
		ret = -ENODEV;
	if (ret) {
		forget_all();
		return ret;
	}
	look();
	snapshot();
	return 0;
}
module_init(mmcomm_test_memory_init);

static void __exit mmcomm_test_memory_exit(void)
{
	forget_all();
}
module_exit(mmcomm_test_memory_exit);

MODULE_DESCRIPTION("Watches EFI runtime memory for mmcomm's tests");
MODULE_LICENSE("GPL");
