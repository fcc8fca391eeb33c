/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A device for tests: takes the place of open(2), ioctl(2) and close(2) for
 * /dev/mmcomm (linked with --wrap), checks what it is given as the kernel would,
 * and answers as MM would. Its variable handler follows the rules of EDK2's.
 */
#ifndef FAKE_DEVICE_H
#define FAKE_DEVICE_H

#include <linux/mmcomm.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** enum fake_lie - what a broken handler does with a request */
enum fake_lie {
	LIE_NONE,
	LIE_OTHER_FUNCTION,	/* answers as another function */
	LIE_NO_STATUS,		/* leaves the status field alone */
	LIE_SHORT,		/* returns less than its header */
	LIE_SIZE,		/* names a size outside the message */
	LIE_OTHER_NAME,		/* changes the size of the name */
	LIE_ASKS_LESS,		/* wants more room and names less than it has */
	LIE_NO_END,		/* returns a name without a NUL */
	LIE_GROWS,		/* the value is always a byte longer than asked for */
	LIE_FOREVER,		/* every name is followed by the same name */
};

/** enum fake_supervisor - how the MM supervisor answers */
enum fake_supervisor {
	SUPERVISOR_ANSWERS,
	SUPERVISOR_ABSENT,	/* the MM core knows no such recipient */
	SUPERVISOR_SILENT,	/* so, but the core says success, as some do */
	SUPERVISOR_NO_HEADER,	/* returns less than its header */
	SUPERVISOR_SHORT,	/* returns the header alone */
	SUPERVISOR_SIGNATURE,	/* answers with another signature */
	SUPERVISOR_REVISION,	/* answers with another revision */
	SUPERVISOR_OTHER,	/* answers another request */
	SUPERVISOR_NO_RESULT,	/* leaves the result alone */
	SUPERVISOR_FAILS,	/* returns fake.supervisor_result */
};

/** enum fake_profile - how the SMI handler profile answers */
enum fake_profile {
	PROFILE_ANSWERS,
	PROFILE_ABSENT,		/* the MM core knows no such recipient */
	PROFILE_SILENT,		/* so, but the core says success, as some do */
	PROFILE_SHORT,		/* returns less than its message */
	PROFILE_OTHER,		/* answers another command */
	PROFILE_REFUSES,	/* knows no such command */
	PROFILE_FAILS,		/* returns EFI_ACCESS_DENIED for data */
	PROFILE_EMPTY,		/* has a database of no bytes */
	PROFILE_HUGE,		/* has one of a mebibyte and a byte */
	PROFILE_FEWER,		/* says that it copied less than asked for */
	PROFILE_OFFSET,		/* says that it copied from elsewhere */
	PROFILE_BROKEN,		/* has a database that contradicts itself */
};

/**
 * struct fake - what the device does; reset by fake_reset()
 * @open_error: errno of open(2), or 0
 * @error: errno of each ioctl, by its number, or 0
 * @progress: written back with an error
 * @reason: written back with an error
 * @info: what MMCOMM_IOC_INFO returns
 * @buffer_count: buffers there are
 * @place_count: places there are
 * @count_mmis: MMIs are counted
 * @lost_mmis: this many of the next calls count no MMI
 * @mm_status: what the MM core answers where it is not 0
 * @no_status: the executor gives no status
 * @lie: what the variable handler does wrong
 * @supervisor: how the MM supervisor answers
 * @supervisor_result: its own result where it fails
 * @version: what it says its version is
 * @patch_level: what it says its patch level is
 * @max_request_level: what it says the highest request is
 * @profile: how the SMI handler profile answers
 * @value_len: length of the variable "Big", in bytes
 * @interrupt_after: raise SIGINT during this call, counted from 1; 0 for none
 * @calls: messages seen so far
 * @triggers: triggers seen so far
 * @opens: opens so far
 * @last: the last message
 */
struct fake {
	int open_error;
	int error[8];
	__u32 progress;
	__u32 reason;
	struct mmcomm_info info;
	__u32 buffer_count;
	__u32 place_count;
	bool count_mmis;
	unsigned int lost_mmis;
	__u64 mm_status;
	bool no_status;
	enum fake_lie lie;
	enum fake_supervisor supervisor;
	__u64 supervisor_result;
	__u32 version;
	__u32 patch_level;
	__u64 max_request_level;
	enum fake_profile profile;
	size_t value_len;
	unsigned int interrupt_after;
	unsigned int calls;
	unsigned int triggers;
	unsigned int opens;
	struct mmcomm_communicate last;
};

extern struct fake fake;

/** fake_reset - a device on which everything works */
void fake_reset(void);

/** fake_simulate - from here on the device is one with a simulated MM */
void fake_simulate(void);

/** fake_wsmt - from here on the firmware has that table, with these flags */
void fake_wsmt(__u32 flags);

/** fake_variable_count - variables that the handler knows */
size_t fake_variable_count(void);

#endif
