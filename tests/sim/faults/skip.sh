#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A test that is left out is not one that passes.
# expect: ^skipped a test: on purpose$
. /job/sim.sh
skip "a test" "on purpose"
finish
