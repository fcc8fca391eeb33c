#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Which error wins where a call deserves several, with the firmware's MM.
. /job/lib.sh

load
program order
insmod mmcomm_test_order.ko || bail "mmcomm_test_order does not load"
program order kernel
rmmod mmcomm_test_order
insmod mmcomm_test_api.ko || bail "mmcomm_test_api does not load"
echo veto >/sys/module/mmcomm_test_api/parameters/command || bail "no veto"
program order no-trigger
rmmod mmcomm_test_api
unload
load probe_only=1
program order probe-only
unload
finish
