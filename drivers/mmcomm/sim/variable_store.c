// SPDX-License-Identifier: GPL-2.0
/*
 * The variables of the simulated MM: records one behind the other, without a
 * gap. They live as long as the module is loaded.
 */
#include <linux/align.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "variable_store.h"

/* Attributes of variables that an operating system sees. */
#define NON_VOLATILE	0x1
#define BOOT_SERVICE	0x2
#define RUNTIME		0x4

static u8 store[SIM_STORE_LEN] __aligned(8);
static u32 used;

static struct sim_variable *at(u32 offset)
{
	return (struct sim_variable *)(store + offset);
}

static u32 offset_of(const struct sim_variable *variable)
{
	return (const u8 *)variable - store;
}

/**
 * sim_store_find - find a variable
 * @name: its name
 *
 * Return: it, until the store is changed; NULL where there is none.
 */
struct sim_variable *sim_store_find(const struct sim_name *name)
{
	u32 offset;

	for (offset = 0; offset < used; offset += at(offset)->len) {
		struct sim_variable *variable = at(offset);

		if (guid_equal(&variable->vendor, &name->vendor) &&
		    variable->name_size == name->size &&
		    !memcmp(variable->bytes, name->name, name->size))
			return variable;
	}
	return NULL;
}

/**
 * sim_store_after - walk through the variables
 * @variable: one of them, or NULL for the first
 *
 * Return: the next, NULL at the end.
 */
const struct sim_variable *sim_store_after(const struct sim_variable *variable)
{
	u32 offset = variable ? offset_of(variable) + variable->len : 0;

	return offset < used ? at(offset) : NULL;
}

/**
 * sim_store_room - how large a new variable could be
 *
 * Return: bytes of name and data.
 */
u32 sim_store_room(void)
{
	u32 room = SIM_STORE_LEN - used;

	return room > sizeof(struct sim_variable) ? room - sizeof(struct sim_variable) : 0;
}

static u32 record_len(u32 name_size, u32 data_size)
{
	return ALIGN(sizeof(struct sim_variable) + name_size + data_size, 8);
}

/**
 * sim_store_delete - delete a variable
 * @variable: it
 */
void sim_store_delete(struct sim_variable *variable)
{
	u32 offset = offset_of(variable), len = variable->len;

	memmove(store + offset, store + offset + len, used - offset - len);
	used -= len;
}

/**
 * sim_store_set - create a variable, or give one other data
 * @name: its name
 * @attributes: EFI_VARIABLE_*
 * @data: not inside the store
 * @data_size: bytes of @data
 *
 * Return: false where there is no room; nothing has changed then.
 */
bool sim_store_set(const struct sim_name *name, u32 attributes,
		   const void *data, u32 data_size)
{
	struct sim_variable *old = sim_store_find(name);
	u32 room = SIM_STORE_LEN - used + (old ? old->len : 0);
	struct sim_variable *variable;

	if (name->size > SIM_STORE_LEN || data_size > SIM_STORE_LEN ||
	    record_len(name->size, data_size) > room)
		return false;
	if (old)
		sim_store_delete(old);
	variable = at(used);
	variable->len = record_len(name->size, data_size);
	variable->vendor = name->vendor;
	variable->attributes = attributes;
	variable->name_size = name->size;
	variable->data_size = data_size;
	memcpy(variable->bytes, name->name, name->size);
	memcpy(variable->bytes + name->size, data, data_size);
	used += variable->len;
	return true;
}

/**
 * sim_store_append - lengthen a variable's data
 * @variable: it
 * @data: not inside the store
 * @data_size: bytes of @data
 *
 * Return: false where there is no room; nothing has changed then.
 */
bool sim_store_append(struct sim_variable *variable, const void *data,
		      u32 data_size)
{
	u32 offset = offset_of(variable), old_len = variable->len;
	u32 len;

	if (data_size > SIM_STORE_LEN)
		return false;
	len = record_len(variable->name_size, variable->data_size + data_size);
	if (len - old_len > SIM_STORE_LEN - used)
		return false;
	memmove(store + offset + len, store + offset + old_len,
		used - offset - old_len);
	memcpy(variable->bytes + variable->name_size + variable->data_size, data,
	       data_size);
	variable->data_size += data_size;
	variable->len = len;
	used += len - old_len;
	return true;
}

/* Variables that every machine has, so that there is something to read. */
static const struct {
	const char *name;
	u32 attributes;
	u32 size;
	u8 data[8];
} first_variables[] = {
	{ "SecureBoot", BOOT_SERVICE | RUNTIME, 1, { 0 } },
	{ "SetupMode", BOOT_SERVICE | RUNTIME, 1, { 1 } },
	{ "OsIndicationsSupported", BOOT_SERVICE | RUNTIME, 8, { 1 } },
	{ "PlatformLang", NON_VOLATILE | BOOT_SERVICE | RUNTIME, 3, "en" },
	{ "Timeout", NON_VOLATILE | BOOT_SERVICE | RUNTIME, 2, { 5, 0 } },
	{ "BootOrder", NON_VOLATILE | BOOT_SERVICE | RUNTIME, 4, { 1, 0, 0, 0 } },
};

/* EFI_GLOBAL_VARIABLE, UEFI specification, section 3.3. */
static const guid_t global_vendor =
	GUID_INIT(0x8be4df61, 0x93ca, 0x11d2,
		  0xaa, 0x0d, 0x00, 0xe0, 0x98, 0x03, 0x2b, 0x8c);

/**
 * sim_store_init - begin with the variables that every machine has
 */
void sim_store_init(void)
{
	u32 i;

	used = 0;
	for (i = 0; i < ARRAY_SIZE(first_variables); i++) {
		const char *ascii = first_variables[i].name;
		__le16 name[32] = {};
		struct sim_name key = { .vendor = global_vendor, .name = name };
		u32 length;

		for (length = 0; ascii[length]; length++)
			name[length] = cpu_to_le16(ascii[length]);
		key.size = (length + 1) * sizeof(*name);
		sim_store_set(&key, first_variables[i].attributes,
			      first_variables[i].data, first_variables[i].size);
	}
}
