// SPDX-License-Identifier: GPL-2.0
/*
 * Looks for Management Mode behind secure monitor calls, on Arm: whether such a
 * call may be made at all, and which version of the interface answers.
 *
 * MM_VERSION is answered by the secure monitor alone. It says that the monitor
 * passes messages on, not that a partition came up to take them.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "compat.h"
#include "discovery.h"
#include "spm_mm.h"

static const char conduit[] = "SMC conduit";
static const char mm_version[] = "MM_VERSION over SMC";

static void note(struct mmcomm_discovery *discovery,
		 enum mmcomm_discovery_subject subject,
		 enum mmcomm_discovery_verdict verdict, const char *place,
		 const char *reason)
{
	mmcomm_discovery_note(discovery, subject, verdict, 0, place, "%s", reason);
}

static bool asked_for(const struct mmcomm_config *config)
{
	return config->executor && !strcmp(config->executor, "spm_mm");
}

/* By the parameters, and because nothing that answers better was found. */
static bool wanted(const struct mmcomm_config *config,
		   const struct mmcomm_findings *findings)
{
	if (config->executor && !asked_for(config))
		return false;
	return !config->mailbox && !findings->mailbox.kind;
}

static bool hinted_at(const struct mmcomm_firmware *firmware,
		      const struct mmcomm_findings *findings)
{
	return firmware->ns_buffer_count || findings->table_says_smc;
}

static bool conduit_is_smc(const struct mmcomm_config *config,
			   const struct mmcomm_firmware *firmware,
			   struct mmcomm_discovery *discovery,
			   const struct mmcomm_findings *findings)
{
	const char *reason;

	if (!mmcomm_smc_exists(findings->smc)) {
		if (asked_for(config))
			note(discovery, MMCOMM_SUBJECT_TRIGGER,
			     MMCOMM_VERDICT_UNSUPPORTED, conduit,
			     "this architecture has no secure monitor call");
		return false;
	}
	reason = findings->smc->absence();
	if (reason) {
		note(discovery, MMCOMM_SUBJECT_TRIGGER, MMCOMM_VERDICT_ABSENT, conduit,
		     reason);
		return false;
	}
	reason = firmware->smc_refusal ?: findings->smc->refusal();
	if (reason)
		note(discovery, MMCOMM_SUBJECT_TRIGGER, MMCOMM_VERDICT_REFUSED, conduit,
		     reason);
	return !reason;
}

/* Returns whether a version answers that messages can be sent to. */
static bool version_answers(struct mmcomm_discovery *discovery,
			    const struct mmcomm_findings *findings, bool use)
{
	s32 answer = lower_32_bits(findings->smc->call(MMCOMM_SPM_MM_VERSION, 0, 0, 0));
	const char *refusal;
	u32 major, minor;

	refusal = mmcomm_spm_mm_version_refusal(answer, &major, &minor);
	if (!refusal)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      use ? MMCOMM_VERDICT_USED : MMCOMM_VERDICT_USABLE, 0,
				      mm_version, "version %u.%u", major, minor);
	else if (answer >= 0)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_REFUSED, 0, mm_version,
				      "version %u.%u: %s", major, minor, refusal);
	else
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_MAILBOX,
				      MMCOMM_VERDICT_ABSENT, 0, mm_version,
				      "%s (code %d)", refusal, answer);
	return !refusal;
}

/**
 * mmcomm_discover_spm_mm - look for MM behind secure monitor calls
 * @config: the module parameters
 * @firmware: what is known of the firmware
 * @discovery: verdicts are added here
 * @findings: in: smc, table_says_smc, and the mailbox that was found before; out:
 *	mailbox
 *
 * Says nothing where the architecture has no such call, unless it is asked for by
 * name. Makes no call but MM_VERSION, and none where the conduit is not SMC.
 */
void mmcomm_discover_spm_mm(const struct mmcomm_config *config,
			    const struct mmcomm_firmware *firmware,
			    struct mmcomm_discovery *discovery,
			    struct mmcomm_findings *findings)
{
	struct mmcomm_discovery_entry *trigger;
	bool use = wanted(config, findings);

	if (!conduit_is_smc(config, firmware, discovery, findings))
		return;
	trigger = mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_TRIGGER,
					MMCOMM_VERDICT_USABLE, 0, conduit,
					"secure monitor calls; proves nothing about MM");
	if (findings->mailbox.kind && !hinted_at(firmware, findings)) {
		note(discovery, MMCOMM_SUBJECT_MAILBOX, MMCOMM_VERDICT_SKIPPED, mm_version,
		     "another mailbox was found, and nothing hints at this one");
		return;
	}
	if (!version_answers(discovery, findings, use) || !use)
		return;
	findings->mailbox = (struct mmcomm_mailbox) { .kind = MMCOMM_MAILBOX_SPM_MM };
	if (trigger)
		trigger->verdict = MMCOMM_VERDICT_USED;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_discover_spm_mm);
