// SPDX-License-Identifier: GPL-2.0
/*
 * discovery.c and the other discovery_*.c: what is found in made-up memory, and what
 * is said about it. The parameters come first: how many buffers, which flags,
 * where the mailbox and a buffer are supposed to be.
 */
#include <string.h>

#include "discovery.h"
#include "executor_smmc.h"
#include "world.h"

static void check_verdicts(const struct mmcomm_discovery *discovery,
			   const struct mmcomm_mailbox *mailbox)
{
	u32 i, used = 0;

	require(discovery->count && discovery->count <= MMCOMM_MAX_PLACES);
	for (i = 0; i < discovery->count; i++) {
		const struct mmcomm_discovery_entry *entry = &discovery->places[i];
		size_t place = strnlen(entry->place, sizeof(entry->place));
		size_t reason = strnlen(entry->reason, sizeof(entry->reason));

		require(entry->subject == MMCOMM_SUBJECT_MAILBOX ||
			entry->subject == MMCOMM_SUBJECT_BUFFER);
		require(entry->verdict >= MMCOMM_VERDICT_USED &&
			entry->verdict <= MMCOMM_VERDICT_SKIPPED);
		/* As long as the room for it: it may have been cut. */
		require(place && place < sizeof(entry->place) - 1);
		require(reason && reason < sizeof(entry->reason) - 1);
		if (entry->verdict == MMCOMM_VERDICT_USED &&
		    entry->subject == MMCOMM_SUBJECT_MAILBOX) {
			require(entry->address == mailbox->address);
			used++;
		}
	}
	require(used == !!mailbox->kind);
}

static u32 verdicts(const struct mmcomm_discovery *discovery,
		    enum mmcomm_discovery_verdict verdict)
{
	u32 i, count = 0;

	for (i = 0; i < discovery->count; i++)
		count += discovery->places[i].verdict == verdict;
	return count;
}

static void check_smmc(const struct mmcomm_firmware *firmware,
		       const struct mmcomm_config *config, u64 address)
{
	const struct mmcomm_memory_region *region =
		mmcomm_memory_region_of(&firmware->runtime_map, address,
					sizeof(struct mmcomm_smmc));
	struct mmcomm_smmc *mailbox;

	require(region && !(address % 8));
	require(config->mailbox ? address == config->mailbox :
				  region->type == MMCOMM_MEMORY_RUNTIME_CODE);
	mailbox = firmware->access->map(address, sizeof(*mailbox));
	require(mailbox);
	require(!mmcomm_smmc_refusal(mailbox, firmware));
	firmware->access->unmap(mailbox);
}

/* Who claims a buffer, or has a message in one, writes nowhere else. */
static void check_apart(const struct mmcomm_region_table *regions, u64 address, u64 length)
{
	require(!mmcomm_region_table_overlaps(regions, address, length));
	require(!mmcomm_ranges_overlap(regions->address, regions->length, address, length));
}

/* Memory that the kernel will write, whatever the firmware says about it. */
static void check_written(const struct mmcomm_firmware *firmware,
			  const struct mmcomm_findings *findings, u64 length)
{
	u64 address = findings->mailbox.address;

	require(!mmcomm_memory_refusal(firmware, address, length));
	require(!(address % length));
	check_apart(&findings->regions, address, length);
}

static void check_mailbox(const struct mmcomm_firmware *firmware,
			  const struct mmcomm_config *config,
			  const struct mmcomm_findings *findings)
{
	const struct mmcomm_mailbox *mailbox = &findings->mailbox;
	const struct mmcomm_acpi_register *reg = &mailbox->table.invocation;

	if (config->mailbox)
		require(mailbox->kind == MMCOMM_MAILBOX_SMMC);
	switch (mailbox->kind) {
	case MMCOMM_MAILBOX_SMMC:
		check_smmc(firmware, config, mailbox->address);
		break;
	case MMCOMM_MAILBOX_STATUS_BLOCK:
		require(mailbox->layouts);
		require(!mmcomm_buffer_refusal(firmware, &findings->mailboxes,
					       mailbox->buffer.start,
					       mailbox->buffer.length));
		require(mmcomm_memory_region_of(&firmware->runtime_map, mailbox->address,
						24)->type == MMCOMM_MEMORY_RUNTIME_DATA);
		check_apart(&findings->regions, mailbox->address, 24);
		break;
	case MMCOMM_MAILBOX_ACPI_POINTER:
		check_written(firmware, findings, 8);
		break;
	case MMCOMM_MAILBOX_ACPI_REGISTER:
		if (reg->space == MMCOMM_ACPI_SPACE_MEMORY)
			check_written(firmware, findings, reg->bit_width / 8);
		else
			require(!mailbox->address && reg->address >= 0x400);
		break;
	default:
		require(false);
	}
}

static void check_buffer(const struct mmcomm_firmware *firmware,
			 const struct mmcomm_config *config,
			 const struct mmcomm_findings *findings, u32 nth)
{
	const struct mmcomm_buffer *buffer = &findings->buffers[nth];
	const struct mmcomm_region_entry *entry;
	const u8 *bytes = buffer->virt;
	u64 i;

	require(!mmcomm_buffer_refusal(firmware, &findings->mailboxes, buffer->address,
				       buffer->length));
	for (i = 0; i < nth; i++)
		require(!mmcomm_ranges_overlap(buffer->address, buffer->length,
					       findings->buffers[i].address,
					       findings->buffers[i].length));
	require(buffer->mapped && buffer->id == nth);
	entry = mmcomm_region_table_entry_of(&findings->regions, buffer->address,
					     buffer->length);
	require(!buffer->claim == !entry);
	require(!entry || !mmcomm_region_is_free(buffer->claim) ==
			  (entry->type != MMCOMM_REGION_FREE));
	require(!mmcomm_region_table_refusal(&findings->regions, findings->fixed_buffers,
					     buffer->address, buffer->length));
	if (config->comm_buffer_count)
		require(buffer->source == MMCOMM_SOURCE_PARAMETER);
	else if (entry)
		require(buffer->source == MMCOMM_SOURCE_REGION_TABLE ||
			buffer->source == MMCOMM_SOURCE_STATUS_BLOCK);
	require(buffer->borrowed == (buffer->source == MMCOMM_SOURCE_BORROWED));
	require(buffer->borrowed == (!config->comm_buffer_count && !entry));
	if (!buffer->borrowed)
		return;
	require(firmware->is_qemu || config->allow_borrow);
	require(!mmcomm_region_table_overlaps(&findings->regions, buffer->address,
					      buffer->length));
	for (i = 0; i < buffer->length; i++)
		require(bytes[i] == buffer->fill);
	for (i = 0; i < firmware->known_count; i++)
		require(firmware->known[i] + 4096 <= buffer->address ||
			firmware->known[i] >= buffer->address + buffer->length);
}

void fuzz(struct input *input)
{
	static struct mmcomm_firmware firmware;
	static struct mmcomm_findings findings;
	static struct mmcomm_discovery discovery;
	static struct mmcomm_config config;
	static const struct mmcomm_fadt fadt = {
		.present = true,
		.smi_command = 0xb2,
		.reserved_commands = { 2, 3 },
		.acpi_base = { .type = MMCOMM_ACPI_BASE_IO, .io = 0x600 },
	};
	u8 choice = take_u8(input), region;
	u32 i;

	memset(&config, 0, sizeof(config));
	memset(&findings, 0, sizeof(findings));
	memset(&discovery, 0, sizeof(discovery));
	config.buffers = 1 + choice % MMCOMM_MAX_BUFFERS;
	config.allow_borrow = choice & 0x10;
	findings.fixed_buffers = choice & 0x80;
	region = take_u8(input);
	if (choice & 0x20)
		config.mailbox = world_address(region, take_u16(input));
	region = take_u8(input);
	if (choice & 0x40) {
		config.comm_buffers[0].start = world_address(region, take_u16(input)) & ~0xfffULL;
		config.comm_buffers[0].length = 4096;
		config.comm_buffer_count = 1;
	}
	world_make(input, &firmware);

	mmcomm_firmware_find_tables(&firmware);
	mmcomm_discover_tables(&firmware, &discovery, &findings);
	require(!findings.mailbox.kind && !findings.buffer_count);
	mmcomm_discover_mailbox(&config, &firmware, &fadt, &discovery, &findings);
	mmcomm_discover_buffers(&config, &firmware, NULL, 0, &discovery, &findings);

	check_verdicts(&discovery, &findings.mailbox);
	/* Everything at once. */
	if (findings.mailbox.kind && findings.buffer_count && findings.regions.count &&
	    verdicts(&discovery, MMCOMM_VERDICT_USABLE) >= 2)
		accepted();
	if (findings.mailbox.kind)
		check_mailbox(&firmware, &config, &findings);
	require(findings.buffer_count <= MMCOMM_MAX_BUFFERS);
	for (i = 0; i < findings.buffer_count; i++)
		check_buffer(&firmware, &config, &findings, i);
	for (i = 0; i < findings.buffer_count; i++)
		mmcomm_buffer_unmap(&findings.buffers[i], firmware.access);
	world_end(&firmware);
}
