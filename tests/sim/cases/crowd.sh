#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Many callers at once, in every buffer, with signals and killed callers.
. /job/sim.sh

load_sim buffers=16
program sim-crowd 30
same "every buffer is still enabled" 16 \
	"$(mmcomm-cli buffers | grep -c "simulated  *enabled")"
unload_sim
finish
