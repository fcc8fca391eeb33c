// SPDX-License-Identifier: GPL-2.0
/*
 * Short names of the enumerated values in linux/mmcomm.h.
 */
#include "libmmcomm.h"

static const char *name_in(const char *const *names, size_t count, uint32_t value)
{
	return value < count && names[value] ? names[value] : "unknown";
}

#define NAME_IN(names, value) \
	name_in(names, sizeof(names) / sizeof((names)[0]), value)

const char *mmcomm_port_type_name(uint32_t type)
{
	static const char *const names[] = {
		[MMCOMM_MMI_PORT_NONE] = "none",
		[MMCOMM_MMI_PORT_SMI] = "smi",
		[MMCOMM_MMI_PORT_SMC] = "smc",
	};

	return NAME_IN(names, type);
}

const char *mmcomm_source_name(uint32_t source)
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

	return NAME_IN(names, source);
}

const char *mmcomm_state_name(uint32_t state)
{
	static const char *const names[] = {
		[MMCOMM_BUFFER_ENABLED] = "enabled",
		[MMCOMM_BUFFER_DISABLED] = "disabled",
		[MMCOMM_BUFFER_RETIRED] = "retired",
		[MMCOMM_BUFFER_LOST] = "lost",
	};

	return NAME_IN(names, state);
}

const char *mmcomm_subject_name(uint32_t subject)
{
	static const char *const names[] = {
		[MMCOMM_SUBJECT_ENVIRONMENT] = "environment",
		[MMCOMM_SUBJECT_TRIGGER] = "trigger",
		[MMCOMM_SUBJECT_PLATFORM] = "platform",
		[MMCOMM_SUBJECT_MAILBOX] = "mailbox",
		[MMCOMM_SUBJECT_BUFFER] = "buffer",
	};

	return NAME_IN(names, subject);
}

const char *mmcomm_verdict_name(uint32_t verdict)
{
	static const char *const names[] = {
		[MMCOMM_VERDICT_USED] = "used",
		[MMCOMM_VERDICT_USABLE] = "usable",
		[MMCOMM_VERDICT_ABSENT] = "absent",
		[MMCOMM_VERDICT_REFUSED] = "refused",
		[MMCOMM_VERDICT_UNSUPPORTED] = "unsupported",
		[MMCOMM_VERDICT_SKIPPED] = "skipped",
	};

	return NAME_IN(names, verdict);
}

const char *mmcomm_progress_name(uint32_t progress)
{
	static const char *const names[] = {
		[MMCOMM_PROGRESS_NOT_SENT] = "not-sent",
		[MMCOMM_PROGRESS_MAY_HAVE_RUN] = "may-have-run",
		[MMCOMM_PROGRESS_RAN] = "ran",
	};

	return NAME_IN(names, progress);
}
