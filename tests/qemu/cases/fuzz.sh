#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# mmcomm-fuzz on more than one CPU: threads that call the simulated MM at the same
# time, structures that are rewritten during the call, signals, children killed in
# mid-call. Then what is harmless, with the machine's own firmware.
. /job/lib.sh

# The same calls each time; fuzz:SEED in the matrix makes others.
seed=${PARAMETERS:-1}
PARAMETERS=

# fuzz DESCRIPTION ARGUMENT...: no violation. Comes out as it is made, so that a
# hang shows where it was.
fuzz() {
	description=$1
	shift
	{
		mmcomm-fuzz --seed "$seed" "$@" 2>&1
		echo $? >/tmp/status
	} | tee /tmp/fuzz | grep -v '^reached: ' | sed 's/^/# /'
	[ "$(cat /tmp/status)" = 0 ] && grep -q ': no violation$' /tmp/fuzz
	result $? "$description"
}

load executor=sim timeout_ms=1
insmod mmcomm_sim.ko buffers=3 || bail "mmcomm_sim does not load"
# met: whether calls were raced, and children killed, in one run of the fuzzer.
met() {
	grep -q -E ' [1-9][0-9]* raced, ' /tmp/fuzz &&
		grep -q -E ' [1-9][0-9]* children killed$' /tmp/fuzz
}

fuzz "four threads: every outcome as it has to be" --threads 4 --seconds 60
# Where a minute is not much, several are.
for _ in 1 2 3 4; do
	! met || break
	fuzz "four threads: every outcome as it has to be" --threads 4 --seconds 120
done
met
result $? "four threads: calls were raced and killed"
fuzz "handlers that never finish, and a simulator that is loaded again" \
	--retire mmcomm_sim.ko --seconds 15
rmmod mmcomm_sim || bail "rmmod mmcomm_sim failed"
unload

load
fuzz "real firmware: every outcome as it has to be" --real --threads 2 --seconds 15
unload
finish
