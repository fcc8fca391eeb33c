// SPDX-License-Identifier: GPL-2.0
/*
 * The benchmark's bare secure monitor call, MM_VERSION, and the MM_COMMUNICATE in
 * which the variable driver answers: the clock stands around the call alone.
 */
#include <linux/arm-smccc.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "mmcomm_bench_machine.h"

#define MM_VERSION	0x84000040

static struct bench_header *buffer;

void bench_unmap(void)
{
	if (buffer)
		memunmap(buffer);
	buffer = NULL;
}

int bench_map(const struct mmcomm_bench_setup *setup)
{
	if (arm_smccc_1_1_get_conduit() != SMCCC_CONDUIT_SMC)
		return -EOPNOTSUPP;
	buffer = memremap(setup->buffer, sizeof(*buffer) + MMCOMM_BENCH_MESSAGE_ROOM,
			  MEMREMAP_WB);
	return buffer ? 0 : -ENOMEM;
}

void bench_measure_bare(struct bench_measurement *measurement)
{
	struct arm_smccc_res res;
	u64 start;

	start = ktime_get_raw_fast_ns();
	arm_smccc_smc(MM_VERSION, 0, 0, 0, 0, 0, 0, 0, &res);
	measurement->ns = ktime_get_raw_fast_ns() - start;
	measurement->error = (s32)res.a0 < 0 ? -EIO : 0;
}

void bench_measure_handler(struct bench_measurement *measurement)
{
	const struct mmcomm_bench_setup *setup = measurement->setup;
	size_t length = sizeof(*buffer) + setup->message_len;
	struct arm_smccc_res res;
	u64 start;

	memcpy(buffer, measurement->message, length);
	start = ktime_get_raw_fast_ns();
	arm_smccc_smc(setup->cmd_port, 0, setup->buffer, 0, 0, 0, 0, 0, &res);
	measurement->ns = ktime_get_raw_fast_ns() - start;
	measurement->error = res.a0 || !bench_answer_is_right(buffer->message) ? -EIO : 0;
	memset(buffer, 0, length);
}
