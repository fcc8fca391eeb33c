// SPDX-License-Identifier: GPL-2.0
/*
 * Short names of the enumerated values in linux/mmcomm.h.
 */
#include "internal.h"
#include "libmmcomm.h"

static const char *name_in(const char *const *names, size_t count, __u32 value)
{
	return value < count && names[value] ? names[value] : "unknown";
}

const char *mmcomm_port_type_name(__u32 type)
{
	static const char *const names[] = {
		[MMCOMM_MMI_PORT_NONE] = "none",
		[MMCOMM_MMI_PORT_SMI] = "smi",
		[MMCOMM_MMI_PORT_SMC] = "smc",
	};

	return name_in(names, ARRAY_SIZE(names), type);
}

const char *mmcomm_source_name(__u32 source)
{
	static const char *const names[] = {
		[MMCOMM_SOURCE_PARAMETER] = "parameter",
		[MMCOMM_SOURCE_REGION_TABLE] = "region-table",
		[MMCOMM_SOURCE_STATUS_BLOCK] = "status-block",
		[MMCOMM_SOURCE_NS_SHARED] = "ns-shared",
		[MMCOMM_SOURCE_BORROWED] = "borrowed",
		[MMCOMM_SOURCE_SIMULATED] = "simulated",
		[MMCOMM_SOURCE_UPDATE] = "update",
	};

	return name_in(names, ARRAY_SIZE(names), source);
}

const char *mmcomm_state_name(__u32 state)
{
	static const char *const names[] = {
		[MMCOMM_BUFFER_ENABLED] = "enabled",
		[MMCOMM_BUFFER_DISABLED] = "disabled",
		[MMCOMM_BUFFER_RETIRED] = "retired",
		[MMCOMM_BUFFER_LOST] = "lost",
		[MMCOMM_BUFFER_OCCUPIED] = "occupied",
	};

	return name_in(names, ARRAY_SIZE(names), state);
}

const char *mmcomm_subject_name(__u32 subject)
{
	static const char *const names[] = {
		[MMCOMM_SUBJECT_ENVIRONMENT] = "environment",
		[MMCOMM_SUBJECT_TRIGGER] = "trigger",
		[MMCOMM_SUBJECT_PLATFORM] = "platform",
		[MMCOMM_SUBJECT_MAILBOX] = "mailbox",
		[MMCOMM_SUBJECT_BUFFER] = "buffer",
	};

	return name_in(names, ARRAY_SIZE(names), subject);
}

const char *mmcomm_verdict_name(__u32 verdict)
{
	static const char *const names[] = {
		[MMCOMM_VERDICT_USED] = "used",
		[MMCOMM_VERDICT_USABLE] = "usable",
		[MMCOMM_VERDICT_ABSENT] = "absent",
		[MMCOMM_VERDICT_REFUSED] = "refused",
		[MMCOMM_VERDICT_UNSUPPORTED] = "unsupported",
		[MMCOMM_VERDICT_SKIPPED] = "skipped",
	};

	return name_in(names, ARRAY_SIZE(names), verdict);
}

const char *mmcomm_progress_name(__u32 progress)
{
	static const char *const names[] = {
		[MMCOMM_PROGRESS_NOT_SENT] = "not-sent",
		[MMCOMM_PROGRESS_MAY_HAVE_RUN] = "may-have-run",
		[MMCOMM_PROGRESS_RAN] = "ran",
	};

	return name_in(names, ARRAY_SIZE(names), progress);
}

const char *mmcomm_smc_code_name(__s64 code)
{
	switch (code) {
	case 0:
		return "SUCCESS";
	case -1:
		return "NOT_SUPPORTED";
	case -2:
		return "INVALID_PARAMETERS";
	case -3:
		return "DENIED";
	case -5:
		return "NO_MEMORY";
	default:
		return NULL;
	}
}
