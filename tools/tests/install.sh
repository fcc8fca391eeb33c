#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What 'make install' leaves behind: a library that another program can be built
# with, as the manual page says, and nothing exported that the header hides.
#
# usage: install.sh BUILD-DIRECTORY; prints TAP
set -u

build=$1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
number=0
export PKG_CONFIG_PATH="$dir/root/opt/mmcomm/lib/pkgconfig"
export PKG_CONFIG_SYSROOT_DIR="$dir/root"

# passes DESCRIPTION COMMAND...
passes() {
	what=$1
	shift
	number=$((number + 1))
	if "$@" >"$dir/log" 2>&1; then
		echo "ok $number - $what"
	else
		echo "not ok $number - $what"
		sed 's/^/# /' "$dir/log"
	fi
}

install_all() {
	env -u MAKEFLAGS -u MFLAGS -u PKG_CONFIG_PATH -u PKG_CONFIG_SYSROOT_DIR make -C "$here/.." install O="$build" DESTDIR="$dir/root" \
		PREFIX=/opt/mmcomm
}

in_place() {
	for file in bin/mmcomm-cli lib/libmmcomm.a lib/libmmcomm.so lib/libmmcomm.so.0 \
		include/libmmcomm.h include/linux/mmcomm.h include/linux/mmcomm_sim.h \
		share/man/man1/mmcomm-cli.1 \
		share/man/man3/libmmcomm.3 share/bash-completion/completions/mmcomm-cli; do
		[ -s "$dir/root/opt/mmcomm/$file" ] || { echo "$file is missing"; return 1; }
	done
}

cc_flags() {
	pkg-config --cflags libmmcomm
}

header_alone() {
	echo '#include <libmmcomm.h>' >"$dir/header.$2"
	# shellcheck disable=SC2046 # flags are several words
	"$1" -Wall -Wextra -Werror -fsyntax-only $(cc_flags) "$dir/header.$2"
}

exported() {
	nm -D --defined-only "$dir/root/opt/mmcomm/lib/libmmcomm.so" |
		sed -n 's/.* T \([a-z_0-9]*\).*/\1/p' | sort >"$dir/exported"
	grep -o '\bmmcomm_[a-z_0-9]*(' "$dir/root/opt/mmcomm/include/libmmcomm.h" |
		tr -d '(' | sort -u >"$dir/named"
	# Names of comments end in "()" there; each of them is declared as well.
	[ -s "$dir/exported" ] && diff "$dir/named" "$dir/exported"
}

versioned() {
	nm -D --defined-only --with-symbol-versions "$dir/root/opt/mmcomm/lib/libmmcomm.so" |
		grep -q 'mmcomm_open@@LIBMMCOMM_0.1'
}

# Makefiles, modules and the list of changes are of one release.
one_version() {
	{
		sed -n 's/^VERSION := //p' "$root/Makefile"
		sed -n 's/^VERSION := //p' "$root/tools/Makefile"
		sed -n 's/^MODULE_VERSION("\(.*\)");/\1/p' "$root/drivers/mmcomm/core.c"
		sed -n 's/^MODULE_VERSION("\(.*\)");/\1/p' "$root/drivers/mmcomm/sim/main.c"
		sed -n 's/^## \([0-9.]*\) .*/\1/p' "$root/CHANGELOG.md" | head -n 1
	} >"$dir/versions"
	cat "$dir/versions"
	[ "$(wc -l <"$dir/versions")" -eq 5 ] && [ "$(sort -u "$dir/versions" | wc -l)" -eq 1 ]
}

page=$root/Documentation/man/libmmcomm.3
abi=$root/Documentation/userspace-api/mmcomm.rst

page_names_all() {
	sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESC/s/^\.Fn \([a-z_0-9]*\).*/\1/p' "$page" |
		sort >"$dir/in-page"
	diff "$dir/in-page" "$dir/exported"
}

# The programs of the manual page, which writes a backslash as \e, and the one of
# the device's description: shared-1.c, shared-2.c, ...
examples() {
	awk -v dir="$dir" '/^\.Bd -literal$/ { out = dir "/shared-" ++count ".c"; next }
		/^\.Ed$/ { out = "" }
		out { gsub(/\\e/, "\\"); print >out }' "$page"
	sed '1,/code-block:: c/d' "$abi" | sed 's/^    //' >"$dir/shared-rst.c"
	for source in "$dir"/shared-*.c; do
		grep -q '^int main' "$source" || return 1
		# shellcheck disable=SC2046
		cc -Wall -Wextra -Werror -o "${source%.c}" "$source" \
			$(pkg-config --cflags --libs libmmcomm) || return 1
	done
	[ -x "$dir/shared-1" ] && [ -x "$dir/shared-2" ]
}

# Without a device they say so by their exit status, and with one they may print.
examples_run() {
	for program in "$dir"/shared-*[0-9t]; do
		LD_LIBRARY_PATH="$dir/root/opt/mmcomm/lib" "$program"
		case $? in
		0) [ -e /dev/mmcomm ] || return 1 ;;
		1) : ;;
		*) return 1 ;;
		esac
	done
}

static_examples() {
	for source in "$dir"/shared-*.c; do
		# shellcheck disable=SC2046
		cc -Wall -Wextra -Werror -static -o "$dir/static" "$source" \
			$(pkg-config --static --cflags --libs libmmcomm) || return 1
	done
}

passes "installs below DESTDIR and PREFIX" install_all
passes "everything is in place" in_place
passes "the header compiles alone as C" header_alone cc c
passes "the header compiles alone as C++" header_alone c++ cc
passes "exports what the header declares, and nothing else" exported
passes "symbols have versions" versioned
passes "there is one version" one_version
passes "the manual page has every function" page_names_all
passes "the documents' examples build against the shared library" examples
passes "the examples run" examples_run
passes "the examples build without a shared library" static_examples
echo "1..$number"
