/* SPDX-License-Identifier: GPL-2.0 */
/*
 * /dev/mmcomm_bench: the kernel's rows of the benchmark, one measurement a call.
 */
#ifndef GUEST_MMCOMM_BENCH_H
#define GUEST_MMCOMM_BENCH_H

#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * struct mmcomm_bench_setup - what is measured
 * @mailbox: physical address of the mailbox, from MMCOMM_IOC_INFO; 0 over SMC
 * @buffer: physical address of a communicate buffer, from MMCOMM_IOC_BUFFERS
 * @cmd_port: command port, or function id of the SMC that takes a message
 * @data_port: data port; 0 over SMC
 * @command: byte for the command port; 0 over SMC
 * @message_len: bytes of the message, at most MMCOMM_BENCH_MESSAGE_ROOM
 * @message: address of the message, for the SMM variable driver
 */
struct mmcomm_bench_setup {
	__aligned_u64 mailbox;
	__aligned_u64 buffer;
	__u32 cmd_port;
	__u32 data_port;
	__u32 command;
	__u32 message_len;
	__aligned_u64 message;
};

#define MMCOMM_BENCH_MESSAGE_ROOM	4096

#define MMCOMM_BENCH_SETUP	_IOW('b', 1, struct mmcomm_bench_setup)

/* Each of these writes back how long it took, in nanoseconds. */

/* An SMI with no message in the mailbox, until it was counted; or MM_VERSION. */
#define MMCOMM_BENCH_BARE	_IOR('b', 2, __u64)
/* The SMI in which the variable driver answers, until the mailbox says so; or the SMC. */
#define MMCOMM_BENCH_HANDLER _IOR('b', 3, __u64)
/* The same message through mmcomm_communicate(), the whole call. */
#define MMCOMM_BENCH_KERNEL_CALL _IOR('b', 4, __u64)

#endif /* GUEST_MMCOMM_BENCH_H */
