#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Calls while CPU 0 is busy, while the others go offline and come back, with CPU 0
# alone, and without it.
. /job/lib.sh

mount_efivarfs
load
program stress-hotplug
unload
finish
