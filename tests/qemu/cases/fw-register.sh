#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: an invocation register behind which nobody answers. It comes
# first. No MMI is counted, so that a message cannot have reached MM, and its buffer
# stays in use; another mailbox goes on to work.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001

load
same "the invocation register is used" acpi_uefi "$(field executor mmcomm-cli info)"
before=$(smi_count)
exits 4 "a message is not answered" mmcomm-cli send $echo_handler --hex 010203
says "for no MMI was counted" "no MMI was counted" /tmp/said
exits 0 "buffers answers" mmcomm-cli buffers -o json
! grep -q retired /tmp/out
result $? "no buffer is retired"
same "no SMI was raised" "$before" "$(smi_count)"
unload

load executor=smmc
exits 0 "the traditional mailbox answers" mmcomm-cli send $echo_handler --hex 010203
unload
finish
