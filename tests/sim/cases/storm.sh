#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Both modules are loaded and unloaded again and again under callers.
. /job/sim.sh

program storm mmcomm.ko mmcomm_sim.ko
finish
