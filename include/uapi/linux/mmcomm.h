/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Management Mode communication: the ABI of /dev/mmcomm.
 */
#ifndef _UAPI_LINUX_MMCOMM_H
#define _UAPI_LINUX_MMCOMM_H

#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * DOC: mmcomm ioctl ABI
 *
 * Opening the device needs CAP_SYS_RAWIO. Every ioctl takes a pointer to a
 * structure that begins with its own size in bytes. A structure grows only at
 * its end: a kernel that is newer than the caller fills in zeroes for what the
 * caller does not know, a kernel that is older accepts a longer structure as
 * long as the part it does not know is zero. All layouts are the same for
 * 32-bit and 64-bit callers and have no holes.
 *
 * A result has two levels that are never mixed. The return value (errno) says
 * whether the transport worked; &mmcomm_communicate.mm_status says what the MM
 * core answered. What a handler thinks of a request stands inside its own
 * payload and is not looked at.
 *
 * ============= ==========================================================
 * errno         meaning
 * ============= ==========================================================
 * ENOTTY        unknown ioctl number
 * E2BIG         the structure is longer than 4096 bytes, or the part of it that
 *               this kernel does not know is not zero
 * EPERM         no CAP_SYS_RAWIO, or kernel lockdown refuses the operation
 * EFAULT        the caller's memory cannot be read or written; progress says
 *               RAN when only writing the response failed
 * EINVAL        structure too short, empty request, zero GUID, unknown
 *               flags, reserved fields set, lengths that contradict each
 *               other, overlapping memory, a command that the FADT gives
 *               another meaning
 * EINTR         a fatal signal came while waiting for the device, before
 *               anything was sent
 * ENODEV        no communicate buffer or mailbox was found, or its provider
 *               has gone
 * EBUSY         the system is going to sleep, or somebody else's message is
 *               waiting in the mailbox, or somebody else uses the buffer, or
 *               every one that would fit
 * ENOENT        no enabled communicate buffer has that id
 * EMSGSIZE      header and message do not fit the buffer;
 *               &mmcomm_communicate.max_message_len holds what would
 * EOPNOTSUPP    no way to raise an MMI here, or not from a CPU that is online,
 *               or the secure monitor knows no such call
 * EIO           the MMI was raised and MM did not take the message, or nothing
 *               answered it
 * ETIMEDOUT     MM took the message and did not finish it in time
 * EBADMSG       the answer broke an invariant of the communicate buffer,
 *               which &mmcomm_communicate.reason names
 * ENOMEM        no memory for the staging buffer, or MM has none
 * ============= ==========================================================
 */

/** define MMCOMM_ABI_VERSION - raised whenever something is added to this file */
#define MMCOMM_ABI_VERSION	1

/** define MMCOMM_DEVICE_NAME - the device is /dev/ followed by this name */
#define MMCOMM_DEVICE_NAME	"mmcomm"

#define MMCOMM_IOC_TYPE		0xBB

#define MMCOMM_IOC_INFO		_IO(MMCOMM_IOC_TYPE, 0x01)
#define MMCOMM_IOC_BUFFERS	_IO(MMCOMM_IOC_TYPE, 0x02)
#define MMCOMM_IOC_DISCOVERY	_IO(MMCOMM_IOC_TYPE, 0x03)
#define MMCOMM_IOC_COMMUNICATE	_IO(MMCOMM_IOC_TYPE, 0x04)
#define MMCOMM_IOC_TRIGGER	_IO(MMCOMM_IOC_TYPE, 0x05)
/* 0x10 is kept free for narrowing an open file to a list of recipients. */

/** define MMCOMM_NAME_LEN - room for a short name, with its terminating NUL */
#define MMCOMM_NAME_LEN		32

/** define MMCOMM_REASON_LEN - room for one sentence, with its terminating NUL */
#define MMCOMM_REASON_LEN	160

/**
 * enum mmcomm_mmi_port_type - how an MMI is raised
 * @MMCOMM_MMI_PORT_NONE: it cannot be raised
 * @MMCOMM_MMI_PORT_SMI: by writing an I/O port (x86), the FADT's SMI_CMD
 * @MMCOMM_MMI_PORT_SMC: by a secure monitor call (Arm)
 */
enum mmcomm_mmi_port_type {
	MMCOMM_MMI_PORT_NONE = 0,
	MMCOMM_MMI_PORT_SMI = 1,
	MMCOMM_MMI_PORT_SMC = 2,
};

/* mmcomm_info.flags */
#define MMCOMM_INFO_CAN_COMMUNICATE	(1U << 0)  /* a mailbox, a buffer and a trigger */
#define MMCOMM_INFO_CAN_TRIGGER		(1U << 1)  /* MMCOMM_IOC_TRIGGER is offered */
#define MMCOMM_INFO_SIMULATED		(1U << 2)  /* the executor is not real firmware */
#define MMCOMM_INFO_PROBE_ONLY		(1U << 3)  /* loaded with probe_only=1 */
#define MMCOMM_INFO_SMI_COUNTER		(1U << 4)  /* mmi_count fields are measured */
#define MMCOMM_INFO_BORROWED		(1U << 5)  /* buffers are borrowed for a call only */
#define MMCOMM_INFO_SLEEPING		(1U << 6)  /* suspend or reboot under way */
#define MMCOMM_INFO_LOCKED_COMMUNICATE	(1U << 7)  /* lockdown refuses COMMUNICATE */
#define MMCOMM_INFO_LOCKED_TRIGGER	(1U << 8)  /* lockdown refuses TRIGGER */
#define MMCOMM_INFO_PLATFORM_VOUCHED	(1U << 9)  /* a platform hook vouches for the trigger */
#define MMCOMM_INFO_WSMT_PRESENT	(1U << 10) /* wsmt_flags is valid */
#define MMCOMM_INFO_EVIDENCE		(1U << 11) /* evidence=1: a console line a call */
#define MMCOMM_INFO_BY_REGISTER		(1U << 12) /* messages go by register, not by the ports */

/* mmcomm_info.header_versions, and the values of mmcomm_communicate.header_version */
#define MMCOMM_HEADER_V1	1	/* EFI_MM_COMMUNICATE_HEADER, 24 bytes */
#define MMCOMM_HEADER_V3	3	/* EFI_MM_COMMUNICATE_HEADER_V3, 56 bytes */

/**
 * struct mmcomm_info - MMCOMM_IOC_INFO: what was found and what is allowed
 * @size: sizeof(struct mmcomm_info), set by the caller
 * @abi_version: MMCOMM_ABI_VERSION of the kernel side
 * @flags: MMCOMM_INFO_*
 * @buffer_count: communicate buffers there are, whatever their state
 * @header_versions: bit mask, 1 << MMCOMM_HEADER_*, of the headers MM takes
 * @mmi_port_type: enum mmcomm_mmi_port_type
 * @cmd_port: I/O port of the command byte, or SMC function id
 * @data_port: I/O port of the data byte, or 0
 * @message_command: command byte that COMMUNICATE writes
 * @timeout_ms: how long COMMUNICATE waits for MM, in milliseconds
 * @wsmt_flags: protection flags of the ACPI WSMT table
 * @reserved: 0
 * @max_message_len: longest message, in bytes, that some enabled or occupied
 *	buffer takes behind a V1 header; 0 without a buffer
 * @mailbox_address: physical address of the mailbox, 0 where there is none
 * @machine_stops: times that this driver stopped every CPU since it was loaded
 * @mmis_raised: MMIs that this driver raised since it was loaded, or SMCs that
 *	carried a message
 * @executor: name of the executor in use, empty where there is none
 * @platform: name of the platform hook in use, empty where there is none
 *
 * Needs no buffer, no mailbox and no trigger; answers under lockdown too, where
 * the kernel then logs that lockdown was asked about.
 *
 * Return: 0, or -1 with errno EFAULT, EINVAL, E2BIG, EINTR.
 */
struct mmcomm_info {
	__u32 size;
	__u32 abi_version;
	__u32 flags;
	__u32 buffer_count;
	__u32 header_versions;
	__u32 mmi_port_type;
	__u32 cmd_port;
	__u32 data_port;
	__u32 message_command;
	__u32 timeout_ms;
	__u32 wsmt_flags;
	__u32 reserved;
	__aligned_u64 max_message_len;
	__aligned_u64 mailbox_address;
	__aligned_u64 machine_stops;
	__aligned_u64 mmis_raised;
	char executor[MMCOMM_NAME_LEN];
	char platform[MMCOMM_NAME_LEN];
};

/**
 * struct mmcomm_list - MMCOMM_IOC_BUFFERS and MMCOMM_IOC_DISCOVERY: read a list
 * @size: sizeof(struct mmcomm_list), set by the caller
 * @entry_size: size in bytes of one entry as the caller knows it; a longer one
 *	is filled up with zeroes, a shorter one gets the first bytes only
 * @capacity: entries that @entries has room for; 0 to ask for @count alone
 * @count: entries there are, written by the kernel; may exceed @capacity, then
 *	only the first @capacity entries were written
 * @entries: address of an array of struct mmcomm_buffer_entry or struct
 *	mmcomm_discovery_entry
 *
 * Return: 0, or -1 with errno EFAULT, EINVAL (entry_size below 8 or above 4096,
 * or capacity without entries), E2BIG, ENOMEM, EINTR.
 */
struct mmcomm_list {
	__u32 size;
	__u32 entry_size;
	__u32 capacity;
	__u32 count;
	__aligned_u64 entries;
};

/**
 * enum mmcomm_buffer_source - where a communicate buffer came from
 * @MMCOMM_SOURCE_PARAMETER: module parameter comm_buffers=
 * @MMCOMM_SOURCE_REGION_TABLE: PI SMM communication region table
 * @MMCOMM_SOURCE_STATUS_BLOCK: the buffer of a Standalone MM status block
 * @MMCOMM_SOURCE_NS_SHARED: the Arm non-secure shared buffer
 * @MMCOMM_SOURCE_BORROWED: runtime-services data pages, borrowed for each call
 * @MMCOMM_SOURCE_SIMULATED: memory that came with a registered executor, such
 *	as the simulated MM
 * @MMCOMM_SOURCE_UPDATE: moved there by mmcomm_update_comm_buffer()
 */
enum mmcomm_buffer_source {
	MMCOMM_SOURCE_PARAMETER = 1,
	MMCOMM_SOURCE_REGION_TABLE = 2,
	MMCOMM_SOURCE_STATUS_BLOCK = 3,
	MMCOMM_SOURCE_NS_SHARED = 4,
	MMCOMM_SOURCE_BORROWED = 5,
	MMCOMM_SOURCE_SIMULATED = 6,
	MMCOMM_SOURCE_UPDATE = 7,
};

/**
 * enum mmcomm_buffer_state - whether a communicate buffer may be used
 * @MMCOMM_BUFFER_ENABLED: it may
 * @MMCOMM_BUFFER_DISABLED: a buffer update moved it away
 * @MMCOMM_BUFFER_RETIRED: MM did not finish a message in it; a late handler may
 *	still write it, so it stays untouched until the module is loaded again, an
 *	entry of the region table until the machine is reset
 * @MMCOMM_BUFFER_LOST: a borrowed buffer whose pages the firmware uses now, or
 *	in which MM broke an invariant
 * @MMCOMM_BUFFER_OCCUPIED: it may, but at the moment of looking somebody else
 *	uses it, an entry of the region table
 */
enum mmcomm_buffer_state {
	MMCOMM_BUFFER_ENABLED = 1,
	MMCOMM_BUFFER_DISABLED = 2,
	MMCOMM_BUFFER_RETIRED = 3,
	MMCOMM_BUFFER_LOST = 4,
	MMCOMM_BUFFER_OCCUPIED = 5,
};

/**
 * struct mmcomm_buffer_entry - one communicate buffer
 * @id: number that mmcomm_communicate.buffer_id takes
 * @source: enum mmcomm_buffer_source
 * @state: enum mmcomm_buffer_state
 * @reserved: 0
 * @address: physical address, 4 KiB aligned
 * @length: bytes, a multiple of 4096
 * @message_capacity: longest message in bytes behind a V1 header, or behind what
 *	MM takes for one
 */
struct mmcomm_buffer_entry {
	__u32 id;
	__u32 source;
	__u32 state;
	__u32 reserved;
	__aligned_u64 address;
	__aligned_u64 length;
	__aligned_u64 message_capacity;
};

/**
 * enum mmcomm_discovery_subject - what was looked for in a place
 * @MMCOMM_SUBJECT_ENVIRONMENT: whether anything can be looked at, and what the
 *	firmware says of itself
 * @MMCOMM_SUBJECT_TRIGGER: a way to raise an MMI
 * @MMCOMM_SUBJECT_PLATFORM: a platform hook that vouches for the trigger
 * @MMCOMM_SUBJECT_MAILBOX: how MM is told where the message is
 * @MMCOMM_SUBJECT_BUFFER: memory that MM takes messages from
 */
enum mmcomm_discovery_subject {
	MMCOMM_SUBJECT_ENVIRONMENT = 1,
	MMCOMM_SUBJECT_TRIGGER = 2,
	MMCOMM_SUBJECT_PLATFORM = 3,
	MMCOMM_SUBJECT_MAILBOX = 4,
	MMCOMM_SUBJECT_BUFFER = 5,
};

/**
 * enum mmcomm_discovery_verdict - what came of looking in a place
 * @MMCOMM_VERDICT_USED: found, whole, and in use
 * @MMCOMM_VERDICT_USABLE: found and whole, but not in use
 * @MMCOMM_VERDICT_ABSENT: nothing there
 * @MMCOMM_VERDICT_REFUSED: something is there and breaks a rule
 * @MMCOMM_VERDICT_UNSUPPORTED: this build or machine cannot use such a place
 * @MMCOMM_VERDICT_SKIPPED: not looked at, the reason says why
 */
enum mmcomm_discovery_verdict {
	MMCOMM_VERDICT_USED = 1,
	MMCOMM_VERDICT_USABLE = 2,
	MMCOMM_VERDICT_ABSENT = 3,
	MMCOMM_VERDICT_REFUSED = 4,
	MMCOMM_VERDICT_UNSUPPORTED = 5,
	MMCOMM_VERDICT_SKIPPED = 6,
};

/**
 * struct mmcomm_discovery_entry - one place looked at, in the order of looking
 * @subject: enum mmcomm_discovery_subject
 * @verdict: enum mmcomm_discovery_verdict
 * @address: physical address of the candidate, 0 where there is none
 * @place: name of the place, NUL-terminated
 * @reason: one sentence, NUL-terminated
 */
struct mmcomm_discovery_entry {
	__u32 subject;
	__u32 verdict;
	__aligned_u64 address;
	char place[MMCOMM_NAME_LEN];
	char reason[MMCOMM_REASON_LEN];
};

/**
 * enum mmcomm_progress - how far a request got, beside errno
 * @MMCOMM_PROGRESS_NOT_SENT: MM never saw it; it is safe to send again
 * @MMCOMM_PROGRESS_MAY_HAVE_RUN: an MMI was raised and its outcome is unknown
 * @MMCOMM_PROGRESS_RAN: MM marked it done
 */
enum mmcomm_progress {
	MMCOMM_PROGRESS_NOT_SENT = 0,
	MMCOMM_PROGRESS_MAY_HAVE_RUN = 1,
	MMCOMM_PROGRESS_RAN = 2,
};

/**
 * enum mmcomm_reason - which rule or invariant stands behind an errno
 * @MMCOMM_REASON_NONE: no error
 * @MMCOMM_REASON_FLAGS: unknown flag bits (EINVAL)
 * @MMCOMM_REASON_RESERVED: a reserved field is not zero (EINVAL)
 * @MMCOMM_REASON_ZERO_GUID: the recipient is the zero GUID (EINVAL)
 * @MMCOMM_REASON_EMPTY_REQUEST: request_len is 0 (EINVAL)
 * @MMCOMM_REASON_MESSAGE_LEN: message_len is below request_len (EINVAL)
 * @MMCOMM_REASON_WINDOW_LEN: window_len is below message_len (EINVAL)
 * @MMCOMM_REASON_RELOCATION: a relocation points outside, or the list is too
 *	long or has no address (EINVAL), or it cannot be read (EFAULT)
 * @MMCOMM_REASON_HEADER_VERSION: unknown header version (EINVAL), or one that
 *	MM does not take here (EOPNOTSUPP)
 * @MMCOMM_REASON_OVERLAP: request and response overlap partly (EINVAL)
 * @MMCOMM_REASON_COMMAND: command or data is above 0xff (EINVAL)
 * @MMCOMM_REASON_RESERVED_COMMAND: the FADT gives the command another meaning,
 *	it would not raise an MMI (EINVAL)
 * @MMCOMM_REASON_LOCKDOWN: kernel lockdown (EPERM)
 * @MMCOMM_REASON_REQUEST_MEMORY: the request cannot be read (EFAULT)
 * @MMCOMM_REASON_RESPONSE_MEMORY: the response cannot be written (EFAULT)
 * @MMCOMM_REASON_TOO_LONG: does not fit the buffer (EMSGSIZE)
 * @MMCOMM_REASON_NO_SUCH_BUFFER: unknown buffer id (ENOENT)
 * @MMCOMM_REASON_BUFFER_NOT_ENABLED: that buffer is disabled, retired or lost
 *	(ENOENT)
 * @MMCOMM_REASON_NO_BUFFER: no enabled buffer at all (ENODEV)
 * @MMCOMM_REASON_NO_MAILBOX: no executor (ENODEV)
 * @MMCOMM_REASON_PROVIDER_GONE: the module that provided the executor was
 *	unloaded (ENODEV)
 * @MMCOMM_REASON_PROBE_ONLY: loaded with probe_only=1 (EOPNOTSUPP)
 * @MMCOMM_REASON_NO_TRIGGER: nothing that raises an MMI was found, or nobody
 *	vouches for it (EOPNOTSUPP)
 * @MMCOMM_REASON_NO_CPU: the CPU that MMIs must be raised on is offline
 *	(EOPNOTSUPP)
 * @MMCOMM_REASON_WINDOW_UNSUPPORTED: the executor cannot serve a window or
 *	relocations (EOPNOTSUPP)
 * @MMCOMM_REASON_SLEEPING: suspend or reboot under way (EBUSY)
 * @MMCOMM_REASON_MAILBOX_BUSY: a message of somebody else's is in the mailbox
 *	(EBUSY)
 * @MMCOMM_REASON_BUFFER_BUSY: somebody else uses the buffer at the moment, or
 *	every one that would fit (EBUSY)
 * @MMCOMM_REASON_BUFFER_LOST: the firmware uses the borrowed pages now (ENODEV)
 * @MMCOMM_REASON_NOT_TAKEN: the MMI was raised, MM left the message alone (EIO)
 * @MMCOMM_REASON_NO_MMI: the command was written, no MMI was counted (EIO)
 * @MMCOMM_REASON_TIMEOUT: MM took the message, or may have, and is not done
 *	(ETIMEDOUT)
 * @MMCOMM_REASON_RECIPIENT_CHANGED: the header's GUID changed (EBADMSG)
 * @MMCOMM_REASON_LENGTH_CHANGED: the header's length changed (EBADMSG)
 * @MMCOMM_REASON_SIZE_BELOW_HEADER: MM returned a size that does not even hold
 *	the header (EBADMSG)
 * @MMCOMM_REASON_SIZE_ABOVE_BUFFER: MM returned a size larger than the buffer,
 *	or, in a borrowed buffer or one of the region table, larger than the
 *	window (EBADMSG)
 * @MMCOMM_REASON_GUARD_CHANGED: bytes past the window and the answer changed
 *	(EBADMSG)
 * @MMCOMM_REASON_INTERRUPTED: a fatal signal (EINTR)
 * @MMCOMM_REASON_NO_MEMORY: no staging memory (ENOMEM)
 * @MMCOMM_REASON_BUFFER_DAMAGED: the buffer did not hold the request before the
 *	MMI was raised; something else writes it (EBADMSG, NOT_SENT)
 * @MMCOMM_REASON_MARKER_GUID: the recipient is the marker of V3 headers, which
 *	would make MM look for the recipient inside the message (EINVAL)
 * @MMCOMM_REASON_NO_HANDLER: MM says success and left the message exactly as it
 *	was sent: no handler has that GUID, or the handler changed nothing, which
 *	cannot be told apart where MM gives no status (EIO, MAY_HAVE_RUN)
 * @MMCOMM_REASON_SMC_UNSUPPORTED: the secure monitor knows no such call, or its
 *	partition is not up (EOPNOTSUPP, NOT_SENT)
 * @MMCOMM_REASON_SMC_INVALID: the secure monitor or its partition calls the
 *	arguments invalid (EIO, NOT_SENT)
 * @MMCOMM_REASON_SMC_DENIED: the buffer lies outside of the memory that the
 *	secure partition shares, or the message is too long for it (EIO, NOT_SENT)
 * @MMCOMM_REASON_SMC_NO_MEMORY: the secure partition is out of memory (ENOMEM,
 *	MAY_HAVE_RUN)
 * @MMCOMM_REASON_SMC_OTHER: the secure monitor returned a code that no
 *	specification gives a meaning, see raw_status (EIO, MAY_HAVE_RUN)
 */
enum mmcomm_reason {
	MMCOMM_REASON_NONE = 0,
	MMCOMM_REASON_FLAGS = 1,
	MMCOMM_REASON_RESERVED = 2,
	MMCOMM_REASON_ZERO_GUID = 3,
	MMCOMM_REASON_EMPTY_REQUEST = 4,
	MMCOMM_REASON_MESSAGE_LEN = 5,
	MMCOMM_REASON_WINDOW_LEN = 6,
	MMCOMM_REASON_RELOCATION = 7,
	MMCOMM_REASON_HEADER_VERSION = 8,
	MMCOMM_REASON_OVERLAP = 9,
	MMCOMM_REASON_COMMAND = 10,
	MMCOMM_REASON_RESERVED_COMMAND = 11,
	MMCOMM_REASON_LOCKDOWN = 12,
	MMCOMM_REASON_REQUEST_MEMORY = 13,
	MMCOMM_REASON_RESPONSE_MEMORY = 14,
	MMCOMM_REASON_TOO_LONG = 15,
	MMCOMM_REASON_NO_SUCH_BUFFER = 16,
	MMCOMM_REASON_BUFFER_NOT_ENABLED = 17,
	MMCOMM_REASON_NO_BUFFER = 18,
	MMCOMM_REASON_NO_MAILBOX = 19,
	MMCOMM_REASON_PROVIDER_GONE = 20,
	MMCOMM_REASON_PROBE_ONLY = 21,
	MMCOMM_REASON_NO_TRIGGER = 22,
	MMCOMM_REASON_NO_CPU = 23,
	MMCOMM_REASON_WINDOW_UNSUPPORTED = 24,
	MMCOMM_REASON_SLEEPING = 25,
	MMCOMM_REASON_MAILBOX_BUSY = 26,
	MMCOMM_REASON_BUFFER_BUSY = 27,
	MMCOMM_REASON_BUFFER_LOST = 28,
	MMCOMM_REASON_NOT_TAKEN = 29,
	MMCOMM_REASON_NO_MMI = 30,
	MMCOMM_REASON_TIMEOUT = 31,
	MMCOMM_REASON_RECIPIENT_CHANGED = 32,
	MMCOMM_REASON_LENGTH_CHANGED = 33,
	MMCOMM_REASON_SIZE_BELOW_HEADER = 34,
	MMCOMM_REASON_SIZE_ABOVE_BUFFER = 35,
	MMCOMM_REASON_GUARD_CHANGED = 36,
	MMCOMM_REASON_INTERRUPTED = 37,
	MMCOMM_REASON_NO_MEMORY = 38,
	MMCOMM_REASON_BUFFER_DAMAGED = 39,
	MMCOMM_REASON_MARKER_GUID = 40,
	MMCOMM_REASON_NO_HANDLER = 41,
	MMCOMM_REASON_SMC_UNSUPPORTED = 42,
	MMCOMM_REASON_SMC_INVALID = 43,
	MMCOMM_REASON_SMC_DENIED = 44,
	MMCOMM_REASON_SMC_NO_MEMORY = 45,
	MMCOMM_REASON_SMC_OTHER = 46,
};

/** define MMCOMM_BUFFER_ANY - buffer_id for "the first enabled one that fits and is free" */
#define MMCOMM_BUFFER_ANY	0xffffffffU

/** define MMCOMM_MAX_RELOCATIONS - longest list of relocations */
#define MMCOMM_MAX_RELOCATIONS	16

/**
 * struct mmcomm_relocation - a physical address that the kernel fills in
 * @payload_offset: where, in bytes from the start of the message, the kernel
 *	writes the 64-bit little-endian address
 * @window_offset: what it points at, in bytes from the start of the message
 */
struct mmcomm_relocation {
	__u32 payload_offset;
	__u32 window_offset;
};

/* mmcomm_communicate.result_flags */
#define MMCOMM_RESULT_STATUS_VALID	(1U << 0) /* mm_status and raw_status hold MM's answer */
#define MMCOMM_RESULT_TRUNCATED		(1U << 1) /* the answer exceeded its room */
#define MMCOMM_RESULT_MMI_COUNTED	(1U << 2) /* mmi_count was measured */

/**
 * struct mmcomm_communicate - MMCOMM_IOC_COMMUNICATE: one message, one response
 * @size: sizeof(struct mmcomm_communicate)
 * @flags: 0; no flag is defined yet
 * @recipient: EFI_GUID of the handler, in memory order
 * @buffer_id: id of the communicate buffer, or MMCOMM_BUFFER_ANY
 * @header_version: MMCOMM_HEADER_V1, MMCOMM_HEADER_V3, or 0 for what the
 *	mailbox prefers
 * @request: address of the request
 * @response: address of memory for the response; the same as @request, or not
 *	overlapping it; may be 0 where @response_capacity is 0
 * @relocations: address of an array of struct mmcomm_relocation
 * @request_len: bytes at @request, at least 1
 * @message_len: message size that MM is told, at least @request_len; the rest
 *	is zero; 0 means @request_len
 * @response_capacity: bytes at @response
 * @window_len: bytes from the start of the message that MM may write, at least
 *	@message_len; 0 means @message_len. With a window the response holds the
 *	whole window, behind whatever MM says the length of its answer is
 * @relocation_count: entries of @relocations, at most MMCOMM_MAX_RELOCATIONS
 * @reserved: 0
 * @mm_status: written back: 64-bit EFI_STATUS of the MM core; error bit 63.
 *	Where the secure monitor refused the message, the EFI_STATUS that stands
 *	for its code, which is in @raw_status
 * @raw_status: written back: status as MM wrote it, before any conversion
 * @response_len: written back: length in bytes of the answer as MM returned it,
 *	without the header; may exceed @response_capacity
 * @max_message_len: written back: longest message of the buffer chosen; where none
 *	was, the longest that any enabled buffer takes, or 0
 * @stopped_ns: written back: nanoseconds from when every CPU had stopped until
 *	they were let go
 * @response_copied: written back: bytes written to @response
 * @result_flags: written back: MMCOMM_RESULT_*
 * @progress: written back: enum mmcomm_progress
 * @reason: written back: enum mmcomm_reason
 * @mmi_count: written back: MMIs seen while the machine was stopped
 * @used_buffer_id: written back: id of the buffer chosen, MMCOMM_BUFFER_ANY
 *	where none was
 *
 * Stops every CPU for the time of the call. The fields written back are written
 * with every errno once the structure has been read.
 *
 * Return: 0 where MM marked the message done, whatever its status, or leaves no
 * mark that could be looked at (progress says MAY_HAVE_RUN); otherwise -1 with
 * errno as listed above.
 */
struct mmcomm_communicate {
	__u32 size;
	__u32 flags;
	__u8 recipient[16];
	__u32 buffer_id;
	__u32 header_version;
	__aligned_u64 request;
	__aligned_u64 response;
	__aligned_u64 relocations;
	__u32 request_len;
	__u32 message_len;
	__u32 response_capacity;
	__u32 window_len;
	__u32 relocation_count;
	__u32 reserved;
	/* written back */
	__aligned_u64 mm_status;
	__aligned_u64 raw_status;
	__aligned_u64 response_len;
	__aligned_u64 max_message_len;
	__aligned_u64 stopped_ns;
	__u32 response_copied;
	__u32 result_flags;
	__u32 progress;
	__u32 reason;
	__u32 mmi_count;
	__u32 used_buffer_id;
};

/**
 * struct mmcomm_trigger - MMCOMM_IOC_TRIGGER: a bare software MMI
 * @size: sizeof(struct mmcomm_trigger)
 * @flags: 0; no flag is defined yet
 * @command: byte for the command port, 0 to 0xff
 * @data: byte for the data port, 0 to 0xff
 * @data_after: written back: data port after the MMI; the port's value from
 *	before the call has been put back since
 * @mmi_count: written back: MMIs seen while the machine was stopped
 * @result_flags: written back: MMCOMM_RESULT_MMI_COUNTED or 0
 * @progress: written back: enum mmcomm_progress
 * @reason: written back: enum mmcomm_reason
 * @reserved: 0
 * @stopped_ns: written back: nanoseconds from when every CPU had stopped until
 *	they were let go
 *
 * The first use taints the kernel (TAINT_USER). What a command does is known to
 * the firmware alone; an unlucky one can hang or change the machine.
 *
 * Return: 0 where an MMI was counted or could not be counted, otherwise -1 with
 * errno as listed above.
 */
struct mmcomm_trigger {
	__u32 size;
	__u32 flags;
	__u32 command;
	__u32 data;
	__u32 data_after;
	__u32 mmi_count;
	__u32 result_flags;
	__u32 progress;
	__u32 reason;
	__u32 reserved;
	__aligned_u64 stopped_ns;
};

#endif /* _UAPI_LINUX_MMCOMM_H */
