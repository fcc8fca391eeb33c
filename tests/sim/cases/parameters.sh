#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The simulated MM's parameters, at load time and at run time.
. /job/sim.sh

parameters=/sys/module/mmcomm_sim/parameters
supervisor=8c633b23-1260-4ea6-830f-7ddc97382111
nobody=12345678-1234-1234-1234-123456789abc

# outcome COMMAND...: exit status, and what the JSON of a message says.
outcome() {
	"$@" -o json >/tmp/out 2>/tmp/err
	status=$?
	if [ $status -eq 4 ]; then
		echo "$(json-value error.errno </tmp/out) $(json-value error.reason </tmp/out)"
	else
		echo "$(json-value progress </tmp/out) $(json-value mm_status.name </tmp/out)"
	fi
}

load_sim
same "two buffers by default" 2 "$(cat $parameters/buffers)"
same "of 64 KiB" 65536 "$(cat $parameters/buffer_len)"
same "without latency" 0 "$(cat $parameters/latency_us)"
same "with every handler" behaving,misbehaving,variables,supervisor "$(cat $parameters/handlers)"
same "buffers cannot be changed later" "-r--r--r-- -r--r--r--" \
	"$(stat -c %A $parameters/buffers $parameters/buffer_len | tr '\n' ' ' | sed 's/ $//')"
unload_sim

load executor=sim
for shape in 1:4096 16:4096 3:1048576 2:16777216; do
	count=${shape%:*}
	length=${shape#*:}
	insmod mmcomm_sim.ko buffers="$count" buffer_len="$length"
	same "$count buffers of $length bytes" "$count $length $((length - 24))" \
		"$(json length mmcomm-cli buffers) $(json "[$((count - 1))].length" mmcomm-cli buffers) $(json max_message_len mmcomm-cli info)"
	exits 0 "and the last takes a message that fills it" mmcomm-cli send sim-echo --hex 5a \
		-m $((length - 24)) --header 1 -b $((count - 1)) -c 16 -o json
	same "whose length comes back" $((length - 24)) "$(json-value response_len </tmp/out)"
	rmmod mmcomm_sim
done
unload

load_sim handlers=behaving
same "handlers= at load time" "behaving" "$(cat $parameters/handlers)"
same "a handler that is there" "ran EFI_SUCCESS" "$(outcome mmcomm-cli send sim-echo --hex 00)"
for gone in variable sim-hang sim-past-end $supervisor; do
	same "$gone is not there" "ran EFI_NOT_FOUND" "$(outcome mmcomm-cli send "$gone" --hex 00112233)"
done
echo misbehaving,supervisor >$parameters/handlers
same "handlers= at run time" "misbehaving,supervisor" "$(cat $parameters/handlers)"
same "what was there is gone" "ran EFI_NOT_FOUND" "$(outcome mmcomm-cli send sim-echo --hex 00)"
same "what was not is there" "EBADMSG guard-changed" \
	"$(outcome mmcomm-cli send sim-past-end --hex 00)"
exits 0 "the supervisor, too" mmcomm-cli supervisor version
for wrong in echo behaving,echo "behaving;variables" BEHAVING; do
	if (echo "$wrong" >$parameters/handlers) 2>/dev/null; then
		taken=yes
	else
		taken=no
	fi
	same "handlers=$wrong is refused" no $taken
done
same "and changes nothing" "misbehaving,supervisor" "$(cat $parameters/handlers)"
echo >$parameters/handlers
same "none at all" "" "$(cat $parameters/handlers)"
same "then nobody answers" "ran EFI_NOT_FOUND" "$(outcome mmcomm-cli send sim-past-end --hex 00)"
echo behaving,misbehaving,variables,supervisor >$parameters/handlers
exits 0 "all of them again" mmcomm-cli var get BootOrder
unload_sim

# A look at the marks is a microsecond: 7000 of them.
load executor=sim timeout_ms=7
insmod mmcomm_sim.ko buffers=3 latency_us=7000
same "latency_us= at load time" 7000 "$(cat $parameters/latency_us)"
same "as long as the timeout: in time" "ran EFI_SUCCESS" "$(outcome mmcomm-cli send sim-echo --hex 00)"
echo 7001 >$parameters/latency_us
same "longer than the timeout: too late" "ETIMEDOUT timeout" \
	"$(outcome mmcomm-cli send sim-echo --hex 00)"
same "its buffer is retired" "retired enabled enabled" \
	"$(for i in 0 1 2; do json "[$i].state" mmcomm-cli buffers; done | tr '\n' ' ' | sed 's/ $//')"
echo 0 >$parameters/latency_us
same "at once again" "ran EFI_SUCCESS" "$(outcome mmcomm-cli send sim-echo --hex 00 -m 5000)"
same "with nothing of what came late" "00" "$(json-value response </tmp/out | tr -s 0 | sed 's/^0$/00/')"
same "nobody is slow to be unknown" "ran EFI_NOT_FOUND" "$(outcome mmcomm-cli send $nobody --hex 00)"
echo 4294967295 >$parameters/latency_us
same "the longest latency is too late" "ETIMEDOUT timeout" \
	"$(outcome mmcomm-cli send sim-echo --hex 00)"
echo 0 >$parameters/latency_us
same "the last buffer serves on" "ran EFI_SUCCESS" "$(outcome mmcomm-cli send sim-echo --hex 00)"
same "it is the third" 2 "$(json-value buffer_id </tmp/out)"
unload_sim
finish
