#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: a Standalone MM core that takes less than its buffer holds. A
# longer message it leaves alone; it is taken back, and the next one is answered.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001

load
same "the status block is used" status_block "$(field executor mmcomm-cli info)"
for round in first second; do
	exits 0 "$round: 4096 bytes with the header are taken" \
		mmcomm-cli send $echo_handler --hex 010203 --message-len 4072
	exits 4 "$round: one more is not" \
		mmcomm-cli send $echo_handler --hex 010203 --message-len 4073
	says "$round: MM left it alone" "not taken|left|did not take" /tmp/said
done
exits 0 "a V3 header is taken" \
	mmcomm-cli send $echo_handler --hex 010203 --v3 --message-len 4040
exits 4 "with a byte too many it is not" \
	mmcomm-cli send $echo_handler --hex 010203 --v3 --message-len 4041
exits 0 "and the next message is answered" mmcomm-cli send $echo_handler --hex 010203
unload
finish
