/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one instance of everything, as the device sees it.
 */
#ifndef _MMCOMM_CORE_H
#define _MMCOMM_CORE_H

#include <linux/mmcomm.h>

struct mmcomm_communicator;

/**
 * struct mmcomm_snapshot - a list, copied while nothing could change it
 * @entries: kvmalloc()ed array
 * @entry_size: bytes of one entry
 * @count: entries
 */
struct mmcomm_snapshot {
	void *entries;
	u32 entry_size;
	u32 count;
};

struct mmcomm_communicator *mmcomm_core_communicator(void);
int mmcomm_core_info(struct mmcomm_info *info);
int mmcomm_core_buffers(struct mmcomm_snapshot *snapshot);
int mmcomm_core_discovery(struct mmcomm_snapshot *snapshot);

int mmcomm_chardev_register(void);
void mmcomm_chardev_unregister(void);

#endif /* _MMCOMM_CORE_H */
