#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# mmcomm-fuzz against the simulated MM: random calls, each with a known outcome.
# CASE_CALLS= says how many, one million without it (CASE_LIMIT= allows more time),
# CASE_SEED= which, those of seed 1 without it. Fewer than 100000 calls do not reach
# everything.
# limit: 1800
. /job/sim.sh

calls=${CASE_CALLS:-1000000}
seed=${CASE_SEED:-1}

# fuzz DESCRIPTION ARGUMENT...: no violation. What it reached is in /tmp/fuzz.
fuzz() {
	description=$1
	shift
	mmcomm-fuzz --seed "$seed" "$@" >/tmp/fuzz 2>&1
	status=$?
	[ $status -eq 0 ] && grep -q ': no violation$' /tmp/fuzz
	passed=$?
	result $passed "$description"
	# First, as the end of a log may show no more of this.
	[ $passed -eq 0 ] || note "mmcomm-fuzz --seed $seed $*: status $status
$(grep -e '^violation: ' -e '^again: ' /tmp/fuzz)"
	grep -v '^reached: ' /tmp/fuzz | sed 's/^/# /'
}

# Reaching a place says that it was right there; not reaching it says nothing.
reached() {
	for what in "$@"; do
		grep -q "^reached: $what " /tmp/fuzz || missing="$missing, $what"
	done
}

load executor=sim timeout_ms=1
insmod mmcomm_sim.ko buffers=3 || bail "mmcomm_sim does not load"
fuzz "random calls: every outcome as it has to be" --calls "$calls"
missing=
for kind in INFO BUFFERS DISCOVERY; do
	for error in success EINVAL EFAULT E2BIG; do
		reached "$kind *$error"
	done
done
for error in success EINVAL EFAULT E2BIG ENOENT EMSGSIZE EIO EBADMSG; do
	reached "COMMUNICATE *$error"
done
reached "TRIGGER *EINVAL" "TRIGGER *EFAULT" "TRIGGER *E2BIG" "TRIGGER *EOPNOTSUPP" \
	"unknown *ENOTTY"
for reason in NONE FLAGS RESERVED ZERO_GUID MARKER_GUID EMPTY_REQUEST MESSAGE_LEN WINDOW_LEN \
	RELOCATION HEADER_VERSION OVERLAP COMMAND NO_TRIGGER REQUEST_MEMORY RESPONSE_MEMORY \
	TOO_LONG NO_SUCH_BUFFER NOT_TAKEN RECIPIENT_CHANGED LENGTH_CHANGED SIZE_BELOW_HEADER \
	SIZE_ABOVE_BUFFER GUARD_CHANGED; do
	reached "reason $reason"
done
same "random calls: every errno and reason was reached" "" "$missing"

fuzz "threads, and structures that change during the call" --threads 4 \
	--calls $((calls / 20))
grep -q -E ' [1-9][0-9]* raced, ' /tmp/fuzz
result $? "threads: calls were raced"

fuzz "handlers that never finish, and a simulator that is loaded again" \
	--retire /root/mmcomm_sim.ko --calls $((calls / 10))
missing=
reached "COMMUNICATE *ETIMEDOUT" "COMMUNICATE *ENODEV" "reason TIMEOUT" \
	"reason BUFFER_NOT_ENABLED" "reason NO_BUFFER"
same "handlers that never finish: what follows from them was reached" "" "$missing"

unload_sim
finish
