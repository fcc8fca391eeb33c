/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Makes up structures: valid ones, valid ones with one mistake, wild ones.
 */
#ifndef FUZZ_GENERATE_H
#define FUZZ_GENERATE_H

#include "worker.h"

/**
 * generate_communicate() - a message in the worker's arena
 * @worker: the worker
 *
 * Return: argument for the ioctl.
 */
__u64 generate_communicate(struct worker *worker);

/**
 * generate_race() - a message that is to be rewritten while it is sent
 * @worker: the worker
 *
 * Everything that it names lies in zones of its own, whatever is changed.
 *
 * Return: argument for the ioctl.
 */
__u64 generate_race(struct worker *worker);

/** generate_change() - what the rewriting thread changes, one thing at a time */
void generate_change(struct random *random, const struct worker *worker,
		     struct mmcomm_communicate *message);

/** generate_info() - a struct mmcomm_info in the worker's arena; returns where */
__u64 generate_info(struct worker *worker);

/** generate_list() - a struct mmcomm_list in the worker's arena; returns where */
__u64 generate_list(struct worker *worker, bool discovery);

/** generate_trigger() - a struct mmcomm_trigger in the arena; returns where */
__u64 generate_trigger(struct worker *worker);

/** generate_number() - an ioctl number that is none of the device's */
unsigned long generate_number(struct random *random);

/** generate_seal() - writes what stands in memory that can only be read */
void generate_seal(struct arena *arena);

#endif /* FUZZ_GENERATE_H */
