#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A case that never ends.
# limit: 8
# expect: ^FAILED  the guest gave no verdict \(crash or time limit\)
. /job/sim.sh
result 0 "a test that passes"
while :; do :; done
