/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A message of which every byte of the answer is known beforehand, whichever MM
 * there is: an echo of the simulated MM, the firmware's variable driver asked for
 * its largest payload, which leaves what stands behind its answer alone, or, over
 * SMC, the test handler that answers with the complement of each byte.
 */
#ifndef GUEST_EXCHANGE_H
#define GUEST_EXCHANGE_H

#include <stdbool.h>

#include "device.h"

/** define EXCHANGE_LEAST - shortest message, in bytes */
#define EXCHANGE_LEAST	32U

/** define EXCHANGE_MOST - longest message that either MM takes, in bytes */
#define EXCHANGE_MOST	0x8000U

/**
 * struct exchange - one message and its answer
 * @message: the structure; with the fields written back after the call
 * @length: bytes of the request, which MM is told
 * @seed: what the request's bytes are made from
 * @request: the request
 * @response: the answer
 */
struct exchange {
	struct mmcomm_communicate message;
	__u32 length;
	__u64 seed;
	__u8 *request;
	__u8 *response;
};

/**
 * exchange_new() - memory for a message and its answer
 * @fd: /dev/mmcomm
 * @length: bytes, EXCHANGE_LEAST to EXCHANGE_MOST
 *
 * Ends the program where there is no memory. The first call in a process must not
 * run beside another one: it learns which MM there is.
 */
struct exchange exchange_new(int fd, __u32 length);

/** exchange_free() - the memory again */
void exchange_free(struct exchange *exchange);

/**
 * exchange_prepare() - makes the request, and clears what is written back
 * @exchange: from exchange_new()
 * @seed: requests of different seeds differ throughout
 *
 * progress and reason are filled with a pattern that is no value of theirs.
 */
void exchange_prepare(struct exchange *exchange, __u64 seed);

/** define EXCHANGE_UNTOUCHED - progress and reason where nothing was written back */
#define EXCHANGE_UNTOUCHED	0x5a5a5a5aU

/**
 * exchange_send() - the call itself
 *
 * Return: 0 or errno.
 */
int exchange_send(int fd, struct exchange *exchange);

/** exchange_right() - whether each byte of the answer is as it must be */
bool exchange_right(const struct exchange *exchange);

/**
 * exchange_once() - prepares, sends and compares
 *
 * Return: 0, errno, or EPROTO for a wrong answer.
 */
int exchange_once(int fd, struct exchange *exchange, __u64 seed);

#endif /* GUEST_EXCHANGE_H */
