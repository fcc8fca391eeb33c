#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Memory that nobody frees.
# expect: kmemleak: unreferenced object
. /job/sim.sh
insmod mmcomm_kunit_faults.ko fault=leak
result $? "a test that passes"
finish
