#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Parameters that would break a rule: the module does not load, and the log names
# the rule. Parameters that break none do what they say.
. /job/lib.sh

# refused RULE PARAMETER...: insmod fails and the log has a line about RULE.
refused() {
	rule=$1
	shift
	mark_log
	exits 1 "$* is refused" insmod mmcomm.ko "$@"
	new_log | grep 'mmcomm: ' >/tmp/log
	says "$*: the log names the rule" "$rule" /tmp/log
	[ ! -d /sys/module/mmcomm ] || unload
}

# The first address in a line of /proc/iomem, in hexadecimal.
first_address() {
	sed -n "s/^ *\\([0-9a-f]*\\)-[0-9a-f]* : $1\$/\\1/p" /proc/iomem | tail -n 1
}

load
mailbox=$(field mailbox_address mmcomm-cli info)
buffer=$(field address mmcomm-cli buffers)
length=$(field length mmcomm-cli buffers)
note "mailbox $mailbox, buffer $buffer of $length bytes"
unload

before=$(smi_count)
ram=0x$(first_address "System RAM")
note "System RAM from $ram"

refused "command" command=2
refused "command" command=3
refused "command=" command=256
refused "buffers=" buffers=0
refused "buffers=" buffers=17
refused "timeout_ms=" timeout_ms=0
refused "timeout_ms=" timeout_ms=1001
refused "updatable_buffer_id=" updatable_buffer_id=16
refused "comm_buffers=" comm_buffers=nonsense
refused "comm_buffers=" comm_buffers="$buffer"
refused "align|whole pages" comm_buffers="$(printf '0x%x' $((buffer + 0x800))):4096"
refused "align|whole pages" comm_buffers="$buffer:100"
refused "align|whole pages" comm_buffers="$buffer:0"
refused "overlap" comm_buffers="$buffer:8192,$(printf '0x%x' $((buffer + 4096))):4096"
refused "System RAM|runtime|reserved" comm_buffers="$ram:4096"
refused "page 0|System RAM|runtime|reserved" comm_buffers=0x0:4096
refused "mailbox" comm_buffers="$(printf '0x%x' $((mailbox & ~0xfff))):4096"
refused "region|outside" comm_buffers="$buffer:0x40000000"
refused "mailbox" mailbox="$buffer"
refused "mailbox|align" mailbox="$(printf '0x%x' $((mailbox + 4)))"
refused "mailbox|runtime" mailbox="$ram"
refused "executor" executor=nosuch
same "no SMI was raised" "$before" "$(smi_count)"

mount_efivarfs
load mailbox="$mailbox" comm_buffers="$buffer:$length" command=0x55
same "mailbox= is used" "$mailbox" "$(field mailbox_address mmcomm-cli info)"
same "comm_buffers= is used" "$buffer parameter" \
	"$(field address mmcomm-cli buffers) $(field source mmcomm-cli buffers)"
program calls 100
unload
load buffers=4
same "buffers=4 makes four" 4 "$(field buffer_count mmcomm-cli info)"
program calls 100
unload
finish
