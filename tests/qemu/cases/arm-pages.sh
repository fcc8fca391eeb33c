#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A kernel whose pages are larger than those of MM: buffers are made of pages of MM's,
# also where several of them lie in one page of the kernel's, and messages of every
# length that matters come through each.
. /job/lib.sh

shared=0x7fe00000

# AT_PAGESZ is number 6 of what the kernel tells a program at its start.
page=$(hexdump -v -e '4/4 "%u " "\n"' /proc/self/auxv | sed -n 's/^6 0 \([0-9]*\) 0 *$/\1/p')
same "a page of the kernel's has 64 KiB" 65536 "$page"

load
same "the shared memory is found, and is one buffer" "$shared 1" \
	"$(field address mmcomm-cli buffers) $(field buffer_count mmcomm-cli info)"
program lengths 1
unload

# The first, the third, the last of a page of the kernel's; one across its border; the
# last of all.
load comm_buffers=$shared:0x1000,0x7fe02000:0x1000,0x7fe0f000:0x1000,0x7fe1e000:0x3000,0x7ffff000:0x1000
same "five buffers of one to three pages" 5 "$(field buffer_count mmcomm-cli info)"
program lengths 1
program pinned 25
unload

# Borders between these lie within pages of the kernel's: 2 MiB have no 11 parts.
load buffers=11
same "eleven buffers" 11 "$(field buffer_count mmcomm-cli info)"
exits 0 "buffers answers" mmcomm-cli buffers
says "the second begins within a page of the kernel's" "0x7fe2e000" /tmp/out
program pinned 25
unload
finish
