// SPDX-License-Identifier: GPL-2.0
/*
 * var list, get and verify: UEFI variables through the firmware's own MM handler.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan.h"
#include "print.h"

/* A firmware that names the same variables for ever must not keep us here. */
#define MAX_VARIABLES	65536

static const __u8 no_vendor[MMCOMM_GUID_LEN];

/* Walks over every name. Returns an exit code; a message is out where not 0. */
static int enumerate(const struct options *options, struct mmcomm *handle,
		     struct variable_list *list, struct mmcomm_outcome *outcome)
{
	__u8 vendor[MMCOMM_GUID_LEN] = { 0 };
	char *name = NULL;
	int code = EXIT_OK;

	for (;;) {
		int result = mmcomm_variable_next(handle, vendor, &name, outcome);

		if (result) {
			code = fail_protocol(options, "listing the variables", result, outcome);
			break;
		}
		if (!name)
			break;
		if (!variable_list_add(list, vendor, name)) {
			code = out_of_memory();
			break;
		}
		if (interrupted()) {
			code = EXIT_OTHER;
			break;
		}
		if (list->count == MAX_VARIABLES) {
			error("listing the variables: the handler does not come to an end.");
			code = EXIT_MM;
			break;
		}
		progress("variable names read:", list->count, 0);
	}
	free(name);
	return code;
}

static int read_value(const struct options *options, struct mmcomm *handle,
		      struct variable_entry *entry, struct mmcomm_outcome *outcome)
{
	int result = mmcomm_variable_get(handle, entry->vendor, entry->name, &entry->value,
					 outcome);
	char what[320];

	if (!result) {
		entry->known = true;
		return EXIT_OK;
	}
	snprintf(what, sizeof(what), "reading %s", entry->name);
	return fail_protocol(options, what, result, outcome);
}

static int read_values(const struct options *options, struct mmcomm *handle,
		       struct variable_list *list, struct mmcomm_outcome *outcome)
{
	for (size_t i = 0; i < list->count; i++) {
		int code = read_value(options, handle, &list->entries[i], outcome);

		if (code)
			return code;
		if (interrupted())
			return EXIT_OTHER;
		progress("variables read:", i + 1, list->count);
	}
	return EXIT_OK;
}

/* var list --------------------------------------------------------------- */

static int save(const struct variable_list *list, const struct mmcomm_tally *tally,
		const char *path)
{
	char comment[128];
	int result;

	snprintf(comment, sizeof(comment),
		 "%zu variables, %llu calls, %llu MMIs counted", list->count,
		 tally->calls, tally->mmis);
	result = variable_list_save(list, path, comment);
	if (!result)
		return EXIT_OK;
	error("%s: %s.", path, strerror(-result));
	return EXIT_OTHER;
}

static int list_variables(const struct options *options, bool values, const char *path)
{
	struct mmcomm_outcome outcome = { 0 };
	struct variable_list list = { 0 };
	struct mmcomm *handle;
	int code = open_device(options, &handle);

	if (code)
		return code;
	code = enumerate(options, handle, &list, &outcome);
	if (!code && values)
		code = read_values(options, handle, &list, &outcome);
	mmcomm_close(handle);
	progress_end();
	if (!code && path)
		code = save(&list, &outcome.tally, path);
	if (!code)
		print_names(options, &list, &outcome.tally);
	variable_list_release(&list);
	return code;
}

static int run_list(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ "long", no_argument, NULL, 'l' },
		{ "save", required_argument, NULL, 's' },
		{ 0 }
	};
	const char *path = NULL;
	bool values = false;
	int code, option;

	while ((option = next_option(options, argc, argv, own)) != OPTION_END) {
		switch (option) {
		case OPTION_DONE:
			return EXIT_OK;
		case OPTION_BAD:
			return EXIT_USAGE;
		case 'l':
			values = true;
			break;
		case 's':
			path = optarg;
			break;
		}
	}
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	if (options->dry_run)
		return plan_variable(options, no_vendor, NULL);
	return list_variables(options, values, path);
}

const struct command var_list_command = {
	.name = "var list",
	.arguments = "[OPTION...]",
	.summary = "List the UEFI variables, as the MM variable handler names them",
	.help =
	"Walks over the names of all UEFI variables with one call to the firmware's variable\n"
	"handler for each, and one more for the end.\n\n"
	"Options:\n"
	"  -l, --long        read each variable too: attributes and size\n"
	"  -s, --save FILE   write the names into FILE, for 'var verify --names'\n"
	"  -n, --dry-run     show the first message, raise no MMI\n\n"
	"Attributes: NV non-volatile, BS boot services, RT runtime, HR hardware error record,\n"
	"AW authenticated write (old), AT time-based authenticated write, AP append, EA\n"
	"enhanced authentication.\n\n"
	"Examples:\n"
	"  mmcomm-cli var list\n"
	"  mmcomm-cli var list --long -o json\n"
	"  mmcomm-cli var list --save names.txt\n",
	.run = run_list,
};

/* var get ---------------------------------------------------------------- */

/*
 * Takes "NAME", "NAME GUID", or "NAME-GUID" as efivarfs writes it. @name is
 * changed in the last case.
 */
static int parse_variable(const struct options *options, char *name, const char *vendor_text,
			  __u8 vendor[MMCOMM_GUID_LEN])
{
	const size_t guid_len = MMCOMM_GUID_TEXT_LEN - 1;
	size_t length = strlen(name);

	if (!length)
		return usage_error(options, "the name is empty");
	if (vendor_text) {
		if (mmcomm_guid_parse(vendor_text, vendor))
			return usage_error(options,
					   "'%s' is neither a GUID nor a name of 'mmcomm-cli recipients'",
					   vendor_text);
		return EXIT_OK;
	}
	if (length > guid_len + 1 && name[length - guid_len - 1] == '-' &&
	    !mmcomm_guid_parse(name + length - guid_len, vendor)) {
		name[length - guid_len - 1] = '\0';
		return EXIT_OK;
	}
	mmcomm_guid_parse(MMCOMM_GLOBAL_VARIABLE, vendor);
	return EXIT_OK;
}

static void hint_missing(const __u8 vendor[MMCOMM_GUID_LEN], const char *name)
{
	const char *usual = usual_vendor(name);
	__u8 guid[MMCOMM_GUID_LEN];

	if (usual && !mmcomm_guid_parse(usual, guid) && memcmp(guid, vendor, sizeof(guid)))
		note("%s is usually a variable of the vendor %s: mmcomm-cli var get %s %s",
		     name, usual, name, usual);
	else
		note("No such variable; 'mmcomm-cli var list' names them all.");
}

static int get_variable(const struct options *options, const __u8 vendor[MMCOMM_GUID_LEN],
			const char *name)
{
	struct mmcomm_outcome outcome = { 0 };
	struct mmcomm_variable variable;
	struct mmcomm *handle;
	int code = open_device(options, &handle);
	int result;

	if (code)
		return code;
	result = mmcomm_variable_get(handle, vendor, name, &variable, &outcome);
	mmcomm_close(handle);
	if (result) {
		char what[320];

		snprintf(what, sizeof(what), "reading %s", name);
		code = fail_protocol(options, what, result, &outcome);
		if (result == MMCOMM_HANDLER_FAILED &&
		    outcome.handler_status == MMCOMM_EFI_NOT_FOUND)
			hint_missing(vendor, name);
		return code;
	}
	print_variable(options, vendor, name, &variable, &outcome.tally);
	mmcomm_variable_release(&variable);
	return EXIT_OK;
}

static int run_get(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ 0 }
	};
	__u8 vendor[MMCOMM_GUID_LEN];
	int code;

	switch (next_option(options, argc, argv, own)) {
	case OPTION_DONE:
		return EXIT_OK;
	case OPTION_BAD:
		return EXIT_USAGE;
	}
	if (optind == argc)
		return usage_error(options, "which variable?");
	code = no_more_arguments(options, argc, argv, 2);
	if (code)
		return code;
	code = parse_variable(options, argv[optind],
			      optind + 1 < argc ? argv[optind + 1] : NULL, vendor);
	if (code)
		return code;
	if (options->dry_run)
		return plan_variable(options, vendor, argv[optind]);
	return get_variable(options, vendor, argv[optind]);
}

const struct command var_get_command = {
	.name = "var get",
	.arguments = "NAME [GUID|VENDOR] [OPTION...]",
	.summary = "Read one UEFI variable through the MM variable handler",
	.help =
	"Reads a variable with one call to the firmware's variable handler, or two where it\n"
	"is larger than a page. Without a GUID, or a vendor's name (see 'mmcomm-cli\n"
	"recipients'), the variable is one of the UEFI specification. NAME-GUID, as efivarfs\n"
	"writes it, is taken too.\n\n"
	"Options:\n"
	"  -n, --dry-run        show the message, raise no MMI\n"
	"  -o, --output FORMAT  hexdump (default), raw: the value's bytes alone, json\n\n"
	"Examples:\n"
	"  mmcomm-cli var get BootOrder\n"
	"  mmcomm-cli var get db image-security -o raw > db.esl\n"
	"  mmcomm-cli var get MTC-eb704011-1402-11d3-8e77-00a0c969723b\n",
	.shows_data = true,
	.run = run_get,
};

/* var verify ------------------------------------------------------------- */

static int load_names(const char *path, struct variable_list *list)
{
	size_t line;
	int result = variable_list_load(list, path, &line);

	if (!result)
		return EXIT_OK;
	if (result == -EINVAL)
		error("%s, line %zu: not 'GUID NAME'.", path, line);
	else
		error("%s: %s.", path, strerror(-result));
	return result == -EINVAL ? EXIT_USAGE : EXIT_OTHER;
}

/*
 * A variable that the handler does not give up is a difference and not the end
 * of the comparison. A transport that fails is.
 */
static int read_both(const struct options *options, struct mmcomm *handle,
		     struct variable_list *mm, const char *directory,
		     struct variable_list *fs, struct mmcomm_outcome *outcome)
{
	/* The comparison itself is the one JSON object on standard output. */
	struct options quiet = *options;
	int result;

	quiet.output = OUTPUT_TEXT;
	for (size_t i = 0; i < mm->count; i++) {
		int code = read_value(&quiet, handle, &mm->entries[i], outcome);

		if (code && code != EXIT_MM)
			return code;
		if (interrupted())
			return EXIT_OTHER;
		progress("variables read through MM:", i + 1, mm->count);
	}
	result = efivarfs_list(fs, directory);
	if (result) {
		error("%s: %s.", directory, strerror(-result));
		if (result == -ENOENT && !strcmp(directory, EFIVARFS))
			note("%s 'mmcomm-cli var list' shows what MM has.",
			     "UEFI did not boot this machine, or its runtime services are off: there is nothing to compare with.");
		else
			note("Mount it: mount -t efivarfs none %s", directory);
		return EXIT_OTHER;
	}
	if (!fs->count) {
		error("%s holds no variable.", directory);
		note("Is efivarfs mounted there? mount -t efivarfs none %s", directory);
		return EXIT_OTHER;
	}
	for (size_t i = 0; i < fs->count; i++) {
		result = efivarfs_read(directory, &fs->entries[i]);
		if (result)
			error("%s/%s: %s.", directory, fs->entries[i].name, strerror(-result));
		if (interrupted())
			return EXIT_OTHER;
		progress("variables read from efivarfs:", i + 1, fs->count);
	}
	return EXIT_OK;
}

static int verify(const struct options *options, const char *directory, const char *names)
{
	struct comparison comparison = { .enumerated = !names };
	struct mmcomm_outcome outcome = { 0 };
	struct variable_list mm = { 0 }, fs = { 0 };
	struct mmcomm *handle;
	int code = open_device(options, &handle);

	if (code)
		return code;
	code = names ? load_names(names, &mm) : enumerate(options, handle, &mm, &outcome);
	if (!code)
		code = read_both(options, handle, &mm, directory, &fs, &outcome);
	mmcomm_close(handle);
	progress_end();
	if (!code) {
		comparison.tally = outcome.tally;
		if (compare(&mm, &fs, &comparison))
			code = out_of_memory();
	}
	if (!code) {
		print_comparison(options, &comparison);
		if (comparison.identical != comparison.count || !comparison_proven(&comparison))
			code = EXIT_DIFFERS;
	}
	comparison_release(&comparison);
	variable_list_release(&mm);
	variable_list_release(&fs);
	return code;
}

static int run_verify(struct options *options, int argc, char **argv)
{
	static const struct option own[] = {
		{ "dry-run", no_argument, NULL, 'n' },
		{ "efivarfs", required_argument, NULL, 'e' },
		{ "names", required_argument, NULL, 'N' },
		{ 0 }
	};
	const char *directory = EFIVARFS;
	const char *names = NULL;
	int code, option;

	while ((option = next_option(options, argc, argv, own)) != OPTION_END) {
		switch (option) {
		case OPTION_DONE:
			return EXIT_OK;
		case OPTION_BAD:
			return EXIT_USAGE;
		case 'e':
			directory = optarg;
			break;
		case 'N':
			names = optarg;
			break;
		}
	}
	code = no_more_arguments(options, argc, argv, 0);
	if (code)
		return code;
	if (options->dry_run)
		return plan_variable(options, no_vendor, NULL);
	return verify(options, directory, names);
}

const struct command var_verify_command = {
	.name = "var verify",
	.arguments = "[OPTION...]",
	.summary = "Compare every UEFI variable, read through MM, with efivarfs",
	.help =
	"Reads every variable through the firmware's variable handler and compares it with\n"
	"efivarfs: the names both ways, the attributes and every byte. Ends in a line\n"
	"'N/M identical', and with exit status 6 where N is not M. MMIs are counted where the\n"
	"machine can; a call during which none was counted counts as a difference.\n\n"
	"Options:\n"
	"  -e, --efivarfs DIR  where efivarfs is mounted (default " EFIVARFS ")\n"
	"  -N, --names FILE    take the names from 'var list --save' instead of asking MM;\n"
	"                      they may have been listed before efivarfs was mounted\n"
	"  -n, --dry-run       show the first message, raise no MMI\n\n"
	"Examples:\n"
	"  mmcomm-cli var verify\n"
	"  mmcomm-cli var list --save names.txt\n"
	"  mount -t efivarfs none " EFIVARFS "\n"
	"  mmcomm-cli var verify --names names.txt\n",
	.run = run_verify,
};
