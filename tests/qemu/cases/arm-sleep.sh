#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Suspend to idle on Arm, all but the idling itself, with a caller at work: it gets
# right answers before and after, or is told to try later. A partition keeps what it
# has. Only a clock could end real sleep, and its alarm may come before that.
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

patient_freezer
echo platform >/sys/power/pm_test || bail "the kernel has no pm_test"
echo 1 >/sys/module/suspend/parameters/pm_test_delay
load
before=$(counted)
sleep_at_work send_until_stopped freeze "suspended to idle and resumed"
echo none >/sys/power/pm_test
same "the partition has gone on counting" $((before + 1)) "$(counted)"
unload
finish
