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

TRACE_EVENT(mm_comm_request,
	TP_PROTO(const struct mmcomm_message *message),
	TP_ARGS(message),
	TP_STRUCT__entry(
		__array(u8, recipient, sizeof(guid_t))
		__field(u32, buffer_id)
		__field(u32, request_len)
		__field(u32, message_len)
		__field(u32, window_len)
	),
	TP_fast_assign(
		memcpy(__entry->recipient, &message->recipient, sizeof(guid_t));
		__entry->buffer_id = message->buffer_id;
		__entry->request_len = message->request_len;
		__entry->message_len = message->message_len;
		__entry->window_len = message->window_len;
	),
	TP_printk("recipient=%pUl buffer=%d request_len=%u message_len=%u window_len=%u",
		  __entry->recipient, (int)__entry->buffer_id,
		  __entry->request_len, __entry->message_len,
		  __entry->window_len)
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
		__entry->mm_status = result->mm_status;
		__entry->response_len = result->response_len;
		__entry->stopped_ns = result->stopped_ns;
		__entry->duration_ns = duration_ns;
	),
	TP_printk("recipient=%pUl error=%d reason=%u progress=%u buffer=%d mmi_count=%u mm_status=0x%llx response_len=%llu stopped_ns=%llu duration_ns=%llu",
		  __entry->recipient, __entry->error, __entry->reason,
		  __entry->progress, (int)__entry->buffer_id,
		  __entry->mmi_count, __entry->mm_status,
		  __entry->response_len, __entry->stopped_ns,
		  __entry->duration_ns)
);

#endif /* _MMCOMM_TRACE_MM_COMM_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace_mm_comm
#include <trace/define_trace.h>
