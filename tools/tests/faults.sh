#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Whether who watches memory notices a fault: each one must end the program with
# an error, and be called by its name. A sound program must pass.
#
# usage: faults.sh sanitize|valgrind PROGRAM...; prints TAP
set -u

checker=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
number=0

report() {
	number=$((number + 1))
	echo "$1 $number - $2"
	[ "$1" = ok ] || sed 's/^/# /' "$log"
}

# noticed FAULT PATTERN PROGRAM...
noticed() {
	fault=$1
	pattern=$2
	shift 2
	if "$@" "$fault" >"$log" 2>&1; then
		report "not ok" "$checker notices: $fault"
	elif grep -q -e "$pattern" "$log"; then
		report ok "$checker notices: $fault"
	else
		report "not ok" "$checker calls it by its name: $fault"
	fi
}

if "$@" none >"$log" 2>&1; then
	report ok "a sound program passes"
else
	report "not ok" "a sound program passes"
fi
case $checker in
sanitize)
	noticed leak 'LeakSanitizer: detected memory leaks' "$@"
	noticed overflow 'AddressSanitizer: heap-buffer-overflow' "$@"
	noticed after-free 'AddressSanitizer: heap-use-after-free' "$@"
	noticed undefined 'runtime error: signed integer overflow' "$@"
	;;
valgrind)
	noticed leak '24 bytes in 1 blocks are definitely lost' "$@"
	noticed overflow 'Invalid read of size 1' "$@"
	noticed after-free 'Invalid read of size 1' "$@"
	noticed uninitialised 'depends on uninitialised value' "$@"
	;;
esac
echo "1..$number"
