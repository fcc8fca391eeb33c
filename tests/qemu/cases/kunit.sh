#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The KUnit suites of tests/kunit, on a kernel that has KUnit. What they leave in
# the kernel's log is this case's output, and tests/kunit/ktap.py the judge of it.

dmesg -c >/dev/null
insmod mmcomm.ko executor=mock enable_comm_buffer_updates=1 updatable_buffer_id=1 || exit
insmod mmcomm_kunit.ko || exit
rmmod mmcomm_kunit || exit
rmmod mmcomm || exit
echo "guest: done" >/dev/kmsg
dmesg
