// SPDX-License-Identifier: GPL-2.0
/*
 * drivers/mmcomm/platform.c: which platform hook is asked, and what its word
 * counts for.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "platform.h"

static struct list_head controls;
static char history[64];
static const struct mmcomm_acpi_base *seen_base;

static void note(const char *what)
{
	strlcat(history, what, sizeof(history));
}

static bool first_matches(void)
{
	note("first? ");
	return true;
}

static bool second_matches(void)
{
	note("second? ");
	return true;
}

static bool never_matches(void)
{
	note("never? ");
	return false;
}

static int vouch(const struct mmcomm_acpi_base *acpi_base,
		 struct mmcomm_platform_report *report)
{
	note("asked ");
	seen_base = acpi_base;
	strscpy(report->reason, "all set", sizeof(report->reason));
	return 0;
}

static int forbid(const struct mmcomm_acpi_base *acpi_base,
		  struct mmcomm_platform_report *report)
{
	note("refuses ");
	strscpy(report->reason, "not locked", sizeof(report->reason));
	return -EPERM;
}

static struct mmcomm_platform_control first = {
	.name = "first", .owner = THIS_MODULE, .matches = first_matches, .init = vouch,
};

static struct mmcomm_platform_control second = {
	.name = "second", .owner = THIS_MODULE, .matches = second_matches, .init = forbid,
};

static struct mmcomm_platform_control never = {
	.name = "never", .owner = THIS_MODULE, .matches = never_matches, .init = vouch,
};

static const struct mmcomm_acpi_base base = {
	.type = MMCOMM_ACPI_BASE_IO, .io = 0x600,
};

static struct mmcomm_platform_verdict verdict;

static void ask(void)
{
	history[0] = 0;
	memset(&verdict, 0xff, sizeof(verdict));
	mmcomm_platform_ask(&controls, &base, &verdict);
}

static int platform_init(struct kunit *test)
{
	INIT_LIST_HEAD(&controls);
	seen_base = NULL;
	return 0;
}

static void nobody_test(struct kunit *test)
{
	ask();
	KUNIT_EXPECT_NULL(test, verdict.control);
	KUNIT_EXPECT_FALSE(test, verdict.forbidden);
	KUNIT_EXPECT_STREQ(test, verdict.report.reason, "");
}

static void no_match_test(struct kunit *test)
{
	list_add_tail(&never.list, &controls);
	ask();
	KUNIT_EXPECT_NULL(test, verdict.control);
	KUNIT_EXPECT_FALSE(test, verdict.forbidden);
	KUNIT_EXPECT_STREQ(test, history, "never? ");
}

/* The first that matches is asked, and nobody behind it. */
static void first_match_test(struct kunit *test)
{
	list_add_tail(&never.list, &controls);
	list_add_tail(&first.list, &controls);
	list_add_tail(&second.list, &controls);
	ask();
	KUNIT_EXPECT_PTR_EQ(test, verdict.control,
			    (const struct mmcomm_platform_control *)&first);
	KUNIT_EXPECT_FALSE(test, verdict.forbidden);
	KUNIT_EXPECT_STREQ(test, verdict.report.reason, "all set");
	KUNIT_EXPECT_STREQ(test, history, "never? first? asked ");
	KUNIT_EXPECT_PTR_EQ(test, seen_base, &base);
}

/* One that forbids is not talked over by the next one. */
static void forbidden_test(struct kunit *test)
{
	list_add_tail(&second.list, &controls);
	list_add_tail(&first.list, &controls);
	ask();
	KUNIT_EXPECT_PTR_EQ(test, verdict.control,
			    (const struct mmcomm_platform_control *)&second);
	KUNIT_EXPECT_TRUE(test, verdict.forbidden);
	KUNIT_EXPECT_STREQ(test, verdict.report.reason, "not locked");
	KUNIT_EXPECT_STREQ(test, history, "second? refuses ");
}

/* A hook whose module is being unloaded is not called any more. */
static void leaving_test(struct kunit *test)
{
	static struct module leaving = { .state = MODULE_STATE_GOING };
	struct mmcomm_platform_control control = first;

	control.owner = &leaving;
	list_add_tail(&control.list, &controls);
	list_add_tail(&second.list, &controls);
	ask();
	KUNIT_EXPECT_PTR_EQ(test, verdict.control,
			    (const struct mmcomm_platform_control *)&second);
	KUNIT_EXPECT_STREQ(test, history, "second? refuses ");
}

static struct kunit_case platform_cases[] = {
	KUNIT_CASE(nobody_test),
	KUNIT_CASE(no_match_test),
	KUNIT_CASE(first_match_test),
	KUNIT_CASE(forbidden_test),
	KUNIT_CASE(leaving_test),
	{}
};

static struct kunit_suite platform_suite = {
	.name = "platform",
	.init = platform_init,
	.test_cases = platform_cases,
};

kunit_test_suite(platform_suite);
