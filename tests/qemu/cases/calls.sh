#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Many calls with messages of every length: right answers, one SMI each.
. /job/lib.sh

mount_efivarfs
load
program calls 1000
unload
finish
