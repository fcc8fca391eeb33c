// SPDX-License-Identifier: GPL-2.0
/*
 * module load, unload and status.
 */
#include <stdio.h>
#include <string.h>

#include "print.h"

/* Joins "name=value" words; a value with a space in it is quoted. */
static bool join_parameters(char **words, int count, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (int i = 0; i < count; i++) {
		const char *value = strchr(words[i], '=');
		const char *quote = value && strpbrk(value, " \t") ? "\"" : "";
		int name = value ? (int)(value - words[i]) + 1 : (int)strlen(words[i]);
		int length = snprintf(text + used, size - used, "%s%.*s%s%s%s",
				      used ? " " : "", name, words[i], quote,
				      value ? value + 1 : "", quote);

		if (length < 0 || used + length >= size)
			return false;
		used += length;
	}
	return true;
}

/* The module loads for want of nothing but memory for messages, and waits for executors. */
static void note_if_mute(const struct options *options)
{
	struct mmcomm_info info;
	struct mmcomm *handle;

	if (mmcomm_open(options->device, &handle))
		return;
	if (!mmcomm_get_info(handle, &info) && !can_send(&info))
		note("Messages %s. 'mmcomm-cli probe' shows each place looked at.",
		     messages_text(&info));
	mmcomm_close(handle);
}

static int run_load(struct options *options, int argc, char **argv)
{
	const char *target = MODULE_NAME;
	struct module_failure failure;
	char parameters[4096];
	int code = only_common_options(options, argc, argv);

	if (code >= 0)
		return code;
	/* A path may hold a '=', but not a parameter a '/' before its '='. */
	if (optind < argc && strcspn(argv[optind], "/") <= strcspn(argv[optind], "="))
		target = argv[optind++];
	if (!join_parameters(argv + optind, argc - optind, parameters, sizeof(parameters)))
		return usage_error(options, "the parameters are too long");

	if (module_load(target, parameters, &failure))
		return fail_module(options, false, &failure);
	print_module_action(options, "loaded", failure.name);
	if (!strcmp(failure.name, MODULE_NAME))
		note_if_mute(options);
	return EXIT_OK;
}

const struct command module_load_command = {
	.name = "module load",
	.arguments = "[NAME|FILE] [PARAMETER=VALUE...] [OPTION...]",
	.summary = "Load the kernel module",
	.help =
	"Loads the module " MODULE_NAME ", or the one named, with the parameters given. Where the\n"
	"kernel refuses, says why and what the next step is, and where messages cannot be\n"
	"sent all the same, why not. A parameter that the module does not have is refused.\n\n"
	"Examples:\n"
	"  mmcomm-cli module load\n"
	"  mmcomm-cli module load probe_only=1\n"
	"  mmcomm-cli module load ./mmcomm.ko timeout_ms=500\n",
	.run = run_load,
};

static int run_unload(struct options *options, int argc, char **argv)
{
	const char *name = MODULE_NAME;
	struct module_failure failure;
	int code = only_common_options(options, argc, argv);

	if (code >= 0)
		return code;
	code = no_more_arguments(options, argc, argv, 1);
	if (code)
		return code;
	if (optind < argc)
		name = argv[optind];

	if (module_unload(name, options->device, &failure))
		return fail_module(options, true, &failure);
	print_module_action(options, "unloaded", name);
	return EXIT_OK;
}

const struct command module_unload_command = {
	.name = "module unload",
	.arguments = "[NAME] [OPTION...]",
	.summary = "Unload the kernel module",
	.help =
	"Unloads the module " MODULE_NAME ", or the one named. Where it is in use, names the\n"
	"processes that have the device open and the modules that depend on it.\n\n"
	"Example:\n"
	"  mmcomm-cli module unload\n",
	.run = run_unload,
};

static int run_status(struct options *options, int argc, char **argv)
{
	struct module_status status;
	int code = only_common_options(options, argc, argv);

	if (code >= 0)
		return code;
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	if (module_get_status(MODULE_NAME, options->device, &status))
		return EXIT_OTHER;
	print_module_status(options, &status);
	return EXIT_OK;
}

const struct command module_status_command = {
	.name = "module status",
	.arguments = "[OPTION...]",
	.summary = "Whether the module is loaded, and how",
	.help =
	"Shows whether the module is loaded, its parameters, who has the device open, and\n"
	"which file 'module load' would take. Changes nothing.\n\n"
	"Examples:\n"
	"  mmcomm-cli module status\n"
	"  mmcomm-cli module status -o json | jq .loaded\n",
	.run = run_status,
};
