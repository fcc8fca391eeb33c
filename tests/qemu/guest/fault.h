/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's fault injection, for the system calls of one thread: allocations
 * from slabs, allocations of pages and copies from and to user memory fail.
 */
#ifndef GUEST_FAULT_H
#define GUEST_FAULT_H

#include <stdbool.h>

/**
 * fault_configure() - lets every allocation and every copy be failed
 *
 * Ends the program where the kernel cannot do that, and says what it lacks.
 */
void fault_configure(void);

/**
 * fault_arm() - what could fail is counted from now on, and the Nth fails
 * @nth: 1 for the first
 */
void fault_arm(unsigned int nth);

/**
 * fault_disarm() - nothing fails any more
 *
 * Return: whether something was made to fail since fault_arm().
 */
bool fault_disarm(void);

#endif /* GUEST_FAULT_H */
