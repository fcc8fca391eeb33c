#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# UEFI on top of StandaloneMm: its variables are those of the partition, so that what
# efivarfs shows and what MM answers must be the same, whoever has set it; and what the
# ACPI UEFI table says, whole or broken.
. /job/lib.sh

# The buffer that the partition shares, as the firmware was built.
buffer=comm_buffers=0x7fe00000:0x200000
least=31	# BootDxe's, and the firmware's monotonic counter
namespace=6d6d636f-6d6d-4654-8003-000000000003
name=MmcommBoth
file=$EFIVARS/$name-$namespace

# verdict VERDICT REASON: one of those about the table.
verdict() {
	says "the table: $1, $2" \
		"\"place\": \"ACPI UEFI table\",.*\"verdict\": \"$1\", \"reason\": \"[^\"]*$2" /tmp/places
}

places() {
	exits 0 "probe answers" mmcomm-cli probe -o json
	tr -d '\n' </tmp/out | sed 's/  */ /g; s/}, *{/},\n{/g' >/tmp/places
}

bytes() {
	hexdump -v -e '/1 "%02x"' "$1"
}

# little_endian VALUE BYTES
little_endian() {
	value=$1
	i=0
	while [ $i -lt "$2" ]; do
		printf '%02x' $((value & 255))
		value=$((value >> 8))
		i=$((i + 1))
	done
}

# set_request DATA: what the variable driver takes to set the variable of this case to
# DATA, in hexadecimal. Its status is all ones before, so that success shows.
set_request() {
	little_endian 3 8
	printf ffffffffffffffff
	printf %s 6f636d6d6d6d54468003000000000003
	little_endian $((${#1} / 2)) 8
	little_endian $((2 * (${#name} + 1))) 8
	little_endian 7 4
	printf %s $name | hexdump -v -e '/1 "%02x00"'
	echo "0000$1"
}

# The variable driver's own status in the answer that /tmp/out has.
handler_status() {
	dd if=/tmp/out bs=8 skip=1 count=1 2>/dev/null | hexdump -v -e '/1 "%02x"'
}

tables=$(published uefi)
note "ACPI UEFI tables: ${tables:-none}"
load "$buffer"
places
found=0
for table in $(echo "$tables" | tr + ' '); do
	found=$((found + 1))
	case $table in
	ffh | ffh-32 | ffh-bare) verdict usable "says that MM is called by SMC" ;;
	ffh-another) verdict refused "fixed hardware other than MM_COMMUNICATE" ;;
	ffh-width | ffh-offset) verdict refused "fixed hardware of an unknown width or offset" ;;
	no-register | revision1) verdict refused "has neither a buffer pointer nor" ;;
	short) verdict refused "too short for the invocation register" ;;
	bad-checksum) verdict refused "the checksum is wrong" ;;
	*) bail "no such table: $table" ;;
	esac
done
[ $found -gt 0 ] || verdict absent "ACPI has no such table"
same "a verdict for each table" "$((found + !found))" "$(grep -c '"ACPI UEFI table"' /tmp/places)"
same "messages go by SMC, whatever the table says" spm_mm "$(field executor mmcomm-cli info)"
same "no message was sent to find that out" 0 "$(field mmis_raised mmcomm-cli info)"

mount_efivarfs
exits 0 "every variable is identical to efivarfs" mmcomm-cli var verify
note "$(tail -n 1 /tmp/out)"
shown=$(find "$EFIVARS" -type f | wc -l)
same "all that efivarfs has" "$shown/$shown identical" "$(tail -n 1 /tmp/out)"
[ "$shown" -ge $least ]
result $? "which are at least $least"

# By efivarfs: attributes first. In one write, as it wants it.
printf '\7\0\0\0by efivarfs' >"$file"
result $? "efivarfs sets a variable"
exits 0 "MM has it" mmcomm-cli var get $name $namespace -o raw
same "byte by byte" "$(printf 'by efivarfs' | hexdump -v -e '/1 "%02x"')" "$(bytes /tmp/out)"

before=$(field mmis_raised mmcomm-cli info)
exits 0 "MM sets it to something else" mmcomm-cli send variable --hex "$(set_request 00ff807f55aa)" -o raw
same "with success" 0000000000000000 "$(handler_status)"
same "in one call" $((before + 1)) "$(field mmis_raised mmcomm-cli info)"
same "efivarfs reads that" 0700000000ff807f55aa "$(bytes "$file")"
exits 0 "all are identical again" mmcomm-cli var verify
same "one more than before" "$((shown + 1))/$((shown + 1)) identical" "$(tail -n 1 /tmp/out)"

exits 0 "MM deletes it" mmcomm-cli send variable --hex "$(set_request "")" -o raw
same "with success, too" 0000000000000000 "$(handler_status)"
same "for efivarfs there is nothing to read" "" "$(bytes "$file")"
exits 5 "MM no longer has it" mmcomm-cli var get $name $namespace
says "EFI_NOT_FOUND" EFI_NOT_FOUND /tmp/said
umount "$EFIVARS" || bail "efivarfs stays mounted"
mount_efivarfs
exits 0 "with efivarfs mounted anew all are identical" mmcomm-cli var verify
same "as many as in the beginning" "$shown/$shown identical" "$(tail -n 1 /tmp/out)"
unload

# What lies in memory that Linux uses is refused here as it is everywhere.
mark_log
exits 22 "a buffer in Linux's memory is refused" insmod mmcomm.ko comm_buffers=0x50000000:0x10000
new_log | grep 'mmcomm: ' >/tmp/log
says "by name" "parameter comm_buffers= at 0x50000000: " /tmp/log
finish
