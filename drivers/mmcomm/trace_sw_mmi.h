/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trace events of the system sw_mmi: every software MMI raised by port, and every
 * message sent by secure monitor call.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM sw_mmi

#if !defined(_MMCOMM_TRACE_SW_MMI_H) || defined(TRACE_HEADER_MULTI_READ)
#define _MMCOMM_TRACE_SW_MMI_H

#include <linux/tracepoint.h>

TRACE_EVENT(sw_mmi_raised,
	TP_PROTO(u8 command, u8 data, bool counted, u32 count, u64 stopped_ns),
	TP_ARGS(command, data, counted, count, stopped_ns),
	TP_STRUCT__entry(
		__field(u8, command)
		__field(u8, data)
		__field(bool, counted)
		__field(u32, count)
		__field(u64, stopped_ns)
	),
	TP_fast_assign(
		__entry->command = command;
		__entry->data = data;
		__entry->counted = counted;
		__entry->count = count;
		__entry->stopped_ns = stopped_ns;
	),
	TP_printk("command=0x%02x data=0x%02x counted=%d count=%u stopped_ns=%llu",
		  __entry->command, __entry->data, __entry->counted,
		  __entry->count, __entry->stopped_ns)
);

TRACE_EVENT(sw_mmi_smc,
	TP_PROTO(u32 function, u64 address, s64 code, u64 stopped_ns),
	TP_ARGS(function, address, code, stopped_ns),
	TP_STRUCT__entry(
		__field(u32, function)
		__field(u64, address)
		__field(s64, code)
		__field(u64, stopped_ns)
	),
	TP_fast_assign(
		__entry->function = function;
		__entry->address = address;
		__entry->code = code;
		__entry->stopped_ns = stopped_ns;
	),
	TP_printk("function=0x%08x address=0x%llx code=%lld stopped_ns=%llu",
		  __entry->function, __entry->address, __entry->code,
		  __entry->stopped_ns)
);

#endif /* _MMCOMM_TRACE_SW_MMI_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace_sw_mmi
#include <trace/define_trace.h>
