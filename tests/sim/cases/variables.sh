#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A variable's life: set, read, appended to, listed, compared, deleted, through
# messages and mmcomm-cli. Names and sizes that a tool could trip over.
. /job/sim.sh

vendor=f1a454d8-1b0c-4f4e-a03d-106e07e7a7c1
vendor_bytes='\330\124\244\361\014\033\116\117\240\075\020\156\007\347\247\301'
NV_BS_RT=7
APPEND=71

# le NUMBER BYTES: a little-endian number, as escapes for printf.
le() {
	number=$1
	left=$2
	while [ "$left" -gt 0 ]; do
		printf '\\%03o' $((number % 256))
		number=$((number / 256))
		left=$((left - 1))
	done
}

# ucs2 NAME: as it stands in a message, from ASCII, with the terminating NUL.
ucs2() {
	printf '%s' "$1" | sed 's/./&\n/g' | tr -d '\n' >/tmp/ascii
	hexdump -v -e '1/1 "%02x00"' /tmp/ascii
	printf 0000
}

# set_variable NAME ATTRIBUTES FILE: prints the handler's own status.
set_variable() {
	name_hex=$(ucs2 "$1")
	data_len=$(stat -c %s "$3")
	{
		# shellcheck disable=SC2059 # escapes are what it is for
		printf "$(le 3 8)$(le 0 8)$vendor_bytes$(le "$data_len" 8)$(le $((${#name_hex} / 2)) 8)$(le "$2" 4)"
		echo "$name_hex" | sed 's/../\\x&/g' | xargs -0 printf | head -c $((${#name_hex} / 2))
		cat "$3"
	} >/tmp/message
	mmcomm-cli send variable --file /tmp/message -o raw >/tmp/answer || echo "send failed"
	handler_status /tmp/answer
}

# The status in a variable handler's answer, from its most significant byte on.
handler_status() {
	tail -c +9 "$1" | head -c 8 | hexdump -v -e '8/1 "%02x"' |
		sed 's/\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)/\8\7\6\5\4\3\2\1/'
}

SUCCESS=0000000000000000
INVALID_PARAMETER=8000000000000002
UNSUPPORTED=8000000000000003
OUT_OF_RESOURCES=8000000000000009
NOT_FOUND=800000000000000e

load_sim buffer_len=262144
head -c 3 /dev/urandom >/tmp/three
head -c 6000 /dev/urandom >/tmp/large
: >/tmp/empty

same "a variable is made" $SUCCESS "$(set_variable Three $NV_BS_RT /tmp/three)"
mmcomm-cli var get Three $vendor -o raw >/tmp/back
cmp /tmp/three /tmp/back
result $? "and read back"
same "it gets other data" $SUCCESS "$(set_variable Three $NV_BS_RT /tmp/large)"
exits 0 "which is longer than a page" mmcomm-cli var get Three $vendor -o json
same "  its size" 6000 "$(json-value size </tmp/out)"
same "  two calls: one that says how long it is, one that reads it" 2 \
	"$(json-value tally.calls </tmp/out)"
mmcomm-cli var get Three $vendor -o raw >/tmp/back
cmp /tmp/large /tmp/back
result $? "and read back, too"
same "it is appended to" $SUCCESS "$(set_variable Three $APPEND /tmp/three)"
mmcomm-cli var get Three $vendor -o raw >/tmp/back
cat /tmp/large /tmp/three | cmp - /tmp/back
result $? "at its end"

same "other attributes are refused" $INVALID_PARAMETER "$(set_variable Three 6 /tmp/three)"
same "attributes that there are not, too" $UNSUPPORTED "$(set_variable New 23 /tmp/three)"
same "what is not there cannot be deleted" $NOT_FOUND "$(set_variable New $NV_BS_RT /tmp/empty)"
head -c 70000 /dev/urandom >/tmp/huge
same "more than the store holds is refused" $OUT_OF_RESOURCES "$(set_variable New $NV_BS_RT /tmp/huge)"
mmcomm-cli var get Three $vendor -o raw >/tmp/back
cat /tmp/large /tmp/three | cmp - /tmp/back
result $? "none of which changed anything"

number=0
while [ $number -lt 20 ]; do
	head -c $((number * 7 % 50 + 1)) /dev/urandom >/tmp/many.$number
	[ "$(set_variable "Many-$number" $NV_BS_RT /tmp/many.$number)" = $SUCCESS ] || break
	number=$((number + 1))
done
same "twenty variables" 20 $number
same "are listed, with the one from before and the six of every machine" 27 \
	"$(json variables.length mmcomm-cli var list)"
mkdir /tmp/efivars
number=0
while [ $number -lt 20 ]; do
	{
		printf '\7\0\0\0'
		cat /tmp/many.$number
	} >/tmp/efivars/Many-$number-$vendor
	number=$((number + 1))
done
mmcomm-cli var verify --efivarfs /tmp/efivars -o json >/tmp/verify
same "twenty of them as they should be" "20 27" \
	"$(json-value identical </tmp/verify) $(json-value count </tmp/verify)"

# The tool shows what a terminal must not get to see.
same "a name with a control character" $SUCCESS "$(set_variable "$(printf 'Bell\007')" $NV_BS_RT /tmp/three)"
mmcomm-cli var list >/tmp/out
says "is shown harmlessly" 'Bell\\x07' /tmp/out
same "a long name" $SUCCESS "$(set_variable "$(printf '%0200d' 7)" $NV_BS_RT /tmp/three)"
exits 0 "can be read" mmcomm-cli var get "$(printf '%0200d' 7)" $vendor

same "a variable is deleted" $SUCCESS "$(set_variable Three $NV_BS_RT /tmp/empty)"
exits 5 "and is gone" mmcomm-cli var get Three $vendor -o json
same "the others are still there" 28 "$(json variables.length mmcomm-cli var list)"
unload_sim
finish
