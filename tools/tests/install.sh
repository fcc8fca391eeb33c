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
	env -u MAKEFLAGS -u MFLAGS make -C "$here/.." install O="$build" DESTDIR="$dir/root" \
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

# The program of the manual page; the page writes a backslash as \e.
example() {
	sed -n '/^\.Bd -literal$/,/^\.Ed$/p' "$root/Documentation/man/libmmcomm.3" |
		sed -e '/^\./d' -e 's/\\e/\\/g' >"$dir/example.c"
	# shellcheck disable=SC2046
	cc -Wall -Wextra -Werror -o "$dir/example" "$dir/example.c" \
		$(pkg-config --cflags --libs libmmcomm)
}

# Without a device it says so by its exit status, and with one it prints.
example_runs() {
	LD_LIBRARY_PATH="$dir/root/opt/mmcomm/lib" "$dir/example"
	case $? in
	0) [ -e /dev/mmcomm ] ;;
	1) : ;;
	*) return 1 ;;
	esac
}

static_example() {
	# shellcheck disable=SC2046
	cc -Wall -Wextra -Werror -o "$dir/static" "$dir/example.c" $(cc_flags) \
		"$dir/root/opt/mmcomm/lib/libmmcomm.a" -luuid
}

passes "installs below DESTDIR and PREFIX" install_all
passes "everything is in place" in_place
passes "the header compiles alone as C" header_alone cc c
passes "the header compiles alone as C++" header_alone c++ cc
passes "exports what the header declares, and nothing else" exported
passes "symbols have versions" versioned
passes "the manual page's example builds against the shared library" example
passes "the example runs" example_runs
passes "the example builds against the static library" static_example
echo "1..$number"
