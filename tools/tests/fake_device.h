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

/** fake_variable_count - variables that the handler knows */
size_t fake_variable_count(void);

#endif
