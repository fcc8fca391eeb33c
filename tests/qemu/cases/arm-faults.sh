#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The monitor: each error that a secure monitor call can bring, through the device
# and through the CLI. What went wrong is in the result and in the trace, nothing of
# a broken answer gets out, and the next message is answered; a late answer finds
# nobody, after the module was loaded again either.
. /job/lib.sh

tracing=/sys/kernel/tracing
monitor=6d6d636f-6d6d-4654-8002-0000000000

# traced REASON ERRNO NN: a verdict with that reason, of a message to NN.
traced() {
	says "the trace names the reason $1" \
		"mm_comm_verdict: recipient=$monitor$3 error=-$2 reason=$1 " /tmp/trace
}

# fails NN WORDS: the CLI says why, with the code as it came.
fails() {
	exits 4 "send to $1 fails" mmcomm-cli send "$monitor$1" --hex 010203
	says "send to $1: $2" "$2" /tmp/said
}

# answered WHAT: the complement of the message.
answered() {
	exits 0 "$1" mmcomm-cli send "${monitor}01" --hex 010203 -o raw
	same "$1: with the right bytes" fefdfc "$(hexdump -v -e '/1 "%02x"' /tmp/out)"
}

seen() {
	mmcomm-cli send "${monitor}02" --hex 00 --message-len 8 -o raw | hexdump -n 4 -e '1/4 "%u\n"'
}

load buffers=2
same "messages go by SMC" spm_mm "$(field executor mmcomm-cli info)"
echo >$tracing/trace
echo 1 >$tracing/events/mm_comm/enable
program smc-faults
cp $tracing/trace /tmp/trace
echo 0 >$tracing/events/mm_comm/enable
traced SMC_UNSUPPORTED 95 03
traced SMC_INVALID 5 04
traced SMC_DENIED 5 05
traced SMC_NO_MEMORY 12 06
traced SMC_OTHER 5 07
traced SIZE_ABOVE_BUFFER 74 0c
traced RECIPIENT_CHANGED 74 0f
traced GUARD_CHANGED 74 10
traced NO_HANDLER 5 ff

fails 03 "knows no call .* code is -1 \\(NOT_SUPPORTED, 0xf{16}\\)"
fails 04 "arguments of the call invalid\\. The code is -2 \\(INVALID_PARAMETERS, "
fails 05 "outside of the memory .* code is -3 \\(DENIED, "
fails 06 "out of memory\\. The code is -5 \\(NO_MEMORY, "
fails 07 "no specification .* code is -77 \\(0xffffffffffffffb3\\)"
fails 08 "no specification .* code is 4294967296 \\(0x100000000\\)"
fails 09 "out of memory\\. The code is -5 \\(NO_MEMORY, "
fails ff "No handler has that GUID"
answered "the next message is answered"

# Loading asks for the version, and that is when the late answer comes.
first=$(seen)
exits 4 "a message whose answer is late" mmcomm-cli send "${monitor}11" --hex 010203
unload
load
same "loading sends no message" $((first + 2)) "$(seen)"
answered "after a late answer, and loaded again, a message is answered"
unload

# So do those who only look.
load
exits 4 "a message whose answer is late" mmcomm-cli send "${monitor}11" --hex 010203
unload
exits 0 "probe, while an answer is due" mmcomm-cli probe
[ ! -d /sys/module/mmcomm ]
result $? "the module is gone again"
load
answered "a message is answered"
unload
finish
