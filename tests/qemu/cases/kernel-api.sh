#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The services for other kernel modules, used by one in the guest.
. /job/lib.sh

load buffers=2
insmod mmcomm_test_api.ko || bail "mmcomm_test_api does not load"
program test-api
exits 1 "mmcomm stays while another module uses it" rmmod mmcomm
rmmod mmcomm_test_api
unload

load
half=$(test-api first-half) || bail "there is no room for a buffer of half the size: $half"
unload
load enable_comm_buffer_updates=1 comm_buffers="$half"
insmod mmcomm_test_api.ko || bail "mmcomm_test_api does not load"
program test-api update
rmmod mmcomm_test_api
unload
finish
