#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Every allocation and every copy of user memory fails once, in every ioctl, in
# open, and in loading and unloading the module. Needs a kernel with fault
# injection and kmemleak.
. /job/lib.sh

grep -q ' /sys/kernel/debug ' /proc/mounts || mount -t debugfs debugfs /sys/kernel/debug ||
	bail "debugfs cannot be mounted"
program fail-nth mmcomm.ko
finish
