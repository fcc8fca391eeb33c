#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Firmware without EFI, which sets SMM up for itself: no message can be sent, the
# module says why and does not load. Software SMIs are on and locked, but nobody
# who knows Management Mode vouches for them.
. /job/lib.sh

before=$(smi_count)

mark_log
exits 19 "insmod fails with ENODEV" insmod mmcomm.ko
new_log | grep 'mmcomm: ' >/tmp/log
says "the log says what is missing" "not booted by UEFI" /tmp/log

# Whoever asks for it gets bare MMIs: the administrator vouches.
load allow_blind_trigger=1
exits 0 "info answers with allow_blind_trigger=1" mmcomm-cli info
says "and says that messages cannot be sent" "Messages +cannot be sent" /tmp/said
unload

load probe_only=1 allow_borrow=1
exits 0 "probe answers with probe_only=1" mmcomm-cli probe
note "$(cat /tmp/out)"
says "and names EFI as what is missing" EFI /tmp/said
exits 4 "a message is refused" mmcomm-cli send ed32d533-99e6-4209-9cc0-2d72cdd998a7 --hex 0b
exits 4 "a variable is refused" mmcomm-cli var get BootOrder
exits 4 "a bare MMI is refused" mmcomm-cli trigger 0x00 --yes
unload

same "no SMI was raised" "$before" "$(smi_count)"
finish
