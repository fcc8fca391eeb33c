#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The kernel crashes.
# expect: ^FAILED  the guest gave no verdict \(crash or time limit\)
# expect: Kernel panic - not syncing
. /job/sim.sh
result 0 "a test that passes"
insmod mmcomm_kunit_faults.ko fault=crash
finish
