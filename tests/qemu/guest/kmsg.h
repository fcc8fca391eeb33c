/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel log, read for what was said during a test.
 */
#ifndef GUEST_KMSG_H
#define GUEST_KMSG_H

#include <stdbool.h>

/** kmsg_open() - opens /dev/kmsg at its end, or ends the program */
int kmsg_open(void);

/**
 * kmsg_complaints() - counts new messages of mmcomm's above debug level
 * @fd: from kmsg_open(); later calls go on where this one stopped
 *
 * Each is shown as a note. Lines that user space wrote to the log do not count.
 */
unsigned int kmsg_complaints(int fd);

/**
 * kmsg_contains() - whether some new kernel message contains a text
 * @fd: from kmsg_open(); everything new is consumed
 * @text: what to look for
 */
bool kmsg_contains(int fd, const char *text);

#endif /* GUEST_KMSG_H */
