// SPDX-License-Identifier: GPL-2.0
/*
 * The library's profile_parse.c: the database and nothing else.
 */
#include <stdlib.h>
#include <string.h>

#include <libmmcomm.h>

#include "harness.h"

/* What is pointed at lies in the profile's own copy, and no two things in one byte. */
static void check_inside(const struct mmcomm_profile *profile, const void *from, size_t length)
{
	const __u8 *at = from;

	require(at >= profile->data && length <= profile->size);
	require((size_t)(at - profile->data) <= profile->size - length);
}

static void check_profile(const struct mmcomm_profile *profile, const u8 *data, size_t length)
{
	const __u8 *last = profile->data;
	size_t i;

	require(profile->size == length && !memcmp(profile->data, data, length));
	require(profile->image_count <= length / 64);
	require(profile->handler_count <= length / 32);
	for (i = 0; i < profile->image_count; i++) {
		const struct mmcomm_profile_image *image = &profile->images[i];
		const struct mmcomm_profile_image *found;

		found = mmcomm_profile_image_at(profile, image->base);
		require(image->size ? found && found <= image : found != image);
		if (!image->path)
			continue;
		require(*image->path);
		require((const __u8 *)image->path > last);
		last = (const __u8 *)image->path + strlen(image->path);
		check_inside(profile, image->path, strlen(image->path) + 1);
	}
	last = profile->data;
	for (i = 0; i < profile->handler_count; i++) {
		const struct mmcomm_profile_handler *handler = &profile->handlers[i];

		require(handler->category <= MMCOMM_PROFILE_HARDWARE);
		require(!handler->context == !handler->context_size);
		if (!handler->context)
			continue;
		require(handler->context > last);
		last = handler->context + handler->context_size - 1;
		check_inside(profile, handler->context, handler->context_size);
	}
}

void fuzz(struct input *input)
{
	static const struct mmcomm_profile nothing;
	struct mmcomm_profile profile;
	size_t length = input->left;
	u8 *data = take_block(input, length);
	const char *detail;

	if (mmcomm_profile_parse(data, length, &profile, &detail)) {
		require_sentence(detail);
		require(!memcmp(&profile, &nothing, sizeof(profile)));
	} else {
		accepted();
		require(!detail);
		check_profile(&profile, data, length);
	}
	free(data);
	mmcomm_profile_release(&profile);
}
