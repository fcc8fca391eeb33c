/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A simulated Management Mode: the MM core behind a mailbox in kernel memory,
 * and the handlers that it calls.
 *
 * Everything here runs where MMIs are raised: inside stop_machine(), on one CPU
 * with interrupts off. Nothing sleeps, allocates, takes locks or prints.
 */
#ifndef _MMCOMM_SIM_H
#define _MMCOMM_SIM_H

#include <linux/mmcomm.h>
#include <linux/types.h>
#include <linux/uuid.h>
#include <uapi/linux/mmcomm_sim.h>

#include "comm_buffer.h"
#include "executor_smmc.h"

/* EFI_STATUS of 64-bit firmware, UEFI specification, appendix D. */
#define SIM_EFI_SUCCESS			0ULL
#define SIM_EFI_ERROR(code)		((1ULL << 63) | (code))
#define SIM_EFI_INVALID_PARAMETER	SIM_EFI_ERROR(2)
#define SIM_EFI_UNSUPPORTED		SIM_EFI_ERROR(3)
#define SIM_EFI_BUFFER_TOO_SMALL	SIM_EFI_ERROR(5)
#define SIM_EFI_WRITE_PROTECTED		SIM_EFI_ERROR(8)
#define SIM_EFI_OUT_OF_RESOURCES	SIM_EFI_ERROR(9)
#define SIM_EFI_NOT_FOUND		SIM_EFI_ERROR(14)
#define SIM_EFI_ACCESS_DENIED		SIM_EFI_ERROR(15)

/**
 * enum sim_completion - how a message comes to its end
 * @SIM_AT_ONCE: every mark agrees when the MMI returns, or after the latency
 * @SIM_SECOND_LOOK: the first look finds the core still in MM
 * @SIM_NEXT_MMI: too late: at the next MMI
 * @SIM_NEVER: not at all
 * @SIM_POINTER_KEPT: finished, but the buffer pointer stands in the mailbox
 * @SIM_OVERLOOKED: the core never looked at its mailbox
 */
enum sim_completion {
	SIM_AT_ONCE,
	SIM_SECOND_LOOK,
	SIM_NEXT_MMI,
	SIM_NEVER,
	SIM_POINTER_KEPT,
	SIM_OVERLOOKED,
};

/**
 * struct sim_call - one message, as a handler sees it
 * @mm: the simulated MM
 * @header: start of the communicate buffer
 * @header_version: MMCOMM_HEADER_* that the message came with
 * @message: the message; the answer goes to the same place
 * @len: bytes of the message
 * @room: bytes from @message to the end of the buffer
 * @returned: in: @len with the header; out: size that the core returns
 * @completion: out: how the message comes to its end
 */
struct sim_call {
	struct sim_mm *mm;
	void *header;
	u32 header_version;
	void *message;
	u64 len;
	u64 room;
	u64 returned;
	enum sim_completion completion;
};

/**
 * enum sim_group - handlers that are switched on and off together
 * @SIM_BEHAVING: echo, fill, status, second look
 * @SIM_MISBEHAVING: those that break the protocol
 * @SIM_VARIABLES: the variable driver
 * @SIM_SUPERVISOR: the MM supervisor
 * @SIM_GROUPS: how many there are
 */
enum sim_group {
	SIM_BEHAVING,
	SIM_MISBEHAVING,
	SIM_VARIABLES,
	SIM_SUPERVISOR,
	SIM_GROUPS,
};

/**
 * struct sim_unfinished - a message that MM took and has not finished
 * @call: the message; its message pointer is NULL where there is none
 * @status: what the core will write
 * @looks: looks at the marks that find nothing yet
 */
struct sim_unfinished {
	struct sim_call call;
	u64 status;
	u64 looks;
};

/**
 * struct sim_mm - the simulated MM
 * @smmc: context of the traditional mailbox's operations; must be first
 * @mailbox: the mailbox itself
 * @buffers: communicate buffers, the only memory that handlers may reach
 * @buffer_count: entries of @buffers
 * @groups: bit mask of 1 << enum sim_group; may change between messages
 * @latency_us: looks at the marks, a microsecond each, that find nothing yet;
 *	may change between messages
 * @running: the message that is waited for
 * @late: a message that nobody waits for any more
 */
struct sim_mm {
	struct mmcomm_smmc_context smmc;
	struct mmcomm_smmc mailbox;
	struct mmcomm_provided_buffer buffers[MMCOMM_MAX_BUFFERS];
	u32 buffer_count;
	u32 groups;
	u32 latency_us;
	struct sim_unfinished running;
	struct sim_unfinished late;
};

/* mm_core.c */
void sim_mm_init(struct sim_mm *mm, struct mmcomm_executor_ops *ops);
void *sim_mm_memory(const struct sim_mm *mm, u64 address, u64 length);

/* handlers.c */
void sim_handlers_init(void);
u64 sim_handle(const guid_t *recipient, struct sim_call *call);

/* misbehave.c */
u64 sim_wrong_recipient(struct sim_call *call);
u64 sim_wrong_length(struct sim_call *call);
u64 sim_too_large(struct sim_call *call);
u64 sim_too_small(struct sim_call *call);
u64 sim_past_end(struct sim_call *call);
u64 sim_hang(struct sim_call *call);
u64 sim_late(struct sim_call *call);
u64 sim_pointer_kept(struct sim_call *call);
u64 sim_no_answer(struct sim_call *call);

/* supervisor.c */
u64 sim_supervisor(struct sim_call *call);

/* variable.c */
u64 sim_variable(struct sim_call *call);

#endif /* _MMCOMM_SIM_H */
