#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The kernel itself never ends.
# limit: 8
# expect: ^FAILED  the guest gave no verdict \(crash or time limit\)
. /job/sim.sh
result 0 "a test that passes"
insmod mmcomm_kunit_faults.ko fault=hang
finish
