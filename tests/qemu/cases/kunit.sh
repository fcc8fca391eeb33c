#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The KUnit suites of tests/kunit and tests/kunit/sim, on a kernel that has KUnit.
# What they leave in the kernel's log is this case's output, and tests/kunit/ktap.py
# the judge of it.

dmesg -c >/dev/null
insmod mmcomm.ko executor=mock enable_comm_buffer_updates=1 updatable_buffer_id=1 || exit
insmod mmcomm_kunit.ko || exit
rmmod mmcomm_kunit || exit
rmmod mmcomm || exit

# Against the simulated MM: all but the sizes and the crowds, tens of thousands of
# calls, which an emulated processor has no time for.
# Without a line end, which would be part of the pattern.
printf "sim_[!s]*" >/sys/module/kunit/parameters/filter_glob || exit
insmod mmcomm.ko executor=sim || exit
insmod mmcomm_sim.ko buffers=3 || exit
insmod mmcomm_kunit_sim.ko || exit
rmmod mmcomm_kunit_sim || exit
rmmod mmcomm_sim || exit
rmmod mmcomm || exit
echo "guest: done" >/dev/kmsg
dmesg
