#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Which error wins where a call deserves several, in each state that the module can
# be in without firmware. Lockdown comes last: it stays.
. /job/sim.sh

load_sim
program order
rmmod mmcomm_sim
program order provider-gone
unload
load executor=sim
program order no-mailbox
unload
load probe_only=1 executor=sim
program order probe-only
unload
load_sim
program order lockdown
unload_sim
finish
