# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# What every case in this folder uses: results in the Test Anything Protocol,
# the module, the SMI counter. A case runs in a guest as root, begins by reading
# this file, without the module being loaded, and ends with "finish".

EFIVARS=/sys/firmware/efi/efivars
results=0
failures=0

# What a case before this one left when it failed is not this one's fault.
for module in mmcomm_test_sleep mmcomm_test_api mmcomm_test_efi mmcomm_test_memory mmcomm_test_order mmcomm_bench mmcomm; do
	[ ! -d /sys/module/$module ] || rmmod $module
done

# result PASSED DESCRIPTION: one result line; PASSED is 0 for passed, as $? is.
result() {
	results=$((results + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $results - $2"
	else
		failures=$((failures + 1))
		echo "not ok $results - $2"
	fi
}

# skip DESCRIPTION REASON
skip() {
	results=$((results + 1))
	echo "ok $results - $1 # SKIP $2"
}

note() {
	echo "$*" | sed 's/^/# /'
}

# bail REASON: ends the case; its missing plan makes it a failure.
bail() {
	echo "Bail out! $*"
	exit 1
}

# same DESCRIPTION EXPECTED GOT
same() {
	[ "$2" = "$3" ]
	result $? "$1"
	[ "$2" = "$3" ] || note "expected: $2
got: $3"
}

# exits STATUS DESCRIPTION COMMAND...: checks a command's exit status. What it said
# is in /tmp/out, /tmp/err and, both, /tmp/said afterwards, and shown when the
# status differs. busybox's insmod ends with errno.
exits() {
	expected=$1
	description=$2
	shift 2
	status=0
	"$@" >/tmp/out 2>/tmp/err </dev/null || status=$?
	cat /tmp/out /tmp/err >/tmp/said
	[ "$status" -eq "$expected" ]
	result $? "$description"
	[ "$status" -eq "$expected" ] || note "$* ended with $status, expected $expected
$(cat /tmp/said)"
}

# says DESCRIPTION REGEX FILE: a line of a file matches.
says() {
	grep -q -E -- "$2" "$3"
	result $? "$1"
	grep -q -E -- "$2" "$3" || note "no line matches: $2
$(head -n 30 "$3")"
}

# program COMMAND...: one of the guest's test programs. Its results count as the
# case's own and come out as they are made, so that a hang shows where it was.
program() {
	{
		"$@" 2>&1 </dev/null
		echo $? >/tmp/status
	} | tee /tmp/program | grep -v '^1\.\.'
	grep -q '^1\.\.' /tmp/program || bail "$* ended early, status $(cat /tmp/status)"
	results=$((results + $(grep -c -E '^(not )?ok ' /tmp/program)))
	failed=$(grep -c '^not ok ' /tmp/program)
	failures=$((failures + failed))
	[ "$failed" -gt 0 ] || same "$*: exit status" 0 "$(cat /tmp/status)"
}

# load [PARAMETER...]: the module must load, with the parameter that stands behind
# the case's name in the matrix, too.
load() {
	set -- ${PARAMETERS:+"$PARAMETERS"} "$@"
	insmod mmcomm.ko "$@" >/tmp/insmod 2>&1 && return
	note "$(cat /tmp/insmod; dmesg | grep mmcomm | tail -n 5)"
	bail "insmod mmcomm.ko $* failed"
}

# The test firmware: what its switch says for a key, nothing where it has none.
published() {
	tr ' ' '\n' </sys/firmware/qemu_fw_cfg/by_name/opt/org.mmcomm/publish/raw 2>/dev/null |
		sed -n "s/^$1=//p"
}

# And its mailboxes that answer, as executor= names them.
mailboxes() {
	if [ "$(uname -m)" = aarch64 ]; then
		echo spm_mm
		return
	fi
	echo smmc
	[ "$(published uefi)" != pointer ] || echo acpi_uefi
	case $(published standalone) in edk2 | mu) echo status_block ;; esac
}

# Sleep is given up where a process does not stop in time: 20 s, unless told otherwise.
patient_freezer() {
	echo 300000 >/sys/power/pm_freeze_timeout || bail "pm_freeze_timeout cannot be set"
}

# at_work WHEN: a caller that leaves a line in /tmp/caller for each call, "right" where
# it was, gets answers. The first of them it may have had before.
at_work() {
	goal=$(($(grep -c right /tmp/caller) + 2))
	tries=0
	while [ "$(grep -c right /tmp/caller)" -lt $goal ] && [ $tries -lt 1200 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	[ "$(grep -c right /tmp/caller)" -ge $goal ]
	result $? "a caller is at work $1"
}

# sleep_at_work CALLER STATE DESCRIPTION: three times to sleep and back, with a caller
# at work that runs until /tmp/stop is there. Besides lines as for at_work it may leave
# "refused", on the way to sleep.
sleep_at_work() {
	"$1" >/tmp/caller 2>&1 &
	caller=$!
	at_work "before"
	for _ in 1 2 3; do
		exits 0 "$3" sh -c "echo $2 >/sys/power/state"
		at_work "after that"
	done
	touch /tmp/stop
	wait $caller
	same "each time, says the kernel" 3 "$(cat /sys/power/suspend_stats/success)"
	note "a caller at work meanwhile: $(sort /tmp/caller | uniq -c | tr '\n' ' ')"
	same "it got right answers, or was told to try later" "" \
		"$(grep -v -x -e right -e refused /tmp/caller)"
}

unload() {
	rmmod mmcomm || bail "rmmod mmcomm failed"
}

# What the kernel's log gained since mark_log; new_log -r has the levels, too.
mark_log() {
	echo "case: mark $$ $results" >/dev/kmsg
	log_mark="case: mark $$ $results"
}

new_log() {
	dmesg "$@" | awk -v mark="$log_mark" 'found { print } index($0, mark) { found = 1 }'
}

# SMIs that a CPU has seen, from MSR_SMI_COUNT; every CPU sees every SMI. Ends the
# case where the counter cannot be read, from within $(smi_count) too. An Arm machine
# counts nothing: there it is the driver's count, since it was loaded.
smi_count() {
	if [ "$(uname -m)" = aarch64 ]; then
		field mmis_raised mmcomm-cli info
		return
	fi
	smi_counter=$(dd if="/dev/cpu/${1:-0}/msr" bs=8 skip=52 iflag=skip_bytes count=1 2>/dev/null |
		hexdump -n 4 -e '1/4 "%u\n"')
	case $smi_counter in
	"" | *[!0-9]*)
		# To the case's own output, and to the case itself: this may be a subshell.
		echo "Bail out! CPU ${1:-0}: MSR_SMI_COUNT (0x34) cannot be read" >&2
		kill -TERM $$
		exit 1
		;;
	esac
	echo "$smi_counter"
}

# On Arm nobody has set it, unless it was set through MM.
have_boot_order() {
	[ "$(uname -m)" != aarch64 ] || mm-variables boot-order >/tmp/said ||
		bail "BootOrder cannot be set: $(cat /tmp/said)"
}

mount_efivarfs() {
	[ -d /sys/firmware/efi ] || [ "$(uname -m)" != aarch64 ] || return 0
	grep -q " $EFIVARS " /proc/mounts || mount -t efivarfs efivarfs $EFIVARS ||
		bail "efivarfs cannot be mounted"
}

# field NAME COMMAND...: a number or word from a command's JSON.
field() {
	name=$1
	shift
	"$@" -o json | tr -s ',{}' '\n' | sed -n "s/^[[:space:]]*\"$name\": *\"\\{0,1\\}\\([^\"]*\\)\"\\{0,1\\} *\$/\\1/p" | head -n 1
}

finish() {
	echo "1..$results"
	[ "$failures" -eq 0 ]
	exit
}
