/* SPDX-License-Identifier: GPL-2.0 */
/* A module without parameters of its own. */
#ifndef _SHIM_LINUX_MODULE_H
#define _SHIM_LINUX_MODULE_H

#include <stddef.h>

struct module;

#define THIS_MODULE		((struct module *)NULL)
#define MODULE_PARM_DESC(...)
#define module_param(...)
#define module_param_hw(...)
#define module_param_named(...)

#endif /* _SHIM_LINUX_MODULE_H */
