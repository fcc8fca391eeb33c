#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The simulated MM is unloaded and loaded under an open file and calls.
. /job/sim.sh

load_sim
exec 3<>/dev/mmcomm
exits 0 "rmmod mmcomm_sim works under an open file" rmmod mmcomm_sim
same "no executor is left" "" "$(json executor mmcomm-cli info)"
same "nothing is simulated any more" false "$(json simulated mmcomm-cli info)"
same "no buffer is left" 0 "$(json length mmcomm-cli buffers)"
exits 4 "a message is refused" mmcomm-cli send sim-echo --hex 00 -o json
same "with ENODEV" ENODEV "$(json-value error.errno </tmp/out)"
same "because the provider has gone" provider-gone "$(json-value error.reason </tmp/out)"
same "and was not sent" not-sent "$(json-value error.progress </tmp/out)"
exits 0 "the module comes back" insmod mmcomm_sim.ko
same "the executor is sim again" sim "$(json executor mmcomm-cli info)"
exec 3>&-

program sim-gone /root/mmcomm_sim.ko 20
unload_sim
finish
