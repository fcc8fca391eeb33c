#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Callers that are killed while they wait, and the calls that come after.
. /job/lib.sh

load
program signals
unload
finish
