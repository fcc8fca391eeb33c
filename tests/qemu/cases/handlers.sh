#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What MM and its handlers answer to requests that are not the usual ones, and
# what mmcomm-cli makes of it.
. /job/lib.sh

variable_handler=ed32d533-99e6-4209-9cc0-2d72cdd998a7
policy_handler=da1b0d11-d1a7-46c4-9dc9-f3714875c6eb

load
before=$(smi_count)

exits 5 "a missing variable: MM failure" mmcomm-cli var get NoSuchVariable
says "named EFI_NOT_FOUND" EFI_NOT_FOUND /tmp/said
exits 5 "an unknown recipient: MM failure" \
	mmcomm-cli send 00112233-4455-6677-8899-aabbccddeeff --hex 00
says "named EFI_NOT_FOUND, too" EFI_NOT_FOUND /tmp/said
exits 5 "no profile of its handlers in this firmware" mmcomm-cli handlers
says "and how to get one" PcdSmiHandlerProfilePropertyMask /tmp/said
same "one SMI each" $((before + 3)) "$(smi_count)"

# GET_PAYLOAD_SIZE: function 11, status, and room for the size.
payload_size="0b00000000000000 0000000000000000 0000000000000000"
exits 0 "the variable handler tells its largest payload" \
	mmcomm-cli send $variable_handler --hex "$payload_size"
says "which is 0x3fff4 bytes" "f4 ff 03 00 00 00 00 00" /tmp/out
exits 0 "an unknown function is answered" \
	mmcomm-cli send $variable_handler --hex "7f00000000000000 0000000000000000"
says "with EFI_UNSUPPORTED in the payload" "03 00 00 00 00 00 00 80" /tmp/out
exits 0 "a message of 1 byte is answered" mmcomm-cli send $variable_handler --hex 0b
exits 0 "a message that holds no answer is answered" \
	mmcomm-cli send $variable_handler --hex "0b00000000000000 0000000000000000"
exits 0 "the variable policy handler answers" \
	mmcomm-cli send $policy_handler --hex "564152504f4c0000 01000000 03000000 0000000000000000 00000000 00000000"

capacity=$(field max_message_len mmcomm-cli info)
before=$(smi_count)
exits 4 "a message longer than the buffer is refused" \
	mmcomm-cli send $variable_handler --hex 0b --message-len $((capacity + 1))
exits 2 "a request without data is a usage error" mmcomm-cli send $variable_handler
exits 2 "a GUID of another form is a usage error" mmcomm-cli send nonsense --hex 00
exits 2 "the zero GUID is a usage error, too" \
	mmcomm-cli send 00000000-0000-0000-0000-000000000000 --hex 00
exits 4 "an unknown buffer is refused" mmcomm-cli send $variable_handler --hex 0b --buffer 99
exits 0 "a dry run shows what would be sent" mmcomm-cli send $variable_handler --hex 0b --dry-run
same "no SMI was raised for these" "$before" "$(smi_count)"
unload
finish
