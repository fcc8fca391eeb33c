// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: the data port, which carries a byte to MM and gets its old value back.
 */
#include <errno.h>
#include <string.h>
#include <sys/io.h>

#include "abi.h"
#include "tap.h"

/* Writing the data port alone raises nothing. */
void abi_check_data_port(void)
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
