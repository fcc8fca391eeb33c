#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A case without a test.
# expect: ^FAILED  the case tested nothing
. /job/sim.sh
finish
