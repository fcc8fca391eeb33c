// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: numbers that are no ioctl of the device.
 */
#include <errno.h>
#include <stdalign.h>
#include <stdio.h>
#include <sys/ioctl.h>

#include "abi.h"
#include "tap.h"

static alignas(4096) __u8 page[4096];

static bool is_known(unsigned int nr)
{
	return nr >= _IOC_NR(MMCOMM_IOC_INFO) && nr <= _IOC_NR(MMCOMM_IOC_TRIGGER);
}

static unsigned int not_refused(unsigned int type, unsigned int direction,
				unsigned int size, bool also_known)
{
	unsigned int wrong = 0;

	for (unsigned int nr = 0; nr <= 0xff; nr++) {
		if (is_known(nr) && !also_known)
			continue;
		if (!ioctl(abi.fd, _IOC(direction, type, nr, size), page) ||
		    errno != ENOTTY) {
			tap_note("%#x: not ENOTTY", _IOC(direction, type, nr, size));
			wrong++;
		}
	}
	return wrong;
}

void abi_check_numbers(void)
{
	__u32 count = smi_count();

	tap_ok(!not_refused(MMCOMM_IOC_TYPE, _IOC_NONE, 0, false),
	       "ENOTTY: number 0 and every number above the last, 0x10 among them");
	tap_ok(!not_refused(MMCOMM_IOC_TYPE - 1, _IOC_NONE, 0, true) &&
	       !not_refused(MMCOMM_IOC_TYPE + 1, _IOC_NONE, 0, true) &&
	       !not_refused(0x80, _IOC_NONE, 0, true),
	       "ENOTTY: every number of another type");
	tap_ok(!not_refused(MMCOMM_IOC_TYPE, _IOC_READ, 8, true) &&
	       !not_refused(MMCOMM_IOC_TYPE, _IOC_WRITE, 8, true) &&
	       !not_refused(MMCOMM_IOC_TYPE, _IOC_READ | _IOC_WRITE, 8, true),
	       "ENOTTY: every number with direction bits and a size");
	tap_ok(!not_refused(MMCOMM_IOC_TYPE, _IOC_NONE, 8, true),
	       "ENOTTY: every number with a size and no direction");
	tap_ok(smi_count() == count, "no unknown number raised an SMI");
}
