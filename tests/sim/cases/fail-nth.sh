#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Every allocation and every copy of user memory fails once, in every ioctl, in
# open, and in loading and unloading both modules.
# limit: 1500
. /job/sim.sh

program fail-nth mmcomm.ko mmcomm_sim.ko
finish
