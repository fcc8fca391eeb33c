// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/sw_mmi.c, with ports that write down what was done to them.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "sw_mmi.h"

#define CMD_PORT	0xb2
#define DATA_PORT	0xb3

/* What happened, as text: "w b3 5a, w b2 10, r b2, " */
static char history[256];
static u8 data_port_value;
static u64 counter;
static bool counter_works;

static void note(const char *format, ...) __printf(1, 2);

static void note(const char *format, ...)
{
	size_t len = strlen(history);
	va_list args;

	va_start(args, format);
	vsnprintf(history + len, sizeof(history) - len, format, args);
	va_end(args);
}

static void mock_write(u16 port, u8 value)
{
	note("w %x %02x, ", port, value);
}

static u8 mock_read(u16 port)
{
	note("r %x, ", port);
	return port == DATA_PORT ? data_port_value : 0xee;
}

static bool mock_count(u64 *count)
{
	*count = counter;
	return counter_works;
}

static void mock_delay_us(unsigned int us)
{
}

static const struct mmcomm_port_ops mock_ports = {
	.write = mock_write,
	.read = mock_read,
	.count = mock_count,
	.delay_us = mock_delay_us,
};

static struct mmcomm_sw_mmi mmi;

static int sw_mmi_init(struct kunit *test)
{
	history[0] = 0;
	data_port_value = 0;
	counter = 0;
	counter_works = false;
	mmi = (struct mmcomm_sw_mmi) {
		.ports = &mock_ports,
		.cmd = { .type = MMCOMM_MMI_PORT_SMI, .smi = CMD_PORT },
		.data = { .type = MMCOMM_MMI_PORT_SMI, .smi = DATA_PORT },
	};
	return 0;
}

/* The data has to be there when the command raises the MMI. */
static void data_before_command_test(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_raise(&mmi, 0x10, 0x5a), 0);
	KUNIT_EXPECT_STREQ(test, history, "w b3 5a, w b2 10, r b2, ");
	KUNIT_EXPECT_EQ(test, mmi.raised, 1);
}

static void no_data_port_test(struct kunit *test)
{
	mmi.data.type = MMCOMM_MMI_PORT_NONE;
	KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_raise(&mmi, 0, 0x5a), 0);
	KUNIT_EXPECT_STREQ(test, history, "w b2 00, r b2, ");
}

static void counts_raised_test(struct kunit *test)
{
	int i;

	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_raise(&mmi, i, 0), 0);
	KUNIT_EXPECT_EQ(test, mmi.raised, 3);
}

static void reserved_test(struct kunit *test)
{
	static const u8 fadt[] = { 2, 3, 0x42, 0x80, 0xff };
	unsigned int command;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fadt); i++)
		mmcomm_sw_mmi_reserve_command(&mmi, fadt[i]);
	for (command = 0; command <= 0xff; command++) {
		bool reserved = memchr(fadt, command, sizeof(fadt));

		history[0] = 0;
		KUNIT_EXPECT_EQ_MSG(test, reserved,
				    mmcomm_sw_mmi_command_reserved(&mmi, command),
				    "command 0x%02x", command);
		KUNIT_EXPECT_EQ_MSG(test, mmcomm_sw_mmi_raise(&mmi, command, 0),
				    reserved ? -EINVAL : 0, "command 0x%02x", command);
		KUNIT_EXPECT_EQ_MSG(test, reserved, !history[0],
				    "command 0x%02x: %s", command, history);
	}
	KUNIT_EXPECT_EQ(test, mmi.raised, 0x100 - ARRAY_SIZE(fadt));
	/* Not a byte, and so not one of the bytes that are reserved. */
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_command_reserved(&mmi, 0x102));
}

/* A field of the FADT that is 0 says nothing about command 0. */
static void undefined_command_test(struct kunit *test)
{
	mmcomm_sw_mmi_reserve_command(&mmi, 0);
	KUNIT_EXPECT_EQ(test, mmi.reserved_count, 0);
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_command_reserved(&mmi, 0));
	KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_raise(&mmi, 0, 0), 0);
}

static void reserve_full_test(struct kunit *test)
{
	u8 command;

	for (command = 1; command <= MMCOMM_MAX_RESERVED_COMMANDS + 2; command++)
		mmcomm_sw_mmi_reserve_command(&mmi, command);
	KUNIT_EXPECT_EQ(test, mmi.reserved_count, MMCOMM_MAX_RESERVED_COMMANDS);
	KUNIT_EXPECT_EQ(test, mmi.raised, 0);
	/* The first five are kept. */
	KUNIT_EXPECT_TRUE(test, mmcomm_sw_mmi_command_reserved(&mmi, command - 3));
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_command_reserved(&mmi, command - 2));
}

struct way {
	const char *name;
	const struct mmcomm_port_ops *ports;
	enum mmcomm_mmi_port_type type;
	bool available;
};

static const struct way ways[] = {
	{ "ports", &mock_ports, MMCOMM_MMI_PORT_SMI, true },
	{ "no port found", &mock_ports, MMCOMM_MMI_PORT_NONE, false },
	{ "secure monitor call", &mock_ports, MMCOMM_MMI_PORT_SMC, false },
	{ "no way to reach ports", NULL, MMCOMM_MMI_PORT_SMI, false },
};

static void way_desc(const struct way *way, char *desc)
{
	strscpy(desc, way->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(way, ways, way_desc);

static void available_test(struct kunit *test)
{
	const struct way *way = test->param_value;

	mmi.ports = way->ports;
	mmi.cmd.type = way->type;
	KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_available(&mmi), way->available);
	KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_raise(&mmi, 0, 0),
			way->available ? 0 : -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, mmi.raised, way->available);
	KUNIT_EXPECT_EQ(test, !!history[0], way->available);
}

static void count_test(struct kunit *test)
{
	u64 count;

	counter = 0x100000001ULL;
	counter_works = true;
	KUNIT_EXPECT_TRUE(test, mmcomm_sw_mmi_count(&mmi, &count));
	KUNIT_EXPECT_EQ(test, count, counter);
	KUNIT_EXPECT_STREQ(test, history, "");
}

static void no_counter_test(struct kunit *test)
{
	static const struct mmcomm_port_ops no_counter = {
		.write = mock_write,
		.read = mock_read,
		.delay_us = mock_delay_us,
	};
	u64 count = 7;

	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_count(&mmi, &count));

	mmi.ports = &no_counter;
	count = 7;
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_count(&mmi, &count));
	KUNIT_EXPECT_EQ(test, count, 0);

	mmi.ports = NULL;
	count = 7;
	KUNIT_EXPECT_FALSE(test, mmcomm_sw_mmi_count(&mmi, &count));
	KUNIT_EXPECT_EQ(test, count, 0);
}

static void data_port_test(struct kunit *test)
{
	data_port_value = 0x77;
	KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_save_data(&mmi), 0x77);
	mmcomm_sw_mmi_restore_data(&mmi, 0x77);
	KUNIT_EXPECT_STREQ(test, history, "r b3, w b3 77, ");

	history[0] = 0;
	mmi.data.type = MMCOMM_MMI_PORT_NONE;
	KUNIT_EXPECT_EQ(test, mmcomm_sw_mmi_save_data(&mmi), 0);
	mmcomm_sw_mmi_restore_data(&mmi, 0x77);
	KUNIT_EXPECT_STREQ(test, history, "");
}

static struct kunit_case sw_mmi_cases[] = {
	KUNIT_CASE(data_before_command_test),
	KUNIT_CASE(no_data_port_test),
	KUNIT_CASE(counts_raised_test),
	KUNIT_CASE(reserved_test),
	KUNIT_CASE(undefined_command_test),
	KUNIT_CASE(reserve_full_test),
	KUNIT_CASE_PARAM(available_test, way_gen_params),
	KUNIT_CASE(count_test),
	KUNIT_CASE(no_counter_test),
	KUNIT_CASE(data_port_test),
	{}
};

static struct kunit_suite sw_mmi_suite = {
	.name = "sw_mmi",
	.init = sw_mmi_init,
	.test_cases = sw_mmi_cases,
};

kunit_test_suite(sw_mmi_suite);
