# shellcheck shell=sh
# SPDX-License-Identifier: BSD-2-Clause-Patent
#
# The parts of firmware for Arm, for the scripts that put them together; sourced after
# ../lib.sh, which says what is to be set. No file of TF-A's or EDK2's is edited or
# copied.
# shellcheck disable=SC2154 # set by the script

cross=aarch64-linux-gnu-

need_build_packages() {
	"$tests/need-packages" dpkg-dev g++ gcc gcc-aarch64-linux-gnu libc6-dev libssl-dev \
		make openssl python3 python3-distutils uuid-dev xz-utils
}

# A key for files and words, which everything else is built from: a directory, paths in
# it, "--", words.
key_of() {
	(
		cd "$1" || exit
		shift
		while [ "$1" != -- ]; do
			find "$1" -type f -print0
			shift
		done | LC_ALL=C sort -z | xargs -0 sha256sum
		"${cross}gcc" -dumpfullversion
		echo "$@"
	) | sha256sum | cut -c 1-16
}

# An image of EDK2's, kept as NAME-KEY in the cache: prints its path. Takes name, what
# it is called, its description, what the build leaves it as, sources of ours.
# Called, like build_flash, in a command substitution.
build_image() {
	name=$1
	what=$2
	description=$3
	output=$4
	shift 4
	version=$(newest_version edk2) || exit 1
	# Without LTO, whose library for AArch64 Debian leaves out of the source.
	flags="-a AARCH64 -t GCC49 -b RELEASE"
	directory=$cache/$name-$(key_of "$tests/qemu/firmware" "$@" -- "$version" "$flags")
	[ -f "$directory/complete" ] || unpack_edk2 "$version"
	lock "$directory.lock"
	if [ ! -f "$directory/complete" ]; then
		echo "firmware: building $what $version, log in $directory/build.log" >&2
		rm -rf "$directory"
		mkdir "$directory"
		(
			cd "$directory" || exit
			export GCC49_AARCH64_PREFIX=$cross
			# shellcheck disable=SC2086 # several words
			build_edk2 $flags -p "$description"
			mv "$output" .
			rm -rf Build
			: >complete
		)
	fi
	echo "$directory/${output##*/}"
}

# StandaloneMm with its drivers.
build_partition() {
	build_image stmm StandaloneMm MmcommStmmPkg/MmcommStmm.dsc \
		Build/StandaloneMm/RELEASE_GCC49/FV/STANDALONE_MM.fd \
		MmcommTestPkg/MmcommTestPkg.dec MmcommTestPkg/Include \
		MmcommTestPkg/Library/HandlersLib arm64/MmcommStmmPkg
}

# UEFI, to boot the kernel that QEMU was given.
build_loader() {
	build_image uefi-loader UEFI MmcommUefiPkg/MmcommUefi.dsc \
		Build/MmcommUefi/RELEASE_GCC49/FV/MMCOMM_UEFI.fd arm64/MmcommUefiPkg
}

# TF-A and what it loads: prints the image's path. Takes a name and variables for
# TF-A's make; files among them have paths that change with what is in them.
build_flash() {
	name=$1
	shift
	version=$(newest_version arm-trusted-firmware) || exit 1
	# E=0: warnings of newer compilers are no errors.
	set -- PLAT=mmcomm E=0 DEBUG=0 LOG_LEVEL=10 "$@"
	directory=$cache/$name-$(key_of "$tests/qemu/firmware/arm64" plat -- "$version" "$@")
	[ -f "$directory/complete" ] || unpack_source arm-trusted-firmware "$version" true
	lock "$directory.lock"
	if [ ! -f "$directory/complete" ]; then
		echo "firmware: building TF-A $version, $name, log in $directory/build.log" >&2
		rm -rf "$directory"
		mkdir "$directory"
		(
			cd "$directory" || exit
			# A tree of links: our platform joins it, tools are built in it.
			cp -rs "$cache/arm-trusted-firmware-$version" tree
			cp -r "$tests/qemu/firmware/arm64/plat/." tree/plat
			TF_LDFLAGS=--no-warn-rwx-segments \
				run_build '*.o' make -C tree -j"$(nproc)" CROSS_COMPILE="$cross" \
				BUILD_BASE="$directory/objects" "$@" all fip
			cp objects/mmcomm/release/bl1.bin flash.bin
			# PLAT_QEMU_FIP_BASE
			dd if=objects/mmcomm/release/fip.bin of=flash.bin bs=256k seek=1 conv=notrunc status=none
			rm -rf tree objects
			: >complete
		)
	fi
	echo "$directory/flash.bin"
}
