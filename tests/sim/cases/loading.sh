#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What loads in which order, what is refused, and how one sees that MM is not
# real. busybox's insmod ends with errno.
. /job/sim.sh

EPERM=1 ENOENT=2 EEXIST=17 ENODEV=19 EINVAL=22

mark_log
exits $ENODEV "no MM on this machine: mmcomm does not load" insmod mmcomm.ko
new_log >/tmp/log
says "the log says so" "mmcomm: no Management Mode that can be talked to was found" /tmp/log
says "and where it was looked" "mmcomm: ACPI FADT SMI_CMD: this architecture has no I/O ports" /tmp/log
[ ! -e /dev/mmcomm ]
result $? "there is no device"

exits $ENOENT "mmcomm_sim does not load without mmcomm" insmod mmcomm_sim.ko

mark_log
load executor=sim
new_log >/tmp/log
says "mmcomm waits for the executor that it was told" "mmcomm: waiting for executor sim" /tmp/log
exits $EEXIST "mmcomm loads once" insmod mmcomm.ko executor=sim
same "without it there is no executor" "" "$(json executor mmcomm-cli info)"
same "nothing is simulated" false "$(json simulated mmcomm-cli info)"
same "no message can be sent" false "$(json flags.can_communicate mmcomm-cli info)"
exits 4 "a message is refused" mmcomm-cli send variable --hex 0b -o json
same "for want of a mailbox" "ENODEV no-mailbox not-sent" \
	"$(json-value error.errno </tmp/out) $(json-value error.reason </tmp/out) $(json-value error.progress </tmp/out)"

for wrong in buffers=0 buffers=17 buffer_len=0 buffer_len=4095 buffer_len=5000 \
	buffer_len=16781312 handlers=echo handlers=behaving,none; do
	mark_log
	exits $EINVAL "mmcomm_sim refuses $wrong" insmod mmcomm_sim.ko $wrong
	new_log >/tmp/log
	says "and says why" "mmcomm_sim: ${wrong%%=*}=" /tmp/log
done

mark_log
exits 0 "mmcomm_sim loads" insmod mmcomm_sim.ko
new_log >/tmp/log
says "the log says that it is simulated" \
	"mmcomm: executor sim registered: simulated, not firmware" /tmp/log
exits $EEXIST "mmcomm_sim loads once" insmod mmcomm_sim.ko
same "INFO names it" sim "$(json executor mmcomm-cli info)"
same "INFO says that it is simulated" true "$(json simulated mmcomm-cli info)"
same "the flag, too" true "$(json flags.simulated mmcomm-cli info)"
exits 0 "info as a table" mmcomm-cli info
says "begins with a warning" "^SIMULATED:? +MM is simulated" /tmp/out
says "and has no word of real firmware" "^Executor:? +sim \\(simulated: not firmware\\)" /tmp/out
exits 0 "probe" mmcomm-cli probe
says "says so, too" "simulated: not firmware" /tmp/out

exits 1 "mmcomm stays while mmcomm_sim uses it" rmmod mmcomm
unload_sim

mark_log
load executor=other
exits $EPERM "mmcomm that waits for another executor refuses mmcomm_sim" insmod mmcomm_sim.ko
new_log >/tmp/log
says "the log says why" "mmcomm_sim: mmcomm was loaded to wait for another executor" /tmp/log
unload

load probe_only=1
exits 0 "mmcomm_sim loads beside probe_only=1" insmod mmcomm_sim.ko
same "but no message can be sent" false "$(json flags.can_communicate mmcomm-cli info)"
exits 4 "and none is" mmcomm-cli send variable --hex 0b -o json
same "because of probe_only" "EOPNOTSUPP probe-only" \
	"$(json-value error.errno </tmp/out) $(json-value error.reason </tmp/out)"
unload_sim

load executor=sim timeout_ms=7
insmod mmcomm_sim.ko
same "mmcomm's own parameters count" 7 "$(json timeout_ms mmcomm-cli info)"
unload_sim

for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	load_sim
	if ! mmcomm-cli var get BootOrder >/tmp/out 2>&1; then
		note "$(cat /tmp/out)"
		break
	fi
	unload_sim
done
same "loaded and unloaded 20 times" 20 "$round"
same "no trace of either is left" "" "$(grep mmcomm /proc/modules /proc/misc)"
finish
