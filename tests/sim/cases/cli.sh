#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Every command of mmcomm-cli from end to end, its JSON read by a parser.
. /job/sim.sh

global=8be4df61-93ca-11d2-aa0d-00e098032b8c

# value PATH EXPECTED: of the JSON in /tmp/out, which "exits" left there.
value() {
	same "  $1 is $2" "$2" "$(json-value "$1" </tmp/out 2>&1)"
}

exits 4 "without a module there is no device" mmcomm-cli info
says "and the way out is named" "module load" /tmp/err
exits 0 "module status, not loaded" mmcomm-cli module status -o json
value loaded false
value device_present false

exits 2 "module load refuses a parameter that there is not" mmcomm-cli module load mmcomm nonsense=1
exits 4 "module load, on a machine without MM" mmcomm-cli module load
says "the kernel's reason is shown" "no Management Mode that can be talked to" /tmp/said
exits 0 "probe, which loads the module for a look" mmcomm-cli probe -o json
value loaded_for_this_look true
value info.flags.probe_only true
value mailbox_found false
same "and unloads it again" "" "$(grep mmcomm /proc/modules)"
exits 0 "module load executor=sim" mmcomm-cli module load mmcomm executor=sim -o json
value action loaded
exits 0 "module load mmcomm_sim" mmcomm-cli module load mmcomm_sim
exits 0 "module status, loaded" mmcomm-cli module status -o json
value loaded true
value state live
value parameters.executor sim
value parameters.timeout_ms 100

exits 0 "info" mmcomm-cli info -o json
value executor sim
value simulated true
value flags.can_communicate true
value flags.can_trigger false
value header_versions "[1,3]"
value buffer_count 2
value max_message_len 65512
value mmi_port_type none
exits 0 "probe" mmcomm-cli probe -o json
says "probe: the executor is a place" '"registered by another module, simulated: not firmware"' /tmp/out
exits 0 "buffers" mmcomm-cli buffers -o json
value length 2
value "[0].id" 0
value "[1].length" 65536
value "[1].message_capacity" 65512
value "[1].source" simulated
value "[1].state" enabled

exits 0 "send, an echo" mmcomm-cli send sim-echo --hex 00112233 -o json
value progress ran
value response_len 4
value response 00112233
value truncated false
value mm_status.name EFI_SUCCESS
value buffer_id 0
exits 0 "send, longer than the data" mmcomm-cli send sim-echo --hex ff -m 3 -b 1 --header 1 -o json
value response ff0000
value buffer_id 1
exits 0 "send, cut" mmcomm-cli send sim-echo --hex 01020304 -c 2 -o json
value response 0102
value response_len 4
value truncated true
head -c 65480 /dev/urandom >/tmp/data
exits 0 "send, a file as long as a buffer" mmcomm-cli send sim-echo --file /tmp/data -o raw
cmp /tmp/data /tmp/out
result $? "comes back byte for byte"
exits 0 "send, dry" mmcomm-cli send sim-echo --hex 0011 --dry-run -o json
value dry_run true
value simulated true
value can_send true
value message_len 2
value trigger null
exits 0 "send, as a table" mmcomm-cli send sim-echo --hex 414243 --diff
says "no byte differs" "^0 bytes differ" /tmp/out

exits 5 "send, a status of the core's" mmcomm-cli send sim-status --hex 0e00000000000080 -o json
value mm_status.name EFI_NOT_FOUND
value progress ran
exits 5 "send, to nobody" mmcomm-cli send 12345678-1234-1234-1234-123456789abc --hex 00 -o json
value mm_status.name EFI_NOT_FOUND
exits 2 "send, to no GUID" mmcomm-cli send nobody --hex 00
exits 4 "send, too long" mmcomm-cli send sim-echo --hex 00 -m 65481 -o json
value error.errno EMSGSIZE
value error.reason too-long
value error.progress not-sent
exits 4 "send, to a buffer that there is not" mmcomm-cli send sim-echo --hex 00 -b 7 -o json
value error.errno ENOENT
value error.reason no-such-buffer

for pair in wrong-recipient:recipient-changed wrong-length:length-changed \
	too-large:size-above-buffer too-small:size-below-header past-end:guard-changed; do
	exits 4 "send, ${pair%:*}" mmcomm-cli send "sim-${pair%:*}" --hex 0011 -o json
	value error.errno EBADMSG
	value error.reason "${pair#*:}"
	value error.progress ran
done
exits 4 "send, no answer" mmcomm-cli send sim-no-answer --hex 0011 -o json
value error.errno EIO
value error.reason not-taken
value error.progress not-sent
exits 4 "send, no end" mmcomm-cli send sim-hang --hex 0011 -b 1 -o json
value error.errno ETIMEDOUT
value error.reason timeout
value error.progress may-have-run
exits 0 "buffers, after that" mmcomm-cli buffers -o json
value "[0].state" enabled
value "[1].state" retired
exits 0 "the next message takes the other buffer" mmcomm-cli send sim-echo --hex 0011 -o json
value buffer_id 0

exits 0 "var list" mmcomm-cli var list -o json
value variables.length 6
value "variables[0].name" SecureBoot
value "variables[0].vendor" $global
exits 0 "var list, long" mmcomm-cli var list --long -o json
value "variables[5].name" BootOrder
value "variables[5].attribute_names" "NV BS RT"
value "variables[5].size" 4
exits 0 "var list, as a table" mmcomm-cli var list --long
says "six of them" "^6 variables" /tmp/out
exits 0 "var list, into a file" mmcomm-cli var list --save /tmp/names
says "by vendor and name" "^$global BootOrder\$" /tmp/names
exits 0 "var get" mmcomm-cli var get BootOrder -o json
value name BootOrder
value data 01000000
value size 4
exits 0 "var get, raw" mmcomm-cli var get PlatformLang -o raw
same "three bytes" "656e00" "$(hexdump -v -e '1/1 "%02x"' /tmp/out)"
exits 0 "var get, with its vendor in one word" mmcomm-cli var get Timeout-$global -o json
value data 0500
exits 5 "var get, one that there is not" mmcomm-cli var get Nothing -o json
says "by the handler's status" EFI_NOT_FOUND /tmp/said
exits 0 "var get, dry" mmcomm-cli var get BootOrder --dry-run -o json
value dry_run true

# The tool writes no variables; the handler does. Function 3: attributes 7 (NV, BS,
# RT), a name of 3 letters, 5 bytes of data.
set_variable="0300000000000000 0000000000000000
	d8 54 a4 f1 0c 1b 4e 4f a0 3d 10 6e 07 e7 a7 c1
	0500000000000000 0800000000000000 07000000 410062004300 0000 68656c6c6f"
vendor=f1a454d8-1b0c-4f4e-a03d-106e07e7a7c1
exits 0 "a variable is set by its message" \
	mmcomm-cli send variable --hex "$set_variable" -o json
value mm_status.name EFI_SUCCESS
same "  the handler says SUCCESS" 0000000000000000 \
	"$(json-value response </tmp/out | cut -c 17-32)"
exits 0 "it can be read" mmcomm-cli var get AbC $vendor -o json
value data 68656c6c6f
value attribute_names "NV BS RT"
same "it is listed" 7 "$(json variables.length mmcomm-cli var list)"
rmmod mmcomm_sim
insmod mmcomm_sim.ko
same "it does not outlive the simulated MM" 6 "$(json variables.length mmcomm-cli var list)"

# What efivarfs would show.
mkdir /tmp/efivars
printf '\7\0\0\0\1\0\0\0' >/tmp/efivars/BootOrder-$global
printf '\7\0\0\0en\0' >/tmp/efivars/PlatformLang-$global
printf '\7\0\0\0\5\0' >/tmp/efivars/Timeout-$global
printf '\6\0\0\0\0' >/tmp/efivars/SecureBoot-$global
printf '\6\0\0\0\1' >/tmp/efivars/SetupMode-$global
printf '\6\0\0\0\1\0\0\0\0\0\0\0' >/tmp/efivars/OsIndicationsSupported-$global
exits 0 "var verify" mmcomm-cli var verify --efivarfs /tmp/efivars -o json
value identical 6
value count 6
printf '\7\0\0\0\1\0\0\1' >/tmp/efivars/BootOrder-$global
exits 6 "var verify, one that differs" mmcomm-cli var verify --efivarfs /tmp/efivars
says "it is named" "^BootOrder .* differs from byte 3" /tmp/out
says "and counted" "^5/6 identical" /tmp/out

exits 0 "supervisor version" mmcomm-cli supervisor version -o json
value executor sim
value simulated true
value version 65536
exits 4 "trigger: no bare MMIs here" mmcomm-cli trigger 0x42 --yes -o json
value error.errno EOPNOTSUPP
value error.reason no-trigger
exits 0 "status" mmcomm-cli status EFI_NOT_FOUND -o json
json-value "" </tmp/out >/tmp/value
result $? "  its JSON is sound"
exits 0 "recipients" mmcomm-cli recipients -o json
json-value "[0].guid" </tmp/out >/tmp/value
result $? "  its JSON is sound"

exits 3 "nobody else may use the device" asuser 65534 mmcomm-cli info
exits 1 "module unload is refused while mmcomm_sim uses mmcomm" mmcomm-cli module unload
says "and what uses it is named" mmcomm_sim /tmp/said
exits 0 "module unload mmcomm_sim" mmcomm-cli module unload mmcomm_sim
exits 0 "module unload" mmcomm-cli module unload -o json
value action unloaded
finish
