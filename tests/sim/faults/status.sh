#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A case whose tests pass and which fails.
# expect: ^FAILED  the case ended with status 3 and no failed test
. /job/sim.sh
result 0 "a test that passes"
echo "1..1"
exit 3
