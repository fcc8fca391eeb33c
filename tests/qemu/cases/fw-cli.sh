#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: commands of mmcomm-cli that ask handlers which Debian's
# firmware lacks, and watch, which shows the messages of others.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001

for mailbox in $(mailboxes); do
	load executor="$mailbox"
	exits 0 "$mailbox: handlers lists what firmware has" mmcomm-cli handlers
	for text in 6d6d636f-6d6d-4654-8000-000000000005 VariableSmm $echo_handler; do
		says "$mailbox: $text is among them" "$text" /tmp/out
	done
	exits 0 "$mailbox: as JSON, too" mmcomm-cli handlers -o json
	says "$mailbox: with the echo handler" "$echo_handler" /tmp/out
	exits 0 "$mailbox: the MM supervisor tells its version" mmcomm-cli supervisor version
	note "$(cat /tmp/out)"
	unload
done
finish
