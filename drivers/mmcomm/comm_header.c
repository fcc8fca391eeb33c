// SPDX-License-Identifier: GPL-2.0
/*
 * Writes and reads the communicate headers in front of a message.
 */
#include <linux/bitops.h>
#include <linux/compiler.h>
#include <linux/string.h>
#include <uapi/linux/mmcomm.h>

#include "comm_header.h"
#include "compat.h"

static const guid_t v3_marker = MMCOMM_HEADER_V3_MARKER;

/**
 * mmcomm_header_len - size of a communicate header
 * @version: MMCOMM_HEADER_*
 *
 * Return: bytes in front of the message, 0 for an unknown version.
 */
u32 mmcomm_header_len(u32 version)
{
	switch (version) {
	case MMCOMM_HEADER_V1:
		return sizeof(struct mmcomm_header_v1);
	case MMCOMM_HEADER_V3:
		return sizeof(struct mmcomm_header_v3);
	default:
		return 0;
	}
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_header_len);

/**
 * mmcomm_header_is_marker - whether a recipient would be taken for a V3 header
 * @recipient: GUID of the handler
 *
 * An MM core that finds the marker in the first GUID of a message reads the
 * recipient further back, where a V1 message has its payload.
 *
 * Return: true for the marker of V3 headers.
 */
bool mmcomm_header_is_marker(const guid_t *recipient)
{
	return guid_equal(recipient, &v3_marker);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_header_is_marker);

/**
 * mmcomm_header_best - the newest of several header versions
 * @versions: bit mask of 1 << MMCOMM_HEADER_*
 *
 * Return: MMCOMM_HEADER_*, 0 where @versions has none that is known.
 */
u32 mmcomm_header_best(u32 versions)
{
	if (versions & BIT(MMCOMM_HEADER_V3))
		return MMCOMM_HEADER_V3;
	if (versions & BIT(MMCOMM_HEADER_V1))
		return MMCOMM_HEADER_V1;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_header_best);

/**
 * mmcomm_header_write - write a communicate header
 * @at: start of the communicate buffer
 * @version: MMCOMM_HEADER_V1 or MMCOMM_HEADER_V3
 * @recipient: GUID of the handler
 * @message_len: bytes of the message
 */
void mmcomm_header_write(void *at, u32 version, const guid_t *recipient,
			 u64 message_len)
{
	if (version == MMCOMM_HEADER_V3) {
		struct mmcomm_header_v3 v3 = {
			.marker = v3_marker,
			.buffer_size = cpu_to_le64(sizeof(v3) + message_len),
			.recipient = *recipient,
			.message_size = cpu_to_le64(message_len),
		};

		memcpy(at, &v3, sizeof(v3));
	} else {
		struct mmcomm_header_v1 v1 = {
			.recipient = *recipient,
			.message_length = cpu_to_le64(message_len),
		};

		memcpy(at, &v1, sizeof(v1));
	}
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_header_write);

/**
 * mmcomm_header_recipient_is - whether a header still names its recipient
 * @at: start of the communicate buffer
 * @version: MMCOMM_HEADER_V1 or MMCOMM_HEADER_V3
 * @recipient: GUID it was written with
 *
 * Return: true where the recipient, and for V3 the marker, are unchanged.
 */
bool mmcomm_header_recipient_is(const void *at, u32 version,
				const guid_t *recipient)
{
	struct mmcomm_header_v1 v1;
	struct mmcomm_header_v3 v3;

	if (version == MMCOMM_HEADER_V3) {
		memcpy(&v3, at, sizeof(v3));
		return guid_equal(&v3.marker, &v3_marker) &&
		       guid_equal(&v3.recipient, recipient);
	}
	memcpy(&v1, at, sizeof(v1));
	return guid_equal(&v1.recipient, recipient);
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_header_recipient_is);

/**
 * mmcomm_header_answer_len - the length that MM left in a V1 header
 * @at: start of the communicate buffer, 8-byte aligned
 *
 * Reads it once, since every look at memory of MM's may show something else.
 *
 * Return: bytes of the answer, as MM says; any 64-bit number.
 */
u64 mmcomm_header_answer_len(const void *at)
{
	const struct mmcomm_header_v1 *v1 = at;

	return le64_to_cpu(READ_ONCE(v1->message_length));
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_header_answer_len);

/**
 * mmcomm_header_length_is - whether a header still holds its lengths
 * @at: start of the communicate buffer
 * @version: MMCOMM_HEADER_V1 or MMCOMM_HEADER_V3
 * @message_len: bytes it was written with
 *
 * Return: true where every length in the header is unchanged.
 */
bool mmcomm_header_length_is(const void *at, u32 version, u64 message_len)
{
	struct mmcomm_header_v1 v1;
	struct mmcomm_header_v3 v3;

	if (version == MMCOMM_HEADER_V3) {
		memcpy(&v3, at, sizeof(v3));
		return le64_to_cpu(v3.message_size) == message_len &&
		       le64_to_cpu(v3.buffer_size) == sizeof(v3) + message_len &&
		       !v3.reserved;
	}
	memcpy(&v1, at, sizeof(v1));
	return le64_to_cpu(v1.message_length) == message_len;
}
EXPORT_SYMBOL_IF_KUNIT(mmcomm_header_length_is);
