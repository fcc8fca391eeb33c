#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: handlers that misbehave, through each mailbox. What they break
# is in the result and in the trace, stays away from the caller, and the next
# message is answered.
. /job/lib.sh

tracing=/sys/kernel/tracing
handler=6d6d636f-6d6d-4654-8001-0000000000

# traced REASON RECIPIENT: a verdict with that reason and recipient.
traced() {
	says "$mailbox: the trace names the reason $1" \
		"mm_comm_verdict: recipient=$handler$2 error=-74 reason=$1 " /tmp/trace
}

for mailbox in $(mailboxes); do
	load executor="$mailbox"
	echo >$tracing/trace
	echo 1 >$tracing/events/mm_comm/enable
	if [ "$FIRMWARE" = test-debug ]; then
		program hostile debug
	else
		program hostile
	fi
	cp $tracing/trace /tmp/trace
	traced RECIPIENT_CHANGED 06
	traced LENGTH_CHANGED 07
	traced GUARD_CHANGED 08
	if [ "$mailbox" != acpi_uefi ]; then
		traced SIZE_ABOVE_BUFFER 0c
		traced SIZE_BELOW_HEADER 0f
	fi
	unload
done
finish
