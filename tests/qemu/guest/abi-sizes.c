// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: the size that each structure begins with, and where the structure
 * lies in memory.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "abi.h"
#include "compiler.h"
#include "tap.h"

#define LARGEST 4096

/**
 * struct kind - one ioctl and its structure
 * @name: of the ioctl
 * @number: of the ioctl
 * @size: bytes of the structure
 * @mmis: SMIs that a valid call raises
 * @valid: errno of a valid call, 0 where it is possible here
 */
struct kind {
	const char *name;
	unsigned long number;
	__u32 size;
	unsigned int mmis;
	int valid;
};

static struct kind kinds[] = {
	{ "INFO", MMCOMM_IOC_INFO, sizeof(struct mmcomm_info), 0, 0 },
	{ "BUFFERS", MMCOMM_IOC_BUFFERS, sizeof(struct mmcomm_list), 0, 0 },
	{ "DISCOVERY", MMCOMM_IOC_DISCOVERY, sizeof(struct mmcomm_list), 0, 0 },
	{ "COMMUNICATE", MMCOMM_IOC_COMMUNICATE, sizeof(struct mmcomm_communicate), 1, 0 },
	{ "TRIGGER", MMCOMM_IOC_TRIGGER, sizeof(struct mmcomm_trigger), 1, 0 },
};

/* Writes a valid structure of @kind that claims to be @size bytes long. */
static void fill(const struct kind *kind, void *structure, __u32 size)
{
	struct mmcomm_communicate message = abi_message();
	struct mmcomm_trigger trigger = abi_bare_trigger();
	struct mmcomm_list list = { .entry_size = sizeof(struct mmcomm_buffer_entry) };

	memset(structure, 0, kind->size);
	if (kind->number == MMCOMM_IOC_COMMUNICATE)
		memcpy(structure, &message, sizeof(message));
	else if (kind->number == MMCOMM_IOC_TRIGGER)
		memcpy(structure, &trigger, sizeof(trigger));
	else if (kind->number != MMCOMM_IOC_INFO)
		memcpy(structure, &list, sizeof(list));
	memcpy(structure, &size, sizeof(size));
}

static void check(const struct kind *kind, const char *what, void *structure,
		  __u32 size, int error)
{
	char text[160];

	if (!error)
		error = kind->valid;
	snprintf(text, sizeof(text), "%s: %s: %s", error ? strerrorname_np(error) : "0",
		 kind->name, what);
	abi_raw(text, kind->number, (uintptr_t)structure, error, error ? 0 : kind->mmis);
	if (error && size >= 4) {
		__u32 kept;

		memcpy(&kept, structure, sizeof(kept));
		if (kept != size)
			tap_ok(false, "%s: %s: size is left as it was", kind->name, what);
	}
}

static void check_lengths(const struct kind *kind)
{
	static const __u32 short_sizes[] = { 0, 1, 3, 4, 8 };
	static __u8 memory[2 * LARGEST];
	char what[80];

	for (size_t i = 0; i < ARRAY_SIZE(short_sizes); i++) {
		fill(kind, memory, short_sizes[i]);
		snprintf(what, sizeof(what), "size %u", short_sizes[i]);
		check(kind, what, memory, short_sizes[i], EINVAL);
	}
	fill(kind, memory, kind->size - 1);
	check(kind, "a byte short", memory, kind->size - 1, EINVAL);
	fill(kind, memory, kind->size);
	check(kind, "exact size", memory, kind->size, 0);

	memset(memory, 0, sizeof(memory));
	fill(kind, memory, kind->size + 8);
	check(kind, "8 more bytes, zero", memory, kind->size + 8, 0);
	fill(kind, memory, LARGEST);
	check(kind, "4096 bytes, the rest zero", memory, LARGEST, 0);

	fill(kind, memory, kind->size + 8);
	memory[kind->size] = 1;
	check(kind, "8 more bytes, the first not zero", memory, kind->size + 8, E2BIG);
	memory[kind->size] = 0;
	memory[kind->size + 7] = 0x80;
	fill(kind, memory, kind->size + 8);
	check(kind, "8 more bytes, the last not zero", memory, kind->size + 8, E2BIG);
	memory[kind->size + 7] = 0;
	memory[LARGEST - 1] = 1;
	fill(kind, memory, LARGEST);
	check(kind, "4096 bytes, the last not zero", memory, LARGEST, E2BIG);
	memory[LARGEST - 1] = 0;
	fill(kind, memory, LARGEST + 1);
	check(kind, "4097 bytes, zero", memory, LARGEST + 1, E2BIG);
	fill(kind, memory, 0x80000000);
	check(kind, "size 2^31", memory, 0x80000000, E2BIG);
	fill(kind, memory, ~0U);
	check(kind, "size 2^32 - 1", memory, ~0U, E2BIG);
}

static void check_addresses(const struct kind *kind)
{
	static const uintptr_t bad[] = {
		0, 1, 4095,
		0x00007ffffffff000,	/* first address past user space */
		0x8000000000000000,	/* not canonical */
		0xffff888000000000,	/* the kernel's direct map */
		0xfffffffffffffffc,
	};
	__u32 size = kind->size;
	__u8 odd[LARGEST + 1];
	__u8 *memory;
	char what[80];

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		snprintf(what, sizeof(what), "EFAULT: %s: structure at %#lx", kind->name,
			 bad[i]);
		abi_raw(what, kind->number, bad[i], EFAULT, 0);
	}

	memory = abi_memory_before_hole(size);
	fill(kind, memory, size);
	check(kind, "the last bytes before a hole", memory, size, 0);
	memory = abi_memory_before_hole(size - 1);
	memcpy(memory, &size, sizeof(size));
	check(kind, "the last byte in a hole", memory, size, EFAULT);
	memory = abi_memory_before_hole(4);
	memcpy(memory, &size, sizeof(size));
	check(kind, "all but the size in a hole", memory, size, EFAULT);
	snprintf(what, sizeof(what), "EFAULT: %s: half of the size in a hole", kind->name);
	abi_raw(what, kind->number, (uintptr_t)abi_memory_before_hole(2), EFAULT, 0);
	memory = abi_memory_before_hole(size);
	fill(kind, memory, size + 8);
	check(kind, "8 more bytes, in a hole", memory, size + 8, EFAULT);
	memory = abi_memory_before_hole(size);
	fill(kind, memory, size - 1);
	check(kind, "a byte short, before a hole", memory, size - 1, EINVAL);
	memory = abi_memory_before_hole(4);
	size = LARGEST + 1;
	memcpy(memory, &size, sizeof(size));
	check(kind, "4097 bytes, most in a hole", memory, size, E2BIG);

	fill(kind, odd + 1, kind->size);
	check(kind, "an odd address", odd + 1, kind->size, 0);
}

/*
 * A structure that cannot be written back. Whether MM saw the message depends on
 * when that is found out; what counts is EFAULT, and no second SMI.
 */
static void check_read_only(const struct kind *kind)
{
	__u8 valid[LARGEST] = { 0 };
	__u32 count, mmis;
	void *memory;
	int error;

	fill(kind, valid, kind->size);
	memory = abi_read_only(valid, kind->size);
	count = smi_count();
	error = ioctl(abi.fd, kind->number, memory) ? errno : 0;
	mmis = smi_count() - count;
	tap_ok(error == EFAULT && mmis <= kind->mmis &&
	       !memcmp(memory, valid, kind->size),
	       "EFAULT: %s: a structure that cannot be written", kind->name);
	if (error != EFAULT)
		tap_note("got errno %d, %u SMIs", error, mmis);
}

void abi_check_sizes(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		/* Messages go where no byte does. */
		if (kinds[i].number == MMCOMM_IOC_TRIGGER && abi.in_place)
			kinds[i].valid = EOPNOTSUPP;
		check_lengths(&kinds[i]);
		check_addresses(&kinds[i]);
		check_read_only(&kinds[i]);
	}
}
