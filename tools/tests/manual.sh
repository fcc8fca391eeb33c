#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Whether the manual page of mmcomm-cli names what the tool's help names, and no
# more: commands, options, exit statuses.
#
# usage: manual.sh TOOL; prints TAP
set -u

cli=$1
here=$(cd "$(dirname "$0")" && pwd)
page=$here/../../Documentation/man/mmcomm-cli.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
number=0
# Where the page explains these is not below a command.
everywhere='--output|--device|--help|--version|--dry-run'

# same DESCRIPTION: the files "help" and "page" have the same lines
same() {
	number=$((number + 1))
	if [ -s "$dir/help" ] && diff "$dir/help" "$dir/page" >"$dir/difference"; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		sed 's/^/# /' "$dir/difference"
	fi
}

# What the page says of a command, up to the next one.
section() {
	awk -v command="$1" '/^\.S[hs] / { found = 0 }
		/^\.It Cm / { found = index($0 " ", ".It Cm " command " ") }
		found' "$page"
}

synopsis() {
	awk -v command="$1" '/^\.Sh DESC/ { exit } /^\.Nm/ { found = 0 }
		/^\.Cm / { found = 1
			if (!index(" " substr($0, 5) " ", " " command " ")) found = 0 }
		found' "$page"
}

# Of an options' line of the help: -x, or nothing for one that is long alone.
short_options() {
	sed -n 's/^  -\([a-zA-Z]\), --.*/\1/p' | grep -v '[odhV]'
}

"$cli" --help >"$dir/all"
sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p' "$dir/all" | sort >"$dir/help"
sed -n 's/^\.It Cm \([a-z ]*\).*/\1/p' "$page" | sed 's/ *$//' | sort >"$dir/page"
same "commands"
cp "$dir/help" "$dir/commands"

while read -r command; do
	# shellcheck disable=SC2086 # two words are two arguments
	"$cli" $command --help >"$dir/text"
	{
		echo "$command"
		grep -o '^  .\{0,6\}--[a-z0-9-]*' "$dir/text" | grep -o -e '--.*' |
			grep -vxE -e "$everywhere" | sort
	} >"$dir/help"
	# "Fl -long" or, of two, "Fl l | -long".
	{
		echo "$command"
		section "$command" | grep '^\.It\|^\.Pq Fl' | grep -o ' -[a-z][a-z0-9-]*' |
			sed 's/^ /-/' | sort -u
	} >"$dir/page"
	same "options of '$command'"

	{ echo "$command"; short_options <"$dir/text" | sort; } >"$dir/help"
	{
		echo "$command"
		synopsis "$command" | grep -o 'Fl [a-zA-Z]\{1,\}' | sed 's/^Fl //' | fold -w 1 | sort
	} >"$dir/page"
	same "synopsis of '$command'"
done <"$dir/commands"

sed -n '/^Exit status:/,$p' "$dir/all" | grep -o '\<[0-9]\>' >"$dir/help"
sed -n '/^\.Sh EXIT STATUS/,/^\.Sh EXA/s/^\.It \([0-9]\)$/\1/p' "$page" >"$dir/page"
same "exit statuses"
echo "1..$number"
