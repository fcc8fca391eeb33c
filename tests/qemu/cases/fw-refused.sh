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
fixed=FIXED_COMM_BUFFERS
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
bad-checksum) verdict "$uefi" refused "the checksum is wrong" ;;
short) verdict "$uefi" refused "is too short for the address of a buffer pointer" ;;
revision0) verdict "$uefi" refused "revision is 0" ;;
offset) verdict "$uefi" refused "do not begin at offset 54" ;;
identifier) verdict "$uefi" refused "something else than messages" ;;
pointer-smram) verdict "$uefi" refused "the buffer pointer lies in MMRAM" ;;
pointer-ram) verdict "$uefi" refused "the buffer pointer is System RAM, which Linux uses" ;;
no-pointer) verdict "$uefi" refused "neither a buffer pointer nor" ;;
wide-smi) verdict "$uefi" refused "is not a byte" ;;
reserved-smi) verdict "$uefi" refused "another meaning by the FADT" ;;
two)
	verdict "$uefi" refused "something else than messages"
	verdict "$uefi" usable "a buffer pointer, software SMI 0xca"
	;;
esac
case $(published regions) in
overlap) verdict "$regions" refused "two entries overlap" ;;
zero) verdict "$regions" refused "lists no entry" ;;
huge) verdict "$regions" refused "more than 64 entries" ;;
descriptor) verdict "$regions" refused "less than 40 bytes" ;;
version) verdict "$regions" refused "version is not 1" ;;
smram) verdict "$regions" refused "an entry overlaps MMRAM" ;;
ram) verdict "$regions" refused "an entry is System RAM, which MM refuses and Linux uses" ;;
unaligned) verdict "$regions" refused "not page aligned" ;;
wrap) verdict "$regions" refused "wraps around" ;;
empty-entry) verdict "$regions" refused "has no pages" ;;
table-in-ram) verdict "$regions" refused "is System RAM, which Linux uses" ;;
esac
case $(published standalone) in
two) verdict "$block" refused "more than one" ;;
status-in-ram) verdict "$block" refused "the status block is not in runtime memory" ;;
status-unaligned) verdict "$block" refused "the status block is not 8-byte aligned" ;;
status-in-buffer) verdict "$block" refused "the status block lies in the buffer" ;;
esac
[ $seen -gt 0 ]
result $? "there was something to refuse"
case $(published wsmt) in
bad-checksum) verdict "ACPI WSMT" refused "the checksum is wrong" ;;
short) verdict "ACPI WSMT" refused "is too short for its flags" ;;
nested) verdict "ACPI WSMT" used "flags 0x3, $fixed, COMM_BUFFER_NESTED_PTR_PROTECTION\"" ;;
all) verdict "ACPI WSMT" used "flags 0x7, $fixed, .*, SYSTEM_RESOURCE_PROTECTION\"" ;;
*) verdict "ACPI WSMT" absent "ACPI has no such table" ;;
esac

same "the traditional mailbox is used" smmc "$(field executor mmcomm-cli info)"
says "as the kernel's log says" \
	"mmcomm: mailbox smmc at 0x[0-9a-f]+, communicate buffers: [1-9][0-9]*, MMIs through port 0xb2$" \
	/tmp/log
source=borrowed
[ -z "$(published standalone)" ] || source=region-table
same "with a buffer that is whole" $source "$(field source mmcomm-cli buffers)"
exits 0 "a message is answered" mmcomm-cli send $echo_handler --hex 010203
same "with one SMI" $((before + 1)) "$(smi_count)"
unload
finish
