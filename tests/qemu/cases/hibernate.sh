#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Suspend to disk and resume, with the module loaded and its device open: the machine
# starts anew with the firmware, and the mailbox is found again before the next call.
# Each mailbox that answers here has its turn.
. /job/lib.sh

mount_efivarfs
[ -b /dev/vda ] || bail "this guest has no disk to sleep on; boot it with --s4"
mkswap /dev/vda >/dev/null
swapon /dev/vda || bail "the disk is no swap"
patient_freezer
echo reboot >/sys/power/disk
cycles=0
for mailbox in $(mailboxes); do
	load executor="$mailbox"
	program calls 50
	address=$(field mailbox_address mmcomm-cli info)
	exec 7</dev/mmcomm
	boots=$(dmesg | grep -c 'PM: hibernation: hibernation exit')
	exits 0 "$mailbox: suspended to disk and resumed" sh -c 'echo disk >/sys/power/state'
	same "$mailbox: the kernel says so, too" $((boots + 1)) \
		"$(dmesg | grep -c 'PM: hibernation: hibernation exit')"
	exec 7<&-
	program calls 50
	same "$mailbox: it is used, and where it was" "$mailbox $address" \
		"$(field executor mmcomm-cli info) $(field mailbox_address mmcomm-cli info)"
	exits 0 "$mailbox: variables are right" mmcomm-cli var verify
	unload
	cycles=$((cycles + 1))
done
[ $cycles -gt 0 ]
result $? "at least one mailbox answers"
finish
