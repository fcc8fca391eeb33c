// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-lockdown: what kernel lockdown leaves of a device that was open before.
 * Switches lockdown on for the rest of the guest's life.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "abi.h"
#include "tap.h"

static void lock_down(void)
{
	static const char level[] = "integrity";
	int fd = open("/sys/kernel/security/lockdown", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, level, strlen(level)) < 0)
		tap_bail_out("/sys/kernel/security/lockdown: %s", strerror(errno));
	close(fd);
}

int main(void)
{
	struct mmcomm_communicate message = abi_message();
	struct mmcomm_trigger trigger = abi_bare_trigger();
	const __u32 locked = MMCOMM_INFO_LOCKED_COMMUNICATE | MMCOMM_INFO_LOCKED_TRIGGER;

	abi.fd = device_open();
	abi.info = device_info(abi.fd);
	tap_ok(!(abi.info.flags & locked), "INFO: not locked before");
	abi_communicate("0: COMMUNICATE before lockdown", &message, RAN(0, NONE));
	lock_down();

	message = abi_message();
	abi_communicate("EPERM: COMMUNICATE through a file that was open before", &message,
			NOT_SENT(EPERM, LOCKDOWN));
	message = abi_message();
	message.flags = ~0U;
	message.request = 8;
	abi_communicate("EPERM: COMMUNICATE: lockdown comes before any other reason",
			&message, NOT_SENT(EPERM, LOCKDOWN));
	message = abi_message();
	message.size = sizeof(message) - 1;
	abi_communicate("EINVAL: COMMUNICATE: but the size comes first", &message,
			UNREAD(EINVAL));
	abi_trigger("EPERM: TRIGGER through a file that was open before", &trigger,
		    NOT_SENT(EPERM, LOCKDOWN));
	trigger = abi_bare_trigger();
	trigger.command = ~0U;
	abi_trigger("EPERM: TRIGGER: lockdown comes before any other reason", &trigger,
		    NOT_SENT(EPERM, LOCKDOWN));
	abi.info = device_info(abi.fd);
	tap_ok((abi.info.flags & locked) == locked, "INFO: both are locked");
	tap_ok(device_first_buffer(abi.fd).length, "BUFFERS: still answers");
	return tap_done();
}
