/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's fault injection, for the system calls of one thread: allocations
 * from slabs, allocations of pages and copies from and to user memory fail.
 */
#ifndef GUEST_FAULT_H
#define GUEST_FAULT_H

#include <stdbool.h>

/**
 * fault_begin() - lets every allocation and every copy be failed
 *
 * Ends the program where the kernel cannot do that, and says what it lacks. Until
 * fault_end() the console shows errors alone, since the kernel warns of some
 * failed allocations with a stack, and whatever else it warns of is a panic.
 */
void fault_begin(void);

/**
 * fault_end() - all as it was before
 *
 * Return: whether the kernel still validates locks, which it does not once it has
 * complained about one.
 */
bool fault_end(void);

/**
 * fault_spare() - nothing fails that is done on behalf of a function of the kernel's
 * @function: its name, or NULL for none
 */
void fault_spare(const char *function);

/**
 * fault_within() - only what is done on behalf of a function of the kernel's fails
 * @function: its name, or NULL for all that there is
 */
void fault_within(const char *function);

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
