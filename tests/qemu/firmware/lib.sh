# shellcheck shell=sh
# SPDX-License-Identifier: BSD-2-Clause-Patent
#
# What the builds of test firmware share: the cache, locks, sources from Debian's
# source packages, EDK2's build. Sourced, with $here, $tests and $cache set: the
# script's directory, tests/, and what cache_directory printed.
# shellcheck disable=SC2154 # the three

# What the caller's make was told is not for the ones below, and what the caller
# told another EDK2 is not for this one.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
unset EDK_TOOLS_BIN ECP_SOURCE EDK_SOURCE EFI_SOURCE GCC5_BIN GCC5_IA32_PREFIX GCC5_X64_PREFIX
unset GCC49_AARCH64_PREFIX

fail() {
	echo "firmware: $*" >&2
	exit 1
}

# Prints where built firmware and sources stay.
cache_directory() {
	cache=${MMCOMM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mmcomm}/firmware
	mkdir -p "$cache"
	cache=$(cd "$cache" && pwd)
	case $cache$here in
	*[!a-zA-Z0-9/._+~-]*) fail "EDK2's build takes no such path: $cache, $here" ;;
	esac
	echo "$cache"
}

# Opens a lock file as descriptor 9 and waits until it is free.
lock() {
	exec 9>"$1"
	flock -n 9 || {
		echo "firmware: waiting for another build, which has $1" >&2
		flock 9
	}
}

# Prints the newest version of a source package; without a network the newest one
# that is there already will do.
newest_version() {
	if version=$("$tests/apt-fetch" -s -n "$1"); then
		echo "${version#* }"
		return
	fi
	version=$(find "$cache" -mindepth 1 -maxdepth 1 -type d -name "$1-*" -printf '%f\n' |
		sort -V | tail -n 1)
	[ -n "$version" ] || return 1
	version=${version#"$1-"}
	echo "firmware: going on with $1 $version from the cache" >&2
	echo "$version"
}

# Unpacks a source package where that has not been done: name, version, what is done
# then in its directory, a command.
unpack_source() {
	package=$1
	source=$cache/$1-$2
	shift 2
	lock "$source.lock"
	if [ ! -f "$source/complete" ]; then
		dsc=$("$tests/apt-fetch" -s "$cache" "$package" 9>&-)
		echo "firmware: unpacking ${source##*/}" >&2
		rm -rf "$source"
		log=$source.log
		{
			# Fetched by apt, which has checked it.
			dpkg-source --no-check -x "$dsc" "$source" && (cd "$source" && "$@")
		} >"$log" 2>&1 9>&- || {
			tail -n 30 "$log" >&2
			fail "$package cannot be unpacked; the whole log is $log"
		}
		rm -f "${dsc%.dsc}"[._]* "${dsc%-*.dsc}".orig.*
		: >"$source/complete"
	fi
	exec 9>&-
}

# EDK2's source and tools, which serve all its builds; takes the version.
unpack_edk2() {
	edk2=$cache/edk2-$1
	unpack_source edk2 "$1" make -C BaseTools/Source/C -j"$(nproc)"
}

# Runs a build with its output in build.log, and tells every 20 s how many files of
# the given kind there are: their pattern, the command.
run_build() {
	pattern=$1
	shift
	"$@" >build.log 2>&1 9>&- </dev/null &
	build=$!
	trap 'kill "$build" 2>/dev/null || :' INT TERM
	start=$(date +%s)
	while kill -0 "$build" 2>/dev/null; do
		sleep 1
		seconds=$(($(date +%s) - start))
		[ $((seconds % 20)) -ne 0 ] || echo "firmware: $seconds s," \
			"$(find . -name "$pattern" 2>/dev/null | wc -l) objects" >&2
	done
	if ! wait "$build"; then
		tail -n 30 build.log >&2
		fail "the build failed; the whole log is $PWD/build.log"
	fi
	echo "firmware: built in $(($(date +%s) - start)) s" >&2
}

# EDK2's build in the current directory, a workspace of its own: nothing is written
# beside the source. Takes the build tool's arguments.
build_edk2() {
	mkdir Conf
	for file in build_rule tools_def target; do
		cp "$edk2/BaseTools/Conf/$file.template" "Conf/$file.txt"
	done
	export WORKSPACE="$PWD"
	export CONF_PATH="$PWD/Conf"
	export PACKAGES_PATH="$here:$tests/qemu/firmware:$edk2"
	export EDK_TOOLS_PATH="$edk2/BaseTools"
	# Debian's own, which has distutils.
	export PYTHON_COMMAND=/usr/bin/python3
	PATH=$edk2/BaseTools/BinWrappers/PosixLike:$PATH
	run_build '*.obj' build -q -n "$(nproc)" "$@"
}
