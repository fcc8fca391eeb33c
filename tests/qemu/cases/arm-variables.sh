#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The main job on Arm: variables through StandaloneMm's variable driver, set, got
# back, enumerated and deleted, by a program and then by the CLI.
. /job/lib.sh

namespace=6d6d636f-6d6d-4654-8003-000000000001

load
same "messages go by SMC, through the buffer that the partition shares" "spm_mm ns-shared" \
	"$(field executor mmcomm-cli info) $(field source mmcomm-cli buffers)"
program mm-variables

before=$(smi_count)
exits 0 "the CLI gets the variable that was left behind" mmcomm-cli var get MmcommKept $namespace -o raw
same "byte by byte" "$(seq 0 99 | tr '\n' ' ')" "$(hexdump -v -e '/1 "%u "' /tmp/out)"
same "in one message" $((before + 1)) "$(smi_count)"
exits 0 "the CLI lists the variables" mmcomm-cli var list
says "that one among them" "MmcommKept" /tmp/out
exits 5 "a missing variable: the handler's failure" mmcomm-cli var get NoSuchVariable
says "named EFI_NOT_FOUND" EFI_NOT_FOUND /tmp/said

# There is no efivarfs in this guest, and none to mount.
exits 1 "var verify has nothing to compare with" mmcomm-cli var verify
says "and says why" "UEFI did not boot this machine" /tmp/said
unload
exits 4 "another executor is not there" mmcomm-cli module load executor=smmc
says "and the parameter is named as the reason" "without executor= and mailbox=" /tmp/said
exits 0 "an executor that may come later" mmcomm-cli module load executor=later
says "messages have to wait for it" "Messages cannot be sent: there is no mailbox" /tmp/said
exits 0 "which is unloaded again" mmcomm-cli module unload
finish
