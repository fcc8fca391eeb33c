#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Suspend as far as the kernel can test it: sleep notifiers, frozen processes,
# suspended devices. A caller at work meanwhile gets right answers or is told to
# try later, and afterwards all is as it was.
. /job/sim.sh

call_until_stopped() {
	while [ ! -e /tmp/stop ]; do
		if mmcomm-cli var get BootOrder -o raw >/tmp/now 2>/tmp/why; then
			cmp /tmp/now /tmp/known && echo right
		elif grep -q -i sleep /tmp/why; then
			echo refused
		else
			cat /tmp/why
		fi
	done
}

# Until the caller has one more right answer, however slow the machine is.
await_answer() {
	answers=$(grep -c right /tmp/caller)
	for _ in $(seq 6000); do
		[ "$(grep -c right /tmp/caller)" -eq "$answers" ] || return 0
		usleep 10000
	done
}

load_sim buffers=4
exits 4 "a buffer is retired" mmcomm-cli send sim-hang --hex 00
mmcomm-cli buffers >/tmp/before
mmcomm-cli var get BootOrder -o raw >/tmp/known || bail "BootOrder cannot be read"
echo 0 >/sys/module/suspend/parameters/pm_test_delay
call_until_stopped >/tmp/caller 2>&1 &
caller=$!
for level in freezer devices platform freezer devices platform; do
	await_answer
	usleep 300000
	echo $level >/sys/power/pm_test
	exits 0 "suspended, level $level" sh -c 'echo freeze >/sys/power/state'
done
await_answer
touch /tmp/stop
wait $caller
same "each time, says the kernel" 6 "$(cat /sys/power/suspend_stats/success)"
note "a caller at work meanwhile: $(sort /tmp/caller | uniq -c | tr '\n' ' ')"
same "it got right answers, or was told to try later" "" \
	"$(grep -v -x -e right -e refused /tmp/caller)"
[ "$(grep -c right /tmp/caller)" -ge 6 ]
result $? "and was at work all the time"
mmcomm-cli buffers >/tmp/after
cmp /tmp/before /tmp/after
result $? "the buffers are what they were, the retired one, too"
same "sleep is over" false "$(json flags.sleeping mmcomm-cli info)"
unload_sim
finish
