#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The tool as a whole: mmcomm-cli linked with the fake device. Exit codes, what
# goes to standard output and what to standard error.
#
# usage: cli.sh TOOL; prints TAP
set -u

cli=$1
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
number=0
global=8be4df61-93ca-11d2-aa0d-00e098032b8c
export LC_ALL=C.UTF-8

ok() {
	number=$((number + 1))
	echo "ok $number - $1"
}

not_ok() {
	number=$((number + 1))
	echo "not ok $number - $1"
	sed 's/^/# out: /' "$dir/out"
	sed 's/^/# err: /' "$dir/err"
}

# exits CODE DESCRIPTION ARGUMENT...: runs the tool
exits() {
	wanted=$1
	what=$2
	shift 2
	FAKE=${fake:-} "$cli" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	code=$?
	if [ "$code" -eq "$wanted" ]; then
		ok "$what: exit $wanted"
	else
		not_ok "$what: exit $wanted, not $code"
	fi
}

# out PATTERN, err PATTERN: what the last run printed; grep's basic patterns
out() {
	if grep -q -e "$1" "$dir/out"; then ok "  prints '$1'"; else not_ok "  prints '$1'"; fi
}

err() {
	if grep -q -e "$1" "$dir/err"; then ok "  complains '$1'"; else not_ok "  complains '$1'"; fi
}

# lacks PATTERN: what the last run did not print, on either of its outputs
lacks() {
	if grep -q -e "$1" "$dir/out" "$dir/err"; then not_ok "  without '$1'"; else ok "  without '$1'"; fi
}

silent() {
	if [ -s "$dir/$1" ]; then not_ok "  nothing on $1"; else ok "  nothing on $1"; fi
}

# json FILTER VALUE: the last run's standard output is JSON with that in it
json() {
	value=$(python3 "$here/json_value" "$1" <"$dir/out" 2>&1)
	if [ "$value" = "$2" ]; then ok "  $1 is $2"; else not_ok "  $1 is $2, not $value"; fi
}

echo "# help and usage"
fake=
exits 0 "help" --help
out 'The first time on a machine'
exits 0 "version" --version
out '^mmcomm-cli [0-9.]* (ABI 1)$'
exits 2 "no command"
err 'which command'
exits 2 "unknown command" frobnicate
err "'frobnicate' is no command"
exits 2 "unknown option" info --frobnicate
err "unknown option '--frobnicate'"
exits 2 "unknown short option" info -z
err "unknown option '-z'"
exits 2 "option without value" send variable --hex
err "needs a value"
exits 2 "unknown format" info -o yaml
exits 2 "raw where there is no data" info -o raw
err 'info has no data to show as raw'
exits 2 "hexdump where there is no data" -o hexdump var list
err 'var list has no data to show as hexdump'
exits 0 "hexdump of data" var get Lang -o hexdump
exits 2 "half a command" var
out 'var verify'
exits 0 "help of half a command" var --help
exits 2 "unknown second word" var frobnicate
err "'var' has no command 'frobnicate'"
err "See 'mmcomm-cli var --help'."
exits 0 "help of help" help
out 'The first time on a machine'
exits 0 "help of half a command, asked first" help var
out 'var verify'
exits 2 "help of no command" help frobnicate
err "'frobnicate' is no command"
exits 2 "help of an unknown second word" help var frobnicate
err "'var' has no command 'frobnicate'"
exits 2 "too many arguments" info now
for command in info probe buffers send trigger watch "var list" "var get" "var verify" \
	handlers "supervisor version" status recipients "module load" "module unload" "module status"; do
	# shellcheck disable=SC2086 # two words are two arguments
	exits 0 "$command --help" $command --help
	out '^Example'
	out "mmcomm-cli $command"
	# shellcheck disable=SC2086
	exits 0 "help $command" help $command
done
exits 0 "options before the command" -o json info
json executor '"fake"'
exits 0 "options behind arguments" status 0 -o json
json name '"EFI_SUCCESS"'

echo "# info, buffers, probe"
exits 0 "info" info
out '^Trigger .*0xb2.*0xb3'
out '^Platform .*vouches'
out '^Messages .*can be sent'
silent err
exits 0 "info as JSON" info -o json
json flags.can_communicate true
json flags.simulated false
json cmd_port '"0xb2"'
json header_versions '[1]'
json max_message_len 16360
fake=flags=0x18,port=0
exits 0 "info of a probe" info
out 'probe_only=1'
out '^Trigger *none'
fake=wsmt=3
exits 0 "info of firmware with a WSMT" info
out '^WSMT .*0x3: FIXED_COMM_BUFFERS, COMM_BUFFER_NESTED_PTR_PROTECTION$'
fake=
exits 0 "buffers" buffers
out '0x1e4f2000.*retired'
exits 0 "buffers as JSON" buffers -o json
json 1.state '"retired"'
json 0.address '"0x1e4ee000"'
fake=flags=0x183
exits 0 "info under lockdown" info
out '^Messages .*refused by kernel lockdown'
out '^Bare triggers .*refused by kernel lockdown'
fake=
exits 0 "buffers again" buffers
fake=buffer_count=0
exits 0 "no buffers" buffers
out 'no communicate buffer'
fake=
exits 0 "probe" probe
out 'place 1 .*used'
out 'Everything that a message to MM needs was found'
exits 0 "probe as JSON" probe -o json
json places.1.subject '"mailbox"'
json places.0.address null
json mailbox_found true
json loaded_for_this_look false
script -qec "stty cols 60; '$cli' probe" /dev/null </dev/null >"$dir/out" 2>"$dir/err"
out 'place 1 .*used'
out 'a_word_that_no_narrow_terminal_has_any_room_for'
if grep -q 'there, and this sentence is a long' "$dir/out"; then
	not_ok "  a narrow terminal's lines are broken"
else
	ok "  a narrow terminal's lines are broken"
fi
COLUMNS=60 "$cli" probe >"$dir/out" 2>"$dir/err"
out 'there, and this sentence is a long one, with a_word_that_no'
fake=place_count=2
exits 0 "probe with occupied buffers" probe
out 'Everything that a message to MM needs was found'
fake=place_count=1,longest=0
exits 0 "probe without success" probe
out 'not found: mailbox, buffer\.$'
fake=place_count=0,flags=0,port=0,longest=0
exits 0 "probe where there is nothing at all" probe
out 'not found: trigger, mailbox, buffer\.$'
exits 0 "the same as JSON" probe -o json
json places '[]'
json trigger_found false
json mailbox_found false
json buffer_found false
fake=place_count=1,flags=0x18
exits 0 "probe under probe_only=1 without success" probe
out 'raises no MMI'
fake=discovery=12
exits 1 "probe that cannot look" probe
fake=info=19
exits 4 "probe of a device without MM that says so" probe
fake=open=13
exits 3 "probe without permission" probe

echo "# access and transport"
fake=open=1
exits 3 "no capability" info
err 'CAP_SYS_RAWIO'
fake=open=13
exits 3 "no permission" info
err 'Run as root'
fake=open=2
exits 4 "no device" info
err 'module is not loaded'
err 'mmcomm-cli probe'
silent out
exits 4 "no device, JSON" info -o json
json error.errno '"ENOENT"'
fake=communicate=1,reason=12
exits 3 "lockdown" send variable --hex 00
err 'lockdown refuses'
exits 3 "lockdown, a variable" var get Lang
err '^mmcomm-cli: reading Lang: Kernel lockdown refuses'
fake=communicate=110,reason=31,progress=1
exits 4 "timeout" send variable --hex 00 -o json
err 'did not finish it in time'
err 'outcome is unknown'
json error.errno '"ETIMEDOUT"'
json error.reason '"timeout"'
json error.progress '"may-have-run"'
fake=info=4
exits 4 "interrupted ioctl" info
fake=
exits 4 "another device" -d /dev/null info
err '/dev/null is not an mmcomm device'
lacks 'TRIGGER'
exits 4 "no such path" -d /nosuch info
err '/nosuch is not there'
lacks 'not loaded'

echo "# send"
exits 0 "payload size" send variable --hex '0b 00000000000000' --message-len 24
out 'EFI_SUCCESS'
out '1 MMI counted'
out '^00000010  f4 ff 03 00'
exits 0 "diff" send variable --hex 0b00000000000000 -m 24 --diff
out '^- 00000010  00 00 00'
out '^+ 00000010  f4 ff 03'
out '^3 bytes differ'
exits 0 "JSON" send variable --hex 0b00000000000000 -m 24 -o json --diff
json response '"0b000000000000000000000000000000f4ff030000000000"'
json request '"0b0000000000000000000000000000000000000000000000"'
json mm_status.name '"EFI_SUCCESS"'
json mmi_count 1
exits 0 "raw" send 12345678-1234-5678-0102-030405060708 --hex 00ff0f -o raw
if [ "$(od -An -tx1 "$dir/out" | tr -d ' \n')" = ff00f0 ]; then
	ok "  the answer's bytes alone"
else
	not_ok "  the answer's bytes alone"
fi
silent err
printf '\001\002' >"$dir/request"
exits 0 "from a file" send 12345678-1234-5678-0102-030405060708 -f "$dir/request" -o json
json response '"fefd"'
printf '\001\002\003' | FAKE='' "$cli" send 12345678-1234-5678-0102-030405060708 -o json \
	>"$dir/out" 2>"$dir/err"
json response '"fefdfc"'
exits 0 "short capacity" send 12345678-1234-5678-0102-030405060708 --hex 000102 -c 2
out 'cut to 2 bytes'
exits 0 "no capacity" send 12345678-1234-5678-0102-030405060708 --hex 000102 -c 0 -o json
json response '""'
json truncated true
fake=counter=0
exits 0 "no counter" send 12345678-1234-5678-0102-030405060708 --hex 00
out 'MMIs not counted'
fake=no_status=1
exits 0 "no status" send 12345678-1234-5678-0102-030405060708 --hex 00
out 'gives no status here'
fake=
exits 5 "unknown recipient" send 11111111-2222-3333-4444-555555555555 --hex 00
out 'EFI_NOT_FOUND'
out 'no handler for that recipient'
exits 5 "unknown recipient, raw" send 11111111-2222-3333-4444-555555555555 --hex 00 -o raw
err 'EFI_NOT_FOUND'
exits 2 "zero GUID" send 00000000-0000-0000-0000-000000000000 --hex 00
err 'zero GUID'
exits 2 "zero GUID, not even in a dry run" send 00000000-0000-0000-0000-000000000000 --hex 00 -n
fake=communicate=22,reason=40
exits 2 "a request that no machine takes" send 68e8c853-2ba9-4dd7-9ac0-91e16155c935 --hex 00
err 'marks a V3 header'
fake=
exits 4 "no such buffer" send variable --hex 00 --buffer 9
err 'id 9'
exits 4 "header version" send variable --hex 00 --header 3
err 'version 3'
exits 4 "header version, the short way" send variable --hex 00 --v3
err 'version 3'
exits 4 "too long" send variable --hex 00 -m 20000
err '20000 bytes does not fit; the longest that does has 16360'
exits 0 "an event" send exit-boot-services --hex 00 -n
fake=mm_status=0
exits 5 "an event is warned about" send exit-boot-services --hex 00
err 'told about a step of the boot'
fake=
exits 2 "no recipient" send
exits 2 "bad recipient" send nobody --hex 00
exits 2 "bad hex" send variable --hex 0
exits 2 "empty hex" send variable --hex ''
exits 2 "empty standard input" send variable
err 'at least one byte'
exits 2 "two sources" send variable --hex 00 --file x
exits 2 "short message length" send variable --hex 0001 -m 1
exits 2 "bad header version" send variable --hex 00 --header 2
exits 2 "bad buffer" send variable --hex 00 -b x
exits 2 "buffer out of range" send variable --hex 00 -b 4294967295
err 'no buffer id, 0 to 4294967294'
exits 2 "message length out of range" send variable --hex 00 -m 16777217
err 'no message length, 1 to 16777216'
exits 2 "capacity out of range" send variable --hex 00 -c 16777217
err 'no capacity, 0 to 16777216'
exits 2 "a vendor is no recipient" send global --hex 00
err "'global' names a vendor of variables"
exits 5 "unless its GUID is written out" send $global --hex 00
exits 2 "a module is no recipient" send variable-smm --hex 00
err "'variable-smm' names a module in the firmware"
exits 2 "a dispatcher is no recipient" send sw-dispatch --hex 00
err "'sw-dispatch' names a protocol inside MM"
exits 2 "diff of raw bytes" send variable --hex 00 --diff -o raw
err '\--diff and -o raw exclude each other'
exits 2 "data as argument" send variable 00
exits 1 "missing file" send variable -f "$dir/nothing"
err 'No such file'

echo "# dry runs"
exits 0 "send" send variable --hex 0b00000000000000 -m 24 --dry-run
out 'nothing is sent'
out '^Buffer .*0 at 0x1e4ee000'
out '0x00 to data port 0xb3, then 0x00 to command port 0xb2'
out '^00000010  18 00 00 00'
exits 0 "send, JSON" send variable --hex 0b00000000000000 -m 24 --dry-run -o json
json dry_run true
json header '"33d532ede69909429cc02d72cdd998a71800000000000000"'
json buffer.id 0
json trigger.cmd_port '"0xb2"'
json can_send true
fake=flags=0x18
exits 0 "send under probe_only=1" send variable --hex 00 --dry-run
out '^Messages  *cannot be sent: the module is loaded with probe_only=1'
exits 0 "var get under probe_only=1" var get Lang --dry-run -o json
json can_send false
fake=flags=0x12,mailbox=0
exits 0 "send without a mailbox" send variable --hex 00 --dry-run
out '^Messages  *cannot be sent: there is no mailbox'
exits 0 "info without a mailbox" info
out '^Messages  *cannot be sent: there is no mailbox'
fake=
exits 0 "a trigger that the FADT may reserve" trigger 2 --dry-run
out 'whether the FADT reserves command 0x02: the real call looks'
exits 4 "send to a retired buffer" send variable --hex 00 -b 1 -n
err 'no buffer with that id that is enabled and free takes'
exits 4 "send too much" send variable --hex 00 -m 20000 -n
fake=open=2
exits 0 "send without a device" send variable --hex 00 -n --header 3
out 'device cannot be asked'
out 'V3, 56 bytes'
exits 0 "send without a device, JSON" send variable --hex 00 -n -o json
json can_send null
exits 0 "trigger without a device" trigger 0x10 -n
out 'cannot be asked'
fake=communicate=5,trigger=5
exits 0 "nothing reaches the device" trigger 0x10 1 --dry-run
out '0x01 to data port 0xb3, then 0x10 to command port 0xb2'
exits 0 "var get" var get BootOrder -n
out 'B.o.o.t.O.r'
exits 0 "var list" var list -n
exits 0 "var verify" var verify -n
exits 0 "trigger, JSON" trigger 0x10 1 -n -o json
json trigger.data '"0x1"'
fake=

echo "# trigger"
exits 2 "not without a yes" trigger 0x10
err 'add --yes'
lacks 'hang'
exits 0 "with a yes" trigger 0x10 0x01 --yes
silent err
out '1 MMI counted'
out '0xfe afterwards'
exits 0 "JSON" trigger 0x10 0x01 --yes -o json
json data_after '"0xfe"'
exits 4 "reserved command" trigger 2 --yes
err 'command 0x02 another meaning'
lacks 'hang'
# code_is CODE DESCRIPTION: how the last run ended
code_is() {
	if [ "$code" -eq "$1" ]; then ok "$2: exit $1"; else not_ok "$2: exit $1, not $code"; fi
}

# at_terminal ANSWER FAKE ARGUMENT...: runs the tool at a terminal, which is asked
at_terminal() {
	answer=$1
	fake_there=$2
	shift 2
	printf '%s\n' "$answer" | FAKE=$fake_there script -qefc "'$cli' $*" /dev/null \
		>"$dir/out" 2>"$dir/err"
	code=$?
}
at_terminal yes '' trigger 0x10 0x01
code_is 0 "asked, and answered yes"
out 'hang'
out '1 MMI counted'
at_terminal no '' trigger 0x10 0x01
code_is 1 "asked, and answered no"
out 'not raised'
lacks 'MMI counted'
at_terminal yes flags=0x183 trigger 0x10
code_is 3 "lockdown refuses first"
out 'lockdown refuses'
lacks 'hang'
at_terminal yes flags=0x19 trigger 0x10
code_is 4 "so does probe_only=1"
out 'probe_only=1'
lacks 'hang'
at_terminal yes flags=0x1 trigger 0x10
code_is 4 "so does the lack of a trigger"
lacks 'hang'
at_terminal yes open=2 trigger 0x10
code_is 4 "so does the lack of a device"
lacks 'hang'
at_terminal yes flags=0x1,port=2 trigger 0x10
code_is 4 "so does SMC, which takes no command"
lacks 'hang'
out 'no bare MMI over SMC'
fake=trigger=95,reason=22,port=2
exits 4 "SMC takes no command" trigger 0x10 --yes
err 'There is no bare MMI over SMC'
err "mmcomm-cli send"
fake=
exits 2 "no command" trigger
exits 2 "bad command" trigger 256 --yes
exits 2 "bad data" trigger 1 -- -1
fake=trigger=1,reason=12
exits 3 "lockdown" trigger 0x10 --yes
fake=

echo "# var"
exits 0 "list" var list
out '^BootOrder  *global'
out '^BootOrder  *ddccbbaa-0201'
out '^6 variables, 7 calls to the variable handler, 7 MMIs counted'
exits 0 "list, long" var list --long
out '^Big .*NV BS RT AT *5000'
exits 0 "list, JSON" var list -l -o json
json variables.0.name '"BootOrder"'
json variables.4.size 5000
json tally.mmis_counted 14
exits 0 "get" var get BootOrder
out '^Attributes *NV BS RT (0x7)'
out '^00000000  62 62 62 62'
exits 0 "get by vendor" var get BootOrder ddccbbaa-0201-0403-0506-0708090a0b0c -o raw
if [ "$(cat "$dir/out")" = ooooo ]; then ok "  the value alone"; else not_ok "  the value alone"; fi
exits 0 "get by file name" var get BootOrder-ddccbbaa-0201-0403-0506-0708090a0b0c -o json
json data '"6f6f6f6f6f"'
exits 0 "get by vendor's name" var get Lang global -o json
json vendor '"8be4df61-93ca-11d2-aa0d-00e098032b8c"'
exits 5 "missing variable" var get Nope
err 'EFI_NOT_FOUND'
err "No such variable"
exits 5 "missing variable, JSON" var get Nope -o json
json error.handler_status.name '"EFI_NOT_FOUND"'
exits 5 "a well-known name, another vendor" var get db
err 'usually a variable of the vendor image-security: mmcomm-cli var get db image-security'
lacks 'No such variable'
exits 5 "a name with a number, another vendor" var get Boot00aF image-security
err 'vendor global: mmcomm-cli var get Boot00aF global'
exits 5 "a well-known name, its own vendor" var get dbx image-security
err 'No such variable'
exits 2 "a name that cannot be" var get "$(printf 'a\377')"
err 'no variable can have that name'
exits 2 "a name that cannot be, dry run" var get "$(printf 'a\377')" -n
exits 2 "no name" var get
exits 2 "empty name" var get ''
exits 2 "bad vendor" var get Lang nobody
fake=mm_status=0x800000000000000f
exits 5 "core refuses" var get Lang
err 'the MM core answered EFI_ACCESS_DENIED'
err 'does not accept the buffer'
fake=lie=1
exits 5 "handler lies" var get Lang
err 'makes no sense'
fake=lie=9
exits 5 "endless list" var list
err 'does not come to an end'
fake=

# What efivarfs would hold, in DIR.
other=ddccbbaa-0201-0403-0506-0708090a0b0c
efivarfs() {
	rm -rf "${1:?}"
	mkdir "$1"
	printf '\007\000\000\000bbbb' >"$1/BootOrder-$global"
	printf '\007\000\000\000lll' >"$1/Lang-$global"
	printf '\003\000\000\000ooooo' >"$1/BootOrder-$other"
	printf '\006\000\000\000' >"$1/Empty-$other"
	{ printf '\047\000\000\000' && head -c 5000 /dev/zero | tr '\0' B; } >"$1/Big-$other"
	printf '\007\000\000\000ss' >"$1/a!slash-$other"
	echo "not a variable" >"$1/README"
}

last_line() {
	if [ "$(tail -n 1 "$dir/out")" = "$1" ]; then ok "  ends in '$1'"; else not_ok "  ends in '$1'"; fi
}

echo "# verify"
efivarfs "$dir/fs"
exits 0 "all alike" var verify --efivarfs "$dir/fs"
out '14 calls to the variable handler, 14 MMIs counted'
last_line '6/6 identical'
exits 0 "JSON" var verify --efivarfs "$dir/fs" -o json
json identical 6
json variables.5.verdict '"identical"'
exits 0 "save names" var list --save "$dir/names"
exits 0 "names from a file" var verify -N "$dir/names" -e "$dir/fs"
out '7 calls .*; the names came from a file'
last_line '6/6 identical'
printf 'x' >>"$dir/fs/Lang-$global"
exits 6 "longer in efivarfs" var verify -e "$dir/fs"
out '^Lang .*size differs: efivarfs has 4'
last_line '5/6 identical'
efivarfs "$dir/fs"
printf '\007\000\000\000lxl' >"$dir/fs/Lang-$global"
exits 6 "another byte" var verify -e "$dir/fs" -o json
json variables.1.verdict '"data-differs"'
json variables.1.offset 1
printf '\006\000\000\000lll' >"$dir/fs/Lang-$global"
exits 6 "other attributes" var verify -e "$dir/fs"
out '^Lang .*attributes differ: efivarfs has BS RT'
rm "$dir/fs/Lang-$global"
exits 6 "missing in efivarfs" var verify -e "$dir/fs"
out '^Lang .*missing in efivarfs'
last_line '5/6 identical'
efivarfs "$dir/fs"
printf '\007\000\000\000n' >"$dir/fs/New-$global"
exits 6 "missing in MM" var verify -e "$dir/fs"
out '^New .*missing in MM'
last_line '6/7 identical'
printf 'abc' >"$dir/fs/New-$global"
exits 6 "file without attributes" var verify -e "$dir/fs"
efivarfs "$dir/fs"
echo "$global Gone" >>"$dir/names"
exits 6 "a saved name that is gone" var verify -e "$dir/fs" -N "$dir/names"
err 'reading Gone'
last_line '6/7 identical'
fake=lost=1
exits 6 "a call without an MMI" var verify -e "$dir/fs"
out 'No MMI was counted during 1 of the calls'
fake=counter=0
exits 0 "a machine that cannot count" var verify -e "$dir/fs"
out 'MMIs cannot be counted here'
fake=
mkdir "$dir/empty"
exits 1 "efivarfs not mounted" var verify -e "$dir/empty"
err 'mount -t efivarfs'
exits 1 "no such directory" var verify -e "$dir/nowhere"
exits 1 "no such names" var verify -N "$dir/nowhere"
echo nonsense >"$dir/bad"
exits 2 "bad names" var verify -N "$dir/bad" -e "$dir/fs"
err 'line 1'
fake=communicate=5,reason=29,progress=1
exits 4 "transport breaks" var verify -e "$dir/fs"
err 'left the message alone'
fake=interrupt=3
FAKE=$fake "$cli" var list --save "$dir/interrupted" >"$dir/out" 2>"$dir/err" </dev/null
code=$?
if [ "$code" -eq 130 ]; then ok "an interrupt ends it by the signal"; else not_ok "an interrupt: $code"; fi
if [ -e "$dir/interrupted" ] || [ -e "$dir/interrupted.partial" ]; then
	not_ok "  and leaves no file behind"
else
	ok "  and leaves no file behind"
fi
fake=

echo "# supervisor"
exits 0 "its version" supervisor version
out '^Version  *0x20001$'
out '^Patch level  *0x7$'
out '^Requests  *up to number 4$'
out '^Recipient  *8c633b23-1260-4ea6-830f-7ddc97382111 (mm-supervisor)$'
out '^Took  *1 call to the MM supervisor, 1 MMI counted$'
lacks 'SIMULATED'
silent err
exits 0 "JSON" supervisor version -o json
json version 131073
json patch_level 7
json max_request_level '"0x4"'
json simulated false
json executor '"fake"'
json recipient '"8c633b23-1260-4ea6-830f-7ddc97382111"'
json tally.calls 1
exits 0 "dry run" supervisor version --dry-run -o json
json request '"4d535550010000000300000000000000ffffffffffffffff"'
json request_len 24
json message_len 40
json header '"233b638c6012a64e830f7ddc973821112800000000000000"'
exits 2 "an argument too many" supervisor version 1
exits 2 "half the command" supervisor
out 'supervisor version'
exits 2 "no data to show" supervisor version -o raw
fake=supervisor=1
exits 5 "no supervisor" supervisor version
err 'asking the MM supervisor for its version: the MM core answered EFI_NOT_FOUND'
err 'The recipient was 8c633b23-1260-4ea6-830f-7ddc97382111 (mm-supervisor)'
err 'no handler for that recipient'
silent out
exits 5 "no supervisor, JSON" supervisor version -o json
json error.mm_status.name '"EFI_NOT_FOUND"'
json error.recipient '"8c633b23-1260-4ea6-830f-7ddc97382111"'
while read -r how words; do
	fake=supervisor=$how
	exits 5 "$words" supervisor version
	err "makes no sense: .*$words"
	err '8c633b23-1260-4ea6-830f-7ddc97382111 (mm-supervisor)'
	silent out
done <<-END
	2 it is the request, untouched
	3 shorter than the supervisor's own header
	4 too short to hold a version
	5 lacks the signature 'MSUP'
	6 another revision
	7 the answer to another request
	8 the result was not filled in
END
fake=supervisor=9,supervisor_result=0x800000000000000f
exits 5 "its own error" supervisor version
err 'the mm-supervisor handler answered EFI_ACCESS_DENIED (0x800000000000000f)'
exits 5 "its own error, JSON" supervisor version -o json
json error.handler_status.name '"EFI_ACCESS_DENIED"'
json error.mm_status.name '"EFI_SUCCESS"'
fake=supervisor=9,supervisor_result=21
exits 5 "an error without its bit" supervisor version
err 'EFI_ABORTED'
fake=open=2
exits 4 "no device" supervisor version
fake=info=4
exits 4 "no information" supervisor version
fake=communicate=110,reason=31,progress=1
exits 4 "timeout" supervisor version
err '^mmcomm-cli: asking the MM supervisor for its version: MM took the message'

echo "# the SMI handler profile"
fake=
exits 0 "handlers" handlers
out '^.*variable  *0x7ff82f10 VariableSmm+0x2f10 *0x7ff81a20$'
out 'command 0xca  *0x7ff70300 '
out '^7 handlers in 3 of 4 modules'
out 'took 2 calls to the profile handler, 2 MMIs counted'
lacks 'BASE'
silent err
exits 0 "handlers and modules" handlers --long
out '^PiSmmCore  *0x7ffe0000 0x20000  *0 e94f54cd-'
exits 0 "handlers, JSON" handlers -o json
json handlers.1.name '"variable"'
json handlers.4.event '"command 0xca"'
json modules.1.name '"VariableSmm"'
json tally.calls 2
fake=longest=140
exits 0 "a small buffer" handlers -o json
json tally.calls 9
json database_bytes 760
fake=longest=40
exits 4 "a buffer without room" handlers
err 'the longest that does has 40 bytes'
fake=
exits 0 "handlers, dry run" handlers -n
out '^00000000  01 00 00 00 18 00 00 00  fe ff ff ff ff ff ff ff'
fake=profile=1
exits 5 "no profile" handlers
err 'EFI_NOT_FOUND'
err 'set bit 0 of gEfiMdeModulePkgTokenSpaceGuid.PcdSmiHandlerProfilePropertyMask'
silent out
exits 5 "no profile, JSON" handlers -o json
json error.mm_status.name '"EFI_NOT_FOUND"'
fake=profile=2,no_status=1
exits 5 "no profile, and a core without statuses" handlers
err 'PcdSmiHandlerProfilePropertyMask'
fake=communicate=5,reason=41,progress=1
exits 4 "no profile, over SMC" handlers
err 'No handler has that GUID'
err 'PcdSmiHandlerProfilePropertyMask'
fake=profile=1,simulated=1
exits 5 "no profile in a simulated MM" handlers
err 'MM is simulated here'
lacks 'PcdSmiHandlerProfilePropertyMask'
fake=profile=11
exits 5 "a profile that contradicts itself" handlers
err 'a record has a length that does not fit'
lacks 'PcdSmiHandlerProfilePropertyMask'
fake=profile=6
exits 5 "a profile that the handler keeps to itself" handlers
err 'handler-profile handler answered EFI_ACCESS_DENIED'
fake=communicate=110,reason=31,progress=1
exits 4 "handlers, a timeout" handlers
err 'did not finish it in time'
fake=open=2
exits 4 "handlers, no device" handlers
fake=info=4
exits 4 "handlers, no answer from the device" handlers
fake=
exits 2 "handlers takes no argument" handlers variable

echo "# a simulated MM"
fake=simulated=1
exits 0 "info" info
out '^SIMULATED '
out '^Messages .*to the simulated MM'
out '^Executor  *sim (simulated: not firmware)$'
out '^Trigger  *none: the simulated MM is called directly$'
lacks 'real firmware'
exits 0 "info, JSON" info -o json
json simulated true
json flags.simulated true
json executor '"sim"'
json header_versions '[1,3]'
fake=simulated=1,place_count=0
exits 0 "probe" probe
out '^SIMULATED: the executor sim stands in for MM'
fake=simulated=1
exits 0 "probe, JSON" probe -o json
json simulated true
json info.simulated true
json trigger_found true
exits 0 "dry run" send sim-echo --hex 00 -n
out '^Trigger  *none: the simulated MM is called directly$'
out '^Recipient .*(sim-echo)$'
exits 0 "dry run, JSON" send sim-echo --hex 00 -n -o json
json simulated true
json trigger null
exits 0 "supervisor version" supervisor version
out '^SIMULATED  *the executor sim answered, no firmware$'
exits 0 "supervisor version, JSON" supervisor version -o json
json simulated true
exits 5 "a recipient that the simulated MM does not know" \
	send 11111111-2222-3333-4444-555555555555 --hex 00
err 'MM is simulated here'
exits 0 "bare triggers are not offered" trigger 0x10 --dry-run
out '^Bare triggers  *cannot be raised$'
fake=
exits 0 "real firmware, JSON" info -o json
json simulated false
exits 0 "real firmware, dry run" send variable --hex 00 -n -o json
json simulated false
fake=open=2
exits 0 "unknown in a dry run" send variable --hex 00 -n -o json
json simulated null
fake=
exits 5 "a simulated recipient, real firmware" send sim-hang --hex 00
err 'sim-hang is a handler of the simulated MM, and MM is real firmware here'
exits 5 "any other recipient, real firmware" send 11111111-2222-3333-4444-555555555555 --hex 00
lacks 'simulated'

echo "# status, recipients"
exits 0 "status by name" status not_found
out 'EFI_NOT_FOUND'
exits 0 "status by code" status 0x800000000000000e -o json
json name '"EFI_NOT_FOUND"'
json number 14
exits 0 "status of 32 bits" status 0x8000000e
out '32-bit form, 0x8000000e'
exits 0 "small number" status 14
out 'As the number of an error'
exits 0 "small number, JSON" status 14 -o json
json as_error.name '"EFI_NOT_FOUND"'
exits 0 "no error of that number, JSON" status not_found -o json
json as_error null
exits 0 "a warning by name is no number" status EFI_WARN_STALE_DATA
out 'EFI_WARN_STALE_DATA'
lacks 'As the number of an error'
exits 0 "unnamed status" status 0xc000000000000001
out 'error (OEM)'
exits 0 "all statuses" status
out 'EFI_WARN_RESET_REQUIRED'
exits 2 "no status" status frobnicate
exits 2 "two statuses" status 1 2
exits 0 "recipients" recipients
out 'mm-supervisor *recipient *8c633b23'
out 'sim-echo *simulated *6d6d7300'
exits 0 "recipients as JSON" recipients -o json
json 0.symbol '"gEfiSmmVariableProtocolGuid"'

echo "# module"
exits 0 "module status" module status
out '^Kernel '
exits 0 "module status, JSON" module status -o json
json loaded false
exits 1 "no such file" module load "$dir/none.ko"
err "no file $dir/none.ko"
exits 1 "no such module" module load mmcomm_no_such_module
err 'no module mmcomm_no_such_module for this kernel'
exits 1 "no module at all" module load "$dir/bad.ko" x=1 -o json
json error.errno '"ENOENT"'
# Enough of a module to be asked for its parameters, and too little to be loaded.
printf '%s\n' '__attribute__((section(".modinfo"), used)) static const char info[] =' \
	'"name=fake\0" "parmtype=probe_only:bool\0" "parmtype=command:uint";' |
	cc -x c -c -o "$dir/fake.ko" -
exits 2 "unknown parameter" module load "$dir/fake.ko" probe_onli=1
err "fake has no parameter 'probe_onli'; it has "
err 'probe_only'
exits 2 "unknown parameter, JSON" module load "$dir/fake.ko" command=1 x -o json
json error.errno '"EINVAL"'
exits 1 "not loaded" module unload mmcomm_no_such_module

echo "# watch"
export FAKE_TRACING="$dir/tracing"
# lines FILE COUNT: how many it printed
lines() {
	got=$(wc -l <"$dir/$1")
	if [ "$got" -eq "$2" ]; then ok "  $2 lines on $1"; else not_ok "  $2 lines on $1, not $got"; fi
}
# left_nothing: its trace instance is gone
left_nothing() {
	if [ -n "$(ls "$FAKE_TRACING/instances" 2>&1)" ]; then
		not_ok "  leaves no trace instance behind"
	else
		ok "  leaves no trace instance behind"
	fi
}
fake=trace_messages=3
exits 0 "watch three messages" watch --count 3
lines out 3
out '^    1\.000000 ?\[1000000000\] variable: 24 bytes -> EFI_SUCCESS (0x0), 24 bytes back, buffer 0, MMI 0x12/0x00 counted 1, stopped 76 us, took 146 us$'
out '^    3\.000000 ?\[1000000002\] variable: 26 bytes'
err '^Watching, in the trace instance mmcomm-cli-[0-9]*\.$'
left_nothing
fake=trace_messages=1,trace_status=0
exits 0 "watch one that has no status" watch -c 1
out ' -> no status, ran, 24 bytes back'
fake=trace_messages=1,trace_status=0,trace_smc=1
exits 0 "watch one that goes by SMC" watch -c 1
out ' -> no status, ran, 24 bytes back, buffer 0, SMC 0xc4000041 returned 0 (SUCCESS), stopped 76 us, took 146 us$'
exits 0 "watch one that goes by SMC, JSON" watch -c 1 -o json
json mmi null
json smc.name '"SUCCESS"'
fake=trace_messages=5
exits 0 "watch some of them" watch -c 2 -f ED32D533-99e6-4209-9cc0-2d72cdd998a7
lines out 2
exits 0 "watch, JSON" watch -c 1 -o json
lines out 1
json event '"message"'
json recipient '"ed32d533-99e6-4209-9cc0-2d72cdd998a7"'
json request.request_len 24
json mmi.command '"0x12"'
fake=trace_library=0
exits 1 "no library" watch
err 'libtracefs1'
silent out
exits 1 "no library, JSON" watch -o json
json error.errno null
fake=trace_module=0
exits 4 "no module" watch
err 'module mmcomm is not loaded'
err 'mmcomm-cli module load'
exits 4 "no module, JSON" watch -o json
json error.errno '"ENOENT"'
fake=trace_create=13
exits 3 "no permission" watch
err 'Run as root'
fake=trace_create=12
exits 1 "no memory for buffers" watch
err 'cannot be created: Cannot allocate memory'
fake=trace_messages=1,trace_destroy=16
exits 1 "an instance that is in use" watch -c 1
err 'stays behind.*busy'
err 'rmdir '
rm -r "$FAKE_TRACING"
exits 2 "no count" watch -c 0
err "'0' is no count"
exits 2 "no recipient" watch --filter nobody
err 'neither a GUID nor a known name'
exits 2 "an argument" watch now
exits 2 "no data to show" watch -o raw

# watch_until SIGNAL ARGUMENT...: it is sent the signal once a line is out. The
# shell has what runs in the background ignore SIGINT, hence env.
watch_until() {
	signal=$1
	shift
	: >"$dir/out"
	FAKE=$fake env --default-signal "$cli" watch "$@" >"$dir/out" 2>"$dir/err" </dev/null &
	watcher=$!
	for _ in $(seq 600); do
		[ ! -s "$dir/out" ] || break
		sleep 0.1
	done
	kill "-$signal" "$watcher"
	wait "$watcher"
	code=$?
}
fake=trace_messages=4
watch_until INT
code_is 130 "watch ends by SIGINT"
lines out 4
left_nothing
watch_until TERM -o json
code_is 143 "watch ends by SIGTERM"
lines out 4
left_nothing
watch_until HUP
code_is 129 "watch ends when the terminal hangs up"
left_nothing
: >"$dir/err"
FAKE=$fake "$cli" watch --filter sim-echo >"$dir/out" 2>"$dir/err" </dev/null &
watcher=$!
# Then the messages are there, and by the signal they are read.
for _ in $(seq 600); do
	! grep -q '^Watching' "$dir/err" || break
	sleep 0.1
done
kill -TERM $watcher
wait $watcher
code=$?
code_is 143 "messages to others are left out"
lines out 0
# The reader goes after a line; nothing more is written that would tell.
{
	FAKE=$fake "$cli" watch 2>"$dir/err" </dev/null
	echo $? >"$dir/code"
} | head -n 1 >"$dir/out"
code=$(cat "$dir/code")
code_is 141 "watch ends when nobody reads"
lines out 1
left_nothing
(
	trap '' PIPE
	FAKE=$fake "$cli" watch 2>"$dir/err" </dev/null
	echo $? >"$dir/code"
) | head -n 1 >"$dir/out"
code=$(cat "$dir/code")
code_is 1 "watch ends when nobody reads, without the signal"
left_nothing
if [ -w /dev/full ]; then
	FAKE=$fake "$cli" watch >/dev/full 2>"$dir/err" </dev/null
	code=$?
	code_is 1 "watch, a full disk"
	err 'could not be written'
	left_nothing
fi
unset FAKE_TRACING
fake=
exits 1 "no tracefs" watch
err 'tracefs is not mounted'
err 'mount -t tracefs nodev /sys/kernel/tracing'

echo "# output"
if [ -w /dev/full ]; then
	# Less than a buffer of output fails at the end only, more of it earlier.
	for command in version status; do
		case $command in
		version) set -- --version ;;
		status) set -- status -o json ;;
		esac
		FAKE='' "$cli" "$@" >/dev/full 2>"$dir/err" </dev/null
		code=$?
		: >"$dir/out"
		code_is 1 "$command, a full disk"
		err '^mmcomm-cli: the output could not be written: '
	done
	FAKE='' "$cli" --version >/dev/full 2>"$dir/err" </dev/null
	err 'No space left on device'
	FAKE=supervisor=1 "$cli" supervisor version -o json >/dev/full 2>"$dir/err" </dev/null
	code=$?
	code_is 1 "an error that cannot be printed, a full disk"
	err 'answered EFI_NOT_FOUND'
	err 'could not be written'
else
	not_ok "there is no /dev/full to test with"
fi
FAKE='' "$cli" --version >&- 2>"$dir/err" </dev/null
code=$?
code_is 1 "no standard output at all"
err 'Bad file descriptor'
FAKE='' "$cli" send variable --hex 00 >"$dir/out" 2>"$dir/err" <&-
code=$?
code_is 0 "no standard input at all"
# A pipe that nobody reads from.
mkfifo "$dir/pipe"
exec 4<>"$dir/pipe"
exec 5>"$dir/pipe" 4<&-
for what in --version recipients; do
	(
		trap '' PIPE
		FAKE='' exec "$cli" "$what" >&5 2>"$dir/err" </dev/null
	)
	code=$?
	code_is 1 "$what, a closed pipe without the signal"
	silent err
	FAKE='' "$cli" "$what" >&5 2>"$dir/err" </dev/null
	code=$?
	code_is 141 "$what, a closed pipe ends it by the signal"
	lacks 'could not be written'
done
exec 5>&-
echo "1..$number"
