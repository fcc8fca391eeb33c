/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One thread that calls the device, and what all its parts share.
 */
#ifndef FUZZ_WORKER_H
#define FUZZ_WORKER_H

#include <linux/mmcomm.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "arena.h"
#include "device.h"
#include "model.h"
#include "random.h"

#define WORKER_MAX		16

/* Reasons and errno numbers that are counted. */
#define STATISTICS_REASONS	64
#define STATISTICS_ERRORS	134

/** enum statistics_kind - what was called, for the table in the end */
enum statistics_kind {
	COUNT_INFO,
	COUNT_BUFFERS,
	COUNT_DISCOVERY,
	COUNT_COMMUNICATE,
	COUNT_TRIGGER,
	COUNT_UNKNOWN,
	COUNT_KINDS,
};

/** struct statistics - how often what was reached */
struct statistics {
	unsigned long ioctls;
	unsigned long raced;
	unsigned long histories;
	unsigned long echoes;
	unsigned long errors[COUNT_KINDS][STATISTICS_ERRORS];
	unsigned long reasons[STATISTICS_REASONS];
};

/**
 * enum race_state - whose a structure is while it is rewritten during a call
 * @RACE_CLOSED: the worker's alone
 * @RACE_OPEN: a call is under way, it may be changed
 * @RACE_CHANGING: it is being changed
 */
enum race_state {
	RACE_CLOSED,
	RACE_OPEN,
	RACE_CHANGING,
};

/**
 * struct options - what the command line asks for
 * @seed: of the random numbers
 * @calls: how many
 * @seconds: after which no call is begun; 0 for no limit
 * @threads: that call
 * @replay: one call alone, @first
 * @thread: the thread that makes it; 0 where more than one call is made
 * @first: number of the first call
 */
struct options {
	__u64 seed;
	__u64 calls;
	__u64 seconds;
	unsigned int threads;
	bool replay;
	unsigned int thread;
	__u64 first;
};

/**
 * struct worker - one thread
 * @number: from 0 on
 * @options: of the command line
 * @device: the device; changed between calls by the only worker there is, or not
 * @arena: memory that the device is pointed at
 * @model: what must become of a message
 * @random: random numbers of the current call
 * @fd: an open file of its own
 * @shared_fd: an open file that all workers share
 * @call: number of the current call
 * @at: file and line of generation, for the report: what kind of call it is
 * @command: the ioctl under way
 * @argument: its argument
 * @before: the structure before the ioctl
 * @before_len: bytes of it that could be read
 * @payload: room to make a payload in, as long as the arena's zone
 * @last_stops: machine_stops as last seen
 * @last_mmis: mmis_raised as last seen
 * @statistics: what was reached
 * @race: whose the structure is
 * @raced: the structure that may be rewritten
 * @thread: the thread
 */
struct worker {
	unsigned int number;
	const struct options *options;
	struct device *device;
	struct arena arena;
	struct model model;
	struct random random;
	int fd;
	int shared_fd;
	atomic_ullong call;
	const char *at;
	unsigned long command;
	__u64 argument;
	__u8 before[256];
	size_t before_len;
	__u8 *payload;
	__u64 last_stops;
	__u64 last_mmis;
	struct statistics statistics;
	atomic_int race;
	struct mmcomm_communicate *raced;
	pthread_t thread;
};

/** worker_create() - makes a worker ready, or ends the program */
void worker_create(struct worker *worker, unsigned int number,
		   const struct options *options, struct device *device, int shared_fd);

/** worker_call() - makes one call, whose number alone says what it is */
void worker_call(struct worker *worker, __u64 number);

#endif /* FUZZ_WORKER_H */
