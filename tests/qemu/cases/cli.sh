#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# mmcomm-cli on a real device: the module through libkmod, JSON of every command.
. /job/lib.sh

variable_handler=ed32d533-99e6-4209-9cc0-2d72cdd998a7

exits 4 "without the module there is no device" mmcomm-cli info
says "and the way out is named" "module load" /tmp/said
exits 0 "module status, not loaded" mmcomm-cli module status
exits 0 "module load" mmcomm-cli module load evidence=0
[ -c /dev/mmcomm ]
result $? "the device is there"
exits 0 "module status, loaded" mmcomm-cli module status
says "it shows the parameters" timeout_ms /tmp/out

have_boot_order
# Of 24 bytes, since what changes nothing is no answer everywhere.
payload_size=0b00000000000000000000000000000000$(printf '%016d' 0)
for command in info probe buffers "var list" "var get BootOrder" "module status" \
	"status EFI_NOT_FOUND" "send $variable_handler --hex $payload_size"; do
	# shellcheck disable=SC2086 # words of a command
	exits 0 "$command in JSON" mmcomm-cli $command -o json
	says "$command: JSON comes out" '^ *[{[]' /tmp/out
done

exits 0 "var get BootOrder, raw" mmcomm-cli var get BootOrder -o raw
cp /tmp/out /tmp/raw
mount_efivarfs
if [ -d /sys/firmware/efi ]; then
	tail -c +5 "$EFIVARS/BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c" | cmp - /tmp/raw
	result $? "is what efivarfs has behind the attributes"
else
	same "is what was set" "00 01" "$(hexdump -v -e '/1 "%02x "' /tmp/raw | sed 's/ $//')"
fi

exec 3<>/dev/mmcomm
exits 1 "module unload is refused while the device is open" mmcomm-cli module unload
says "and who has it open is named" "in use by" /tmp/said
exec 3>&-
exits 0 "module unload" mmcomm-cli module unload
[ ! -e /dev/mmcomm ]
result $? "the device is gone"
finish
