#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# UEFI on Arm without a device tree: the memory that UEFI's map reserves is listed
# and not used, and a parameter may name it and nothing else.
. /job/lib.sh

shared=0x7fe00000:0x200000

# verdict PLACE ADDRESS VERDICT REASON: one of those about a place.
verdict() {
	says "$1: $3, $4" "\"place\": *\"$1\", *\"address\": *$2, *\"verdict\": *\"$3\", *\"reason\": *\"$4\"" \
		/tmp/places
}

probe() {
	exits 0 "probe answers" mmcomm-cli probe -o json
	tr -d '\n' </tmp/out | sed 's/  */ /g; s/}, *{/},\n{/g' >/tmp/places
	note "$(cat /tmp/places)"
}

load
probe
verdict "MM_VERSION over SMC" null used "version 1.0"
verdict "EFI memory map" '"0x7fe00000"' skipped \
	"reserved for runtime drivers; where MM shares it, comm_buffers=$shared"
same "nothing is used without anybody's word" 0 "$(field buffer_count mmcomm-cli info)"
exits 4 "a message has no place" mmcomm-cli send 6d6d636f-6d6d-4654-8001-000000000001 --hex 01
unload

load comm_buffers=$shared
probe
verdict "parameter comm_buffers=" '"0x7fe00000"' used \
	"in the firmware's memory; shared by MM, by your word"
exits 0 "MM lists its variables" mmcomm-cli var list
unload

for range in 0x40000000:0x1000 0x7fdff000:0x1000 0x7fdff000:0x2000 0xe0ff000:0x1000; do
	exits 22 "comm_buffers=$range is refused" insmod mmcomm.ko comm_buffers=$range
done
finish
