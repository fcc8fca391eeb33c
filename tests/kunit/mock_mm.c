// SPDX-License-Identifier: GPL-2.0
/*
 * A Management Mode that does what a test asks for.
 */
#include <linux/bits.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "mock_mm.h"

struct mock_mm mock_mm;

/**
 * mock_mm_init - an MM that takes every message, says SUCCESS and changes nothing
 */
void mock_mm_init(void)
{
	mock_mm = (struct mock_mm) {
		.status_valid = true,
		.mmis = 1,
		.counter = 1000,
		.data_port = MOCK_DATA_PORT_VALUE,
	};
}

__printf(1, 2)
static void note(const char *format, ...)
{
	size_t len = strlen(mock_mm.history);
	va_list args;

	va_start(args, format);
	vsnprintf(mock_mm.history + len, sizeof(mock_mm.history) - len, format, args);
	va_end(args);
	if (!irqs_disabled())
		mock_mm.interruptible = true;
}

static void mmi(void)
{
	mock_mm.raises++;
	mock_mm.counter += mock_mm.mmis;
	if (mock_mm.core)
		mock_mm.core(&mock_mm);
	if (mock_mm.handle && mock_mm.transfer)
		mock_mm.handle(&mock_mm, mock_mm.transfer);
}

static int mock_arm(void *context, struct mmcomm_transfer *transfer)
{
	struct mock_mm *mm = context;

	note("arm, ");
	if (!mm->arm_error)
		mm->transfer = transfer;
	return mm->arm_error;
}

static int mock_raise(void *context, struct mmcomm_transfer *transfer)
{
	struct mock_mm *mm = context;

	note("raise, ");
	if (!mm->raise_error)
		mmi();
	return mm->raise_error;
}

static bool mock_done(void *context, struct mmcomm_transfer *transfer)
{
	struct mock_mm *mm = context;

	if (!mm->asked)
		note("done?, ");
	return mm->asked++ >= mm->done_after;
}

static void mock_collect(void *context, struct mmcomm_transfer *transfer)
{
	struct mock_mm *mm = context;

	note("collect, ");
	transfer->raw_status = mm->status;
	transfer->mm_status = mm->status;
	transfer->status_valid = mm->status_valid;
	transfer->returned_len = mm->returned_len ?: transfer->total_len;
	mm->transfer = NULL;
}

static enum mmcomm_disarmed mock_disarm(void *context,
					struct mmcomm_transfer *transfer)
{
	struct mock_mm *mm = context;

	note("disarm, ");
	mm->transfer = NULL;
	return mm->disarmed;
}

/* MMIs are raised through the ports. */
const struct mmcomm_executor_ops mock_mm_port_ops = {
	.name = "mock",
	.owner = THIS_MODULE,
	.header_versions = BIT(MMCOMM_HEADER_V1),
	.arm = mock_arm,
	.done = mock_done,
	.collect = mock_collect,
	.disarm = mock_disarm,
};

/* It raises MMIs itself, and takes two kinds of header. */
const struct mmcomm_executor_ops mock_mm_own_ops = {
	.name = "mock",
	.owner = THIS_MODULE,
	.header_versions = BIT(MMCOMM_HEADER_V1) | BIT(MMCOMM_HEADER_V3),
	.simulated = true,
	.arm = mock_arm,
	.raise = mock_raise,
	.done = mock_done,
	.collect = mock_collect,
	.disarm = mock_disarm,
};

static void mock_write(u16 port, u8 value)
{
	note("w %x %02x, ", port, value);
	if (port == MOCK_DATA_PORT)
		mock_mm.data_port = value;
	if (port == MOCK_CMD_PORT) {
		mock_mm.command = value;
		mmi();
	}
}

static u8 mock_read(u16 port)
{
	note("r %x, ", port);
	return port == MOCK_DATA_PORT ? mock_mm.data_port : 0;
}

static bool mock_count(u64 *count)
{
	*count = mock_mm.counter;
	return true;
}

static void mock_delay_us(unsigned int us)
{
	mock_mm.delayed_us += us;
}

const struct mmcomm_port_ops mock_mm_ports = {
	.write = mock_write,
	.read = mock_read,
	.count = mock_count,
	.delay_us = mock_delay_us,
};

/* A machine without an SMI counter. */
const struct mmcomm_port_ops mock_mm_uncounted_ports = {
	.write = mock_write,
	.read = mock_read,
	.delay_us = mock_delay_us,
};

const struct mmcomm_port_ops mock_mm_no_ports = {
	.delay_us = mock_delay_us,
};
