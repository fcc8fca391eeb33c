#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What a call leaves behind for whoever looks: trace events, debug lines with a
# dump of the message, evidence lines. None of them without being asked for.
. /job/lib.sh

tracing=/sys/kernel/tracing
control=/proc/dynamic_debug/control
variable_handler=ed32d533-99e6-4209-9cc0-2d72cdd998a7
nobody=00112233-4455-6677-8899-aabbccddeeff

call() {
	mmcomm-cli var get BootOrder >/dev/null || bail "BootOrder cannot be read"
}

load
mark_log
call
same "a call is silent" "" "$(new_log | grep -E 'mm_?comm|sw_mmi')"

for system in mm_comm sw_mmi; do
	[ -d $tracing/events/$system ]
	result $? "there is the trace system $system"
	echo 1 >$tracing/events/$system/enable
done
echo >$tracing/trace
call
cp $tracing/trace /tmp/trace
note "$(grep -v '^#' /tmp/trace)"
says "mm_comm_request shows the recipient" \
	"mm_comm_request: recipient=$variable_handler .*request_len=[1-9]" /tmp/trace
says "mm_comm_verdict shows success, one MMI and how long it took" \
	"mm_comm_verdict: recipient=$variable_handler error=0 .*mmi_count=1 result_flags=0x5 mm_status=0x0 .*duration_ns=[1-9]" \
	/tmp/trace
says "sw_mmi_raised shows command and data, and that one MMI was counted" \
	"sw_mmi_raised: command=0x[0-9a-f]{2} data=0x00 counted=1 count=1 stopped_ns=[1-9]" /tmp/trace

echo >$tracing/trace
exits 4 "a message to a buffer that is not there is refused" \
	mmcomm-cli send $variable_handler --hex 0b --buffer 99
exits 5 "a message to nobody fails in MM" mmcomm-cli send $nobody --hex 00
cp $tracing/trace /tmp/trace
note "$(grep -v '^#' /tmp/trace)"
says "mm_comm_verdict shows the error of the first, and that no MMI was raised" \
	"mm_comm_verdict: recipient=$variable_handler error=-2 .*mmi_count=0 " /tmp/trace
says "and MM's status of the second" \
	"mm_comm_verdict: recipient=$nobody error=.*mmi_count=1 result_flags=0x5 mm_status=0x800000000000000e " /tmp/trace
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
says "a dump of the request, with its function code" \
	"mm_comm: request 00000000: 01 00 00 00 00 00 00 00" /tmp/log

# 100 bytes each way: GET_PAYLOAD_SIZE, with more room than it needs.
mark_log
echo 'module mmcomm +p' >$control
exits 0 "a message of 100 bytes is answered" mmcomm-cli send $variable_handler \
	--hex "0b00000000000000$(printf '%0184d' 0)"
echo 'module mmcomm -p' >$control
new_log >/tmp/log
for direction in request response; do
	same "the dump of the $direction ends after 64 bytes" \
		"00000000: 00000010: 00000020: 00000030: " \
		"$(sed -n "s/.*mm_comm: $direction \\([0-9a-f]*:\\) .*/\\1/p" /tmp/log | tr '\n' ' ')"
done
says "the dump of the response shows the answer" \
	"mm_comm: response 00000010: f4 ff 03 00 00 00 00 00" /tmp/log
unload

# The level of an emergency, 0, so that every console shows it.
load evidence=1
mark_log
call
exits 0 "a bare MMI is raised" mmcomm-cli trigger 0x00 0x5a --yes
new_log -r >/tmp/log
says "evidence=1 leaves a line with recipient and caller, as an emergency" \
	"^<0>.*sending [1-9][0-9]* bytes to $variable_handler for mmcomm-cli\\[[0-9]+\\]" /tmp/log
says "and one with command, data and caller of a bare MMI" \
	"^<0>.*raising MMI command 0x00 data 0x5a for mmcomm-cli\\[[0-9]+\\]" /tmp/log
unload
finish
