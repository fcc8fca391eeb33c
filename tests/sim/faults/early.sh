#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A case that ends before its plan.
# expect: ^FAILED  the case ended early, without a plan
. /job/sim.sh
result 0 "a test that passes"
exit 0
