#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What bash completes for mmcomm-cli: every command and every long option that
# the help names, and the values of options.
#
# usage: completion.bash TOOL; prints TAP
set -u

cli=$1
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=../mmcomm-cli/mmcomm-cli.bash
. "$here/../mmcomm-cli/mmcomm-cli.bash"
number=0

# Completion asks the tool by its name.
mmcomm-cli() {
	"$cli" "$@"
}

# compopt works in a running completion only.
compopt() {
	:
}

# complete_words WORD...: the candidates for the last word, one a line
complete_words() {
	COMP_WORDS=(mmcomm-cli "$@")
	COMP_CWORD=$#
	_mmcomm_cli
	printf '%s\n' "${COMPREPLY[@]}"
}

# offers CANDIDATE WORD...
offers() {
	local wanted=$1
	shift
	number=$((number + 1))
	if complete_words "$@" | grep -qxF -e "$wanted"; then
		echo "ok $number - '$*' offers $wanted"
	else
		echo "not ok $number - '$*' offers $wanted"
	fi
}

while read -r command; do
	# shellcheck disable=SC2086 # two words are two arguments
	set -- $command
	offers "$1" ""
	[ $# -eq 1 ] || offers "$2" "$1" ""
	for option in $("$cli" "$@" --help | grep -o '^  .\{0,6\}--[a-z0-9-]*' | grep -o -e '--.*'); do
		offers "$option" "$@" "--"
	done
	number=$((number + 1))
	unknown=$(complete_words "$@" "--" | grep -vxF -f <("$cli" "$@" --help | grep -o -e '--[a-z0-9-]*'))
	if [ -z "$unknown" ]; then
		echo "ok $number - '$*' offers no option that it does not have"
	else
		echo "not ok $number - '$*' offers ${unknown//$'\n'/ }"
	fi
done < <("$cli" --help | sed -n '/^Commands:/,/^$/s/^  \(var [a-z]*\|supervisor [a-z]*\|module [a-z]*\|[a-z]*\) .*/\1/p')
offers json info -o ""
offers raw send --output ""
offers 3 send variable --header ""
offers variable-policy send "variab"
offers sim-second-look send "sim"
offers variable-policy watch --filter "variab"
offers sim-second-look watch -f "sim"
offers image-security var get db "im"
offers verify -d /dev/x var v
offers "$here/run" send variable --file "$here/ru"
offers "$here/run" probe -m "$here/ru"
offers "$here/run" module load "$here/ru"
while read -r parameter; do
	offers "$parameter=" module load "${parameter%?}"
done < <(sed -n 's/^module_param[a-z_]*(\([a-z_]*\),.*/\1/p' "$here/../../drivers/mmcomm/config.c")
echo "1..$number"
