/* SPDX-License-Identifier: GPL-2.0 */
/*
 * /dev/mmcomm and the SMI counter, as the programs in this folder use them.
 */
#ifndef GUEST_DEVICE_H
#define GUEST_DEVICE_H

#include <stdint.h>

#include <linux/mmcomm.h>

/** device_open() - opens /dev/mmcomm, or ends the program saying why it cannot */
int device_open(void);

/** device_info() - MMCOMM_IOC_INFO, or ends the program */
struct mmcomm_info device_info(int fd);

/**
 * device_first_buffer() - the first enabled communicate buffer
 * @fd: /dev/mmcomm
 *
 * Ends the program where there is none.
 */
struct mmcomm_buffer_entry device_first_buffer(int fd);

/**
 * device_message() - a request with every field at its plainest value
 * @recipient: GUID of the handler, in memory order
 * @request: the payload
 * @request_len: bytes at @request
 * @response: where the answer goes
 * @response_capacity: bytes at @response
 */
struct mmcomm_communicate device_message(const __u8 recipient[16],
					 const void *request, __u32 request_len,
					 void *response, __u32 response_capacity);

/**
 * smi_count() - MSR_SMI_COUNT of a CPU: firmware's own count of SMIs; elsewhere
 * than on x86 the driver's count of the messages that MM got
 *
 * Ends the program where /dev/cpu/N/msr cannot be read.
 */
__u32 smi_count(void);

/** now_ns() - CLOCK_MONOTONIC_RAW in nanoseconds */
__u64 now_ns(void);

#endif /* GUEST_DEVICE_H */
