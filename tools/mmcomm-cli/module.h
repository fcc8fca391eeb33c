/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmcomm-cli: the kernel module, through libkmod.
 */
#ifndef MMCOMM_CLI_MODULE_H
#define MMCOMM_CLI_MODULE_H

#include <stdbool.h>
#include <stddef.h>

/* The module, unless another one is named. */
#define MODULE_NAME "mmcomm"

/**
 * struct module_failure - what is known about a module that did not load or
 * unload
 * @error: errno, positive; 0 where nothing failed
 * @target: what the user named, a module or a file
 * @name: the module's name; empty where it could not be found out
 * @release: of the running kernel
 * @vermagic: of the file; empty where it has none
 * @lockdown: "none", "integrity", "confidentiality", or empty where unknown
 * @modules_disabled: the sysctl kernel.modules_disabled is set
 * @root: the effective user is root
 * @file_missing: there is no such file or no such module for this kernel
 * @users: who keeps the module from being unloaded; empty where unknown
 * @unknown_parameter: a parameter that the module does not have, or empty
 * @parameters: those that it has, separated by commas; set with the former
 * @kernel_log: what the kernel said about it meanwhile; lines, may be empty
 */
struct module_failure {
	int error;
	char target[256];
	char name[64];
	char release[65];
	char vermagic[128];
	char lockdown[32];
	bool modules_disabled;
	bool root;
	bool file_missing;
	char users[512];
	char unknown_parameter[64];
	char parameters[1024];
	char kernel_log[4096];
};

/**
 * struct module_status - whether the module is there and how it was loaded
 * @loaded: it is
 * @state: the kernel's word for it
 * @references: users of it at the moment
 * @version: of the loaded module, or empty
 * @parameters: lines "name=value" of the loaded module
 * @device_present: the device node exists
 * @device: its path
 * @release: of the running kernel
 * @path: the file that "module load" would take, or empty
 * @vermagic: of that file, or empty
 * @users: processes that have the device open, or empty
 */
struct module_status {
	bool loaded;
	char state[32];
	int references;
	char version[64];
	char parameters[2048];
	bool device_present;
	char device[256];
	char release[65];
	char path[512];
	char vermagic[128];
	char users[512];
};

/**
 * module_load - load a module with what it depends on
 * @target: a name, or the path of a file: anything with a '/' or ".ko" in it
 * @parameters: "name=value ..." or ""
 * @failure: filled in, with @error 0 where it worked
 *
 * Return: 0 or a negative errno.
 */
int module_load(const char *target, const char *parameters,
		struct module_failure *failure);

/**
 * module_unload - unload a module
 * @name: its name
 * @device: the device node whose users to name where it is in use
 * @failure: filled in, with @error 0 where it worked
 *
 * Return: 0 or a negative errno.
 */
int module_unload(const char *name, const char *device, struct module_failure *failure);

/**
 * module_get_status - look at a module without changing anything
 * @name: its name
 * @device: its device node
 * @status: filled in
 *
 * Return: 0 or a negative errno.
 */
int module_get_status(const char *name, const char *device,
		      struct module_status *status);

/**
 * module_is_loaded - whether the kernel lists the module
 * @name: its name
 *
 * Return: whether it does.
 */
bool module_is_loaded(const char *name);

/**
 * read_lockdown - the kernel's lockdown mode
 * @text: "none", "integrity" or "confidentiality"; empty where it is not known
 * @size: of @text
 */
void read_lockdown(char *text, size_t size);

/**
 * unknown_parameter - the first parameter that a module does not have
 * @parameters: "name=value ...", a value may stand in double quotes
 * @known: names, separated by ", "
 * @length: filled in where there is one
 *
 * Names that the kernel takes for every module are known, and so is a '-' where
 * the module has a '_'.
 *
 * Return: the name within @parameters, or NULL.
 */
const char *unknown_parameter(const char *parameters, const char *known, size_t *length);

/**
 * struct module_explanation - sentences about a failure
 * @problem: what is wrong
 * @way_out: the next step to take; may be empty
 */
struct module_explanation {
	char problem[1536];
	char way_out[1024];
};

/**
 * module_explain - the sentences for a failure
 * @failure: what is known about it; nothing else is looked at
 * @unload: the module was to be unloaded
 * @explanation: filled in
 */
void module_explain(const struct module_failure *failure, bool unload,
		    struct module_explanation *explanation);

#endif
