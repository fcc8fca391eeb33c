// SPDX-License-Identifier: GPL-2.0
/*
 * The MM supervisor: what it says of itself.
 */
#include "format.h"
#include "print.h"

static void print_json(const struct mmcomm_info *info,
		       const struct mmcomm_supervisor_version *version,
		       const struct mmcomm_outcome *outcome)
{
	json_object *object = json_object_new_object();

	json_add(object, "recipient", json_guid(outcome->last.recipient));
	json_add_string(object, "executor", info->executor);
	json_add_bool(object, "simulated", info->flags & MMCOMM_INFO_SIMULATED);
	json_add_number(object, "version", version->version);
	json_add_number(object, "patch_level", version->patch_level);
	json_add(object, "max_request_level", json_hex(version->max_request_level));
	json_add(object, "tally", json_tally(&outcome->tally));
	json_print(object);
}

void print_supervisor_version(const struct options *options, const struct mmcomm_info *info,
			      const struct mmcomm_supervisor_version *version,
			      const struct mmcomm_outcome *outcome)
{
	if (options->output == OUTPUT_JSON) {
		print_json(info, version, outcome);
		return;
	}
	if (info->flags & MMCOMM_INFO_SIMULATED)
		field("SIMULATED", "the executor %s answered, no firmware", info->executor);
	field("Version", "0x%x", version->version);
	field("Patch level", "0x%x", version->patch_level);
	field("Requests", "up to number %llu", version->max_request_level);
	field("Recipient", "%s", format_guid_long(outcome->last.recipient).s);
	field("Took", "%s", format_tally(&outcome->tally, "MM supervisor").s);
}
