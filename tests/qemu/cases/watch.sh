#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# mmcomm-cli watch: what it prints against what the kernel's own trace says, in an
# instance of its own that is gone afterwards, whatever the end.
. /job/lib.sh

tracing=/sys/kernel/tracing
variable_handler=ed32d533-99e6-4209-9cc0-2d72cdd998a7
nobody=00112233-4455-6677-8899-aabbccddeeff
watcher=

# watch NAME ARGUMENT...: in the background, until its events are switched on. Its
# output is in /tmp/NAME and /tmp/NAME.err, its trace instance $instance.
watch() {
	name=$1
	shift
	: >"/tmp/$name"
	mmcomm-cli watch "$@" >"/tmp/$name" 2>"/tmp/$name.err" </dev/null &
	watcher=$!
	instance=$tracing/instances/mmcomm-cli-$watcher
	for _ in $(seq 1200); do
		[ "$(cat "$instance/events/mm_comm/enable" 2>/dev/null)" != 1 ] || return 0
		sleep 0.1
	done
	note "$(cat "/tmp/$name.err")"
	bail "mmcomm-cli watch $* does not begin"
}

# shows COUNT FILE: waits for so many lines in it
shows() {
	for _ in $(seq 1200); do
		[ "$(wc -l <"$2")" -lt "$1" ] || return 0
		sleep 0.1
	done
}

# ends SIGNAL STATUS DESCRIPTION: ends the watch
ends() {
	kill "-$1" "$watcher"
	ended=0
	wait "$watcher" || ended=$?
	same "$3" "$2" "$ended"
	[ ! -e "$instance" ]
	result $? "its trace instance is gone"
}

exits 4 "without the module there is nothing to watch" mmcomm-cli watch
says "the message says how to load it" "mmcomm-cli module load" /tmp/err
load
exits 3 "tracing is for root" asuser 65534 mmcomm-cli watch
# JSON needs random numbers, which a guest may have to wait for.
exits 0 "there are random numbers" mmcomm-cli info -o json

watch text
same "other tracing is left alone: mm_comm" 0 "$(cat $tracing/events/mm_comm/enable)"
same "other tracing is left alone: sw_mmi" 0 "$(cat $tracing/events/sw_mmi/enable)"
exits 0 "a variable is read" mmcomm-cli var get BootOrder
exits 4 "a message to a buffer that is not there is refused" \
	mmcomm-cli send $variable_handler --hex 0b --buffer 99
exits 5 "a message to nobody fails in MM" mmcomm-cli send $nobody --hex 001122 -m 40
exits 0 "a bare MMI is raised" mmcomm-cli trigger 0x10 0x5a --yes
shows 4 /tmp/text
ends TERM 143 "SIGTERM ends it"
note "$(cat /tmp/text)"
same "a line for each" 4 "$(wc -l </tmp/text)"
says "the variable" \
	"^ *[0-9]+\.[0-9]{6} mmcomm-cli\[[0-9]+\] variable: [0-9]+ bytes -> EFI_SUCCESS \(0x0\), [0-9]+ bytes back, buffer 0, MMI 0x00/0x00 counted 1, stopped [0-9]+ [um]s, took [0-9]+ [um]s$" \
	/tmp/text
says "the refused one" "mmcomm-cli\[[0-9]+\] variable: ENOENT \(no-such-buffer\), not-sent$" /tmp/text
says "the one to nobody" \
	" $nobody: 40 bytes -> EFI_NOT_FOUND \(0x800000000000000e\), 40 bytes back, .*counted 1" /tmp/text
says "the bare MMI" "mmcomm-cli\[[0-9]+\] MMI 0x10/0x5a counted 1, stopped [0-9]+ [um]s$" /tmp/text

# The same calls, as the kernel tells them and as watch does. Nothing was traced
# before, so that this shows whether others still get buffers of the full size.
mount_efivarfs
echo >$tracing/trace
watch json -o json
echo 1 >$tracing/events/mm_comm/enable
before=$(field mmis_raised mmcomm-cli info)
program calls 60
after=$(field mmis_raised mmcomm-cli info)
echo 0 >$tracing/events/mm_comm/enable
cp $tracing/trace /tmp/trace
sed -n -e 's/.*mm_comm_request: recipient=\([^ ]*\) .*request_len=\([0-9]*\) message_len=\([0-9]*\) window_len=\([0-9]*\).*/\1 \2 \3 \4/p' \
	-e 's/.*mm_comm_verdict: .* mmi_count=\([0-9]*\) .*response_len=\([0-9]*\) stopped_ns=[0-9]* duration_ns=[0-9]*.*/\1 \2/p' \
	/tmp/trace | awk 'NF == 4 { request = $1 " " $2 " " ($3 ? $3 : $2) " " $4; next }
		{ print request, $0 }' >/tmp/expected
echo >$tracing/trace
shows "$(wc -l </tmp/expected)" /tmp/json
ends TERM 143 "SIGTERM ends it with JSON, too"
sed -n 's/.*"recipient":"\([^"]*\)".*"request_len":\([0-9]*\),"message_len":\([0-9]*\),"window_len":\([0-9]*\)}.*"response_len":\([0-9]*\),.*"mmi_count":\([0-9]*\),.*/\1 \2 \3 \4 \6 \5/p' \
	/tmp/json >/tmp/got
same "it shows as many messages as MMIs were raised" "$((after - before))" "$(wc -l </tmp/json)"
same "so many does the kernel's trace have" "$((after - before))" "$(wc -l </tmp/expected)"
cmp /tmp/expected /tmp/got >/tmp/said 2>&1
result $? "each has recipient, lengths and MMIs as the kernel's trace has them"
note "$(cat /tmp/said; diff /tmp/expected /tmp/got | head -n 10)"

# What the shell runs in the background ignores SIGINT: this time the others are there.
(
	for _ in $(seq 1200); do
		[ "$(cat $tracing/instances/mmcomm-cli-*/events/mm_comm/enable)" != 1 ] || break
		sleep 0.1
	done
	mmcomm-cli send $nobody --hex 00
	mmcomm-cli var get BootOrder
	shows 1 /tmp/out
	for own in "$tracing"/instances/mmcomm-cli-*; do
		kill -INT "${own##*-}"
	done
) >/dev/null 2>&1 &
exits 130 "SIGINT ends it" mmcomm-cli watch --filter variable
says "the filter lets its recipient through" " variable: " /tmp/out
same "and nothing else" 1 "$(wc -l </tmp/out)"
wait
same "no instance is left" "" "$(ls $tracing/instances)"

# Slower than the events come: it is stopped meanwhile.
watch slow -o json
echo 4 >"$instance/buffer_size_kb"
kill -STOP "$watcher"
program calls 100
kill -CONT "$watcher"
ends TERM 143 "it ends after it was stopped"
says "what was lost is told" '^\{"event":"lost","count":[1-9][0-9]*\}$' /tmp/slow
says "to people, too" "^[0-9]+ events were lost" /tmp/slow.err
says "what was not lost is there" '"event":"message"' /tmp/slow

# The module comes and goes under it.
watch reload -o json
unload
shows 1 /tmp/reload
load
shows 2 /tmp/reload
same "it tells that the module was unloaded and loaded" \
	'{"event":"unloaded"} {"event":"loaded"} ' "$(tr '\n' ' ' </tmp/reload)"
exits 0 "a variable is read" mmcomm-cli var get BootOrder
shows 3 /tmp/reload
says "and is shown" "\"recipient\":\"$variable_handler\"" /tmp/reload
unload
shows 4 /tmp/reload
ends TERM 143 "it ends without the module, too"
load

# Nothing can be removed after SIGKILL; the next one does it.
watch killed
kill -KILL "$watcher"
wait "$watcher"
[ -d "$instance" ]
result $? "one that was killed leaves its instance behind"
killed=$instance
watch next
[ ! -e "$killed" ]
result $? "the next one removes it"
ends TERM 143 "and ends as ever"
unload
finish
