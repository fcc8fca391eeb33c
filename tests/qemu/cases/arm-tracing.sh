#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What a message over SMC leaves behind for whoever looks: trace events, watch, debug
# lines, evidence. None of them without being asked for.
. /job/lib.sh

tracing=/sys/kernel/tracing
control=/proc/dynamic_debug/control
complement=6d6d636f-6d6d-4654-8001-000000000010
nobody=00112233-4455-6677-8899-aabbccddeeff

call() {
	mmcomm-cli send $complement --hex 010203 >/dev/null || bail "no answer"
}

load
mark_log
call
same "a call is silent" "" "$(new_log | grep -E 'mm_?comm|sw_mmi')"

mmcomm-cli watch >/tmp/watch 2>/tmp/watch.err </dev/null &
watcher=$!
for _ in $(seq 1200); do
	[ "$(cat $tracing/instances/mmcomm-cli-$watcher/events/mm_comm/enable 2>/dev/null)" != 1 ] || break
	sleep 0.1
done
for system in mm_comm sw_mmi; do
	echo 1 >$tracing/events/$system/enable
done
echo >$tracing/trace
call
exits 4 "a message to a buffer that is not there is refused" \
	mmcomm-cli send $complement --hex 0b --buffer 99
exits 4 "a message to nobody fails" mmcomm-cli send $nobody --hex 001122 -m 40
for system in mm_comm sw_mmi; do
	echo 0 >$tracing/events/$system/enable
done
cp $tracing/trace /tmp/trace
note "$(grep -v '^#' /tmp/trace)"
says "mm_comm_request shows the recipient" \
	"mm_comm_request: recipient=$complement .*request_len=3" /tmp/trace
says "mm_comm_verdict shows success, and that no status came" \
	"mm_comm_verdict: recipient=$complement error=0 .*result_flags=0x0 mm_status=0x0 .*duration_ns=[1-9]" \
	/tmp/trace
says "the error of the refused one" "mm_comm_verdict: recipient=$complement error=-2 " /tmp/trace
says "and of the one to nobody" \
	"mm_comm_verdict: recipient=$nobody error=-5 reason=NO_HANDLER " /tmp/trace
for _ in $(seq 1200); do
	[ "$(wc -l </tmp/watch)" -lt 3 ] || break
	sleep 0.1
done
kill -TERM $watcher
wait $watcher
note "$(cat /tmp/watch)"
same "watch has a line for each" 3 "$(wc -l </tmp/watch)"
smc="SMC 0xc4000041 returned 0 \(SUCCESS\), stopped [0-9]+ [um]s, took [0-9]+ [um]s$"
says "the answered one, with its SMC" \
	"$complement: 3 bytes -> no status, ran, 3 bytes back, buffer 0, $smc" /tmp/watch
says "the refused one, without any" "ENOENT \(no-such-buffer\), not-sent$" /tmp/watch
says "the one to nobody" \
	"$nobody: 40 bytes -> EIO \(no-handler\), may-have-run, buffer 0, $smc" /tmp/watch

mark_log
echo 'module mmcomm +p' >$control
call
echo 'module mmcomm -p' >$control
new_log >/tmp/log
says "a dump of the request" "mm_comm: request 00000000: 01 02 03" /tmp/log
says "and of the response" "mm_comm: response 00000000: fe fd fc" /tmp/log
unload

# The level of an emergency, 0, so that every console shows it.
load evidence=1
mark_log
call
new_log -r >/tmp/log
says "evidence=1 leaves a line with recipient and caller, as an emergency" \
	"^<0>.*sending 3 bytes to $complement for mmcomm-cli\\[[0-9]+\\]" /tmp/log
unload
finish
