/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Keeps everybody else away from memory and ports shared with the firmware.
 */
#ifndef _MMCOMM_EXCLUSION_H
#define _MMCOMM_EXCLUSION_H

#include <linux/types.h>

/**
 * struct mmcomm_exclusion - how the machine is stopped
 * @first_cpu_only: MMIs may be raised from CPU 0 alone
 * @stops: times that the machine was stopped; guarded by the communicator's lock
 */
struct mmcomm_exclusion {
	bool first_cpu_only;
	u64 stops;
};

int mmcomm_exclusive(struct mmcomm_exclusion *exclusion,
		     void (*work)(void *argument), void *argument,
		     u64 *stopped_ns);

#endif /* _MMCOMM_EXCLUSION_H */
