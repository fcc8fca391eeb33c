// SPDX-License-Identifier: GPL-2.0
/*
 * acpi_uefi_table.c: a byte that says what to put right, and the table. Bit 0:
 * the length is the input's; bit 1: the checksum. Bit 2: fixed hardware means SMC.
 */
#include <stdlib.h>
#include <string.h>

#include <asm/unaligned.h>

#include "acpi_uefi_table.h"
#include "harness.h"

static u8 sum(const u8 *at, u32 length)
{
	u8 total = 0;

	while (length--)
		total += *at++;
	return total;
}

static void check_table(const struct mmcomm_acpi_uefi_table *table, const u8 *at,
			u64 length, bool smc)
{
	static const u8 identifier[] = {
		0xe2, 0xd8, 0x8e, 0xc6, 0xc6, 0x9d, 0xbd, 0x4c,
		0x9d, 0x94, 0xdb, 0x65, 0xac, 0xc5, 0xc3, 0x32,
	};
	u32 said = get_unaligned_le32(at + 4);

	accepted();
	require(!memcmp(at, "UEFI", 4) && !memcmp(at + 36, identifier, 16));
	require(said >= 66 && said <= length && !sum(at, said));
	require(at[8] && (at[8] == 1 || said >= 78));
	require(at[52] == 54 && !at[53]);
	if (table->invocation.space == MMCOMM_ACPI_SPACE_FIXED) {
		require(smc && at[8] > 1 && at[66] == MMCOMM_ACPI_SPACE_FIXED);
		require(!table->buffer_pointer && !table->sw_smi);
		require(!table->invocation.bit_offset);
		return;
	}
	require(table->buffer_pointer == get_unaligned_le64(at + 58));
	if (table->invocation.address) {
		require(at[8] > 1);
		require(table->invocation.address == get_unaligned_le64(at + 70));
		require(table->invocation.space <= MMCOMM_ACPI_SPACE_IO);
		require(table->invocation.space == at[66]);
	} else {
		require(table->buffer_pointer);
		require(table->sw_smi == get_unaligned_le32(at + 54));
	}
}

void fuzz(struct input *input)
{
	u8 right = take_u8(input);
	bool smc = right & 4;
	u64 length = input->left;
	u8 *at = take_block(input, length);
	struct mmcomm_acpi_uefi_table table;
	const char *refusal;
	u32 said;

	if (right & 1 && length >= 8)
		put_unaligned_le32(length, at + 4);
	if (right & 2 && length >= 36) {
		said = get_unaligned_le32(at + 4);
		at[9] -= sum(at, said < length ? said : length);
	}
	refusal = mmcomm_acpi_uefi_parse(at, length, smc, &table);
	if (refusal)
		require_sentence(refusal);
	else
		check_table(&table, at, length, smc);
	free(at);
}
