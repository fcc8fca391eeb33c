/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trace events of the system mm_comm: what was asked of MM and what came of it.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM mm_comm

#if !defined(_MMCOMM_TRACE_MM_COMM_H) || defined(TRACE_HEADER_MULTI_READ)
#define _MMCOMM_TRACE_MM_COMM_H

#include <linux/mmcomm.h>
#include <linux/tracepoint.h>

/*
 * Reasons and progress are told by name. Whoever reads raw events gets the
 * numbers of uapi/linux/mmcomm.h, and the names with the event's format.
 */
TRACE_DEFINE_ENUM(MMCOMM_REASON_NONE);
TRACE_DEFINE_ENUM(MMCOMM_REASON_FLAGS);
TRACE_DEFINE_ENUM(MMCOMM_REASON_RESERVED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_ZERO_GUID);
TRACE_DEFINE_ENUM(MMCOMM_REASON_EMPTY_REQUEST);
TRACE_DEFINE_ENUM(MMCOMM_REASON_MESSAGE_LEN);
TRACE_DEFINE_ENUM(MMCOMM_REASON_WINDOW_LEN);
TRACE_DEFINE_ENUM(MMCOMM_REASON_RELOCATION);
TRACE_DEFINE_ENUM(MMCOMM_REASON_HEADER_VERSION);
TRACE_DEFINE_ENUM(MMCOMM_REASON_OVERLAP);
TRACE_DEFINE_ENUM(MMCOMM_REASON_COMMAND);
TRACE_DEFINE_ENUM(MMCOMM_REASON_RESERVED_COMMAND);
TRACE_DEFINE_ENUM(MMCOMM_REASON_LOCKDOWN);
TRACE_DEFINE_ENUM(MMCOMM_REASON_REQUEST_MEMORY);
TRACE_DEFINE_ENUM(MMCOMM_REASON_RESPONSE_MEMORY);
TRACE_DEFINE_ENUM(MMCOMM_REASON_TOO_LONG);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_SUCH_BUFFER);
TRACE_DEFINE_ENUM(MMCOMM_REASON_BUFFER_NOT_ENABLED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_BUFFER);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_MAILBOX);
TRACE_DEFINE_ENUM(MMCOMM_REASON_PROVIDER_GONE);
TRACE_DEFINE_ENUM(MMCOMM_REASON_PROBE_ONLY);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_TRIGGER);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_CPU);
TRACE_DEFINE_ENUM(MMCOMM_REASON_WINDOW_UNSUPPORTED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SLEEPING);
TRACE_DEFINE_ENUM(MMCOMM_REASON_MAILBOX_BUSY);
TRACE_DEFINE_ENUM(MMCOMM_REASON_BUFFER_BUSY);
TRACE_DEFINE_ENUM(MMCOMM_REASON_BUFFER_LOST);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NOT_TAKEN);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_MMI);
TRACE_DEFINE_ENUM(MMCOMM_REASON_TIMEOUT);
TRACE_DEFINE_ENUM(MMCOMM_REASON_RECIPIENT_CHANGED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_LENGTH_CHANGED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SIZE_BELOW_HEADER);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SIZE_ABOVE_BUFFER);
TRACE_DEFINE_ENUM(MMCOMM_REASON_GUARD_CHANGED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_INTERRUPTED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_MEMORY);
TRACE_DEFINE_ENUM(MMCOMM_REASON_BUFFER_DAMAGED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_MARKER_GUID);
TRACE_DEFINE_ENUM(MMCOMM_REASON_NO_HANDLER);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SMC_UNSUPPORTED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SMC_INVALID);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SMC_DENIED);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SMC_NO_MEMORY);
TRACE_DEFINE_ENUM(MMCOMM_REASON_SMC_OTHER);

#define traced_reason(name)	{ MMCOMM_REASON_##name, #name }
#define show_reason(value) __print_symbolic(value,			\
	traced_reason(NONE),						\
	traced_reason(FLAGS),						\
	traced_reason(RESERVED),					\
	traced_reason(ZERO_GUID),					\
	traced_reason(EMPTY_REQUEST),					\
	traced_reason(MESSAGE_LEN),					\
	traced_reason(WINDOW_LEN),					\
	traced_reason(RELOCATION),					\
	traced_reason(HEADER_VERSION),					\
	traced_reason(OVERLAP),						\
	traced_reason(COMMAND),						\
	traced_reason(RESERVED_COMMAND),				\
	traced_reason(LOCKDOWN),					\
	traced_reason(REQUEST_MEMORY),					\
	traced_reason(RESPONSE_MEMORY),					\
	traced_reason(TOO_LONG),					\
	traced_reason(NO_SUCH_BUFFER),					\
	traced_reason(BUFFER_NOT_ENABLED),				\
	traced_reason(NO_BUFFER),					\
	traced_reason(NO_MAILBOX),					\
	traced_reason(PROVIDER_GONE),					\
	traced_reason(PROBE_ONLY),					\
	traced_reason(NO_TRIGGER),					\
	traced_reason(NO_CPU),						\
	traced_reason(WINDOW_UNSUPPORTED),				\
	traced_reason(SLEEPING),					\
	traced_reason(MAILBOX_BUSY),					\
	traced_reason(BUFFER_BUSY),					\
	traced_reason(BUFFER_LOST),					\
	traced_reason(NOT_TAKEN),					\
	traced_reason(NO_MMI),						\
	traced_reason(TIMEOUT),						\
	traced_reason(RECIPIENT_CHANGED),				\
	traced_reason(LENGTH_CHANGED),					\
	traced_reason(SIZE_BELOW_HEADER),				\
	traced_reason(SIZE_ABOVE_BUFFER),				\
	traced_reason(GUARD_CHANGED),					\
	traced_reason(INTERRUPTED),					\
	traced_reason(NO_MEMORY),					\
	traced_reason(BUFFER_DAMAGED),					\
	traced_reason(MARKER_GUID),					\
	traced_reason(NO_HANDLER),					\
	traced_reason(SMC_UNSUPPORTED),					\
	traced_reason(SMC_INVALID),					\
	traced_reason(SMC_DENIED),					\
	traced_reason(SMC_NO_MEMORY),					\
	traced_reason(SMC_OTHER))

TRACE_DEFINE_ENUM(MMCOMM_PROGRESS_NOT_SENT);
TRACE_DEFINE_ENUM(MMCOMM_PROGRESS_MAY_HAVE_RUN);
TRACE_DEFINE_ENUM(MMCOMM_PROGRESS_RAN);

#define traced_progress(name)	{ MMCOMM_PROGRESS_##name, #name }
#define show_progress(value) __print_symbolic(value,			\
	traced_progress(NOT_SENT),					\
	traced_progress(MAY_HAVE_RUN),					\
	traced_progress(RAN))

TRACE_EVENT(mm_comm_request,
	TP_PROTO(const struct mmcomm_message *message, u32 header_version,
		 const char *executor),
	TP_ARGS(message, header_version, executor),
	TP_STRUCT__entry(
		__array(u8, recipient, sizeof(guid_t))
		__field(u32, buffer_id)
		__field(u32, request_len)
		__field(u32, message_len)
		__field(u32, window_len)
		__field(u32, header_version)
		__array(char, executor, MMCOMM_NAME_LEN)
	),
	TP_fast_assign(
		memcpy(__entry->recipient, &message->recipient, sizeof(guid_t));
		__entry->buffer_id = message->buffer_id;
		__entry->request_len = message->request_len;
		__entry->message_len = message->message_len;
		__entry->window_len = message->window_len;
		__entry->header_version = header_version;
		strscpy_pad(__entry->executor, executor, MMCOMM_NAME_LEN);
	),
	TP_printk("recipient=%pUl buffer=%d request_len=%u message_len=%u window_len=%u header_version=%u executor=%s",
		  __entry->recipient, (int)__entry->buffer_id,
		  __entry->request_len, __entry->message_len,
		  __entry->window_len, __entry->header_version,
		  __entry->executor)
);

TRACE_EVENT(mm_comm_verdict,
	TP_PROTO(const guid_t *recipient, const struct mmcomm_result *result,
		 int error, u64 duration_ns),
	TP_ARGS(recipient, result, error, duration_ns),
	TP_STRUCT__entry(
		__array(u8, recipient, sizeof(guid_t))
		__field(int, error)
		__field(u32, reason)
		__field(u32, progress)
		__field(u32, buffer_id)
		__field(u32, mmi_count)
		__field(u32, result_flags)
		__field(u64, mm_status)
		__field(u64, response_len)
		__field(u64, stopped_ns)
		__field(u64, duration_ns)
	),
	TP_fast_assign(
		memcpy(__entry->recipient, recipient, sizeof(guid_t));
		__entry->error = error;
		__entry->reason = result->reason;
		__entry->progress = result->progress;
		__entry->buffer_id = result->used_buffer_id;
		__entry->mmi_count = result->mmi_count;
		__entry->result_flags = result->flags;
		__entry->mm_status = result->mm_status;
		__entry->response_len = result->response_len;
		__entry->stopped_ns = result->stopped_ns;
		__entry->duration_ns = duration_ns;
	),
	TP_printk("recipient=%pUl error=%d reason=%s progress=%s buffer=%d mmi_count=%u result_flags=0x%x mm_status=0x%llx response_len=%llu stopped_ns=%llu duration_ns=%llu",
		  __entry->recipient, __entry->error,
		  show_reason(__entry->reason),
		  show_progress(__entry->progress),
		  (int)__entry->buffer_id,
		  __entry->mmi_count, __entry->result_flags,
		  __entry->mm_status,
		  __entry->response_len, __entry->stopped_ns,
		  __entry->duration_ns)
);

#endif /* _MMCOMM_TRACE_MM_COMM_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace_mm_comm
#include <trace/define_trace.h>
