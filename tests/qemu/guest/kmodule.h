/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Loading and unloading mmcomm and the simulated MM from within a program.
 */
#ifndef GUEST_KMODULE_H
#define GUEST_KMODULE_H

#include <stdbool.h>

/**
 * struct kmodule - a module that a program loads
 * @name: its name
 * @parameters: with which it is loaded
 * @fd: its file, open for reading
 */
struct kmodule {
	const char *name;
	const char *parameters;
	int fd;
};

/**
 * kmodule_open() - opens a module's file, or ends the program
 * @path: the file
 * @name: the module's name
 * @parameters: with which it will be loaded
 */
struct kmodule kmodule_open(const char *path, const char *name,
			    const char *parameters);

/** kmodule_load() - 0 or errno */
int kmodule_load(const struct kmodule *module);

/** kmodule_unload() - 0 or errno; EAGAIN for one that is in use */
int kmodule_unload(const struct kmodule *module);

/** kmodule_loaded() - whether it is */
bool kmodule_loaded(const struct kmodule *module);

#endif /* GUEST_KMODULE_H */
