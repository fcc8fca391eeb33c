#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Parameters that would break a rule: the module does not load, and the log names
# the rule. Parameters that break none do what they say.
. /job/lib.sh

# refused WHAT RULE PARAMETER: insmod fails with EINVAL, and the log has a line
# about RULE.
refused() {
	mark_log
	exits 22 "$1 is refused" insmod mmcomm.ko "$3"
	new_log | grep 'mmcomm: ' >/tmp/log
	says "$1: the log names the rule" "$2" /tmp/log
	[ ! -d /sys/module/mmcomm ] || unload
}

# unused WHAT RULE PARAMETER: the module may load for what else it can do, but no
# message can be sent, and log and probe say which RULE was broken.
unused() {
	mark_log
	if insmod mmcomm.ko "$3" 2>/tmp/said; then
		exits 4 "$1: no message can be sent" \
			mmcomm-cli send ed32d533-99e6-4209-9cc0-2d72cdd998a7 --hex 0b
		exits 0 "$1: probe answers" mmcomm-cli probe -o json
		says "$1: probe names the rule" "$2" /tmp/said
		unload
	fi
	new_log | grep 'mmcomm: ' >/tmp/log
	says "$1: the log names the rule" "$2" /tmp/log
}

hex() {
	printf '0x%x' "$1"
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

refused "command=2, ACPI enable," "command" command=2
refused "command=3, ACPI disable," "command" command=3
refused "command=256" "command=" command=256
refused "buffers=0" "buffers=" buffers=0
refused "buffers=17" "buffers=" buffers=17
refused "timeout_ms=0" "timeout_ms=" timeout_ms=0
refused "timeout_ms=1001" "timeout_ms=" timeout_ms=1001
refused "updatable_buffer_id=16" "updatable_buffer_id=" updatable_buffer_id=16
refused "text for comm_buffers=" "comm_buffers=" comm_buffers=nonsense
refused "a buffer without length" "comm_buffers=" comm_buffers="$buffer"
refused "an unaligned buffer" "align|pages" comm_buffers="$(hex $((buffer + 0x800))):4096"
refused "a buffer of 100 bytes" "pages" comm_buffers="$buffer:100"
refused "a buffer of 0 bytes" "pages" comm_buffers="$buffer:0"
refused "a buffer of more than 16 MiB" "at most 16 MiB" comm_buffers="$buffer:0x1001000"
refused "a buffer that wraps around" "wraps around" comm_buffers=0xfffffffffffff000:0x2000
refused "overlapping buffers" "overlap" \
	comm_buffers="$buffer:8192,$(hex $((buffer + 4096))):4096"
refused "a buffer in System RAM" "is System RAM" comm_buffers="$ram:4096"
refused "a buffer at page 0" "page|region|memory map" comm_buffers=0x0:4096
refused "a buffer over the mailbox" "is not reserved, ACPI NVS or runtime-services data" \
	comm_buffers="$(hex $((mailbox & ~0xfff))):4096"
refused "a buffer past its region" "region|System RAM|longer" comm_buffers="$buffer:$(hex $((ram - buffer + 4096)))"
refused "a mailbox that is none" "parameter mailbox= at .*no signature" mailbox="$buffer"
refused "an unaligned mailbox" "is not 8-byte aligned" mailbox="$(hex $((mailbox + 4)))"
refused "a mailbox in System RAM" "does not lie inside one region of runtime memory" mailbox="$ram"
unused "an executor that nobody has registered" "nosuch|executor" executor=nosuch
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
