#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A case in which nothing goes wrong.
# expect: ^ok      a test that passes$
. /job/sim.sh
result 0 "a test that passes"
finish
