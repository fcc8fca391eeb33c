#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Suspend to RAM and resume, with the module loaded and a caller at work: calls
# are answered before and after, and nobody gets a wrong answer in between.
. /job/lib.sh

# Reads a variable until told to stop. Each round leaves a line: right, refused
# (on the way to sleep, EBUSY), or what went wrong.
call_until_stopped() {
	while [ ! -e /tmp/stop ]; do
		if mmcomm-cli var get BootOrder -o raw >/tmp/now 2>/tmp/why; then
			cmp /tmp/now /tmp/known && echo right
		elif grep -q -i sleep /tmp/why; then
			echo refused
		else
			cat /tmp/why
		fi
	done
}

mount_efivarfs
grep -q deep /sys/power/mem_sleep || bail "this guest offers no suspend to RAM; boot it with --s3"
patient_freezer
load
program calls 100
mailbox=$(field mailbox_address mmcomm-cli info)

mmcomm-cli var get BootOrder -o raw >/tmp/known
call_until_stopped >/tmp/caller 2>&1 &
caller=$!
at_work "before"
cycle=0
while [ $cycle -lt 3 ]; do
	exits 0 "suspended to RAM and resumed" sh -c 'echo mem >/sys/power/state'
	at_work "after that"
	cycle=$((cycle + 1))
done
touch /tmp/stop
wait $caller
same "each time, says the kernel" 3 "$(cat /sys/power/suspend_stats/success)"
note "a caller at work meanwhile: $(sort /tmp/caller | uniq -c | tr '\n' ' ')"
same "it got right answers, or was told to try later" "" \
	"$(grep -v -x -e right -e refused /tmp/caller)"

same "the mailbox is where it was" "$mailbox" "$(field mailbox_address mmcomm-cli info)"
program calls 100
unload
load
program calls 100
unload
finish
