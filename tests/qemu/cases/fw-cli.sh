#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: commands of mmcomm-cli that ask handlers which Debian's
# firmware lacks, and watch, which shows the messages of others.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001
corrupter=6d6d636f-6d6d-4654-8001-000000000006
tracing=/sys/kernel/tracing

# HandlersSmm: a RELEASE build knows no names, those of EDK2's come from mmcomm-cli.
module=6d6d636f-6d6d-4654-8000-000000000005
[ "$FIRMWARE" != test-debug ] || module="HandlersSmm\\+0x"

# watch COMMAND...: runs it while mmcomm-cli watch shows messages in /tmp/watched.
watch() {
	mmcomm-cli watch >/tmp/watched 2>&1 </dev/null &
	watcher=$!
	for _ in $(seq 1200); do
		[ "$(cat $tracing/instances/mmcomm-cli-$watcher/events/mm_comm/enable 2>/dev/null)" != 1 ] ||
			break
		sleep 0.1
	done
	"$@"
	for _ in $(seq 1200); do
		[ ! -s /tmp/watched ] || break
		sleep 0.1
	done
	kill -TERM $watcher
	wait $watcher || :
}

for mailbox in $(mailboxes); do
	load executor="$mailbox"
	exits 0 "$mailbox: handlers lists what firmware has" mmcomm-cli handlers
	for text in "$module" VariableSmm $echo_handler; do
		says "$mailbox: $text is among them" "$text" /tmp/out
	done
	exits 0 "$mailbox: as JSON, too" mmcomm-cli handlers -o json
	says "$mailbox: with the echo handler" "$echo_handler" /tmp/out
	exits 0 "$mailbox: the MM supervisor tells its version" mmcomm-cli supervisor version
	says "$mailbox: which is 0x10002" "^Version +0x10002$" /tmp/out
	says "$mailbox: its patch level is 3" "^Patch level +0x3$" /tmp/out
	says "$mailbox: it serves requests up to 4" "^Requests +up to number 4$" /tmp/out
	for request in 01 02 04; do
		exits 0 "$mailbox: it answers request $request" mmcomm-cli send mm-supervisor \
			--hex "4d535550 01000000 ${request}000000 00000000 0000000000000000"
		says "$mailbox: with EFI_UNSUPPORTED" "^00000010 +03 00 00 00 00 00 00 80 " /tmp/out
	done
	expected=0
	[ "$mailbox" != smmc ] || expected=4
	exits $expected "$mailbox: a V3 header is taken, or said not to be" \
		mmcomm-cli send $echo_handler --hex 010203 --v3
	says "$mailbox: the answer, or why there is none" "^00000000 +01 02 03|version 3 of the" \
		/tmp/said
	watch exits 4 "$mailbox: an answer to another recipient is refused" \
		mmcomm-cli send $corrupter --hex 010203
	says "$mailbox: watch names what was broken" \
		" $corrupter: 3 bytes -> EBADMSG \(recipient-changed\)" /tmp/watched
	unload
done
finish
