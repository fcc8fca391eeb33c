#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The module is loaded and unloaded again and again under callers.
. /job/lib.sh

program storm mmcomm.ko
finish
