// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/acpi_uefi_table.c: tables of both revisions, and everything
 * that one can have wrong.
 */
#include <kunit/test.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "acpi_uefi_table.h"

#define REVISION_1_LEN	66
#define REVISION_2_LEN	78

/* Where things stand in the table. */
#define SIGNATURE	0
#define LENGTH		4
#define REVISION	8
#define CHECKSUM	9
#define IDENTIFIER	36
#define DATA_OFFSET	52
#define SW_SMI		54
#define POINTER		58
#define SPACE		66
#define ADDRESS		70

#define POINTER_VALUE	0x7f77e0a8ULL
#define REGISTER_VALUE	0xfed12340ULL

static const u8 identifier[] = {
	0xe2, 0xd8, 0x8e, 0xc6, 0xc6, 0x9d, 0xbd, 0x4c,
	0x9d, 0x94, 0xdb, 0x65, 0xac, 0xc5, 0xc3, 0x32,
};

static void put_checksum(u8 *at, u32 length)
{
	u8 sum = 0;
	u32 i;

	at[CHECKSUM] = 0;
	for (i = 0; i < length; i++)
		sum += at[i];
	at[CHECKSUM] = -sum;
}

static void put_table(u8 *at, u8 revision, u32 length)
{
	memset(at, 0, REVISION_2_LEN);
	memcpy(at + SIGNATURE, "UEFI", 4);
	put_unaligned_le32(length, at + LENGTH);
	at[REVISION] = revision;
	memcpy(at + 10, "OEMID ", 6);
	memcpy(at + 16, "OEMTABLE", 8);
	put_unaligned_le32(1, at + 24);
	memcpy(at + 28, "TEST", 4);
	memcpy(at + IDENTIFIER, identifier, 16);
	put_unaligned_le16(SW_SMI, at + DATA_OFFSET);
	put_unaligned_le32(0x5a, at + SW_SMI);
	put_unaligned_le64(POINTER_VALUE, at + POINTER);
}

/* A table of exactly @length bytes, so that KASAN sees who reads further. */
static u8 *table_of(struct kunit *test, u8 revision, u32 length)
{
	u8 *at = kunit_kzalloc(test, length, GFP_KERNEL);
	u8 whole[REVISION_2_LEN];

	KUNIT_ASSERT_NOT_NULL(test, at);
	put_table(whole, revision, length);
	memcpy(at, whole, min_t(u32, length, sizeof(whole)));
	put_checksum(at, length);
	return at;
}

static void expect_sentence(struct kunit *test, const char *said, const char *expected)
{
	KUNIT_ASSERT_NOT_NULL(test, said);
	KUNIT_EXPECT_STREQ(test, said, expected);
}

static void revision_1_test(struct kunit *test)
{
	u8 *at = table_of(test, 1, REVISION_1_LEN);
	struct mmcomm_acpi_uefi_table table;

	memset(&table, 0xff, sizeof(table));
	KUNIT_ASSERT_NULL(test, mmcomm_acpi_uefi_parse(at, REVISION_1_LEN, false, &table));
	KUNIT_EXPECT_EQ(test, table.buffer_pointer, POINTER_VALUE);
	KUNIT_EXPECT_EQ(test, table.sw_smi, 0x5a);
	KUNIT_EXPECT_EQ(test, table.invocation.address, 0);
}

/* A register without an address is none. */
static void revision_2_pointer_test(struct kunit *test)
{
	u8 *at = table_of(test, 2, REVISION_2_LEN);
	struct mmcomm_acpi_uefi_table table;

	at[SPACE] = 0x7f;
	put_checksum(at, REVISION_2_LEN);
	KUNIT_ASSERT_NULL(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, false, &table));
	KUNIT_EXPECT_EQ(test, table.buffer_pointer, POINTER_VALUE);
	KUNIT_EXPECT_EQ(test, table.sw_smi, 0x5a);
	KUNIT_EXPECT_EQ(test, table.invocation.address, 0);
}

static void invocation_test(struct kunit *test)
{
	u8 *at = table_of(test, 2, REVISION_2_LEN);
	struct mmcomm_acpi_uefi_table table;
	u8 space;

	for (space = 0; space <= 1; space++) {
		at[SPACE] = space;
		at[SPACE + 1] = 64;
		at[SPACE + 2] = 1;
		at[SPACE + 3] = 4;
		put_unaligned_le64(REGISTER_VALUE, at + ADDRESS);
		/* It comes first: the rest need not make sense. */
		put_unaligned_le32(0xffffffff, at + SW_SMI);
		put_unaligned_le64(space ? POINTER_VALUE : 0, at + POINTER);
		put_checksum(at, REVISION_2_LEN);
		KUNIT_ASSERT_NULL(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, false, &table));
		KUNIT_EXPECT_EQ(test, table.invocation.space, space);
		KUNIT_EXPECT_EQ(test, table.invocation.bit_width, 64);
		KUNIT_EXPECT_EQ(test, table.invocation.bit_offset, 1);
		KUNIT_EXPECT_EQ(test, table.invocation.access_size, 4);
		KUNIT_EXPECT_EQ(test, table.invocation.address, REGISTER_VALUE);
	}
}

/* What stands behind a table of revision 1 means nothing. */
static void revision_1_longer_test(struct kunit *test)
{
	u8 *at = table_of(test, 1, REVISION_2_LEN);
	struct mmcomm_acpi_uefi_table table;

	put_unaligned_le64(REGISTER_VALUE, at + ADDRESS);
	put_checksum(at, REVISION_2_LEN);
	KUNIT_ASSERT_NULL(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, false, &table));
	KUNIT_EXPECT_EQ(test, table.invocation.address, 0);
	KUNIT_EXPECT_EQ(test, table.buffer_pointer, POINTER_VALUE);
}

/* Later revisions only add; the checksum covers what is not known, too. */
static void later_revision_test(struct kunit *test)
{
	u8 *at = table_of(test, 200, 1000);
	struct mmcomm_acpi_uefi_table table;

	memset(at + REVISION_2_LEN, 0xee, 1000 - REVISION_2_LEN);
	expect_sentence(test, mmcomm_acpi_uefi_parse(at, 1000, false, &table),
			"the checksum is wrong");
	put_checksum(at, 1000);
	KUNIT_EXPECT_NULL(test, mmcomm_acpi_uefi_parse(at, 1000, false, &table));
	at[999]++;
	expect_sentence(test, mmcomm_acpi_uefi_parse(at, 1000, false, &table),
			"the checksum is wrong");
}

/**
 * struct change - one thing that is different in a table of revision 2
 * @name: of the test
 * @offset: of the field
 * @size: of the field, in bytes
 * @value: what stands there
 * @no_sum: leave the checksum alone
 * @refusal: what the parser has to say
 */
struct change {
	const char *name;
	u32 offset;
	u32 size;
	u64 value;
	bool no_sum;
	const char *refusal;
};

static const char bad_sum[] = "the checksum is wrong";
static const char other_identifier[] =
	"is about something else than messages, by its identifier";
static const char other_offset[] = "its data do not begin at offset 54";
static const char other_space[] =
	"the invocation register is neither in memory nor an I/O port";
static const char no_byte[] = "the number of the software SMI is not a byte";

static const struct change changes[] = {
	{ "software SMI 0", SW_SMI, 4, 0 },
	{ "software SMI 255", SW_SMI, 4, 255 },
	{ "a pointer anywhere", POINTER, 8, U64_MAX },

	{ "another signature", SIGNATURE, 1, 'u', false, "the signature is not UEFI" },
	{ "last byte of the signature", SIGNATURE + 3, 1, 0, false,
	  "the signature is not UEFI" },
	{ "length 0", LENGTH, 4, 0, true, "says that it is shorter than its own header" },
	{ "length 35", LENGTH, 4, 35, true, "says that it is shorter than its own header" },
	{ "length one too long", LENGTH, 4, REVISION_2_LEN + 1, true,
	  "says that it is longer than it is" },
	{ "length 2^32 - 1", LENGTH, 4, 0xffffffff, true,
	  "says that it is longer than it is" },
	{ "checksum off by one", CHECKSUM, 1, 0, true, bad_sum },
	{ "a changed byte", SW_SMI, 1, 0x5b, true, bad_sum },
	{ "first byte of the identifier", IDENTIFIER, 1, 0, false, other_identifier },
	{ "last byte of the identifier", IDENTIFIER + 15, 1, 0, false, other_identifier },
	{ "no identifier", IDENTIFIER, 8, 0, false, other_identifier },
	{ "revision 0", REVISION, 1, 0, false, "the revision is 0" },
	{ "data elsewhere", DATA_OFFSET, 2, 55, false, other_offset },
	{ "data at the start", DATA_OFFSET, 2, 0, false, other_offset },
	{ "data far away", DATA_OFFSET, 2, 0xffff, false, other_offset },
	{ "software SMI 256", SW_SMI, 4, 256, false, no_byte },
	{ "software SMI 2^32 - 1", SW_SMI, 4, 0xffffffff, false, no_byte },
	{ "neither pointer nor register", POINTER, 8, 0, false,
	  "has neither a buffer pointer nor an invocation register" },
};

static void change_desc(const struct change *change, char *desc)
{
	strscpy(desc, change->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(change, changes, change_desc);

static void change_test(struct kunit *test)
{
	const struct change *change = test->param_value;
	u8 *at = table_of(test, 2, REVISION_2_LEN);
	struct mmcomm_acpi_uefi_table table;
	const char *refusal;

	switch (change->size) {
	case 1:
		at[change->offset] = change->value;
		break;
	case 2:
		put_unaligned_le16(change->value, at + change->offset);
		break;
	case 4:
		put_unaligned_le32(change->value, at + change->offset);
		break;
	default:
		put_unaligned_le64(change->value, at + change->offset);
	}
	if (!change->no_sum)
		put_checksum(at, REVISION_2_LEN);
	refusal = mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, false, &table);
	if (change->refusal)
		expect_sentence(test, refusal, change->refusal);
	else
		KUNIT_EXPECT_NULL_MSG(test, refusal, "%s", refusal);
}

static void spaces_test(struct kunit *test)
{
	u8 *at = table_of(test, 2, REVISION_2_LEN);
	struct mmcomm_acpi_uefi_table table;
	u32 space;

	put_unaligned_le64(REGISTER_VALUE, at + ADDRESS);
	for (space = 2; space <= 0xff; space++) {
		at[SPACE] = space;
		put_checksum(at, REVISION_2_LEN);
		expect_sentence(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, false, &table),
				other_space);
	}
}

struct fixed_hardware {
	u64 address;
	u8 width;
	u8 offset;
	const char *refusal;
};

static const char other_call[] =
	"the invocation register is fixed hardware other than MM_COMMUNICATE";
static const char other_width[] =
	"the invocation register is fixed hardware of an unknown width or offset";

static const struct fixed_hardware fixed_hardware[] = {
	{ 0 },
	{ 0, 32 },
	{ 0, 64 },
	{ 0xc4000041 },
	{ 0xc4000041, 64 },
	{ 0x84000041, 32 },
	{ 0x84000040, 32, 0, other_call },
	{ 0xc4000040, 64, 0, other_call },
	{ 0x84000000, 32, 0, other_call },
	{ 1, 64, 0, other_call },
	{ 0xffffffffc4000041, 64, 0, other_call },
	{ U64_MAX, 64, 0, other_call },
	{ 0, 8, 0, other_width },
	{ 0xc4000041, 31, 0, other_width },
	{ 0xc4000041, 255, 0, other_width },
	{ 0xc4000041, 64, 1, other_width },
	{ 0, 0, 255, other_width },
};

static void fixed_hardware_desc(const struct fixed_hardware *one, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "address 0x%llx, %u bits from %u on",
		 one->address, one->width, one->offset);
}

KUNIT_ARRAY_PARAM(fixed_hardware, fixed_hardware, fixed_hardware_desc);

/* The register comes first, with or without an address: the pointer is none then. */
static void fixed_hardware_test(struct kunit *test)
{
	const struct fixed_hardware *one = test->param_value;
	u8 *at = table_of(test, 2, REVISION_2_LEN);
	struct mmcomm_acpi_uefi_table table;

	at[SPACE] = 0x7f;
	at[SPACE + 1] = one->width;
	at[SPACE + 2] = one->offset;
	put_unaligned_le64(one->address, at + ADDRESS);
	/* Neither a pointer nor the number of an SMI is looked at. */
	put_unaligned_le32(0xffffffff, at + SW_SMI);
	put_checksum(at, REVISION_2_LEN);
	KUNIT_EXPECT_STREQ(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, true, &table) ?: "",
			   one->refusal ?: "");
	if (one->refusal)
		return;
	KUNIT_EXPECT_EQ(test, table.invocation.space, MMCOMM_ACPI_SPACE_FIXED);
	KUNIT_EXPECT_EQ(test, table.invocation.address, one->address);
	KUNIT_EXPECT_EQ(test, table.buffer_pointer, 0);
	KUNIT_EXPECT_EQ(test, table.sw_smi, 0);
}

/* Where fixed hardware means SMC, everything else means what it always means. */
static void other_spaces_with_smc_test(struct kunit *test)
{
	u8 *at = table_of(test, 2, REVISION_2_LEN);
	struct mmcomm_acpi_uefi_table table;

	KUNIT_EXPECT_NULL(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, true, &table));
	KUNIT_EXPECT_EQ(test, table.invocation.space, 0);
	KUNIT_EXPECT_EQ(test, table.buffer_pointer, POINTER_VALUE);
	put_unaligned_le64(REGISTER_VALUE, at + ADDRESS);
	at[SPACE] = 0x7e;
	put_checksum(at, REVISION_2_LEN);
	expect_sentence(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, true, &table),
			other_space);
	/* What stands behind a table of revision 1 is no register. */
	at = table_of(test, 1, REVISION_2_LEN);
	at[SPACE] = 0x7f;
	put_checksum(at, REVISION_2_LEN);
	KUNIT_EXPECT_NULL(test, mmcomm_acpi_uefi_parse(at, REVISION_2_LEN, true, &table));
	KUNIT_EXPECT_EQ(test, table.invocation.space, 0);
}

/* What is to be said of a table that is whole, but ends at @length. */
static const char *short_refusal(u8 revision, u32 length)
{
	if (length < 54)
		return "is too short for an identifier";
	if (length < REVISION_1_LEN)
		return "is too short for the address of a buffer pointer";
	if (revision > 1)
		return "is too short for the invocation register of its revision";
	return NULL;
}

static void short_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table table;
	u8 revision;
	u32 length;

	for (revision = 1; revision <= 2; revision++)
		for (length = 36; length < REVISION_2_LEN; length++)
			KUNIT_EXPECT_STREQ(test,
					   mmcomm_acpi_uefi_parse(table_of(test, revision,
									   length),
								  length, false, &table) ?: "",
					   short_refusal(revision, length) ?: "");
}

/* Tables that are cut: fewer bytes can be read than they say. */
static void cut_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table table;
	u8 whole[REVISION_2_LEN];
	u32 length;
	u8 *at;

	put_table(whole, 2, REVISION_2_LEN);
	put_checksum(whole, REVISION_2_LEN);
	for (length = 1; length < REVISION_2_LEN; length++) {
		at = kunit_kmalloc(test, length, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, at);
		memcpy(at, whole, length);
		expect_sentence(test, mmcomm_acpi_uefi_parse(at, length, false, &table),
				length < 36 ? "is shorter than an ACPI table's header" :
					      "says that it is longer than it is");
	}
	expect_sentence(test, mmcomm_acpi_uefi_parse("", 0, false, &table),
			"is shorter than an ACPI table's header");
}

#define LONGEST		0x10000

/* The length is the firmware's word, and each of its bytes takes time. */
static void long_test(struct kunit *test)
{
	struct mmcomm_acpi_uefi_table table;
	u8 *at = table_of(test, 1, LONGEST);

	KUNIT_EXPECT_NULL(test, mmcomm_acpi_uefi_parse(at, LONGEST, false, &table));
	/* Nothing behind the header is looked at. */
	put_unaligned_le32(LONGEST + 1, at + LENGTH);
	expect_sentence(test, mmcomm_acpi_uefi_parse(at, LONGEST + 1, false, &table),
			"says that it is longer than 64 KiB");
	put_unaligned_le32(U32_MAX, at + LENGTH);
	expect_sentence(test, mmcomm_acpi_uefi_parse(at, U32_MAX, false, &table),
			"says that it is longer than 64 KiB");
}

static struct kunit_case acpi_uefi_table_cases[] = {
	KUNIT_CASE(revision_1_test),
	KUNIT_CASE(revision_2_pointer_test),
	KUNIT_CASE(invocation_test),
	KUNIT_CASE(revision_1_longer_test),
	KUNIT_CASE(later_revision_test),
	KUNIT_CASE_PARAM(change_test, change_gen_params),
	KUNIT_CASE(spaces_test),
	KUNIT_CASE_PARAM(fixed_hardware_test, fixed_hardware_gen_params),
	KUNIT_CASE(other_spaces_with_smc_test),
	KUNIT_CASE(short_test),
	KUNIT_CASE(cut_test),
	KUNIT_CASE(long_test),
	{}
};

static struct kunit_suite acpi_uefi_table_suite = {
	.name = "acpi_uefi_table",
	.test_cases = acpi_uefi_table_cases,
};

kunit_test_suite(acpi_uefi_table_suite);
