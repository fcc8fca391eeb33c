#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Kernel lockdown: a simulated MM is refused as a real one is, and the tool says
# why.
. /job/sim.sh

load_sim
exits 0 "a message is answered before" mmcomm-cli var get BootOrder
echo integrity >/sys/kernel/security/lockdown
says "lockdown is on" '\[integrity\]' /sys/kernel/security/lockdown
exits 3 "a message is refused" mmcomm-cli send sim-echo --hex 00 -o json
same "with EPERM" "EPERM lockdown not-sent" \
	"$(json-value error.errno </tmp/out) $(json-value error.reason </tmp/out) $(json-value error.progress </tmp/out)"
exits 3 "a variable is refused" mmcomm-cli var get BootOrder
says "and lockdown is given as the reason" "[Ll]ockdown" /tmp/said
exits 3 "a bare MMI is refused" mmcomm-cli trigger 0 --yes
same "INFO says so" "true true true" \
	"$(json flags.locked_communicate mmcomm-cli info) $(json flags.locked_trigger mmcomm-cli info) $(json flags.can_communicate mmcomm-cli info)"
exits 0 "a dry run still works" mmcomm-cli send sim-echo --hex 00 --dry-run -o json
same "and says that nothing could be sent" false "$(json-value can_send </tmp/out)"
exits 0 "buffers still answers" mmcomm-cli buffers
exits 0 "probe still answers" mmcomm-cli probe
unload_sim
exits 3 "an unsigned module does not load now" mmcomm-cli module load mmcomm executor=sim
finish
