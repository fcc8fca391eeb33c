#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The monitor, and what a device tree says of the memory that it shares: by nodes of
# our own binding beside the one that TF-A would have added. What stands behind the
# case's name in the matrix is the file in device-trees.
. /job/lib.sh

tree=$PARAMETERS
PARAMETERS=
own="device tree mmcomm,spm-mm"
tf_a="device tree ns-buf-spm-mm"

# verdict PLACE ADDRESS VERDICT REASON: one of those about a place.
verdict() {
	says "$1: $3, $4" "\"place\": *\"$1\", *\"address\": *$2, *\"verdict\": *\"$3\", *\"reason\": *\"$4\"" \
		/tmp/places
}

load
exits 0 "probe answers" mmcomm-cli probe -o json
tr -d '\n' </tmp/out | sed 's/  */ /g; s/}, *{/},\n{/g' >/tmp/places
note "$(cat /tmp/places)"
case $tree in
both)
	verdict "$own" '"0x40400000"' refused "is System RAM, which Linux uses"
	verdict "$own" '"0x7fe00000"' used "512 pages that MM shares"
	verdict "$tf_a" '"0x7fe00000"' skipped "the memory that was named before"
	;;
broken)
	for reason in "is disabled by its status" "has other than one memory-region" \
		"has a memory-region that is not in /reserved-memory" \
		"lacks no-map: Linux maps the memory too" \
		"has no reg, and so no place of its own"; do
		verdict "$own" null refused "$reason"
	done
	verdict "$own" '"0x7fc30000"' refused \
		"is not a whole number of 4 KiB pages, page aligned, from page 1 on"
	same "every node is refused" 7 "$(grep -c "\"$own\".*\"refused\"" /tmp/places)"
	verdict "$tf_a" '"0x7fe00000"' used "512 pages that MM shares"
	;;
*) bail "no such device tree" ;;
esac
same "one buffer" 1 "$(field buffer_count mmcomm-cli info)"
exits 0 "a message is answered" mmcomm-cli send 6d6d636f-6d6d-4654-8002-000000000001 \
	--hex 010203 -o raw
same "with the right bytes" fefdfc "$(hexdump -v -e '/1 "%02x"' /tmp/out)"
unload
finish
