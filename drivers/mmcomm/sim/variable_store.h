/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The variables of the simulated MM, in memory of a fixed size.
 */
#ifndef _MMCOMM_SIM_VARIABLE_STORE_H
#define _MMCOMM_SIM_VARIABLE_STORE_H

#include <linux/types.h>
#include <linux/uuid.h>

/** define SIM_STORE_LEN - bytes of names, data and bookkeeping */
#define SIM_STORE_LEN	(64 * 1024)

/**
 * struct sim_variable - one variable, as it stands in the store
 * @len: bytes of this record, a multiple of 8
 * @vendor: its namespace
 * @attributes: EFI_VARIABLE_*
 * @name_size: bytes of its name, UCS-2 with the terminating NUL
 * @data_size: bytes of its data
 * @bytes: name, then data
 */
struct sim_variable {
	u32 len;
	guid_t vendor;
	u32 attributes;
	u32 name_size;
	u32 data_size;
	u8 bytes[] __aligned(8);
};

/**
 * struct sim_name - what a variable is found by
 * @vendor: its namespace
 * @name: UCS-2 with the terminating NUL; not aligned
 * @size: bytes of @name
 */
struct sim_name {
	guid_t vendor;
	const void *name;
	u32 size;
};

void sim_store_init(void);
struct sim_variable *sim_store_find(const struct sim_name *name);
const struct sim_variable *sim_store_after(const struct sim_variable *variable);
bool sim_store_set(const struct sim_name *name, u32 attributes,
		   const void *data, u32 data_size);
bool sim_store_append(struct sim_variable *variable, const void *data,
		      u32 data_size);
void sim_store_delete(struct sim_variable *variable);
u32 sim_store_room(void);

#endif /* _MMCOMM_SIM_VARIABLE_STORE_H */
