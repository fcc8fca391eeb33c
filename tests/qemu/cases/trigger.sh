#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Bare MMIs: one SMI each, the first one taints the kernel and names the process,
# commands that the FADT gives another meaning are refused.
. /job/lib.sh

TAINT_USER=6

tainted() {
	echo $(($(cat /proc/sys/kernel/tainted) >> TAINT_USER & 1))
}

load
same "nothing has tainted the kernel yet" 0 "$(tainted)"
before=$(smi_count)

exits 4 "command 2, ACPI enable, is refused" mmcomm-cli trigger 2 --yes
says "and the FADT is given as the reason" FADT /tmp/said
exits 4 "command 3, ACPI disable, is refused" mmcomm-cli trigger 3 --yes
exits 2 "command 0x100 is a usage error" mmcomm-cli trigger 0x100 --yes
same "no SMI was raised" "$before" "$(smi_count)"
same "and the kernel is not tainted" 0 "$(tainted)"

mark_log
exits 0 "command 0 raises an MMI" mmcomm-cli trigger 0 --yes
same "exactly one" $((before + 1)) "$(smi_count)"
same "the kernel is tainted" 1 "$(tainted)"
new_log >/tmp/log
says "the log names the process" 'mmcomm-cli\[[0-9]+\]' /tmp/log
mark_log
exits 0 "command 0xff with data 0x5a raises an MMI" mmcomm-cli trigger 0xff 0x5a --yes
same "exactly one" $((before + 2)) "$(smi_count)"
same "the log says so once only" "" "$(new_log | grep -E 'mm_?comm|sw_mmi')"

exits 0 "a dry run shows what would be done" mmcomm-cli trigger 0 --dry-run
same "and raises no MMI" $((before + 2)) "$(smi_count)"
unload
finish
