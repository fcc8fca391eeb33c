/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Management Mode communication: services for other kernel modules.
 *
 * A module may send messages and raise MMIs as a user of /dev/mmcomm does
 * (without the capability and lockdown checks, which guard user space), tell
 * mmcomm how a platform is set up, or stand in for MM altogether.
 *
 * Every function here may sleep and must not be called from a CPU hotplug
 * callback: a call takes the hotplug lock and stops every CPU.
 */
#ifndef _LINUX_MMCOMM_H
#define _LINUX_MMCOMM_H

#include <linux/list.h>
#include <linux/module.h>
#include <linux/types.h>
#include <linux/uuid.h>
#include <uapi/linux/mmcomm.h>

/** define MMCOMM_MM_PAGE_SIZE - a page as MM sees it, whatever PAGE_SIZE is */
#define MMCOMM_MM_PAGE_SIZE	4096

/**
 * struct mmcomm_message - one message to an MM handler
 * @recipient: GUID of the handler
 * @buffer_id: communicate buffer to use, or MMCOMM_BUFFER_ANY
 * @header_version: MMCOMM_HEADER_*, or 0 for what the mailbox prefers
 * @request: the payload
 * @response: where the answer goes; the same as @request, or not overlapping it
 * @relocations: physical addresses to fill in, see struct mmcomm_relocation
 * @request_len: bytes at @request, at least 1
 * @message_len: message size that MM is told; 0 means @request_len
 * @response_capacity: bytes at @response
 * @window_len: bytes that MM may write; 0 means @message_len
 * @relocation_count: entries of @relocations
 */
struct mmcomm_message {
	guid_t recipient;
	u32 buffer_id;
	u32 header_version;
	const void *request;
	void *response;
	const struct mmcomm_relocation *relocations;
	u32 request_len;
	u32 message_len;
	u32 response_capacity;
	u32 window_len;
	u32 relocation_count;
};

/**
 * struct mmcomm_result - what came of a message
 * @mm_status: 64-bit EFI_STATUS of the MM core; error bit 63
 * @raw_status: status as MM wrote it
 * @response_len: bytes of the answer as MM returned it, without the header
 * @max_message_len: longest message of the buffer chosen
 * @stopped_ns: nanoseconds that every CPU was stopped
 * @response_copied: bytes written to the response
 * @flags: MMCOMM_RESULT_*
 * @progress: enum mmcomm_progress
 * @reason: enum mmcomm_reason
 * @mmi_count: MMIs seen while the machine was stopped
 * @used_buffer_id: the buffer chosen, MMCOMM_BUFFER_ANY where none was
 *
 * Valid whatever mmcomm_communicate() returns.
 */
struct mmcomm_result {
	u64 mm_status;
	u64 raw_status;
	u64 response_len;
	u64 max_message_len;
	u64 stopped_ns;
	u32 response_copied;
	u32 flags;
	u32 progress;
	u32 reason;
	u32 mmi_count;
	u32 used_buffer_id;
};

/**
 * struct mmcomm_trigger_result - what came of a bare software MMI
 * @stopped_ns: nanoseconds that every CPU was stopped
 * @data_after: data port after the MMI
 * @mmi_count: MMIs seen while the machine was stopped
 * @flags: MMCOMM_RESULT_MMI_COUNTED or 0
 * @progress: enum mmcomm_progress
 * @reason: enum mmcomm_reason
 */
struct mmcomm_trigger_result {
	u64 stopped_ns;
	u32 data_after;
	u32 mmi_count;
	u32 flags;
	u32 progress;
	u32 reason;
};

int mmcomm_communicate(const struct mmcomm_message *message,
		       struct mmcomm_result *result);
int mmcomm_trigger_sw_mmi(u8 command, u8 data,
			  struct mmcomm_trigger_result *result);
int mmcomm_update_comm_buffer(u32 buffer_id, phys_addr_t address, u64 length);

/**
 * struct mmcomm_acpi_base - base of the ACPI PM register block
 * @type: how the block is reached
 * @io: I/O port, where @type is MMCOMM_ACPI_BASE_IO
 * @mmio: physical address, where @type is MMCOMM_ACPI_BASE_MMIO
 */
struct mmcomm_acpi_base {
	enum {
		MMCOMM_ACPI_BASE_NONE,
		MMCOMM_ACPI_BASE_IO,
		MMCOMM_ACPI_BASE_MMIO,
	} type;
	union {
		u16 io;
		u64 mmio;
	};
};

/**
 * struct mmcomm_mmi_port - a port that takes part in raising an MMI
 * @type: enum mmcomm_mmi_port_type
 * @smi: I/O port, where @type is MMCOMM_MMI_PORT_SMI
 * @smc: function id, where @type is MMCOMM_MMI_PORT_SMC
 */
struct mmcomm_mmi_port {
	enum mmcomm_mmi_port_type type;
	union {
		u16 smi;
		u32 smc;
	};
};

/**
 * struct mmcomm_platform_report - what a platform hook found
 * @reason: one sentence for the discovery list; filled in whatever is returned
 */
struct mmcomm_platform_report {
	char reason[MMCOMM_REASON_LEN];
};

/**
 * struct mmcomm_platform_control - knowledge about one kind of machine
 * @name: short name for MMCOMM_IOC_INFO
 * @owner: module that provides the hook, THIS_MODULE
 * @matches: whether this is such a machine
 * @init: looks whether software MMIs are set up. It reads registers and writes
 *	none: enabling MMIs that the firmware left off can run MM code that was
 *	never set up. Returns 0 to vouch for the trigger, or a negative errno to
 *	forbid it. May sleep
 * @list: for mmcomm's use
 *
 * The hook registered last is asked first; the one that ships with mmcomm comes
 * last. The first that matches decides.
 */
struct mmcomm_platform_control {
	const char *name;
	struct module *owner;
	bool (*matches)(void);
	int (*init)(const struct mmcomm_acpi_base *acpi_base,
		    struct mmcomm_platform_report *report);
	struct list_head list;
};

int mmcomm_register_platform_control(struct mmcomm_platform_control *control);
void mmcomm_unregister_platform_control(struct mmcomm_platform_control *control);

/**
 * struct mmcomm_transfer - one message under way, as an executor sees it
 * @address: physical address of the communicate buffer
 * @buffer: the same memory as the kernel sees it
 * @buffer_len: bytes of the buffer
 * @total_len: bytes of header and message
 * @raw_status: out: status as MM wrote it
 * @mm_status: out: the same as a 64-bit EFI_STATUS
 * @returned_len: out: size that MM returned, with the header
 * @reason: out: enum mmcomm_reason, why @raise failed; 0 where its errno says
 *	all there is to say
 * @status_valid: out: whether the two statuses mean anything
 */
struct mmcomm_transfer {
	phys_addr_t address;
	void *buffer;
	u64 buffer_len;
	u64 total_len;
	u64 raw_status;
	u64 mm_status;
	u64 returned_len;
	u32 reason;
	bool status_valid;
};

/**
 * enum mmcomm_disarmed - what an executor finds when it takes a message back
 * @MMCOMM_DISARMED_NOT_TAKEN: MM had not taken the message and cannot any more
 * @MMCOMM_DISARMED_TAKEN: MM had taken it, its handler may still run
 * @MMCOMM_DISARMED_UNKNOWN: MM leaves no mark that would tell. Where MMIs are
 *	counted and none was, it is as if MM had not taken it; otherwise as if it
 *	had
 * @MMCOMM_DISARMED_FINISHED: MM had taken it, is not done with it and will not go
 *	on: nothing of MM's runs any more
 */
enum mmcomm_disarmed {
	MMCOMM_DISARMED_NOT_TAKEN,
	MMCOMM_DISARMED_TAKEN,
	MMCOMM_DISARMED_UNKNOWN,
	MMCOMM_DISARMED_FINISHED,
};

/**
 * struct mmcomm_executor_ops - how MM is told where the message is
 * @name: short name for MMCOMM_IOC_INFO
 * @owner: module that provides the operations, THIS_MODULE
 * @header_versions: bit mask of 1 << MMCOMM_HEADER_*
 * @preferred_header: one of them, which is used unless a request asks for
 *	another; 0 for the highest
 * @header_room: bytes in front of a message that MM wants to be there, less than
 *	a page; 0 for as many as the header has
 * @simulated: whether MM is not real firmware
 * @answers_in_place: whether MM leaves no status and no size beside the message:
 *	the length of the answer is then what its header says, whatever @collect
 *	does, and a message that comes back as it was sent has found no handler.
 *	With V1 headers alone
 * @arm: puts a sentinel into every status field, then the message's address
 *	where MM looks for it. Returns 0, or -EBUSY where a message of somebody
 *	else's waits there
 * @raise: raises the MMI; NULL to have it raised through the platform's port.
 *	Where MM says at once that it does not take the message: a negative errno,
 *	with reason and statuses in the transfer, and @disarm then tells whether it
 *	may have run
 * @done: whether all of MM's marks agree that the message is done; NULL where
 *	MM leaves none. The message is then done when the SMI counter has stepped;
 *	without a counter the whole timeout is waited and @collect called in the
 *	belief that it is done, which the caller is told (MAY_HAVE_RUN)
 * @collect: the message is done: fills in the out fields of the transfer, and
 *	disarms what MM has not
 * @disarm: takes a message back that was not done in time
 *
 * The operations run inside stop_machine(), on one CPU with interrupts off, and
 * so must not sleep, take locks or print.
 */
struct mmcomm_executor_ops {
	const char *name;
	struct module *owner;
	u32 header_versions;
	u32 preferred_header;
	u32 header_room;
	bool simulated;
	bool answers_in_place;
	int (*arm)(void *context, struct mmcomm_transfer *transfer);
	int (*raise)(void *context, struct mmcomm_transfer *transfer);
	bool (*done)(void *context, struct mmcomm_transfer *transfer);
	void (*collect)(void *context, struct mmcomm_transfer *transfer);
	enum mmcomm_disarmed (*disarm)(void *context,
				       struct mmcomm_transfer *transfer);
};

/**
 * struct mmcomm_provided_buffer - memory that comes with an executor
 * @virt: kernel address, 4 KiB aligned
 * @address: physical address, 4 KiB aligned, or any unique number where the
 *	simulated MM uses none
 * @length: bytes, a multiple of 4096
 */
struct mmcomm_provided_buffer {
	void *virt;
	phys_addr_t address;
	u64 length;
};

/**
 * struct mmcomm_executor - an executor and what comes with it
 * @ops: the operations
 * @context: handed to each operation
 * @buffers: communicate buffers; the provider keeps them until it unregisters
 * @buffer_count: entries of @buffers, at least 1
 */
struct mmcomm_executor {
	const struct mmcomm_executor_ops *ops;
	void *context;
	const struct mmcomm_provided_buffer *buffers;
	u32 buffer_count;
};

int mmcomm_register_executor(const struct mmcomm_executor *executor);
void mmcomm_unregister_executor(const struct mmcomm_executor *executor);

#endif /* _LINUX_MMCOMM_H */
