// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: what is left of an open device once CAP_SYS_RAWIO is gone, or is there
 * in a user namespace alone. Runs in children, since a dropped capability does not
 * come back.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "abi.h"
#include "capability.h"
#include "tap.h"

/* What the child found, bit by bit. */
enum {
	OPEN_REFUSED = 1 << 0,
	INFO_ANSWERS = 1 << 1,
	COMMUNICATE_REFUSED = 1 << 2,
	TRIGGER_REFUSED = 1 << 3,
	BEFORE_READING = 1 << 4,
};

static bool refused(unsigned long number, void *argument)
{
	return ioctl(abi.fd, number, argument) && errno == EPERM;
}

static int enter_namespace(void)
{
	return unshare(CLONE_NEWUSER);
}

static int without_capability(int (*give_up)(void))
{
	struct mmcomm_communicate message = abi_message();
	struct mmcomm_trigger trigger = abi_bare_trigger();
	struct mmcomm_info info = { .size = sizeof(info) };
	int found = 0;

	if (give_up())
		return 0;
	message.progress = 0x5a5a5a5a;
	trigger.progress = 0x5a5a5a5a;
	if (open("/dev/" MMCOMM_DEVICE_NAME, O_RDWR) < 0 && errno == EPERM)
		found |= OPEN_REFUSED;
	if (!ioctl(abi.fd, MMCOMM_IOC_INFO, &info))
		found |= INFO_ANSWERS;
	if (refused(MMCOMM_IOC_COMMUNICATE, &message) && message.progress == 0x5a5a5a5a)
		found |= COMMUNICATE_REFUSED;
	if (refused(MMCOMM_IOC_TRIGGER, &trigger) && trigger.progress == 0x5a5a5a5a)
		found |= TRIGGER_REFUSED;
	if (refused(MMCOMM_IOC_COMMUNICATE, NULL) && refused(MMCOMM_IOC_TRIGGER, NULL))
		found |= BEFORE_READING;
	return found;
}

static void check_without(const char *how, int (*give_up)(void))
{
	__u32 count = smi_count();
	int status;
	int found;
	pid_t child = fork();

	if (!child)
		_exit(without_capability(give_up));
	if (child < 0 || waitpid(child, &status, 0) != child)
		tap_bail_out("cannot start a child");
	found = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	tap_ok(found & OPEN_REFUSED, "EPERM: open: CAP_SYS_RAWIO %s", how);
	tap_ok(found & INFO_ANSWERS, "0: INFO: CAP_SYS_RAWIO %s", how);
	tap_ok(found & COMMUNICATE_REFUSED, "EPERM: COMMUNICATE: CAP_SYS_RAWIO %s", how);
	tap_ok(found & TRIGGER_REFUSED, "EPERM: TRIGGER: CAP_SYS_RAWIO %s", how);
	tap_ok(found & BEFORE_READING, "EPERM: comes before the structure is read");
	tap_ok(smi_count() == count, "no SMI without the capability");
}

void abi_check_access(void)
{
	check_without("is gone", drop_rawio);
	/* A kernel without user namespaces has nobody to refuse. */
	if (!access("/proc/self/ns/user", F_OK))
		check_without("is that of a user namespace", enter_namespace);
}
