// SPDX-License-Identifier: GPL-2.0
/*
 * A suite that goes wrong in the way the parameter names, so that tests/kunit/run
 * can prove, each time, that it would notice.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static char *fault = "none";
module_param(fault, charp, 0444);
MODULE_PARM_DESC(fault, "none, fail, parameter, skip, crash, hang, warn, overrun, shift, order, sleep, leak");

static DEFINE_MUTEX(lock_a);
static DEFINE_MUTEX(lock_b);
static DEFINE_SPINLOCK(spinning);
static void *leaked;

static bool fault_is(const char *name)
{
	return !strcmp(fault, name);
}

/* An address left on some stack hides one object, but not all of them. */
static void lose_memory(void)
{
	int i;

	for (i = 0; i < 16; i++)
		WRITE_ONCE(leaked, kmalloc(24, GFP_KERNEL));
	WRITE_ONCE(leaked, NULL);
}

static void lock_in_both_orders(void)
{
	mutex_lock(&lock_a);
	mutex_lock(&lock_b);
	mutex_unlock(&lock_b);
	mutex_unlock(&lock_a);

	mutex_lock(&lock_b);
	mutex_lock(&lock_a);
	mutex_unlock(&lock_a);
	mutex_unlock(&lock_b);
}

static void write_behind_end(struct kunit *test)
{
	size_t len = 24;
	char *memory = kunit_kmalloc(test, len, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, memory);
	OPTIMIZER_HIDE_VAR(len);
	memory[len] = 1;
}

static void shift_too_far(void)
{
	int bits = 40;
	int value = 1;

	OPTIMIZER_HIDE_VAR(bits);
	value <<= bits;
	OPTIMIZER_HIDE_VAR(value);
}

static void fault_test(struct kunit *test)
{
	if (fault_is("fail"))
		KUNIT_FAIL(test, "a failing expectation, on purpose");
	if (fault_is("skip"))
		kunit_skip(test, "on purpose");
	if (fault_is("crash"))
		WRITE_ONCE(*(int *)8, 0);
	while (fault_is("hang"))
		cpu_relax();
	if (fault_is("warn"))
		WARN(1, "on purpose");
	if (fault_is("overrun"))
		write_behind_end(test);
	if (fault_is("shift"))
		shift_too_far();
	if (fault_is("order"))
		lock_in_both_orders();
	if (fault_is("sleep")) {
		spin_lock(&spinning);
		msleep(20);
		spin_unlock(&spinning);
	}
	if (fault_is("leak"))
		lose_memory();
}

static const int parameters[] = { 0, 1, 2 };
KUNIT_ARRAY_PARAM(parameter, parameters, NULL);

static void parameter_test(struct kunit *test)
{
	if (fault_is("parameter"))
		KUNIT_EXPECT_NE(test, *(const int *)test->param_value, 1);
}

static struct kunit_case fault_cases[] = {
	KUNIT_CASE(fault_test),
	KUNIT_CASE_PARAM(parameter_test, parameter_gen_params),
	{}
};

static struct kunit_suite fault_suite = {
	.name = "faults",
	.test_cases = fault_cases,
};

kunit_test_suite(fault_suite);

MODULE_DESCRIPTION("Faults that the KUnit runner has to notice");
MODULE_LICENSE("GPL");
