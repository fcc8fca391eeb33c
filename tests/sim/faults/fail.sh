#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A test that fails, with what explains it.
# expect: ^FAILED  a test that fails
# expect: expected: apples
. /job/sim.sh
result 0 "a test that passes"
same "a test that fails" apples pears
finish
