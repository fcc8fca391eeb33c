#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# mmcomm-fuzz on Arm: threads that call the simulated MM at the same time, and a
# simulator that comes and goes. Then what is harmless, with StandaloneMm.
. /job/lib.sh

# The same calls each time; arm-fuzz:SEED in the matrix makes others.
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
fuzz "four threads: every outcome as it has to be" --threads 4 --seconds 20
fuzz "handlers that never finish, and a simulator that is loaded again" \
	--retire mmcomm_sim.ko --seconds 10
rmmod mmcomm_sim || bail "rmmod mmcomm_sim failed"
unload

load
same "StandaloneMm: messages go by SMC" spm_mm "$(field executor mmcomm-cli info)"
fuzz "StandaloneMm: every outcome as it has to be" --real --threads 2 --seconds 15
for reached in 'COMMUNICATE *success' 'reason NO_HANDLER'; do
	grep -q -E "^reached: $reached +[1-9]" /tmp/fuzz
	result $? "StandaloneMm: reached $reached"
done
unload
finish
