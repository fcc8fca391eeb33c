#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The module stays while somebody has the device open, and goes afterwards.
. /job/lib.sh

load
exec 3<>/dev/mmcomm
exits 1 "rmmod is refused while the device is open" rmmod mmcomm
says "the refusal says why" "Resource temporarily unavailable|in use" /tmp/said
[ -d /sys/module/mmcomm ]
result $? "the module is still there"
exits 0 "the device still answers" mmcomm-cli info
exec 3>&-
exits 0 "rmmod works once it is closed" rmmod mmcomm
[ ! -e /dev/mmcomm ]
result $? "the device is gone"
exits 0 "the module loads again" insmod mmcomm.ko
exits 0 "and answers" mmcomm-cli info
unload
finish
