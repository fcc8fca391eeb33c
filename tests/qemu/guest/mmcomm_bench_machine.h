/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the benchmark measures below mmcomm: one way for each way into MM.
 */
#ifndef GUEST_MMCOMM_BENCH_MACHINE_H
#define GUEST_MMCOMM_BENCH_MACHINE_H

#include <linux/types.h>
#include <linux/uuid.h>

#include "mmcomm_bench.h"

/**
 * struct bench_header - EFI_MM_COMMUNICATE_HEADER and the message
 * @recipient: the variable driver
 * @message_len: bytes of @message
 * @message: the message
 */
struct bench_header {
	guid_t recipient;
	u64 message_len;
	u8 message[];
};

/**
 * struct bench_measurement - one entry into MM, in the stopped machine
 * @setup: how MM is entered
 * @message: what to send
 * @ns: out: how long it took
 * @error: out: 0, or what went wrong
 */
struct bench_measurement {
	const struct mmcomm_bench_setup *setup;
	const void *message;
	u64 ns;
	int error;
};

bool bench_answer_is_right(const void *message);
int bench_map(const struct mmcomm_bench_setup *setup);
void bench_unmap(void);
void bench_measure_bare(struct bench_measurement *measurement);
void bench_measure_handler(struct bench_measurement *measurement);

#endif /* GUEST_MMCOMM_BENCH_MACHINE_H */
