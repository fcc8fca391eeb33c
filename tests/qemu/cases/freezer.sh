#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers at work while the system goes to sleep: refused on the way, and frozen.
. /job/lib.sh

patient_freezer
load
insmod mmcomm_test_sleep.ko || bail "mmcomm_test_sleep does not load"
program freezer 5
rmmod mmcomm_test_sleep
unload
finish
