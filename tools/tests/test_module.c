// SPDX-License-Identifier: GPL-2.0
/*
 * Why a module did not load or unload: the next step for each cause.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kernel_log.h"
#include "module.h"
#include "test.h"

static struct module_failure failure;
static char problem[512], way_out[512];

static void explain(bool unload, int error)
{
	failure.error = error;
	module_explain(&failure, unload, problem, sizeof(problem), way_out, sizeof(way_out));
}

static void has(const char *text, const char *expected)
{
	if (!strstr(text, expected))
		fail_msg("'%s' is not in '%s'", expected, text);
}

static int set_up(void **state)
{
	(void)state;
	memset(&failure, 0, sizeof(failure));
	strcpy(failure.target, "mmcomm");
	strcpy(failure.name, "mmcomm");
	strcpy(failure.release, "6.12.9-amd64");
	strcpy(failure.vermagic, "6.12.9-amd64 SMP preempt mod_unload modversions ");
	failure.root = true;
	return 0;
}

static void key_was_rejected(void **state)
{
	(void)state;
	explain(false, EKEYREJECTED);
	has(problem, "key");
	has(way_out, "mokutil --import");
}

static void permission_has_four_causes(void **state)
{
	(void)state;
	explain(false, EPERM);
	has(way_out, "CAP_SYS_MODULE");
	strcpy(failure.lockdown, "none");
	explain(false, EPERM);
	has(way_out, "CAP_SYS_MODULE");
	strcpy(failure.lockdown, "integrity");
	explain(false, EPERM);
	has(problem, "lockdown (integrity)");
	has(way_out, "Secure Boot");
	failure.modules_disabled = true;
	explain(false, EPERM);
	has(problem, "kernel.modules_disabled");
	failure.root = false;
	explain(false, EPERM);
	has(problem, "only root");
}

static void unknown_symbol_is_no_missing_module(void **state)
{
	(void)state;
	explain(false, ENOENT);
	has(problem, "symbol");
	has(way_out, "linux-headers-6.12.9-amd64");
	failure.file_missing = true;
	explain(false, ENOENT);
	has(problem, "no module mmcomm for this kernel, 6.12.9-amd64");
	has(way_out, "make install");
	strcpy(failure.target, "./mmcomm.ko");
	explain(false, ENOENT);
	has(problem, "no file ./mmcomm.ko");
}

static void another_kernels_module(void **state)
{
	(void)state;
	explain(false, ENOEXEC);
	has(problem, "no module that this kernel can load");
	strcpy(failure.vermagic, "6.12.9-amd6 SMP ");
	explain(false, ENOEXEC);
	has(problem, "built for kernel 6.12.9-amd6; this is 6.12.9-amd64");
	strcpy(failure.vermagic, "6.1.0-56-amd64 SMP ");
	explain(false, ENOEXEC);
	has(problem, "built for kernel 6.1.0-56-amd64; this is 6.12.9-amd64");
	has(way_out, "linux-headers-6.12.9-amd64");
	failure.vermagic[0] = '\0';
	explain(false, ENOEXEC);
	has(problem, "no module that this kernel can load");
}

static void no_mm_here(void **state)
{
	(void)state;
	explain(false, ENODEV);
	has(way_out, "mmcomm-cli probe");
}

static void loaded_already(void **state)
{
	(void)state;
	explain(false, EEXIST);
	has(problem, "loaded already");
	has(way_out, "module unload");
}

static void in_use(void **state)
{
	(void)state;
	explain(true, EAGAIN);
	has(problem, "in use");
	strcpy(failure.users, "cat (process 12)");
	explain(true, EBUSY);
	has(problem, "in use by cat (process 12)");
	explain(true, ENOENT);
	has(problem, "not loaded");
}

static void every_errno_has_a_sentence(void **state)
{
	(void)state;
	for (int error = 1; error < 134; error++) {
		explain(false, error);
		assert_true(strlen(problem) > 5 && strlen(problem) < sizeof(problem) - 1);
		assert_true(strlen(way_out) < sizeof(way_out) - 1);
		explain(true, error);
		assert_true(strlen(problem) > 5);
	}
}

static void kernel_log_records(void **state)
{
	char record[] = "6,339,5140900,-;mmcomm: Unknown symbol foo (err -2)\n SUBSYSTEM=x\n";
	char none[] = "nonsense";

	(void)state;
	assert_string_equal(kernel_log_message(record), "mmcomm: Unknown symbol foo (err -2)");
	assert_null(kernel_log_message(none));
}

#define with_failure(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_failure(key_was_rejected),
		with_failure(permission_has_four_causes),
		with_failure(unknown_symbol_is_no_missing_module),
		with_failure(another_kernels_module),
		with_failure(no_mm_here),
		with_failure(loaded_already),
		with_failure(in_use),
		with_failure(every_errno_has_a_sentence),
		with_failure(kernel_log_records),
	};

	return cmocka_run_group_tests_name("module", tests, NULL, NULL);
}
