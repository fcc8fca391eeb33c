#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Arm machines on which no MM can be talked to: the module says why, with its log
# and through probe, and makes no call that such a machine takes for a fault. What
# stands behind the case's name in the matrix is what the machine lacks.
. /job/lib.sh

lacks=$PARAMETERS
PARAMETERS=
case $lacks in
conduit)
	why="no conduit: no PSCI that tells of SMCCC 1.1"
	helps="PSCI that goes by SMC"
	;;
hvc)
	why="conduit is HVC"
	helps="PSCI that goes by SMC"
	;;
mm)
	why="MM_VERSION over SMC: .*no such call: it is built without SPM_MM"
	helps="does not speak FF-A"
	;;
version)
	why="MM_VERSION over SMC: version 2\.0: MM speaks another major version"
	helps="not found: mailbox"
	;;
sve)
	why="SMC conduit: MM may overwrite SVE and SME registers: boot with arm64.nosve"
	helps="arm64\.nosve"
	;;
*) bail "nobody said what this machine lacks" ;;
esac

# refused WHAT [PARAMETER...]: ENODEV, and the log says why.
refused() {
	what=$1
	shift
	mark_log
	exits 19 "$what: insmod fails with ENODEV" insmod mmcomm.ko "$@"
	new_log | grep 'mmcomm: ' >/tmp/log
	says "$what: the log says why" "$why" /tmp/log
	[ ! -e /dev/mmcomm ]
	result $? "$what: there is no device"
}

refused "no parameters"
note "$(cat /tmp/log)"
refused "executor=spm_mm" executor=spm_mm
refused "allow_borrow=1" allow_borrow=1
refused "allow_blind_trigger=1" allow_blind_trigger=1

# What nobody may use is no better for being named.
mark_log
exits 22 "a buffer by parameter: insmod fails with EINVAL" \
	insmod mmcomm.ko executor=spm_mm comm_buffers=0x7fe00000:0x10000
new_log | grep 'mmcomm: ' >/tmp/log
says "a buffer by parameter: the log names it" "parameter comm_buffers= at 0x7fe00000: " /tmp/log
[ ! -e /dev/mmcomm ]
result $? "a buffer by parameter: there is no device"

exits 0 "probe works without the module being loaded" mmcomm-cli probe -o json
tr -d '\n' </tmp/out | sed 's/  */ /g; s/}, *{/},\n{/g' >/tmp/places
note "$(cat /tmp/places)"
case $lacks in
conduit | hvc) says "its verdict says why" '"SMC conduit",.*"absent"' /tmp/places ;;
sve)
	grep -q -w sve /proc/cpuinfo
	result $? "the kernel uses SVE"
	says "the conduit is there and refused" '"SMC conduit",.*"refused", "reason": "MM may overwrite' \
		/tmp/places
	;;
*)
	says "the conduit is a good one" '"SMC conduit",.*"(usable|used)"' /tmp/places
	says "the verdict on MM says why" '"MM_VERSION over SMC",.*"(absent|refused|unsupported)"' /tmp/places
	;;
esac
exits 0 "probe works for people, too" mmcomm-cli probe
says "it says what is missing" "$helps" /tmp/out
[ "$lacks" != sve ] || same "and nothing of hypervisors" 0 "$(grep -c hypervisor /tmp/out)"
exits 4 "so does a module that is not loaded" mmcomm-cli module load
[ "$lacks" = version ] || says "with what would help" "$helps" /tmp/said
[ ! -d /sys/module/mmcomm ]
result $? "the module is gone again"

load probe_only=1
exits 0 "info answers with probe_only=1" mmcomm-cli info
exits 0 "buffers answers" mmcomm-cli buffers
exits 4 "a message is refused" mmcomm-cli send ed32d533-99e6-4209-9cc0-2d72cdd998a7 --hex 0b
exits 4 "a bare MMI is refused" mmcomm-cli trigger 0x00 --yes
same "no message was sent" "0 0" \
	"$(field mmis_raised mmcomm-cli info) $(field machine_stops mmcomm-cli info)"
unload
finish
