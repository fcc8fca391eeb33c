#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Kernel lockdown switched on after loading: nothing reaches MM any more, not
# even through a file that was open before, and the device still says why.
. /job/lib.sh

variable_handler=ed32d533-99e6-4209-9cc0-2d72cdd998a7

load
exits 0 "a message is answered before" mmcomm-cli var get BootOrder
# Through one open file, before and after; switches lockdown on.
program ioctl-lockdown
says "lockdown is on" '\[integrity\]' /sys/kernel/security/lockdown
before=$(smi_count)

exits 3 "a message is refused now" mmcomm-cli send $variable_handler --hex 0b
says "and lockdown is given as the reason" "[Ll]ockdown" /tmp/said
exits 3 "a variable is refused" mmcomm-cli var get BootOrder
exits 3 "a bare MMI is refused" mmcomm-cli trigger 0x00 --yes
says "and lockdown is given as the reason, too" "[Ll]ockdown" /tmp/said
exits 0 "info still answers" mmcomm-cli info
says "and shows lockdown" "[Ll]ock" /tmp/out
exits 0 "probe still answers" mmcomm-cli probe
mmcomm-cli watch >/dev/null 2>/tmp/watched </dev/null &
watcher=$!
for _ in $(seq 1200); do
	! grep -q Watching /tmp/watched || break
	sleep 0.1
done
echo confidentiality >/sys/kernel/security/lockdown
status=0
wait $watcher || status=$?
same "lockdown's stricter mode ends a watch" 3 $status
says "which says so" "cannot|not permitted" /tmp/watched
exits 3 "and refuses another one" mmcomm-cli watch
says "and the mode is named" "lockdown \(confidentiality\) refuses tracing" /tmp/err
same "no trace instance is left" "" "$(ls /sys/kernel/tracing/instances)"
same "no SMI was raised" "$before" "$(smi_count)"

unload
exits 3 "an unsigned module does not load now" mmcomm-cli module load
says "and the reason is named" "[Ll]ockdown|sign" /tmp/said
finish
