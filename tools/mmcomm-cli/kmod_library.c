// SPDX-License-Identifier: GPL-2.0
/*
 * libkmod, loaded when first needed. It brings a cryptography library and two
 * decompressors with it, which would make every start of the tool three times
 * as slow for the sake of the few commands that load a module.
 */
#include <assert.h>
#include <dlfcn.h>
#include <string.h>

#include "cli.h"
#include "kmod_library.h"

#define KMOD_FILE "libkmod.so.2"

struct kmod_library kmod;

static const struct {
	const char *name;
	void *pointer;
} functions[] = {
	{ "kmod_new", &kmod.new },
	{ "kmod_unref", &kmod.unref },
	{ "kmod_set_log_fn", &kmod.set_log_fn },
	{ "kmod_list_next", &kmod.list_next },
	{ "kmod_module_new_from_name", &kmod.module_new_from_name },
	{ "kmod_module_new_from_path", &kmod.module_new_from_path },
	{ "kmod_module_unref", &kmod.module_unref },
	{ "kmod_module_unref_list", &kmod.module_unref_list },
	{ "kmod_module_get_module", &kmod.module_get_module },
	{ "kmod_module_get_name", &kmod.module_get_name },
	{ "kmod_module_get_path", &kmod.module_get_path },
	{ "kmod_module_get_initstate", &kmod.module_get_initstate },
	{ "kmod_module_initstate_str", &kmod.module_initstate_str },
	{ "kmod_module_get_refcnt", &kmod.module_get_refcnt },
	{ "kmod_module_get_holders", &kmod.module_get_holders },
	{ "kmod_module_get_info", &kmod.module_get_info },
	{ "kmod_module_info_get_key", &kmod.module_info_get_key },
	{ "kmod_module_info_get_value", &kmod.module_info_get_value },
	{ "kmod_module_info_free_list", &kmod.module_info_free_list },
	{ "kmod_module_insert_module", &kmod.module_insert_module },
	{ "kmod_module_probe_insert_module", &kmod.module_probe_insert_module },
	{ "kmod_module_remove_module", &kmod.module_remove_module },
};

/* Every member has an entry above: one that had none would be NULL when called. */
static_assert(sizeof(kmod) == ARRAY_SIZE(functions) * sizeof(void *), "one entry a member");

const char *kmod_library_load(void)
{
	static void *library;

	if (library)
		return NULL;
	library = dlopen(KMOD_FILE, RTLD_NOW);
	if (!library)
		return dlerror();
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		/* dlsym() has a data pointer even for a function, hence memcpy(). */
		void *symbol = dlsym(library, functions[i].name);

		if (!symbol)
			return dlerror();
		memcpy(functions[i].pointer, &symbol, sizeof(symbol));
	}
	return NULL;
}
