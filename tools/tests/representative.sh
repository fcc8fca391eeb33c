#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Every command of the tool, at its work and failing, in each output format: what a
# slow checker of memory is to see of the tool as a whole. Looks at exit codes; the
# words are cli.sh's.
#
# usage: representative.sh TOOL; prints TAP
set -u

cli=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
number=0
fake=
export LC_ALL=C.UTF-8

# exits CODE ARGUMENT...
exits() {
	wanted=$1
	shift
	FAKE=$fake "$cli" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	code=$?
	number=$((number + 1))
	if [ "$code" -eq "$wanted" ]; then
		echo "ok $number - ${fake:+$fake }$*: exit $wanted"
	else
		echo "not ok $number - ${fake:+$fake }$*: exit $wanted, not $code"
		sed 's/^/# /' "$dir/err"
	fi
}

global=8be4df61-93ca-11d2-aa0d-00e098032b8c
mkdir "$dir/fs"
printf '\007\000\000\000bbbb' >"$dir/fs/BootOrder-$global"
printf '\007\000\000\000lxl' >"$dir/fs/Lang-$global"
echo "$global Lang" >"$dir/names"
echo nonsense >"$dir/bad"

exits 0 --help
exits 2 info --frobnicate
exits 0 info
exits 0 info -o json
exits 0 probe
exits 0 probe -o json
exits 0 buffers
exits 0 buffers -o json
exits 0 send variable --hex 0b00000000000000 -m 24 --diff
exits 0 send variable --hex 0b00000000000000 -m 24 --diff -o json
exits 0 send variable -f "$dir/names" -o raw
exits 0 send variable --hex 00 -n
exits 5 send sim-echo --hex 00
exits 2 send variable --hex 0
exits 2 send variable -f "$dir/names" --message-len 1
exits 0 trigger 0x10 --yes
exits 0 trigger 0x10 -n -o json
exits 4 trigger 2 --yes -o json
exits 0 var list --long
exits 0 var list --save "$dir/saved" -o json
exits 0 var get Big ddccbbaa-0201-0403-0506-0708090a0b0c
exits 5 var get Nope -o json
exits 0 var get Lang -n
exits 6 var verify -e "$dir/fs"
exits 6 var verify -e "$dir/fs" -N "$dir/names" -o json
exits 2 var verify -e "$dir/fs" -N "$dir/bad"
exits 0 handlers --long
exits 0 handlers -o json
exits 0 handlers -n
exits 0 supervisor version
exits 0 supervisor version -o json
exits 0 status
exits 0 status 14 -o json
exits 0 recipients
exits 0 recipients -o json
exits 0 module status -o json
exits 1 module load "$dir/none.ko" a=1
exits 1 module unload mmcomm_no_such_module
fake=buffer_count=200,place_count=200
exits 0 buffers
exits 0 probe
fake=simulated=1
exits 0 info
exits 0 send variable --hex 00 -n -o json
fake=open=2
exits 4 info -o json
fake=communicate=110,reason=31,progress=1
exits 4 var list
exits 4 send variable --hex 00 -o json
fake=lie=7
exits 5 var list
fake=lie=4
exits 5 var get Lang
fake=supervisor=4
exits 5 supervisor version -o json
fake=profile=1
exits 5 handlers -o json
fake=profile=11
exits 5 handlers
fake=longest=50
exits 0 handlers
fake=interrupt=3
exits 130 var list
export FAKE_TRACING="$dir/tracing"
fake=trace_messages=3
exits 0 watch --count 3
exits 0 watch --count 2 -o json
exits 2 watch --filter nobody
fake=trace_module=0
exits 4 watch
fake=trace_create=12
exits 1 watch -o json
fake=trace_messages=1,trace_destroy=16
exits 1 watch --count 1
echo "1..$number"
