// SPDX-License-Identifier: GPL-2.0
/*
 * Looks at the PI SMM communication region table.
 */
#include "compat.h"
#include "discovery.h"

static const char region_table[] = "communication region table";

static const char cannot_be_mapped[] = "cannot be mapped";

static const char *read_region_table(const struct mmcomm_firmware *firmware,
				     struct mmcomm_region_table *regions)
{
	u64 length = MMCOMM_REGION_TABLE_HEADER_LEN;
	u64 address = firmware->region_table;
	const char *refusal;
	void *virt;

	refusal = mmcomm_memory_refusal(firmware, address, length);
	if (refusal)
		return refusal;
	virt = firmware->access->map(address, length);
	if (!virt)
		return cannot_be_mapped;
	refusal = mmcomm_region_table_len(virt, &length);
	firmware->access->unmap(virt);
	if (refusal)
		return refusal;

	refusal = mmcomm_memory_refusal(firmware, address, length);
	if (refusal)
		return refusal;
	virt = firmware->access->map(address, length);
	if (!virt)
		return cannot_be_mapped;
	refusal = mmcomm_region_table_parse(virt, length, address, regions);
	firmware->access->unmap(virt);
	return refusal;
}

static void look_at_region_table(const struct mmcomm_firmware *firmware,
				 struct mmcomm_discovery *discovery,
				 struct mmcomm_findings *findings)
{
	const struct mmcomm_region_table *regions = &findings->regions;
	const char *refusal;

	if (!firmware->region_table) {
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_ABSENT, 0, region_table,
				      "no configuration table of that kind was found");
		return;
	}
	refusal = read_region_table(firmware, &findings->regions);
	if (refusal == cannot_be_mapped)
		findings->incomplete = true;
	if (refusal)
		mmcomm_discovery_note(discovery, MMCOMM_SUBJECT_BUFFER,
				      MMCOMM_VERDICT_REFUSED, firmware->region_table,
				      region_table, "%s", refusal);
	else
		mmcomm_keep_clear(&findings->mailboxes, regions->address, regions->length);
}

/**
 * mmcomm_discover_tables - look at what firmware publishes
 * @firmware: what is known of the firmware
 * @discovery: verdicts are added here
 * @findings: out: regions
 *
 * Reads memory of the firmware and writes none. May sleep.
 */
void mmcomm_discover_tables(const struct mmcomm_firmware *firmware,
			    struct mmcomm_discovery *discovery,
			    struct mmcomm_findings *findings)
{
	look_at_region_table(firmware, discovery, findings);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_discover_tables);
