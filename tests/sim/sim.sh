#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What every case of the simulated MM uses, read with ". /job/sim.sh". It begins
# without a module loaded and ends with "finish". Besides what lib.sh offers:
#
#   load_sim [PARAMETER...]  mmcomm with executor=sim, then mmcomm_sim with these
#   unload_sim               both, the other way round
#   json PATH COMMAND...     one value of a command's JSON, as in buffers[0].id
. /job/lib.sh

load_sim() {
	load executor=sim
	insmod mmcomm_sim.ko "$@" >/tmp/insmod 2>&1 && return
	note "$(cat /tmp/insmod; dmesg | grep mmcomm | tail -n 5)"
	bail "insmod mmcomm_sim.ko $* failed"
}

unload_sim() {
	rmmod mmcomm_sim || bail "rmmod mmcomm_sim failed"
	unload
}

json() {
	json_path=$1
	shift
	"$@" -o json | json-value "$json_path"
}
