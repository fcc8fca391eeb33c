/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Messages by secure monitor call, to a secure partition under EL3's SPM_MM.
 */
#ifndef _MMCOMM_EXECUTOR_SPM_MM_H
#define _MMCOMM_EXECUTOR_SPM_MM_H

#include <linux/mmcomm.h>
#include <linux/types.h>

#include "sw_mmi.h"

/**
 * struct mmcomm_spm_mm_context - what the executor's operations need
 * @smc: how a secure monitor call is made; one may be made
 * @code: what MM_COMMUNICATE returned for the message under way
 */
struct mmcomm_spm_mm_context {
	const struct mmcomm_smc_ops *smc;
	s64 code;
};

extern const struct mmcomm_executor_ops mmcomm_executor_spm_mm;

#endif /* _MMCOMM_EXECUTOR_SPM_MM_H */
