#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A 32-bit program and a 64-bit one get the same from every ioctl.
. /job/lib.sh

load
program compat
unload
finish
