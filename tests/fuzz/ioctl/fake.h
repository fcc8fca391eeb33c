/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A device to test the fuzzer with: takes the place of the kernel (linked with
 * --wrap) and answers as it would, but for one fault that FAKE_FAULT in the
 * environment names. Each fault must be found. With FAKE_EXECUTOR=spm_mm messages go
 * by SMC, to a variable driver and nobody else.
 */
#ifndef FUZZ_FAKE_H
#define FUZZ_FAKE_H

#include <linux/mmcomm.h>
#include <stdbool.h>
#include <stddef.h>

#define FAKE_BUFFERS	2
#define FAKE_LENGTH	65536

/**
 * struct fake - the device
 * @provider_gone: the simulator is unloaded
 * @armed: a message was left in the mailbox
 * @stops: times that the machine was stopped
 * @buffers: its buffers
 * @memory: theirs
 */
struct fake {
	bool provider_gone;
	bool armed;
	__u64 stops;
	struct mmcomm_buffer_entry buffers[FAKE_BUFFERS];
	__u8 memory[FAKE_BUFFERS][FAKE_LENGTH];
};

extern struct fake fake;

/** fake_fault() - whether this is the fault of this run */
bool fake_fault(const char *name);

/** fake_in_place() - whether messages go by SMC, and nothing but them comes back */
bool fake_in_place(void);

/** fake_capacity() - longest message of a buffer, behind a header of so many bytes */
__u64 fake_capacity(__u32 header_len);

/** fake_read() - copies from the caller; false where it cannot be read */
bool fake_read(void *to, __u64 from, size_t length);

/** fake_write() - copies to the caller; false where it cannot be written */
bool fake_write(__u64 to, const void *from, size_t length);

/** fake_communicate() - MMCOMM_IOC_COMMUNICATE; @user is where @message came from */
int fake_communicate(struct mmcomm_communicate *message, __u64 user);

/** fake_variable() - the variable handler */
void fake_variable(__u8 *message, size_t length);

/** fake_variables_forget() - as if the simulator was just loaded */
void fake_variables_forget(void);

#endif /* FUZZ_FAKE_H */
