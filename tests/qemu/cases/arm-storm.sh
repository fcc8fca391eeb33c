#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A caller on each CPU, all at the same time: nobody waits in the secure world for
# another one. And a caller who is killed while it waits is gone at once.
. /job/lib.sh

load
program pinned 1000
unload
load buffers=4
program pinned 100
unload
finish
