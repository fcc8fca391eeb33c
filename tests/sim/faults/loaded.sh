#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A module that is in use when the case is over.
# expect: guest: FAILED to unload mmcomm$
. /job/sim.sh
load executor=sim
sleep 1000 3<>/dev/mmcomm &
result 0 "a test that passes"
finish
