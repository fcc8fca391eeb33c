// SPDX-License-Identifier: GPL-2.0
/*
 * probe: the safe first look at a machine. Where the module is not loaded it is
 * loaded for the look only, in the mode that raises no MMI.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "print.h"

/* How long the device node may take to appear once the module is loaded. */
#define NODE_WAIT_MS	3000
#define NODE_POLL_MS	20

struct look {
	struct mmcomm_info info;
	struct mmcomm_discovery_entry *entries;
	size_t count;
};

static int take_look(const struct options *options, struct mmcomm *handle,
		     struct look *look)
{
	int result = mmcomm_get_info(handle, &look->info);

	if (result)
		return fail_simple(options, MMCOMM_OPERATION_INFO, result);
	result = mmcomm_get_discovery(handle, &look->entries, &look->count);
	if (result)
		return fail_simple(options, MMCOMM_OPERATION_DISCOVERY, result);
	return EXIT_OK;
}

/* A new node may have to wait for the device manager. */
static int open_new_node(const char *device, struct mmcomm **handle)
{
	const struct timespec pause = { .tv_nsec = NODE_POLL_MS * 1000000L };
	int result;

	for (int waited = 0; ; waited += NODE_POLL_MS) {
		result = mmcomm_open(device, handle);
		if (result != -ENOENT || waited >= NODE_WAIT_MS || interrupted())
			return result;
		progress("waiting for the device node, ms", waited, NODE_WAIT_MS);
		nanosleep(&pause, NULL);
	}
}

/*
 * The module is taken out again whatever happens in between. Signals only set a
 * mark meanwhile, so that an interrupt does not leave it loaded.
 */
static int look_with_module(const struct options *options, const char *module,
			    struct look *look)
{
	struct module_failure load, unload;
	struct mmcomm *handle;
	int code, result;

	if (module_load(module, "probe_only=1", &load))
		return fail_module(options, false, &load);
	result = open_new_node(options->device, &handle);
	if (result) {
		code = fail_simple(options, MMCOMM_OPERATION_OPEN, result);
	} else {
		code = take_look(options, handle, look);
		mmcomm_close(handle);
	}
	if (module_unload(load.name, options->device, &unload)) {
		int unload_code = fail_module(options, true, &unload);

		note("The module stays loaded, with probe_only=1.");
		return code ? code : unload_code;
	}
	return code;
}

static int run_probe(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "module", required_argument, NULL, 'm' },
		{ 0 }
	};
	const char *module = MODULE_NAME;
	struct look look = { 0 };
	bool brought = false;
	struct mmcomm *handle;
	int code, option, result;

	while ((option = next_option(options, argc, argv, own)) != OPTION_END) {
		if (option == OPTION_DONE)
			return EXIT_OK;
		if (option == OPTION_BAD)
			return EXIT_USAGE;
		module = optarg;
	}
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;

	result = mmcomm_open(options->device, &handle);
	if (!result) {
		code = take_look(options, handle, &look);
		mmcomm_close(handle);
	} else if ((result == -ENOENT || result == -ENXIO || result == -ENODEV) &&
		   !module_is_loaded(MODULE_NAME)) {
		brought = true;
		code = look_with_module(options, module, &look);
	} else {
		code = fail_simple(options, MMCOMM_OPERATION_OPEN, result);
	}
	if (!code)
		print_discovery(options, &look.info, look.entries, look.count, brought);
	free(look.entries);
	return code;
}

const struct command probe_command = {
	.name = "probe",
	.arguments = "[OPTION...]",
	.summary = "Where MM was looked for, and what was found",
	.help =
	"Shows each place that was looked at for a trigger, a mailbox and a buffer, in the\n"
	"order of looking, with the verdict and its reason. Raises no MMI. Where the module\n"
	"is not loaded, it is loaded with probe_only=1 for this look and unloaded again.\n\n"
	"Verdicts: used; usable (whole, but not in use); absent; refused\n"
	"(something is there and breaks a rule); unsupported; skipped.\n\n"
	"Exit status 0 says that the look itself worked, whatever was found; the last lines,\n"
	"and trigger_found, mailbox_found and buffer_found in JSON, tell whether messages\n"
	"can be sent.\n\n"
	"Options:\n"
	"  -m, --module NAME|FILE  the module to load (default " MODULE_NAME ")\n\n"
	"Examples:\n"
	"  mmcomm-cli probe\n"
	"  mmcomm-cli probe --module ./mmcomm.ko\n"
	"  mmcomm-cli probe -o json\n",
	.run = run_probe,
};
