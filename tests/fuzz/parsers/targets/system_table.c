// SPDX-License-Identifier: GPL-2.0
/*
 * firmware_memory.c, the system table: a byte that says whether to put its CRC
 * right, and the table.
 */
#include <stdlib.h>

#include <asm/unaligned.h>
#include <linux/crc32.h>

#include "firmware_memory.h"
#include "harness.h"

static u32 crc_of(u8 *at)
{
	u32 crc, said = get_unaligned_le32(at + 16);

	put_unaligned_le32(0, at + 16);
	crc = crc32_le(~0U, at, MMCOMM_SYSTEM_TABLE_LEN) ^ ~0U;
	put_unaligned_le32(said, at + 16);
	return crc;
}

void fuzz(struct input *input)
{
	u8 right = take_u8(input);
	u8 *at = take_block(input, MMCOMM_SYSTEM_TABLE_LEN);
	struct mmcomm_system_table table;

	if (right & 1)
		put_unaligned_le32(crc_of(at), at + 16);
	if (mmcomm_system_table_parse(at, &table)) {
		accepted();
		require(get_unaligned_le64(at) == 0x5453595320494249);
		require(get_unaligned_le32(at + 12) == MMCOMM_SYSTEM_TABLE_LEN);
		require(get_unaligned_le32(at + 16) == crc_of(at));
		require(table.vendor == get_unaligned_le64(at + 24));
		require(table.runtime == get_unaligned_le64(at + 88));
		require(table.table_count == get_unaligned_le64(at + 104));
		require(table.table_count && table.table_count <= 1024);
		require(table.tables == get_unaligned_le64(at + 112));
	}
	free(at);
}
