// SPDX-License-Identifier: GPL-2.0
/*
 * Dropping CAP_SYS_RAWIO, the capability that /dev/mmcomm asks for.
 */
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "capability.h"

int drop_rawio(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct sets[2];
	const unsigned int word = CAP_TO_INDEX(CAP_SYS_RAWIO);

	if (prctl(PR_CAPBSET_DROP, CAP_SYS_RAWIO, 0, 0, 0) ||
	    syscall(SYS_capget, &header, sets))
		return -1;
	sets[word].effective &= ~CAP_TO_MASK(CAP_SYS_RAWIO);
	sets[word].permitted &= ~CAP_TO_MASK(CAP_SYS_RAWIO);
	sets[word].inheritable &= ~CAP_TO_MASK(CAP_SYS_RAWIO);
	return syscall(SYS_capset, &header, sets);
}
