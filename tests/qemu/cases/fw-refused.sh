#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The test firmware: what is published broken is refused with its reason, without
# an MMI; what else there is, is used.
. /job/lib.sh

echo_handler=6d6d636f-6d6d-4654-8001-000000000001
uefi="ACPI UEFI table"
regions="communication region table"
block="Standalone MM status block"
seen=0

# verdict PLACE VERDICT REASON: some entry of probe's list, each on a line of its
# own by now, says so.
verdict() {
	seen=$((seen + 1))
	says "$1: $2" "\"place\": \"$1\",.*\"verdict\": \"$2\", \"reason\": \"[^\"]*($3)" /tmp/places
}

before=$(smi_count)
exits 0 "probe answers" mmcomm-cli probe -o json
tr -d '\n' </tmp/out | sed 's/  */ /g; s/}, *{/},\n{/g' >/tmp/places
note "$(published uefi) $(published regions) $(published standalone)"
mark_log
load
same "neither probe nor loading raises an MMI" "$before 0" \
	"$(smi_count) $(field mmis_raised mmcomm-cli info)"
new_log >/tmp/log

case $(published uefi) in
bad-checksum) verdict "$uefi" "(absent|refused)" "checksum|no such table" ;;
short) verdict "$uefi" refused "too short" ;;
revision0) verdict "$uefi" refused "revision is 0" ;;
offset) verdict "$uefi" refused "do not begin at offset 54" ;;
identifier) verdict "$uefi" refused "something else than messages" ;;
pointer-smram) verdict "$uefi" refused "the buffer pointer " ;;
pointer-ram) verdict "$uefi" refused "the buffer pointer is" ;;
no-pointer) verdict "$uefi" refused "neither a buffer pointer nor" ;;
wide-smi) verdict "$uefi" refused "is not a byte" ;;
reserved-smi) verdict "$uefi" refused "another meaning by the FADT" ;;
two)
	verdict "$uefi" refused "something else than messages"
	verdict "$uefi" "(used|usable)" "software SMI 0xca"
	;;
esac
case $(published regions) in
overlap) verdict "$regions" refused "two entries overlap" ;;
zero) verdict "$regions" refused "lists no entry" ;;
huge) verdict "$regions" refused "more than 64 entries" ;;
descriptor) verdict "$regions" refused "less than 40 bytes" ;;
version) verdict "$regions" refused "version is not 1" ;;
smram) verdict "$regions" refused "an entry " ;;
ram) verdict "$regions" refused "an entry is System RAM|an entry " ;;
unaligned) verdict "$regions" refused "not page aligned" ;;
wrap) verdict "$regions" refused "wraps around" ;;
empty-entry) verdict "$regions" refused "has no pages" ;;
table-in-ram) verdict "$regions" refused "System RAM|memory map" ;;
esac
case $(published standalone) in
two) verdict "$block" refused "more than one" ;;
status-in-ram) verdict "$block" refused "status block is not in runtime memory|inside one region of runtime data" ;;
status-unaligned) verdict "$block" refused "not 8-byte aligned" ;;
status-in-buffer) verdict "$block" refused "in the buffer|inside one region of runtime data|not in runtime memory" ;;
esac
[ $seen -gt 0 ]
result $? "there was something to refuse"

case $(field executor mmcomm-cli info) in
smmc) result 0 "the traditional mailbox is used" ;;
acpi_uefi)
	same "the ACPI UEFI table is used only where there is a whole one" two \
		"$(published uefi)"
	;;
*) result 1 "a mailbox that is whole is used" ;;
esac
exits 0 "a message is answered" mmcomm-cli send $echo_handler --hex 010203
same "with one SMI" $((before + 1)) "$(smi_count)"
unload
finish
