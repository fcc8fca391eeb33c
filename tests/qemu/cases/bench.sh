#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# That the benchmark runs: right answers, one stop of the machine a call. Its times
# are for `make bench`.
. /job/lib.sh

mount_efivarfs
load
insmod mmcomm_bench.ko || bail "mmcomm_bench does not load"
program bench 10
rmmod mmcomm_bench || bail "rmmod mmcomm_bench failed"
unload
finish
