// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/executor_acpi_uefi.c: a pointer without any mark of MM's, and
 * registers of each kind that MM answers in.
 */
#include <kunit/test.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "executor_acpi_uefi.h"

#define ADDRESS		0x7e000000ULL
#define OTHER		0x7d000000ULL
#define PORT		0x510

static __le64 cell;
static u32 port_value;
static u16 port_used;
static struct mmcomm_acpi_uefi_context context;
static struct mmcomm_transfer transfer;
static const struct mmcomm_executor_ops *const by_pointer = &mmcomm_executor_acpi_uefi;
static const struct mmcomm_executor_ops *const by_register = &mmcomm_executor_acpi_register;

static void write32(u16 port, u32 value)
{
	port_used = port;
	port_value = value;
}

static u32 read32(u16 port)
{
	port_used = port;
	return port_value;
}

static const struct mmcomm_port_ops ports = { .write32 = write32, .read32 = read32 };

static int acpi_uefi_init(struct kunit *test)
{
	cell = 0;
	port_value = 0;
	port_used = 0;
	context = (struct mmcomm_acpi_uefi_context) {
		.pointer = &cell,
		.invocation_virt = &cell,
		.ports = &ports,
	};
	transfer = (struct mmcomm_transfer) {
		.address = ADDRESS,
		.buffer_len = 0x10000,
		.total_len = 124,
	};
	return 0;
}

static void pointer_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, by_pointer->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), ADDRESS);
	by_pointer->collect(&context, &transfer);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), 0);
	/* MM tells neither status nor size. */
	KUNIT_EXPECT_FALSE(test, transfer.status_valid);
	KUNIT_EXPECT_EQ(test, transfer.returned_len, 124);

	KUNIT_EXPECT_EQ(test, by_pointer->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, by_pointer->disarm(&context, &transfer),
			MMCOMM_DISARMED_UNKNOWN);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), 0);
}

/* Firmware never clears the pointer: what is in it is no message that waits. */
static void pointer_left_test(struct kunit *test)
{
	cell = cpu_to_le64(OTHER);
	KUNIT_EXPECT_EQ(test, by_pointer->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), ADDRESS);
	by_pointer->collect(&context, &transfer);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), OTHER);

	KUNIT_EXPECT_EQ(test, by_pointer->arm(&context, &transfer), 0);
	by_pointer->disarm(&context, &transfer);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), OTHER);
}

/* What MM wrote there itself is not ours to overwrite. */
static void pointer_written_test(struct kunit *test)
{
	cell = cpu_to_le64(OTHER);
	KUNIT_EXPECT_EQ(test, by_pointer->arm(&context, &transfer), 0);
	cell = 0;
	by_pointer->collect(&context, &transfer);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), 0);
	KUNIT_EXPECT_EQ(test, by_pointer->arm(&context, &transfer), 0);
	cell = cpu_to_le64(OTHER + 1);
	by_pointer->disarm(&context, &transfer);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(cell), OTHER + 1);
}

/**
 * struct kind - a kind of invocation register
 * @name: of the test
 * @space: MMCOMM_ACPI_SPACE_*
 * @width: in bits
 */
struct kind {
	const char *name;
	u8 space;
	u8 width;
};

static const struct kind kinds[] = {
	{ "memory, 64 bits", MMCOMM_ACPI_SPACE_MEMORY, 64 },
	{ "memory, 32 bits", MMCOMM_ACPI_SPACE_MEMORY, 32 },
	{ "port, 32 bits", MMCOMM_ACPI_SPACE_IO, 32 },
};

static void kind_desc(const struct kind *kind, char *desc)
{
	strscpy(desc, kind->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(kind, kinds, kind_desc);

static void use(const struct kind *kind)
{
	context.invocation = (struct mmcomm_acpi_register) {
		.space = kind->space,
		.bit_width = kind->width,
		.address = kind->space == MMCOMM_ACPI_SPACE_IO ? PORT : OTHER,
	};
}

static u64 held(const struct kind *kind)
{
	return kind->space == MMCOMM_ACPI_SPACE_IO ? port_value : le64_to_cpu(cell);
}

static void put(const struct kind *kind, u64 value)
{
	if (kind->space == MMCOMM_ACPI_SPACE_IO)
		port_value = value;
	else if (kind->width == 32)
		cell = cpu_to_le64((le64_to_cpu(cell) & ~(u64)U32_MAX) | (u32)value);
	else
		cell = cpu_to_le64(value);
}

/* Writing the register is what invokes MM: nothing is written before or after. */
static void register_test(struct kunit *test)
{
	const struct kind *kind = test->param_value;
	u64 behind = kind->width == 32 && kind->space == MMCOMM_ACPI_SPACE_MEMORY ?
		     0x1234567800000000ULL : 0;

	use(kind);
	cell = cpu_to_le64(behind);
	KUNIT_EXPECT_EQ(test, by_register->arm(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, held(kind), behind);
	KUNIT_EXPECT_EQ(test, by_register->raise(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, held(kind), behind | ADDRESS);
	KUNIT_EXPECT_FALSE(test, by_register->done(&context, &transfer));
	KUNIT_EXPECT_EQ(test, by_register->disarm(&context, &transfer),
			MMCOMM_DISARMED_TAKEN);
	KUNIT_EXPECT_EQ(test, held(kind), behind | ADDRESS);

	put(kind, 0);
	KUNIT_EXPECT_TRUE(test, by_register->done(&context, &transfer));
	by_register->collect(&context, &transfer);
	KUNIT_EXPECT_EQ(test, held(kind), behind);
	KUNIT_EXPECT_EQ(test, port_used, kind->space == MMCOMM_ACPI_SPACE_IO ? PORT : 0);
	KUNIT_EXPECT_TRUE(test, transfer.status_valid);
	KUNIT_EXPECT_EQ(test, transfer.mm_status, 0);
	KUNIT_EXPECT_EQ(test, transfer.returned_len, 124);
}

/* MM answers as wide as the register is. */
static void status_test(struct kunit *test)
{
	static const u64 statuses[] = {
		0, 1, 4, 0xffff, 0x8000000000000001ULL, 0x800000000000000eULL,
		0x800000000000000fULL, 0x4000000000000001ULL, 0xc000000000000002ULL,
	};
	const struct kind *kind = test->param_value;
	u32 i;

	use(kind);
	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		u64 raw = kind->width == 64 ? statuses[i] :
			  (u32)statuses[i] | (u32)(statuses[i] >> 32);

		KUNIT_ASSERT_EQ(test, by_register->raise(&context, &transfer), 0);
		put(kind, raw);
		KUNIT_EXPECT_TRUE(test, by_register->done(&context, &transfer));
		by_register->collect(&context, &transfer);
		KUNIT_EXPECT_EQ(test, transfer.raw_status, raw);
		KUNIT_EXPECT_EQ(test, transfer.mm_status, statuses[i]);
	}
}

/* What no MM answers: a register that is not there, or one that is half written. */
static void stray_test(struct kunit *test)
{
	static const u64 strays[] = {
		U64_MAX, ADDRESS + 1, ADDRESS | BIT_ULL(63), ADDRESS & ~0xff000000ULL,
		OTHER, 0x10000, BIT_ULL(31) | 0x10000, BIT_ULL(29),
	};
	const struct kind *kind = test->param_value;
	u32 i;

	use(kind);
	for (i = 0; i < ARRAY_SIZE(strays); i++) {
		u64 stray = kind->width == 64 ? strays[i] : (u32)strays[i];

		/* Half an address of nothing is SUCCESS. */
		if (!stray || stray == ADDRESS)
			continue;
		KUNIT_ASSERT_EQ(test, by_register->raise(&context, &transfer), 0);
		put(kind, stray);
		KUNIT_EXPECT_FALSE_MSG(test, by_register->done(&context, &transfer),
				       "0x%llx", stray);
		/* Somebody wrote it, and may write the buffer, too. */
		KUNIT_EXPECT_EQ(test, by_register->disarm(&context, &transfer),
				MMCOMM_DISARMED_TAKEN);
		KUNIT_EXPECT_EQ(test, (u32)held(kind), (u32)stray);
	}
}

/* Half an address would invoke MM with somebody else's memory. */
static void far_buffer_test(struct kunit *test)
{
	const struct kind *kind = test->param_value;

	use(kind);
	transfer.address = 0x100000000ULL;
	KUNIT_EXPECT_EQ(test, by_register->raise(&context, &transfer),
			kind->width == 64 ? 0 : -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, held(kind), kind->width == 64 ? 0x100000000ULL : 0);
	transfer.address = 0xfffff000;
	KUNIT_EXPECT_EQ(test, by_register->raise(&context, &transfer), 0);
	KUNIT_EXPECT_EQ(test, held(kind), 0xfffff000);
}

/**
 * struct form - a register that a table names
 * @name: of the test
 * @invocation: the register
 * @good: whether messages can be sent through it
 */
struct form {
	const char *name;
	struct mmcomm_acpi_register invocation;
	bool good;
};

#define MEMORY	MMCOMM_ACPI_SPACE_MEMORY
#define IO	MMCOMM_ACPI_SPACE_IO

static const struct form forms[] = {
	{ "memory, 64 bits", { MEMORY, 64, 0, 0, 0x7e000000 }, true },
	{ "memory, 64 bits at once", { MEMORY, 64, 0, 4, 0x7e000008 }, true },
	{ "memory, 32 bits", { MEMORY, 32, 0, 0, 0x7e000000 }, true },
	{ "memory, 32 bits at once", { MEMORY, 32, 0, 3, 0x7e000004 }, true },
	{ "port", { IO, 32, 0, 0, 0x510 }, true },
	{ "last port", { IO, 32, 0, 3, 0xfffc }, true },
	{ "memory, 64 bits in halves", { MEMORY, 64, 0, 3, 0x7e000000 } },
	{ "memory, 32 bits in bytes", { MEMORY, 32, 0, 1, 0x7e000000 } },
	{ "memory, 32 bits of 64", { MEMORY, 32, 0, 4, 0x7e000000 } },
	{ "unknown access size", { MEMORY, 64, 0, 5, 0x7e000000 } },
	{ "port of 64 bits", { IO, 64, 0, 0, 0x510 } },
	{ "port of 16 bits", { IO, 16, 0, 0, 0x510 } },
	{ "no width", { MEMORY, 0, 0, 0, 0x7e000000 } },
	{ "a byte", { MEMORY, 8, 0, 0, 0x7e000000 } },
	{ "16 bits", { MEMORY, 16, 0, 2, 0x7e000000 } },
	{ "48 bits", { MEMORY, 48, 0, 0, 0x7e000000 } },
	{ "255 bits", { MEMORY, 255, 0, 0, 0x7e000000 } },
	{ "shifted", { MEMORY, 32, 1, 0, 0x7e000000 } },
	{ "64 bits, not aligned", { MEMORY, 64, 0, 0, 0x7e000004 } },
	{ "32 bits, not aligned", { MEMORY, 32, 0, 0, 0x7e000002 } },
	{ "port, not aligned", { IO, 32, 0, 0, 0x511 } },
	{ "behind the last port", { IO, 32, 0, 0, 0x10000 } },
	{ "far behind the last port", { IO, 32, 0, 0, 0x7e000000 } },
};

static void form_desc(const struct form *form, char *desc)
{
	strscpy(desc, form->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(form, forms, form_desc);

static void form_test(struct kunit *test)
{
	const struct form *form = test->param_value;
	const char *refusal = mmcomm_acpi_register_refusal(&form->invocation);

	if (form->good)
		KUNIT_EXPECT_NULL_MSG(test, refusal, "%s", refusal);
	else
		KUNIT_EXPECT_NOT_NULL(test, refusal);
}

static void ops_test(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, by_pointer->name, "acpi_uefi");
	KUNIT_EXPECT_STREQ(test, by_register->name, "acpi_uefi");
	KUNIT_EXPECT_EQ(test, by_pointer->preferred_header, MMCOMM_HEADER_V1);
	KUNIT_EXPECT_EQ(test, by_register->preferred_header, MMCOMM_HEADER_V1);
	/* One has no mark, and its MMI is raised by port; the other has its own. */
	KUNIT_EXPECT_NULL(test, by_pointer->done);
	KUNIT_EXPECT_NULL(test, by_pointer->raise);
	KUNIT_EXPECT_FALSE(test, by_pointer->simulated);
	KUNIT_EXPECT_FALSE(test, by_register->simulated);
}

static struct kunit_case acpi_uefi_cases[] = {
	KUNIT_CASE(pointer_test),
	KUNIT_CASE(pointer_left_test),
	KUNIT_CASE(pointer_written_test),
	KUNIT_CASE_PARAM(register_test, kind_gen_params),
	KUNIT_CASE_PARAM(status_test, kind_gen_params),
	KUNIT_CASE_PARAM(stray_test, kind_gen_params),
	KUNIT_CASE_PARAM(far_buffer_test, kind_gen_params),
	KUNIT_CASE_PARAM(form_test, form_gen_params),
	KUNIT_CASE(ops_test),
	{}
};

static struct kunit_suite acpi_uefi_suite = {
	.name = "executor_acpi_uefi",
	.init = acpi_uefi_init,
	.test_cases = acpi_uefi_cases,
};

kunit_test_suite(acpi_uefi_suite);
