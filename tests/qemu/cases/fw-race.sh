#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Test firmware: the case race, shorter, through each mailbox.
. /job/lib.sh

mount_efivarfs
for mailbox in $(mailboxes); do
	load executor="$mailbox"
	insmod mmcomm_test_efi.ko || bail "mmcomm_test_efi does not load"
	program race 200
	rmmod mmcomm_test_efi
	unload
done
finish
