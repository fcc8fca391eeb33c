/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The communicate headers in front of a message, as PI specification vol. 4,
 * section 5.7 (V1) and UEFI PI 1.9 (V3) define them. Pure: knows bytes only.
 */
#ifndef _MMCOMM_COMM_HEADER_H
#define _MMCOMM_COMM_HEADER_H

#include <linux/build_bug.h>
#include <linux/types.h>
#include <linux/uuid.h>

/** define MMCOMM_HEADER_V3_MARKER - gEfiMmCommunicateHeaderV3Guid */
#define MMCOMM_HEADER_V3_MARKER						\
	GUID_INIT(0x68e8c853, 0x2ba9, 0x4dd7,				\
		  0x9a, 0xc0, 0x91, 0xe1, 0x61, 0x55, 0xc9, 0x35)

/**
 * struct mmcomm_header_v1 - EFI_MM_COMMUNICATE_HEADER on 64-bit firmware
 * @recipient: GUID of the handler
 * @message_length: bytes that follow
 */
struct mmcomm_header_v1 {
	guid_t recipient;
	__le64 message_length;
};

static_assert(sizeof(struct mmcomm_header_v1) == 24);

/**
 * struct mmcomm_header_v3 - EFI_MM_COMMUNICATE_HEADER_V3
 * @marker: MMCOMM_HEADER_V3_MARKER
 * @buffer_size: bytes of header and message
 * @reserved: 0
 * @recipient: GUID of the handler
 * @message_size: bytes that follow
 */
struct mmcomm_header_v3 {
	guid_t marker;
	__le64 buffer_size;
	__le64 reserved;
	guid_t recipient;
	__le64 message_size;
};

static_assert(sizeof(struct mmcomm_header_v3) == 56);

u32 mmcomm_header_len(u32 version);
bool mmcomm_header_is_marker(const guid_t *recipient);
void mmcomm_header_write(void *at, u32 version, const guid_t *recipient,
			 u64 message_len);
bool mmcomm_header_recipient_is(const void *at, u32 version,
				const guid_t *recipient);
bool mmcomm_header_length_is(const void *at, u32 version, u64 message_len);
u64 mmcomm_header_answer_len(const void *at);
u32 mmcomm_header_best(u32 versions);

#endif /* _MMCOMM_COMM_HEADER_H */
