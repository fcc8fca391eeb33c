#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: an invocation register behind which nobody answers. It comes
# first of all mailboxes. The message's address cannot be taken back from it, so that
# the buffer is not used again, although no MMI came; another mailbox goes on to work.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001

# enabled NUMBER: so many communicate buffers may be used.
enabled() {
	exits 0 "buffers answers" mmcomm-cli buffers -o json
	same "$1 buffers are enabled" "$1" "$(grep -c '"state": *"enabled"' /tmp/out)"
}

load
same "the invocation register is used" acpi_uefi "$(field executor mmcomm-cli info)"
enabled 4
before=$(smi_count)
exits 4 "a message is not answered" mmcomm-cli send $echo_handler --hex 010203
says "which is told as a timeout" "in time" /tmp/said
enabled 3
exits 4 "nor is the next one" mmcomm-cli send $echo_handler --hex 010203
enabled 2
same "no SMI was raised" "$before" "$(smi_count)"
unload

load executor=smmc
enabled 2
exits 0 "the traditional mailbox answers, in another buffer" \
	mmcomm-cli send $echo_handler --hex 010203
unload
finish
