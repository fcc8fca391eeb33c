// SPDX-License-Identifier: GPL-2.0
/*
 * The database of EDK2's SMI handler profile, as bytes out of firmware: a row of
 * records, each with its own length, of two kinds. One describes a module, the
 * other the handlers of one type, which are records of their own inside it.
 *
 * Firmware is not trusted: a length, offset or count that does not fit what is
 * around it ends the parse.
 */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "libmmcomm.h"

/* 'S', 'C', 'I', 'D' and 'S', 'C', 'S', 'D' in the order of memory. */
#define IMAGE_SIGNATURE		0x44494353
#define HANDLERS_SIGNATURE	0x44534353
#define REVISION		1

/* The firmware's layouts; all fields are little endian. */
struct record_header {
	__u32 signature;
	__u32 length;
	__u32 revision;
	__u32 reserved;
};

struct image_record {
	struct record_header header;
	__u8 guid[MMCOMM_GUID_LEN];
	__u64 entry_point;
	__u64 base;
	__u64 size;
	__u32 reference;
	__u16 path_offset;
	__u16 reserved;
};

struct handlers_record {
	struct record_header header;
	__u8 type[MMCOMM_GUID_LEN];
	__u32 category;
	__u32 count;
};

struct handler_record {
	__u32 length;
	__u32 image_reference;
	__u64 caller;
	__u64 address;
	__u16 context_offset;
	__u16 reserved;
	__u32 context_size;
};

static_assert(sizeof(struct image_record) == 64, "layout of the firmware");
static_assert(sizeof(struct handlers_record) == 40, "layout of the firmware");
static_assert(sizeof(struct handler_record) == 32, "layout of the firmware");

/* Returns what is wrong with the record at @at, which has @length bytes, or NULL. */
static const char *take_image(struct mmcomm_profile *profile, const __u8 *at, size_t length)
{
	struct mmcomm_profile_image *image = &profile->images[profile->image_count];
	struct image_record record;
	size_t path;

	if (length < sizeof(record))
		return "the record of a module is too short";
	memcpy(&record, at, sizeof(record));
	path = le16toh(record.path_offset);
	if (path && (path < sizeof(record) || path >= length))
		return "the path of a module lies outside its record";
	if (path && !memchr(at + path, 0, length - path))
		return "the path of a module does not end inside its record";

	*image = (struct mmcomm_profile_image) {
		.entry_point = le64toh(record.entry_point),
		.base = le64toh(record.base),
		.size = le64toh(record.size),
		.reference = le32toh(record.reference),
		.path = path && at[path] ? (const char *)at + path : NULL,
	};
	memcpy(image->guid, record.guid, sizeof(image->guid));
	profile->image_count++;
	return NULL;
}

static const char *take_handler(struct mmcomm_profile *profile,
				const struct handlers_record *type,
				const __u8 *at, size_t left, size_t *length)
{
	struct mmcomm_profile_handler *handler = &profile->handlers[profile->handler_count];
	struct handler_record record;
	size_t offset, size;

	if (left < sizeof(record))
		return "it counts more handlers than it holds";
	memcpy(&record, at, sizeof(record));
	*length = le32toh(record.length);
	if (*length < sizeof(record) || *length > left)
		return "the record of a handler has a length that does not fit";
	offset = le16toh(record.context_offset);
	size = le32toh(record.context_size);
	if (size && (offset < sizeof(record) || offset > *length || size > *length - offset))
		return "the context of a handler lies outside its record";

	*handler = (struct mmcomm_profile_handler) {
		.category = le32toh(type->category),
		.address = le64toh(record.address),
		.caller = le64toh(record.caller),
		.image_reference = le32toh(record.image_reference),
		.context = size ? at + offset : NULL,
		.context_size = size,
	};
	memcpy(handler->type, type->type, sizeof(handler->type));
	profile->handler_count++;
	return NULL;
}

static const char *take_handlers(struct mmcomm_profile *profile, const __u8 *at, size_t length)
{
	struct handlers_record record;
	size_t one;

	if (length < sizeof(record))
		return "the record of a type of handlers is too short";
	memcpy(&record, at, sizeof(record));
	if (le32toh(record.category) > MMCOMM_PROFILE_HARDWARE)
		return "it has handlers of a category that is not known";
	at += sizeof(record);
	length -= sizeof(record);
	for (__u32 i = 0; i < le32toh(record.count); i++) {
		const char *wrong = take_handler(profile, &record, at, length, &one);

		if (wrong)
			return wrong;
		at += one;
		length -= one;
	}
	return length ? "it holds more than the handlers that it counts" : NULL;
}

static const char *take_records(struct mmcomm_profile *profile)
{
	const __u8 *at = profile->data;
	size_t left = profile->size;

	while (left) {
		struct record_header header;
		const char *wrong;
		size_t length;

		if (left < sizeof(header))
			return "it ends inside a record";
		memcpy(&header, at, sizeof(header));
		length = le32toh(header.length);
		if (length < sizeof(header) || length > left)
			return "a record has a length that does not fit";
		if (le32toh(header.revision) != REVISION)
			return "a record has another revision";
		switch (le32toh(header.signature)) {
		case IMAGE_SIGNATURE:
			wrong = take_image(profile, at, length);
			break;
		case HANDLERS_SIGNATURE:
			wrong = take_handlers(profile, at, length);
			break;
		default:
			return "a record has a signature that is not known";
		}
		if (wrong)
			return wrong;
		at += length;
		left -= length;
	}
	return NULL;
}

int mmcomm_profile_parse(const __u8 *data, size_t size, struct mmcomm_profile *profile,
			 const char **detail)
{
	*profile = (struct mmcomm_profile) { 0 };
	*detail = NULL;
	if (!size || size > MMCOMM_PROFILE_MAX_SIZE) {
		*detail = size ? "the profile is larger than any that makes sense" :
				 "the profile is empty";
		return MMCOMM_BAD_ANSWER;
	}
	/* More than fit into as many bytes there cannot be. */
	profile->images = calloc(size / sizeof(struct image_record) + 1,
				 sizeof(*profile->images));
	profile->handlers = calloc(size / sizeof(struct handler_record) + 1,
				   sizeof(*profile->handlers));
	profile->data = malloc(size);
	if (!profile->images || !profile->handlers || !profile->data) {
		mmcomm_profile_release(profile);
		return -ENOMEM;
	}
	memcpy(profile->data, data, size);
	profile->size = size;
	*detail = take_records(profile);
	if (!*detail)
		return 0;
	mmcomm_profile_release(profile);
	return MMCOMM_BAD_ANSWER;
}

const struct mmcomm_profile_image *
mmcomm_profile_image_at(const struct mmcomm_profile *profile, __u64 address)
{
	for (size_t i = 0; i < profile->image_count; i++) {
		const struct mmcomm_profile_image *image = &profile->images[i];

		/* An image may be said to reach past the end of memory. */
		if (address >= image->base && address - image->base < image->size)
			return image;
	}
	return NULL;
}

void mmcomm_profile_release(struct mmcomm_profile *profile)
{
	free(profile->images);
	free(profile->handlers);
	free(profile->data);
	*profile = (struct mmcomm_profile) { 0 };
}
