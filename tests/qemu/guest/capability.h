/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Dropping CAP_SYS_RAWIO, the capability that /dev/mmcomm asks for.
 */
#ifndef GUEST_CAPABILITY_H
#define GUEST_CAPABILITY_H

/**
 * drop_rawio() - takes CAP_SYS_RAWIO from this process for good
 *
 * It goes from the effective, permitted, inheritable and bounding sets, so that
 * no program that this process executes has it.
 *
 * Return: 0, or -1 with errno.
 */
int drop_rawio(void);

#endif /* GUEST_CAPABILITY_H */
