// SPDX-License-Identifier: GPL-2.0
/*
 * A message that is sent with known values in the SIMD registers. The system call
 * is made right there: a C library may use the registers itself.
 */
#include <assert.h>
#include <stddef.h>
#include <sys/syscall.h>

#include "simd.h"

static_assert(offsetof(struct simd, registers) == 16, "as in the assembler below");

int simd_across_message(int fd, struct mmcomm_communicate *message,
			const struct simd *before, struct simd *after)
{
	register long x0 asm("x0") = fd;
	register unsigned long x1 asm("x1") = MMCOMM_IOC_COMMUNICATE;
	register void *x2 asm("x2") = message;
	register long x8 asm("x8") = SYS_ioctl;
	register const struct simd *x9 asm("x9") = before;
	register struct simd *x10 asm("x10") = after;
	__u64 control, status;

	asm volatile("mrs	%[control], fpcr\n"
		     "mrs	%[status], fpsr\n"
		     "ldp	x11, x12, [x9, #0]\n"
		     "msr	fpcr, x11\n"
		     "msr	fpsr, x12\n"
		     "ldp	q0, q1, [x9, #16]\n"
		     "ldp	q2, q3, [x9, #48]\n"
		     "ldp	q4, q5, [x9, #80]\n"
		     "ldp	q6, q7, [x9, #112]\n"
		     "ldp	q8, q9, [x9, #144]\n"
		     "ldp	q10, q11, [x9, #176]\n"
		     "ldp	q12, q13, [x9, #208]\n"
		     "ldp	q14, q15, [x9, #240]\n"
		     "ldp	q16, q17, [x9, #272]\n"
		     "ldp	q18, q19, [x9, #304]\n"
		     "ldp	q20, q21, [x9, #336]\n"
		     "ldp	q22, q23, [x9, #368]\n"
		     "ldp	q24, q25, [x9, #400]\n"
		     "ldp	q26, q27, [x9, #432]\n"
		     "ldp	q28, q29, [x9, #464]\n"
		     "ldp	q30, q31, [x9, #496]\n"
		     "svc	#0\n"
		     "stp	q0, q1, [x10, #16]\n"
		     "stp	q2, q3, [x10, #48]\n"
		     "stp	q4, q5, [x10, #80]\n"
		     "stp	q6, q7, [x10, #112]\n"
		     "stp	q8, q9, [x10, #144]\n"
		     "stp	q10, q11, [x10, #176]\n"
		     "stp	q12, q13, [x10, #208]\n"
		     "stp	q14, q15, [x10, #240]\n"
		     "stp	q16, q17, [x10, #272]\n"
		     "stp	q18, q19, [x10, #304]\n"
		     "stp	q20, q21, [x10, #336]\n"
		     "stp	q22, q23, [x10, #368]\n"
		     "stp	q24, q25, [x10, #400]\n"
		     "stp	q26, q27, [x10, #432]\n"
		     "stp	q28, q29, [x10, #464]\n"
		     "stp	q30, q31, [x10, #496]\n"
		     "mrs	x11, fpcr\n"
		     "mrs	x12, fpsr\n"
		     "stp	x11, x12, [x10, #0]\n"
		     "msr	fpcr, %[control]\n"
		     "msr	fpsr, %[status]\n"
		     : "+r" (x0), [control] "=&r" (control), [status] "=&r" (status)
		     : "r" (x1), "r" (x2), "r" (x8), "r" (x9), "r" (x10)
		     : "x11", "x12", "memory",
		       "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7",
		       "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15",
		       "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23",
		       "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31");
	return -x0;
}
