#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Firmware without EFI, which sets SMM up for itself: no message can be sent, the
# module says why, and looking raises no MMI. Bare MMIs may be on offer, since
# software SMIs are on and locked.
. /job/lib.sh

before=$(smi_count)

mark_log
status=0
insmod mmcomm.ko 2>/tmp/said || status=$?
new_log | grep 'mmcomm: ' >/tmp/log
note "insmod ended with $status
$(cat /tmp/log)"
[ $status -eq 0 ] || [ $status -eq 19 ]
result $? "insmod works for bare MMIs alone, or fails with ENODEV"
says "the log says what is missing" "no mailbox|no EFI" /tmp/log
if [ $status -eq 0 ]; then
	exits 0 "info answers" mmcomm-cli info
	says "and says that messages cannot be sent" "Messages +cannot be sent" /tmp/said
	unload
fi

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
