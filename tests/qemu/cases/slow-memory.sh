#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers whose memory does not answer, and files that are closed meanwhile. Needs a
# kernel with userfaultfd.
. /job/lib.sh

load
program lifetime memory
unload
finish
