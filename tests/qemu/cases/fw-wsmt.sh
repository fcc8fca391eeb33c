#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: its WSMT says that MM takes messages from fixed memory alone.
# A buffer outside the region table is refused before any MMI, and one inside does
# not move out of it.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001

load
exits 0 "info answers" mmcomm-cli info
says "it shows the WSMT" "WSMT" /tmp/out
exits 0 "a message is answered in a buffer of the table's" \
	mmcomm-cli send $echo_handler --hex 010203
same "which is the only source" "region-table" \
	"$(mmcomm-cli buffers -o json | sed -n 's/.*"source": "\([a-z-]*\)".*/\1/p' | sort -u)"
unload

# Some page that may hold messages, as far as the memory map goes.
page=0x$(sed -n 's/^ *\([0-9a-f]*\)-[0-9a-f]* : ACPI Non-volatile Storage$/\1/p' /proc/iomem |
	grep '000$' | head -n 1)
before=$(smi_count)
mark_log
exits 22 "a buffer outside the table is refused" insmod mmcomm.ko comm_buffers="$page:4096"
new_log | grep 'mmcomm: ' >/tmp/log
says "with the WSMT as the reason" "WSMT" /tmp/log
same "without an MMI" "$before" "$(smi_count)"

load
half=$(test-api first-half) || bail "there is no buffer: $half"
unload
load enable_comm_buffer_updates=1 comm_buffers="$half"
insmod mmcomm_test_api.ko || bail "mmcomm_test_api does not load"
program test-api update
exits 0 "buffers answers" mmcomm-cli buffers -o json
cp /tmp/out /tmp/buffers
before=$(smi_count)
mark_log
! echo "update 0 $page 4096" 2>/tmp/err >/sys/module/mmcomm_test_api/parameters/command
result $? "a move out of the table is refused"
says "as an invalid argument" "Invalid argument" /tmp/err
new_log | grep 'mmcomm: ' >/tmp/log
says "with the WSMT as the reason" "buffer 0 is not moved to $page: .* by the WSMT" /tmp/log
same "without an MMI" "$before" "$(smi_count)"
exits 0 "buffers answers again" mmcomm-cli buffers -o json
cmp /tmp/buffers /tmp/out >/tmp/said
result $? "every buffer is where it was"
exits 0 "and takes messages" mmcomm-cli send $echo_handler --hex 010203
rmmod mmcomm_test_api
unload
finish
