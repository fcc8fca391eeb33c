// SPDX-License-Identifier: GPL-2.0
/*
 * Loading and unloading mmcomm and the simulated MM from within a program, see
 * kmodule.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kmodule.h"
#include "tap.h"

struct kmodule kmodule_open(const char *path, const char *name,
			    const char *parameters)
{
	struct kmodule module = {
		.name = name,
		.parameters = parameters,
		.fd = open(path, O_RDONLY | O_CLOEXEC),
	};

	if (module.fd < 0)
		tap_bail_out("%s: %s", path, strerror(errno));
	return module;
}

int kmodule_load(const struct kmodule *module)
{
	return syscall(SYS_finit_module, module->fd, module->parameters, 0) ? errno : 0;
}

int kmodule_unload(const struct kmodule *module)
{
	return syscall(SYS_delete_module, module->name, O_NONBLOCK) ? errno : 0;
}

bool kmodule_loaded(const struct kmodule *module)
{
	char path[96];

	snprintf(path, sizeof(path), "/sys/module/%s", module->name);
	return !access(path, F_OK);
}
