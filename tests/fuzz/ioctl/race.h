/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What disturbs the threads that call: one that rewrites structures during the
 * ioctl, one that sends signals, and children that are killed in a call.
 */
#ifndef FUZZ_RACE_H
#define FUZZ_RACE_H

#include "worker.h"

/**
 * race_start() - starts to disturb
 * @workers: whom
 * @count: how many
 */
void race_start(struct worker *workers, unsigned int count);

/** race_open() - from here on a structure may be rewritten */
void race_open(struct worker *worker, struct mmcomm_communicate *message);

/** race_close() - and from here on not any more */
void race_close(struct worker *worker);

/** race_stop() - ends it and says how much it was */
void race_stop(void);

#endif /* FUZZ_RACE_H */
