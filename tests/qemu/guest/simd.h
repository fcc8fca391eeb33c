/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whether a process's SIMD registers survive a message (AArch64).
 */
#ifndef GUEST_SIMD_H
#define GUEST_SIMD_H

#include "device.h"

/** define SIMD_REGISTERS - v0 to v31 */
#define SIMD_REGISTERS	32

/**
 * struct simd - what a process keeps in SIMD registers
 * @control: FPCR
 * @status: FPSR
 * @registers: v0 to v31
 */
struct simd {
	__u64 control;
	__u64 status;
	__u8 registers[SIMD_REGISTERS][16];
};

/**
 * simd_across_message() - sends a message with known values in the registers
 * @fd: /dev/mmcomm
 * @message: the message
 * @before: what the registers hold when the call is made
 * @after: out: what they hold when it comes back
 *
 * Return: 0 or errno.
 */
int simd_across_message(int fd, struct mmcomm_communicate *message,
			const struct simd *before, struct simd *after);

#endif /* GUEST_SIMD_H */
