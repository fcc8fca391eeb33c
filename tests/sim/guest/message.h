/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One message to the simulated MM, with memory around it in which a stray byte
 * would show.
 */
#ifndef SIM_MESSAGE_H
#define SIM_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/mmcomm.h>

/** define MESSAGE_ROOM - bytes of request and of response */
#define MESSAGE_ROOM	0x40000

/** define UNTOUCHED - what every byte of the response holds before a call */
#define UNTOUCHED	0xa5

/**
 * struct message - a request, what comes back, and what the caller looks at
 * @call: what the ioctl takes, to be changed before message_send()
 * @request: the payload; a pattern that no two messages share
 * @response: where the answer goes
 * @error: errno of the call, 0 where it went well
 */
struct message {
	struct mmcomm_communicate call;
	__u8 request[MESSAGE_ROOM];
	__u8 response[MESSAGE_ROOM];
	int error;
};

/**
 * message_to() - a plain message, with a response as long as there is room
 * @recipient: GUID as text, MMCOMM_SIM_*
 * @len: bytes of the request
 *
 * Return: the one message there is, overwritten by the next.
 */
struct message *message_to(const char *recipient, __u32 len);

/**
 * message_send() - the ioctl
 * @fd: /dev/mmcomm
 * @message: from message_to()
 *
 * Return: whether it went well.
 */
bool message_send(int fd, struct message *message);

/** message_untouched() - whether the response is untouched from an offset on */
bool message_untouched(const struct message *message, size_t from);

/**
 * message_echoed() - whether the answer is the request
 * @message: after message_send()
 *
 * What MM was told beyond the request must be zero, what lies behind the answer
 * untouched.
 */
bool message_echoed(const struct message *message);

/**
 * message_ended() - whether a call ended as expected, with a note where not
 * @message: after message_send()
 * @error: errno
 * @reason: MMCOMM_REASON_*
 * @progress: MMCOMM_PROGRESS_*
 */
bool message_ended(const struct message *message, int error, __u32 reason,
		   __u32 progress);

/**
 * buffers_read() - every communicate buffer
 * @fd: /dev/mmcomm
 * @entries: room for 16
 *
 * Return: how many there are.
 */
__u32 buffers_read(int fd, struct mmcomm_buffer_entry *entries);

/**
 * buffer_state() - state of one buffer
 * @fd: /dev/mmcomm
 * @id: the buffer
 *
 * Return: MMCOMM_BUFFER_*, 0 where there is no such buffer.
 */
__u32 buffer_state(int fd, __u32 id);

#endif /* SIM_MESSAGE_H */
