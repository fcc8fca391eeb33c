// SPDX-License-Identifier: GPL-2.0
/*
 * libkmod, loaded when first needed. It brings a cryptography library and three
 * decompressors with it, which would make every start of the tool three times
 * as slow for the sake of the few commands that load a module.
 */
#include <dlfcn.h>
#include <string.h>

#include "kmod_library.h"

#define KMOD_FILE "libkmod.so.2"

struct kmod_library kmod;

const char *kmod_library_load(void)
{
	static void *library;

	if (library)
		return NULL;
	library = dlopen(KMOD_FILE, RTLD_NOW);
	if (!library)
		return dlerror();

/* POSIX has dlsym() return a data pointer for functions too, hence memcpy(). */
#define KMOD_RESOLVE(name) \
	do { \
		void *symbol = dlsym(library, "kmod_" #name); \
		if (!symbol) \
			return dlerror(); \
		memcpy(&kmod.name, &symbol, sizeof(symbol)); \
	} while (0);
	KMOD_FUNCTIONS(KMOD_RESOLVE)
#undef KMOD_RESOLVE
	return NULL;
}
