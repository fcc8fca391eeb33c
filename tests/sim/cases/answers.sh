#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Handlers that behave: every length, both headers, windows, statuses, buffers.
. /job/sim.sh

load_sim
program sim-answers
unload_sim
finish
