#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers that are stopped or frozen in the middle of whatever they do, and calls
# while the system goes to sleep.
. /job/lib.sh

load
insmod mmcomm_test_sleep.ko || bail "mmcomm_test_sleep does not load"
program freezer 20
rmmod mmcomm_test_sleep
unload
finish
