#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Handlers that break the protocol: what the caller is told, and what comes after.
. /job/sim.sh

load_sim buffers=16
program sim-misbehaving

# Another executor is another firmware: retired buffers go with the old one.
rmmod mmcomm_sim
insmod mmcomm_sim.ko
mmcomm-cli buffers >/tmp/out
same "loaded again: every buffer is new" 2 "$(grep -c "simulated  *enabled" /tmp/out)"
unload_sim
finish
