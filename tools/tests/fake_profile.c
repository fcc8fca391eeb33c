// SPDX-License-Identifier: GPL-2.0
/*
 * Made-up databases of the SMI handler profile.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fake_profile.h"
#include "libmmcomm.h"

#define ZERO_GUID "00000000-0000-0000-0000-000000000000"

static void put(struct database *database, size_t at, __u64 value, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		database->bytes[at + i] = value >> (8 * i);
}

static __u32 get32(const struct database *database, size_t at)
{
	return database->bytes[at] | database->bytes[at + 1] << 8 |
	       database->bytes[at + 2] << 16 | (__u32)database->bytes[at + 3] << 24;
}

void database_put16(struct database *database, size_t at, __u16 value)
{
	put(database, at, value, 2);
}

void database_put32(struct database *database, size_t at, __u32 value)
{
	put(database, at, value, 4);
}

/* Firmware aligns what follows a record to 8 bytes. */
static size_t add(struct database *database, size_t length, const void *tail, size_t tail_len)
{
	size_t at = database->size;
	size_t end = at + length + (tail_len + 7) / 8 * 8;

	if (end > sizeof(database->bytes))
		abort();
	if (tail_len)
		memcpy(database->bytes + at + length, tail, tail_len);
	database->size = end;
	return at;
}

static void put_header(struct database *database, size_t at, const char *signature)
{
	memcpy(database->bytes + at, signature, 4);
	put(database, at + RECORD_LENGTH, database->size - at, 4);
	put(database, at + RECORD_REVISION, 1, 4);
}

size_t database_image(struct database *database, const char *guid, __u64 base, __u64 size,
		      const char *path)
{
	size_t at = add(database, IMAGE_LEN, path, path ? strlen(path) + 1 : 0);
	__u32 reference = 0;

	for (size_t before = 0; before < at; before += get32(database, before + RECORD_LENGTH))
		reference++;
	put_header(database, at, "SCID");
	mmcomm_guid_parse(guid, database->bytes + at + 16);
	put(database, at + 32, base + 0x1000, 8);
	put(database, at + 40, base, 8);
	put(database, at + 48, size, 8);
	put(database, at + 56, reference, 4);
	put(database, at + IMAGE_PATH_OFFSET, path ? IMAGE_LEN : 0, 2);
	return at;
}

size_t database_handlers(struct database *database, __u32 category, const char *guid)
{
	size_t at = add(database, HANDLERS_LEN, NULL, 0);

	put_header(database, at, "SCSD");
	mmcomm_guid_parse(guid, database->bytes + at + 16);
	put(database, at + HANDLERS_CATEGORY, category, 4);
	database->handlers = at;
	return at;
}

size_t database_handler(struct database *database, __u64 address, __u64 caller,
			const void *context, size_t size)
{
	size_t at = add(database, HANDLER_LEN, context, size);
	size_t record = database->handlers;

	put(database, at + HANDLER_LENGTH, database->size - at, 4);
	put(database, at + 4, UINT32_MAX, 4);
	put(database, at + 8, caller, 8);
	put(database, at + 16, address, 8);
	put(database, at + HANDLER_CONTEXT_OFFSET, size ? HANDLER_LEN : 0, 2);
	put(database, at + HANDLER_CONTEXT_SIZE, size, 4);
	put(database, record + RECORD_LENGTH, database->size - record, 4);
	put(database, record + HANDLERS_COUNT, get32(database, record + HANDLERS_COUNT) + 1, 4);
	return at;
}

const struct database *database_usual(void)
{
	static const __u8 command[8] = { 0xca };
	static const __u8 sleep[8] = { 3, 0, 0, 0, 0, 0, 0, 0 };
	static struct database database;
	struct database *d = &database;

	memset(d, 0, sizeof(*d));
	database_image(d, "e94f54cd-81eb-47ed-aec3-856f5dc157a9", 0x7ffe0000, 0x20000,
		       "/build/PiSmmCore/DEBUG/PiSmmCore.dll");
	database_image(d, "23a089b3-eed5-4ac5-b2ab-43e3298c2343", 0x7ff80000, 0x14000, NULL);
	database_image(d, "01020304-0506-0708-090a-0b0c0d0e0f10", 0x7ff70000, 0x1000,
		       "C:\\work\\Evil\033[31m\xff.efi");
	database_image(d, ZERO_GUID, 0x7ff60000, 0x1000, NULL);
	database_handlers(d, MMCOMM_PROFILE_ROOT, ZERO_GUID);
	database_handler(d, 0x7ff70100, 0x7ff70200, NULL, 0);
	database_handlers(d, MMCOMM_PROFILE_GUID, "variable");
	database_handler(d, 0x7ff82f10, 0x7ff81a20, NULL, 0);
	database_handlers(d, MMCOMM_PROFILE_GUID, "6d6d636f-6d6d-4654-8001-000000000001");
	database_handler(d, 0x7ff60010, 0x7ff70210, NULL, 0);
	database_handler(d, 0x1000, 0x2000, NULL, 0);
	database_handlers(d, MMCOMM_PROFILE_HARDWARE, "sw-dispatch");
	database_handler(d, 0x7ff70300, 0x7ff70310, command, sizeof(command));
	database_handler(d, 0x7ff70400, 0x7ff70410, NULL, 0);
	database_handlers(d, MMCOMM_PROFILE_HARDWARE, "sx-dispatch");
	database_handler(d, 0x7ff82000, 0x7ff82010, sleep, sizeof(sleep));
	return d;
}
