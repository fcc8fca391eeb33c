#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What a call leaves behind for whoever looks: trace events, debug lines with a
# dump of the message, evidence lines. None of them without being asked for.
. /job/lib.sh

tracing=/sys/kernel/tracing
control=/proc/dynamic_debug/control

call() {
	mmcomm-cli var get BootOrder >/dev/null || bail "BootOrder cannot be read"
}

load
mark_log
call
same "a call is silent" "" "$(new_log | grep -i mm)"

for system in mm_comm sw_mmi; do
	[ -d $tracing/events/$system ]
	result $? "there is the trace system $system"
	echo 1 >$tracing/events/$system/enable
done
echo >$tracing/trace
call
cp $tracing/trace /tmp/trace
note "$(grep -v '^#' /tmp/trace)"
says "mm_comm shows the recipient" "mm_comm.*ed32d533-99e6-4209-9cc0-2d72cdd998a7" /tmp/trace
says "sw_mmi shows the command" "sw_mmi.*command" /tmp/trace
for system in mm_comm sw_mmi; do
	echo 0 >$tracing/events/$system/enable
done
echo >$tracing/trace

mark_log
echo 'module mmcomm +p' >$control
call
echo 'module mmcomm -p' >$control
new_log >/tmp/log
says "debug lines of mm_comm" "mm_comm: " /tmp/log
says "debug lines of sw_mmi" "sw_mmi: " /tmp/log
says "a dump of the request, with its function code" "01 00 00 00 00 00 00 00" /tmp/log
unload

load evidence=1
mark_log
call
new_log >/tmp/log
says "evidence=1 leaves a line with recipient and caller" \
	"ed32d533-99e6-4209-9cc0-2d72cdd998a7.*mmcomm-cli\\[[0-9]+\\]" /tmp/log
unload
finish
