// SPDX-License-Identifier: GPL-2.0
/*
 * Writes a UEFI variable that holds forged SMM mailboxes, one for each way in
 * which the firmware may align it. The firmware keeps variables in the memory
 * that the module looks through, where a forgery must not count.
 *
 * usage: forge-mailbox FILE        a file in efivarfs
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ATTRIBUTES	7		/* non-volatile, boot services, runtime */
#define PHASES		8
#define CORE_BASE	0xfff00000ULL	/* flash: neither RAM nor runtime memory */

/* SMM_CORE_PRIVATE_DATA as the module's discovery knows it. */
struct mailbox {
	uint64_t signature;
	uint64_t ipl_image_handle;
	uint64_t mmram_range_count;
	uint64_t mmram_ranges;
	uint64_t entry_point;
	uint8_t entry_point_registered;
	uint8_t in_mm;
	uint8_t padding[6];
	uint64_t mmst;
	uint64_t communication_buffer;
	uint64_t buffer_size;
	uint64_t return_status;
	uint64_t core_image_base;
	uint64_t core_image_size;
	uint64_t core_entry_point;
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
	struct {
		uint32_t attributes;
		uint8_t data[PHASES * (sizeof(forged) + 1)];
	} __attribute__((packed)) variable = { .attributes = ATTRIBUTES };
	unsigned int i;
	int fd;

	if (argc != 2) {
		fprintf(stderr, "usage: forge-mailbox FILE\n");
		return 2;
	}
	/* One byte more each time: one of them stands at a multiple of 8. */
	for (i = 0; i < PHASES; i++)
		memcpy(variable.data + i * (sizeof(forged) + 1), &forged,
		       sizeof(forged));
	fd = open(argv[1], O_WRONLY | O_CREAT, 0644);
	if (fd < 0 || write(fd, &variable, sizeof(variable)) != sizeof(variable)) {
		perror(argv[1]);
		return 1;
	}
	return close(fd) ? 1 : 0;
}
