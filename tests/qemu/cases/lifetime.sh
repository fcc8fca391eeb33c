#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers that are signalled, killed, stopped or frozen.
. /job/lib.sh

load buffers=4
program lifetime
program lifetime freezer
unload
finish
