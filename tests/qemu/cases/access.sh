#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Who may not: another user, root without CAP_SYS_RAWIO, another user whom the
# device's mode would let in.
. /job/lib.sh

variable_handler=ed32d533-99e6-4209-9cc0-2d72cdd998a7
nobody=65534

load
have_boot_order
same "the device is root's alone" "600 0 0" "$(stat -c '%a %u %g' /dev/mmcomm)"
exits 0 "root may" mmcomm-cli var get BootOrder
before=$(smi_count)

exits 3 "another user may not look" asuser $nobody mmcomm-cli info
exits 3 "another user may not send" asuser $nobody mmcomm-cli send $variable_handler --hex 0b
exits 3 "root without CAP_SYS_RAWIO may not look" dropcap mmcomm-cli info
says "and the capability is named" CAP_SYS_RAWIO /tmp/said
exits 3 "root without CAP_SYS_RAWIO may not send" dropcap mmcomm-cli send $variable_handler --hex 0b
exits 3 "root without CAP_SYS_RAWIO may not raise an MMI" dropcap mmcomm-cli trigger 0x00 --yes

chmod 666 /dev/mmcomm
exits 3 "another user may not look, whatever the mode" asuser $nobody mmcomm-cli info
exits 3 "another user may not send, whatever the mode" \
	asuser $nobody mmcomm-cli send $variable_handler --hex 0b
chmod 600 /dev/mmcomm

same "no SMI was raised" "$before" "$(smi_count)"
unload
finish
