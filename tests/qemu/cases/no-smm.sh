#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# EFI firmware without SMM: the module says why it cannot work, and nothing is
# triggered, whatever is asked for.
. /job/lib.sh

before=$(smi_count)

mark_log
exits 19 "insmod fails with ENODEV" insmod mmcomm.ko
new_log | grep 'mmcomm: ' >/tmp/log
note "$(cat /tmp/log)"
says "the log names the trigger" "SMI" /tmp/log
says "the log says that there is no mailbox" "no mailbox" /tmp/log
[ ! -e /dev/mmcomm ]
result $? "there is no device"

says "the log says that firmware left SMIs off" "GBL_SMI_EN is clear" /tmp/log

exits 19 "allow_borrow=1 does not change that" insmod mmcomm.ko allow_borrow=1

# The hook of this platform knows better than the administrator.
mark_log
exits 19 "nor does allow_blind_trigger=1" insmod mmcomm.ko allow_blind_trigger=1
new_log | grep 'mmcomm: ' >/tmp/log
says "and the log gives the same reason" "GBL_SMI_EN is clear" /tmp/log
[ ! -e /dev/mmcomm ]
result $? "there is no device then either"
same "no SMI was raised by that" "$before" "$(smi_count)"

load probe_only=1
exits 0 "info answers with probe_only=1" mmcomm-cli info
exits 0 "probe answers" mmcomm-cli probe
note "$(cat /tmp/out)"
exits 0 "buffers answers" mmcomm-cli buffers
exits 4 "a message is refused" mmcomm-cli send ed32d533-99e6-4209-9cc0-2d72cdd998a7 --hex 0b
exits 4 "a bare MMI is refused" mmcomm-cli trigger 0x00 --yes
unload

same "no SMI was raised" "$before" "$(smi_count)"
finish
