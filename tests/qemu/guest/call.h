/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One message, whose answer is looked at byte by byte.
 */
#ifndef GUEST_CALL_H
#define GUEST_CALL_H

#include <linux/mmcomm.h>

#define LENGTH		256
#define CAPACITY	1024
#define UNTOUCHED	0xee

/**
 * struct call - one message and what came of it
 * @message: the structure
 * @error: errno or 0
 * @request: what is sent
 * @response: all UNTOUCHED before the call
 */
struct call {
	struct mmcomm_communicate message;
	int error;
	__u8 request[LENGTH];
	__u8 response[CAPACITY];
};

/**
 * call_prepare_to() - a message, no two neighbours of its bytes alike
 * @recipient: whom to
 * @length: its bytes, up to LENGTH
 */
struct call call_prepare_to(const __u8 recipient[16], __u32 length);

/**
 * call_prepare() - a message of LENGTH bytes to a test handler
 * @handler: number of the test handler
 */
struct call call_prepare(__u8 handler);

/**
 * call_send() - sends the message
 * @device: /dev/mmcomm
 * @call: in: the message; out: what came of it
 */
void call_send(int device, struct call *call);

#endif /* GUEST_CALL_H */
