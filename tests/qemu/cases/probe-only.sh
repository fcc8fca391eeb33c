#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The safe first look: with probe_only=1 the module loads, answers questions and
# raises no MMI; mmcomm-cli probe does that by itself and leaves nothing behind.
. /job/lib.sh

before=$(smi_count)

exits 0 "probe works without the module being loaded" mmcomm-cli probe
note "$(cat /tmp/out)"
says "it shows the mailbox" "smmc" /tmp/out
for place in "ACPI UEFI table" "communication region table" "Standalone MM status block"; do
	says "this firmware has no $place" "$place +- +absent" /tmp/out
done
[ ! -d /sys/module/mmcomm ]
result $? "the module is gone again"

load probe_only=1
exits 0 "info answers" mmcomm-cli info
exits 0 "buffers answers" mmcomm-cli buffers
exits 0 "probe answers" mmcomm-cli probe
exits 4 "a message is refused" mmcomm-cli send ed32d533-99e6-4209-9cc0-2d72cdd998a7 --hex 0b
says "and probe_only is given as the reason" probe_only /tmp/said
exits 4 "a bare MMI is refused" mmcomm-cli trigger 0 --yes
exits 4 "a variable is refused" mmcomm-cli var get BootOrder
unload

same "no SMI was raised" "$before" "$(smi_count)"
finish
