#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The main job: every UEFI variable through the variable handler in MM, compared
# with efivarfs, which is mounted only after all of them were listed and read
# through MM. The names compared are those listed then.
. /job/lib.sh

! grep -q efivarfs /proc/mounts || umount "$EFIVARS" || bail "efivarfs stays mounted"

# proven CALLS DESCRIPTION COMMAND...: the command makes exactly so many calls, or
# "any" number of them, and CPU 0 counts exactly one SMI for each. Nobody else may
# call MM meanwhile, so efivarfs must not be mounted yet. Leaves the number of
# calls in $raised.
proven() {
	calls=$1
	what=$2
	shift 2
	smis=$(smi_count)
	raised=$(field mmis_raised mmcomm-cli info)
	exits 0 "$what" "$@"
	smis=$(($(smi_count) - smis))
	raised=$(($(field mmis_raised mmcomm-cli info) - raised))
	note "$raised calls, $smis SMIs"
	same "$what: an SMI for each call" "$raised" "$smis"
	[ "$calls" = any ] || same "$what: the number of calls" "$calls" "$raised"
}

load
proven any "every variable is listed through MM" mmcomm-cli var list --save /tmp/names -o json
listed=$(grep -c '"name"' /tmp/out)
note "$listed variables"
# The test firmware has none for booting from a network.
least=21
[ -z "$FIRMWARE" ] || least=20
counted=", $listed MMIs counted"
[ "$FIRMWARE" != uefi ] || counted="; MMIs cannot be counted here"
[ "$listed" -ge $least ]
result $? "they are at least $least"
same "with a call for each, and one for the end" $((listed + 1)) "$raised"
same "as many names were saved" "$listed" "$(grep -c -v '^#' /tmp/names)"

proven $((2 * listed + 1)) "every variable is listed and read through MM" \
	mmcomm-cli var list --long -o json
same "each has attributes and a size" "$listed $listed" \
	"$(grep -c '"attributes"' /tmp/out) $(grep -c '"size"' /tmp/out)"

mount_efivarfs
same "efivarfs has as many" "$(find "$EFIVARS" -type f | wc -l)" "$listed"
exits 0 "all of them are identical to efivarfs" mmcomm-cli var verify --names /tmp/names
note "$(cat /tmp/out)"
same "a call for each, and an MMI for each call" \
	"$listed calls to the variable handler$counted; the names came from a file." \
	"$(grep ' calls to the variable handler' /tmp/out)"
same "the last line counts them" "$listed/$listed identical" "$(tail -n 1 /tmp/out)"
exits 0 "so they are with the names asked for again" mmcomm-cli var verify
same "with the same last line" "$listed/$listed identical" "$(tail -n 1 /tmp/out)"
unload
finish
