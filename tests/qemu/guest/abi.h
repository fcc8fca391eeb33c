/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of ioctl-abi share: a checked ioctl, memory with holes, and
 * structures that are right in everything but what a test changes.
 */
#ifndef GUEST_ABI_H
#define GUEST_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "device.h"

/* Expected reason where the structure must not have been written at all. */
#define ABI_UNTOUCHED	(-1)

/**
 * struct abi - what the tests need to know of the device
 * @fd: the open device
 * @info: MMCOMM_IOC_INFO
 * @buffer: the first enabled communicate buffer
 * @in_place: MM's answer is the message and nothing beside it, as over SMC: no
 *	status, no MMI that a processor counts, and an untouched message is nobody's
 */
struct abi {
	int fd;
	struct mmcomm_info info;
	struct mmcomm_buffer_entry buffer;
	bool in_place;
};

extern struct abi abi;

/**
 * struct expectation - what a call must do
 * @error: errno, or 0
 * @progress: enum mmcomm_progress written back
 * @reason: enum mmcomm_reason written back, or ABI_UNTOUCHED
 * @mmis: SMIs that the counter must have moved by
 */
struct expectation {
	int error;
	int progress;
	int reason;
	unsigned int mmis;
};

/** define NOT_SENT - a request refused with an errno and a reason */
#define NOT_SENT(errno_, reason_)					\
	((struct expectation){						\
		.error = (errno_),					\
		.progress = MMCOMM_PROGRESS_NOT_SENT,			\
		.reason = MMCOMM_REASON_##reason_,			\
	})

/** define UNREAD - refused before the structure was looked at */
#define UNREAD(errno_)							\
	((struct expectation){ .error = (errno_), .reason = ABI_UNTOUCHED })

/** define RAN - an SMI was raised and MM marked the message done */
#define RAN(errno_, reason_)						\
	((struct expectation){						\
		.error = (errno_),					\
		.progress = MMCOMM_PROGRESS_RAN,			\
		.reason = MMCOMM_REASON_##reason_,			\
		.mmis = 1,						\
	})

/** define UNANSWERED - sent, and came back as it was */
#define UNANSWERED							\
	((struct expectation){						\
		.error = EIO,						\
		.progress = MMCOMM_PROGRESS_MAY_HAVE_RUN,		\
		.reason = MMCOMM_REASON_NO_HANDLER,			\
		.mmis = 1,						\
	})

/**
 * abi_communicate() - one COMMUNICATE call and one result line
 * @text: what is tested
 * @message: the structure; on return with the fields written back
 * @expected: what must come of it
 *
 * The fields written back hold a pattern before the call, and the other fields
 * must hold after it what they held before.
 */
bool abi_communicate(const char *text, struct mmcomm_communicate *message,
		     struct expectation expected);

/** abi_trigger() - the same for TRIGGER */
bool abi_trigger(const char *text, struct mmcomm_trigger *trigger,
		 struct expectation expected);

/**
 * abi_raw() - an ioctl of which only errno and the SMI counter are looked at
 * @text: what is tested
 * @number: ioctl number
 * @argument: its argument
 * @error: errno that must come, or 0
 * @mmis: SMIs that the counter must have moved by
 */
bool abi_raw(const char *text, unsigned long number, uintptr_t argument,
	     int error, unsigned int mmis);

/**
 * abi_message() - a valid message that asks for the largest payload
 *
 * Its request and response are separate static buffers of 64 bytes each.
 */
struct mmcomm_communicate abi_message(void);

/**
 * abi_answer_any() - makes a message one that is answered whatever is in it
 * @message: the message
 *
 * Return: the byte that the answer has where the message has zeroes.
 */
__u8 abi_answer_any(struct mmcomm_communicate *message);

/** abi_result_flags() - those of a message that MM has answered in full */
__u32 abi_result_flags(void);

/** abi_bare_trigger() - a valid trigger: command 0, data 0 */
struct mmcomm_trigger abi_bare_trigger(void);

/**
 * abi_memory_before_hole() - memory that ends where nothing is mapped
 * @length: bytes
 *
 * Return: address of the first byte; the byte behind the last one faults.
 */
void *abi_memory_before_hole(size_t length);

/** abi_read_only() - a copy of some bytes in memory that cannot be written */
void *abi_read_only(const void *bytes, size_t length);

/* The parts, each in a file of its own. */
void abi_check_numbers(void);
void abi_check_sizes(void);
void abi_check_lists(void);
void abi_check_fields(void);
void abi_check_order(void);
void abi_check_memory(void);
void abi_check_answers(void);
void abi_check_trigger(void);
void abi_check_access(void);
/* On x86 alone: 32-bit callers, and ports. */
#ifdef __x86_64__
void abi_check_compat(void);
void abi_check_data_port(void);
#else
static inline void abi_check_compat(void) { }
static inline void abi_check_data_port(void) { }
#endif

#endif /* GUEST_ABI_H */
