#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A kernel booted with efi=noruntime, on firmware with SMM: the module does not
# load, names the parameter, and triggers nothing.
. /job/lib.sh

says "the kernel was booted with efi=noruntime" "(^| )efi=noruntime( |\$)" /proc/cmdline
before=$(smi_count)

mark_log
exits 19 "insmod fails with ENODEV" insmod mmcomm.ko
new_log | grep 'mmcomm: ' >/tmp/log
note "$(cat /tmp/log)"
says "the log says that there is no EFI runtime" "no EFI runtime" /tmp/log
says "and names the parameter" "efi=noruntime" /tmp/log
[ ! -e /dev/mmcomm ]
result $? "there is no device"
[ ! -d /sys/module/mmcomm ]
result $? "the module is not there"
same "no SMI was raised" "$before" "$(smi_count)"
finish
