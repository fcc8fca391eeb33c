// SPDX-License-Identifier: GPL-2.0
/*
 * Messages on standard error, and the exit codes that go with them.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "format.h"
#include "module.h"
#include "print.h"
#include "terminal.h"

static void __printf(2, 0) say(const char *prefix, const char *format, va_list arguments)
{
	size_t width = terminal_width(STDERR_FILENO);
	char text[4608];
	int used;

	progress_end();
	used = snprintf(text, sizeof(text), "%s", prefix);
	vsnprintf(text + used, sizeof(text) - used, format, arguments);
	make_printable(text);
	if (width)
		break_lines(text, width);
	fprintf(stderr, "%s\n", text);
}

void error(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("mmcomm-cli: ", format, arguments);
	va_end(arguments);
}

void note(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments);
	va_end(arguments);
}

int out_of_memory(void)
{
	error("out of memory");
	return EXIT_OTHER;
}

static int exit_code_of(const struct mmcomm_failure *failure)
{
	if (failure->error == EPERM || failure->error == EACCES)
		return EXIT_ACCESS;
	/*
	 * A request that no machine would take. What the FADT gives another meaning
	 * is this machine's.
	 */
	if (failure->error == EINVAL && failure->reason != MMCOMM_REASON_NONE &&
	    failure->reason != MMCOMM_REASON_RESERVED_COMMAND)
		return EXIT_USAGE;
	if (failure->error == ENOMEM && failure->reason == MMCOMM_REASON_NONE)
		return EXIT_OTHER;
	return EXIT_TRANSPORT;
}

/* @what is what was being done, or NULL. */
static int fail_doing(const struct options *options, const char *what,
		      const struct mmcomm_failure *failure)
{
	struct mmcomm_explanation explanation;

	mmcomm_explain(failure, &explanation);
	error("%s%s%s", what ? what : "", what ? ": " : "", explanation.problem);
	if (*explanation.way_out)
		note("%s", explanation.way_out);
	if (*explanation.progress)
		note("%s", explanation.progress);
	if (options->output == OUTPUT_JSON)
		print_failure_json(failure, &explanation);
	return exit_code_of(failure);
}

int fail(const struct options *options, const struct mmcomm_failure *failure)
{
	return fail_doing(options, NULL, failure);
}

int fail_simple(const struct options *options, enum mmcomm_operation operation,
		int result)
{
	const struct mmcomm_failure failure = {
		.operation = operation,
		.error = -result,
		.device = options->device,
	};

	return fail(options, &failure);
}

int fail_protocol(const struct options *options, const char *what, int result,
		  const struct mmcomm_outcome *outcome)
{
	const struct mmcomm_failure failure = {
		.operation = MMCOMM_OPERATION_COMMUNICATE,
		.error = -result,
		.progress = outcome->last.progress,
		.reason = outcome->last.reason,
		.device = options->device,
		.message = &outcome->last,
	};
	const struct mmcomm_guid *known = mmcomm_guid_lookup(outcome->last.recipient);
	const struct text recipient = format_guid_long(outcome->last.recipient);
	const struct mmcomm_status *status;
	__u64 code;

	/* The library refuses names before anything is sent. */
	if (result == -EINVAL && failure.reason == MMCOMM_REASON_NONE)
		return usage_error(options, "%s: no variable can have that name", what);
	if (result < 0)
		return fail_doing(options, what, &failure);
	if (result == MMCOMM_BAD_ANSWER) {
		error("%s: the handler's answer makes no sense: %s.", what, outcome->detail);
		note("Is the recipient %s a handler of another kind or release in this firmware?",
		     recipient.s);
	} else {
		code = result == MMCOMM_MM_FAILED ? outcome->last.mm_status :
						    outcome->handler_status;
		status = mmcomm_status_by_code(code);
		error("%s: the %s answered %s (0x%llx).", what,
		      result == MMCOMM_MM_FAILED ? "MM core" :
		      format("%s%shandler", known ? known->name : "", known ? " " : "").s,
		      status ? status->name : "an unknown status", (unsigned long long)code);
		if (status)
			note("%s", status->meaning);
		if (result == MMCOMM_MM_FAILED)
			note("The recipient was %s.", recipient.s);
		if (result == MMCOMM_MM_FAILED && *mmcomm_core_status_hint(code))
			note("%s", mmcomm_core_status_hint(code));
	}
	if (options->output == OUTPUT_JSON)
		print_protocol_failure_json(what, result, outcome);
	return EXIT_MM;
}

int fail_module(const struct options *options, bool unload,
		const struct module_failure *failure)
{
	struct module_explanation explanation;

	/* Without libkmod the message is out already. */
	if (failure->error == ENOPKG)
		return EXIT_OTHER;
	module_explain(failure, unload, &explanation);
	print_module_failure(options, unload ? "unload" : "load", failure, &explanation);
	if (*failure->unknown_parameter)
		return EXIT_USAGE;
	switch (failure->error) {
	case EPERM:
	case EACCES:
	case EKEYREJECTED:
	case ENOKEY:
		return EXIT_ACCESS;
	case ENODEV:
		return EXIT_TRANSPORT;
	default:
		return EXIT_OTHER;
	}
}

int open_device(const struct options *options, struct mmcomm **handle)
{
	int result = mmcomm_open(options->device, handle);

	if (result)
		return fail_simple(options, MMCOMM_OPERATION_OPEN, result);
	return EXIT_OK;
}

int open_device_info(const struct options *options, struct mmcomm **handle,
		     struct mmcomm_info *info)
{
	int code = open_device(options, handle);
	int result;

	if (code)
		return code;
	result = mmcomm_get_info(*handle, info);
	if (!result)
		return EXIT_OK;
	mmcomm_close(*handle);
	return fail_simple(options, MMCOMM_OPERATION_INFO, result);
}
