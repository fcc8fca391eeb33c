#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Locks taken in both orders.
# expect: possible circular locking dependency
. /job/sim.sh
insmod mmcomm_kunit_faults.ko fault=order
result $? "a test that passes"
finish
