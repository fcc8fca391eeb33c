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
sleep_at_work call_until_stopped mem "suspended to RAM and resumed"

same "the mailbox is where it was" "$mailbox" "$(field mailbox_address mmcomm-cli info)"
program calls 100
unload
load
program calls 100
unload
finish
