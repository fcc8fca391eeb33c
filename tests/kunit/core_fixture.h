/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The loaded module on a machine that a test makes up: what the module knows is
 * put aside for the time of the test.
 */
#ifndef _MMCOMM_CORE_FIXTURE_H
#define _MMCOMM_CORE_FIXTURE_H

#include <kunit/test.h>

#include "core.h"
#include "fake_memory.h"
#include "mock_mm.h"
#include "mock_smc.h"
#include "smmc_fixture.h"

/* Where things stand on a machine with MM. */
#define CODE		0x7e000000ULL
#define CODE_LEN	(2 * MMCOMM_MM_PAGE_SIZE)
#define MAILBOX		(CODE + 0x400)
#define DATA		0x7f000000ULL
#define DATA_PAGES	8
#define DATA_LEN	(DATA_PAGES * MMCOMM_MM_PAGE_SIZE)
#define RESERVED	0x7d000000ULL
#define RESERVED_LEN	(16 * MMCOMM_MM_PAGE_SIZE)

/* Where the other mailboxes stand, and what belongs to them. */
#define POINTER		(RESERVED + 0x100)
#define REGISTER	(RESERVED + 0x200)
#define SW_SMI		0xca
#define REGIONS		(RESERVED + 15 * MMCOMM_MM_PAGE_SIZE)
#define STANDALONE	(RESERVED + 4 * MMCOMM_MM_PAGE_SIZE)
#define STANDALONE_LEN	(4 * MMCOMM_MM_PAGE_SIZE)
#define RECORD		(CODE + MMCOMM_MM_PAGE_SIZE)
#define STATUS_BLOCK	(DATA + DATA_LEN - MMCOMM_MM_PAGE_SIZE)

/* Of the pages of runtime data the outermost are left alone. */
#define BORROWED	(DATA + MMCOMM_MM_PAGE_SIZE)
#define BORROWED_LEN	((DATA_PAGES - 2) * MMCOMM_MM_PAGE_SIZE)

/**
 * struct fake_machine - what the module is told about the machine
 * @refusal: why the firmware's memory cannot be looked at, NULL where it can
 * @smc_refusal: why MM must not be called by SMC, NULL where it may
 * @encrypted_guest: see struct mmcomm_firmware
 * @no_memory: the memory map cannot be read for want of memory
 * @whole_map: @map is the map of everything, as it was at boot
 * @map: the firmware's memory map
 * @fadt: what ACPI says
 * @uefi_tables: what ACPI's UEFI tables say
 * @uefi_table_count: entries of @uefi_tables
 * @ns_buffers: what the device tree says of shared memory
 * @ns_buffer_count: entries of @ns_buffers
 * @region_table: address of the communication region table, or 0
 * @smmc: where the traditional mailbox is
 * @pointer: where MM looks for the address of a message after SW_SMI
 * @status_block: where its status block is
 * @answered: the mailbox that MM answered in last
 * @reads: times that the firmware was looked at
 */
struct fake_machine {
	const char *refusal;
	const char *smc_refusal;
	bool encrypted_guest;
	bool no_memory;
	bool whole_map;
	struct mmcomm_memory_map map;
	struct mmcomm_fadt fadt;
	struct mmcomm_uefi_table_verdict uefi_tables[2];
	u32 uefi_table_count;
	struct mmcomm_ns_buffer ns_buffers[MMCOMM_MAX_NS_BUFFERS];
	u32 ns_buffer_count;
	u64 region_table;
	u64 smmc;
	u64 pointer;
	u64 status_block;
	enum mmcomm_mailbox_kind answered;
	u32 reads;
};

extern struct fake_machine fake_machine;

int core_fixture_init(struct kunit *test);
void core_fixture_exit(struct kunit *test);
void core_fixture_add_mm(struct kunit *test);
void core_fixture_add_smc(void);
void core_fixture_remove_ports(void);
struct mmcomm_ns_buffer *core_fixture_add_ns_buffer(enum mmcomm_ns_place place, u64 start,
						    u64 length);
void core_fixture_remove_smmc(void);
struct mmcomm_acpi_uefi_table *core_fixture_add_uefi_table(void);
void core_fixture_add_standalone_mm(u64 status_block);
void core_fixture_add_region(u32 type, u64 start, u64 pages);
__le32 *core_fixture_region_type(u32 index);
int core_fixture_bring_up(void);
const struct mmcomm_discovery_entry *
core_fixture_verdict(enum mmcomm_discovery_subject subject, const char *place);

#endif /* _MMCOMM_CORE_FIXTURE_H */
