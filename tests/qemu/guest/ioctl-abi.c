// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: every way to call /dev/mmcomm rightly or wrongly, with the exact
 * errno, progress and reason of each, the SMI counter as the witness of what was
 * sent and what was not, and a kernel log that stays silent throughout.
 *
 * Needs root, the modules mmcomm and msr, and firmware with SMM.
 */
#include "abi.h"
#include "kmsg.h"
#include "tap.h"

int main(void)
{
	unsigned int complaints;
	int log;

	abi.fd = device_open();
	abi.info = device_info(abi.fd);
	abi.buffer = device_first_buffer(abi.fd);
	abi.in_place = abi.info.mmi_port_type == MMCOMM_MMI_PORT_SMC;
	smi_count();

	/* The first trigger taints the kernel and says so: before the silence. */
	log = kmsg_open();
	abi_check_trigger();
	kmsg_complaints(log);

	abi_check_numbers();
	abi_check_sizes();
	abi_check_lists();
	abi_check_fields();
	abi_check_order();
	abi_check_memory();
	abi_check_answers();
	abi_check_access();
	abi_check_compat();

	complaints = kmsg_complaints(log);
	tap_ok(!complaints, "mmcomm says nothing above debug level");
	return tap_done();
}
