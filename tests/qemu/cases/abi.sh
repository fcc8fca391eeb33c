#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Good and bad input for every ioctl: errno, progress, reason, SMI counter, and
# a kernel log that stays silent.
. /job/lib.sh

mount_efivarfs
load
program ioctl-abi
unload
finish
