// SPDX-License-Identifier: GPL-2.0
/*
 * comm_header.c: a version, a recipient, a length, and what MM left where the
 * header was.
 */
#include <stdlib.h>
#include <string.h>

#include <asm/unaligned.h>
#include <linux/bits.h>
#include <uapi/linux/mmcomm.h>

#include "comm_header.h"
#include "harness.h"

static const u8 marker[] = {
	0x53, 0xc8, 0xe8, 0x68, 0xa9, 0x2b, 0xd7, 0x4d,
	0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35,
};

static bool left_alone(const u8 *at, u32 version, const guid_t *recipient, u64 length,
		       bool *lengths)
{
	if (version == MMCOMM_HEADER_V3) {
		*lengths = get_unaligned_le64(at + 16) == length + 56 &&
			   !get_unaligned_le64(at + 24) &&
			   get_unaligned_le64(at + 48) == length;
		return !memcmp(at, marker, 16) && !memcmp(at + 32, recipient, 16);
	}
	*lengths = get_unaligned_le64(at + 16) == length;
	return !memcmp(at, recipient, 16);
}

void fuzz(struct input *input)
{
	u8 choice = take_u8(input);
	u32 versions = take_u32(input), best = mmcomm_header_best(versions);
	u32 version = choice & 1 ? MMCOMM_HEADER_V3 : MMCOMM_HEADER_V1;
	u32 length = mmcomm_header_len(version);
	u64 message_len = take_u64(input);
	guid_t recipient;
	bool lengths;
	u8 *guid, *at;

	require(length == (version == MMCOMM_HEADER_V3 ? 56 : 24));
	require(!best == !(versions & (BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3))));
	require(!best || (versions & BIT(best) && mmcomm_header_len(best)));
	require(best == MMCOMM_HEADER_V3 || !(versions & BIT(MMCOMM_HEADER_V3)));
	require(!mmcomm_header_len(versions) || versions == 1 || versions == 3);

	guid = take_block(input, sizeof(recipient));
	memcpy(&recipient, guid, sizeof(recipient));
	require(mmcomm_header_is_marker(&recipient) == !memcmp(guid, marker, 16));
	free(guid);

	at = take_block(input, length);
	/* MM's own bytes first, then what was written, then some of it changed. */
	require(mmcomm_header_recipient_is(at, version, &recipient) ==
		left_alone(at, version, &recipient, message_len, &lengths));
	require(mmcomm_header_length_is(at, version, message_len) == lengths);

	mmcomm_header_write(at, version, &recipient, message_len);
	require(mmcomm_header_recipient_is(at, version, &recipient));
	require(mmcomm_header_length_is(at, version, message_len));
	accepted();

	at[take_u8(input) % length] ^= take_u8(input);
	require(mmcomm_header_recipient_is(at, version, &recipient) ==
		left_alone(at, version, &recipient, message_len, &lengths));
	require(mmcomm_header_length_is(at, version, message_len) == lengths);
	free(at);
}
