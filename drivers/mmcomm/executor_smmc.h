/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The traditional SMM mailbox: SMM_CORE_PRIVATE_DATA of EDK2's PiSmmCore.
 */
#ifndef _MMCOMM_EXECUTOR_SMMC_H
#define _MMCOMM_EXECUTOR_SMMC_H

#include <linux/build_bug.h>
#include <linux/mmcomm.h>
#include <linux/types.h>

#include "firmware.h"

/** define MMCOMM_SMMC_SIGNATURE - 'smmc', in a 64-bit field */
#define MMCOMM_SMMC_SIGNATURE	0x636d6d73ULL

/**
 * struct mmcomm_smmc - SMM_CORE_PRIVATE_DATA on 64-bit firmware
 * @signature: MMCOMM_SMMC_SIGNATURE
 * @ipl_image_handle: image handle of the SMM IPL
 * @mmram_range_count: ranges of MMRAM
 * @mmram_ranges: array of them, in memory that is gone after boot
 * @entry_point: MM foundation entry point, inside the MM core's image
 * @entry_point_registered: 1 once MM can be entered
 * @in_mm: 1 while the MM core processes an MMI
 * @padding: undefined
 * @mmst: MM system table
 * @communication_buffer: physical address of the message; cleared by the core
 * @buffer_size: bytes of header and message, then of the answer
 * @return_status: EFI_STATUS of the core; written after the pointer is cleared
 * @core_image_base: where the MM core lies in MMRAM
 * @core_image_size: its bytes
 * @core_entry_point: its entry point
 */
struct mmcomm_smmc {
	__le64 signature;
	__le64 ipl_image_handle;
	__le64 mmram_range_count;
	__le64 mmram_ranges;
	__le64 entry_point;
	u8 entry_point_registered;
	u8 in_mm;
	u8 padding[6];
	__le64 mmst;
	__le64 communication_buffer;
	__le64 buffer_size;
	__le64 return_status;
	__le64 core_image_base;
	__le64 core_image_size;
	__le64 core_entry_point;
};

static_assert(offsetof(struct mmcomm_smmc, communication_buffer) == 56);
static_assert(offsetof(struct mmcomm_smmc, return_status) == 72);
static_assert(sizeof(struct mmcomm_smmc) == 104);

/**
 * struct mmcomm_smmc_context - what the executor's operations need
 * @mailbox: the mailbox, mapped
 * @old_status: status before the message under way
 * @old_size: size before the message under way
 */
struct mmcomm_smmc_context {
	struct mmcomm_smmc *mailbox;
	__le64 old_status;
	__le64 old_size;
};

extern const struct mmcomm_executor_ops mmcomm_executor_smmc;

const char *mmcomm_smmc_refusal(const struct mmcomm_smmc *candidate,
				const struct mmcomm_firmware *firmware);
void mmcomm_smmc_mmram(const struct mmcomm_smmc *mailbox,
		       const struct mmcomm_memory_map *map,
		       struct mmcomm_range *mmram);

#endif /* _MMCOMM_EXECUTOR_SMMC_H */
