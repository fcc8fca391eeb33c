// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the ACPI UEFI table.
 *
 * The signature stands for anything that UEFI firmware puts into ACPI; which of
 * it a table is, its identifier says. Specifications since UEFI 2.7 deprecate
 * the one for messages, and firmware goes on publishing it.
 */
#include <linux/align.h>
#include <linux/build_bug.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/uuid.h>

#include "acpi_uefi_table.h"
#include "compat.h"
#include "spm_mm.h"

static const guid_t identifier =
	GUID_INIT(0xc68ed8e2, 0x9dc6, 0x4cbd,
		  0x9d, 0x94, 0xdb, 0x65, 0xac, 0xc5, 0xc3, 0x32);

#define ACPI_HEADER_LEN		36

/* Up to the data offset: what every table of this signature has. */
#define COMMON_LEN		54

/* Up to the buffer pointer's address. */
#define REVISION_1_LEN		66

/* What a sane table has at most: every byte of it is summed up. */
#define MAX_TABLE_LEN		0x10000

struct raw_register {
	u8 space;
	u8 bit_width;
	u8 bit_offset;
	u8 access_size;
	__le64 address;
} __packed;

struct raw_table {
	u8 signature[4];
	__le32 length;
	u8 revision;
	u8 checksum;
	u8 oem_id[6];
	u8 oem_table_id[8];
	__le32 oem_revision;
	u8 creator_id[4];
	__le32 creator_revision;
	guid_t identifier;
	__le16 data_offset;
	__le32 sw_smi;
	__le64 buffer_pointer;
	struct raw_register invocation;
} __packed;

static_assert(offsetof(struct raw_table, identifier) == ACPI_HEADER_LEN);
static_assert(offsetof(struct raw_table, sw_smi) == COMMON_LEN);
static_assert(offsetof(struct raw_table, invocation) == REVISION_1_LEN);
static_assert(sizeof(struct raw_table) == 78);

/**
 * mmcomm_acpi_sum - the sum of an ACPI table's bytes
 * @at: the table
 * @length: its bytes
 *
 * Return: the sum, 0 for a whole table.
 */
u8 mmcomm_acpi_sum(const void *at, u32 length)
{
	const u8 *bytes = at;
	u8 total = 0;

	while (length--)
		total += *bytes++;
	return total;
}

static const char *common_refusal(const struct raw_table *raw, const void *at)
{
	u32 length = le32_to_cpu(raw->length);

	if (mmcomm_acpi_sum(at, length))
		return "the checksum is wrong";
	if (length < COMMON_LEN)
		return "is too short for an identifier";
	if (!guid_equal(&raw->identifier, &identifier))
		return "is about something else than messages, by its identifier";
	if (!raw->revision)
		return "the revision is 0";
	if (le16_to_cpu(raw->data_offset) != COMMON_LEN)
		return "its data do not begin at offset 54";
	if (length < REVISION_1_LEN)
		return "is too short for the address of a buffer pointer";
	if (raw->revision > 1 && length < sizeof(*raw))
		return "is too short for the invocation register of its revision";
	return NULL;
}

static struct mmcomm_acpi_register read_register(const struct raw_register *raw)
{
	return (struct mmcomm_acpi_register) {
		.space = raw->space,
		.bit_width = raw->bit_width,
		.bit_offset = raw->bit_offset,
		.access_size = raw->access_size,
		.address = le64_to_cpu(raw->address),
	};
}

/*
 * What the fields of such a register mean is for the architecture to define, and
 * no definition for MM is known. One that says nothing, or names the call that is
 * made anyway, says that MM is there. No function is called because it stands in
 * a table.
 */
static const char *fixed_hardware_refusal(const struct mmcomm_acpi_register *reg)
{
	if (reg->address && reg->address != MMCOMM_SPM_MM_COMMUNICATE &&
	    reg->address != MMCOMM_SPM_MM_COMMUNICATE_32)
		return "the invocation register is fixed hardware other than MM_COMMUNICATE";
	if (reg->bit_offset ||
	    (reg->bit_width && reg->bit_width != 32 && reg->bit_width != 64))
		return "the invocation register is fixed hardware of an unknown width or offset";
	return NULL;
}

/**
 * mmcomm_acpi_uefi_parse - read an ACPI UEFI table
 * @at: the table
 * @length: bytes that may be read at @at
 * @smc: functional fixed hardware means secure monitor calls here
 * @table: out: what it says, where it is not refused
 *
 * Whether the buffer pointer lies where it may is not decided here.
 *
 * Return: NULL, or one sentence on why it is no table for messages.
 */
const char *mmcomm_acpi_uefi_parse(const void *at, u64 length, bool smc,
				   struct mmcomm_acpi_uefi_table *table)
{
	struct raw_table raw = {};
	const char *refusal;
	__le32 said;

	if (length < ACPI_HEADER_LEN)
		return "is shorter than an ACPI table's header";
	memcpy(&raw, at, ACPI_HEADER_LEN);
	if (memcmp(raw.signature, "UEFI", sizeof(raw.signature)))
		return "the signature is not UEFI";
	if (le32_to_cpu(raw.length) < ACPI_HEADER_LEN)
		return "says that it is shorter than its own header";
	if (le32_to_cpu(raw.length) > length)
		return "says that it is longer than it is";
	if (le32_to_cpu(raw.length) > MAX_TABLE_LEN)
		return "says that it is longer than 64 KiB";
	/* Checked once, and not read again. */
	said = raw.length;
	memcpy(&raw, at, min_t(u64, le32_to_cpu(said), sizeof(raw)));
	raw.length = said;
	refusal = common_refusal(&raw, at);
	if (refusal)
		return refusal;

	*table = (struct mmcomm_acpi_uefi_table) {
		.buffer_pointer = le64_to_cpu(raw.buffer_pointer),
	};
	/* What stands behind a table of revision 1 is no register. */
	if (raw.revision > 1 && smc && raw.invocation.space == MMCOMM_ACPI_SPACE_FIXED) {
		table->buffer_pointer = 0;
		table->invocation = read_register(&raw.invocation);
		return fixed_hardware_refusal(&table->invocation);
	}
	if (raw.revision > 1 && raw.invocation.address) {
		table->invocation = read_register(&raw.invocation);
		if (table->invocation.space != MMCOMM_ACPI_SPACE_MEMORY &&
		    table->invocation.space != MMCOMM_ACPI_SPACE_IO)
			return "the invocation register is neither in memory nor an I/O port";
		return NULL;
	}
	if (!table->buffer_pointer)
		return "has neither a buffer pointer nor an invocation register";
	if (le32_to_cpu(raw.sw_smi) > U8_MAX)
		return "the number of the software SMI is not a byte";
	table->sw_smi = le32_to_cpu(raw.sw_smi);
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_acpi_uefi_parse);

/* ACPI generic addresses: access sizes, of which 0 leaves it open. */
#define ACCESS_32	3
#define ACCESS_64	4

/**
 * mmcomm_acpi_register_refusal - why no message can be sent through a register
 * @invocation: an invocation register, in memory or I/O space
 *
 * One access must reach all of it: an address that is written in parts would
 * invoke MM with half of it.
 *
 * Return: NULL where messages can be sent, otherwise one sentence.
 */
const char *mmcomm_acpi_register_refusal(const struct mmcomm_acpi_register *invocation)
{
	bool port = invocation->space == MMCOMM_ACPI_SPACE_IO;
	u8 access;

	switch (invocation->bit_width) {
	case 32:
		access = ACCESS_32;
		break;
	case 64:
		if (port)
			return "the invocation register is wider than an I/O port";
		access = ACCESS_64;
		break;
	default:
		return "the invocation register is neither 32 nor 64 bits wide";
	}
	if (invocation->bit_offset)
		return "the invocation register does not begin at its first bit";
	if (invocation->access_size && invocation->access_size != access)
		return "the invocation register's access size is not its width";
	if (!IS_ALIGNED(invocation->address, invocation->bit_width / 8))
		return "the invocation register is not aligned";
	if (port && invocation->address > U16_MAX)
		return "the invocation register is behind the last I/O port";
	return NULL;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_acpi_register_refusal);
