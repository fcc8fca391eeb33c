// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: bare MMIs, the commands that are refused, and the taint.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/io.h>

#include "abi.h"
#include "compiler.h"
#include "kmsg.h"
#include "tap.h"

/* Bit 6 of /proc/sys/kernel/tainted. */
#define TAINT_USER_MASK 0x40UL

static unsigned long taint(void)
{
	FILE *file = fopen("/proc/sys/kernel/tainted", "r");
	unsigned long value;

	if (!file || fscanf(file, "%lu", &value) != 1)
		tap_bail_out("/proc/sys/kernel/tainted cannot be read");
	fclose(file);
	return value;
}

static void check_taint(void)
{
	struct mmcomm_trigger trigger = abi_bare_trigger();
	bool fresh = !(taint() & TAINT_USER_MASK);
	int log = kmsg_open();

	trigger.flags = 1;
	abi_trigger("EINVAL: TRIGGER: unknown flags", &trigger,
		    NOT_SENT(EINVAL, FLAGS));
	if (fresh)
		tap_ok(!(taint() & TAINT_USER_MASK), "a refused trigger does not taint");
	trigger = abi_bare_trigger();
	abi_trigger("0: TRIGGER: command 0, data 0", &trigger, RAN(0, NONE));
	tap_ok(taint() & TAINT_USER_MASK, "a trigger taints the kernel");
	if (fresh)
		tap_ok(kmsg_contains(log, "ioctl-abi"),
		       "the first trigger leaves a line that names the process");
	tap_ok(trigger.mmi_count == 1 && trigger.stopped_ns > 0 &&
	       trigger.result_flags == MMCOMM_RESULT_MMI_COUNTED,
	       "TRIGGER: one SMI counted, the time written back");
}

static void check_refused(void)
{
	static const __u32 wide[] = { 0x100, 0x1b2, 0x10000, 0x80000000, ~0U };
	struct mmcomm_trigger trigger;
	char text[80];

	for (size_t i = 0; i < ARRAY_SIZE(wide); i++) {
		trigger = abi_bare_trigger();
		trigger.command = wide[i];
		snprintf(text, sizeof(text), "EINVAL: TRIGGER: command %#x", wide[i]);
		abi_trigger(text, &trigger, NOT_SENT(EINVAL, COMMAND));
		trigger = abi_bare_trigger();
		trigger.data = wide[i];
		snprintf(text, sizeof(text), "EINVAL: TRIGGER: data %#x", wide[i]);
		abi_trigger(text, &trigger, NOT_SENT(EINVAL, COMMAND));
	}
	for (__u32 command = 2; command <= 3; command++) {
		trigger = abi_bare_trigger();
		trigger.command = command;
		trigger.data = 0xff;
		snprintf(text, sizeof(text),
			 "EINVAL: TRIGGER: command %u, which switches ACPI mode", command);
		abi_trigger(text, &trigger, NOT_SENT(EINVAL, RESERVED_COMMAND));
	}
	trigger = abi_bare_trigger();
	trigger.flags = ~0U;
	abi_trigger("EINVAL: TRIGGER: all flags", &trigger, NOT_SENT(EINVAL, FLAGS));
	trigger = abi_bare_trigger();
	trigger.reserved = 1;
	abi_trigger("EINVAL: TRIGGER: reserved set", &trigger,
		    NOT_SENT(EINVAL, RESERVED));
	trigger = abi_bare_trigger();
	trigger.reserved = ~0U;
	abi_trigger("EINVAL: TRIGGER: reserved all ones", &trigger,
		    NOT_SENT(EINVAL, RESERVED));
}

/* Writing the data port alone raises nothing. */
static void check_data_port(void)
{
	struct mmcomm_communicate message = abi_message();
	struct mmcomm_trigger trigger = abi_bare_trigger();

	if (ioperm(abi.info.data_port, 1, 1))
		tap_bail_out("port %#x: %s", abi.info.data_port, strerror(errno));
	outb(0x3c, abi.info.data_port);

	trigger.data = 0xa5;
	abi_trigger("0: TRIGGER: data 0xa5", &trigger, RAN(0, NONE));
	tap_ok(trigger.data_after == 0xa5,
	       "TRIGGER: the data byte reached its port, and no handler changed it");
	trigger = abi_bare_trigger();
	trigger.command = 0xff;
	trigger.data = 0xff;
	abi_trigger("0: TRIGGER: command 0xff, data 0xff", &trigger, RAN(0, NONE));
	tap_ok(trigger.data_after == 0xff, "TRIGGER: the highest data byte, too");
	tap_ok(inb(abi.info.data_port) == 0x3c,
	       "TRIGGER: the data port's old value is put back");
	abi_communicate("0: COMMUNICATE with something in the data port", &message,
			RAN(0, NONE));
	tap_ok(inb(abi.info.data_port) == 0x3c,
	       "COMMUNICATE: the data port's old value is put back");
	outb(0, abi.info.data_port);
}

void abi_check_trigger(void)
{
	check_taint();
	check_refused();
	check_data_port();
}
