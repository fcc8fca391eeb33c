#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A UEFI variable that looks like a mailbox: it is told apart from the real one,
# so that nobody who may write variables can keep messages from being sent, or
# send them elsewhere.
. /job/lib.sh

load
mailbox=$(field mailbox_address mmcomm-cli info)
unload

mount_efivarfs
forge-mailbox "$EFIVARS"/Forged-5f0a8b7e-41b3-4c5c-9d4c-1a8f0f3b6a55
result $? "the firmware takes the variable"

load
same "the same mailbox is used" "$mailbox" "$(field mailbox_address mmcomm-cli info)"
exits 0 "a message is answered" mmcomm-cli var get BootOrder
exits 0 "probe answers" mmcomm-cli probe -o json
says "the forgery is whole, but for where it lies" "lies in runtime data" /tmp/out
unload
finish
