// SPDX-License-Identifier: GPL-2.0
/*
 * The benchmark's bare SMI, and the one in which the variable driver answers: the
 * clock stands around the two ports and the wait for completion and nothing else.
 * Mailbox and buffer are used as mmcomm uses them, and put back.
 */
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/ktime.h>
#include <linux/string.h>
#include <asm/msr.h>

#include "mmcomm_bench_machine.h"

#define MSR_SMI_COUNTER		0x34
#define SENTINEL		0x5a5a5a5a5a5a5a5aULL
#define MOST_POLLS		10000000

/* SMM_CORE_PRIVATE_DATA of 64-bit firmware. */
struct mailbox {
	u8 start[41];
	u8 in_smm;
	u8 unused[6];
	u64 smst;
	u64 buffer;
	u64 buffer_size;
	u64 return_status;
};

static_assert(offsetof(struct mailbox, buffer) == 56);

static struct mailbox *mailbox;
static struct bench_header *buffer;
static u8 saved[sizeof(struct bench_header) + MMCOMM_BENCH_MESSAGE_ROOM];

void bench_unmap(void)
{
	if (mailbox)
		memunmap(mailbox);
	if (buffer)
		memunmap(buffer);
	mailbox = NULL;
	buffer = NULL;
}

int bench_map(const struct mmcomm_bench_setup *setup)
{
	mailbox = memremap(setup->mailbox, sizeof(*mailbox), MEMREMAP_WB);
	buffer = memremap(setup->buffer, sizeof(saved), MEMREMAP_WB);
	if (mailbox && buffer)
		return 0;
	bench_unmap();
	return -ENOMEM;
}

static void write_ports(const struct mmcomm_bench_setup *setup)
{
	outb(0, setup->data_port);
	outb(setup->command, setup->cmd_port);
	inb(setup->cmd_port);
}

void bench_measure_bare(struct bench_measurement *measurement)
{
	const struct mmcomm_bench_setup *setup = measurement->setup;
	u8 data_before = inb(setup->data_port);
	unsigned int polls = MOST_POLLS;
	u64 count, now, start;

	measurement->error = -ETIMEDOUT;
	rdmsrl(MSR_SMI_COUNTER, count);
	start = ktime_get_raw_fast_ns();
	write_ports(setup);
	do {
		rdmsrl(MSR_SMI_COUNTER, now);
	} while (now == count && --polls);
	measurement->ns = ktime_get_raw_fast_ns() - start;
	if (now != count)
		measurement->error = 0;
	outb(data_before, setup->data_port);
}

static bool mailbox_done(void)
{
	return !READ_ONCE(mailbox->buffer) &&
	       READ_ONCE(mailbox->return_status) != SENTINEL &&
	       !READ_ONCE(mailbox->in_smm);
}

void bench_measure_handler(struct bench_measurement *measurement)
{
	const struct mmcomm_bench_setup *setup = measurement->setup;
	size_t length = sizeof(*buffer) + setup->message_len;
	u8 data_before = inb(setup->data_port);
	unsigned int polls = MOST_POLLS;
	u64 start;

	if (READ_ONCE(mailbox->buffer)) {
		measurement->error = -EBUSY;
		return;
	}
	memcpy(saved, buffer, length);
	memcpy(buffer, measurement->message, length);
	WRITE_ONCE(mailbox->return_status, SENTINEL);
	WRITE_ONCE(mailbox->buffer_size, length);
	WRITE_ONCE(mailbox->buffer, setup->buffer);

	start = ktime_get_raw_fast_ns();
	write_ports(setup);
	while (!mailbox_done() && --polls)
		cpu_relax();
	measurement->ns = ktime_get_raw_fast_ns() - start;

	if (!polls)
		measurement->error = -ETIMEDOUT;
	else if (READ_ONCE(mailbox->return_status) ||
		 !bench_answer_is_right(buffer->message))
		measurement->error = -EIO;
	else
		measurement->error = 0;
	WRITE_ONCE(mailbox->buffer, 0);
	memcpy(buffer, saved, length);
	outb(data_before, setup->data_port);
}
