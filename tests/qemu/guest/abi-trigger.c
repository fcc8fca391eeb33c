// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: bare MMIs, the commands that are refused, and the taint.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

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

static void check_acpi_commands(void)
{
	struct mmcomm_trigger trigger;
	char text[80];

	for (__u32 command = 2; command <= 3; command++) {
		trigger = abi_bare_trigger();
		trigger.command = command;
		trigger.data = 0xff;
		snprintf(text, sizeof(text),
			 "EINVAL: TRIGGER: command %u, which switches ACPI mode", command);
		abi_trigger(text, &trigger, NOT_SENT(EINVAL, RESERVED_COMMAND));
	}
}

/* Messages go where no byte does: over SMC. */
static void check_no_trigger(void)
{
	struct mmcomm_trigger trigger = abi_bare_trigger();

	abi_trigger("EOPNOTSUPP: TRIGGER: no port that takes a command", &trigger,
		    NOT_SENT(EOPNOTSUPP, NO_TRIGGER));
}

void abi_check_trigger(void)
{
	if (abi.in_place) {
		check_no_trigger();
		check_refused();
		return;
	}
	check_taint();
	check_refused();
	check_acpi_commands();
	abi_check_data_port();
}
