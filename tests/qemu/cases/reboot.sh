#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Calls while the system goes down: refused from the moment on that mmcomm has
# heard of it. The reboot is held up then, until the guest has given its verdict
# and wants to power off itself. Nothing else can run in this guest after it.
. /job/lib.sh

hold=/sys/module/mmcomm_test_sleep/parameters

load
insmod mmcomm_test_sleep.ko reboot=1 || bail "mmcomm_test_sleep does not load"
exits 0 "a message is answered before" mmcomm-cli var get BootOrder
before=$(smi_count)
reboot -f &
tries=0
while [ "$(cat $hold/holding)" != Y ] && [ $tries -lt 1200 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
same "the system is going down" Y "$(cat $hold/holding)"
exits 4 "a message is refused" mmcomm-cli var get BootOrder
says "and the reason is named" "sleep|reboot" /tmp/said
exits 4 "a bare MMI is refused" mmcomm-cli trigger 0 --yes
exits 0 "info still answers" mmcomm-cli info
says "and says why nothing can be sent" "sleep|reboot" /tmp/said
same "no SMI was raised" "$before" "$(smi_count)"

until pidof poweroff >/dev/null; do
	sleep 0.1
done >/dev/null 2>&1 && echo 0 >$hold/reboot &
finish
