/* SPDX-License-Identifier: GPL-2.0 */
/*
 * libmmcomm: talk to Management Mode handlers through /dev/mmcomm.
 *
 * The library keeps no state outside its handles, and a handle does not change
 * after mmcomm_open(): any number of threads may use one handle at a time, the
 * kernel serialises what must be serial. What a call found out is written into
 * structures that the caller owns.
 *
 * Functions that talk to the device return 0, or a negative errno where the
 * transport failed. Those that speak a handler's protocol may return one of
 * enum mmcomm_protocol_result as well, which is positive.
 *
 * GUIDs are 16 bytes in EFI's memory order (the first three fields little
 * endian), as the kernel and the firmware take them.
 */
#ifndef LIBMMCOMM_H
#define LIBMMCOMM_H

#include <linux/mmcomm.h>
#include <linux/types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** define MMCOMM_DEVICE_PATH - where the device is unless told otherwise */
#define MMCOMM_DEVICE_PATH	"/dev/" MMCOMM_DEVICE_NAME

/** define MMCOMM_GUID_LEN - bytes of a GUID */
#define MMCOMM_GUID_LEN		16

/** define MMCOMM_GUID_TEXT_LEN - room for a GUID as text, with its NUL */
#define MMCOMM_GUID_TEXT_LEN	37

/* The device ------------------------------------------------------------- */

/* An open device: opaque, from mmcomm_open(), released by mmcomm_close(). */
struct mmcomm;

/**
 * mmcomm_open - open the device
 * @path: the device node, or NULL for MMCOMM_DEVICE_PATH
 * @handle: where the new handle goes; the caller owns it
 *
 * Return: 0; -ENOENT or -ENXIO without the module; -EPERM without
 * CAP_SYS_RAWIO; -EACCES where the node's permissions refuse; -ENOMEM; or
 * whatever else open(2) says, negated.
 */
int mmcomm_open(const char *path, struct mmcomm **handle);

/**
 * mmcomm_close - close the device and free the handle
 * @handle: from mmcomm_open(), or NULL
 */
void mmcomm_close(struct mmcomm *handle);

/**
 * mmcomm_get_info - what was found and what is allowed
 * @handle: an open device
 * @info: filled in; fields that an older kernel does not know are 0, and its
 *	texts always end in a NUL
 *
 * Raises no MMI.
 *
 * Return: 0 or a negative errno of MMCOMM_IOC_INFO.
 */
int mmcomm_get_info(struct mmcomm *handle, struct mmcomm_info *info);

/**
 * mmcomm_get_buffers - the communicate buffers
 * @handle: an open device
 * @entries: an array that the caller frees with free(3); NULL where there is
 *	none
 * @count: its entries
 *
 * Raises no MMI.
 *
 * Return: 0 or a negative errno of MMCOMM_IOC_BUFFERS, -ENOMEM.
 */
int mmcomm_get_buffers(struct mmcomm *handle,
		       struct mmcomm_buffer_entry **entries, size_t *count);

/**
 * mmcomm_get_discovery - the places looked at, in the order of looking
 * @handle: an open device
 * @entries: an array that the caller frees with free(3); its texts always end
 *	in a NUL; NULL where there is none
 * @count: its entries
 *
 * Raises no MMI.
 *
 * Return: 0 or a negative errno of MMCOMM_IOC_DISCOVERY, -ENOMEM.
 */
int mmcomm_get_discovery(struct mmcomm *handle,
			 struct mmcomm_discovery_entry **entries, size_t *count);

/**
 * mmcomm_communicate - one message to MM, one response
 * @handle: an open device
 * @message: as MMCOMM_IOC_COMMUNICATE takes it, zero where nothing is wanted;
 *	@size is filled in here. A buffer_id of 0 is buffer 0, not
 *	MMCOMM_BUFFER_ANY
 *
 * Stops every CPU for the time of the call. With a negative return
 * message->progress and message->reason tell how far it got and why it ended;
 * mmcomm_explain() turns them into sentences. With 0, MM is done, or leaves no
 * mark of that (progress says MAY_HAVE_RUN). What the MM core thinks of it stands
 * in message->mm_status, with MMCOMM_RESULT_STATUS_VALID alone.
 *
 * Return: 0 or a negative errno of MMCOMM_IOC_COMMUNICATE.
 */
int mmcomm_communicate(struct mmcomm *handle,
		       struct mmcomm_communicate *message);

/**
 * mmcomm_trigger - raise a bare software MMI
 * @handle: an open device
 * @trigger: as MMCOMM_IOC_TRIGGER takes it; @size is filled in here
 *
 * What a command does is known to the firmware alone. An unlucky one can hang
 * the machine.
 *
 * Return: 0 or a negative errno of MMCOMM_IOC_TRIGGER.
 */
int mmcomm_trigger(struct mmcomm *handle, struct mmcomm_trigger *trigger);

/* What went wrong -------------------------------------------------------- */

/**
 * enum mmcomm_operation - what was tried
 * @MMCOMM_OPERATION_OPEN: opening the device
 * @MMCOMM_OPERATION_INFO: MMCOMM_IOC_INFO
 * @MMCOMM_OPERATION_BUFFERS: MMCOMM_IOC_BUFFERS
 * @MMCOMM_OPERATION_DISCOVERY: MMCOMM_IOC_DISCOVERY
 * @MMCOMM_OPERATION_COMMUNICATE: MMCOMM_IOC_COMMUNICATE
 * @MMCOMM_OPERATION_TRIGGER: MMCOMM_IOC_TRIGGER
 */
enum mmcomm_operation {
	MMCOMM_OPERATION_OPEN,
	MMCOMM_OPERATION_INFO,
	MMCOMM_OPERATION_BUFFERS,
	MMCOMM_OPERATION_DISCOVERY,
	MMCOMM_OPERATION_COMMUNICATE,
	MMCOMM_OPERATION_TRIGGER,
};

/**
 * struct mmcomm_failure - a failed operation, to be explained
 * @operation: what was tried
 * @error: errno, positive
 * @progress: enum mmcomm_progress
 * @reason: enum mmcomm_reason
 * @device: path of the device node, or NULL for MMCOMM_DEVICE_PATH
 * @message: the message, where @operation is COMMUNICATE; may be NULL
 * @trigger: the trigger, where @operation is TRIGGER; may be NULL
 * @port_type: enum mmcomm_mmi_port_type, from mmcomm_info; 0 where it is not known
 */
struct mmcomm_failure {
	enum mmcomm_operation operation;
	int error;
	__u32 progress;
	__u32 reason;
	const char *device;
	const struct mmcomm_communicate *message;
	const struct mmcomm_trigger *trigger;
	__u32 port_type;
};

/**
 * struct mmcomm_explanation - sentences for a person
 * @problem: what is wrong, with the name of the thing
 * @way_out: what to do about it; empty where nothing is known to help
 * @progress: what that means for repeating the request; empty where nothing
 *	was to be sent
 */
struct mmcomm_explanation {
	char problem[320];
	char way_out[320];
	const char *progress;
};

/**
 * mmcomm_explain - turn errno, progress and reason into sentences
 * @failure: what failed
 * @explanation: filled in
 *
 * Works from what is in @failure alone; asks neither the device nor the system.
 */
void mmcomm_explain(const struct mmcomm_failure *failure,
		    struct mmcomm_explanation *explanation);

/**
 * mmcomm_core_status_hint - what a status means where the MM core returns it
 * @mm_status: of a message
 *
 * The MM core folds every trouble into few statuses.
 *
 * Return: one constant sentence, or "" where the status speaks for itself.
 */
const char *mmcomm_core_status_hint(__u64 mm_status);

/*
 * Short names, in lower case, of the values in linux/mmcomm.h. A value that
 * this library does not know is called "unknown". The strings are constant.
 */
const char *mmcomm_port_type_name(__u32 type);
const char *mmcomm_source_name(__u32 source);
const char *mmcomm_state_name(__u32 state);
const char *mmcomm_subject_name(__u32 subject);
const char *mmcomm_verdict_name(__u32 verdict);
const char *mmcomm_progress_name(__u32 progress);
const char *mmcomm_reason_name(__u32 reason);

/**
 * mmcomm_smc_code_name - what a secure monitor call into MM returned
 * @code: mmcomm_communicate.raw_status of a message that went by SMC
 *
 * Return: its name in the specification, "DENIED", or NULL where it has none.
 */
const char *mmcomm_smc_code_name(__s64 code);

/* EFI_STATUS ------------------------------------------------------------- */

/**
 * struct mmcomm_status - a status code of the UEFI or PI specification
 * @code: the 64-bit value
 * @name: its name, "EFI_NOT_FOUND"
 * @meaning: what it says, one sentence
 */
struct mmcomm_status {
	__u64 code;
	const char *name;
	const char *meaning;
};

/** define MMCOMM_EFI_ERROR_BIT - set in every 64-bit status that is an error */
#define MMCOMM_EFI_ERROR_BIT	0x8000000000000000ULL

/* The statuses that the library itself looks at. */
#define MMCOMM_EFI_SUCCESS		0ULL
#define MMCOMM_EFI_INVALID_PARAMETER	(MMCOMM_EFI_ERROR_BIT | 2)
#define MMCOMM_EFI_UNSUPPORTED		(MMCOMM_EFI_ERROR_BIT | 3)
#define MMCOMM_EFI_BUFFER_TOO_SMALL	(MMCOMM_EFI_ERROR_BIT | 5)
#define MMCOMM_EFI_NOT_FOUND		(MMCOMM_EFI_ERROR_BIT | 14)
#define MMCOMM_EFI_ACCESS_DENIED	(MMCOMM_EFI_ERROR_BIT | 15)

/**
 * mmcomm_status_table - every status that the library knows
 * @count: number of entries
 *
 * Return: a constant array.
 */
const struct mmcomm_status *mmcomm_status_table(size_t *count);

/**
 * mmcomm_status_by_code - look a 64-bit status up
 * @code: the status
 *
 * Return: a constant entry, or NULL for one that neither specification names.
 */
const struct mmcomm_status *mmcomm_status_by_code(__u64 code);

/**
 * mmcomm_status_by_name - look a status up by name
 * @name: the name, in any case, with or without "EFI_", with '_', '-' or ' '
 *
 * Return: a constant entry, or NULL.
 */
const struct mmcomm_status *mmcomm_status_by_name(const char *name);

/**
 * mmcomm_status_widen - the 64-bit form of a 32-bit firmware's status
 * @code: a status with its class in the upper four bits of 32
 *
 * Return: the same status with its class in the upper four bits of 64.
 */
__u64 mmcomm_status_widen(__u32 code);

/* GUIDs ------------------------------------------------------------------ */

/**
 * enum mmcomm_guid_kind - what a well-known GUID stands for
 * @MMCOMM_GUID_RECIPIENT: an MM handler that answers requests
 * @MMCOMM_GUID_EVENT: an MM handler that is told about a step of the boot. MM
 *	acts on it, for instance by locking things; not for use from an
 *	operating system
 * @MMCOMM_GUID_VENDOR: the vendor of UEFI variables
 * @MMCOMM_GUID_SIMULATED: a handler of the simulated MM (kernel module
 *	mmcomm_sim); no firmware has it
 * @MMCOMM_GUID_DISPATCH: a protocol inside MM that calls handlers for an event of
 *	the hardware
 * @MMCOMM_GUID_MODULE: the file of a module in the firmware
 */
enum mmcomm_guid_kind {
	MMCOMM_GUID_RECIPIENT,
	MMCOMM_GUID_EVENT,
	MMCOMM_GUID_VENDOR,
	MMCOMM_GUID_SIMULATED,
	MMCOMM_GUID_DISPATCH,
	MMCOMM_GUID_MODULE,
};

/**
 * struct mmcomm_guid - a well-known GUID
 * @guid: the GUID as text
 * @name: short name for people, unique
 * @symbol: what the firmware's sources call it
 * @kind: what it stands for
 * @what: one phrase
 */
struct mmcomm_guid {
	const char *guid;
	const char *name;
	const char *symbol;
	enum mmcomm_guid_kind kind;
	const char *what;
};

/**
 * mmcomm_guid_table - every GUID that the library knows
 * @count: number of entries
 *
 * Return: a constant array.
 */
const struct mmcomm_guid *mmcomm_guid_table(size_t *count);

/**
 * mmcomm_guid_lookup - the well-known GUID with these bytes
 * @guid: in memory order
 *
 * Return: a constant entry, or NULL.
 */
const struct mmcomm_guid *mmcomm_guid_lookup(const __u8 guid[MMCOMM_GUID_LEN]);

/**
 * mmcomm_guid_parse - read a GUID, or the name of a well-known one
 * @text: "ed32d533-99e6-4209-9cc0-2d72cdd998a7", in any case, with or without
 *	braces; or a name or symbol of the table
 * @guid: filled in, in memory order
 *
 * Return: 0, or -EINVAL for what is neither.
 */
int mmcomm_guid_parse(const char *text, __u8 guid[MMCOMM_GUID_LEN]);

/**
 * mmcomm_guid_format - write a GUID as text, in lower case
 * @guid: in memory order
 * @text: filled in
 */
void mmcomm_guid_format(const __u8 guid[MMCOMM_GUID_LEN],
			char text[MMCOMM_GUID_TEXT_LEN]);

/* Handlers' protocols ---------------------------------------------------- */

/**
 * enum mmcomm_protocol_result - how a handler's protocol can fail
 * @MMCOMM_MM_FAILED: the MM core answered with an error, see mm_status
 * @MMCOMM_HANDLER_FAILED: the handler answered with an error, see
 *	mmcomm_outcome.handler_status
 * @MMCOMM_BAD_ANSWER: the handler's answer contradicts itself or the request
 */
enum mmcomm_protocol_result {
	MMCOMM_MM_FAILED = 1,
	MMCOMM_HANDLER_FAILED = 2,
	MMCOMM_BAD_ANSWER = 3,
};

/**
 * struct mmcomm_tally - a count over calls
 * @calls: messages handed to the kernel that reached MM
 * @measured: those of them for which MMIs were counted
 * @mmis: MMIs counted during those
 * @unproven: measured calls during which not one MMI was counted
 * @stopped_ns: nanoseconds that every CPU was stopped, in all
 */
struct mmcomm_tally {
	__u64 calls;
	__u64 measured;
	__u64 mmis;
	__u64 unproven;
	__u64 stopped_ns;
};

/**
 * struct mmcomm_outcome - what came of speaking a handler's protocol
 * @last: the last message as the kernel wrote it back. Its addresses are stale
 * @handler_status: the handler's own status; valid where the return value is
 *	0 or MMCOMM_HANDLER_FAILED
 * @detail: for MMCOMM_BAD_ANSWER, what is wrong with it; a constant string
 * @tally: counts are added to it, never reset
 *
 * Zero it before its first use.
 */
struct mmcomm_outcome {
	struct mmcomm_communicate last;
	__u64 handler_status;
	const char *detail;
	struct mmcomm_tally tally;
};

/* UEFI variables, through EDK2's SMM variable handler --------------------- */

/** define MMCOMM_VARIABLE_RECIPIENT - text of the variable handler's GUID */
#define MMCOMM_VARIABLE_RECIPIENT	"ed32d533-99e6-4209-9cc0-2d72cdd998a7"

/** define MMCOMM_GLOBAL_VARIABLE - text of the UEFI specification's vendor GUID */
#define MMCOMM_GLOBAL_VARIABLE		"8be4df61-93ca-11d2-aa0d-00e098032b8c"

/**
 * struct mmcomm_variable - a UEFI variable
 * @attributes: EFI_VARIABLE_*
 * @size: bytes at @data
 * @data: the value; freed by mmcomm_variable_release()
 */
struct mmcomm_variable {
	__u32 attributes;
	size_t size;
	__u8 *data;
};

/**
 * struct mmcomm_variable_info - room for variables of some attributes, in bytes
 * @maximum_storage: for all of them together
 * @remaining_storage: still free
 * @maximum_size: of one of them
 */
struct mmcomm_variable_info {
	__u64 maximum_storage;
	__u64 remaining_storage;
	__u64 maximum_size;
};

/**
 * mmcomm_variable_get - read one variable
 * @handle: an open device
 * @vendor: vendor GUID
 * @name: name, in UTF-8 as efivarfs writes it
 * @variable: filled in where the result is 0
 * @outcome: filled in and added to
 *
 * One call where the value fits a page with the headers, two where it does not.
 *
 * Return: 0, a negative errno (-EINVAL for a name that is empty or not UTF-8,
 * -EMSGSIZE for a value that no buffer takes, -ENOMEM) or enum
 * mmcomm_protocol_result; a missing variable is MMCOMM_HANDLER_FAILED with
 * MMCOMM_EFI_NOT_FOUND.
 */
int mmcomm_variable_get(struct mmcomm *handle,
			const __u8 vendor[MMCOMM_GUID_LEN], const char *name,
			struct mmcomm_variable *variable,
			struct mmcomm_outcome *outcome);

/**
 * mmcomm_variable_release - free what mmcomm_variable_get() allocated
 * @variable: may be all zero
 */
void mmcomm_variable_release(struct mmcomm_variable *variable);

/**
 * mmcomm_variable_next - the name after a name
 * @handle: an open device
 * @vendor: in and out: vendor GUID
 * @name: in and out: NULL for the first, then what was returned last. Memory
 *	of malloc(3), replaced by the next name; freed and NULL at the end.
 *	Unchanged where the result is not 0
 * @outcome: filled in and added to
 *
 * Return: 0, with *name NULL behind the last one, or as mmcomm_variable_get().
 */
int mmcomm_variable_next(struct mmcomm *handle, __u8 vendor[MMCOMM_GUID_LEN],
			 char **name, struct mmcomm_outcome *outcome);

/**
 * mmcomm_variable_query_info - room for variables
 * @handle: an open device
 * @attributes: EFI_VARIABLE_* of the kind of variable asked about
 * @info: filled in where the result is 0
 * @outcome: filled in and added to
 *
 * Return: as mmcomm_variable_get().
 */
int mmcomm_variable_query_info(struct mmcomm *handle, __u32 attributes,
			       struct mmcomm_variable_info *info,
			       struct mmcomm_outcome *outcome);

/**
 * mmcomm_variable_payload_size - longest payload that the handler takes
 * @handle: an open device
 * @bytes: filled in where the result is 0; without the handler's own header
 * @outcome: filled in and added to
 *
 * Return: as mmcomm_variable_get().
 */
int mmcomm_variable_payload_size(struct mmcomm *handle, __u64 *bytes,
				 struct mmcomm_outcome *outcome);

/**
 * mmcomm_variable_request - the message that a call would send first
 * @vendor: vendor GUID
 * @name: name for mmcomm_variable_get(), NULL for the first
 *	mmcomm_variable_next()
 * @request: memory of malloc(3), for the caller to free
 * @request_len: its bytes
 * @message_len: the length that MM would be told
 *
 * Sends nothing.
 *
 * Return: 0, -EINVAL for a bad name, or -ENOMEM.
 */
int mmcomm_variable_request(const __u8 vendor[MMCOMM_GUID_LEN],
			    const char *name, __u8 **request,
			    __u32 *request_len, __u32 *message_len);

/* The MM supervisor ------------------------------------------------------- */

/** define MMCOMM_SUPERVISOR_RECIPIENT - text of the MM supervisor's GUID */
#define MMCOMM_SUPERVISOR_RECIPIENT	"8c633b23-1260-4ea6-830f-7ddc97382111"

/**
 * struct mmcomm_supervisor_version - what the MM supervisor says of itself
 * @version: of its image, as its maker numbers it
 * @patch_level: security patch level
 * @max_request_level: highest request number that it serves; asking for the
 *	version is request 3
 */
struct mmcomm_supervisor_version {
	__u32 version;
	__u32 patch_level;
	__u64 max_request_level;
};

/**
 * mmcomm_supervisor_get_version - ask the MM supervisor for its version
 * @handle: an open device
 * @version: filled in where the result is 0
 * @outcome: filled in and added to
 *
 * Return: 0, a negative errno or enum mmcomm_protocol_result. Firmware without
 * a supervisor gives MMCOMM_MM_FAILED with MMCOMM_EFI_NOT_FOUND or, where its MM
 * core has no word for that, MMCOMM_BAD_ANSWER with the message untouched.
 */
int mmcomm_supervisor_get_version(struct mmcomm *handle,
				  struct mmcomm_supervisor_version *version,
				  struct mmcomm_outcome *outcome);

/**
 * mmcomm_supervisor_request - the message that the call would send
 * @request: memory of malloc(3), for the caller to free
 * @request_len: its bytes
 * @message_len: the length that MM would be told
 *
 * Sends nothing.
 *
 * Return: 0 or -ENOMEM.
 */
int mmcomm_supervisor_request(__u8 **request, __u32 *request_len,
			      __u32 *message_len);

/* The SMI handler profile -------------------------------------------------- */

/** define MMCOMM_PROFILE_RECIPIENT - text of the handler profile's GUID */
#define MMCOMM_PROFILE_RECIPIENT	"49174342-7108-409b-8bbe-65fda85389f5"

/**
 * define MMCOMM_PROFILE_MAX_SIZE - longest database that is taken, in bytes;
 * some dozens of KiB are usual
 */
#define MMCOMM_PROFILE_MAX_SIZE		0x100000U

/**
 * enum mmcomm_profile_category - what a handler is called for
 * @MMCOMM_PROFILE_ROOT: every MMI
 * @MMCOMM_PROFILE_GUID: messages to its GUID
 * @MMCOMM_PROFILE_HARDWARE: an event that another driver in MM dispatches
 */
enum mmcomm_profile_category {
	MMCOMM_PROFILE_ROOT = 0,
	MMCOMM_PROFILE_GUID = 1,
	MMCOMM_PROFILE_HARDWARE = 2,
};

/**
 * struct mmcomm_profile_image - a module in MMRAM
 * @guid: of its file in the firmware volume; zero where that is not known
 * @entry_point: address of its entry point, 0 where that is not known
 * @base: address that it was loaded at
 * @size: in bytes
 * @reference: how handlers refer to it
 * @path: file with its symbols on the machine that built it, as firmware gives
 *	it: any bytes; NULL without one
 */
struct mmcomm_profile_image {
	__u8 guid[MMCOMM_GUID_LEN];
	__u64 entry_point;
	__u64 base;
	__u64 size;
	__u32 reference;
	const char *path;
};

/**
 * struct mmcomm_profile_handler - a registered MMI handler
 * @category: what it is called for
 * @type: the GUID that it answers to, or that of the protocol which dispatches
 *	its event; zero for a root handler
 * @address: of its code
 * @caller: address of the code that registered it
 * @image_reference: the image that holds @address, as firmware says
 * @context: what it was registered with, in the layout of @type's protocol;
 *	NULL without one
 * @context_size: bytes at @context
 */
struct mmcomm_profile_handler {
	enum mmcomm_profile_category category;
	__u8 type[MMCOMM_GUID_LEN];
	__u64 address;
	__u64 caller;
	__u32 image_reference;
	const __u8 *context;
	size_t context_size;
};

/**
 * struct mmcomm_profile - every handler that was registered when MM was locked
 * @images: the modules in MMRAM, in the order of the database
 * @image_count: how many
 * @handlers: the handlers, in the order of the database
 * @handler_count: how many
 * @data: the database itself, which images and handlers point into
 * @size: bytes at @data
 *
 * Released by mmcomm_profile_release(). Addresses, names and contexts are the
 * firmware's word: nothing but the bounds of the database is checked.
 */
struct mmcomm_profile {
	struct mmcomm_profile_image *images;
	size_t image_count;
	struct mmcomm_profile_handler *handlers;
	size_t handler_count;
	__u8 *data;
	size_t size;
};

/**
 * mmcomm_profile_read - ask firmware for its handler profile
 * @handle: an open device
 * @profile: filled in where the result is 0, otherwise all zero
 * @outcome: filled in and added to
 *
 * One call for the size, and one for each piece that the longest message has room
 * for, 64 KiB at most.
 *
 * Return: 0, a negative errno (-ENOMEM, -EMSGSIZE where no buffer has room for a
 * piece) or enum mmcomm_protocol_result.
 */
int mmcomm_profile_read(struct mmcomm *handle, struct mmcomm_profile *profile,
			struct mmcomm_outcome *outcome);

/**
 * mmcomm_profile_missing - whether a result says that there is no profile
 * @result: of mmcomm_profile_read()
 * @outcome: of the same call
 *
 * Firmware keeps a profile only where it was built to. Where it was not, the MM
 * core knows no such recipient, or has no word for that and leaves the message as
 * it was.
 *
 * Return: nonzero where it does.
 */
int mmcomm_profile_missing(int result, const struct mmcomm_outcome *outcome);

/**
 * mmcomm_profile_parse - take a database apart
 * @data: the database
 * @size: its bytes
 * @profile: filled in where the result is 0, otherwise all zero; has a copy
 * @detail: for MMCOMM_BAD_ANSWER, what is wrong with it; a constant string
 *
 * Return: 0, -ENOMEM or MMCOMM_BAD_ANSWER.
 */
int mmcomm_profile_parse(const __u8 *data, size_t size, struct mmcomm_profile *profile,
			 const char **detail);

/**
 * mmcomm_profile_image_at - the module that an address lies in
 * @profile: a profile
 * @address: of a handler, or of its caller
 *
 * Return: the first such image, or NULL.
 */
const struct mmcomm_profile_image *
mmcomm_profile_image_at(const struct mmcomm_profile *profile, __u64 address);

/**
 * mmcomm_profile_release - free what the profile holds
 * @profile: may be all zero
 */
void mmcomm_profile_release(struct mmcomm_profile *profile);

/**
 * mmcomm_profile_request - the message that mmcomm_profile_read() sends first
 * @request: memory of malloc(3), for the caller to free
 * @request_len: its bytes
 * @message_len: the length that MM would be told
 *
 * Sends nothing.
 *
 * Return: 0 or -ENOMEM.
 */
int mmcomm_profile_request(__u8 **request, __u32 *request_len, __u32 *message_len);

#ifdef __cplusplus
}
#endif

#endif /* LIBMMCOMM_H */
