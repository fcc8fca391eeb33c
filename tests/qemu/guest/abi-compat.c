// SPDX-License-Identifier: GPL-2.0
/*
 * ioctl-abi: the device as a 32-bit program calls it. The system call is made
 * through the 32-bit entry of the kernel, with everything below 4 GiB.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>

#include "abi.h"
#include "smm_variable.h"
#include "tap.h"

#define IA32_NR_IOCTL	54
#define IA32_NR_GETPID	20

static sigjmp_buf no_entry;

static long compat_call(long number, long first, long second, long third)
{
	long result;

	asm volatile("int $0x80"
		     : "=a"(result)
		     : "0"(number), "b"(first), "c"(second), "d"(third)
		     : "memory", "cc", "r8", "r9", "r10", "r11");
	return (int)result;
}

static void on_fault(int signal)
{
	(void)signal;
	siglongjmp(no_entry, 1);
}

static bool have_compat_entry(void)
{
	struct sigaction old, action = { .sa_handler = on_fault };
	static bool have;

	sigaction(SIGSEGV, &action, &old);
	if (!sigsetjmp(no_entry, 1))
		have = compat_call(IA32_NR_GETPID, 0, 0, 0) > 0;
	sigaction(SIGSEGV, &old, NULL);
	return have;
}

void abi_check_compat(void)
{
	struct mmcomm_communicate *message;
	struct mmcomm_communicate plain = abi_message();
	struct mmcomm_info *info;
	__u8 *memory;
	__u32 count;
	long result;

	if (!have_compat_entry()) {
		tap_skip("this kernel has no 32-bit entry", "32-bit callers");
		return;
	}
	memory = mmap(NULL, 8192, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	if (memory == MAP_FAILED)
		tap_bail_out("no memory below 4 GiB");

	info = (void *)memory;
	info->size = sizeof(*info);
	result = compat_call(IA32_NR_IOCTL, abi.fd, MMCOMM_IOC_INFO, (uintptr_t)info);
	tap_ok(!result && !memcmp(info, &abi.info,
				  offsetof(struct mmcomm_info, machine_stops)),
	       "0: a 32-bit caller's INFO is the same");

	message = (void *)memory;
	*message = plain;
	memcpy(memory + 1024, (void *)(uintptr_t)plain.request, plain.request_len);
	message->request = (uintptr_t)memory + 1024;
	message->response = (uintptr_t)memory + 2048;
	count = smi_count();
	result = compat_call(IA32_NR_IOCTL, abi.fd, MMCOMM_IOC_COMMUNICATE,
			     (uintptr_t)message);
	tap_ok(!result && smi_count() - count == 1 &&
	       message->progress == MMCOMM_PROGRESS_RAN && message->mmi_count == 1 &&
	       memory[2048] == SMM_VARIABLE_GET_PAYLOAD_SIZE,
	       "0: a 32-bit caller's COMMUNICATE is answered");
	message->flags = 1;
	tap_ok(compat_call(IA32_NR_IOCTL, abi.fd, MMCOMM_IOC_COMMUNICATE,
			   (uintptr_t)message) == -EINVAL &&
	       message->reason == MMCOMM_REASON_FLAGS,
	       "EINVAL: a 32-bit caller's unknown flag");
	tap_ok(compat_call(IA32_NR_IOCTL, abi.fd, MMCOMM_IOC_INFO - 1,
			   (uintptr_t)message) == -ENOTTY,
	       "ENOTTY: a 32-bit caller's unknown number");
	munmap(memory, 8192);
}
