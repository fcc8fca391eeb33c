#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The kernel warns.
# expect: WARNING: CPU
. /job/sim.sh
insmod mmcomm_kunit_faults.ko fault=warn
result $? "a test that passes"
finish
