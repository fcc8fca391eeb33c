#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: each mailbox before and after suspend to RAM, with the module
# loaded meanwhile.
. /job/lib.sh

mount_efivarfs
grep -q deep /sys/power/mem_sleep || bail "this guest offers no suspend to RAM; boot it with --s3"
patient_freezer
for mailbox in $(mailboxes); do
	load executor="$mailbox"
	address=$(field mailbox_address mmcomm-cli info)
	program calls 50
	exits 0 "$mailbox: suspended to RAM and resumed" sh -c 'echo mem >/sys/power/state'
	program calls 50
	same "$mailbox: it is used, and where it was" "$mailbox $address" \
		"$(field executor mmcomm-cli info) $(field mailbox_address mmcomm-cli info)"
	unload
done
same "as often as was tried, says the kernel" "$(mailboxes | wc -l)" \
	"$(cat /sys/power/suspend_stats/success)"
finish
