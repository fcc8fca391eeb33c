#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: entries of the region table that somebody else uses are left
# alone, and said to be occupied; others are used.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001

load
same "of four buffers" 4 "$(field buffer_count mmcomm-cli info)"
exits 0 "buffers answers" mmcomm-cli buffers -o json
occupied=$(grep -c '"state": "occupied"' /tmp/out)
before=$(smi_count)
exits 4 "a message to an occupied one is refused" \
	mmcomm-cli send $echo_handler --hex 010203 --buffer 0
says "for that reason" "[Ss]omebody else" /tmp/said
same "without an MMI" "$before" "$(smi_count)"
if [ "$(published regions)" = occupied ]; then
	same "two are occupied" 2 "$occupied"
	exits 0 "a message to any is answered" mmcomm-cli send $echo_handler --hex 010203
	says "in the third" "buffer 2" /tmp/out
	same "with one MMI" $((before + 1)) "$(smi_count)"
else
	same "all are occupied" 4 "$occupied"
	exits 4 "a message to any is refused, too" mmcomm-cli send $echo_handler --hex 010203
	same "without an MMI" "$before" "$(smi_count)"
fi
exits 0 "buffers answers again" mmcomm-cli buffers -o json
same "with as many occupied" "$occupied" "$(grep -c '"state": "occupied"' /tmp/out)"
unload
finish
