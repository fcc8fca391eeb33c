#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Suspend to RAM and resume, with the module loaded and a caller at work: calls
# are answered before and after, and nobody gets a wrong answer in between.
. /job/lib.sh

mount_efivarfs
grep -q deep /sys/power/mem_sleep || bail "this guest offers no suspend to RAM; boot it with --s3"
load
program calls 100
mailbox=$(field mailbox_address mmcomm-cli info)

calls 3000 >/tmp/caller 2>&1 &
caller=$!
cycle=0
while [ $cycle -lt 2 ]; do
	sleep 1
	echo +3 >/sys/class/rtc/rtc0/wakealarm
	exits 0 "suspended to RAM and resumed" sh -c 'echo mem >/sys/power/state'
	cycle=$((cycle + 1))
done
same "both times, says the kernel" 2 "$(cat /sys/power/suspend_stats/success)"
wait $caller
note "$(cat /tmp/caller)"
# The caller counts SMIs over a suspend, where the counter starts again.
grep -q '^ok 1 - 3000 calls, every answer right' /tmp/caller
result $? "a caller at work meanwhile got 3000 right answers"

same "the mailbox is where it was" "$mailbox" "$(field mailbox_address mmcomm-cli info)"
program calls 100
unload
load
program calls 100
unload
finish
