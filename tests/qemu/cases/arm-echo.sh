#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Messages of every length that matters through the buffer that the partition shares,
# in one piece and split: to the last byte of each buffer, and not a byte further.
. /job/lib.sh

for buffers in 1 16; do
	load buffers=$buffers
	same "buffers=$buffers: so many there are" $buffers "$(field buffer_count mmcomm-cli info)"
	program lengths 1
	unload
done
finish
