// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/config.c: what is taken of the module parameters, and what not.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "config.h"

struct text {
	const char *text;
	int error;
	u32 count;
	struct mmcomm_range ranges[3];
};

static const struct text texts[] = {
	{ "", 0, 0 },
	{ "0x1000:0x1000", 0, 1, { { 0x1000, 0x1000 } } },
	{ "4096:8192", 0, 1, { { 0x1000, 0x2000 } } },
	{ "0xfedcba9876543000:0x10000", 0, 1, { { 0xfedcba9876543000ULL, 0x10000 } } },
	{ "0x7e000:0x1000,0x7f000:0x1000", 0, 2,
	  { { 0x7e000, 0x1000 }, { 0x7f000, 0x1000 } } },
	{ "0x7f000:0x1000,0x1000:0x1000,0x7e000:0x1000", 0, 3,
	  { { 0x7f000, 0x1000 }, { 0x1000, 0x1000 }, { 0x7e000, 0x1000 } } },
	{ "0x1000", -EINVAL },
	{ "0x1000:", -EINVAL },
	{ ":0x1000", -EINVAL },
	{ "0x1000:0x1000,", -EINVAL },
	{ ",0x1000:0x1000", -EINVAL },
	{ "0x1000:0x1000:0x1000", -EINVAL },
	{ "0x1000-0x2000", -EINVAL },
	{ "page:0x1000", -EINVAL },
	{ "0x1000:page", -EINVAL },
	{ "-4096:0x1000", -EINVAL },
	{ " 0x1000:0x1000", -EINVAL },
	{ "0:0x1000", -EINVAL },
	{ "0x1000:0", -EINVAL },
	{ "0x1001:0x1000", -EINVAL },
	{ "0x1000:0x1001", -EINVAL },
	{ "0x1000:0x800", -EINVAL },
	{ "0xfffffffffffff000:0x2000", -EOVERFLOW },
	{ "0x10000000000000000:0x1000", -EINVAL },
	{ "0x1000:0x1000,0x1000:0x1000", -EINVAL },
	{ "0x1000:0x2000,0x2000:0x1000", -EINVAL },
	{ "0x2000:0x1000,0x1000:0x2000", -EINVAL },
	{ "0x1000:0x8000,0x3000:0x1000", -EINVAL },
	{ "0x3000:0x1000,0x5000:0x1000,0x1000:0x8000", -EINVAL },
};

static void text_desc(const struct text *text, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "'%s'", text->text);
}

KUNIT_ARRAY_PARAM(text, texts, text_desc);

static void parse_buffers_test(struct kunit *test)
{
	const struct text *text = test->param_value;
	struct mmcomm_config config = { .comm_buffer_count = 9 };
	u32 i;

	KUNIT_EXPECT_EQ(test, mmcomm_config_parse_buffers(&config, text->text),
			text->error);
	if (text->error)
		return;
	KUNIT_ASSERT_EQ(test, config.comm_buffer_count, text->count);
	for (i = 0; i < text->count; i++) {
		KUNIT_EXPECT_EQ(test, config.comm_buffers[i].start,
				text->ranges[i].start);
		KUNIT_EXPECT_EQ(test, config.comm_buffers[i].length,
				text->ranges[i].length);
	}
}

static void parse_nothing_test(struct kunit *test)
{
	struct mmcomm_config config = { .comm_buffer_count = 9 };

	KUNIT_EXPECT_EQ(test, mmcomm_config_parse_buffers(&config, NULL), 0);
	KUNIT_EXPECT_EQ(test, config.comm_buffer_count, 0);
}

static void parse_many_buffers_test(struct kunit *test)
{
	struct mmcomm_config config = {};
	char *text = kunit_kzalloc(test, 1024, GFP_KERNEL);
	size_t len = 0;
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, text);
	for (i = 0; i < MMCOMM_MAX_BUFFERS; i++)
		len += snprintf(text + len, 1024 - len, "%s0x%x:0x1000",
				i ? "," : "", 0x1000 * (i + 1));
	KUNIT_EXPECT_EQ(test, mmcomm_config_parse_buffers(&config, text), 0);
	KUNIT_EXPECT_EQ(test, config.comm_buffer_count, MMCOMM_MAX_BUFFERS);

	snprintf(text + len, 1024 - len, ",0x%x:0x1000", 0x1000 * (i + 1));
	KUNIT_EXPECT_EQ(test, mmcomm_config_parse_buffers(&config, text), -E2BIG);
}

struct setting {
	const char *name;
	u32 command;
	u32 buffers;
	u32 timeout_ms;
	u32 updatable_buffer_id;
	/* What the refusal has to name; NULL where there is none. */
	const char *parameter;
};

static const struct setting settings[] = {
	{ "defaults", 0, 1, 100, 0, NULL },
	{ "highest", 0xff, 16, 1000, 15, NULL },
	{ "lowest", 0, 1, 1, 0, NULL },
	{ "command above a byte", 0x100, 1, 100, 0, "command=" },
	{ "command far above", U32_MAX, 1, 100, 0, "command=" },
	{ "no buffer", 0, 0, 100, 0, "buffers=" },
	{ "too many buffers", 0, 17, 100, 0, "buffers=" },
	{ "no time", 0, 1, 0, 0, "timeout_ms=" },
	{ "too long", 0, 1, 1001, 0, "timeout_ms=" },
	{ "no such buffer", 0, 1, 100, 16, "updatable_buffer_id=" },
};

static void setting_desc(const struct setting *setting, char *desc)
{
	strscpy(desc, setting->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(setting, settings, setting_desc);

static void refusal_test(struct kunit *test)
{
	const struct setting *setting = test->param_value;
	struct mmcomm_config config = {
		.command = setting->command,
		.buffers = setting->buffers,
		.timeout_ms = setting->timeout_ms,
		.updatable_buffer_id = setting->updatable_buffer_id,
	};
	const char *refusal = mmcomm_config_refusal(&config);

	if (!setting->parameter) {
		KUNIT_EXPECT_NULL(test, refusal);
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, refusal);
	KUNIT_EXPECT_EQ_MSG(test, strncmp(refusal, setting->parameter,
					  strlen(setting->parameter)), 0,
			    "%s", refusal);
}

/* An address is that of the traditional mailbox. */
static void mailbox_and_executor_test(struct kunit *test)
{
	struct mmcomm_config config = { .buffers = 1, .timeout_ms = 1, .mailbox = 0x1000 };

	KUNIT_EXPECT_NULL(test, mmcomm_config_refusal(&config));
	config.executor = "smmc";
	KUNIT_EXPECT_NULL(test, mmcomm_config_refusal(&config));
	config.executor = "another";
	KUNIT_EXPECT_NULL(test, mmcomm_config_refusal(&config));
	config.executor = "acpi_uefi";
	KUNIT_EXPECT_STREQ(test, mmcomm_config_refusal(&config),
			   "mailbox= is the traditional mailbox, executor= names another");
	config.executor = "status_block";
	KUNIT_EXPECT_NOT_NULL(test, mmcomm_config_refusal(&config));
	config.mailbox = 0;
	KUNIT_EXPECT_NULL(test, mmcomm_config_refusal(&config));
}

static struct kunit_case config_cases[] = {
	KUNIT_CASE_PARAM(parse_buffers_test, text_gen_params),
	KUNIT_CASE(parse_nothing_test),
	KUNIT_CASE(parse_many_buffers_test),
	KUNIT_CASE_PARAM(refusal_test, setting_gen_params),
	KUNIT_CASE(mailbox_and_executor_test),
	{}
};

static struct kunit_suite config_suite = {
	.name = "config",
	.test_cases = config_cases,
};

kunit_test_suite(config_suite);
