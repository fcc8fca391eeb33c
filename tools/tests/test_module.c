// SPDX-License-Identifier: GPL-2.0
/*
 * Why a module did not load or unload: the next step for each cause.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "kernel_log.h"
#include "module.h"
#include "print.h"
#include "test.h"

static struct module_failure failure;
static struct module_explanation explanation;

#define set(field, text) snprintf(field, sizeof(field), "%s", text)

static void explain(bool unload, int error)
{
	failure.error = error;
	module_explain(&failure, unload, &explanation);
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
	set(failure.target, "mmcomm");
	set(failure.name, "mmcomm");
	set(failure.release, "6.12.9-amd64");
	set(failure.vermagic, "6.12.9-amd64 SMP preempt mod_unload modversions ");
	failure.root = true;
	return 0;
}

static void key_was_rejected(void **state)
{
	(void)state;
	explain(false, EKEYREJECTED);
	has(explanation.problem, "key");
	has(explanation.way_out, "mokutil --import");
}

static void permission_has_four_causes(void **state)
{
	(void)state;
	explain(false, EPERM);
	has(explanation.way_out, "CAP_SYS_MODULE");
	set(failure.lockdown, "none");
	explain(false, EPERM);
	has(explanation.way_out, "CAP_SYS_MODULE");
	set(failure.lockdown, "integrity");
	explain(false, EPERM);
	has(explanation.problem, "lockdown (integrity)");
	has(explanation.way_out, "Secure Boot");
	failure.modules_disabled = true;
	explain(false, EPERM);
	has(explanation.problem, "kernel.modules_disabled");
	failure.root = false;
	explain(false, EPERM);
	has(explanation.problem, "only root");
}

static void unknown_symbol_is_no_missing_module(void **state)
{
	(void)state;
	explain(false, ENOENT);
	has(explanation.problem, "symbol");
	has(explanation.way_out, "linux-headers-6.12.9-amd64");
	failure.file_missing = true;
	explain(false, ENOENT);
	has(explanation.problem, "no module mmcomm for this kernel, 6.12.9-amd64");
	has(explanation.way_out, "make install");
	set(failure.target, "./mmcomm.ko");
	explain(false, ENOENT);
	has(explanation.problem, "no file ./mmcomm.ko");
}

static void another_kernels_module(void **state)
{
	(void)state;
	explain(false, ENOEXEC);
	has(explanation.problem, "no module that this kernel can load");
	set(failure.vermagic, "6.12.9-amd6 SMP ");
	explain(false, ENOEXEC);
	has(explanation.problem, "built for kernel 6.12.9-amd6; this is 6.12.9-amd64");
	set(failure.vermagic, "6.1.0-56-amd64 SMP ");
	explain(false, ENOEXEC);
	has(explanation.problem, "built for kernel 6.1.0-56-amd64; this is 6.12.9-amd64");
	has(explanation.way_out, "linux-headers-6.12.9-amd64");
	failure.vermagic[0] = '\0';
	explain(false, ENOEXEC);
	has(explanation.problem, "no module that this kernel can load");
}

static void no_mm_here(void **state)
{
	(void)state;
	explain(false, ENODEV);
	assert_begins(explanation.way_out, "'mmcomm-cli probe' shows");
	/* On Arm, by what the module says of the calls. */
	set(failure.kernel_log, "mmcomm: SMC conduit: the conduit is HVC: a hypervisor\n");
	explain(false, ENODEV);
	assert_begins(explanation.way_out, "On Arm MM is called by SMC.");
	has(explanation.way_out, "there is none.\n'mmcomm-cli probe' shows");
	set(failure.kernel_log,
	    "mmcomm: SMC conduit: secure monitor calls; proves nothing about MM\n"
	    "mmcomm: MM_VERSION over SMC: the firmware knows no such call: it is built without SPM_MM\n");
	explain(false, ENODEV);
	has(explanation.way_out, "does not speak FF-A.\n'mmcomm-cli probe' shows");
	set(failure.kernel_log, "mmcomm: MM_VERSION over SMC: version 2.0: MM speaks\n");
	explain(false, ENODEV);
	assert_begins(explanation.way_out, "'mmcomm-cli probe' shows");
	set(failure.kernel_log, "mmcomm: MM_VERSION over SMC: version 1.0\n");
	explain(false, ENODEV);
	has(explanation.way_out, "without executor= and mailbox=.\n'mmcomm-cli probe' shows");
}

static void loaded_already(void **state)
{
	(void)state;
	explain(false, EEXIST);
	has(explanation.problem, "loaded already");
	has(explanation.way_out, "module unload");
}

static void in_use(void **state)
{
	(void)state;
	explain(true, EAGAIN);
	has(explanation.problem, "in use");
	set(failure.users, "cat (process 12)");
	explain(true, EBUSY);
	has(explanation.problem, "in use by cat (process 12)");
	explain(true, ENOENT);
	has(explanation.problem, "not loaded");
}

static void another_build_of_the_kernel(void **state)
{
	(void)state;
	explain(false, EINVAL);
	has(explanation.way_out, "modinfo -p");
	set(failure.kernel_log, "mmcomm: disagrees about version of symbol stop_machine\n");
	explain(false, EINVAL);
	has(explanation.problem, "built against another build");
}

static void a_mistyped_parameter_is_found(void **state)
{
	static const char known[] = "command, probe_only, name";
	size_t length;
	const char *name;

	(void)state;
	assert_null(unknown_parameter("", known, &length));
	assert_null(unknown_parameter("probe_only=1 command=2", known, &length));
	assert_null(unknown_parameter("probe-only dyndbg=+p", known, &length));
	assert_null(unknown_parameter("name=\"a b=c\" command=1", known, &length));
	name = unknown_parameter("command=1 probe_onli=1", known, &length);
	assert_non_null(name);
	assert_int_equal(length, 10);
	assert_memory_equal(name, "probe_onli=1", 12);
	assert_non_null(unknown_parameter("probe=1", known, &length));
	assert_non_null(unknown_parameter("x=1", "", &length));
	set(failure.unknown_parameter, "probe_onli");
	set(failure.parameters, known);
	explain(false, EINVAL);
	has(explanation.problem,
	    "mmcomm has no parameter 'probe_onli'; it has command, probe_only, name.");
}

static void the_modules_last_word_is_the_problem(void **state)
{
	(void)state;
	set(failure.kernel_log, "mmcomm: loading out-of-tree module taints kernel.\n");
	explain(false, EINVAL);
	has(explanation.problem, "or its file is damaged");
	set(failure.kernel_log, "mmcomm: loading out-of-tree module taints kernel.\n"
	    "mmcomm: a parameter names a place that breaks a rule:\n"
	    "mmcomm: comm_buffers at 0x1000: is System RAM\n");
	explain(false, EINVAL);
	assert_string_equal(explanation.problem,
			    "mmcomm: comm_buffers at 0x1000: is System RAM.");
}

/* What print_module_status() writes to standard output. */
static const char *status_printed(enum output_format output)
{
	static const struct module_status status = {
		.loaded = true,
		.state = "live",
		.device = "/dev/mmcomm",
		.parameters = "executor=(null)\nmailbox=510484800\ntimeout_ms=100\n",
	};
	const struct options options = { .output = output };
	static char text[4096];
	FILE *file = tmpfile();
	int saved = dup(STDOUT_FILENO);
	size_t length;

	assert_non_null(file);
	fflush(stdout);
	dup2(fileno(file), STDOUT_FILENO);
	print_module_status(&options, &status);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	rewind(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	return text;
}

static void parameters_are_readable(void **state)
{
	const char *text = status_printed(OUTPUT_TEXT);

	(void)state;
	has(text, "executor=not set\n");
	has(text, "mailbox=0x1e6d6140\n");
	has(text, "timeout_ms=100\n");
	text = status_printed(OUTPUT_JSON);
	has(text, "\"executor\": null");
	has(text, "\"mailbox\": \"0x1e6d6140\"");
}

static void every_errno_has_a_sentence(void **state)
{
	(void)state;
	for (int error = 1; error < 134; error++) {
		explain(false, error);
		assert_in_range(strlen(explanation.problem), 6, sizeof(explanation.problem) - 2);
		assert_in_range(strlen(explanation.way_out), 0, sizeof(explanation.way_out) - 2);
		explain(true, error);
		assert_true(strlen(explanation.problem) > 5);
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
	test_case tests[] = {
		with_failure(key_was_rejected),
		with_failure(permission_has_four_causes),
		with_failure(unknown_symbol_is_no_missing_module),
		with_failure(another_kernels_module),
		with_failure(no_mm_here),
		with_failure(loaded_already),
		with_failure(in_use),
		with_failure(another_build_of_the_kernel),
		with_failure(a_mistyped_parameter_is_found),
		with_failure(the_modules_last_word_is_the_problem),
		with_failure(parameters_are_readable),
		with_failure(every_errno_has_a_sentence),
		with_failure(kernel_log_records),
	};

	return run_all("module", tests);
}
