// SPDX-License-Identifier: GPL-2.0
/*
 * Loading, unloading and looking at the kernel module.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cli.h"
#include "kernel_log.h"
#include "kmod_library.h"
#include "module.h"

/* libkmod would print on its own what the explanation says. */
static void quiet(void *data, int priority, const char *file, int line,
		  const char *function, const char *format, va_list arguments)
{
	(void)data;
	(void)priority;
	(void)file;
	(void)line;
	(void)function;
	(void)format;
	(void)arguments;
}

static struct kmod_ctx *kmod_begin(void)
{
	const char *trouble = kmod_library_load();
	struct kmod_ctx *context;

	if (trouble) {
		error("libkmod cannot be loaded: %s", trouble);
		note("Install it: apt-get install libkmod2.");
		return NULL;
	}
	context = kmod.new(NULL, NULL);
	if (!context) {
		out_of_memory();
		return NULL;
	}
	kmod.set_log_fn(context, quiet, NULL);
	return context;
}

/* Reads a small file of sysfs or procfs; the text ends before its newline. */
static bool read_line(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	bool got = false;

	*text = '\0';
	if (!file)
		return false;
	if (fgets(text, size, file)) {
		text[strcspn(text, "\n")] = '\0';
		got = true;
	}
	fclose(file);
	return got;
}

/* The word in brackets: "none [integrity] confidentiality". */
void read_lockdown(char *text, size_t size)
{
	char line[128], *begin, *end;

	*text = '\0';
	read_line("/sys/kernel/security/lockdown", line, sizeof(line));
	begin = strchr(line, '[');
	end = begin ? strchr(begin, ']') : NULL;
	if (!end)
		return;
	*end = '\0';
	snprintf(text, size, "%s", begin + 1);
}

static void read_release(char *text, size_t size)
{
	struct utsname names;

	uname(&names);
	snprintf(text, size, "%s", names.release);
}

static void read_vermagic(const struct kmod_module *module, char *text, size_t size)
{
	struct kmod_list *list = NULL, *entry;

	*text = '\0';
	if (kmod.module_get_info(module, &list) < 0)
		return;
	for (entry = list; entry; entry = kmod.list_next(list, entry)) {
		if (!strcmp(kmod.module_info_get_key(entry), "vermagic"))
			snprintf(text, size, "%s", kmod.module_info_get_value(entry));
	}
	kmod.module_info_free_list(list);
}

static void append(char *text, size_t size, const char *item)
{
	size_t used = strlen(text);

	if (used + strlen(item) + 3 <= size)
		snprintf(text + used, size - used, "%s%s", used ? ", " : "", item);
}

static bool same_name(const char *one, const char *other, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if ((one[i] == '-' ? '_' : one[i]) != (other[i] == '-' ? '_' : other[i]))
			return false;
	}
	return true;
}

static bool in_list(const char *list, const char *name, size_t length)
{
	while (*list) {
		size_t item = strcspn(list, ",");

		if (item == length && same_name(list, name, length))
			return true;
		list += item;
		list += strspn(list, ", ");
	}
	return false;
}

const char *unknown_parameter(const char *parameters, const char *known, size_t *length)
{
	/* The kernel itself takes these out of any module's parameters. */
	static const char every_module[] = "dyndbg, async_probe";

	for (const char *at = parameters; *at;) {
		bool quoted = false;

		*length = strcspn(at, "= ");
		if (*length && !in_list(known, at, *length) &&
		    !in_list(every_module, at, *length))
			return at;
		for (; *at && (quoted || *at != ' '); at++)
			quoted ^= *at == '"';
		at += strspn(at, " ");
	}
	return NULL;
}

/*
 * The kernel loads a module with a parameter that it does not have, so that a
 * mistyped probe_only=1 would load it in full.
 */
static int check_parameters(const struct kmod_module *module, const char *parameters,
			    struct module_failure *failure)
{
	struct kmod_list *list = NULL, *entry;
	const char *name;
	size_t length;

	if (!*parameters || kmod.module_get_info(module, &list) < 0)
		return 0;
	for (entry = list; entry; entry = kmod.list_next(list, entry)) {
		char parameter[64];

		if (strcmp(kmod.module_info_get_key(entry), "parmtype"))
			continue;
		snprintf(parameter, sizeof(parameter), "%s",
			 kmod.module_info_get_value(entry));
		parameter[strcspn(parameter, ":")] = '\0';
		append(failure->parameters, sizeof(failure->parameters), parameter);
	}
	kmod.module_info_free_list(list);
	name = unknown_parameter(parameters, failure->parameters, &length);
	if (!name)
		return 0;
	snprintf(failure->unknown_parameter, sizeof(failure->unknown_parameter), "%.*s",
		 (int)length, name);
	return -EINVAL;
}

static bool is_file(const char *target)
{
	return strchr(target, '/') || strstr(target, ".ko");
}

/*
 * A file's own name says what it depends on only through modules.dep, which
 * knows installed files alone; mmcomm's own modules depend on each other only.
 */
static int insert(struct kmod_ctx *context, const char *target,
		  const char *parameters, struct module_failure *failure)
{
	struct kmod_module *module = NULL;
	int result;

	if (is_file(target))
		result = access(target, R_OK) ? -errno :
			 kmod.module_new_from_path(context, target, &module);
	else
		result = kmod.module_new_from_name(context, target, &module);
	if (result < 0) {
		failure->file_missing = result == -ENOENT;
		return result;
	}
	snprintf(failure->name, sizeof(failure->name), "%s", kmod.module_get_name(module));

	result = check_parameters(module, parameters, failure);
	if (result) {
		kmod.module_unref(module);
		return result;
	}
	if (is_file(target)) {
		result = kmod.module_insert_module(module, 0, parameters);
	} else if (!kmod.module_get_path(module)) {
		failure->file_missing = true;
		result = -ENOENT;
	} else {
		result = kmod.module_probe_insert_module(module, KMOD_PROBE_FAIL_ON_LOADED,
							 parameters, NULL, NULL, NULL);
	}
	if (result < 0 && !failure->file_missing)
		read_vermagic(module, failure->vermagic, sizeof(failure->vermagic));
	kmod.module_unref(module);
	return result < 0 ? result : 0;
}

static void describe_system(const char *target, struct module_failure *failure)
{
	char line[16];

	memset(failure, 0, sizeof(*failure));
	snprintf(failure->target, sizeof(failure->target), "%s", target);
	read_release(failure->release, sizeof(failure->release));
	read_lockdown(failure->lockdown, sizeof(failure->lockdown));
	failure->modules_disabled =
		read_line("/proc/sys/kernel/modules_disabled", line, sizeof(line)) &&
		!strcmp(line, "1");
	failure->root = geteuid() == 0;
}

int module_load(const char *target, const char *parameters,
		struct module_failure *failure)
{
	struct kmod_ctx *context;
	int result, log;

	describe_system(target, failure);
	context = kmod_begin();
	if (!context) {
		failure->error = ENOPKG;
		return -ENOPKG;
	}
	log = kernel_log_open();
	result = insert(context, target, parameters, failure);
	kernel_log_collect(log, *failure->name ? failure->name : MODULE_NAME,
			   failure->kernel_log, sizeof(failure->kernel_log));
	failure->error = -result;
	kmod.unref(context);
	return result;
}

static void list_holders(const struct kmod_module *module, char *text, size_t size)
{
	struct kmod_list *holders = kmod.module_get_holders(module), *entry;

	for (entry = holders; entry; entry = kmod.list_next(holders, entry)) {
		struct kmod_module *holder = kmod.module_get_module(entry);
		char item[96];

		snprintf(item, sizeof(item), "module %s", kmod.module_get_name(holder));
		append(text, size, item);
		kmod.module_unref(holder);
	}
	kmod.module_unref_list(holders);
}

/* Whether one of the process's descriptors is the device @wanted. */
static bool has_open(const char *pid, dev_t wanted)
{
	char path[300];
	struct dirent *entry;
	bool open_there = false;
	DIR *directory;

	snprintf(path, sizeof(path), "/proc/%s/fd", pid);
	directory = opendir(path);
	if (!directory)
		return false;
	while (!open_there && (entry = readdir(directory))) {
		struct stat status;

		if (!fstatat(dirfd(directory), entry->d_name, &status, 0) &&
		    S_ISCHR(status.st_mode) && status.st_rdev == wanted)
			open_there = true;
	}
	closedir(directory);
	return open_there;
}

/* Adds "name (process 12), ...": whoever has a device open. */
static void device_users(const char *path, char *text, size_t size)
{
	struct dirent *entry;
	struct stat status;
	DIR *proc;

	if (stat(path, &status) || !S_ISCHR(status.st_mode))
		return;
	proc = opendir("/proc");
	while (proc && (entry = readdir(proc))) {
		char file[300], name[64], item[400];

		if (entry->d_name[0] < '1' || entry->d_name[0] > '9' ||
		    strtol(entry->d_name, NULL, 10) == getpid() ||
		    !has_open(entry->d_name, status.st_rdev))
			continue;
		snprintf(file, sizeof(file), "/proc/%s/comm", entry->d_name);
		read_line(file, name, sizeof(name));
		snprintf(item, sizeof(item), "%s (process %s)", name, entry->d_name);
		append(text, size, item);
	}
	if (proc)
		closedir(proc);
}

int module_unload(const char *name, const char *device, struct module_failure *failure)
{
	struct kmod_module *module;
	struct kmod_ctx *context;
	int result;

	describe_system(name, failure);
	snprintf(failure->name, sizeof(failure->name), "%s", name);
	context = kmod_begin();
	if (!context) {
		failure->error = ENOPKG;
		return -ENOPKG;
	}
	result = kmod.module_new_from_name(context, name, &module);
	if (result >= 0) {
		result = kmod.module_remove_module(module, KMOD_REMOVE_NOWAIT |
						   KMOD_REMOVE_NOLOG);
		if (result == -EAGAIN || result == -EBUSY) {
			list_holders(module, failure->users, sizeof(failure->users));
			device_users(device, failure->users, sizeof(failure->users));
		}
		kmod.module_unref(module);
	}
	kmod.unref(context);
	failure->error = result < 0 ? -result : 0;
	return result < 0 ? result : 0;
}

bool module_is_loaded(const char *name)
{
	char path[256];
	struct stat status;

	snprintf(path, sizeof(path), "/sys/module/%s/initstate", name);
	return !stat(path, &status);
}

static void read_parameters(const char *name, char *text, size_t size)
{
	char path[256];
	struct dirent **entries;
	size_t used = 0;
	int count;

	*text = '\0';
	snprintf(path, sizeof(path), "/sys/module/%s/parameters", name);
	count = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		char file[600], value[256];

		snprintf(file, sizeof(file), "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' && read_line(file, value, sizeof(value)) &&
		    used + strlen(entries[i]->d_name) + strlen(value) + 3 <= size)
			used += snprintf(text + used, size - used, "%s=%s\n",
					 entries[i]->d_name, value);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

int module_get_status(const char *name, const char *device, struct module_status *status)
{
	struct kmod_ctx *context = kmod_begin();
	struct kmod_module *module;
	char path[256];
	int result;

	memset(status, 0, sizeof(*status));
	if (!context)
		return -ENOPKG;
	snprintf(status->device, sizeof(status->device), "%s", device);
	read_release(status->release, sizeof(status->release));
	status->device_present = !access(device, F_OK);

	result = kmod.module_new_from_name(context, name, &module);
	if (result >= 0) {
		const char *file = kmod.module_get_path(module);
		int state = kmod.module_get_initstate(module);

		if (file) {
			snprintf(status->path, sizeof(status->path), "%s", file);
			read_vermagic(module, status->vermagic, sizeof(status->vermagic));
		}
		if (state >= 0) {
			status->loaded = true;
			snprintf(status->state, sizeof(status->state), "%s",
				 kmod.module_initstate_str(state));
			status->references = kmod.module_get_refcnt(module);
		}
		kmod.module_unref(module);
	}
	kmod.unref(context);
	if (status->loaded) {
		snprintf(path, sizeof(path), "/sys/module/%s/version", name);
		read_line(path, status->version, sizeof(status->version));
		read_parameters(name, status->parameters, sizeof(status->parameters));
		device_users(device, status->users, sizeof(status->users));
	}
	return result < 0 ? result : 0;
}
