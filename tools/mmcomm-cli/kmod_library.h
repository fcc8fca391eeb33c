/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: libkmod, loaded when first needed.
 */
#ifndef MMCOMM_CLI_KMOD_LIBRARY_H
#define MMCOMM_CLI_KMOD_LIBRARY_H

#include <libkmod.h>

/* Every function of libkmod that is used; each is called as kmod.NAME(). */
#define KMOD_FUNCTIONS(each) \
	each(new) \
	each(unref) \
	each(set_log_fn) \
	each(list_next) \
	each(module_new_from_name) \
	each(module_new_from_path) \
	each(module_unref) \
	each(module_unref_list) \
	each(module_get_module) \
	each(module_get_name) \
	each(module_get_path) \
	each(module_get_initstate) \
	each(module_initstate_str) \
	each(module_get_refcnt) \
	each(module_get_holders) \
	each(module_get_info) \
	each(module_info_get_key) \
	each(module_info_get_value) \
	each(module_info_free_list) \
	each(module_insert_module) \
	each(module_probe_insert_module) \
	each(module_remove_module)

#define KMOD_MEMBER(name) __typeof__(kmod_##name) *name;
struct kmod_library {
	KMOD_FUNCTIONS(KMOD_MEMBER)
};
#undef KMOD_MEMBER

extern struct kmod_library kmod;

/**
 * kmod_library_load - make kmod usable
 *
 * Return: NULL, or why it cannot be loaded.
 */
const char *kmod_library_load(void);

#endif
