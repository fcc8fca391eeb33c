# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
#
# bash completion of mmcomm-cli(1).

# Completes from words.
_mmcomm_cli_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "${COMP_WORDS[COMP_CWORD]}")
}

_mmcomm_cli_files() {
	compopt -o filenames
	mapfile -t COMPREPLY < <(compgen -"${1:-f}" -- "${COMP_WORDS[COMP_CWORD]}")
}

# A module's file, or a parameter of mmcomm.
_mmcomm_cli_module() {
	compopt -o filenames -o nospace
	mapfile -t COMPREPLY < <(compgen -f -W "allow_blind_trigger= allow_borrow= buffers=
		comm_buffers= command= enable_comm_buffer_updates= evidence= executor= mailbox=
		probe_only= timeout_ms= updatable_buffer_id=" -- "${COMP_WORDS[COMP_CWORD]}")
}

# Names of 'mmcomm-cli recipients' of the kinds given.
_mmcomm_cli_guids() {
	_mmcomm_cli_words "$(mmcomm-cli recipients 2>/dev/null |
		while read -r name kind _; do [[ " $* " == *" $kind "* ]] && echo "$name"; done)"
}

# The values of the option in front, where it takes one.
_mmcomm_cli_value() {
	case $1 in
	-o | --output) _mmcomm_cli_words "table json hexdump raw" ;;
	--filter) _mmcomm_cli_guids recipient event simulated ;;
	-f)
		# Of watch; -f of send is a file.
		if [ "$2" = watch ]; then
			_mmcomm_cli_guids recipient event simulated
		else
			_mmcomm_cli_files
		fi
		;;
	-d | --device | --file | -s | --save | -N | --names) _mmcomm_cli_files ;;
	-m | --module)
		# Of probe; -m of send is a length.
		[ "$2" = probe ] || return 0
		_mmcomm_cli_files
		;;
	-e | --efivarfs) _mmcomm_cli_files d ;;
	--header) _mmcomm_cli_words "1 3" ;;
	-x | --hex | --message-len | -c | --capacity | --count | -b | --buffer) ;;
	*) return 1 ;;
	esac
}

_mmcomm_cli() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local common="--output --device --help --version" command="" second="" word i

	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		case $word in
		-o | --output | -d | --device) ((i++)) ;;
		-*) ;;
		*)
			if [ -z "$command" ]; then
				command=$word
			elif [ -z "$second" ]; then
				second=$word
			fi
			;;
		esac
	done
	_mmcomm_cli_value "$previous" "$command" && return

	case $command in
	"") _mmcomm_cli_words "info probe buffers send trigger watch var handlers supervisor status recipients module help $common" ;;
	var)
		case $second in
		"") _mmcomm_cli_words "list get verify" ;;
		list) _mmcomm_cli_words "--long --save --dry-run $common" ;;
		get)
			if [[ $current == -* ]]; then
				_mmcomm_cli_words "--dry-run $common"
			elif [ "$previous" != get ]; then
				_mmcomm_cli_guids vendor
			fi
			;;
		verify) _mmcomm_cli_words "--efivarfs --names --dry-run $common" ;;
		esac
		;;
	handlers) _mmcomm_cli_words "--long --dry-run $common" ;;
	supervisor)
		case $second in
		"") _mmcomm_cli_words "version" ;;
		*) _mmcomm_cli_words "--dry-run $common" ;;
		esac
		;;
	module)
		case $second in
		"") _mmcomm_cli_words "load unload status" ;;
		load)
			if [[ $current == -* ]]; then
				_mmcomm_cli_words "$common"
			else
				_mmcomm_cli_module
			fi
			;;
		*) _mmcomm_cli_words "$common" ;;
		esac
		;;
	send)
		if [[ $current == -* ]] || [ -n "$second" ]; then
			_mmcomm_cli_words "--hex --file --message-len --capacity --buffer --header --v3 --diff --dry-run $common"
		else
			_mmcomm_cli_guids recipient simulated
		fi
		;;
	trigger) _mmcomm_cli_words "--yes --dry-run $common" ;;
	watch) _mmcomm_cli_words "--count --filter $common" ;;
	probe) _mmcomm_cli_words "--module $common" ;;
	help) _mmcomm_cli_words "info probe buffers send trigger watch var handlers supervisor status recipients module" ;;
	*) _mmcomm_cli_words "$common" ;;
	esac
}

complete -F _mmcomm_cli mmcomm-cli
