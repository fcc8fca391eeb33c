#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Parameters on Arm: those that would break a rule, which the log names, those that
# do what they say, and the safe first look with probe_only=1.
. /job/lib.sh

complement=6d6d636f-6d6d-4654-8001-000000000010
shared=0x7fe00000
length=0x200000

# refused WHAT RULE PARAMETER: insmod fails with EINVAL, and the log names the RULE.
refused() {
	mark_log
	exits 22 "$1 is refused" insmod mmcomm.ko "$3"
	new_log | grep 'mmcomm: ' >/tmp/log
	says "$1: the log names the rule" "$2" /tmp/log
	[ ! -d /sys/module/mmcomm ] || unload
}

# lies AT LENGTH PARAMETER...: one buffer, from there on, that answers.
lies() {
	at=$1
	long=$2
	shift 2
	load "$@"
	same "$*: a buffer where it is said to be" "$at $long" \
		"$(field address mmcomm-cli buffers) $(($(field length mmcomm-cli buffers)))"
	exits 0 "$*: which answers" mmcomm-cli send $complement --hex 00 -o raw
	same "$*: with the right byte" ff "$(hexdump -v -e '/1 "%02x"' /tmp/out)"
	unload
}

exits 0 "probe works without the module being loaded" mmcomm-cli probe
note "$(cat /tmp/out)"
says "it shows the conduit" "SMC conduit +- +used" /tmp/out
says "the version of MM" "MM_VERSION over SMC +- +used +version 1\.0" /tmp/out
says "and where the shared memory is" "device tree ns-buf-spm-mm $shared +used" /tmp/out
says "there is no node of the other kind" "device tree mmcomm,spm-mm +- +absent" /tmp/out
[ ! -d /sys/module/mmcomm ]
result $? "the module is gone again"
load probe_only=1
exits 0 "probe_only=1: info answers" mmcomm-cli info
exits 4 "probe_only=1: a message is refused" mmcomm-cli send $complement --hex 00
says "and probe_only is given as the reason" probe_only /tmp/said
exits 4 "probe_only=1: a bare MMI is refused" mmcomm-cli trigger 0 --yes
same "probe_only=1: nothing was sent" 0 "$(smi_count)"
unload

ram=0x$(sed -n 's/^\([0-9a-f]*\)-[0-9a-f]* : System RAM$/\1/p' /proc/iomem | head -n 1)
refused "command=256" "command=" command=256
refused "buffers=0" "buffers=" buffers=0
refused "buffers=17" "buffers=" buffers=17
refused "timeout_ms=0" "timeout_ms=" timeout_ms=0
refused "text for comm_buffers=" "comm_buffers=" comm_buffers=nonsense
refused "a buffer without length" "comm_buffers=" comm_buffers=$shared
refused "an unaligned buffer" "align|pages" comm_buffers=0x7fe00800:4096
refused "a buffer of 100 bytes" "pages" comm_buffers=$shared:100
refused "a buffer of 0 bytes" "pages" comm_buffers=$shared:0
refused "a buffer of more than 16 MiB" "at most 16 MiB" comm_buffers=$shared:0x1001000
refused "a buffer that wraps around" "wraps around" comm_buffers=0xfffffffffffff000:0x2000
refused "overlapping buffers" "overlap" comm_buffers=$shared:8192,0x7fe01000:4096
refused "a buffer in System RAM" "System RAM|no memory that the firmware says MM shares" \
	comm_buffers="$ram:4096"
refused "a buffer at page 0" "comm_buffers=" comm_buffers=0x0:4096
refused "a buffer that begins before the shared memory" \
	"System RAM|no memory that the firmware says MM shares" comm_buffers=0x7fdff000:0x2000
refused "a buffer that ends behind it" "no memory that the firmware says MM shares" \
	comm_buffers=$shared:0x201000

lies $shared $((length)) buffers=1
lies $shared 4096 comm_buffers=$shared:4096
lies 0x7fe10000 $((0x10000)) comm_buffers=0x7fe10000:0x10000
lies 0x7ffff000 4096 executor=spm_mm comm_buffers=0x7ffff000:4096
load buffers=4
same "buffers=4 makes four" 4 "$(field buffer_count mmcomm-cli info)"
program pinned 25
unload
finish
