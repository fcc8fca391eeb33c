#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# mmcomm-cli watch: a simulated MM's answers, the good and the broken ones, and the
# module that comes and goes.
. /job/sim.sh

tracing=/sys/kernel/tracing
echo_guid=6d6d7300-75e6-4f47-992f-7495b237e2fa

# shows COUNT: waits for so many lines of it
shows() {
	for _ in $(seq 1000); do
		[ "$(wc -l </tmp/watched)" -lt "$1" ] || return 0
		sleep 0.1
	done
}

# line NUMBER PATH: a value of one of its lines
line() {
	sed -n "$1p" /tmp/watched | json-value "$2"
}

load_sim
exits 0 "there are random numbers" mmcomm-cli info -o json
mmcomm-cli watch -o json >/tmp/watched 2>/tmp/watched.err </dev/null &
watcher=$!
for _ in $(seq 1000); do
	[ "$(cat $tracing/instances/mmcomm-cli-$watcher/events/mm_comm/enable 2>/dev/null)" != 1 ] || break
	sleep 0.1
done
exits 0 "an echo" mmcomm-cli send sim-echo --hex 00112233 -m 9
exits 4 "a broken answer" mmcomm-cli send sim-past-end --hex 00
exits 4 "a message that is too long" mmcomm-cli send sim-echo --hex 00 -m 16777216
shows 3
note "$(cat /tmp/watched)"
same "the echo's recipient" $echo_guid "$(line 1 recipient)"
same "its name" sim-echo "$(line 1 recipient_name)"
same "its length" 4 "$(line 1 request.request_len)"
same "the length that MM was told" 9 "$(line 1 request.message_len)"
same "the length of the answer" 9 "$(line 1 verdict.response_len)"
same "its status" EFI_SUCCESS "$(line 1 verdict.mm_status.name)"
same "no error" null "$(line 1 verdict.errno)"
same "no MMI was raised" null "$(line 1 mmi)"
same "who sent it" mmcomm-cli "$(line 1 process)"
same "the broken answer's error" EBADMSG "$(line 2 verdict.errno)"
same "and the rule that it broke" guard-changed "$(line 2 verdict.reason)"
same "the refused one has a verdict alone" null "$(line 3 request)"
same "and its reason" too-long "$(line 3 verdict.reason)"

# The provider of MM goes, and comes back; then the module itself.
rmmod mmcomm_sim
exits 4 "nobody is there" mmcomm-cli send sim-echo --hex 00
shows 4
same "nobody is there, and it is shown" ENODEV "$(line 4 verdict.errno)"
unload
shows 5
same "it tells that the module was unloaded" unloaded "$(line 5 event)"
load_sim
shows 6
same "and that it is loaded again" loaded "$(line 6 event)"
exits 0 "an echo" mmcomm-cli send sim-echo --hex 00112233
shows 7
same "which is shown" sim-echo "$(line 7 recipient_name)"
kill -TERM $watcher
status=0
wait $watcher || status=$?
same "SIGTERM ends it" 143 $status
same "no trace instance is left" "" "$(ls $tracing/instances)"
same "nor has anything come since" 7 "$(wc -l </tmp/watched)"
unload_sim
finish
