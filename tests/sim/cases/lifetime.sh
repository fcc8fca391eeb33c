#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers that are signalled, killed or stopped, and memory that does not answer.
# limit: 1200
. /job/sim.sh

load_sim buffers=4
program lifetime
program lifetime memory
unload_sim
finish
