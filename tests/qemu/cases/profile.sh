#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# mmcomm-cli handlers against the test firmware, which keeps a profile of its
# handlers: those that are there, and that it takes no more SMIs than it must.
. /job/lib.sh

# lists NAME REASON: a handler of that name or GUID, with the address of its code,
# the module and offset there, and the address that it was registered from
lists() {
	says "$2" "[|\`]-$1 +0x[0-9a-f]+ [^ ]+\\+0x[0-9a-f]+ +0x[0-9a-f]+ *\$" /tmp/tree
}

load
before=$(smi_count)
exits 0 "the profile is read" mmcomm-cli handlers --long
same "with an SMI for its size and one for all of it" $((before + 2)) "$(smi_count)"
cp /tmp/out /tmp/tree
lists variable "the variable driver's handler"
lists variable-policy "that of variable policies"
lists handler-profile "the profile's own"
lists mm-supervisor "the supervisor's"
for number in 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e; do
	lists 6d6d636f-6d6d-4654-8001-0000000000$number "the test firmware's handler $number"
done
lists handler "a handler of every MMI"
says "the MM core is among the modules" '^PiSmmCore +0x[0-9a-f]+ +0x[0-9a-f]+ +[1-9]' /tmp/tree
says "and so is one that handles nothing" '^CpuIo2Smm +0x[0-9a-f]+ +0x[0-9a-f]+ +0 a47ee2d8-' \
	/tmp/tree

# As many of the handlers as of the lines with an address.
exits 0 "the same as JSON" mmcomm-cli handlers -o json
same "with as many handlers" "$(grep -c '^ *[|`].*-.* 0x[0-9a-f]* ' /tmp/tree)" \
	"$(grep -c '"image_reference"' /tmp/out)"
says "and the name of each that has one" '"name": "variable",' /tmp/out
exits 0 "a dry run" mmcomm-cli handlers --dry-run
same "raises no SMI" $((before + 4)) "$(smi_count)"
unload
finish
