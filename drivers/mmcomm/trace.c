// SPDX-License-Identifier: GPL-2.0
/*
 * Defines the trace events.
 */
#define CREATE_TRACE_POINTS
#include "trace_mm_comm.h"
#include "trace_sw_mmi.h"
