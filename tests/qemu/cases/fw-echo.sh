#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: each mailbox with each buffer that there is, messages of every
# length that matters. The region table is as it was afterwards.
. /job/lib.sh

# The table's bytes, or nothing where there is none; its address is in $table.
read_table() {
	[ -z "$table" ] || dd if=/dev/mem bs=8 skip=$((table / 8)) count=32 2>/dev/null | hexdump -v
}

# The versions of the header that a mailbox takes, the longest sweep first.
headers_of() {
	[ "$1" = smmc ] && echo 1 || echo 1 3
}

# echo_through MAILBOX SOURCE HEADERS [PARAMETER...]: loads, sends, unloads.
echo_through() {
	mailbox=$1
	source=$2
	headers=$3
	shift 3
	load executor="$mailbox" "$@"
	same "$mailbox is used, with a buffer: $source" "$mailbox $source" \
		"$(field executor mmcomm-cli info) $(field source mmcomm-cli buffers)"
	for version in $headers; do
		program lengths "$version"
	done
	unload
}

# Three words a place, in the order of looking.
exits 0 "probe answers" mmcomm-cli probe
table=$(sed -n 's/.*communication region table *\(0x[0-9a-f]*\).*/\1/p' /tmp/out | head -n 1)
read_table >/tmp/before

for mailbox in $(mailboxes); do
	case $mailbox,$table in
	status_block,*) source=status-block ;;
	*,) source=borrowed ;;
	*) source=region-table ;;
	esac
	echo_through "$mailbox" $source "$(headers_of "$mailbox")"
done

if [ -z "$table" ]; then
	load
	half=$(test-api first-half) || bail "there is no room for a buffer of half the size: $half"
	unload
	for mailbox in $(mailboxes); do
		echo_through "$mailbox" parameter "$(headers_of "$mailbox")" comm_buffers="$half"
	done
else
	# Memory of the table, named by hand; one sweep is enough for the same again.
	for mailbox in $(mailboxes); do
		load executor="$mailbox"
		buffer=$(field address mmcomm-cli buffers):$(field length mmcomm-cli buffers)
		unload
		version=$(headers_of "$mailbox")
		echo_through "$mailbox" parameter "${version#1 }" comm_buffers="$buffer"
	done
	read_table >/tmp/after
	[ -s /tmp/before ]
	result $? "the region table can be read"
	cmp -s /tmp/before /tmp/after
	result $? "and is as it was"
fi
finish
