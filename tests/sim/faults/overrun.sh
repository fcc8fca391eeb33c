#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A write behind the end of a piece of memory.
# expect: KASAN: slab-out-of-bounds
. /job/sim.sh
insmod mmcomm_kunit_faults.ko fault=overrun
result $? "a test that passes"
finish
