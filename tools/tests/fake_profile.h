/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Made-up databases of the SMI handler profile, laid out as EDK2 lays them out.
 */
#ifndef FAKE_PROFILE_H
#define FAKE_PROFILE_H

#include <linux/types.h>
#include <stddef.h>

/**
 * struct database - a database in the making; all zero to begin with
 * @bytes: its bytes
 * @size: how many
 * @handlers: where the record of handlers that is being filled begins
 */
struct database {
	__u8 bytes[8192];
	size_t size;
	size_t handlers;
};

/**
 * database_image - add a module
 * @database: where to
 * @guid: of its file
 * @base: address
 * @size: bytes
 * @path: of its symbols, or NULL
 *
 * Its reference is the number of its record.
 *
 * Return: where in the database its record begins.
 */
size_t database_image(struct database *database, const char *guid, __u64 base, __u64 size,
		      const char *path);

/**
 * database_handlers - begin a record of handlers
 * @database: where to
 * @category: enum mmcomm_profile_category, or what is none
 * @guid: of its type
 *
 * Return: where in the database the record begins.
 */
size_t database_handlers(struct database *database, __u32 category, const char *guid);

/**
 * database_handler - add a handler to the record that was begun last
 * @database: where to
 * @address: of its code
 * @caller: who registered it
 * @context: its context, or NULL
 * @size: bytes of the context
 *
 * Return: where in the database its record begins.
 */
size_t database_handler(struct database *database, __u64 address, __u64 caller,
			const void *context, size_t size);

/* Overwrites a field of a record. */
void database_put16(struct database *database, size_t at, __u16 value);
void database_put32(struct database *database, size_t at, __u32 value);

/** database_usual - what the fake device's firmware has */
const struct database *database_usual(void);

/* Offsets in the firmware's records. */
#define RECORD_SIGNATURE	0
#define RECORD_LENGTH		4
#define RECORD_REVISION		8
#define IMAGE_PATH_OFFSET	60
#define IMAGE_LEN		64
#define HANDLERS_CATEGORY	32
#define HANDLERS_COUNT		36
#define HANDLERS_LEN		40
#define HANDLER_LENGTH		0
#define HANDLER_CONTEXT_OFFSET	24
#define HANDLER_CONTEXT_SIZE	28
#define HANDLER_LEN		32

#endif
