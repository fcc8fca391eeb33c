#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What handlers behind StandaloneMm may do, and must not, and what mmcomm-cli makes
# of it. Where MM's answer is nothing but the message, an unknown recipient cannot be
# told from a handler that changed nothing.
. /job/lib.sh

handler=6d6d636f-6d6d-4654-8001-0000000000

load
program smc-handlers
exits 4 "a recipient that nobody registered" \
	mmcomm-cli send 00112233-4455-6677-8899-aabbccddeeff --hex 00
says "and it says so" "No handler has that GUID, or the handler changed nothing" /tmp/said
exits 4 "an exact echo" mmcomm-cli send ${handler}01 --hex 010203
says "looks the same" "No handler has that GUID, or the handler changed nothing" /tmp/said
exits 0 "an answer" mmcomm-cli send ${handler}10 --hex 010203 -o raw
same "with the right bytes" fefdfc "$(hexdump -v -e '/1 "%02x"' /tmp/out)"
exits 0 "the MM supervisor tells its version" mmcomm-cli supervisor version
says "which is 0x10002, patch level 3" "1\.2|0x0*10002" /tmp/out
unload
finish
