#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Firmware's memory is as it was: after loading and unloading 100 times, and
# after 1,000 calls, all EFI runtime memory but what firmware writes itself.
. /job/lib.sh

mount_efivarfs
load
insmod mmcomm_test_memory.ko || bail "mmcomm_test_memory does not load"
program memory control
unload

program memory snapshot
loaded=0
while [ $loaded -lt 100 ]; do
	load
	unload
	loaded=$((loaded + 1))
	[ $((loaded % 25)) -ne 0 ] || note "loaded and unloaded $loaded times"
done
same "loaded and unloaded 100 times" 100 $loaded
program memory compare

load
program memory snapshot
program calls 1000
program memory compare
unload
program memory compare
rmmod mmcomm_test_memory
finish
