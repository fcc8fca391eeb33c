#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Suspend to idle on Arm, which the clock ends, with a caller at work: it gets right
# answers before and after, or is told to try later. A partition keeps what it has.
. /job/lib.sh

complement=6d6d636f-6d6d-4654-8001-000000000010
count=6d6d636f-6d6d-4654-8001-00000000000a

# Sends until told to stop. Each round leaves a line: right, refused (on the way to
# sleep), or what went wrong.
send_until_stopped() {
	while [ ! -e /tmp/stop ]; do
		if mmcomm-cli send $complement --hex 010203 -o raw >/tmp/now 2>/tmp/why; then
			answer=$(hexdump -v -e '/1 "%02x"' /tmp/now)
			[ "$answer" != fefdfc ] || answer=right
			echo "$answer"
		elif grep -q -i sleep /tmp/why; then
			echo refused
		else
			cat /tmp/why
		fi
	done
}

counted() {
	mmcomm-cli send $count --hex 0000000000000000 -o raw | hexdump -n 4 -e '1/4 "%u\n"'
}

load
before=$(counted)
send_until_stopped >/tmp/caller 2>&1 &
caller=$!
cycle=0
while [ $cycle -lt 3 ]; do
	sleep 1
	echo +2 >/sys/class/rtc/rtc0/wakealarm
	exits 0 "suspended to idle, and woken by the clock" sh -c 'echo freeze >/sys/power/state'
	cycle=$((cycle + 1))
done
sleep 1
touch /tmp/stop
wait $caller
same "each time, says the kernel" 3 "$(cat /sys/power/suspend_stats/success)"
note "a caller at work meanwhile: $(sort /tmp/caller | uniq -c | tr '\n' ' ')"
same "it got right answers, or was told to try later" "" \
	"$(grep -v -x -e right -e refused /tmp/caller)"
[ "$(grep -c right /tmp/caller)" -gt 5 ]
result $? "and was at work all the time"
same "the partition has gone on counting" $((before + 1)) "$(counted)"
unload
finish
