#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: handlers that misbehave, through each mailbox. What they break
# is in the result and in the trace, stays away from the caller, and the next
# message is answered.
. /job/lib.sh

tracing=/sys/kernel/tracing
handler=6d6d636f-6d6d-4654-8001-0000000000

# traced REASON RECIPIENT WORDS: a verdict with that reason and recipient, and a line
# of the log with those words.
traced() {
	says "$mailbox: the trace names the reason $1" \
		"mm_comm_verdict: recipient=$handler$2 error=-74 reason=$1 " /tmp/trace
	says "$mailbox: the log, too" "mm_comm: $handler$2, buffer [0-9]+: broken answer: $3" /tmp/log
}

for mailbox in $(mailboxes); do
	load executor="$mailbox"
	mark_log
	echo >$tracing/trace
	echo 1 >$tracing/events/mm_comm/enable
	if [ "$FIRMWARE" = test-debug ]; then
		program hostile debug
	else
		program hostile
	fi
	cp $tracing/trace /tmp/trace
	new_log >/tmp/log
	traced RECIPIENT_CHANGED 06 "another recipient"
	traced LENGTH_CHANGED 07 "another length"
	traced GUARD_CHANGED 08 "bytes behind it"
	if [ "$mailbox" = acpi_uefi ]; then
		traced GUARD_CHANGED 03 "bytes behind it"
	else
		traced SIZE_ABOVE_BUFFER 03 "a size above"
		traced SIZE_ABOVE_BUFFER 0c "a size above"
		traced SIZE_BELOW_HEADER 0f "a size that does not hold"
	fi
	unload
done
finish
