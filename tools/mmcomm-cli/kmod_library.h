/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: libkmod, loaded when first needed.
 */
#ifndef MMCOMM_CLI_KMOD_LIBRARY_H
#define MMCOMM_CLI_KMOD_LIBRARY_H

#include <libkmod.h>

/* The functions of libkmod that are used: kmod_new() is called as kmod.new(). */
struct kmod_library {
	__typeof__(kmod_new) *new;
	__typeof__(kmod_unref) *unref;
	__typeof__(kmod_set_log_fn) *set_log_fn;
	__typeof__(kmod_list_next) *list_next;
	__typeof__(kmod_module_new_from_name) *module_new_from_name;
	__typeof__(kmod_module_new_from_path) *module_new_from_path;
	__typeof__(kmod_module_unref) *module_unref;
	__typeof__(kmod_module_unref_list) *module_unref_list;
	__typeof__(kmod_module_get_module) *module_get_module;
	__typeof__(kmod_module_get_name) *module_get_name;
	__typeof__(kmod_module_get_path) *module_get_path;
	__typeof__(kmod_module_get_initstate) *module_get_initstate;
	__typeof__(kmod_module_initstate_str) *module_initstate_str;
	__typeof__(kmod_module_get_refcnt) *module_get_refcnt;
	__typeof__(kmod_module_get_holders) *module_get_holders;
	__typeof__(kmod_module_get_info) *module_get_info;
	__typeof__(kmod_module_info_get_key) *module_info_get_key;
	__typeof__(kmod_module_info_get_value) *module_info_get_value;
	__typeof__(kmod_module_info_free_list) *module_info_free_list;
	__typeof__(kmod_module_insert_module) *module_insert_module;
	__typeof__(kmod_module_probe_insert_module) *module_probe_insert_module;
	__typeof__(kmod_module_remove_module) *module_remove_module;
};

extern struct kmod_library kmod;

/**
 * kmod_library_load - make kmod usable
 *
 * Return: NULL, or why it cannot be loaded.
 */
const char *kmod_library_load(void);

#endif
