// SPDX-License-Identifier: GPL-2.0
/*
 * What makes the suites beside this file one module.
 */
#include <linux/module.h>
#include <linux/version.h>

/* 6.13: the namespace is a string. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
MODULE_IMPORT_NS("EXPORTED_FOR_KUNIT_TESTING");
#else
MODULE_IMPORT_NS(EXPORTED_FOR_KUNIT_TESTING);
#endif

MODULE_DESCRIPTION("KUnit suites of mmcomm with the simulated MM");
MODULE_LICENSE("GPL");
