/* SPDX-License-Identifier: GPL-2.0 */
/* A module without parameters of its own. */
#ifndef _SHIM_LINUX_MODULE_H
#define _SHIM_LINUX_MODULE_H

#include <stddef.h>

struct module;

#define THIS_MODULE		((struct module *)NULL)
#define MODULE_PARM_DESC(name, text)
#define module_param(name, type, mode)
#define module_param_hw(name, type, hardware, mode)
#define module_param_named(name, value, type, mode)

#endif /* _SHIM_LINUX_MODULE_H */
