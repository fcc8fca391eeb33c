/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Makes one ioctl and holds it against what must come of it. What differs is a
 * violation, which ends the program.
 */
#ifndef FUZZ_CHECK_H
#define FUZZ_CHECK_H

#include "worker.h"

/** check_communicate() - MMCOMM_IOC_COMMUNICATE; returns its errno */
int check_communicate(struct worker *worker, int fd, __u64 argument);

/** check_race() - the same while another thread rewrites the structure */
void check_race(struct worker *worker, int fd, __u64 argument);

/** check_list() - MMCOMM_IOC_BUFFERS or MMCOMM_IOC_DISCOVERY */
void check_list(struct worker *worker, int fd, unsigned long command, __u64 argument);

/** check_info() - MMCOMM_IOC_INFO */
void check_info(struct worker *worker, int fd, __u64 argument);

/** check_trigger() - MMCOMM_IOC_TRIGGER */
void check_trigger(struct worker *worker, int fd, __u64 argument);

/** check_unknown() - a number that is none of the device's */
void check_unknown(struct worker *worker, int fd, unsigned long command, __u64 argument);

#endif /* FUZZ_CHECK_H */
