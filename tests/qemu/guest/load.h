/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What programs that put a load on the device share: how long to go on, chance,
 * and processes that call until they are killed.
 */
#ifndef GUEST_LOAD_H
#define GUEST_LOAD_H

#include <stdbool.h>
#include <sys/types.h>

#include "device.h"

/**
 * load_rounds() - how often to do something
 * @normal: as often as suits an emulated machine
 *
 * Return: @normal times the number in the environment's MMCOMM_TIMES, where there
 * is one.
 */
unsigned int load_rounds(unsigned int normal);

/**
 * load_random() - the next number of a sequence that a seed decides
 * @below: more than the largest number wanted
 *
 * The seed is 1, or the number in the environment's MMCOMM_SEED.
 */
unsigned int load_random(unsigned int below);

/** load_pause() - sleeps for some time up to so many microseconds */
void load_pause(unsigned int microseconds);

/**
 * struct load_shared - what processes tell each other
 * @calls: calls that were answered rightly
 * @wrong: calls that failed, or were answered wrongly
 */
struct load_shared {
	unsigned long calls;
	unsigned long wrong;
};

extern struct load_shared *load_shared;

/** load_begin() - makes @load_shared; before any process is started */
void load_begin(void);

/**
 * load_call() - one message with an answer to compare, counted in @load_shared
 * @fd: /dev/mmcomm
 * @buffer_id: which buffer
 * @length: of the message
 *
 * Return: whether the answer was right.
 */
bool load_call(int fd, __u32 buffer_id, __u32 length);

/**
 * load_start_caller() - starts a process that calls until it is killed
 * @fd: /dev/mmcomm, or -1 for a file of the process's own
 * @threads: that call at the same time
 */
pid_t load_start_caller(int fd, unsigned int threads);

/**
 * load_kill() - kills a process and waits for its end
 *
 * Return: whether it was gone before long, by that signal.
 */
bool load_kill(pid_t child);

#endif /* GUEST_LOAD_H */
