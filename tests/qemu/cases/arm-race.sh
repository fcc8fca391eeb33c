#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers of the device, a reader of efivarfs and a kernel thread that calls UEFI
# directly, all at once, over one buffer: UEFI's driver takes its start for each of its
# own messages. Not one wrong answer on any side.
. /job/lib.sh

mount_efivarfs
load comm_buffers=0x7fe00000:0x200000
insmod mmcomm_test_efi.ko || bail "mmcomm_test_efi does not load"
program race 400
rmmod mmcomm_test_efi
unload
finish
