/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What takes more than one ioctl: messages that depend on one another, and open
 * files.
 */
#ifndef FUZZ_HISTORY_H
#define FUZZ_HISTORY_H

#include "worker.h"

/**
 * history_echo() - a message that must be answered, whatever came before
 * @worker: the worker
 * @fd: the open device
 */
void history_echo(struct worker *worker, int fd);

/** history_variable() - sets a variable, reads it, deletes it */
void history_variable(struct worker *worker, int fd);

/** history_file() - opens, duplicates, closes, and what the device does not do */
void history_file(struct worker *worker);

/** history_fork() - a child that uses an open file of its parent's */
void history_fork(struct worker *worker, int fd);

/**
 * history_late() - after a message that MM did not finish: its answer comes with
 * the next MMI, and a message of the same length must not notice
 * @worker: the worker
 * @fd: the open device
 * @late: the message that was not finished
 */
void history_late(struct worker *worker, int fd, const struct mmcomm_communicate *late);

/** history_reload() - loads the simulator again once no buffer is left */
void history_reload(struct worker *worker, int fd);

#endif /* FUZZ_HISTORY_H */
