// SPDX-License-Identifier: GPL-2.0
/*
 * What a failed operation means, in sentences: the thing that is wrong, and
 * what to do about it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"
#include "libmmcomm.h"

/*
 * One entry a reason: short name, what is wrong, the way out. Where a number of
 * the request belongs into a sentence, explain_reason() writes it instead.
 */
static const struct {
	const char *name;
	const char *problem;
	const char *way_out;
} reasons[] = {
	[MMCOMM_REASON_NONE] = { "none", "", "" },
	[MMCOMM_REASON_FLAGS] = { "flags",
		"The request has flags set that this kernel module does not know.",
		"Use a tool and a module of the same release." },
	[MMCOMM_REASON_RESERVED] = { "reserved",
		"A reserved field of the request is not zero.",
		"Use a tool and a module of the same release." },
	[MMCOMM_REASON_ZERO_GUID] = { "zero-guid",
		"The recipient is the zero GUID, which no handler has.",
		"Name the handler's own GUID." },
	[MMCOMM_REASON_EMPTY_REQUEST] = { "empty-request",
		"The request is empty.",
		"Give at least one byte of data." },
	[MMCOMM_REASON_MESSAGE_LEN] = { "message-len",
		"The message length is below the length of the request.",
		"Make the message at least as long as the data, or leave its length out." },
	[MMCOMM_REASON_WINDOW_LEN] = { "window-len",
		"The window is shorter than the message.",
		"Make the window at least as long as the message, or leave its length out." },
	[MMCOMM_REASON_RELOCATION] = { "relocation",
		"A relocation points outside the message or its window, or there are too many.",
		"Keep every offset inside, with room for the 8 bytes of an address." },
	[MMCOMM_REASON_HEADER_VERSION] = { "header-version",
		"MM does not take that version of the communicate header here.",
		"Leave the version out, so that one is used that MM takes." },
	[MMCOMM_REASON_OVERLAP] = { "overlap",
		"The memory of the request and of the response overlaps in part.",
		"Use the same memory for both, or memory that does not overlap." },
	[MMCOMM_REASON_COMMAND] = { "command",
		"The command or data does not fit a byte.",
		"Use values from 0 to 0xff." },
	[MMCOMM_REASON_RESERVED_COMMAND] = { "reserved-command",
		"The ACPI FADT gives the command another meaning: it would switch the machine's mode and raise no MMI.",
		"Use a command that the firmware's documentation names." },
	[MMCOMM_REASON_LOCKDOWN] = { "lockdown",
		"Kernel lockdown refuses the operation.",
		"Lockdown ends with a reboot only: turn Secure Boot off, or boot without the lockdown= parameter.",
	},
	[MMCOMM_REASON_REQUEST_MEMORY] = { "request-memory",
		"The memory of the request cannot be read.",
		"The calling program passed a bad address; this is a fault of the program." },
	[MMCOMM_REASON_RESPONSE_MEMORY] = { "response-memory",
		"The memory for the response cannot be written.",
		"The calling program passed a bad address; this is a fault of the program." },
	[MMCOMM_REASON_TOO_LONG] = { "too-long",
		"The message and its header do not fit the communicate buffer.",
		"Send less, or see 'mmcomm-cli buffers' for a larger buffer." },
	[MMCOMM_REASON_NO_SUCH_BUFFER] = { "no-such-buffer",
		"No communicate buffer has that id.",
		"See 'mmcomm-cli buffers' for those there are, or leave the id out." },
	[MMCOMM_REASON_BUFFER_NOT_ENABLED] = { "buffer-not-enabled",
		"That communicate buffer is disabled, retired or lost.",
		"See 'mmcomm-cli buffers' for enabled ones, or load the module again." },
	[MMCOMM_REASON_NO_BUFFER] = { "no-buffer",
		"No communicate buffer is enabled: none was found, or each has been taken out of use.",
		"See 'mmcomm-cli buffers' for each one's state, and 'mmcomm-cli probe'." },
	[MMCOMM_REASON_NO_MAILBOX] = { "no-mailbox",
		"No mailbox was found: there is no way known to tell MM where a message is.",
		"'mmcomm-cli probe' shows each place looked at and why it was turned down." },
	[MMCOMM_REASON_PROVIDER_GONE] = { "provider-gone",
		"The module that carried messages to MM has been unloaded.",
		"Load that module again." },
	[MMCOMM_REASON_PROBE_ONLY] = { "probe-only",
		"The mmcomm module is loaded with probe_only=1 and raises no MMI.",
		"Load it in full: 'mmcomm-cli module unload', then 'mmcomm-cli module load'." },
	[MMCOMM_REASON_NO_TRIGGER] = { "no-trigger",
		"Nothing was found that raises an MMI here, or nobody vouches for it.",
		"'mmcomm-cli probe' shows what was looked at." },
	[MMCOMM_REASON_NO_CPU] = { "no-cpu",
		"The CPU that MMIs must be raised on is offline.",
		"Bring CPU 0 back: echo 1 > /sys/devices/system/cpu/cpu0/online." },
	[MMCOMM_REASON_WINDOW_UNSUPPORTED] = { "window-unsupported",
		"A window or relocations cannot be served here.",
		"Send a message without them." },
	[MMCOMM_REASON_SLEEPING] = { "sleeping",
		"The system is going to sleep or to reboot.",
		"Try again once it is awake." },
	[MMCOMM_REASON_MAILBOX_BUSY] = { "mailbox-busy",
		"A message of somebody else's is waiting in the mailbox.",
		"Try again in a moment. Where it stays so, the firmware left a message behind." },
	[MMCOMM_REASON_BUFFER_BUSY] = { "buffer-busy",
		"Somebody else uses the communicate buffer, or every one that would fit.",
		"Try again in a moment. Where it stays so, its owner left a claim behind, which lasts until the machine is reset.",
	},
	[MMCOMM_REASON_BUFFER_LOST] = { "buffer-lost",
		"The firmware has taken the borrowed pages into use.",
		"Load the module again, so that it looks for other pages." },
	[MMCOMM_REASON_NOT_TAKEN] = { "not-taken",
		"The MMI was raised, and MM left the message alone.",
		"The mailbox may not be MM's, or another command byte is wanted; see 'mmcomm-cli probe'.",
	},
	[MMCOMM_REASON_NO_MMI] = { "no-mmi",
		"The command was written to the port, and no MMI was counted.",
		"Software MMIs may be disabled on this machine, or the command byte raises none." },
	[MMCOMM_REASON_TIMEOUT] = { "timeout",
		"MM took the message and did not finish it in time.",
		"The buffer is retired until the module is loaded again, an entry of the region table until the machine is reset. For slow handlers load the module with a longer timeout_ms=.",
	},
	[MMCOMM_REASON_RECIPIENT_CHANGED] = { "recipient-changed",
		"After the call the header held another recipient: the answer cannot be trusted.",
		"The handler wrote over it, or something else writes to the buffer; try another one by its id.",
	},
	[MMCOMM_REASON_LENGTH_CHANGED] = { "length-changed",
		"After the call the header held another length: the answer cannot be trusted.",
		"The handler wrote over it, or something else writes to the buffer; try another one by its id.",
	},
	[MMCOMM_REASON_SIZE_BELOW_HEADER] = { "size-below-header",
		"MM returned a size that does not even hold the header.",
		"The handler is at fault, or the header version is not the one that MM takes." },
	[MMCOMM_REASON_SIZE_ABOVE_BUFFER] = { "size-above-buffer",
		"MM returned more than the message had room for: the buffer's length, or in a borrowed or claimed one the message's.",
		"The answer was dropped. Send it again with a longer message length, if it may run twice.",
	},
	[MMCOMM_REASON_GUARD_CHANGED] = { "guard-changed",
		"Bytes behind the message and its answer were changed.",
		"The handler writes more than it says, or something else writes to the buffer; try a longer message length.",
	},
	[MMCOMM_REASON_INTERRUPTED] = { "interrupted",
		"The wait for the device was interrupted.",
		"Try again." },
	[MMCOMM_REASON_NO_MEMORY] = { "no-memory",
		"The kernel has no memory for the message.",
		"Send less, or free some memory." },
	[MMCOMM_REASON_BUFFER_DAMAGED] = { "buffer-damaged",
		"The buffer did not hold the request when MM was to be called: something else writes to it.",
		"Choose another buffer with its id." },
	[MMCOMM_REASON_MARKER_GUID] = { "marker-guid",
		"The recipient is the GUID that marks a V3 header, which no handler has.",
		"Name the handler's own GUID." },
	[MMCOMM_REASON_NO_HANDLER] = { "no-handler",
		"MM says success and left the message exactly as it was sent.",
		"No handler has that GUID, or the handler changed nothing; MM gives no status here that would tell which.",
	},
	[MMCOMM_REASON_SMC_UNSUPPORTED] = { "smc-unsupported",
		"The secure monitor knows no call that takes a message, or its partition is not up.",
		"Where 'mmcomm-cli probe' shows a version of MM, its partition failed to start: the firmware's own log tells. Elsewhere the firmware is built without SPM_MM.",
	},
	[MMCOMM_REASON_SMC_INVALID] = { "smc-invalid",
		"The secure monitor or its partition calls the arguments of the call invalid.",
		"Firmware and driver differ in what the call takes; the code and what 'mmcomm-cli probe' shows belong into a report.",
	},
	[MMCOMM_REASON_SMC_DENIED] = { "smc-denied",
		"The buffer lies outside of the memory that the secure partition shares, or the message is too long for it.",
		"Send a shorter message, or choose another buffer with its id; 'mmcomm-cli buffers' shows where they lie. What comm_buffers= names must lie inside of that memory.",
	},
	[MMCOMM_REASON_SMC_NO_MEMORY] = { "smc-no-memory",
		"The secure partition is out of memory.",
		"Send a shorter message; a large one may never fit, however long the buffer is." },
	[MMCOMM_REASON_SMC_OTHER] = { "smc-other",
		"The secure monitor returned a code that no specification gives a meaning.",
		"The firmware's makers know what the code means." },
};

const char *mmcomm_reason_name(__u32 reason)
{
	return reason < ARRAY_SIZE(reasons) ? reasons[reason].name : "unknown";
}

static const char *progress_sentence(__u32 progress)
{
	switch (progress) {
	case MMCOMM_PROGRESS_NOT_SENT:
		return "Nothing was sent to MM.";
	case MMCOMM_PROGRESS_MAY_HAVE_RUN:
		return "MM was called, the outcome is unknown: it may have acted on the request.";
	case MMCOMM_PROGRESS_RAN:
		return "MM has carried the request out.";
	default:
		return "";
	}
}

#define say(field, ...) snprintf(field, sizeof(field), __VA_ARGS__)

const char *mmcomm_core_status_hint(__u64 mm_status)
{
	switch (mm_status) {
	case MMCOMM_EFI_NOT_FOUND:
		return "This firmware has no handler for that recipient, or the handler failed.";
	case MMCOMM_EFI_ACCESS_DENIED:
		return "The MM core does not accept the buffer that the message lay in.";
	default:
		return "";
	}
}

/* What the secure monitor returned, behind what it means. */
static void explain_code(__u32 reason, const struct mmcomm_communicate *message,
			 struct mmcomm_explanation *explanation)
{
	const char *name = mmcomm_smc_code_name(message->raw_status);

	if (message->result_flags & MMCOMM_RESULT_STATUS_VALID)
		say(explanation->problem, "%s The code is %lld (%s%s0x%llx).",
		    reasons[reason].problem, (long long)message->raw_status, name ? name : "",
		    name ? ", " : "", (unsigned long long)message->raw_status);
}

static void explain_reason(const struct mmcomm_failure *failure,
			   struct mmcomm_explanation *explanation)
{
	const struct mmcomm_communicate *message = failure->message;
	const struct mmcomm_trigger *trigger = failure->trigger;
	__u32 message_len;

	say(explanation->problem, "%s", reasons[failure->reason].problem);
	say(explanation->way_out, "%s", reasons[failure->reason].way_out);

	if (trigger && failure->reason == MMCOMM_REASON_RESERVED_COMMAND)
		say(explanation->problem,
		    "The ACPI FADT gives command 0x%02x another meaning: it would switch the machine's mode and raise no MMI.",
		    trigger->command);
	if (trigger && failure->port_type == MMCOMM_MMI_PORT_SMC &&
	    (failure->reason == MMCOMM_REASON_NO_TRIGGER ||
	     failure->reason == MMCOMM_REASON_PROBE_ONLY)) {
		say(explanation->problem,
		    "There is no bare MMI over SMC: the secure monitor call takes a message, not a command.");
		say(explanation->way_out, "Send a message to a handler with 'mmcomm-cli send'.");
	}
	if (!message)
		return;

	message_len = message->message_len ? message->message_len : message->request_len;
	switch (failure->reason) {
	case MMCOMM_REASON_TOO_LONG:
		say(explanation->problem,
		    "A message of %u bytes does not fit; the longest that does has %llu bytes.",
		    message_len, message->max_message_len);
		break;
	case MMCOMM_REASON_MESSAGE_LEN:
		say(explanation->problem,
		    "The message length, %u bytes, is below the request's %u.",
		    message->message_len, message->request_len);
		break;
	case MMCOMM_REASON_NO_SUCH_BUFFER:
		say(explanation->problem, "No communicate buffer has the id %u.",
		    message->buffer_id);
		break;
	case MMCOMM_REASON_BUFFER_NOT_ENABLED:
		if (message->buffer_id != MMCOMM_BUFFER_ANY)
			say(explanation->problem,
			    "Communicate buffer %u is disabled, retired or lost.",
			    message->buffer_id);
		break;
	case MMCOMM_REASON_HEADER_VERSION:
		if (message->header_version)
			say(explanation->problem,
			    "MM does not take version %u of the communicate header here.",
			    message->header_version);
		break;
	case MMCOMM_REASON_SMC_UNSUPPORTED:
	case MMCOMM_REASON_SMC_INVALID:
	case MMCOMM_REASON_SMC_DENIED:
	case MMCOMM_REASON_SMC_NO_MEMORY:
	case MMCOMM_REASON_SMC_OTHER:
		explain_code(failure->reason, message, explanation);
		break;
	}
}

static void explain_open(const struct mmcomm_failure *failure, const char *device,
			 struct mmcomm_explanation *explanation)
{
	switch (failure->error) {
	case ENOENT:
		if (strcmp(device, MMCOMM_DEVICE_PATH)) {
			say(explanation->problem, "%s is not there.", device);
			say(explanation->way_out, "Check the path; the device is usually %s.",
			    MMCOMM_DEVICE_PATH);
			break;
		}
		say(explanation->problem,
		    "%s is not there: the mmcomm module is not loaded.", device);
		say(explanation->way_out,
		    "Look at the machine first with 'mmcomm-cli probe', then load the module with 'mmcomm-cli module load'.");
		break;
	case ENXIO:
	case ENODEV:
		say(explanation->problem,
		    "%s is a node without a driver: the mmcomm module is not loaded, or the node is stale.",
		    device);
		say(explanation->way_out, "Load the module with 'mmcomm-cli module load'.");
		break;
	case EPERM:
		say(explanation->problem, "%s needs the capability CAP_SYS_RAWIO.", device);
		say(explanation->way_out,
		    "Run as root, outside containers that drop capabilities.");
		break;
	case EACCES:
		say(explanation->problem, "The permissions of %s refuse access.", device);
		say(explanation->way_out, "Run as root.");
		break;
	default:
		say(explanation->problem, "%s cannot be opened: %s.", device,
		    strerror(failure->error));
		break;
	}
}

static void explain_errno(const struct mmcomm_failure *failure, const char *device,
			  struct mmcomm_explanation *explanation)
{
	switch (failure->error) {
	case EPERM:
		say(explanation->problem, "%s needs the capability CAP_SYS_RAWIO for every call.",
		    device);
		say(explanation->way_out,
		    "Run as root, outside containers that drop capabilities.");
		break;
	case ENOTTY:
		if (failure->operation != MMCOMM_OPERATION_TRIGGER) {
			say(explanation->problem, "%s is not an mmcomm device.", device);
			say(explanation->way_out, "Check the path; the device is usually %s.",
			    MMCOMM_DEVICE_PATH);
			break;
		}
		say(explanation->problem,
		    "%s does not know the request: it is not an mmcomm device, or its module was built without it.",
		    device);
		say(explanation->way_out,
		    "Check the path; TRIGGER needs a module built with its Kconfig option.");
		break;
	case E2BIG:
		say(explanation->problem,
		    "The request uses something that the loaded module is too old for.");
		say(explanation->way_out, "Use a tool and a module of the same release.");
		break;
	case EINVAL:
		say(explanation->problem, "%s takes the request for malformed.", device);
		say(explanation->way_out, "Use a tool and a module of the same release.");
		break;
	case EFAULT:
		say(explanation->problem,
		    "The kernel cannot read or write the memory that the program named.");
		break;
	case EINTR:
		say(explanation->problem, "The wait for the device was interrupted.");
		say(explanation->way_out, "Try again.");
		break;
	case ENODEV:
		say(explanation->problem, "%s has no way to reach MM.", device);
		say(explanation->way_out,
		    "'mmcomm-cli probe' shows each place looked at and why it was turned down.");
		break;
	case EBUSY:
		say(explanation->problem, "%s is busy.", device);
		say(explanation->way_out, "Try again in a moment.");
		break;
	case ENOMEM:
		say(explanation->problem, "There is no memory for the request.");
		break;
	default:
		say(explanation->problem, "%s failed: %s.", device, strerror(failure->error));
		break;
	}
}

void mmcomm_explain(const struct mmcomm_failure *failure,
		    struct mmcomm_explanation *explanation)
{
	const char *device = failure->device ? failure->device : MMCOMM_DEVICE_PATH;

	memset(explanation, 0, sizeof(*explanation));
	explanation->progress = "";
	if (failure->operation == MMCOMM_OPERATION_OPEN) {
		explain_open(failure, device, explanation);
		return;
	}
	if (failure->reason != MMCOMM_REASON_NONE && failure->reason < ARRAY_SIZE(reasons))
		explain_reason(failure, explanation);
	else
		explain_errno(failure, device, explanation);
	if (failure->operation == MMCOMM_OPERATION_COMMUNICATE ||
	    failure->operation == MMCOMM_OPERATION_TRIGGER)
		explanation->progress = progress_sentence(failure->progress);
}
