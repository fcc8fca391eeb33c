// SPDX-License-Identifier: GPL-2.0
/*
 * The machine's own ports behind struct mmcomm_port_ops: x86 port I/O and
 * MSR_SMI_COUNT, which Intel processors since Nehalem and QEMU have.
 */
#include <linux/delay.h>

#include "sw_mmi.h"

static void delay_us(unsigned int us)
{
	udelay(us);
}

#ifdef CONFIG_X86

#include <linux/io.h>
#include <asm/msr.h>

static void port_write(u16 port, u8 value)
{
	outb(value, port);
}

static u8 port_read(u16 port)
{
	return inb(port);
}

static void port_write32(u16 port, u32 value)
{
	outl(value, port);
}

static u32 port_read32(u16 port)
{
	return inl(port);
}

/*
 * A hypervisor may let the register be read and never count. Firmware with SMM
 * raises SMIs before an operating system runs, so that 0 means no counter, but
 * for the time after a resume, where it starts again.
 */
static bool smi_count(u64 *count)
{
	static bool seen;
	unsigned long long value;

	if (rdmsrl_safe(MSR_SMI_COUNT, &value))
		return false;
	*count = value & U32_MAX;
	if (*count)
		WRITE_ONCE(seen, true);
	return READ_ONCE(seen);
}

const struct mmcomm_port_ops mmcomm_real_ports = {
	.write = port_write,
	.read = port_read,
	.write32 = port_write32,
	.read32 = port_read32,
	.count = smi_count,
	.delay_us = delay_us,
};

#else

const struct mmcomm_port_ops mmcomm_real_ports = {
	.delay_us = delay_us,
};

#endif
