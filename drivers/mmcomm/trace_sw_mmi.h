/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trace events of the system sw_mmi: bare software MMIs.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM sw_mmi

#if !defined(_MMCOMM_TRACE_SW_MMI_H) || defined(TRACE_HEADER_MULTI_READ)
#define _MMCOMM_TRACE_SW_MMI_H

#include <linux/mmcomm.h>
#include <linux/tracepoint.h>

TRACE_EVENT(sw_mmi_trigger,
	TP_PROTO(u8 command, u8 data, int error,
		 const struct mmcomm_trigger_result *result),
	TP_ARGS(command, data, error, result),
	TP_STRUCT__entry(
		__field(u8, command)
		__field(u8, data)
		__field(int, error)
		__field(u32, reason)
		__field(u32, count)
		__field(bool, counted)
		__field(u32, data_after)
		__field(u64, stopped_ns)
	),
	TP_fast_assign(
		__entry->command = command;
		__entry->data = data;
		__entry->error = error;
		__entry->reason = result->reason;
		__entry->count = result->mmi_count;
		__entry->counted = result->flags & MMCOMM_RESULT_MMI_COUNTED;
		__entry->data_after = result->data_after;
		__entry->stopped_ns = result->stopped_ns;
	),
	TP_printk("command=0x%02x data=0x%02x error=%d reason=%u count=%u counted=%d data_after=0x%02x stopped_ns=%llu",
		  __entry->command, __entry->data, __entry->error,
		  __entry->reason, __entry->count, __entry->counted,
		  __entry->data_after, __entry->stopped_ns)
);

#endif /* _MMCOMM_TRACE_SW_MMI_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace_sw_mmi
#include <trace/define_trace.h>
