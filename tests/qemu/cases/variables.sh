#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The main job: every UEFI variable through the variable handler in MM, compared
# with efivarfs, which is mounted only after all names were listed through MM.
. /job/lib.sh

! grep -q efivarfs /proc/mounts || umount "$EFIVARS" || bail "efivarfs stays mounted"

load
smis=$(smi_count)
raised=$(field mmis_raised mmcomm-cli info)
exits 0 "every variable is listed through MM" mmcomm-cli var list -o json
cp /tmp/out /tmp/list
smis=$(($(smi_count) - smis))
raised=$(($(field mmis_raised mmcomm-cli info) - raised))
listed=$(grep -c '"name"' /tmp/list)
note "$listed variables, $raised calls, $smis SMIs"
[ "$listed" -gt 20 ]
result $? "they are more than 20"
[ "$raised" -ge "$listed" ]
result $? "with a call for each"
same "and an SMI for each call" "$raised" "$smis"

mount_efivarfs
same "efivarfs has as many" "$(find "$EFIVARS" -type f | wc -l)" "$listed"
exits 0 "all of them are identical to efivarfs" mmcomm-cli var verify
note "$(cat /tmp/out)"
says "the last line counts them" "^$listed/$listed identical\$" /tmp/out
unload
finish
