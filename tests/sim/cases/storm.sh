#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Both modules are unloaded and loaded again and again while others open the
# device and call. What they are told is that there is no device, or no MM.
# limit: 120
. /job/sim.sh

call_until_stopped() {
	while [ ! -e /tmp/stop ]; do
		mmcomm-cli var get BootOrder >/dev/null 2>>/tmp/errors && echo right
	done
}

# Gives callers a moment to be done with it.
remove() {
	for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		rmmod "$1" 2>/dev/null && return
		usleep 20000
	done
	note "$1: still in use at attempt $attempt"
	return 1
}

for number in 1 2 3; do
	call_until_stopped >/tmp/caller.$number &
done
round=0
while [ $round -lt 30 ]; do
	insmod mmcomm.ko executor=sim || break
	insmod mmcomm_sim.ko || break
	usleep $((round * 3000))
	remove mmcomm_sim || break
	remove mmcomm || break
	round=$((round + 1))
done
touch /tmp/stop
wait
same "loaded and unloaded 30 times under callers" 30 $round
right=$(cat /tmp/caller.* | grep -c right)
note "$right calls answered, $(wc -l </tmp/errors) lines of errors"
[ "$right" -gt 0 ]
result $? "some of whom were answered"
# Only the first line of an error says what happened, the others what to do.
same "the others found no device, or no MM behind it" "" \
	"$(grep '^mmcomm-cli: ' /tmp/errors | sort -u | grep -v -i -e 'no such' -e 'not loaded' -e 'unloaded' -e 'no mailbox')"
finish
