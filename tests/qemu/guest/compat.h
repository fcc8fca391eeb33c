/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a caller of 32 or 64 bits tells the program that compares them: one record
 * for each call, in the order of enum compat_call, on its standard output.
 */
#ifndef GUEST_COMPAT_H
#define GUEST_COMPAT_H

#include <linux/mmcomm.h>

#define COMPAT_BUFFERS	16
#define COMPAT_PLACES	64
#define COMPAT_MESSAGE	256

/**
 * enum compat_call - the calls that are made
 * @COMPAT_INFO: MMCOMM_IOC_INFO
 * @COMPAT_BUFFER_LIST: MMCOMM_IOC_BUFFERS
 * @COMPAT_PLACE_LIST: MMCOMM_IOC_DISCOVERY
 * @COMPAT_MESSAGE_SENT: MMCOMM_IOC_COMMUNICATE
 * @COMPAT_MESSAGE_RELOCATED: with a relocation and a window
 * @COMPAT_MESSAGE_IN_PLACE: with the response in the request's place
 * @COMPAT_FLAGS: with an unknown flag
 * @COMPAT_HIGH_REQUEST: with a request above 4 GiB, whose low half is right
 * @COMPAT_HIGH_RESPONSE: with such a response
 * @COMPAT_TAIL: with something behind the structure
 * @COMPAT_BARE: MMCOMM_IOC_TRIGGER
 * @COMPAT_NUMBER: an unknown number
 * @COMPAT_NOWHERE: MMCOMM_IOC_INFO without a structure
 * @COMPAT_CALLS: how many there are
 */
enum compat_call {
	COMPAT_INFO,
	COMPAT_BUFFER_LIST,
	COMPAT_PLACE_LIST,
	COMPAT_MESSAGE_SENT,
	COMPAT_MESSAGE_RELOCATED,
	COMPAT_MESSAGE_IN_PLACE,
	COMPAT_FLAGS,
	COMPAT_HIGH_REQUEST,
	COMPAT_HIGH_RESPONSE,
	COMPAT_TAIL,
	COMPAT_BARE,
	COMPAT_NUMBER,
	COMPAT_NOWHERE,
	COMPAT_CALLS,
};

/**
 * struct compat_record - what came of one call
 * @call: enum compat_call
 * @pointer_size: bytes of a pointer of the caller's
 * @error: errno or 0
 * @structure_size: of the structure, as the caller's compiler sees it
 * @pointers_kept: the structure's pointers are what they were; they are 0 here
 * @info: the structure afterwards
 * @list: the same
 * @message: the same
 * @trigger: the same
 * @buffers: what was written beside it
 * @places: the same
 * @response: the same
 */
struct compat_record {
	__u32 call;
	__u32 pointer_size;
	__u32 error;
	__u32 structure_size;
	__u32 pointers_kept;
	__u32 reserved;
	union {
		struct mmcomm_info info;
		struct mmcomm_list list;
		struct mmcomm_communicate message;
		struct mmcomm_trigger trigger;
	};
	union {
		struct mmcomm_buffer_entry buffers[COMPAT_BUFFERS];
		struct mmcomm_discovery_entry places[COMPAT_PLACES];
		__u8 response[COMPAT_MESSAGE];
	};
};

#endif /* GUEST_COMPAT_H */
