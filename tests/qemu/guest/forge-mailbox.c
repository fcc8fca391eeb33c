// SPDX-License-Identifier: GPL-2.0
/*
 * Writes a UEFI variable that holds forged SMM mailboxes, one for each way in
 * which the firmware may align it. The firmware keeps variables in the memory
 * that the module looks through, where a forgery must not count.
 *
 * usage: forge-mailbox FILE        a file in efivarfs
 */
#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ATTRIBUTES	7		/* non-volatile, boot services, runtime */
#define PHASES		8
#define CORE_BASE	0xfff00000ULL	/* flash: neither RAM nor runtime memory */

/* SMM_CORE_PRIVATE_DATA as the module's discovery knows it. */
struct mailbox {
	__u64 signature;
	__u64 ipl_image_handle;
	__u64 mmram_range_count;
	__u64 mmram_ranges;
	__u64 entry_point;
	__u8 entry_point_registered;
	__u8 in_mm;
	__u8 padding[6];
	__u64 mmst;
	__u64 communication_buffer;
	__u64 buffer_size;
	__u64 return_status;
	__u64 core_image_base;
	__u64 core_image_size;
	__u64 core_entry_point;
};

static const struct mailbox forged = {
	.signature = 0x636d6d73,
	.ipl_image_handle = 0x1000,
	.mmram_range_count = 1,
	.mmram_ranges = 0x1000,
	.entry_point = CORE_BASE + 0x100,
	.entry_point_registered = 1,
	.mmst = CORE_BASE + 0x200,
	.core_image_base = CORE_BASE,
	.core_image_size = 0x10000,
	.core_entry_point = CORE_BASE + 0x300,
};

int main(int argc, char **argv)
{
	static const __u32 attributes = ATTRIBUTES;
	__u8 variable[sizeof(attributes) + PHASES * (sizeof(forged) + 1)] = {};
	unsigned int i;
	int fd;

	if (argc != 2) {
		fprintf(stderr, "usage: forge-mailbox FILE\n");
		return 2;
	}
	memcpy(variable, &attributes, sizeof(attributes));
	/* One byte more each time: one of them stands at a multiple of 8. */
	for (i = 0; i < PHASES; i++)
		memcpy(variable + sizeof(attributes) + i * (sizeof(forged) + 1),
		       &forged, sizeof(forged));
	fd = open(argv[1], O_WRONLY | O_CREAT, 0644);
	if (fd < 0 || write(fd, variable, sizeof(variable)) != sizeof(variable)) {
		perror(argv[1]);
		return 1;
	}
	return close(fd) ? 1 : 0;
}
