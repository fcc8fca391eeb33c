#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What calls leave behind for whoever looks: trace events, debug lines, evidence.
. /job/sim.sh

tracing=/sys/kernel/tracing
echo_guid=6d6d7300-75e6-4f47-992f-7495b237e2fa

load_sim
mark_log
exits 0 "an echo" mmcomm-cli send sim-echo --hex 00112233
same "a call is silent" "" "$(new_log | grep -i mm)"

echo 1 >$tracing/events/mm_comm/enable
exits 0 "an echo" mmcomm-cli send sim-echo --hex 00112233
exits 4 "a broken answer" mmcomm-cli send sim-past-end --hex 00
echo 0 >$tracing/events/mm_comm/enable
cp $tracing/trace /tmp/trace
says "mm_comm_request shows the recipient" \
	"mm_comm_request: recipient=$echo_guid .*request_len=4" /tmp/trace
says "mm_comm_verdict shows success" \
	"mm_comm_verdict: recipient=$echo_guid error=0 .*mm_status=0x0" /tmp/trace
says "and the broken answer" "mm_comm_verdict: .* error=-74 " /tmp/trace

mark_log
echo 'module mmcomm +p' >/proc/dynamic_debug/control
exits 0 "an echo" mmcomm-cli send sim-echo --hex 00112233
echo 'module mmcomm -p' >/proc/dynamic_debug/control
new_log >/tmp/log
says "the request is dumped" "mm_comm: request 00000000: 00 11 22 33" /tmp/log
says "the response, too" "mm_comm: response 00000000: 00 11 22 33" /tmp/log
unload_sim

load executor=sim evidence=1
insmod mmcomm_sim.ko
mark_log
exits 0 "an echo" mmcomm-cli send sim-echo --hex 00112233
new_log -r >/tmp/log
says "evidence=1 leaves a line, as an emergency" \
	"^<0>.*sending 4 bytes to $echo_guid for mmcomm-cli\\[[0-9]+\\]" /tmp/log
unload_sim
finish
