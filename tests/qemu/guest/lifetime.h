/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Part of lifetime: a call that waits half-way because memory of its caller does
 * not answer, which is brought about with userfaultfd.
 */
#ifndef GUEST_LIFETIME_H
#define GUEST_LIFETIME_H

#include <stdbool.h>

/**
 * enum slow_part - the memory that does not answer
 * @SLOW_STRUCTURE: struct mmcomm_communicate
 * @SLOW_RELOCATIONS: the list of relocations
 * @SLOW_REQUEST: the request
 * @SLOW_RESPONSE: memory for the response
 */
enum slow_part {
	SLOW_STRUCTURE,
	SLOW_RELOCATIONS,
	SLOW_REQUEST,
	SLOW_RESPONSE,
};

struct slow_call;

/**
 * slow_call_start() - a thread makes a call and comes as far as that memory
 * @fd: /dev/mmcomm
 * @part: the memory
 *
 * Ends the program where the kernel has no userfaultfd.
 */
struct slow_call *slow_call_start(int fd, enum slow_part part);

/** slow_call_ended() - whether the call has come back although it must wait */
bool slow_call_ended(struct slow_call *call);

/**
 * slow_call_finish() - lets the memory answer, and waits for the call
 *
 * Return: 0, errno, or EPROTO for a wrong answer. @call is gone.
 */
int slow_call_finish(struct slow_call *call);

/**
 * slow_call_robbed() - takes the memory away for good, and waits for the call
 *
 * Return: whether the call ended in EFAULT and says which memory that was and, where
 * the structure is still there, what became of the message. @call is gone.
 */
bool slow_call_robbed(struct slow_call *call);

/** slow_call_killed() - whether a process that makes such a call can be killed */
bool slow_call_killed(enum slow_part part);

#endif /* GUEST_LIFETIME_H */
