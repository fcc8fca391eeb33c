#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers of the device, a reader of efivarfs and a kernel thread that calls the
# firmware directly, all at once: not one wrong answer on any side.
. /job/lib.sh

mount_efivarfs
load
insmod mmcomm_test_efi.ko || bail "mmcomm_test_efi does not load"
program race 2000
rmmod mmcomm_test_efi
unload
finish
